"""Release results to the cells: chosen files or all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.forms.ids import read_id
from assessments.models import ReviewFile
from assessments.selectors.desk import desk_of
from assessments.selectors.grade_counts import grade_counts
from assessments.services.releases import release_files
from assessments.services.settling import complete_files
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.workflow import Stage
from cells.access import require
from cells.clock import today
from cells.refusals import Refused
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS, GivenGrade


@login_required
@require_http_methods(GET_POST)
def release(request: HttpRequest, campaign_id: int) -> HttpResponse:
    access, campaign = seen_campaign(request, campaign_id)
    require(access.is_committee(campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))
    refusals, chosen = [], None
    if request.method == "POST":
        chosen = {pk for pk in map(read_id, request.POST.getlist("file")) if pk is not None}
        try:
            released = release_files(
                by=request.user,
                campaign_id=campaign.pk,
                file_ids=None if "all" in request.POST else chosen,
                on=today(),
            )
        except Refused as refused:
            refusals = refused.refusals
        else:
            done = ngettext(
                "Results of %(count)d file released.", "Results of %(count)d files released.", len(released)
            )
            messages.success(request, done % {"count": len(released)})
            return redirect("assessments:release", campaign.pk)
    files = list(ReviewFile.objects.filter(campaign=campaign).order_by("position", "code"))
    desk = desk_of(campaign)
    settled = {file.pk for file in complete_files(desk)}
    ready = [file for file in files if file.stage == Stage.DECIDED or file.pk in settled]
    due = [row for file in ready for row in desk.by_file.get(file.pk, []) if row.is_due or row.is_signed]
    context = {
        "campaign": campaign,
        "ready": ready,
        "counts": grade_counts(due, lambda row: row.grades.final),
        "grades": GivenGrade.choices,
        "released": [file for file in files if file.stage == Stage.RELEASED],
        "others": [file for file in files if file.stage != Stage.RELEASED and file not in ready],
        "chosen": chosen if chosen is not None else {file.pk for file in ready},
        "refusals": refusals,
    }
    return render(request, "assessments/decision/release.html", context)
