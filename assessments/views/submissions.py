"""Check and send: everything once more, what is missing, what the rules find, then one button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.ids import read_revision
from assessments.models import ReviewFile
from assessments.permissions import may_plan_remedies, may_take
from assessments.rules import Rule, Severity
from assessments.selectors.cell_progress import progress_of
from assessments.selectors.cell_tasks import PIECE_LABELS, tasks_of
from assessments.selectors.file_check import Shown, findings_of, missing_pieces
from assessments.selectors.meetings import meeting_of, sheet_of
from assessments.services import submissions
from assessments.services.checks import check_campaign
from assessments.views.cell_home import task_url
from assessments.views.opinions import paper_notices
from assessments.views.remedies import plan_notices
from assessments.views.seen import seen_file
from cells.access import Access
from cells.clock import today
from cells.refusals import Refusal, Refused, StaleEdit


@login_required
@require_safe
def file_check(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    return _check_page(request, access, file)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def file_submit(request: HttpRequest, file_id: int) -> HttpResponse:
    """Only read after the sign-in that a send ran into: then the check page comes back."""
    access, file = seen_file(request, file_id)
    if request.method != "POST":
        return redirect("assessments:file_check", file.pk)
    notes = {
        (shown.rule, shown.subject): request.POST.get(shown.field, "")
        for shown in _findings(file)
        if request.POST.get(shown.field, "").strip()
    }
    try:
        submissions.submit_file(
            by=request.user,
            file_id=file.pk,
            on=today(),
            revision=read_revision(request.POST.get("revision", "")),
            note=request.POST.get("note", ""),
            finding_notes=notes,
        )
    except Refused as refused:
        return _check_page(request, access, file, refusals=refused.refusals)
    except StaleEdit as edit:
        file = edit.current
        refusal = Refusal(_("The file was changed in between. Look through it once more, then send it."))
        return _check_page(request, access, file, refusals=[refusal])
    messages.success(request, _("“%(file)s” has been sent to the ward party office.") % {"file": file.name})
    return redirect("assessments:cell_home", file.pk)


def _findings(file: ReviewFile) -> list[Shown]:
    """Findings on what the meeting proposes; the tables of office and committee are not looked at.

    A grade not proposed yet is no finding here: it is missing, is counted as such and keeps the file from being sent.
    """
    _dossier, answer = check_campaign(file.campaign, grades="cell")
    return [one for one in findings_of(file, answer.findings) if one.rule != Rule.GRADE_MISSING]


def _check_page(
    request: HttpRequest, access: Access, file: ReviewFile, refusals: list[Refusal] | None = None
) -> HttpResponse:
    progress = progress_of([file])[file.pk]
    meeting = meeting_of(file)
    findings = _findings(file)
    missing = missing_pieces(progress)
    context = {
        "file": file,
        "campaign": file.campaign,
        "tasks": [(task, task_url(file, task.place)) for task in tasks_of(file, progress) if task.key != "send"],
        "meeting": meeting,
        "rows": sheet_of(file, meeting),
        "missing": [(piece, PIECE_LABELS[piece.task], task_url(file, piece.task)) for piece in missing],
        "violations": [one for one in findings if one.severity is Severity.VIOLATION],
        "needing_reason": [
            (one, request.POST.get(one.field, "")) for one in findings if one.severity is Severity.NEEDS_REASON
        ],
        "notices": [one for one in findings if one.severity is Severity.NOTICE],
        "ballots_url": task_url(file, "ballots"),
        "paper_notices": paper_notices(file),
        "plan_notices": plan_notices(progress),
        "may_plan": may_plan_remedies(access, file),
        "may_send": may_take(access, file, "submit"),
        "note": request.POST.get("note", ""),
        "refusals": refusals,
    }
    return render(request, "assessments/file_check.html", context)
