"""One tally of a ward's year: every figure that a screen or a paper shows is taken from here.

The counts, caps and quotas are the engine's own; this only sorts the same rows under their reasons and cells, so that
a list and its number cannot disagree.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, fields
from datetime import date

from assessments.models import Campaign, Review, ReviewFile, SelfCritique
from assessments.rules import Answer, CapBase, Grade, Ground, NotGradable, Rule, check, rule_set
from assessments.selectors.attendance import not_reviewed_yet
from assessments.selectors.facts import dossier_of
from assessments.selectors.hint_figures import NO_HINTS, HintFigures, hint_figures
from assessments.selectors.late_changes import LateLine, late_lines
from assessments.selectors.percents import percent_text
from assessments.selectors.remedy_figures import NO_REMEDIES, RemedyFigures, remedy_figures
from assessments.selectors.self_criticism_figures import (
    SelfCriticism,
    self_criticism_of_collectives,
    self_criticism_of_members,
)
from assessments.selectors.tally_lists import (
    Disciplined,
    Excellents,
    NotGraded,
    Recorded,
    Unfulfilled,
    Unreviewed,
    disciplined_of,
    excellents_of,
    not_graded_of,
    owes_review,
    recorded_of,
    unfulfilled_of,
    unreviewed_members,
)
from assessments.selectors.year_rounds import NO_ROUNDS, YearRounds, year_rounds
from assessments.workflow import Stage, SubjectKind

_SETTLED = frozenset({Stage.DECIDED, Stage.RELEASED})


@dataclass(frozen=True, slots=True)
class GradeCounts:
    """How many of one kind: total = exempt + not gradable + ungraded + the four grades (part A)."""

    total: int
    exempt: int
    not_gradable: int
    ungraded: int
    excellent: int
    good: int
    fulfilled: int
    unfulfilled: int

    @property
    def graded(self) -> int:
        return self.excellent + self.good + self.fulfilled + self.unfulfilled

    @property
    def good_or_better(self) -> int:
        return self.excellent + self.good

    def of(self, grade: str) -> int:
        return getattr(self, grade)

    def percent(self, grade: str) -> str:
        """Share of the graded, the base of the published statistics."""
        return percent_text(self.of(grade), self.graded)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Who owed a review and who has one; total = subject + not subject, subject = reviewed + not reviewed."""

    total: int
    not_subject: int
    reviewed: int
    missing: int

    @property
    def subject(self) -> int:
        return self.reviewed + self.missing


@dataclass(frozen=True, slots=True)
class CapLine:
    """One cap with its arithmetic: floor(percent × base / 100) = limit."""

    rule: Rule
    pool: str
    pool_name: str
    base: int
    percent: int
    limit: int
    actual: int
    citation: str

    @property
    def excess(self) -> int:
        return max(self.actual - self.limit, 0)

    @property
    def room(self) -> int:
        return max(self.limit - self.actual, 0)


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell of the annex; `quota` None where the rules issue none. `suspended`: of the exempt, which hold them too;
    `reasons`: of each unfulfilled grade, its code, blank where none was recorded."""

    code: str
    name: str
    grade: Grade | None
    bar: bool
    counts: GradeCounts
    quota: int | None
    suspended: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit and its standing grade: the organization, an agency, a collective. `bar`: it is not to be graded."""

    code: str
    name: str
    kind: str
    grade: Grade | None
    bar: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The year's figures. `decided`: the grades are the signed ones; else those on the table."""

    year: int
    rule_set: str
    decided: bool
    organization: UnitLine
    cells: GradeCounts
    collectives: GradeCounts
    members: GradeCounts
    officers: Mapping[str, GradeCounts]
    officer_pools: Mapping[str, str]
    suspended: int
    collective_reviews: Reviewed
    member_reviews: Reviewed
    collective_criticism: SelfCriticism
    member_criticism: SelfCriticism
    hints: HintFigures
    remedies: RemedyFigures
    rounds: YearRounds
    late: tuple[LateLine, ...]
    cap_percent: int
    cap_base: CapBase
    caps: tuple[CapLine, ...]
    per_cell: tuple[CellLine, ...]
    agencies: tuple[UnitLine, ...]
    collective_lines: tuple[UnitLine, ...]
    excellents: Excellents
    not_graded: NotGraded
    unfulfilled: Unfulfilled
    unreviewed: tuple[Unreviewed, ...]
    disciplined: tuple[Disciplined, ...]
    recorded: tuple[Recorded, ...]
    compliant: bool

    @property
    def exempt_only(self) -> int:
        """Exempt without the suspended, which the counts hold together."""
        return self.members.exempt - self.suspended

    @property
    def per_cell_total(self) -> GradeCounts:
        """Sum over the cells: the members' counts again."""
        return summed(line.counts for line in self.per_cell)


