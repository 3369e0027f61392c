"""The board of all files of a year."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.models.fields import STAGE_LABELS
from assessments.selectors.board import COLLECTIVES, COLUMNS, BoardFilter, board_of
from assessments.selectors.campaigns import current_campaign
from assessments.selectors.desk import desk_of
from assessments.selectors.people_search import find_people
from assessments.selectors.stage_path import path_of
from assessments.views.campaigns import seen_campaign
from assessments.workflow import CampaignStage, Stage
from cells.access import access_of
from cells.clock import today
from cells.vocabulary import CellKind


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The board of the running year; the navigation leads here."""
    access = access_of(request.user, today())
    campaign = current_campaign(access)
    if campaign is None:
        if not access.ward_ids():
            raise Http404
        return redirect("assessments:dashboard")
    return redirect("assessments:campaign_detail", campaign.pk)


@login_required
@require_safe
def campaign_detail(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    if campaign.stage == CampaignStage.PREPARING:
        return redirect("assessments:campaign_open", campaign.pk)
    wanted = BoardFilter(
        stage=_known(request.GET.get("stage", ""), [stage.value for stage in Stage]),
        kind=_known(request.GET.get("kind", ""), (*CellKind.values, COLLECTIVES)),
        left=_known(request.GET.get("left", ""), COLUMNS),
        overdue="overdue" in request.GET,
        search=request.GET.get("q", "").strip()[:100],
    )
    found = board_of(campaign, today(), wanted)
    context = {
        "campaign": campaign,
        "board": found,
        "wanted": wanted,
        "people": find_people(campaign, wanted.search),
        "totals": [
            (column, done, files, found.left[column], _query(request, column))
            for column, (done, files) in found.totals.items()
        ],
        "is_filtered": wanted != BoardFilter(),
        "on": today(),
        "cells_are_awaited": found.stages[Stage.COLLECTING] > 0,  # one sent back has a day of its own
        "stages": [(stage, STAGE_LABELS[stage], count) for stage, count in found.stages.items()],
        "kinds": CellKind.choices,
        "path": path_of(desk_of(campaign)),
        "is_office": access.is_office(campaign.ward_id),
    }
    return render(request, "assessments/board.html", context)


def _query(request: HttpRequest, column: str) -> str:
    """The address of the rows that are not through with a column, among those shown now."""
    query = request.GET.copy()
    query["left"] = column
    return query.urlencode()


def _known(value: str, values) -> str:
    return value if value in values else ""
