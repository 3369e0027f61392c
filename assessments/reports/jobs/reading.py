"""Long work as an account may see it: what is under way, what is ready. The right is asked anew each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Campaign, Job, ReviewFile
from assessments.models.job import OPEN_STATES
from assessments.permissions import visible_files
from assessments.reports.jobs.kinds import KINDS, JobKind, Reach
from assessments.reports.jobs.places import Place
from cells.access import Access
from cells.roles import Role

#: Why there is no result. What went wrong inside is in the machine's log, not on a page.
FAULTS: dict[str, str | Promise] = {
    "fault": _("A fault of the portal. Ask anew; if it happens again, tell the technician the hour: the machine's log has it."),
    "space": _("The disk of the machine is full, or it cannot be written on. Tell the technician, then ask anew."),
    "lost": _("The worker stopped three times in the middle of it. Tell the technician, then ask anew."),
    "record": _("The rules cannot read the record of this year as it stands. See the findings, then ask anew."),
    "nothing": _("There is nothing to make any more."),
}  # fmt: skip
_MOST = 100
#: Longer than a worker that lives is silent, and longer than one that is started again needs to take work up.
_SILENT = timedelta(minutes=2)


def may_have(access: Access, kind: JobKind, place: Place) -> bool:
    """Whether the account may ask for it, see it, cancel it, download it: all the same right. One query for a file."""
    ward_id = place.campaign.ward_id
    if kind.reach is Reach.FILE:
        return place.file is not None and visible_files(access).filter(pk=place.file.pk).exists()
    return access.is_office(ward_id) if kind.reach is Reach.OFFICE else access.sees_ward(ward_id)


def place_of(job: Job) -> Place | None:
    """None where its file is no more."""
    if "file" not in job.params:
        return Place(job.campaign)
    files = ReviewFile.objects.select_related("campaign__ward", "cell", "collective")
    file = files.filter(pk=job.params["file"], campaign=job.campaign).first()
    return Place(job.campaign, file) if file else None


def opened_job(access: Access, job_id: int) -> tuple[Job, JobKind, Place] | None:
    """The job with what it is about, if the account may have it at this moment; None otherwise."""
    job = Job.objects.select_related("campaign__ward").filter(pk=job_id).first()
    kind = KINDS.get(job.kind) if job else None
    place = place_of(job) if kind else None
    return (job, kind, place) if place and may_have(access, kind, place) else None


def visible_jobs(access: Access) -> list[Job]:
    """What the account may have, newest first, at most a hundred. Two queries."""
    wards = access.wards.get(Role.OFFICE, frozenset()) | access.wards.get(Role.COMMITTEE, frozenset())
    files = set(visible_files(access).values_list("pk", flat=True))
    rows = Job.objects.filter(Q(campaign__ward__in=wards) | Q(params__file__in=files))
    found = []
    for job in rows.select_related("campaign__ward").order_by("-pk").iterator():
        if _among(access, job, files):
            found.append(job)
        if len(found) == _MOST:
            break
    return found


def _among(access: Access, job: Job, files: set[int]) -> bool:
    kind = KINDS.get(job.kind)
    if kind is None:
        return False
    if kind.is_of_a_file:
        return job.params.get("file") in files
    return may_have(access, kind, Place(job.campaign))


@dataclass(frozen=True)
class JobRow:
    """One line of the list. size: of the result, None where there is none, or none any more. is_silent: nobody seems to be
    at it."""

    job: Job
    title: str | Promise
    about: str
    fault: str | Promise
    size: int | None
    is_silent: bool = False

    @property
    def state_class(self) -> str:
        return {"done": "is-released", "running": "is-working", "failed": "is-overdue"}.get(
            self.job.state, "is-waiting"
        )

    @property
    def is_kept(self) -> bool:
        return self.size is not None

    @property
    def may_ask_anew(self) -> bool:
        return not self.job.is_open and not self.is_kept


def _size_of(job: Job) -> int | None:
    """None also where the file is not on this machine: a backup without its files."""
    if job.state != "done" or not job.result:
        return None
    try:
        return job.result.size
    except FileNotFoundError:
        return None


def job_rows(jobs: Iterable[Job]) -> list[JobRow]:
    """One query for the names of the files, one for when the worker gave its last sign of life."""
    jobs, since = list(jobs), timezone.now() - _SILENT
    at_work = Job.objects.filter(state="running", seen_at__gte=since).exists()
    names = dict(
        ReviewFile.objects.filter(pk__in={job.params["file"] for job in jobs if "file" in job.params}).values_list(
            "pk", "name"
        )
    )
    return [
        JobRow(
            job=job,
            title=KINDS[job.kind].title,
            about=names.get(job.params.get("file"), job.campaign.ward.name),
            fault=FAULTS.get(job.error, FAULTS["fault"]) if job.state == "failed" else "",
            size=_size_of(job),
            is_silent=job.is_open and job.seen_at < since and (job.state == "running" or not at_work),
        )
        for job in jobs
    ]


@dataclass(frozen=True)
class Offer:
    """One kind that can be asked for here. most: it makes so many at most; job: the newest one of it."""

    kind: JobKind
    most: int
    job: Job | None

    @property
    def under_way(self) -> bool:
        return self.job is not None and self.job.state in OPEN_STATES

    @property
    def is_ready(self) -> bool:
        return self.job is not None and self.job.state == "done" and bool(self.job.result)


def offers(access: Access, campaign: Campaign, kinds: Iterable[JobKind], file: ReviewFile | None = None) -> list[Offer]:
    """What the account may ask for at this place, and how the newest of each stands. One query, and for each kind one."""
    place = Place(campaign, file)
    newest = {job.kind: job for job in Job.objects.filter(campaign=campaign, params=place.params).order_by("pk")}
    return [
        Offer(kind, most, newest.get(kind.code))
        for kind in kinds
        if may_have(access, kind, place) and (most := kind.at_most(place))
    ]
