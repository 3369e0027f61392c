"""The meeting of a cell or collective: who was there, the ballots, the grades proposed. All rows or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import Attendance, BallotCount, Meeting, Review, ReviewFile
from assessments.rules import Grade, ballots
from assessments.selectors.attendance import roll_of
from assessments.selectors.gradings import NO_GRADES, ReviewGrades, grades_of
from assessments.selectors.meetings import carried_grade, voters_of
from assessments.selectors.secrecy import sees_tallies
from assessments.selectors.standings import Standings
from assessments.services.attendance import counts_of, rows_on, set_counts, write_rows
from assessments.services.gradings import give_grade
from assessments.services.meeting_rows import keep_meeting, lock_meeting
from assessments.services.writable_files import lock_writable
from assessments.workflow import GradingStep
from cells import clock
from cells.access import access_of
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.vietnamese import tidy, tidy_text
from cells.vocabulary import GivenGrade

MAX_MINUTES = 40_000
_FIELDS = ("voters_present", "ballots_issued", "ballots_collected", "ballots_valid")
_FAULT_FIELDS = {
    ballots.BallotRule.ISSUED: "ballots_issued",
    ballots.BallotRule.COLLECTED: "ballots_collected",
    ballots.BallotRule.VALID: "ballots_valid",
}


@dataclass(frozen=True)
class MeetingValues:
    """called, present, voters_present: None leaves them to the names, or, before there are names, to the list of people.
    minutes: None leaves them as they are."""

    held_on: date
    ballots_issued: int
    ballots_collected: int
    ballots_valid: int
    called: int | None = None
    present: int | None = None
    voters_present: int | None = None
    place: str = ""
    chair: str = ""
    clerk: str = ""
    minutes: str | None = None


@dataclass(frozen=True)
class ProposalRow:
    """One row of the sheet. counts: ballots from excellent to unfulfilled, None: not counted yet.

    grade: chosen by hand, blank: as the ballots say. reason: why it differs from the ballots.
    """

    review_id: int
    counts: tuple[int, int, int, int] | None = None
    grade: str = ""
    reason: str = ""


@transaction.atomic
def save_meeting(*, by: Account, file_id: int, values: MeetingValues, revision: int, on: date) -> Meeting:
    """Keep the head of the ballot sheet and the minutes. `revision` 0: none yet. NotPermitted, Refused, StaleEdit.

    Where attendance is recorded by name, the counts follow from the names as the meeting's day has them: on another day
    others may be called, or have a vote.
    """
    file = lock_writable(by, file_id, on)
    meeting = lock_meeting(file, revision)
    before = {name: getattr(meeting, name) for name in ("held_on", *_FIELDS)} if meeting else None
    refusals = _date_refusals(file, values, on)
    names = meeting is not None and meeting.attendance.exists()
    meeting = meeting or Meeting(file=file)
    called, rows = rows_on(file, meeting, values.held_on) if names else (0, [])
    refusals += _named_counts(meeting, values, called, rows) if names else _typed_counts(file, meeting, values)
    refusals += _sheet_refusals(meeting, values)
    if refusals:
        raise Refused(*refusals)
    for name in ("held_on", "ballots_issued", "ballots_collected", "ballots_valid"):
        setattr(meeting, name, getattr(values, name))
    meeting.place, meeting.chair, meeting.clerk = tidy(values.place), tidy(values.chair), tidy(values.clerk)
    if values.minutes is not None:
        meeting.minutes = tidy_text(values.minutes)
    keep_meeting(meeting, by)
    if names:
        write_rows(meeting, rows)
    record(
        by=by,
        action="meeting.saved",
        subject=file,
        ward_code=file.campaign.ward.code,
        before=before,
        after={name: getattr(meeting, name) for name in ("held_on", *_FIELDS)},
    )
    return meeting


def _date_refusals(file: ReviewFile, values: MeetingValues, on: date) -> list[Refusal]:
    refusals = []
    if values.held_on > on:
        refusals.append(Refusal(_("The meeting lies in the future. Record it after it was held."), "held_on"))
    if values.held_on.year < file.campaign.year:
        message = _("The meeting lies before the review year %(year)s. Check the date.") % {"year": file.campaign.year}
        refusals.append(Refusal(message, "held_on"))
    if len(values.minutes or "") > MAX_MINUTES:
        message = _("The minutes are too long: %(found)s characters, at most %(most)s.")
        refusals.append(Refusal(message % {"found": len(values.minutes), "most": MAX_MINUTES}, "minutes"))
    return refusals


def _named_counts(meeting: Meeting, values: MeetingValues, called: int, rows: list[Attendance]) -> list[Refusal]:
    """Set the counts from the names; a number typed beside them that says something else is refused."""
    set_counts(meeting, called, rows)
    message = _("The attendance by name gives %(named)s here, not %(typed)s. Correct the names; the number follows.")
    return [
        Refusal(message % {"named": named, "typed": getattr(values, field)}, field)
        for field, named in counts_of(meeting).items()
        if getattr(values, field) not in (None, named)
    ]


def _typed_counts(file: ReviewFile, meeting: Meeting, values: MeetingValues) -> list[Refusal]:
    """Set the counts as typed; where nothing is, as they stood, and for a new meeting as if all who are called came."""
    people, voters = voters_of(file, values.held_on)
    roll = roll_of(file, None, values.held_on)
    all_came = {"called": len(roll.rows), "present": len(roll.rows), "voters_present": roll.voters}
    standing = counts_of(meeting) if meeting.pk else all_came
    for field, count in standing.items():
        typed = getattr(values, field)
        setattr(meeting, field, count if typed is None else typed)
    chain = (
        ("called", meeting.called, people, _("Called (%(found)s) are more than the people in the list (%(most)s).")),
        ("present", meeting.present, meeting.called, _("Present (%(found)s) are more than were called (%(most)s).")),
        (
            "voters_present",
            meeting.voters_present,
            meeting.present,
            _("Voters present (%(found)s) are more than were present (%(most)s)."),
        ),
        (
            "voters_present",
            meeting.voters_present,
            voters,
            _("Voters present (%(found)s) are more than may vote (%(most)s); probationary members do not vote."),
        ),
    )
    return [
        Refusal(message % {"found": found, "most": most}, field)
        for field, found, most, message in chain
        if found > most
    ]


def _sheet_refusals(meeting: Meeting, values: MeetingValues) -> list[Refusal]:
    lang = "en" if get_language() == "en" else "vi"
    sheet = ballots.sheet_faults(
        meeting.voters_present, values.ballots_issued, values.ballots_collected, values.ballots_valid
    )
    return [Refusal(fault.message(lang), _FAULT_FIELDS.get(fault.rule, "")) for fault in sheet]


@transaction.atomic
def save_ballots_and_proposals(
    *, by: Account, file_id: int, rows: Iterable[ProposalRow], revision: int, on: date
) -> Meeting:
    """Keep the ballots of the rows given and the grades proposed by the meeting. One bad row: nothing is written.

    A row without counts and grade takes back what was there. NotPermitted, Refused (each with its row), StaleEdit.
    """
    file = lock_writable(by, file_id, on)
    meeting = lock_meeting(file, revision)
    if meeting is None:
        raise Refused(_("Record the meeting first: without the number of valid ballots no sum can be checked."))
    if not sees_tallies(access_of(by, on), file, meeting):
        raise Refused(_("So few ballots are counted and corrected by the unit itself; the office does not see them."))
    reviews = {review.pk: review for review in Review.objects.filter(file=file)}
    rows = list(rows)
    standing = Standings(file.campaign)
    proposals, refusals = {}, []
    for row in rows:
        review = reviews.get(row.review_id)
        if review is None:
            raise Refused(_("A row of the sheet does not belong to this file. Open the sheet again."))
        faults = _row_refusals(row, review, meeting, standing)
        if not faults:
            proposals[review.pk], faults = _proposal(row, review, meeting, file)
        refusals += faults
    if refusals:
        raise Refused(*refusals)
    for review in reviews.values():
        review.file, review.campaign = file, file.campaign
    _write_counts(meeting, rows)
    given = _write_proposals(by, file, reviews, proposals)
    keep_meeting(meeting, by)
    record(
        by=by,
        action="ballots.saved",
        subject=file,
        ward_code=file.campaign.ward.code,
        after={"rows": sum(row.counts is not None for row in rows), "grades_changed": given},
    )
    return meeting


def _row_refusals(row: ProposalRow, review: Review, meeting: Meeting, standing: Standings) -> list[Refusal]:
    lang = "en" if get_language() == "en" else "vi"
    empty = row.counts is None and not row.grade
    bar = standing.no_grade(review.kind, review.facts)
    if bar is not None:
        message = _("%(name)s gets no grade: %(why)s. Leave the row empty.") % {"name": review.name, "why": bar.words}
        return [] if empty else [Refusal(message, _row_field(review), bar.citation)]
    if row.grade not in ("", *GivenGrade.values):
        return [Refusal(_("A grade is one of the four."), f"row_{review.pk}_grade")]
    if row.counts is None:
        return []
    per_grade = dict(zip(Grade, row.counts, strict=True))
    return [
        Refusal(f"{review.name}: {fault.message(lang)}", _row_field(review))
        for fault in ballots.person_faults(per_grade, meeting.ballots_valid)
    ]


def _proposal(
    row: ProposalRow, review: Review, meeting: Meeting, file: ReviewFile
) -> tuple[tuple[str, str], list[Refusal]]:
    """((grade, reason), refusals): the ballots' grade, or another one with its reason."""
    carried = carried_grade(row.counts, meeting.ballots_valid, file) if row.counts else ""
    grade = row.grade or carried
    reason = tidy_text(row.reason) if grade != carried else ""
    if grade and grade != carried and not reason:
        message = _("%(name)s: the grade differs from the ballots. Say why.") % {"name": review.name}
        return (grade, reason), [Refusal(message, f"row_{review.pk}_reason")]
    return (grade, reason), []


