"""Results of a year: the ward's figures for office and committee, for the district and the cells after release."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.models import Campaign, IssuedPaper, ReviewFile
from assessments.reports.catalogue import WARD_SUMMARY
from assessments.selectors.own_files import released_campaigns
from assessments.selectors.papers import standing_copy
from assessments.selectors.results import own_files, report_out, results_of, under_re_review
from assessments.selectors.tallies import is_released, tally_of
from assessments.views.tally_page import tally_context
from assessments.workflow import CampaignStage, Stage
from cells.access import Access, access_of
from cells.clock import today
from cells.roles import Role


@login_required
@require_safe
def results(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access = access_of(request.user, today())
    campaign = get_object_or_404(Campaign.objects.select_related("ward"), pk=campaign_id)
    if access.sees_ward(campaign.ward_id):
        return _whole_ward(request, campaign)
    if access.has(Role.DISTRICT, campaign.ward_id):
        return _for_the_district(request, access, campaign)
    return _own(request, access, campaign)


def _whole_ward(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    context: dict = {"campaign": campaign, "inside": True, "copy": standing_copy(campaign, WARD_SUMMARY.code)}
    if campaign.stage != CampaignStage.PREPARING:
        files = dict(ReviewFile.objects.filter(campaign=campaign).values_list("code", "pk"))
        again = under_re_review(campaign)
        unsettled = ReviewFile.objects.filter(campaign=campaign).exclude(stage__in=(Stage.DECIDED, Stage.RELEASED))
        context |= {"again": again, "undecided": unsettled.exclude(pk__in=[file.pk for file in again]).exists()}
        day = _told_on(context["copy"])
        context |= tally_context(tally_of(campaign, day), day=day, released=is_released(campaign), files=files)
    return render(request, "assessments/results_ward.html", context)


def _for_the_district(request: HttpRequest, access: Access, campaign: Campaign) -> HttpResponse:
    """Not a figure before every file is released; before the first one the year does not exist here."""
    if campaign not in released_campaigns(access):
        raise Http404
    if not is_released(campaign):
        files = ReviewFile.objects.filter(campaign=campaign)
        released, count = files.filter(stage=Stage.RELEASED).count(), files.count()
        context = {"campaign": campaign, "released": released, "files": count, "again": count - released}
        context["copy"] = report_out(campaign)
        return render(request, "assessments/results_waiting.html", context)
    context = {"campaign": campaign, "inside": False, "copy": standing_copy(campaign, WARD_SUMMARY.code)}
    day = _told_on(context["copy"])
    context |= tally_context(tally_of(campaign, day), day=day, released=True)
    return render(request, "assessments/results_ward.html", context)


def _told_on(copy: IssuedPaper | None) -> date:
    """The day remediation is told of: that of the report that stands, so that page and report agree; else today."""
    return copy.dated_on if copy else today()


def _own(request: HttpRequest, access: Access, campaign: Campaign) -> HttpResponse:
    files = own_files(access, campaign)
    if not files:
        raise Http404
    return render(
        request, "assessments/results_own.html", {"campaign": campaign, "results": results_of(campaign, files)}
    )
