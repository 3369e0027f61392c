"""The year's own parameters: in force, tried on the ward, set by the committee on a document."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms.local_parameters import ParametersPage
from assessments.models import Campaign
from assessments.rules import Rule, rule_set
from assessments.selectors.last_change import last_change
from assessments.selectors.local_parameters import DEADLINES, LocalValues, lines_of, trail_of
from assessments.selectors.parameter_proposals import propose
from assessments.services import local_parameters as service
from assessments.views.campaigns import GET_POST, seen_campaign
from cells.access import require
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS


@login_required
@require_http_methods(GET_POST)
def campaign_parameters(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """POST looks at what the values would change; with `set` in it, it sets them."""
    access, campaign = seen_campaign(request, campaign_id)
    has_ballots = service.has_ballots(campaign)
    page = ParametersPage(campaign, request.POST if request.method == "POST" else None, has_ballots=has_ballots)
    context: dict = {"refusals": []}
    if request.method == "POST":
        require(access.is_committee(campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))
    if request.method == "POST" and page.is_valid():
        values, is_set = page.values(), "set" in request.POST
        try:
            if is_set:
                _set(request, campaign, page)
                return redirect("assessments:campaign_parameters", campaign.pk)
        except Refused as refused:
            context["refusals"] = page.take(refused.refusals)
        except StaleEdit as stale:
            campaign = stale.current
            page = page.on_top_of(campaign)
            context["stale"] = last_change(campaign) | {"changes": page.differences(), "reload_url": request.path}
        context |= _shown(campaign, page, values, is_set=is_set)
    decision = campaign.decisions.order_by("pk").first()
    context |= {
        "campaign": campaign,
        "page": page,
        "lines": lines_of(campaign),
        "trail": trail_of(campaign),
        "deadlines": DEADLINES,
        "decision": decision,
        "head_clause": rule_set(campaign.rule_set).cite(Rule.HEAD_ABOVE_UNIT),
        "has_ballots": has_ballots,
        "may_edit": access.is_committee(campaign.ward_id) and decision is None,
    }
    return render(request, "assessments/campaign_parameters.html", context)


def _set(request: HttpRequest, campaign: Campaign, page: ParametersPage) -> None:
    typed = page.form.cleaned_data
    service.set_parameters(
        by=request.user,
        campaign_id=campaign.pk,
        values=page.values(),
        document=typed["document"],
        document_date=typed["document_date"],
        expected=typed["expected"],
        revision=typed["revision"],
        on=today(),
    )
    messages.success(request, _("The parameters of %(year)s have been set.") % {"year": campaign.year})


def _shown(campaign: Campaign, page: ParametersPage, values: LocalValues, *, is_set: bool) -> dict:
    """What the typed values would change; why not, unless the service has said so already."""
    proposal = propose(campaign, values)
    refusals = service.refusals_of(proposal)
    if refusals:
        return {} if is_set else {"refusals": page.take(refusals)}
    page.expect(proposal.fingerprint)
    return {"proposal": proposal, "view": proposal.view}
