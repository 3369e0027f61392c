"""Doing long work: claimed, done step by step, ended. The worker runs `do_job` from the queue of Django's tasks.

The queue may lose what it carries: its worker marks a task as failed or leaves it "running" for ever when it is killed.
So the job's row is the promise, and the queue only brings it round:
- claimed by one conditional update; from then on every write holds to `tries`, so that a worker thought dead, which wakes
  up again, writes nothing into the work of the next;
- `seen_at` is renewed by a thread while the work goes on; `take_up_lost` finds those whose worker died and hands them to
  the queue again, at most `MOST_TRIES` times; a task too many does nothing;
- a worker asked to stop (`stopping`) gives the job back between two steps, and it does not count as a try.
A job that begins again finds what it has made (`job_files.Parts`), as far as the same texts still stand; what it told of
its progress stays told. Its result is in place at the end or not at all.
"""

import errno
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from django.db import Error as DatabaseFault
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from assessments.models import Job
from assessments.reports.catalogue import PAPER_LANGUAGE, Keep
from assessments.reports.jobs.kinds import KINDS
from assessments.reports.jobs.places import CannotBeMade
from assessments.reports.jobs.reading import place_of
from assessments.services import job_files
from cells import clock
from cells.journal import record

#: Who the journal names for what no person did.
WORKER = "job_worker"
MOST_TRIES = 3
_BEAT_SECONDS = 15
#: Four beats missed: the worker is dead.
STALE = timedelta(seconds=60)
#: A job that waits so long is handed to the queue again, in case its task was lost. A long queue only has more to pass over.
UNQUEUED = timedelta(minutes=10)
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}

logger = logging.getLogger(__name__)
#: Set when this process was asked to stop.
stopping = Event()


class _NotOurs(Exception):
    """Cancelled, or another worker's by now."""


class _Stopping(Exception):
    """This process is to stop."""


@task()
def do_job(job_id: int) -> str:
    """Answers the state the job was left in; blank when it was not to be done."""
    return run(job_id)


def hand_to_queue(job_id: int) -> None:
    """Once what stands in the database stands: a task must not look for a row that is not there yet."""
    transaction.on_commit(lambda: do_job.enqueue(job_id))


def run(job_id: int) -> str:
    """Do the work, whatever comes of it. Only what stops the process itself is raised, and then the job waits again."""
    job = _claim(job_id)
    if job is None:
        return ""
    made: Path | None = None
    try:
        with _heartbeat(job), override(PAPER_LANGUAGE):
            made = _make(job)
        _finish(job, made)
        made = None
    except _NotOurs:
        _cancelled(job)
    except CannotBeMade as reason:
        _fail(job, reason.fault)
    except _Stopping:
        _give_back(job)
    except DatabaseFault:
        # Nothing can be written down either: the job is found by its `seen_at`.
        logger.exception("job %s: the database failed", job.pk)
    except Exception as fault:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        _fail(job, "space" if isinstance(fault, OSError) and fault.errno in _NO_ROOM else "fault")
    except BaseException:
        _give_back(job)
        raise
    finally:
        if made:
            made.unlink(missing_ok=True)
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def _claim(job_id: int) -> Job | None:
    """The job, if it still waits and nobody else has taken it."""
    now = clock.now()
    taken = Job.objects.filter(pk=job_id, state="waiting").update(
        state="running", tries=F("tries") + 1, started_at=now, seen_at=timezone.now(), error=""
    )
    return Job.objects.select_related("campaign__ward").get(pk=job_id) if taken else None


def _ours(job: Job):
    """The row while it is this worker's."""
    return Job.objects.filter(pk=job.pk, state="running", tries=job.tries)


def _make(job: Job) -> Path:
    """Write the result; answers where it lies. Raises _NotOurs, _Stopping, CannotBeMade, and what may go wrong."""
    kind, place = KINDS.get(job.kind), place_of(job)
    total = kind.steps(place) if kind and place else 0
    if not total:
        raise CannotBeMade("nothing")
    told = min(job.done, total)  # by an earlier try: never less than was told, unless there is less to make
    _ours(job).update(total=total, done=told)
    path, out = job_files.new_file(job)
    try:
        with out:
            for done, _step in enumerate(kind.write(place, out, _keep_for(job)), start=1):
                _tell(job, max(done, told), max(done, total))
            job_files.settle(out)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _keep_for(job: Job) -> Keep:
    """Finds what an earlier try made, or makes it. Raises _NotOurs, _Stopping, OSError, and what may go wrong."""
    parts = job_files.Parts(job)

    def keep(texts: Sequence[str], make: Callable[[], bytes]) -> bytes:
        if stopping.is_set():
            raise _Stopping
        if not _ours(job).filter(cancel_asked_at__isnull=True).exists():
            raise _NotOurs
        job_files.ask_for_room()
        return parts.kept(texts, make)

    return keep


