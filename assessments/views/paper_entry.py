"""One page for the self-critiques of a whole file that were handed in on paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.forms.attachments import ACCEPT
from assessments.forms.paper_entry import EntrySheet
from assessments.models import ReviewFile
from assessments.permissions import may_write_file
from assessments.selectors.paper_entry import entry_rows
from assessments.services import paper_entry as papers
from assessments.views.seen import seen_file
from cells.clock import today
from cells.refusals import Refusal, Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper_entry(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    rows = entry_rows(file)
    sheet, faults = EntrySheet(rows), []
    if request.method == "POST":
        sheet = EntrySheet(rows, request.POST, request.FILES)
        faults = _save(request, file, sheet)
        if not faults:
            if request.POST.get("action") != "submit":
                return redirect("assessments:paper_entry", file.pk)
            faults = _submit(request, file)
            if not faults:
                return redirect("assessments:paper_entry", file.pk)
        rows = entry_rows(file)
        sheet = EntrySheet(rows, request.POST, request.FILES)
    context = {
        "file": file,
        "campaign": file.campaign,
        "pages": sheet.pages(faults),
        # What somebody typed into a file that was sent meanwhile is still shown.
        "writes": may_write_file(access, file) or request.method == "POST",
        "owed": len(rows),
        "submitted": sum(row.is_submitted for row in rows),
        "on_paper": sum(bool(row.papers) for row in rows),
        "ready": sum(row.is_ready for row in rows),
        "accept": ACCEPT,
        "refusals": faults,
        "chosen_again": bool(faults) and bool(request.FILES),
    }
    return render(request, "assessments/paper_entry.html", context)


def _save(request: HttpRequest, file: ReviewFile, sheet: EntrySheet) -> list[Refusal]:
    typed, faults = sheet.typed()
    if faults:
        return faults
    try:
        changed = papers.save_paper_rows(by=request.user, file_id=file.pk, rows=typed, on=today())
    except Refused as refused:
        return refused.refusals
    words = ngettext("%(count)d row has been saved.", "%(count)d rows have been saved.", changed)
    messages.success(request, words % {"count": changed} if changed else _("Nothing was changed."))
    return []


def _submit(request: HttpRequest, file: ReviewFile) -> list[Refusal]:
    """Those that are complete; what holds up the others of them stands at their rows, everything saved."""
    try:
        outcome = papers.submit_papers(by=request.user, file_id=file.pk, on=today())
    except Refused as refused:
        return refused.refusals
    done = len(outcome.done)
    words = ngettext("%(count)d self-critique submitted.", "%(count)d self-critiques submitted.", done)
    if done:
        messages.success(request, words % {"count": done})
    elif not outcome.refused:
        messages.info(request, _("Nobody's pages, levels and grade are complete yet; nothing was submitted."))
    return [one for review, refusals in outcome.refused for one in papers.at_row(review, refusals)]
