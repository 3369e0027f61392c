"""The office's table of cells and collectives: their own proposal, what the members' grades say, the office's grade."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.forms.decision_table import read_grades, read_reasons
from assessments.forms.unit_table import UnitTable
from assessments.selectors.desk import desk_of
from assessments.services.unit_proposals import save_unit_proposals, take_over_meetings
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.views.decision_table import caps_of, stale_notice
from assessments.views.taken_over import tell_taken_over
from assessments.workflow import Scope
from cells.clock import today
from cells.refusals import Refused
from cells.vocabulary import GivenGrade


@login_required
@require_http_methods(GET_POST)
def unit_proposals(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    overrides: dict[int, tuple[str, str]] = {}
    context: dict = {"refusals": []}
    if request.method == "POST":
        grades, seen = read_grades(request.POST)
        reasons = read_reasons(request.POST)
        proposals = {pk: (grade, reasons.get(pk, "")) for pk, grade in grades.items()}
        try:
            outcome = save_unit_proposals(
                by=request.user, campaign_id=campaign.pk, proposals=proposals, seen=seen, on=today()
            )
        except Refused as refused:
            overrides, context["refusals"] = proposals, refused.refusals
        else:
            if not outcome.stale:
                saved = ngettext("%(count)d proposal saved.", "%(count)d proposals saved.", outcome.saved)
                messages.success(request, saved % {"count": outcome.saved})
                return redirect("assessments:unit_proposals", campaign.pk)
            overrides = {stale.row.review.pk: (stale.yours.grade, stale.yours.reason) for stale in outcome.stale}
            context["stale"] = stale_notice(outcome.stale, request.path)
    desk = desk_of(campaign)
    context |= {
        "campaign": campaign,
        "table": UnitTable(desk, overrides, context["refusals"], left_only=bool(request.GET.get("left"))),
        "left_only": bool(request.GET.get("left")),
        "caps": caps_of(desk, Scope.UNITS),
        "grades": GivenGrade.choices,
        "may_propose": access.is_office(campaign.ward_id),
    }
    return render(request, "assessments/decision/unit_proposals.html", context)


@login_required
@require_POST
def take_over(request: HttpRequest, campaign_id: int) -> HttpResponse:
    _access, campaign = seen_campaign(request, campaign_id)
    try:
        taken = take_over_meetings(by=request.user, campaign_id=campaign.pk, on=today())
    except Refused as refused:
        for refusal in refused.refusals:
            messages.error(request, str(refusal))
    else:
        tell_taken_over(request, taken, _("No empty row has a proposal of its meeting."))
    return redirect("assessments:unit_proposals", campaign.pk)
