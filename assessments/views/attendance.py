"""Attendance at the meeting by name, and the later review of those who were absent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms.attendance import (
    REASONS,
    AttendanceSheet,
    LaterReviewForm,
    TypedRow,
    posted_attendance,
    stored_attendance,
)
from assessments.forms.ids import read_revision
from assessments.models import Meeting, ReviewFile
from assessments.permissions import is_cell_side, is_office_side, may_write_file
from assessments.selectors.attendance import ABSENT_CITATION, VOTE_CITATION, AttendanceRow, Roll, roll_of
from assessments.selectors.meetings import meeting_of
from assessments.services import attendance as service
from assessments.views.seen import seen_file
from assessments.workflow import Stage
from cells.access import Access
from cells.clock import today
from cells.refusals import Refused, StaleEdit

GET_POST = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(GET_POST)
def attendance(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    meeting = meeting_of(file)
    roll = roll_of(file, meeting)
    if request.method != "POST":
        return _page(request, access, file, meeting, roll)
    sheet = posted_attendance(roll, request.POST)
    try:
        service.save_attendance(
            by=request.user,
            file_id=file.pk,
            rows=sheet.values,
            guests=sheet.guests,
            revision=sheet.revision,
            on=today(),
        )
    except Refused as refused:
        return _page(request, access, file, meeting, roll, sheet=sheet, refusals=refused.refusals)
    except StaleEdit as edit:
        stale = _stale(file, sheet, edit.current)
        sheet.revision = edit.current.revision if edit.current else 0
        return _page(request, access, file, edit.current, roll_of(file, edit.current), sheet=sheet, stale=stale)
    messages.success(request, _("Attendance has been saved; the numbers of the meeting follow from it."))
    return redirect("assessments:attendance", file.pk)


@login_required
@require_http_methods(GET_POST)
def later_review(request: HttpRequest, file_id: int, member_id: int) -> HttpResponse:
    """Only read after the sign-in that a save ran into: then the page comes back."""
    access, file = seen_file(request, file_id)
    meeting = meeting_of(file)
    if member_id not in roll_of(file, meeting).member_ids:
        raise Http404
    if request.method != "POST":
        return redirect("assessments:attendance", file.pk)
    form = LaterReviewForm(request.POST, member_id=member_id)
    page = {"form": form, "form_of": member_id}
    if not form.is_valid():
        return _page(request, access, file, meeting, roll_of(file, meeting), **page)
    try:
        service.record_later_review(
            by=request.user,
            file_id=file.pk,
            member_id=member_id,
            revision=read_revision(request.POST.get("revision", "")),
            on=today(),
            **form.values(),
        )
    except Refused as refused:
        return _page(request, access, file, meeting, roll_of(file, meeting), refusals=refused.refusals, **page)
    except StaleEdit as edit:
        stale = _stale_later(file, form, member_id, edit.current)
        return _page(request, access, file, edit.current, roll_of(file, edit.current), stale=stale, **page)
    messages.success(request, _("The later review has been saved."))
    return redirect("assessments:attendance", file.pk)


def _page(
    request: HttpRequest,
    access: Access,
    file: ReviewFile,
    meeting: Meeting | None,
    roll: Roll,
    *,
    sheet: AttendanceSheet | None = None,
    form: LaterReviewForm | None = None,
    form_of: int | None = None,
    refusals: list | None = None,
    stale: dict | None = None,
) -> HttpResponse:
    revision = meeting.revision if meeting else 0
    sheet = sheet or stored_attendance(roll, meeting.guests if meeting else "", revision)
    # What somebody typed into a file that was sent meanwhile is still shown.
    writes = (may_write_file(access, file) or request.method == "POST") and meeting is not None
    absent = [row for row in roll.rows if row.record and not row.record.present]
    may_review = (is_cell_side(access, file) or is_office_side(access, file)) and file.stage != Stage.RELEASED
    context = {
        "file": file,
        "campaign": file.campaign,
        "meeting": meeting,
        "roll": roll,
        "sheet": sheet,
        "writes": writes,
        "absent": [(row, _later_form(row, form, form_of, file, may_review)) for row in absent],
        "form": form,
        "revision": revision,
        "reasons": REASONS,
        "vote_clause": VOTE_CITATION,
        "absent_clause": ABSENT_CITATION,
        "refusals": refusals,
        "stale": stale,
    }
    return render(request, "assessments/attendance.html", context)


def _later_form(
    row: AttendanceRow, form: LaterReviewForm | None, form_of: int | None, file: ReviewFile, may_review: bool
) -> LaterReviewForm | None:
    """The form of one absent person; None where nothing can be recorded any more, or only read."""
    record, pk = row.record, row.person.member.pk
    if not may_review or (record.reviewed_later_on and not file.is_writable):
        return None
    if form is not None and form_of == pk:
        return form
    blank = LaterReviewForm(member_id=pk)
    initial = {blank.day: record.reviewed_later_on, blank.note: record.reviewed_later_note}
    return LaterReviewForm(member_id=pk, initial=initial)


def _words(one: TypedRow) -> str:
    if one.present:
        return _("present")
    return _("absent: %(why)s") % {"why": one.reason} if one.reason else _("absent")


def _stale(file: ReviewFile, sheet: AttendanceSheet, current: Meeting | None) -> dict:
    roll = roll_of(file, current)
    theirs = stored_attendance(roll, current.guests if current else "", 0)
    saved = {one.row.person.member.pk: one for one in theirs.rows}
    changes = [
        (one.row.person.member.full_name, _words(saved[pk]) if pk in saved else "", _words(one))
        for one in sheet.rows
        if (pk := one.row.person.member.pk) not in saved or _words(saved[pk]) != _words(one)
    ]
    if theirs.guests != sheet.guests.strip():
        changes.append((_("Guests"), theirs.guests, sheet.guests))
    return _stale_page(file, current, changes)


def _stale_later(file: ReviewFile, form: LaterReviewForm, member_id: int, current: Meeting | None) -> dict:
    rows = {row.person.member.pk: row.record for row in roll_of(file, current).rows if row.record}
    record, typed = rows.get(member_id), form.values()
    pairs = (
        (form.fields[form.day].label, record.reviewed_later_on if record else None, typed["reviewed_on"]),
        (form.fields[form.note].label, record.reviewed_later_note if record else "", typed["note"]),
    )
    return _stale_page(file, current, [pair for pair in pairs if pair[1] != pair[2]])


def _stale_page(file: ReviewFile, current: Meeting | None, changes: list) -> dict:
    url = reverse("assessments:attendance", args=[file.pk])
    by, at = (current.saved_by, current.saved_at) if current else ("", None)
    return {"by": by, "at": at, "changes": changes, "reload_url": url}
