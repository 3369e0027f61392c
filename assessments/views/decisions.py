"""Decisions of a year: what waits for a signature, what was signed and on what it rested."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from assessments.models import Decision
from assessments.models.fields import SCOPE_LABELS
from assessments.permissions import visible_campaigns
from assessments.selectors.campaigns import current_campaign
from assessments.selectors.decision_record import record_of
from assessments.selectors.desk import desk_of
from assessments.selectors.quotas import current_issue
from assessments.selectors.signing import signing_of
from assessments.selectors.stage_path import path_of
from assessments.views.campaigns import seen_campaign
from assessments.workflow import SIGNING_ORDER, CampaignStage, Stage
from cells.access import access_of
from cells.clock import today
from cells.vocabulary import GivenGrade


@login_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The decisions of the running year; the navigation leads here."""
    access = access_of(request.user, today())
    campaign = current_campaign(access)
    if campaign is None:
        if not access.ward_ids():
            raise Http404
        return redirect("assessments:dashboard")
    return redirect("assessments:decision_list", campaign.pk)


@login_required
@require_safe
def decision_list(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    if campaign.stage == CampaignStage.PREPARING:
        return redirect("assessments:campaign_open", campaign.pk)
    desk = desk_of(campaign)
    files = {row.file.pk: row.file for row in desk.rows.values() if row.file}
    context = {
        "campaign": campaign,
        "path": path_of(desk),
        "tables": [(scope, SCOPE_LABELS[scope], signing_of(desk, scope, request.user)) for scope in SIGNING_ORDER],
        "issue": current_issue(campaign),
        "quotas_due": desk.answer.rule_set.quotas_issued.value,
        "decided_files": sum(file.stage == Stage.DECIDED for file in files.values()),
        "released_files": sum(file.stage == Stage.RELEASED for file in files.values()),
        "all_files": len(files),
        "may_decide": access.is_committee(campaign.ward_id),
        "decisions": Decision.objects.filter(campaign=campaign).order_by("-pk"),
    }
    return render(request, "assessments/decision/decision_list.html", context)


@login_required
@require_safe
def decision_detail(request: HttpRequest, decision_id: int) -> HttpResponse:
    access = access_of(request.user, today())
    campaigns = visible_campaigns(access)
    decision = get_object_or_404(
        Decision.objects.filter(campaign__in=campaigns).select_related("campaign__ward", "check_run"), pk=decision_id
    )
    context = {
        "campaign": decision.campaign,
        "decision": decision,
        "record": record_of(decision),
        "grades": GivenGrade.choices,
        "may_draft": access.is_office(decision.campaign.ward_id),
        "may_regrade": access.is_committee(decision.campaign.ward_id),
    }
    return render(request, "assessments/decision/decision_detail.html", context)
