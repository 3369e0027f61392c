"""The review year: created, set up, opened; the committee confirms its weights."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from assessments.forms.campaign import NewCampaign
from assessments.forms.campaign_pages import SettingsPage, WeightsPage
from assessments.forms.signing import OverrideForm
from assessments.models import Campaign
from assessments.permissions import visible_campaigns
from assessments.review_forms import SPECIAL_TOPICS_2021
from assessments.rules import NoRuleSetForYear, rule_set, rule_set_for_year
from assessments.selectors.deadlines import DeadlineProposal
from assessments.selectors.last_change import last_change
from assessments.selectors.local_parameters import cap_line
from assessments.selectors.opening import opening_of
from assessments.selectors.parameter_proposals import WeightsProposal
from assessments.services import campaigns, deadlines, quota_weights
from assessments.views.signer import SECRETS, signer_of
from assessments.workflow import CampaignStage
from cells.access import Access, access_of, require, visible_wards
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS, GivenGrade

GET_POST = ["GET", "HEAD", "POST"]


def seen_campaign(request: HttpRequest, campaign_id: int) -> tuple[Access, Campaign]:
    """The campaign for office and committee of its ward; anybody else gets 404."""
    access = access_of(request.user, today())
    return access, get_object_or_404(visible_campaigns(access).select_related("ward"), pk=campaign_id)


@login_required
@require_http_methods(GET_POST)
def campaign_new(request: HttpRequest) -> HttpResponse:
    on = today()
    ward = get_object_or_404(visible_wards(access_of(request.user, on), Role.OFFICE).order_by("pk")[:1])
    former = Campaign.objects.filter(ward=ward).order_by("-year").first()
    form = NewCampaign(request.POST or None, initial={"year": former.year + 1} if former else None)
    refusals = []
    if request.method == "POST" and form.is_valid():
        try:
            campaign = campaigns.create_campaign(
                by=request.user, ward_id=ward.pk, values=form.values() | _to_begin_with(form.values()["year"]), on=on
            )
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("The review year %(year)s has been created.") % {"year": campaign.year})
            return redirect("assessments:campaign_settings", campaign.pk)
    return render(request, "assessments/campaign_new.html", {"form": form, "refusals": refusals, "ward": ward})


def _to_begin_with(year: int) -> dict:
    """The example weights of the year's rules and, for 2021, the letter's topics; both are changed on the next page."""
    values: dict = {"special_topics": [dict(topic) for topic in SPECIAL_TOPICS_2021] if year == 2021 else []}
    try:
        rules = rule_set_for_year(year)
    except NoRuleSetForYear:  # the service refuses it, with its reason
        return values
    if rules.quotas_issued.value:
        weights = rules.quota_weights.value
        values["quota_weights"] = {grade: getattr(weights, grade) for grade in GivenGrade.values}
    values["ballot_threshold"] = str(rules.ballot_threshold.value)
    return values


@login_required
@require_http_methods(GET_POST)
def campaign_settings(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    page = SettingsPage(campaign, request.POST if request.method == "POST" else None)
    context: dict = {"refusals": []}
    if request.method == "POST" and page.is_valid():
        try:
            proposal = _saved_settings(request, campaign, page)
        except Refused as refused:
            context["refusals"] = refused.refusals
            context |= _shown_still(campaign, page, lambda: _moved_deadlines(campaign, page))
        except StaleEdit as stale:
            page = SettingsPage(stale.current, page.with_revision(stale.current.revision))
            context["stale"] = last_change(campaign) | {"changes": page.differences(), "reload_url": request.path}
        else:
            if proposal is None:
                messages.success(request, _("The settings of %(year)s have been saved.") % {"year": campaign.year})
                return redirect("assessments:campaign_settings", campaign.pk)
            page.expect(proposal.fingerprint)
            context["proposal"] = proposal
    context |= {
        "campaign": campaign,
        "page": page,
        "rules": rule_set(campaign.rule_set),
        "cap": cap_line(campaign),
        "rules_title": rule_set(campaign.rule_set).title(get_language()),
        "may_edit": access.is_office(campaign.ward_id),
        "is_preparing": campaign.stage == CampaignStage.PREPARING,
    }
    return render(request, "assessments/campaign_settings.html", context)


def _saved_settings(request: HttpRequest, campaign: Campaign, page: SettingsPage) -> DeadlineProposal | None:
    """Save; an open year's deadlines are first shown with what they change, and saved with `set`. Refused, StaleEdit."""
    on, paper = today(), page.form.paper()
    arguments = {"by": request.user, "campaign_id": campaign.pk, "values": page.values(), "revision": page.revision}
    if campaign.stage == CampaignStage.PREPARING:
        campaigns.save_campaign(**arguments, **paper, on=on)
        return None
    if "set" in request.POST:
        deadlines.move_deadlines(**arguments, **paper, expected=page.form.cleaned_data["expected"], on=on)
        return None
    require(access_of(request.user, on).is_office(campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))
    return _moved_deadlines(campaign, page)


