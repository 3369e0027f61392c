"""The committee's table: one page per scope, saved row by row; proposals taken over in one go."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.forms.decision_table import DecisionTable, read_grades
from assessments.forms.ids import read_id
from assessments.models import Campaign
from assessments.models.fields import SCOPE_LABELS
from assessments.selectors.desk import Desk, desk_of
from assessments.selectors.opinions import grades_by_bodies
from assessments.selectors.quotas import current_issue
from assessments.selectors.signing import reasons_of, signing_of
from assessments.selectors.stage_path import path_of
from assessments.services.drafts import save_drafts, take_over_proposals
from assessments.services.table_saves import StaleRow
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.views.taken_over import tell_taken_over
from assessments.workflow import SIGNING_ORDER, Scope
from assessments.workflow_scopes import POOL_RULES
from cells.clock import today
from cells.refusals import Refused
from cells.vocabulary import GivenGrade


def known_scope(code: str) -> Scope:
    """One of the three tables; a re-grade has a page of its own."""
    if code not in SIGNING_ORDER:
        raise Http404
    return Scope(code)


@login_required
@require_http_methods(GET_POST)
def decide(request: HttpRequest, campaign_id: int, scope: str) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    wanted, only = known_scope(scope), request.GET.get("file", "")
    overrides: dict[int, str] = {}
    context: dict = {"refusals": []}
    if request.method == "POST":
        grades, seen = read_grades(request.POST)
        try:
            outcome = save_drafts(
                by=request.user, campaign_id=campaign.pk, scope=wanted, grades=grades, seen=seen, on=today()
            )
        except Refused as refused:
            overrides, context["refusals"] = grades, refused.refusals
        else:
            if not outcome.stale:
                saved = ngettext("%(count)d grade saved.", "%(count)d grades saved.", outcome.saved)
                messages.success(request, saved % {"count": outcome.saved})
                return redirect(_table_url(campaign, wanted, only))
            overrides = {stale.row.review.pk: stale.yours.grade for stale in outcome.stale}
            context["stale"] = stale_notice(outcome.stale, request.get_full_path())
    desk = desk_of(campaign)
    left_only = bool(request.GET.get("left"))
    table = DecisionTable(
        desk, wanted, request.user, issue=current_issue(campaign), only=only, overrides=overrides, left_only=left_only
    )
    signing = signing_of(desk, wanted, request.user)
    context |= {
        "campaign": campaign,
        "scope": wanted,
        "label": SCOPE_LABELS[wanted],
        "table": table,
        "only": only,
        "left_only": left_only,
        "grades": GivenGrade.choices,
        "may_decide": access.is_committee(campaign.ward_id),
        "signing": signing,
        "caps": caps_of(desk, wanted),
        "pool_findings": [
            finding for finding in signing.concerned if finding.rule in POOL_RULES and finding.key not in table.placed
        ],
        "reasons": reasons_of(desk),
        "path": path_of(desk),
        "by_bodies": grades_by_bodies(campaign=campaign),
    }
    return render(request, "assessments/decision/decide.html", context)


def caps_of(desk: Desk, scope: Scope) -> list:
    """The pools that the grades of a scope count in."""
    return [cap for cap in desk.answer.caps if scope in POOL_RULES[cap.rule]]


def stale_notice(rows: tuple[StaleRow, ...], reload_url: str) -> dict:
    """What others wrote, beside what was typed here, for `_stale.html`."""
    latest = max((stale.theirs for stale in rows if stale.theirs), key=lambda grading: grading.at, default=None)
    changes = [
        (stale.row.review.name, _words(stale.theirs.grade if stale.theirs else ""), _words(stale.yours.grade))
        for stale in rows
    ]
    return {
        "by": latest.by_name if latest else "",
        "at": latest.at if latest else None,
        "changes": changes,
        "reload_url": reload_url,
    }


def _words(grade: str) -> str:
    return str(GivenGrade(grade).label) if grade else ""


def _table_url(campaign: Campaign, scope: Scope, only: str) -> str:
    url = reverse("assessments:decide", args=[campaign.pk, scope.value])
    return f"{url}?{urlencode({'file': only})}" if only else url


@login_required
@require_POST
def take_over(request: HttpRequest, campaign_id: int, scope: str) -> HttpResponse:
    _access, campaign = seen_campaign(request, campaign_id)
    wanted, file_id = known_scope(scope), request.POST.get("file_id", "")
    try:
        taken = take_over_proposals(
            by=request.user,
            campaign_id=campaign.pk,
            scope=wanted,
            file_id=(read_id(file_id) or 0) if file_id else None,
            on=today(),
        )
    except Refused as refused:
        for refusal in refused.refusals:
            messages.error(request, str(refusal))
    else:
        tell_taken_over(request, taken, _("No empty row with a proposal may be decided now."))
    return redirect(_table_url(campaign, wanted, request.POST.get("only", "")))
