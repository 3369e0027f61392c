"""Papers: the catalogue, a preview, the PDF, issuing, issued copies, the dossier."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.papers import IssuePaper, issue_initial
from assessments.models import Campaign, IssuedPaper
from assessments.reports.catalogue import (
    CATALOGUE,
    PAPER_LANGUAGE,
    PAPERS,
    Paper,
    PaperState,
    contents_of,
    context_of,
    printed,
    state_of,
)
from assessments.reports.copies import contents_of_copy, is_overtaken
from assessments.selectors.campaigns import current_campaign
from assessments.selectors.own_files import released_campaigns
from assessments.selectors.papers import issued_copies, standing_copy
from assessments.selectors.results import report_out
from assessments.selectors.tallies import is_released, tally_of
from assessments.services import downloads, issuing
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.views.report_check import own_key
from assessments.workflow import CampaignStage
from cells.access import access_of, require
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.services.handing_out import PAPER, note_handed_out

_ISSUE_PAGE = "assessments:paper_issue"


@login_required
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Where the navigation leads: the catalogue of the running year, for the district the years it may read."""
    access = access_of(request.user, today())
    if campaign := current_campaign(access):
        return redirect("assessments:paper_list", campaign.pk)
    if not access.ward_ids() - access.wards.get(Role.ADMIN, frozenset()):
        raise Http404
    return render(request, "assessments/released_years.html", {"campaigns": released_campaigns(access)})


