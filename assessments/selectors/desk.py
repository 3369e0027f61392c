"""The committee's desk: every subject to decide with its grades, ballots, file and findings; one reading for pages,
drafts and signatures. A fixed number of queries, whatever the ward's size."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assessments.models import BallotCount, Campaign, FindingReason, Grading, Review, ReviewFile
from assessments.rules import Answer, Finding, Ground, NotGradable, Rule, check, facts, rule_set
from assessments.selectors.facts import dossier_of
from assessments.selectors.gradings import NO_GRADES, ReviewGrades, grades_of
from assessments.workflow import GradingStep, Scope, Stage, SubjectKind
from assessments.workflow_scopes import HEAD_RULES, MEMBER_RULES, MISSING_RULES, UNIT_RULES, Signed, scope_of
from cells.acting import is_about_self
from cells.models import Account


@dataclass(frozen=True)
class DeskRow:
    """One subject. `scope` None: decided elsewhere. `bar`: why it is not graded. `excused`: a reason is recorded for
    leaving it without a grade (A7)."""

    review: Review
    scope: Scope | None
    bar: NotGradable | None
    grades: ReviewGrades
    ballots: BallotCount | None
    excused: bool
    findings: tuple[Finding, ...]

    @property
    def file(self) -> ReviewFile | None:
        return self.review.file

    @property
    def kind(self) -> SubjectKind:
        return SubjectKind(self.review.kind)

    @property
    def person(self) -> str:
        """Code of the person graded; blank for a unit."""
        if self.kind is SubjectKind.MEMBER:
            return self.review.code
        return self.review.facts["member"] if self.kind is SubjectKind.OFFICER else ""

    @property
    def is_due(self) -> bool:
        """A grade has to be decided here."""
        return self.scope is not None and self.bar is None

    @property
    def is_signed(self) -> bool:
        """A grade stands, signed here or decided elsewhere; only a re-grade changes it."""
        return self.grades.final_grading is not None

    @property
    def is_settled(self) -> bool:
        """Nothing is left to decide: signed, not to be graded, or left ungraded for a recorded reason."""
        return self.is_signed or not self.is_due or self.excused

    @property
    def is_accepted(self) -> bool:
        """The file has been taken in by the office, so the committee may decide."""
        return self.file is None or Stage(self.file.stage) is Stage.ACCEPTED

    @property
    def draft(self) -> Grading | None:
        return self.grades.by_step.get(GradingStep.DRAFT)

    @property
    def draft_grade(self) -> str:
        return self.grades.grade(GradingStep.DRAFT)

    def is_of(self, account: Account) -> bool:
        """The row grades a person behind this account, a deputy's or the one acted for: conflict of interest."""
        return is_about_self(account, self.review.member_id)


@dataclass(frozen=True)
class Desk:
    """The campaign as it lies on the table: rows by review id in reading order, and what the rules answer."""

    campaign: Campaign
    dossier: facts.Dossier
    answer: Answer
    rows: dict[int, DeskRow]

    def of(self, scope: Scope) -> list[DeskRow]:
        return [row for row in self.rows.values() if row.scope is scope]

    @cached_property
    def ground(self) -> Ground:
        return Ground(self.dossier, self.answer.rule_set)

    @cached_property
    def by_file(self) -> dict[int, list[DeskRow]]:
        rows = defaultdict(list)
        for row in self.rows.values():
            if row.review.file_id:
                rows[row.review.file_id].append(row)
        return dict(rows)

    @cached_property
    def names(self) -> dict[str, str]:
        """Code → name of every person and unit, for lists of codes in findings."""
        rows = (row.review for row in self.rows.values() if row.kind is not SubjectKind.OFFICER)
        return {review.code: review.name for review in rows}

    def cap(self, rule: Rule, pool: str | None = None):
        """The row of a cap; the first of its rule when no pool is named."""
        return next((cap for cap in self.answer.caps if cap.rule is rule and pool in (None, cap.pool)), None)


def desk_of(campaign: Campaign) -> Desk:
    """Read the desk and run the rules on the working grades."""
    dossier = dossier_of(campaign)
    return desk_from(campaign, dossier, check(dossier, rule_set(campaign.rule_set)))


def desk_from(campaign: Campaign, dossier: facts.Dossier, answer: Answer) -> Desk:
    """The desk around an answer that was worked out already."""
    ground = Ground(dossier, answer.rule_set)
    given = grades_of(campaign)
    counted = BallotCount.objects.filter(review__campaign=campaign).select_related("meeting")
    ballots = {count.review_id: count for count in counted}
    excused = set(
        FindingReason.objects.filter(campaign=campaign, rule=Rule.GRADE_MISSING, current=True).values_list(
            "subject", flat=True
        )
    )
    about = _findings_by_subject(answer.findings)
    reviews = Review.objects.filter(campaign=campaign).select_related("file", "collective")
    rows = {}
    for review in sorted(reviews, key=_reading_order):
        kind = SubjectKind(review.kind)
        rows[review.pk] = DeskRow(
            review=review,
            scope=scope_of(
                kind,
                heads=review.heads_something,
                level=review.facts.get("management_level"),
                rule_set=answer.rule_set,
            ),
            bar=_bar(ground, kind, review.code),
            grades=given.get(review.pk, NO_GRADES),
            ballots=ballots.get(review.pk),
            excused=kind is not SubjectKind.OFFICER and review.code in excused,
            findings=tuple(_findings_of(about, kind, review)),
        )
    return Desk(campaign, dossier, answer, rows)


_KIND_ORDER = {
    SubjectKind.ORGANIZATION: 0,
    SubjectKind.AGENCY: 1,
    SubjectKind.CELL: 2,
    SubjectKind.COLLECTIVE: 3,
    SubjectKind.MEMBER: 4,
    SubjectKind.OFFICER: 5,
}


def _reading_order(review: Review) -> tuple:
    """File by file; in a file the units, then people by given name."""
    file = review.file
    place = (file.position, file.code) if file else (10_000, "")
    return (*place, _KIND_ORDER[SubjectKind(review.kind)], review.sort_key, review.position)


def _bar(ground: Ground, kind: SubjectKind, code: str) -> NotGradable | None:
    if kind is SubjectKind.MEMBER:
        return ground.member_bars[code]
    return None if kind is SubjectKind.OFFICER else ground.unit_bars[code]


def _findings_by_subject(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    about = defaultdict(list)
    for finding in findings:
        about[finding.subject].append(finding)
    return about


def _findings_of(about: dict[str, list[Finding]], kind: SubjectKind, review: Review) -> Iterator[Finding]:
    """Findings shown at a row; those of pools and quotas stand above the table."""
    if kind is SubjectKind.OFFICER:
        rules, code = HEAD_RULES, review.facts["member"]
    elif kind is SubjectKind.MEMBER:
        rules, code = MEMBER_RULES | HEAD_RULES | MISSING_RULES, review.code
    else:
        rules, code = UNIT_RULES | MISSING_RULES, review.code
    return (finding for finding in about.get(code, ()) if finding.rule in rules)


def codes_of(rows: Iterable[DeskRow]) -> Signed:
    """The codes under which findings name these rows."""
    rows = list(rows)
    units = (SubjectKind.CELL, SubjectKind.COLLECTIVE)
    return Signed(
        units=frozenset(row.review.code for row in rows if row.kind in units),
        members=frozenset(row.review.code for row in rows if row.kind is SubjectKind.MEMBER),
        holders=frozenset(row.person for row in rows if row.person),
    )
