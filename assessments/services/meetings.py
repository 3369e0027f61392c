"""The meeting of a cell or collective: who was there, the ballots, the grades proposed. All rows or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import BallotCount, Meeting, Review, ReviewFile
from assessments.rules import Grade, ballots
from assessments.selectors.gradings import NO_GRADES, ReviewGrades, grades_of
from assessments.selectors.meetings import carried_grade, voters_of
from assessments.selectors.standings import Standings
from assessments.services.gradings import give_grade
from assessments.services.writable_files import lock_writable
from assessments.workflow import GradingStep
from cells import clock
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
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
    held_on: date
    called: int
    present: int
    voters_present: int
    ballots_issued: int
    ballots_collected: int
    ballots_valid: int
    place: str = ""
    chair: str = ""
    clerk: str = ""
    minutes: str = ""


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
    """Keep the head of the ballot sheet and the minutes. `revision` 0: none yet. NotPermitted, Refused, StaleEdit."""
    file = lock_writable(by, file_id, on)
    meeting = _lock_meeting(file, revision)
    refusals = _meeting_refusals(file, values, on)
    if refusals:
        raise Refused(*refusals)
    before = {name: getattr(meeting, name) for name in ("held_on", *_FIELDS)} if meeting else None
    meeting = meeting or Meeting(file=file)
    for name, value in vars(values).items():
        setattr(meeting, name, value)
    meeting.place, meeting.chair, meeting.clerk = tidy(values.place), tidy(values.chair), tidy(values.clerk)
    meeting.minutes = tidy_text(values.minutes)
    _save(meeting, by, revision)
    record(
        by=by,
        action="meeting.saved",
        subject=file,
        ward_code=file.campaign.ward.code,
        before=before,
        after={name: getattr(meeting, name) for name in ("held_on", *_FIELDS)},
    )
    return meeting


def _meeting_refusals(file: ReviewFile, values: MeetingValues, on: date) -> list[Refusal]:
    lang = "en" if get_language() == "en" else "vi"
    refusals = []
    if values.held_on > on:
        refusals.append(Refusal(_("The meeting lies in the future. Record it after it was held."), "held_on"))
    if values.held_on.year < file.campaign.year:
        message = _("The meeting lies before the review year %(year)s. Check the date.") % {"year": file.campaign.year}
        refusals.append(Refusal(message, "held_on"))
    if len(values.minutes) > MAX_MINUTES:
        message = _("The minutes are too long: %(found)s characters, at most %(most)s.")
        refusals.append(Refusal(message % {"found": len(values.minutes), "most": MAX_MINUTES}, "minutes"))
    people, voters = voters_of(file, values.held_on)
    chain = (
        ("called", values.called, people, _("Called (%(found)s) are more than the people in the list (%(most)s).")),
        ("present", values.present, values.called, _("Present (%(found)s) are more than were called (%(most)s).")),
        (
            "voters_present",
            values.voters_present,
            values.present,
            _("Voters present (%(found)s) are more than were present (%(most)s)."),
        ),
        (
            "voters_present",
            values.voters_present,
            voters,
            _("Voters present (%(found)s) are more than may vote (%(most)s); probationary members do not vote."),
        ),
    )
    for field, found, most, message in chain:
        if found > most:
            refusals.append(Refusal(message % {"found": found, "most": most}, field))
    sheet = ballots.sheet_faults(
        values.voters_present, values.ballots_issued, values.ballots_collected, values.ballots_valid
    )
    refusals += [Refusal(fault.message(lang), _FAULT_FIELDS.get(fault.rule, "")) for fault in sheet]
    return refusals


@transaction.atomic
def save_ballots_and_proposals(
    *, by: Account, file_id: int, rows: Iterable[ProposalRow], revision: int, on: date
) -> Meeting:
    """Keep the ballots of the rows given and the grades proposed by the meeting. One bad row: nothing is written.

    A row without counts and grade takes back what was there. NotPermitted, Refused (each with its row), StaleEdit.
    """
    file = lock_writable(by, file_id, on)
    meeting = _lock_meeting(file, revision)
    if meeting is None:
        raise Refused(_("Record the meeting first: without the number of valid ballots no sum can be checked."))
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
    _save(meeting, by, revision)
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
        give_grade(by=by, review=reviews[review_id], step=GradingStep.CELL, grade=grade, reason=reason, at=now)
        given += 1
    return given


def _lock_meeting(file: ReviewFile, revision: int) -> Meeting | None:
    meeting = Meeting.objects.select_for_update().filter(file=file).first()
    if (meeting.revision if meeting else 0) != revision:
        raise StaleEdit(meeting)
    return meeting


def _save(meeting: Meeting, by: Account, revision: int) -> None:
    meeting.revision = revision + 1
    meeting.saved_at, meeting.saved_by = clock.now(), by.display_name
    meeting.save()


def _row_field(review: Review) -> str:
    return f"row_{review.pk}_excellent"