def is_decided(campaign: Campaign) -> bool:
    """Every file is decided or released: what follows rests on signed grades. One query."""
    stages = set(ReviewFile.objects.filter(campaign=campaign).values_list("stage", flat=True))
    return bool(stages) and stages <= {stage.value for stage in _SETTLED}


def is_released(campaign: Campaign) -> bool:
    """Every file is released: the district may read. One query."""
    stages = set(ReviewFile.objects.filter(campaign=campaign).values_list("stage", flat=True))
    return stages == {Stage.RELEASED.value}


def standing_grades(campaign: Campaign) -> str:
    """Which grades leave the ward: the signed ones once everything is decided, before that those on the table."""
    return "final" if is_decided(campaign) else "working"


def tally_of(campaign: Campaign, day: date) -> Tally:
    """Read the campaign and count it; a fixed number of queries. `day`: remediation is told as it stood then."""
    grades = standing_grades(campaign)
    answer = check(dossier_of(campaign, grades), rule_set(campaign.rule_set))
    return tally_from(
        answer,
        decided=grades == "final",
        reviewed=reviewed_members(campaign),
        absent=not_reviewed_yet(campaign),
        titles=titles_held(campaign),
        hints=hint_figures(campaign),
        remedies=remedy_figures(campaign, day),
        rounds=year_rounds(campaign),
        late=late_lines(campaign),
    )


def reviewed_members(campaign: Campaign) -> frozenset[str]:
    """Codes of the members whose self-critique was handed in and who have been reviewed by the meeting."""
    submitted = SelfCritique.objects.filter(
        review__campaign=campaign, review__kind=SubjectKind.MEMBER, submitted_at__isnull=False
    ).values_list("review__code", flat=True)
    return frozenset(submitted) - not_reviewed_yet(campaign).keys()


def titles_held(campaign: Campaign) -> dict[tuple[str, str], str]:
    """(member, unit) → the titles held there."""
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    posts = Review.objects.filter(campaign=campaign, kind=SubjectKind.OFFICER).order_by("position", "pk")
    for facts in posts.values_list("facts", flat=True):
        if title := facts.get("title"):
            held[facts["member"], facts["unit"]].append(title)
    return {post: ", ".join(dict.fromkeys(titles)) for post, titles in held.items()}


def tally_from(
    answer: Answer,
    *,
    decided: bool = True,
    reviewed: Set[str] = frozenset(),
    absent: Mapping[str, str] | None = None,
    titles: Mapping[tuple[str, str], str] | None = None,
    hints: HintFigures = NO_HINTS,
    remedies: RemedyFigures = NO_REMEDIES,
    rounds: YearRounds = NO_ROUNDS,
    late: tuple[LateLine, ...] = (),
) -> Tally:
    """Count one answer. `reviewed`: codes of members with a self-critique who were at the meeting, or reviewed after it;
    `absent`: of those absent and not reviewed since, code → why; `titles`: (member, unit) → title held; `hints`: the
    review hints of the year; `remedies`: shortcomings and plans; `rounds`: what went back or was graded anew; `late`: what
    changed after the opening."""
    dossier = answer.dossier
    ground = Ground(dossier, answer.rule_set)
    counts = answer.counts
    capped = (cap.pool for cap in answer.caps if cap.rule is Rule.OFFICER_EXCELLENT_CAP)
    pools = {pool: _pool_name(ground, pool) for pool in (*counts["officers"], *capped)}
    bars = Counter(bar.value for bar in ground.member_bars.values() if bar is not None)
    absent = absent or {}
    unreviewed = unreviewed_members(answer, ground, reviewed, absent)
    return Tally(
        year=dossier.year,
        rule_set=answer.rule_set.code,
        decided=decided,
        organization=_unit_line(ground, dossier.organization, "organization"),
        cells=_units(counts["cells"]),
        collectives=_units(counts["collectives"]),
        members=_members(counts["members"]),
        officers={pool: _units({"not_gradable": 0, **row}) for pool, row in counts["officers"].items()},
        officer_pools=pools,
        suspended=bars["suspended"],
        collective_reviews=_collective_reviews(ground),
        member_reviews=_member_reviews(counts["members"], len(unreviewed)),
        collective_criticism=self_criticism_of_collectives(ground),
        member_criticism=self_criticism_of_members(ground, reviewed, absent.keys()),
        hints=hints,
        remedies=remedies,
        rounds=rounds,
        late=late,
        cap_percent=ground.cap_percent,
        cap_base=ground.cap_base,
        caps=_cap_lines(answer, ground, pools),
        per_cell=_per_cell(answer, ground),
        agencies=tuple(_unit_line(ground, agency, "agency") for agency in dossier.agencies),
        collective_lines=tuple(_unit_line(ground, body, body.kind.vi) for body in dossier.collectives),
        excellents=excellents_of(ground, titles or {}),
        not_graded=not_graded_of(answer, ground, titles or {}),
        unfulfilled=unfulfilled_of(ground, titles or {}),
        unreviewed=unreviewed,
        disciplined=disciplined_of(ground),
        recorded=recorded_of(answer, ground),
        compliant=answer.compliant,
    )


