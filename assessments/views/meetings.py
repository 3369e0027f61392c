"""The meeting: its head, the ballot sheet, the levels of the criteria."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.ballot_sheet import COLUMN_LABELS, COLUMNS, BallotSheet, posted_sheet, stored_sheet
from assessments.forms.ids import read_revision
from assessments.forms.meeting import MeetingForm
from assessments.models import Meeting, ReviewFile
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.permissions import may_write_file
from assessments.selectors.criteria_sheets import cell_sheet_state
from assessments.selectors.level_table import level_tables
from assessments.selectors.meetings import carried_grade, gauge_of, meeting_of, quota_clause, sheet_of, threshold_words
from assessments.selectors.secrecy import sees_tallies
from assessments.services import levels, meetings
from assessments.views.seen import seen_file
from cells.access import Access
from cells.clock import today
from cells.refusals import Refusal, Refused, StaleEdit
from cells.vietnamese import tidy_text
from cells.vocabulary import GivenGrade

GET_POST = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(GET_POST)
def meeting_edit(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    meeting = meeting_of(file)
    refusals, stale = [], None
    form = MeetingForm(request.POST or None, initial=_meeting_initial(file, meeting))
    if request.method == "POST" and form.is_valid():
        try:
            meetings.save_meeting(
                by=request.user,
                file_id=file.pk,
                values=form.values(),
                revision=form.cleaned_data["revision"],
                on=today(),
            )
        except Refused as refused:
            refusals = refused.refusals
            _put_at_fields(form, refusals)
        except StaleEdit as edit:
            stale = _stale_meeting(file, form, edit.current)
            data = form.data.copy()
            data["revision"] = str(edit.current.revision if edit.current else 0)
            form = MeetingForm(data)
        else:
            messages.success(request, _("The meeting has been saved."))
            return redirect("assessments:attendance", file.pk)
    context = {
        "file": file,
        "campaign": file.campaign,
        "form": form,
        "meeting": meeting,
        "named": meeting is not None and meeting.attendance.exists(),
        "stale": stale,
        "refusals": [refusal for refusal in refusals if refusal.field not in form.fields],
        "writes": may_write_file(access, file),
    }
    return render(request, "assessments/meeting_edit.html", context)


def _meeting_initial(file: ReviewFile, meeting: Meeting | None) -> dict:
    if meeting is None:
        return {"revision": 0}
    return {name: getattr(meeting, name) for name in MeetingForm.base_fields}


def _put_at_fields(form: MeetingForm, refusals: list[Refusal]) -> None:
    for refusal in refusals:
        if refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal))


def _stale_meeting(file: ReviewFile, form: MeetingForm, current: Meeting | None) -> dict:
    saved = _meeting_initial(file, current)
    typed = {name: tidy_text(value) if isinstance(value, str) else value for name, value in form.cleaned_data.items()}
    changes = [
        (form.fields[name].label, saved.get(name), value)
        for name, value in typed.items()
        if name != "revision" and saved.get(name) != value
    ]
    return _stale_page(current, changes, reverse("assessments:meeting_edit", args=[file.pk]))


def _stale_page(current: Meeting | None, changes: list, url: str) -> dict:
    """`current` None: the page rests on a meeting that is not there."""
    by, at = (current.saved_by, current.saved_at) if current else ("", None)
    return {"by": by, "at": at, "changes": changes, "reload_url": url}


@login_required
@require_http_methods(GET_POST)
def ballot_sheet(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    meeting = meeting_of(file)
    rows = sheet_of(file, meeting)
    revision, valid = (meeting.revision, meeting.ballots_valid) if meeting else (0, None)
    if request.method != "POST":
        return _sheet_page(request, access, file, meeting, stored_sheet(rows, revision, valid))
    if not sees_tallies(access, file, meeting):
        refusals = [
            Refusal(_("So few ballots are counted and corrected by the unit itself; the office does not see them."))
        ]
        return _sheet_page(request, access, file, meeting, stored_sheet(rows, revision, valid), refusals)
    sheet = posted_sheet(rows, request.POST, valid)
    refusals, stale = sheet.faults, None
    if not refusals:
        try:
            meetings.save_ballots_and_proposals(
                by=request.user, file_id=file.pk, rows=sheet.proposals(), revision=sheet.revision, on=today()
            )
        except Refused as refused:
            refusals = refused.refusals
        except StaleEdit as edit:
            meeting = edit.current
            stale = _stale_sheet(file, sheet, meeting)
            sheet.revision = meeting.revision if meeting else 0
        else:
            messages.success(request, _("Ballots and proposed grades have been saved."))
            return redirect("assessments:ballot_sheet", file.pk)
    sheet.show(refusals)
    return _sheet_page(request, access, file, meeting, sheet, refusals, stale)


def _sheet_page(
    request: HttpRequest,
    access: Access,
    file: ReviewFile,
    meeting: Meeting | None,
    sheet: BallotSheet,
    refusals: list[Refusal] | None = None,
    stale: dict | None = None,
) -> HttpResponse:
    stored = [one.row for one in sheet.rows]
    told = sees_tallies(access, file, meeting)
    gauge = gauge_of(file, stored)
    context = {
        "file": file,
        "campaign": file.campaign,
        "meeting": meeting,
        "sheet": sheet,
        "told": told,
        # What somebody typed into a file that was sent meanwhile is still shown.
        "writes": told and meeting is not None and (may_write_file(access, file) or request.method == "POST"),
        "threshold": threshold_words(file),
        "grades": GivenGrade.choices,
        "columns": COLUMN_LABELS.values(),
        "gauge": gauge,
        "gauge_widths": _gauge_widths(gauge) if gauge else None,
        "clause": quota_clause(file),
        "due": sum(one.row.bar is None for one in sheet.rows),
        "counted": sum(one.row.counts is not None for one in sheet.rows),
        "refusals": refusals,
        "stale": stale,
    }
    return render(request, "assessments/ballot_sheet.html", context)


def _gauge_widths(gauge) -> tuple[int, int]:
    """(within the quota, above it) in hundredths of the bar."""
    whole = max(gauge.quota, gauge.proposed, 1)
    return 100 * min(gauge.proposed, gauge.quota) // whole, 100 * gauge.over // whole


def _stale_sheet(file: ReviewFile, sheet: BallotSheet, current: Meeting | None) -> dict:
    theirs = {one.row.review.pk: one for one in stored_sheet(sheet_of(file, current), 0, None).rows}
    labels = {**dict(GivenGrade.choices), "": _("as the ballots say")}
    changes = []
    for one in sheet.rows:
        saved = theirs[one.row.review.pk]
        if (one.typed, one.grade, one.reason) != (saved.typed, saved.grade, saved.reason):
            changes.append((one.row.review.name, _line(saved, labels), _line(one, labels)))
    return _stale_page(current, changes, reverse("assessments:ballot_sheet", args=[file.pk]))


def _line(one, labels: dict[str, str]) -> str:
    counts = " · ".join(one.typed[column] or "–" for column in COLUMNS)
    reason = f" ({one.reason})" if one.reason else ""
    return f"{counts} → {labels.get(one.grade, one.grade)}{reason}"


@login_required
@require_safe
def ballot_preview(request: HttpRequest, file_id: int) -> JsonResponse:
    """The grade that a row's ballots carry, asked of the rules while typing. Reads nothing but the file."""
    _access, file = seen_file(request, file_id)
    numbers = [request.GET.get(name, "") for name in (*COLUMNS, "valid")]
    if not all(text.isascii() and text.isdigit() and len(text) <= 4 for text in numbers):
        return JsonResponse({"grade": "", "label": ""})
    *counts, valid = map(int, numbers)
    carried = carried_grade(tuple(counts), valid, file) if sum(counts) == valid else ""
    return JsonResponse({"grade": carried, "label": str(GivenGrade(carried).label) if carried else ""})