def _moved_deadlines(campaign: Campaign, page: SettingsPage) -> DeadlineProposal:
    """What other deadlines of an open year would change. Refused for days that cannot be set, whatever the document."""
    proposal = DeadlineProposal(campaign, page.values(), today())
    refusals = deadlines.refusals_of(proposal)
    if refusals:
        raise Refused(*refusals)
    return proposal


def _shown_still(
    campaign: Campaign, page: SettingsPage | WeightsPage, propose: Callable[[], DeadlineProposal | WeightsProposal]
) -> dict:
    """What a save that was refused would change, where only its document was wanting: it stays in sight."""
    if campaign.stage == CampaignStage.PREPARING:
        return {}
    try:
        proposal = propose()
    except Refused:
        return {}
    page.expect(proposal.fingerprint)
    return {"proposal": proposal} if proposal.changed else {}


@login_required
@sensitive_post_parameters(*SECRETS)
@require_http_methods(GET_POST)
def campaign_open(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    on = today()
    refusals = []
    rules = rule_set(campaign.rule_set)
    form = None
    if rules.verification_is_old(campaign.year):
        form = OverrideForm(request.POST if request.method == "POST" else None, signer=signer_of(request))
    if request.method == "POST":
        require(access.is_office(campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))
    if request.method == "POST" and (form is None or form.is_valid()):
        override = form.cleaned_data["override"] if form else ""
        try:
            campaigns.open_campaign(by=request.user, campaign_id=campaign.pk, on=on, override=override)
        except Refused as refused:
            refusals = refused.refusals
            campaign.refresh_from_db()
        else:
            done = _("The review year %(year)s is open; the cells can begin.") % {"year": campaign.year}
            messages.success(request, done)
            return redirect("assessments:campaign_detail", campaign.pk)
    context = {
        "campaign": campaign,
        "refusals": refusals,
        "form": form,
        "rules": rules,
        "opening": opening_of(campaign, on),
        "is_preparing": campaign.stage == CampaignStage.PREPARING,
        "may_open": access.is_office(campaign.ward_id),
    }
    return render(request, "assessments/campaign_open.html", context)


@login_required
@require_http_methods(GET_POST)
def campaign_weights(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    page = WeightsPage(campaign, request.POST if request.method == "POST" else None)
    context: dict = {"refusals": []}
    if request.method == "POST":
        require(access.is_committee(campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))
    if request.method == "POST" and page.form.is_valid():
        try:
            proposal = _confirmed_weights(request, campaign, page)
        except Refused as refused:
            context["refusals"] = refused.refusals
            context |= _shown_still(
                campaign, page, lambda: quota_weights.proposed_weights(campaign, page.form.values())
            )
        except StaleEdit as stale:
            page = WeightsPage(stale.current, page.with_revision(stale.current.revision))
            context["stale"] = last_change(campaign) | {"changes": page.differences(), "reload_url": request.path}
        else:
            if proposal is None:
                messages.success(request, _("The quota weights have been confirmed."))
                return redirect("assessments:campaign_weights", campaign.pk)
            page.expect(proposal.fingerprint)
            context["proposal"] = proposal
    context |= {
        "campaign": campaign,
        "page": page,
        "rules": rule_set(campaign.rule_set),
        "may_confirm": access.is_committee(campaign.ward_id),
        "has_issued": campaign.quota_issues.exists(),
    }
    return render(request, "assessments/campaign_weights.html", context)


def _confirmed_weights(request: HttpRequest, campaign: Campaign, page: WeightsPage) -> WeightsProposal | None:
    """Confirm; other weights of an open year are first shown with what they change, and confirmed with `set`."""
    weights = page.form.values()
    if "set" not in request.POST:
        proposal = quota_weights.proposed_weights(campaign, weights)
        if proposal.must_be_looked_at:
            return proposal
    quota_weights.confirm_weights(
        by=request.user,
        campaign_id=campaign.pk,
        weights=weights,
        **page.form.paper(),
        expected=page.form.cleaned_data["expected"],
        revision=page.form.cleaned_data["revision"],
        on=today(),
    )
    return None
