"""Attendance by name, and the later review of those who were absent. The meeting's counts follow from the names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Attendance, Meeting, ReviewFile
from assessments.permissions import is_cell_side, is_office_side, may_see_file
from assessments.selectors.attendance import ABSENT_CITATION, Called, people_on
from assessments.services.meeting_rows import keep_meeting, lock_meeting
from assessments.services.steps import lock_file
from assessments.services.writable_files import lock_writable
from assessments.workflow import Stage
from cells.access import NotPermitted, access_of
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.vietnamese import tidy, tidy_text

MAX_GUESTS = 2_000
_COUNTS = ("called", "present", "voters_present")


@dataclass(frozen=True)
class AttendanceValue:
    """One person called: there, or absent and why."""

    member_id: int
    present: bool
    absent_reason: str = ""


@transaction.atomic
def save_attendance(
    *, by: Account, file_id: int, rows: Iterable[AttendanceValue], guests: str = "", revision: int, on: date
) -> Meeting:
    """Keep who of those called was there. One row for each person called; the vote is as of the meeting's day.

    Sets called, present, voters present. `revision` is the meeting's. Raises NotPermitted, Refused, StaleEdit.
    """
    file = lock_writable(by, file_id, on)
    meeting = lock_meeting(file, revision)
    if meeting is None:
        raise Refused(_("Record the meeting first: on its day depends who is called and who has a vote."))
    called = [one for one in people_on(file, meeting.held_on) if one.called]
    values = {row.member_id: row for row in rows}
    if values.keys() != {one.member.pk for one in called}:
        raise Refused(_("Not the same people are called any more. Open the page again and go through the list."))
    before = counts_of(meeting)
    rows = _rows(meeting, called, values)
    set_counts(meeting, len(called), rows)
    refusals = [*_guest_refusals(guests), *too_few_voters(meeting)]
    if refusals:
        raise Refused(*refusals)
    meeting.guests = tidy_text(guests)
    keep_meeting(meeting, by)
    write_rows(meeting, rows)
    record(
        by=by,
        action="attendance.saved",
        subject=file,
        ward_code=file.campaign.ward.code,
        before=before,
        after=counts_of(meeting),
    )
    return meeting


def _rows(meeting: Meeting, called: list[Called], values: dict[int, AttendanceValue]) -> list[Attendance]:
    """As they will stand, in given-name order; whoever was there needs no later review."""
    recorded = {row.member_id: row for row in Attendance.objects.filter(meeting=meeting)}
    rows = []
    for one in called:
        value = values[one.member.pk]
        row = recorded.get(one.member.pk) or Attendance(meeting=meeting, member=one.member)
        row.present, row.votes = value.present, one.votes
        row.absent_reason = "" if value.present else tidy(value.absent_reason)[:200]
        if value.present:
            row.reviewed_later_on, row.reviewed_later_note, row.reviewed_later_by = None, "", ""
        rows.append(row)
    return rows


def rows_on(file: ReviewFile, meeting: Meeting, day: date) -> tuple[int, list[Attendance]]:
    """How many are called on another day, and the recorded rows as that day has them: those called then, with their vote
    of then. Whoever is called only then has no row yet, and is asked for. Nothing is written."""
    called = {one.member.pk: one for one in people_on(file, day) if one.called}
    rows = [row for row in Attendance.objects.filter(meeting=meeting) if row.member_id in called]
    for row in rows:
        row.votes = called[row.member_id].votes
    return len(called), rows


def write_rows(meeting: Meeting, rows: list[Attendance]) -> None:
    """These rows and no others."""
    kept = [row for row in rows if row.pk]
    Attendance.objects.filter(meeting=meeting).exclude(pk__in=[row.pk for row in kept]).delete()
    Attendance.objects.bulk_create(row for row in rows if not row.pk)
    fields = ["present", "votes", "absent_reason", "reviewed_later_on", "reviewed_later_note", "reviewed_later_by"]
    Attendance.objects.bulk_update(kept, fields)


def set_counts(meeting: Meeting, called: int, rows: list[Attendance]) -> None:
    """The counts as the names give them."""
    meeting.called = called
    meeting.present = sum(row.present for row in rows)
    meeting.voters_present = sum(row.present and row.votes for row in rows)


def counts_of(meeting: Meeting) -> dict[str, int]:
    return {name: getattr(meeting, name) for name in _COUNTS}


def too_few_voters(meeting: Meeting) -> list[Refusal]:
    """More ballots were issued than people with a vote are marked as present."""
    if meeting.ballots_issued <= meeting.voters_present:
        return []
    message = _(
        "By these names %(voters)s people with a vote were present, but %(issued)s ballots are recorded as issued. "
        "Correct the attendance, or first the number of ballots with the meeting."
    )
    return [Refusal(message % {"voters": meeting.voters_present, "issued": meeting.ballots_issued})]


def _guest_refusals(guests: str) -> list[Refusal]:
    if len(guests) <= MAX_GUESTS:
        return []
    message = _("The list of guests is too long: %(found)s characters, at most %(most)s.")
    return [Refusal(message % {"found": len(guests), "most": MAX_GUESTS}, "guests")]


@transaction.atomic
def record_later_review(
    *, by: Account, file_id: int, member_id: int, reviewed_on: date | None, note: str = "", revision: int, on: date
) -> Meeting:
    """An absent member was reviewed after the meeting; `reviewed_on` None takes it back.

    Until the results are released it can be recorded, also of a file that was sent without this person's grade; changed
    or taken back only while the file is with its unit. Raises NotPermitted, Refused, StaleEdit.
    """
    file = lock_file(file_id)
    _require_side(by, file, on)
    meeting = lock_meeting(file, revision)
    row = Attendance.objects.filter(meeting=meeting, member=member_id).first() if meeting else None
    if row is None or row.present:
        raise Refused(_("Nobody of that name is recorded as absent. Open the page again."))
    field = f"later_{member_id}_on"
    if not file.is_writable and row.reviewed_later_on:
        raise Refused(
            _("The later review is recorded; it can be changed once the file has been returned."), field=field
        )
    if refusal := _day_refusal(meeting, reviewed_on, on, field):
        raise Refused(refusal)
    before = _awaiting(meeting)
    row.reviewed_later_on = reviewed_on
    row.reviewed_later_note = tidy(note)[:300] if reviewed_on else ""
    row.reviewed_later_by = by.signature if reviewed_on else ""
    row.save(update_fields=["reviewed_later_on", "reviewed_later_note", "reviewed_later_by"])
    keep_meeting(meeting, by)
    record(
        by=by,
        action="attendance.reviewed_later",
        subject=file,
        ward_code=file.campaign.ward.code,
        before={"to_review": before},
        after={"to_review": _awaiting(meeting)},
    )
    return meeting


def _require_side(by: Account, file: ReviewFile, on: date) -> None:
    access = access_of(by, on)
    if not may_see_file(access, file):
        raise NotPermitted(_("This file is not yours."))
    if not (is_cell_side(access, file) or is_office_side(access, file)):
        raise NotPermitted(_("Only the unit's secretary or the ward party office writes here."))
    if Stage(file.stage) is Stage.RELEASED:
        raise Refused(_("The results are released; nothing in the file changes any more."))


def _day_refusal(meeting: Meeting, reviewed_on: date | None, on: date, field: str) -> Refusal | None:
    if reviewed_on is None:
        return None
    if reviewed_on < meeting.held_on:
        message = _("The later review lies before the meeting of %(day)s. Check the date.")
        return Refusal(message % {"day": f"{meeting.held_on:%d/%m/%Y}"}, field, ABSENT_CITATION)
    if reviewed_on > on:
        return Refusal(_("The later review lies in the future. Record it after it took place."), field)
    return None


def _awaiting(meeting: Meeting) -> int:
    return Attendance.objects.filter(meeting=meeting, present=False, reviewed_later_on__isnull=True).count()
