"""The worker: does the long work that people asked for; started and kept alive by `./portal run` and the service."""

import logging
import signal
import time
from argparse import ArgumentParser
from contextlib import suppress
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import Error as DatabaseFault
from django.db import connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from assessments.reports.long_papers.fragments import forget_old_fragments
from assessments.services import job_files, job_work
from cells import clock
from cells.management.one_line import OneLineCommand

_INTERVAL_SECONDS = 1.0
_AFTER_FAULT_SECONDS = 4
#: Between two looks for jobs whose worker died.
_LOOK_EVERY_SECONDS = 30
#: Between two clearings of results and finished tasks that nobody needs any more.
_CLEAR_EVERY_SECONDS = 3600
_TASKS_KEPT_DAYS = 30

logger = logging.getLogger(__name__)


class JobWorker(Worker):
    """`db_worker`'s, which ends after the task at hand when asked to stop: the job at hand is given back earlier."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        job_work.stopping.set()
        super().shutdown(signum, frame)


class Command(OneLineCommand):
    help = (
        "Does the long work that was asked for on pages, one piece after the other, until it is stopped; takes up again "
        "what a worker that died left behind, and clears away results after their thirty days."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="do what waits now, then end")

    def handle(self, *args: object, **options: object) -> None:
        # Not the tasks' own word at each look, once a second; what goes wrong is said.
        for name in ("django_tasks", "django_tasks_db"):
            logging.getLogger(name).setLevel(logging.ERROR)
        if options["until_empty"]:
            job_work.take_up_lost()
            _worker().run()
            return
        worker = _worker()
        worker.configure_signals()
        signal.signal(signal.SIGHUP, worker.shutdown)
        work(worker)


def _worker() -> JobWorker:
    return JobWorker(
        queue_names=["default"],
        interval=_INTERVAL_SECONDS,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def _give_sign() -> None:
    """For the page that says whether the portal is ready. A full disk does not stop the work."""
    with suppress(OSError):
        settings.WORKER_SIGN.touch(mode=0o600)


def clear_away() -> None:
    """Results and finished tasks that nobody needs any more, pages that no report asks for."""
    job_files.prune(clock.now())
    forget_old_fragments()
    call_command("prune_db_task_results", min_age_days=_TASKS_KEPT_DAYS, verbosity=0)


def work(worker: JobWorker) -> None:
    """Until it is stopped; a database that is away for a while is waited for."""
    looked = cleared = -float(_CLEAR_EVERY_SECONDS)
    while worker.running:
        _give_sign()
        now = time.monotonic()
        try:
            if now - looked >= _LOOK_EVERY_SECONDS:
                looked = now
                job_work.take_up_lost()
            if now - cleared >= _CLEAR_EVERY_SECONDS:
                cleared = now
                clear_away()
            worker.run()
        except DatabaseFault:
            logger.exception("the database failed: asked again in %d seconds", _AFTER_FAULT_SECONDS)
            connection.close()
            time.sleep(_AFTER_FAULT_SECONDS)
        if worker.running:
            time.sleep(_INTERVAL_SECONDS)