def _write_counts(meeting: Meeting, rows: list[ProposalRow]) -> None:
    kept = {count.review_id: count for count in meeting.counts.all()}
    new, changed, gone = [], [], []
    for row in rows:
        count = kept.get(row.review_id)
        if row.counts is None:
            gone += [count.pk] if count else []
            continue
        values = dict(zip((grade.value for grade in Grade), row.counts, strict=True))
        if count is None:
            new.append(BallotCount(meeting=meeting, review_id=row.review_id, **values))
        elif any(getattr(count, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(count, name, value)
            changed.append(count)
    BallotCount.objects.bulk_create(new)
    BallotCount.objects.bulk_update(changed, [grade.value for grade in Grade])
    BallotCount.objects.filter(pk__in=gone).delete()


def _write_proposals(
    by: Account, file: ReviewFile, reviews: dict[int, Review], proposals: dict[int, tuple[str, str]]
) -> int:
    """Give the grades that changed; answers how many."""
    standing: dict[int, ReviewGrades] = grades_of(file.campaign, file)
    now, given = clock.now(), 0
    for review_id, (grade, reason) in proposals.items():
        former = standing.get(review_id, NO_GRADES).by_step.get(GradingStep.CELL)
        if (former.grade, former.reason) == (grade, reason) if former else not grade:
            continue
        give_grade(
            by=by,
            review=reviews[review_id],
            step=GradingStep.CELL,
            grade=grade,
            reason=reason,
            at=now,
            former=former,
        )
        given += 1
    return given


def _row_field(review: Review) -> str:
    return f"row_{review.pk}_excellent"
