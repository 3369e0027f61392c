"""The office's own words in the ward report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms.papers import Narrative, narrative_initial
from assessments.models import Campaign
from assessments.reports.report_data import NARRATIVE_KEYS
from assessments.services import narratives
from assessments.views.campaigns import GET_POST, seen_campaign
from cells.access import require
from cells.clock import today
from cells.refusals import Refused, StaleEdit


@login_required
@require_http_methods(GET_POST)
def narrative_edit(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    require(access.is_office(campaign.ward_id), _("ward party office"))
    form = Narrative(request.POST or None, initial=narrative_initial(campaign))
    context: dict = {"refusals": []}
    if request.method == "POST" and form.is_valid():
        try:
            narratives.save_narrative(
                by=request.user,
                campaign_id=campaign.pk,
                values=form.values(),
                revision=form.cleaned_data["revision"],
                on=today(),
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            context["stale"] = _stale(stale.current, form, request.path)
            form = Narrative(_with_revision(request.POST, stale.current))
        else:
            messages.success(request, _("Your parts of the report have been saved."))
            return redirect("assessments:paper_list", campaign.pk)
    return render(request, "assessments/narrative_edit.html", context | {"campaign": campaign, "form": form})


def _with_revision(posted: QueryDict, campaign: Campaign) -> QueryDict:
    typed = posted.copy()
    typed["revision"] = str(narratives.narrative_revision(campaign))
    return typed


def _stale(campaign: Campaign, form: Narrative, path: str) -> dict:
    """What the other one saved, beside what was typed."""
    saved, typed = campaign.narrative, form.values()
    changes = [
        (form.fields[key].label, saved.get(key, ""), typed[key])
        for key in NARRATIVE_KEYS
        if saved.get(key, "") != typed[key]
    ]
    at = saved.get("saved_at", "")
    return {"by": saved.get("saved_by", ""), "at": parse_datetime(at), "changes": changes, "reload_url": path}
