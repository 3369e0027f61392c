"""How to mend what stands in the way: each way can be looked at as a trial; none is applied from here."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.rules import WrongChoice
from assessments.selectors.finding_words import page_language
from assessments.selectors.mends import mend_lines
from assessments.services.trials import trial_of_changes
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.workflow import CampaignStage
from cells.clock import today
from cells.refusals import Refusal, Refused
from cells.services.handing_out import DATA, note_handed_out


@login_required
@require_http_methods(GET_POST)
def mend_list(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """GET shows the ways; POST makes a trial of one of them."""
    _access, campaign = seen_campaign(request, campaign_id)
    if campaign.stage == CampaignStage.PREPARING:
        return redirect("assessments:campaign_open", campaign.pk)
    lines = mend_lines(campaign)
    refusals: list[Refusal] = []
    picked, tried = set(request.POST.getlist("pick")), request.POST.get("way", "")
    if request.method == "POST":
        try:
            line, way = _chosen_way(lines, tried)
            trial = trial_of_changes(
                by=request.user,
                campaign_id=campaign.pk,
                name=f"{line.about}: {way.mend.way.label(page_language())}",
                changes=way.mend.completed(way.chosen(picked)),
                on=today(),
            )
        except WrongChoice:
            refusals = [Refusal(_count_asked(way), f"way-{way.key}")]
        except Refused as refused:
            refusals = refused.refusals
        else:
            return redirect("assessments:trial", trial.pk)
    context = {"campaign": campaign, "lines": lines, "refusals": refusals, "picked": picked, "tried": tried}
    return render(request, "assessments/trial/mend_list.html", context)


def _chosen_way(lines, key: str):
    for line in lines:
        for way in line.ways:
            if way.key == key and way.mend.offered:
                return line, way
    raise Refused(_("The ward has changed since this page was shown. Look at the ways again."))


def _count_asked(way) -> str:
    asked = ", ".join(f"{count}/{len(among)}" for count, among in way.choices)
    return _("Choose exactly as many as this way asks for: %(asked)s.") % {"asked": asked}


@login_required
@require_safe
def mend_json(request: HttpRequest, campaign_id: int) -> HttpResponse:
    _access, campaign = seen_campaign(request, campaign_id)
    if campaign.stage == CampaignStage.PREPARING:
        return redirect("assessments:campaign_open", campaign.pk)
    lang = page_language()
    note_handed_out(DATA, by=request.user, subject=campaign, ward_code=campaign.ward.code, after={"data": "mends"})
    found = [
        {"finding": line.finding.as_dict(lang), "mends": [way.mend.as_dict(lang) for way in line.ways]}
        for line in mend_lines(campaign)
    ]
    return JsonResponse({"year": campaign.year, "findings": found}, json_dumps_params={"ensure_ascii": False})