@login_required
@require_safe
def paper_list(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    lines = []
    for paper in CATALOGUE:
        copies = issued_copies(campaign, paper.code)
        standing = next((copy for copy in copies if not copy.superseded), None)
        state = state_of(paper, campaign, issued=bool(standing))
        lines.append(
            {
                "paper": paper,
                "state": state,
                "state_label": paper.labels[state],
                "standing": standing,
                "overtaken": state is PaperState.ISSUED and is_overtaken(paper, campaign, standing),
                "reopened": state is PaperState.DRAFT and bool(standing),
                "copies": copies,
                "readable": state in paper.readable,
                "issuable": state in paper.issuable and access.is_office(campaign.ward_id),
                "issue_url": _issue_url(paper, campaign),
            }
        )
    context = {
        "campaign": campaign,
        "lines": lines,
        "is_open": campaign.stage != CampaignStage.PREPARING,
        "is_office": access.is_office(campaign.ward_id),
        "own_key": own_key(),
    }
    return render(request, "assessments/paper_list.html", context)


def _issue_url(paper: Paper, campaign: Campaign) -> str:
    """Where it is issued: on the page of papers, or by the deed it belongs to."""
    own = paper.issue_page == _ISSUE_PAGE
    return reverse(paper.issue_page, args=[campaign.pk, paper.code] if own else [campaign.pk])


def readable_paper(campaign: Campaign, code: str) -> tuple[Paper, IssuedPaper | None, PaperState]:
    """A paper that can be read now; 404 for an unknown one, or while the year holds nothing to print."""
    if code not in PAPERS:
        raise Http404
    paper = PAPERS[code]
    standing = standing_copy(campaign, code)
    state = state_of(paper, campaign, issued=bool(standing))
    if state not in paper.readable:
        raise Http404
    return paper, standing, state


@login_required
@require_safe
def paper_preview(request: HttpRequest, campaign_id: int, paper: str) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    row, standing, state = readable_paper(campaign, paper)
    issued = standing if state is PaperState.ISSUED else None
    overtaken = bool(issued and is_overtaken(row, campaign, issued))
    # An issued paper reads as it was sent. What it would say now carries no number: it has not been issued.
    today_asked = overtaken and "today" in request.GET
    contents = contents_of(row, campaign) if today_asked or not issued else contents_of_copy(row, issued)
    with override(PAPER_LANGUAGE):
        sheet = render_to_string("assessments/_paper_sheet.html", context_of(row, contents))
    context = {
        "campaign": campaign,
        "paper": row,
        "state_label": row.labels[state],
        "sheet": sheet,
        "draft": contents.draft,
        "issued": issued,
        "overtaken": overtaken,
        "today_asked": today_asked,
        "issuable": state in row.issuable and access.is_office(campaign.ward_id),
        "issue_url": _issue_url(row, campaign),
    }
    return render(request, "assessments/paper_preview.html", context)


@login_required
@require_safe
def paper_pdf(request: HttpRequest, campaign_id: int, paper: str) -> HttpResponse:
    _access, campaign = seen_campaign(request, campaign_id)
    row, standing, state = readable_paper(campaign, paper)
    name = f"{row.code}-{campaign.ward.code}-{campaign.year}"
    if standing and state is PaperState.ISSUED:
        _note(request, campaign, campaign, {"paper": row.code, "number": standing.number})
        return pdf_response(bytes(standing.content), f"{name}.pdf")
    contents = contents_of(row, campaign)
    content = printed(row, contents)
    _note(request, campaign, campaign, {"paper": row.code, "draft": contents.draft})
    return pdf_response(content, f"{name}{'-draft' if contents.draft else ''}.pdf")


def _note(request: HttpRequest, campaign: Campaign, subject: Model, after: dict) -> None:
    note_handed_out(PAPER, by=request.user, subject=subject, ward_code=campaign.ward.code, after=after)


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A PDF to look at, kept nowhere on the way."""
    safe = name.encode("ascii", "ignore").decode().replace('"', "")
    headers = {"Content-Disposition": f'inline; filename="{safe}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@login_required
@require_http_methods(GET_POST)
def paper_issue(request: HttpRequest, campaign_id: int, paper: str) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    require(access.is_office(campaign.ward_id), _("ward party office"))
    row, standing, state = readable_paper(campaign, paper)
    if row.issue_page != _ISSUE_PAGE:
        return redirect(_issue_url(row, campaign))
    on = today()
    form = IssuePaper(request.POST or None, standing=standing, initial=issue_initial(standing, on))
    context: dict = {"refusals": []}
    if request.method == "POST" and form.is_valid():
        try:
            copy = issuing.issue_paper(by=request.user, campaign_id=campaign.pk, paper=row, on=on, **form.values())
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            form, context["stale"] = _after_another_issue(request, stale.current)
            standing = stale.current
        else:
            messages.success(
                request, _("%(number)s has been issued and is kept as it was sent.") % {"number": copy.number}
            )
            return redirect("assessments:paper_list", campaign.pk)
    context |= {
        "campaign": campaign,
        "paper": row,
        "form": form,
        "standing": standing,
        "issuable": state in row.issuable,
        "tally": tally_of(campaign, on),
    }
    return render(request, "assessments/paper_issue.html", context)


def _after_another_issue(request: HttpRequest, standing: IssuedPaper | None) -> tuple[IssuePaper, dict]:
    """The page as it must be read now: what was typed stays, and the copy that stands is the other one's."""
    typed = request.POST.copy()
    typed["replaces"] = str(standing.pk) if standing else ""
    stale = {
        "by": standing.by_name if standing else "",
        "at": standing.at if standing else None,
        "changes": [(_("Issued copy"), standing.number if standing else "", typed.get("number", ""))],
        "reload_url": request.path,
    }
    return IssuePaper(typed, standing=standing), stale


def seen_copy(request: HttpRequest, paper_id: int) -> IssuedPaper:
    """An issued copy for office and committee; what is sent to the district for it, once results are released, and what
    was out before a re-review while that lasts. 404 for everybody else."""
    access = access_of(request.user, today())
    copy = get_object_or_404(IssuedPaper.objects.select_related("campaign__ward"), pk=paper_id)
    campaign = copy.campaign
    if not access.sees_ward(campaign.ward_id) and not (
        PAPERS[copy.paper].for_district
        and access.has(Role.DISTRICT, campaign.ward_id)
        and (is_released(campaign) or copy == report_out(campaign))
    ):
        raise Http404
    return copy


@login_required
@require_safe
def issued_paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """An issued copy, byte for byte."""
    copy = seen_copy(request, paper_id)
    campaign = copy.campaign
    _note(request, campaign, copy, {"paper": copy.paper, "number": copy.number})
    return pdf_response(
        bytes(copy.content), f"{copy.paper}-{campaign.ward.code}-{campaign.year}-{copy.number.partition('-')[0]}.pdf"
    )


@login_required
@require_safe
def dossier_download(request: HttpRequest, campaign_id: int) -> HttpResponse:
    _access, campaign = seen_campaign(request, campaign_id)
    if campaign.stage == CampaignStage.PREPARING:
        raise Http404
    name = f"dossier-{campaign.ward.code}-{campaign.year}.json".encode("ascii", "ignore").decode()
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    text = downloads.download_dossier(by=request.user, campaign_id=campaign.pk, on=today())
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)
