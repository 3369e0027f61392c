"""A paper of the year to work on with: its tables as a workbook, its text as a Word file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from assessments.reports.office_files import CONTENT_TYPES, OfficeForm
from assessments.services import downloads
from assessments.views.campaigns import seen_campaign
from assessments.views.papers import readable_paper
from cells.clock import today


@login_required
@require_safe
def paper_xlsx(request: HttpRequest, campaign_id: int, paper: str) -> HttpResponse:
    return _office_file(request, campaign_id, paper, OfficeForm.XLSX)


@login_required
@require_safe
def paper_docx(request: HttpRequest, campaign_id: int, paper: str) -> HttpResponse:
    return _office_file(request, campaign_id, paper, OfficeForm.DOCX)


def _office_file(request: HttpRequest, campaign_id: int, code: str, form: OfficeForm) -> HttpResponse:
    _access, campaign = seen_campaign(request, campaign_id)
    paper, _standing, _state = readable_paper(campaign, code)
    if not paper.has_office_files:
        raise Http404
    file = downloads.download_office_file(by=request.user, campaign_id=campaign.pk, paper=paper, form=form, on=today())
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(file.content, content_type=CONTENT_TYPES[form], headers=headers)
