"""The meeting of a file and its ballot sheet: who is on it, who may vote, what was counted, the room that is left."""

from dataclasses import dataclass
from datetime import date

from assessments.models import Meeting, QuotaIssue, Review, ReviewFile
from assessments.models.fields import BALLOT_THRESHOLD_LABELS
from assessments.rules import Grade, Rule, ballots
from assessments.selectors.attendance import people_on, roll_of
from assessments.selectors.gradings import NO_GRADES, grades_of
from assessments.selectors.standings import Bar, Standings
from assessments.workflow import GradingStep, SubjectKind

_KIND_ORDER = (SubjectKind.CELL, SubjectKind.COLLECTIVE, SubjectKind.MEMBER, SubjectKind.OFFICER)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One subject. counts: ballots from excellent to unfulfilled, or None; carried: what they carry, blank if nothing.

    grade, reason: what the meeting proposes. `votes` false marks a member without a vote on the day.
    `awaits_review`: absent and not reviewed since, so no grade yet. `bar`: no grade is due.
    """

    review: Review
    counts: tuple[int, int, int, int] | None
    total: int
    carried: str
    grade: str
    reason: str
    self_grade: str
    votes: bool
    awaits_review: bool
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Gauge:
    """Excellent proposed against the quota issued to the cell (rules C2)."""

    quota: int
    proposed: int
    version: int

    @property
    def over(self) -> int:
        return max(0, self.proposed - self.quota)


def meeting_of(file: ReviewFile) -> Meeting | None:
    return Meeting.objects.filter(file=file).first()


def voters_of(file: ReviewFile, on: date) -> tuple[int, int]:
    """(in the list, may vote) on that day: of a cell its members, of a collective who sits in it."""
    people = people_on(file, on)
    return len(people), sum(one.votes for one in people)


def sheet_of(file: ReviewFile, meeting: Meeting | None) -> list[SheetRow]:
    """The whole sheet: the unit, its collective, members in given-name order, officers. Seven queries."""
    standing = Standings(file.campaign)
    roll = roll_of(file, meeting)
    no_vote = {one.member.pk for one in (*(row.person for row in roll.rows), *roll.not_called) if not one.votes}
    awaiting = {row.person.member.pk for row in roll.awaiting}
    given = grades_of(file.campaign, file)
    counted = {count.review_id: count for count in meeting.counts.all()} if meeting else {}
    reviews = sorted(
        Review.objects.filter(file=file),
        key=lambda review: (_KIND_ORDER.index(SubjectKind(review.kind)), review.sort_key, review.code),
    )
    rows = []
    for review in reviews:
        count = counted.get(review.pk)
        grades = given.get(review.pk, NO_GRADES)
        proposal = grades.by_step.get(GradingStep.CELL)
        counts = tuple(getattr(count, grade.value) for grade in Grade) if count else None
        rows.append(
            SheetRow(
                review=review,
                counts=counts,
                total=sum(counts or ()),
                carried=carried_grade(counts, meeting.ballots_valid, file) if counts else "",
                grade=proposal.grade if proposal else "",
                reason=proposal.reason if proposal else "",
                self_grade=grades.grade(GradingStep.SELF),
                votes=review.kind != SubjectKind.MEMBER or review.member_id not in no_vote,
                awaits_review=review.member_id is not None and review.member_id in awaiting,
                bar=standing.no_grade(review.kind, review.facts),
            )
        )
    return rows


def threshold_words(file: ReviewFile) -> str:
    """How many ballots carry a grade in this campaign, in words."""
    return str(BALLOT_THRESHOLD_LABELS.get(file.campaign.ballot_threshold, file.campaign.ballot_threshold))


def carried_grade(counts: tuple[int, int, int, int], valid: int, file: ReviewFile) -> str:
    """The grade that ballots (excellent … unfulfilled) carry under the campaign's threshold; blank when none does."""
    carried = ballots.proposed_grade(dict(zip(Grade, counts, strict=True)), valid, file.campaign.threshold)
    return carried.value if carried else ""


def gauge_of(file: ReviewFile, rows: list[SheetRow]) -> Gauge | None:
    """The cell's room once quotas are issued; before that nobody is told a number (rules C5). One query."""
    if not file.cell_id:
        return None
    issue = QuotaIssue.objects.filter(campaign=file.campaign_id).order_by("-version").first()
    if issue is None:
        return None
    quota = next((row["quota"] for row in issue.rows if row["unit"] == file.code), None)
    if quota is None:
        return None
    proposed = sum(row.grade == Grade.EXCELLENT and row.review.kind == SubjectKind.MEMBER for row in rows)
    return Gauge(quota, proposed, issue.version)


def quota_clause(file: ReviewFile) -> str:
    """The clause of “a better-graded cell, a higher rate”; blank where the rule set issues no quotas."""
    rules = Standings(file.campaign).rules
    return rules.cite(Rule.MEMBER_EXCELLENT_QUOTA) if file.cell_id and rules.quotas_issued.value else ""