@login_required
@require_http_methods(GET_POST)
def level_table(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    meeting = meeting_of(file)
    refusals, stale = [], None
    tables = level_tables(file)
    if request.method == "POST":
        wanted = {
            (row.review.pk, cell.section): request.POST[cell.name]
            for table in tables
            for row in table.rows
            for cell in row.cells
            if cell.name in request.POST
        }
        try:
            levels.save_levels(
                by=request.user,
                file_id=file.pk,
                levels=wanted,
                revision=read_revision(request.POST.get("revision", "")),
                on=today(),
            )
        except Refused as refused:
            refusals = refused.refusals
        except StaleEdit as edit:
            meeting = edit.current
            stale = _stale_levels(file, tables, wanted, meeting)
        else:
            messages.success(request, _("The levels have been saved."))
            return redirect("assessments:level_table", file.pk)
        tables = level_tables(file, typed=wanted)
    context = {
        "file": file,
        "campaign": file.campaign,
        "meeting": meeting,
        "tables": tables,
        "cell_sheet": cell_sheet_state(file),
        "levels": LEVEL_CHOICES,
        "writes": (may_write_file(access, file) or request.method == "POST") and meeting is not None,
        "refusals": refusals,
        "stale": stale,
    }
    return render(request, "assessments/level_table.html", context)


def _stale_levels(file: ReviewFile, tables, wanted: dict, meeting: Meeting | None) -> dict:
    labels = {"": "", **{level: str(label) for level, label in LEVEL_CHOICES}}
    changes = []
    for row in (row for table in tables for row in table.rows):
        for cell in row.cells:
            typed = wanted.get((row.review.pk, cell.section), cell.level)
            if typed != cell.level:
                label = f"{row.review.name}: {cell.number}"
                changes.append((label, labels[cell.level], labels.get(typed, typed)))
    return _stale_page(meeting, changes, reverse("assessments:level_table", args=[file.pk]))
