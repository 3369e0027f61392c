"""Papers of one file: read as pages, printed as PDF. They say what the file says at that moment."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import override
from django.views.decorators.http import require_safe

from assessments.models import ReviewFile
from assessments.reports.catalogue import (
    FILE_PAPERS,
    PAPER_LANGUAGE,
    FilePaper,
    context_of,
    file_contents_of,
    printed,
)
from assessments.views.papers import pdf_response
from assessments.views.seen import seen_file


def _readable(request: HttpRequest, file_id: int, code: str) -> tuple[ReviewFile, FilePaper]:
    """404 for a file one may not see, an unknown paper, or while it waits."""
    _access, file = seen_file(request, file_id)
    paper = FILE_PAPERS.get(code)
    if paper is None or not paper.available(file):
        raise Http404
    return file, paper


@login_required
@require_safe
def file_paper(request: HttpRequest, file_id: int, paper: str) -> HttpResponse:
    file, row = _readable(request, file_id, paper)
    with override(PAPER_LANGUAGE):
        sheet = render_to_string("assessments/_paper_sheet.html", context_of(row, file_contents_of(row, file)))
    context = {"file": file, "campaign": file.campaign, "paper": row, "sheet": sheet}
    return render(request, "assessments/file_paper.html", context)


@login_required
@require_safe
def file_paper_pdf(request: HttpRequest, file_id: int, paper: str) -> HttpResponse:
    file, row = _readable(request, file_id, paper)
    name = f"{row.code}-{file.code}-{file.campaign.year}.pdf"
    return pdf_response(printed(row, file_contents_of(row, file)), name)


@login_required
@require_safe
def file_paper_list(request: HttpRequest, file_id: int) -> HttpResponse:
    """Every paper of the file, for whom it is, to read or to print."""
    _access, file = seen_file(request, file_id)
    context = {"file": file, "campaign": file.campaign, "papers": FILE_PAPERS.values()}
    return render(request, "assessments/file_paper_list.html", context)
