"""The quota desk: the pool, every cell's quota with its arithmetic, issue, set by hand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.reasons import HandQuotaForm
from assessments.models import CellQuota, QuotaIssue, ReviewFile
from assessments.rules import Quota, Rule
from assessments.selectors.desk import Desk, desk_of
from assessments.selectors.finding_words import page_language
from assessments.selectors.percents import share_of
from assessments.selectors.quota_desk import quota_desk
from assessments.services.quotas import issue_quotas, obstacles_to_issue, set_quota_by_hand
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.workflow import CampaignStage
from cells.access import require
from cells.clock import today
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.services.handing_out import DATA, note_handed_out
from cells.vocabulary import ROLE_LABELS

POOL = (Rule.MEMBER_EXCELLENT_CAP, Rule.QUOTA_NOT_PROPORTIONATE)


@login_required
@require_http_methods(GET_POST)
def quotas(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """GET shows; POST issues the quotas as they stand."""
    access, campaign = seen_campaign(request, campaign_id)
    refusals, reason = [], ""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            issue = issue_quotas(by=request.user, campaign_id=campaign.pk, reason=reason, on=today())
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("Quotas issued, version %(version)s.") % {"version": issue.version})
            return redirect("assessments:quotas", campaign.pk)
    desk = desk_of(campaign)
    issues = list(QuotaIssue.objects.filter(campaign=campaign).order_by("-version"))
    issue = issues[0] if issues else None
    on_desk = quota_desk(desk, issue)
    context = {
        "campaign": campaign,
        "desk": on_desk,
        "limit_exact": share_of(on_desk.percent, on_desk.cap.base, "." if page_language() == "en" else ","),
        "rule_set": desk.answer.rule_set,
        "issue": issue,
        "issues": issues,
        "obstacles": obstacles_to_issue(desk),
        "other_caps": [cap for cap in desk.answer.caps if cap.rule is not Rule.MEMBER_EXCELLENT_CAP],
        "officers": _officers(desk),
        "pool_findings": [finding for finding in desk.answer.findings if finding.rule in POOL],
        "cell_findings": [f for f in desk.answer.findings if f.rule is Rule.MEMBER_EXCELLENT_QUOTA],
        "may_decide": access.is_committee(campaign.ward_id),
        "refusals": refusals,
        "reason": reason,
    }
    return render(request, "assessments/decision/quotas.html", context)


def _officers(desk: Desk) -> list[tuple[str, bool, Quota]]:
    """(unit, whether it has a grade of its own, quota) of each unit whose officers are decided here."""
    dossier = desk.answer.dossier
    units = (dossier.organization, *dossier.cells, *dossier.collectives, *dossier.agencies)
    names = {unit.code: unit.name or unit.code for unit in units}
    quotas = [quota for quota in desk.answer.quotas if quota.rule is Rule.OFFICER_EXCELLENT_QUOTA]
    return [(names[quota.unit], quota.unit in desk.ground.graded_units, quota) for quota in quotas]


@login_required
@require_safe
def quotas_json(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """The desk as data: every cap and quota on the grades of now, with the words for what stands against them."""
    _access, campaign = seen_campaign(request, campaign_id)
    if campaign.stage == CampaignStage.PREPARING:
        return redirect("assessments:campaign_open", campaign.pk)
    answer = desk_of(campaign).answer.as_dict(page_language())
    note_handed_out(DATA, by=request.user, subject=campaign, ward_code=campaign.ward.code, after={"data": "quotas"})
    data = {"year": campaign.year} | {name: answer[name] for name in ("ruleset", "counts", "caps", "quotas")}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@login_required
@require_http_methods(GET_POST)
def quota_by_hand(request: HttpRequest, campaign_id: int, cell_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    file = get_object_or_404(ReviewFile.objects.select_related("cell"), campaign=campaign, cell_id=cell_id)
    require(access.is_committee(campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))
    standing = CellQuota.objects.filter(campaign=campaign, cell_id=cell_id, current=True).first()
    initial = {"seen": standing.pk, "quota": standing.quota} if standing else {"seen": 0}
    form = HandQuotaForm(request.POST if request.method == "POST" else None, initial=initial)
    context: dict = {"refusals": []}
    if request.method == "POST" and form.is_valid():
        try:
            set_quota_by_hand(
                by=request.user,
                campaign_id=campaign.pk,
                cell_id=cell_id,
                quota=form.cleaned_data["quota"],
                reason=form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"] or 0,
                on=today(),
            )
        except Refused as refused:
            context["refusals"] = refused.refusals
        except StaleEdit as stale:
            form, context["stale"] = _after_stale(request, stale.current)
        else:
            messages.success(request, _("The quota of %(cell)s has been recorded.") % {"cell": file.name})
            return redirect("assessments:quotas", campaign.pk)
    desk = quota_desk(desk_of(campaign), None)
    context |= {
        "campaign": campaign,
        "file": file,
        "form": form,
        "standing": standing,
        "line": next((line for line in desk.lines if line.cell_id == cell_id), None),
        "former": CellQuota.objects.filter(campaign=campaign, cell_id=cell_id, current=False).order_by("-pk"),
    }
    return render(request, "assessments/decision/quota_by_hand.html", context)


def _after_stale(request: HttpRequest, current: CellQuota | None) -> tuple[HandQuotaForm, dict]:
    data = request.POST.copy()
    data["seen"] = str(current.pk if current else 0)
    theirs = "" if current is None or current.quota is None else str(current.quota)
    stale = {
        "by": current.by_name if current else "",
        "at": current.at if current else None,
        "changes": [(_("Quota of the cell"), theirs, data.get("quota", ""))],
        "reload_url": request.path,
    }
    return HandQuotaForm(data), stale