def summed(rows: Iterable[GradeCounts]) -> GradeCounts:
    """Column by column."""
    rows = list(rows)
    return GradeCounts(**{field.name: sum(getattr(row, field.name) for row in rows) for field in fields(GradeCounts)})


def _units(row: Mapping[str, int]) -> GradeCounts:
    return GradeCounts(total=sum(row.values()), exempt=0, **row)


def _members(row: Mapping[str, int]) -> GradeCounts:
    return GradeCounts(total=row["present"], **{name: count for name, count in row.items() if name != "present"})


def _pool_name(ground: Ground, pool: str) -> str:
    """A level in the official words; rule set 2020 caps officers by unit."""
    for post in ground.dossier.officers:
        if post.management_level.value == pool:
            return post.management_level.vi
    unit = ground.units.get(pool)
    return (unit.name if unit else None) or pool


def _unit_line(ground: Ground, unit, kind: str) -> UnitLine:
    code = unit.code
    return UnitLine(code, unit.name or code, kind, ground.graded_units.get(code), ground.unit_bars[code] is not None)


def _collective_reviews(ground: Ground) -> Reviewed:
    subject = [body for body in ground.dossier.collectives if owes_review(ground, body)]
    done = sum(bool(body.reviewed) for body in subject)
    total = len(ground.dossier.collectives)
    return Reviewed(total, total - len(subject), done, len(subject) - done)


def _member_reviews(row: Mapping[str, int], missing: int) -> Reviewed:
    """The newly admitted owe a review though no grade; exempt and suspended owe neither."""
    subject = row["present"] - row["exempt"]
    return Reviewed(row["present"], row["exempt"], subject - missing, missing)


def _cap_lines(answer: Answer, ground: Ground, pools: Mapping[str, str]) -> tuple[CapLine, ...]:
    return tuple(
        CapLine(
            cap.rule,
            cap.pool,
            pools.get(cap.pool, "") if cap.rule is Rule.OFFICER_EXCELLENT_CAP else "",
            cap.base,
            ground.cap_percent,
            cap.limit,
            cap.actual,
            ground.cite(cap.rule),
        )
        for cap in answer.caps
    )


def _per_cell(answer: Answer, ground: Ground) -> tuple[CellLine, ...]:
    quotas = {row.unit: row.quota for row in answer.quotas if row.rule is Rule.MEMBER_EXCELLENT_QUOTA}
    return tuple(
        CellLine(
            cell.code,
            cell.name or cell.code,
            ground.graded_units.get(cell.code),
            ground.unit_bars[cell.code] is not None,
            _cell_counts(ground, cell.code),
            quotas.get(cell.code),
            _suspended(ground, cell.code),
            _reasons(ground, cell.code),
        )
        for cell in ground.dossier.cells
    )


def _cell_counts(ground: Ground, cell: str) -> GradeCounts:
    members = ground.members_of[cell]
    bars = [bar for member in members if (bar := ground.member_bars[member.code]) is not None]
    exempt = sum(bar.value in ("exempt", "suspended") for bar in bars)
    grades = ground.standing_of[cell]
    return GradeCounts(
        total=len(members),
        exempt=exempt,
        not_gradable=len(bars) - exempt,
        ungraded=len(members) - len(bars) - len(grades),
        **{grade.value: grades.count(grade) for grade in Grade},
    )


def _suspended(ground: Ground, cell: str) -> int:
    return sum(ground.member_bars[member.code] is NotGradable.SUSPENDED for member in ground.members_of[cell])


def _reasons(ground: Ground, cell: str) -> tuple[str, ...]:
    graded = ground.graded_members
    return tuple(
        member.unfulfilled_reason.value if member.unfulfilled_reason else ""
        for member in ground.members_of[cell]
        if graded.get(member.code) is Grade.UNFULFILLED
    )
