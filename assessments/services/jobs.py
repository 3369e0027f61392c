"""Long work: asked for, cancelled, its result handed out. Done elsewhere, by the worker (`job_work`)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.models import Campaign, Job, ReviewFile
from assessments.models.job import OPEN_STATES
from assessments.reports.catalogue import PAPER_LANGUAGE
from assessments.reports.jobs.kinds import JobKind
from assessments.reports.jobs.places import Place
from assessments.reports.jobs.reading import may_have, opened_job
from assessments.services import job_files
from assessments.services.job_work import WORKER, hand_to_queue
from cells import clock
from cells.access import NotPermitted, access_of
from cells.journal import record
from cells.models import Account
from cells.refusals import Refused


class _NoLongerStandsError(Exception):
    """Ends the transaction of handing it out; what follows is a deed of its own."""


def ask_for(*, by: Account, campaign_id: int, kind: JobKind, on: date, file_id: int | None = None) -> tuple[Job, bool]:
    """One piece of work for the worker; the one that is under way already, if there is one: then False beside it.

    What there is to make is counted before the lock: it may ask a lot. A closed year can be asked for too, nothing of it
    changes. Raises NotPermitted; Refused when there is nothing to make.
    """
    campaign = Campaign.objects.select_related("ward").get(pk=campaign_id)
    file = ReviewFile.objects.filter(pk=file_id, campaign=campaign).first() if file_id else None
    place = Place(campaign, file)
    if not may_have(access_of(by, on), kind, place):
        raise NotPermitted(_("This work is not yours to ask for."))
    standing = _under_way(kind, place)
    if standing:
        return standing, False
    total = kind.steps(place)
    if not total:
        raise Refused(_("There is nothing to make yet: the year has none of these papers so far."))
    return _ask_for(by, kind, place, total, on)


def _under_way(kind: JobKind, place: Place) -> Job | None:
    rows = Job.objects.filter(campaign=place.campaign, kind=kind.code, params=place.params, state__in=OPEN_STATES)
    return rows.first()


@transaction.atomic
def _ask_for(by: Account, kind: JobKind, place: Place, total: int, on: date) -> tuple[Job, bool]:
    # The year's row alone: whoever asks at the same moment waits here, and finds the job.
    Campaign.objects.select_for_update(of=("self",)).get(pk=place.campaign.pk)
    if not may_have(access_of(by, on), kind, place):
        raise NotPermitted(_("This work is not yours to ask for."))
    if standing := _under_way(kind, place):
        return standing, False
    with override(PAPER_LANGUAGE):
        title = str(kind.title)
    job = Job.objects.create(
        campaign=place.campaign,
        kind=kind.code,
        title=title,
        params=place.params,
        total=total,
        asked_by=by,
        asked_name=by.signature,
        asked_at=clock.now(),
        seen_at=timezone.now(),
    )
    _record(by, job, "job.asked")
    hand_to_queue(job.pk)
    return job, True


@transaction.atomic
def cancel(*, by: Account, job_id: int, on: date) -> Job:
    """End it: at once while it waits, after the step it is at while it is being made. Asking twice changes nothing.

    Raises NotPermitted; Refused when it has ended already.
    """
    Job.objects.select_for_update(of=("self",)).get(pk=job_id)
    job, _kind, _place = _opened(by, job_id, on)
    if not job.is_open:
        raise Refused(_("It has ended already: there is nothing left to cancel."))
    if job.cancel_asked_at:
        return job
    now = clock.now()
    waiting = Job.objects.filter(pk=job.pk, state="waiting")
    if not waiting.update(state="cancelled", cancel_asked_at=now, finished_at=now):
        Job.objects.filter(pk=job.pk, state="running").update(cancel_asked_at=now)
    else:
        transaction.on_commit(job_files.Parts(job).drop)  # of a try before it waited again
    _record(by, job, "job.cancelled")
    job.refresh_from_db()
    return job


def hand_out(*, by: Account, job_id: int, on: date) -> Job:
    """The result may leave: the right is asked now, not when it was asked for, and of what is in it whether it still
    stands. Who took it stands in the journal.

    Raises NotPermitted; Refused when there is none, or none any more. One that no longer stands is thrown away.
    """
    try:
        return _hand_out(by, job_id, on)
    except _NoLongerStandsError:
        _throw_away(Job.objects.select_related("campaign__ward").get(pk=job_id))
        words = _(
            "Something in it was taken back or decided anew since, so it is no longer given out. Ask for it anew."
        )
        raise Refused(words) from None


@transaction.atomic
def _hand_out(by: Account, job_id: int, on: date) -> Job:
    job, kind, place = _opened(by, job_id, on)
    if job.state != "done" or not job.result or job.keep_until < clock.now():
        raise Refused(_("There is no result to download. Ask for it anew."))
    if not job.result.storage.exists(job.result.name):
        raise Refused(_("The result is no longer on this machine. Ask for it anew."))
    with job.result.storage.open(job.result.name) as result:
        if not kind.stands(place, result, job.started_at):
            raise _NoLongerStandsError
    _record(by, job, "job.downloaded", {"kind": job.kind, "sha256": job.result_sha256})
    return job


@transaction.atomic
def _throw_away(job: Job) -> None:
    """What was promised until its day; the row stays and says that it is no longer kept."""
    if Job.objects.filter(pk=job.pk, result=job.result.name).update(result=""):
        record(by=None, actor_name=WORKER, action="job.withdrawn", subject=job, ward_code=job.campaign.ward.code)
        transaction.on_commit(lambda: job.result.storage.delete(job.result.name))


def _opened(by: Account, job_id: int, on: date) -> tuple[Job, JobKind, Place]:
    opened = opened_job(access_of(by, on), job_id)
    if opened is None:
        raise NotPermitted(_("This work is not yours."))
    return opened


def _record(by: Account, job: Job, action: str, after: dict | None = None) -> None:
    told = after or {"kind": job.kind, **job.params}
    record(by=by, action=action, subject=job, ward_code=job.campaign.ward.code, after=told)