def _tell(job: Job, done: int, total: int) -> None:
    """Write down how far it is. Raises _NotOurs, _Stopping, OSError."""
    rows = _ours(job).filter(cancel_asked_at__isnull=True)
    if not rows.update(done=done, total=total, seen_at=timezone.now()):
        raise _NotOurs
    if stopping.is_set() and done < total:
        raise _Stopping
    job_files.ask_for_room()


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """A step may take longer than a worker may be silent."""
    ended = Event()
    thread = Thread(target=_beat, args=(job, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(job: Job, ended: Event) -> None:
    while not ended.wait(_BEAT_SECONDS):
        try:
            _ours(job).update(seen_at=timezone.now())
        except DatabaseFault:
            logger.warning("job %s: a sign of life could not be written", job.pk)
        finally:
            connection.close()  # this thread's own


@transaction.atomic
def _finish(job: Job, made: Path) -> None:
    """The result is in place. Raises _NotOurs when it came too late: somebody cancelled, or the job is another worker's."""
    kind, place = KINDS[job.kind], place_of(job)
    now = clock.now()
    ended = _ours(job).filter(cancel_asked_at__isnull=True).update(
        state="done", done=F("total"), finished_at=now, keep_until=now + job_files.KEPT,
        result=job_files.kept_name(made), result_name=kind.result_name(place), result_type=kind.content_type,
        result_sha256=(sha256 := job_files.sha256_of(made)),
    )  # fmt: skip
    if not ended:
        raise _NotOurs
    _record(job, "job.done", {"kind": job.kind, "sha256": sha256})
    _drop_parts(job)


def _cancelled(job: Job) -> None:
    """Who asked for it stands in the journal since then."""
    rows = _ours(job).filter(cancel_asked_at__isnull=False)
    if rows.update(state="cancelled", finished_at=clock.now()):
        job_files.Parts(job).drop()


@transaction.atomic
def _fail(job: Job, fault: str) -> None:
    if _ours(job).update(state="failed", error=fault, finished_at=clock.now()):
        _record(job, "job.failed", {"kind": job.kind, "fault": fault})
        _drop_parts(job)


def _drop_parts(job: Job) -> None:
    transaction.on_commit(job_files.Parts(job).drop)


@transaction.atomic
def _give_back(job: Job) -> None:
    """As if this try had not been begun."""
    _cancelled(job)  # asked for before the worker was asked to stop
    if _ours(job).update(state="waiting", tries=F("tries") - 1, seen_at=timezone.now()):
        hand_to_queue(job.pk)


def _record(job: Job, action: str, after: dict) -> None:
    record(by=None, actor_name=WORKER, action=action, subject=job, ward_code=job.campaign.ward.code, after=after)


def take_up_lost() -> int:
    """Jobs whose worker died, and those whose task was lost, go to the queue again. Answers how many. Several workers
    may ask at once: each job is taken up by one of them."""
    now = timezone.now()
    taken = _end_dead_tasks(now)
    for job in Job.objects.filter(state="running", seen_at__lt=now - STALE).select_related("campaign__ward"):
        if job.cancel_asked_at:
            _cancelled(job)
        elif job.tries >= MOST_TRIES:
            _fail(job, "lost")
        else:
            taken += _take_up(job)
    for job in Job.objects.filter(state="waiting", seen_at__lt=now - UNQUEUED):
        with transaction.atomic():
            if Job.objects.filter(pk=job.pk, state="waiting", seen_at=job.seen_at).update(seen_at=now):
                hand_to_queue(job.pk)
                taken += 1
    return taken


def _end_dead_tasks(now: datetime) -> int:
    """The queue's own rows: "running" for ever where their worker was killed, and so never cleared away. A worker that is
    at it after all says how it ended, over this. Where it was killed before it claimed the job, that goes to the queue
    again at once. Answers how many did."""
    taken = 0
    going_on = set(Job.objects.filter(state="running", seen_at__gte=now - STALE).values_list("pk", flat=True))
    begun = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - STALE)
    for row in begun.filter(task_path=do_job.module_path):
        job_id = row.args_kwargs["args"][0]
        if job_id in going_on:
            continue
        with transaction.atomic():
            ended = begun.filter(pk=row.pk).update(status=TaskResultStatus.FAILED, finished_at=now)
            if ended and Job.objects.filter(pk=job_id, state="waiting").update(seen_at=now):
                hand_to_queue(job_id)
                taken += 1
    return taken


@transaction.atomic
def _take_up(job: Job) -> int:
    waits = _ours(job).filter(seen_at=job.seen_at).update(state="waiting", seen_at=timezone.now())
    if waits:
        hand_to_queue(job.pk)
    return waits
