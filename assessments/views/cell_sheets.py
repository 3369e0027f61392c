"""A cell's sheet: download it, choose it again, see what it would write, settle what both changed, confirm, read the result."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cell_sheet.three_way import Choice
from assessments.models import ReviewFile, SheetUpload
from assessments.permissions import may_write_file, visible_files
from assessments.selectors.cell_sheets import downloads_of, uploads_of
from assessments.selectors.sheet_preview import preview_of
from assessments.services import cell_sheets as service
from assessments.services.sheet_rows import SheetFaults
from assessments.views.seen import seen_file
from cells.access import Access, access_of
from cells.clock import today
from cells.forms.workbooks import WorkbookForm
from cells.ground_workbook.reading import Fault
from cells.refusals import Refusal, Refused
from cells.views.workbook_pages import workbook_response

GET_POST = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(GET_POST)
def file_sheet(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["workbook"]
        try:
            upload = service.stage_sheet(
                by=request.user, file_id=file.pk, filename=chosen.name, data=chosen.read(), on=today()
            )
        except Refused as refused:
            for refusal in refused.refusals:
                form.add_error("workbook", str(refusal))
        else:
            return redirect("assessments:sheet_preview", upload.pk)
    uploads = uploads_of(file, access)
    context = {
        "file": file,
        "campaign": file.campaign,
        "form": form if may_write_file(access, file) or request.method == "POST" else None,
        "writes": may_write_file(access, file),
        "downloads": downloads_of(file),
        "applied": [one for one in uploads if one.applied_at],
        "waiting": next((one for one in uploads if not one.applied_at), None),
    }
    return render(request, "assessments/sheet/file_sheet.html", context)


@login_required
@require_http_methods(GET_POST)
def sheet_download(request: HttpRequest, file_id: int) -> HttpResponse:
    """The workbook. Handing out people's texts is a deed that the journal keeps; a way back from the sign-in is none."""
    _access, file = seen_file(request, file_id)
    if request.method != "POST":
        return redirect("assessments:file_sheet", file.pk)
    try:
        data = service.download_sheet(by=request.user, file_id=file.pk, on=today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("assessments:file_sheet", file.pk)
    return workbook_response(data, f"bang-kiem-diem-{file.code}-{file.campaign.year}")


def _seen_upload(request: HttpRequest, upload_id: int) -> tuple[Access, SheetUpload, ReviewFile]:
    """A sheet of a file one may see: an applied one, or the own one that waits; 404 otherwise."""
    access = access_of(request.user, today())
    files = visible_files(access).select_related("campaign__ward", "cell", "collective")
    uploads = SheetUpload.objects.select_related("by", "download").filter(file__in=visible_files(access))
    upload = get_object_or_404(uploads, pk=upload_id)
    if upload.applied_at is None:
        upload = get_object_or_404(uploads, pk=upload_id, by=request.user)
    return access, upload, files.get(pk=upload.file_id)


@login_required
@never_cache
@require_http_methods(GET_POST)
def sheet_preview(request: HttpRequest, upload_id: int) -> HttpResponse:
    """What the sheet would write. Nothing is written by looking at it."""
    access, upload, file = _seen_upload(request, upload_id)
    if upload.applied_at is not None:
        return redirect("assessments:sheet_done", upload.pk)
    if request.method != "POST":
        return _page(request, access, upload, file)
    if "discard" in request.POST:
        service.discard_sheet(by=request.user, upload_id=upload.pk)
        messages.info(request, _("The workbook was thrown away; nothing was written."))
        return redirect("assessments:file_sheet", file.pk)
    try:
        service.apply_sheet(
            by=request.user,
            upload_id=upload.pk,
            choices=_choices(request),
            expected_digest=request.POST.get("digest", ""),
            on=today(),
        )
    except SheetFaults as refused:
        return _page(request, access, upload, file, refused.refusals, refused.faults)
    except Refused as refused:
        return _page(request, access, upload, file, refused.refusals)
    messages.success(request, _("The workbook is applied."))
    return redirect("assessments:sheet_done", upload.pk)


def _choices(request: HttpRequest) -> dict[int, str]:
    """Place of a conflict → what was chosen for it."""
    found = {}
    for name, value in request.POST.items():
        place = name.removeprefix("choice_")
        if place != name and place.isascii() and place.isdigit() and len(place) <= 6:
            found[int(place)] = value
    return found


def _page(
    request: HttpRequest,
    access: Access,
    upload: SheetUpload,
    file: ReviewFile,
    refusals: Sequence[Refusal] = (),
    faults: Sequence[Fault] = (),
) -> HttpResponse:
    plan, reading = service.plan_sheet(upload, file, access)
    faults = faults or plan.faults
    preview = preview_of(plan)
    chosen = _choices(request) if request.method == "POST" else {}
    writes = may_write_file(access, file)
    context = {
        "file": file,
        "campaign": file.campaign,
        "upload": upload,
        "plan": plan,
        "conflicts": [(row, chosen.get(row.place, Choice.PORTAL)) for row in preview.conflicts],
        "written": preview.written,
        "kept": preview.kept,
        "faults": faults,
        "passed_over": reading.withheld,
        "errors": [(str(refusal), refusal.field) for refusal in refusals],
        "digest": plan.digest(),
        "writes": writes,
        "can_apply": plan.writes and not plan.faults and writes,
    }
    return render(request, "assessments/sheet/preview.html", context)


@login_required
@require_safe
def sheet_done(request: HttpRequest, upload_id: int) -> HttpResponse:
    _access, upload, file = _seen_upload(request, upload_id)
    if upload.applied_at is None:
        return redirect("assessments:sheet_preview", upload.pk)
    context = {"file": file, "campaign": file.campaign, "upload": upload, "outcome": upload.outcome}
    return render(request, "assessments/sheet/done.html", context)
