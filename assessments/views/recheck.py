"""The rules run again over a review year, beside what was kept. Nothing is changed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.selectors.recheck import recheck_of
from assessments.views.campaigns import seen_campaign
from assessments.workflow import CampaignStage
from cells.refusals import Refused


@login_required
@require_safe
def recheck(request: HttpRequest, campaign_id: int) -> HttpResponse:
    _access, campaign = seen_campaign(request, campaign_id)
    if campaign.stage == CampaignStage.PREPARING:
        return redirect("assessments:campaign_open", campaign.pk)
    context: dict = {"campaign": campaign}
    try:
        context["found"] = recheck_of(campaign)
    except Refused as refused:
        context["refusals"] = refused.refusals
    return render(request, "assessments/rulebook/recheck.html", context)
