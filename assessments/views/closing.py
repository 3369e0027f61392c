"""The end of a year: what is left before it closes, closing it, opening it again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms.closing import ReopenedYear
from assessments.models import Campaign
from assessments.selectors.closing import closing_of
from assessments.selectors.last_change import last_change
from assessments.services import closing
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.workflow import CampaignStage
from cells.access import Access, require
from cells.clock import today
from cells.refusals import Refused
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS


def _require_committee(access: Access, campaign: Campaign) -> None:
    require(access.is_committee(campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))


@login_required
@require_http_methods(GET_POST)
def campaign_close(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """The office reads here what is left; the committee closes."""
    access, campaign = seen_campaign(request, campaign_id)
    refusals = []
    if request.method == "POST":
        _require_committee(access, campaign)
        try:
            closing.close_year(by=request.user, campaign_id=campaign.pk, on=today())
        except Refused as refused:
            refusals = refused.refusals
            campaign.refresh_from_db()
        else:
            messages.success(request, _("The review year %(year)s is closed.") % {"year": campaign.year})
            return redirect("assessments:campaign_close", campaign.pk)
    is_closed = campaign.stage == CampaignStage.CLOSED
    context = {
        "campaign": campaign,
        "closing": closing_of(campaign),
        "refusals": refusals,
        "is_closed": is_closed,
        "closed": last_change(campaign) if is_closed else None,
        "is_preparing": campaign.stage == CampaignStage.PREPARING,
        "is_committee": access.is_committee(campaign.ward_id),
    }
    return render(request, "assessments/closing/campaign_close.html", context)


@login_required
@require_http_methods(GET_POST)
def campaign_reopen(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    _require_committee(access, campaign)
    form = ReopenedYear(request.POST if request.method == "POST" else None)
    refusals = []
    if request.method == "POST" and form.is_valid():
        try:
            closing.reopen_year(
                by=request.user, campaign_id=campaign.pk, reason=form.cleaned_data["reason"], on=today()
            )
        except Refused as refused:
            refusals = refused.refusals
            campaign.refresh_from_db()
        else:
            messages.success(request, _("The review year %(year)s is open again.") % {"year": campaign.year})
            return redirect("assessments:campaign_detail", campaign.pk)
    context = {
        "campaign": campaign,
        "form": form,
        "refusals": refusals,
        "is_closed": campaign.stage == CampaignStage.CLOSED,
    }
    return render(request, "assessments/closing/campaign_reopen.html", context)
