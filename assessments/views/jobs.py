"""Work in the background: the list with its progress, asking for it, cancelling it, the result."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import Job
from assessments.reports.jobs.kinds import BULK_KINDS, DATA_KINDS, KINDS, JobKind
from assessments.reports.jobs.places import Place
from assessments.reports.jobs.reading import job_rows, may_have, offers, opened_job, visible_jobs
from assessments.services import jobs as service
from assessments.views.campaigns import GET_POST, seen_campaign
from assessments.views.seen import seen_file
from cells.access import access_of
from cells.clock import today
from cells.refusals import Refused
from cells.roles import Role

_LIST = "assessments:job_list"


@login_required
@require_safe
@never_cache
def job_list(request: HttpRequest) -> HttpResponse:
    """What the account may have. The page asks itself anew while something is under way (`jobs.js`)."""
    access = access_of(request.user, today())
    if not access.roles() & {Role.OFFICE, Role.COMMITTEE, Role.SECRETARY}:
        raise Http404
    jobs = visible_jobs(access)
    context = {
        "rows": job_rows(jobs),
        "open": sum(job.is_open for job in jobs),
        "is_ward": bool(access.roles() & {Role.OFFICE, Role.COMMITTEE}),
    }
    return render(request, "assessments/job_list.html", context)


@login_required
@require_safe
def job_offers(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Papers of a whole year at once, and large exports: what can be asked for."""
    access, campaign = seen_campaign(request, campaign_id)
    context = {
        "campaign": campaign,
        "papers": offers(access, campaign, BULK_KINDS),
        "data": offers(access, campaign, DATA_KINDS),
        "is_office": access.is_office(campaign.ward_id),
    }
    return render(request, "assessments/job_offers.html", context)


@login_required
@require_http_methods(GET_POST)
def job_ask(request: HttpRequest, campaign_id: int, kind: str) -> HttpResponse:
    """From the page above. An address that only takes posts leads a reader back: a sign-in may have come between."""
    access, campaign = seen_campaign(request, campaign_id)
    row = _kind(kind, of_a_file=False)
    if not may_have(access, row, Place(campaign)):
        raise Http404
    if request.method != "POST":
        return redirect("assessments:job_offers", campaign.pk)
    return _ask(request, row, campaign.pk, None) or redirect("assessments:job_offers", campaign.pk)


@login_required
@require_http_methods(GET_POST)
def file_job_ask(request: HttpRequest, file_id: int, kind: str) -> HttpResponse:
    """From a file's page of papers."""
    _access, file = seen_file(request, file_id)
    row = _kind(kind, of_a_file=True)
    if request.method != "POST":
        return redirect("assessments:file_paper_list", file.pk)
    return _ask(request, row, file.campaign_id, file.pk) or redirect("assessments:file_paper_list", file.pk)


def _kind(code: str, *, of_a_file: bool) -> JobKind:
    kind = KINDS.get(code)
    if kind is None or kind.is_of_a_file != of_a_file:
        raise Http404
    return kind


def _ask(request: HttpRequest, kind: JobKind, campaign_id: int, file_id: int | None) -> HttpResponse | None:
    try:
        _job, is_new = service.ask_for(by=request.user, campaign_id=campaign_id, kind=kind, file_id=file_id, on=today())
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    if is_new:
        messages.info(
            request, _("“%(title)s” is being made. You may leave this page and come back.") % {"title": kind.title}
        )
    else:
        messages.info(
            request, _("“%(title)s” is under way already: there is no need to ask twice.") % {"title": kind.title}
        )
    return redirect(_LIST)


def seen_job(request: HttpRequest, job_id: int) -> Job:
    """404 unless the account may have it now, whoever asked for it."""
    opened = opened_job(access_of(request.user, today()), job_id)
    if opened is None:
        raise Http404
    return opened[0]


@login_required
@require_http_methods(GET_POST)
def job_cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    job = seen_job(request, job_id)
    if request.method == "POST":
        try:
            job = service.cancel(by=request.user, job_id=job.pk, on=today())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            words = _("Cancelled.") if not job.is_open else _("It stops after the step it is at.")
            messages.success(request, words)
    return redirect(_LIST)


@login_required
@require_http_methods(GET_POST)
def job_result(request: HttpRequest, job_id: int) -> HttpResponse | FileResponse:
    """The result, as a download only. Handing it out is a deed that the journal keeps; a way back from the sign-in is none."""
    job = seen_job(request, job_id)
    if request.method != "POST":
        return redirect(_LIST)
    try:
        job = service.hand_out(by=request.user, job_id=job.pk, on=today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_LIST)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return FileResponse(
        job.result.open("rb"),
        as_attachment=True,
        filename=job.result_name,
        content_type=job.result_type,
        headers=headers,
    )
