"""Papers of one file and of its subjects: listed, read as pages, printed as PDF. They say what the file says at that
moment."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import override
from django.views.decorators.http import require_safe

from assessments.models import Review, ReviewFile
from assessments.permissions import may_see_file
from assessments.reports.catalogue import PAPER_LANGUAGE, context_of, file_contents_of, printed, review_contents_of
from assessments.reports.file_catalogue import (
    CRITIQUES_SUBMITTED,
    FILE_CATALOGUE,
    FILE_PAPERS,
    REVIEW_CATALOGUE,
    REVIEW_CRITIQUE,
    REVIEW_PAPERS,
    FilePaper,
    ReviewPaper,
)
from assessments.reports.jobs.kinds import FILE_KINDS
from assessments.reports.jobs.reading import offers
from assessments.selectors.critiques import critique_rows
from assessments.selectors.letters import letters_of
from assessments.services.critique_reading import note_file_reading, note_reading
from assessments.views.papers import pdf_response
from assessments.views.seen import seen_critique, seen_file, seen_review
from cells.access import access_of
from cells.clock import today
from cells.services.handing_out import PAPER, note_handed_out


@login_required
@require_safe
def file_paper_list(request: HttpRequest, file_id: int) -> HttpResponse:
    """Every paper of the file, for whom it is, to read or to print; then the papers of each person."""
    access, file = seen_file(request, file_id)
    context = {
        "file": file,
        "campaign": file.campaign,
        "offers": offers(access, file.campaign, FILE_KINDS, file),
        "papers": [(paper, paper.available(file)) for paper in FILE_CATALOGUE],
        "subjects": _subjects(file),
        "subject_papers": REVIEW_CATALOGUE,
        "letters": letters_of(file, access),
    }
    return render(request, "assessments/file_paper_list.html", context)


def _subjects(file: ReviewFile) -> list[tuple[Review, list[tuple[ReviewPaper, bool]]]]:
    """Everybody with a paper, collectives first, and which of them there are."""
    having = [(paper, paper.in_file(file)) for paper in REVIEW_CATALOGUE]
    rows = [(row.review, [(paper, row.review.pk in held) for paper, held in having]) for row in critique_rows(file)]
    return [(review, papers) for review, papers in rows if any(there for _paper, there in papers)]


def _of_file(request: HttpRequest, file_id: int, code: str) -> tuple[ReviewFile, FilePaper]:
    """404 for a file one may not see, an unknown paper, or while it waits."""
    _access, file = seen_file(request, file_id)
    paper = FILE_PAPERS.get(code)
    if paper is None or not paper.available(file):
        raise Http404
    return file, paper


def _of_review(request: HttpRequest, review_id: int, code: str) -> tuple[Review, ReviewPaper]:
    """404 for a subject one may not see, an unknown paper, or one that there is not for such a subject. What is for the
    person is opened by the person's own account too."""
    paper = REVIEW_PAPERS.get(code)
    if paper is None:
        raise Http404
    _access, review = (seen_critique if paper.for_person else seen_review)(request, review_id)
    if not paper.available(review):
        raise Http404
    return review, paper


@login_required
@require_safe
def file_paper(request: HttpRequest, file_id: int, paper: str) -> HttpResponse:
    file, row = _of_file(request, file_id, paper)
    if row is CRITIQUES_SUBMITTED:
        note_file_reading(by=request.user, file=file, on=today(), page=row.code)
    return _page(request, file, row, file_contents_of(row, file))


@login_required
@require_safe
def file_paper_pdf(request: HttpRequest, file_id: int, paper: str) -> HttpResponse:
    file, row = _of_file(request, file_id, paper)
    name = f"{row.code}-{file.code}-{file.campaign.year}.pdf"
    content = printed(row, file_contents_of(row, file))
    _note(request, row.code, file, file)
    return pdf_response(content, name)


@login_required
@require_safe
def review_paper(request: HttpRequest, review_id: int, paper: str) -> HttpResponse:
    review, row = _of_review(request, review_id, paper)
    if row is REVIEW_CRITIQUE:
        note_reading(by=request.user, review=review, on=today(), page=row.code)
    return _page(request, review.file, row, review_contents_of(row, review), review)


@login_required
@require_safe
def review_paper_pdf(request: HttpRequest, review_id: int, paper: str) -> HttpResponse:
    review, row = _of_review(request, review_id, paper)
    name = f"{row.code}-{review.code}-{review.campaign.year}.pdf"
    content = printed(row, review_contents_of(row, review))
    _note(request, row.code, review, review.file)
    return pdf_response(content, name)


def _note(request: HttpRequest, code: str, subject: Review | ReviewFile, file: ReviewFile) -> None:
    after = {"paper": code, "file": file.code}
    note_handed_out(PAPER, by=request.user, subject=subject, ward_code=file.campaign.ward.code, after=after)


def _page(request: HttpRequest, file: ReviewFile, paper, contents, review: Review | None = None) -> HttpResponse:
    with override(PAPER_LANGUAGE):
        sheet = render_to_string("assessments/_paper_sheet.html", context_of(paper, contents))
    context = {
        "file": file,
        "campaign": file.campaign,
        "review": review,
        "paper": paper,
        "sheet": sheet,
        "copies": getattr(contents, "copies", 0),
        "sees_file": may_see_file(access_of(request.user, today()), file),
    }
    return render(request, "assessments/file_paper.html", context)
