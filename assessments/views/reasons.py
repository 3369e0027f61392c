"""The reason of the deciding level for one finding."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms.reasons import ReasonForm
from assessments.models import Campaign, FindingReason
from assessments.selectors.desk import desk_of
from assessments.selectors.signing import reasons_of
from assessments.services.reasons import finding_to_reason, record_reason
from assessments.views.campaigns import GET_POST, seen_campaign
from cells.access import require
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS


@login_required
@require_http_methods(GET_POST)
def reason_record(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    require(access.is_committee(campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))
    asked = request.POST if request.method == "POST" else request.GET
    rule, subject, back = asked.get("rule", ""), asked.get("subject", ""), _way_back(request, campaign)
    desk = desk_of(campaign)
    standing = reasons_of(desk).get((rule, subject))
    form = ReasonForm(request.POST if request.method == "POST" else None, initial=_initial(rule, subject, standing))
    context: dict = {"refusals": []}
    if request.method == "POST" and form.is_valid():
        try:
            record_reason(
                by=request.user,
                campaign_id=campaign.pk,
                rule=rule,
                subject=subject,
                text=form.cleaned_data["text"],
                seen=form.cleaned_data["seen"] or 0,
                on=today(),
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            form, context["stale"] = _after_stale(request, stale.current)
        else:
            messages.success(request, _("The reason has been recorded with the finding."))
            return redirect(back)
    context |= {
        "campaign": campaign,
        "form": form,
        "finding": _finding(desk, rule, subject, context),
        "standing": standing,
        "former": FindingReason.objects.filter(campaign=campaign, rule=rule, subject=subject, current=False).order_by(
            "-pk"
        ),
        "back": back,
    }
    return render(request, "assessments/decision/reason.html", context)


def _finding(desk, rule: str, subject: str, context: dict):
    try:
        return finding_to_reason(desk, rule, subject)
    except Refused as refused:
        context["refusals"] = context["refusals"] or refused.refusals
        return None


def _initial(rule: str, subject: str, standing: FindingReason | None) -> dict:
    return {
        "rule": rule,
        "subject": subject,
        "seen": standing.pk if standing else 0,
        "text": standing.text if standing else "",
    }


def _after_stale(request: HttpRequest, current: FindingReason | None) -> tuple[ReasonForm, dict]:
    data = request.POST.copy()
    data["seen"] = str(current.pk if current else 0)
    theirs = current.text if current else ""
    stale = {
        "by": current.by_name if current else "",
        "at": current.at if current else None,
        "changes": [(_("Reason of the deciding level"), theirs, data.get("text", ""))],
        "reload_url": request.get_full_path(),
    }
    return ReasonForm(data), stale


def _way_back(request: HttpRequest, campaign: Campaign) -> str:
    """The page that asked for the reason; only an address of this site."""
    wanted = request.GET.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("assessments:decision_list", args=[campaign.pk])
