"""Pieces of long work: found by whoever takes it up again, never after what they were made from has changed, gone in the end."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from assessments.models import Job
from assessments.reports.jobs import kinds
from assessments.reports.jobs.kinds import ZIP, JobKind, Reach
from assessments.services import job_files, job_work, jobs
from cells import clock
from tests import factories as make
from tests.assessments.job_scene import OpenYear, asked, on_disk, written

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """Nothing of the worker runs after SIGKILL."""


@pytest.fixture
def year():
    return OpenYear()


class Printing:
    """A kind that makes a piece of each of its texts; `before(text)` happens before one is made."""

    def __init__(self, monkeypatch):
        self.texts = ["a", "b", "c"]
        self.made: list[str] = []
        self.before = lambda text: None
        kind = JobKind("printing", "In", "Ba tờ", Reach.WARD, lambda place: len(self.texts), self.write, ZIP)
        monkeypatch.setitem(kinds.KINDS, kind.code, kind)
        self.kind = kind

    def write(self, place, out, keep):
        for text in self.texts:
            out.write(keep((text,), lambda text=text: self.make(text)))
            yield

    def make(self, text):
        self.before(text)
        self.made.append(text)
        return text.encode()


@pytest.fixture
def printing(monkeypatch):
    return Printing(monkeypatch)


@pytest.fixture
def killed_at_c(year, printing, monkeypatch) -> Job:
    """Its worker was killed an hour ago while it made the last piece."""
    job = asked(year, printing.kind)
    printing.before = lambda text: text == "c" and kill()
    with monkeypatch.context() as dying:
        dying.setattr(job_work, "_give_back", lambda job: None)
        with pytest.raises(Killed):
            job_work.run(job.pk)
    printing.before = lambda text: None
    Job.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    return job


def kill():
    raise Killed


def test_who_takes_it_up_finds_what_is_done(killed_at_c, printing, monkeypatch):
    job_work.take_up_lost()
    waiting = Job.objects.get()
    told = []
    printing.before = lambda text: told.append(Job.objects.get().done)

    assert (waiting.state, waiting.done) == ("waiting", 2)
    assert job_work.run(killed_at_c.pk) == "done"
    assert (written(killed_at_c), printing.made, told) == (b"abc", ["a", "b", "c"], [2])


def test_nothing_is_left_of_what_the_killed_worker_wrote(killed_at_c):
    job_files.new_file(killed_at_c)[1].close()
    job_work.take_up_lost()
    job_work.run(killed_at_c.pk)

    assert [name for name in on_disk() if name.startswith(f"{killed_at_c.pk}-")] == [
        Job.objects.get().result.name.removeprefix("jobs/")
    ]


def test_what_has_changed_since_is_made_anew(killed_at_c, printing):
    printing.texts = ["a", "B", "c"]
    job_work.take_up_lost()
    job_work.run(killed_at_c.pk)

    assert (written(killed_at_c), printing.made) == (b"aBc", ["a", "b", "B", "c"])


def test_where_there_is_less_to_make_it_is_told(killed_at_c, printing):
    printing.texts = ["a"]
    job_work.take_up_lost()
    job_work.run(killed_at_c.pk)

    assert (written(killed_at_c), Job.objects.get().done, Job.objects.get().total) == (b"a", 1, 1)


@pytest.mark.parametrize("end", ["done", "failed", "cancelled", "cancelled while it waits"])
def test_pieces_go_when_the_work_has_ended(killed_at_c, year, printing, end, django_capture_on_commit_callbacks):
    assert f"parts-{killed_at_c.pk}" in on_disk()

    with django_capture_on_commit_callbacks(execute=True):
        job_work.take_up_lost()
        if end.startswith("cancelled"):
            if end == "cancelled":
                printing.before = lambda text: jobs.cancel(by=year.office, job_id=killed_at_c.pk, on=make.TODAY)
            else:
                jobs.cancel(by=year.office, job_id=killed_at_c.pk, on=make.TODAY)
        if end == "failed":
            printing.before = lambda text: 1 / 0
        job_work.run(killed_at_c.pk)

    assert Job.objects.get().state == end.split()[0]
    assert [name for name in on_disk() if name.startswith("parts-")] == []


def test_a_cancel_is_heard_before_the_next_piece(year, printing):
    job = asked(year, printing.kind)
    printing.before = lambda text: jobs.cancel(by=year.office, job_id=job.pk, on=make.TODAY)

    assert (job_work.run(job.pk), printing.made) == ("cancelled", ["a"])


def test_on_a_disk_that_is_all_but_full_nothing_more_is_written(year, printing, monkeypatch):
    monkeypatch.setattr(job_files, "RESERVE", 2**62)
    job = asked(year, printing.kind)

    assert (job_work.run(job.pk), printing.made, on_disk()) == ("failed", [], [])
    assert Job.objects.get().error == "space"


def test_pieces_of_ended_work_are_cleared_away(killed_at_c):
    assert job_files.prune(clock.now()) == 0
    Job.objects.update(state="failed", finished_at=clock.now())

    assert job_files.prune(clock.now()) == 1
    assert list((Path(settings.MEDIA_ROOT) / "jobs").glob("parts-*")) == []


def test_no_row_of_the_queue_stays_running_behind_a_killed_worker(killed_at_c, django_capture_on_commit_callbacks):
    long_ago = timezone.now() - timedelta(hours=1)
    with django_capture_on_commit_callbacks(execute=True):
        job_work.hand_to_queue(killed_at_c.pk)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=long_ago)
    Job.objects.update(seen_at=timezone.now())  # another worker is at it
    job_work.take_up_lost()
    assert [row.status for row in DBTaskResult.objects.all()] == [TaskResultStatus.RUNNING]

    Job.objects.update(seen_at=long_ago)
    job_work.take_up_lost()
    assert [row.status for row in DBTaskResult.objects.all()] == [TaskResultStatus.FAILED]


def test_work_whose_worker_died_before_it_claimed_it_goes_on_within_a_minute(
    year, printing, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = asked(year, printing.kind)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now() - timedelta(minutes=2))

    with django_capture_on_commit_callbacks(execute=True):
        assert (job_work.take_up_lost(), job_work.take_up_lost()) == (1, 0)
    assert sorted(row.status for row in DBTaskResult.objects.all()) == ["FAILED", "READY"]
    assert Job.objects.get(pk=job.pk).tries == 0
