"""Long work: asked for once, done step by step, cancelled, taken up again after its worker died, handed out."""

import errno
import hashlib
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments.models import Job
from assessments.reports.jobs import kinds
from assessments.reports.jobs.kinds import EXPLANATIONS, FILE_KINDS, YEAR_DATA
from assessments.services import job_files, job_work, jobs
from cells import clock
from cells.access import NotPermitted, forget_access
from cells.models import JournalEntry, Mandate
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.job_scene import OpenYear, asked, kind_of_steps, on_disk, written
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(hours=1)


@pytest.fixture
def sitting():
    return OpenYear()


@pytest.fixture
def counting(monkeypatch):
    return kind_of_steps(monkeypatch)


def cancel(sitting, job):
    return jobs.cancel(by=sitting.office, job_id=job.pk, on=make.TODAY)


def deeds() -> list[str]:
    return list(JournalEntry.objects.filter(action__startswith="job.").order_by("pk").values_list("action", flat=True))


def silent(job: Job, **values) -> None:
    """As its worker left it when it was killed an hour ago."""
    Job.objects.filter(pk=job.pk).update(**{"state": "running", "seen_at": timezone.now() - LONG_AGO, **values})


def test_work_is_done_and_its_result_kept(sitting, counting):
    job = asked(sitting, counting)
    state = job_work.run(job.pk)

    assert state == "done"
    assert written(job) == b"1\n2\n3\n"
    assert (job.done, job.total, job.tries, job.result_name) == (3, 3, 1, "counting-P11-2021.zip")
    assert job.result_sha256 == hashlib.sha256(b"1\n2\n3\n").hexdigest()
    assert job.keep_until - job.finished_at == timedelta(days=30)
    assert deeds() == ["job.asked", "job.done"]


def test_the_result_is_the_portals_alone(sitting, counting):
    job = asked(sitting, counting)
    job_work.run(job.pk)
    job.refresh_from_db()

    path = Path(job.result.path)
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent)] == [0o600, 0o700]


def test_asking_twice_leads_to_the_one_under_way(sitting, counting):
    first = asked(sitting, counting)
    second, is_new = jobs.ask_for(by=sitting.committee, campaign_id=sitting.campaign.pk, kind=counting, on=make.TODAY)

    assert (second, is_new) == (first, False)
    assert deeds() == ["job.asked"]


def test_after_it_has_ended_it_can_be_asked_for_anew(sitting, counting):
    first = asked(sitting, counting)
    job_work.run(first.pk)

    assert asked(sitting, counting) != first


def test_what_nobody_can_make_is_not_asked_for(sitting, monkeypatch):
    with pytest.raises(Refused):
        asked(sitting, kind_of_steps(monkeypatch, total=0))

    assert Job.objects.count() == 0


def test_a_task_too_many_does_nothing(sitting, counting):
    job = asked(sitting, counting)
    job_work.run(job.pk)

    assert job_work.run(job.pk) == ""
    assert deeds() == ["job.asked", "job.done"]


def test_progress_is_told_at_each_step(sitting, monkeypatch):
    told = []
    kind = kind_of_steps(monkeypatch, lambda number: told.append(Job.objects.values_list("state", "done").get()))
    job_work.run(asked(sitting, kind).pk)

    assert told == [("running", 0), ("running", 1), ("running", 2)]


def test_waiting_work_is_cancelled_at_once(sitting, counting):
    job = asked(sitting, counting)

    assert cancel(sitting, job).state == "cancelled"
    assert job_work.run(job.pk) == ""
    assert deeds() == ["job.asked", "job.cancelled"]


def test_work_under_way_is_cancelled_after_the_step_it_is_at(sitting, monkeypatch):
    made = []

    def step(number):
        made.append(number)
        if number == 2:
            assert cancel(sitting, Job.objects.get()).state == "running"

    job = asked(sitting, kind_of_steps(monkeypatch, step))

    assert job_work.run(job.pk) == "cancelled"
    assert (made, on_disk()) == ([1, 2], [])
    assert deeds() == ["job.asked", "job.cancelled"]


def test_a_cancel_that_comes_with_the_last_step_holds(sitting, monkeypatch):
    job = asked(sitting, kind_of_steps(monkeypatch, lambda number: number == 3 and cancel(sitting, Job.objects.get())))

    assert (job_work.run(job.pk), on_disk()) == ("cancelled", [])


def test_cancelling_twice_is_one_deed(sitting, counting):
    job = asked(sitting, counting)
    Job.objects.update(state="running")
    cancel(sitting, job)
    cancel(sitting, job)

    assert deeds() == ["job.asked", "job.cancelled"]


def test_ended_work_is_not_cancelled(sitting, counting):
    job = asked(sitting, counting)
    job_work.run(job.pk)

    with pytest.raises(Refused):
        cancel(sitting, job)


def test_work_whose_worker_was_killed_is_done_by_the_next(sitting, monkeypatch, django_capture_on_commit_callbacks):
    class Killed(BaseException):
        """Nothing of the worker runs after SIGKILL."""

    def killed(job):
        raise Killed

    def step(number):
        if number == 2 and Job.objects.get().tries == 1:
            raise Killed

    job = asked(sitting, kind_of_steps(monkeypatch, step))
    with monkeypatch.context() as dying:
        dying.setattr(job_work, "_give_back", killed)
        with pytest.raises(Killed):
            job_work.run(job.pk)
    assert (Job.objects.get().state, job_work.take_up_lost()) == ("running", 0)  # it might still be alive

    silent(job)
    with django_capture_on_commit_callbacks(execute=True):
        assert job_work.take_up_lost() == 1
    assert [one.args_kwargs["args"] for one in DBTaskResult.objects.all()] == [[job.pk]]
    assert (job_work.run(job.pk), written(job), job.tries) == ("done", b"1\n2\n3\n", 2)


def test_a_worker_asked_to_stop_gives_the_work_back(sitting, monkeypatch, django_capture_on_commit_callbacks):
    asked_to_stop = iter([False, True])
    kind = kind_of_steps(monkeypatch, lambda number: next(asked_to_stop, False) and job_work.stopping.set())
    job = asked(sitting, kind)
    try:
        with django_capture_on_commit_callbacks() as handed:
            assert job_work.run(job.pk) == "waiting"
    finally:
        job_work.stopping.clear()

    job.refresh_from_db()
    assert (job.tries, job.done, len(handed), on_disk()) == (0, 2, 1, [])
    assert (job_work.run(job.pk), written(job)) == ("done", b"1\n2\n3\n")


def test_a_worker_thought_dead_writes_nothing_more(sitting, monkeypatch):
    def step(number):
        if number == 2:
            silent(Job.objects.get())
            job_work.take_up_lost()
            Job.objects.update(state="running", tries=2)  # another has begun

    job = asked(sitting, kind_of_steps(monkeypatch, step))

    assert (job_work.run(job.pk), on_disk()) == ("running", [])
    job.refresh_from_db()
    assert (job.tries, job.done) == (2, 1)


def test_work_that_kills_its_worker_is_given_up_after_three_tries(sitting, counting):
    job = asked(sitting, counting)
    silent(job, tries=job_work.MOST_TRIES)

    assert job_work.take_up_lost() == 0
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "lost")
    assert deeds() == ["job.asked", "job.failed"]


def test_a_cancel_is_kept_when_the_worker_died(sitting, counting):
    job = asked(sitting, counting)
    silent(job, tries=1, cancel_asked_at=clock.now())

    assert job_work.take_up_lost() == 0
    assert Job.objects.get().state == "cancelled"


def test_work_whose_task_was_lost_goes_to_the_queue_again(sitting, counting, django_capture_on_commit_callbacks):
    job = asked(sitting, counting)
    assert job_work.take_up_lost() == 0
    Job.objects.update(seen_at=timezone.now() - LONG_AGO)

    with django_capture_on_commit_callbacks() as handed:
        assert (job_work.take_up_lost(), job_work.take_up_lost()) == (1, 0)
    assert (len(handed), Job.objects.get(pk=job.pk).state) == (1, "waiting")


@pytest.mark.parametrize(
    ("fault", "told"), [(ValueError("x"), "fault"), (OSError(errno.ENOSPC, "x"), "space"), (OSError("x"), "fault")]
)
def test_a_failure_is_told(sitting, monkeypatch, fault, told):
    def step(number):
        if number == 2:
            raise fault

    job = asked(sitting, kind_of_steps(monkeypatch, step))

    assert (job_work.run(job.pk), on_disk()) == ("failed", [])
    job.refresh_from_db()
    assert (job.error, job.done, job.finished_at is not None) == (told, 1, True)
    assert deeds() == ["job.asked", "job.failed"]


def test_a_kind_that_is_no_more_fails_plainly(sitting, counting, monkeypatch):
    job = asked(sitting, counting)
    monkeypatch.delitem(kinds.KINDS, "counting")

    assert (job_work.run(job.pk), Job.objects.get().error) == ("failed", "nothing")


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_waits(sitting, counting):
    job = asked(sitting, counting)
    call_command("job_worker", until_empty=True)

    assert written(job) == b"1\n2\n3\n"
    assert [one.status for one in DBTaskResult.objects.all()] == ["SUCCESSFUL"]


def test_a_result_is_handed_out_and_told_in_the_journal(sitting, counting):
    job = asked(sitting, counting)
    job_work.run(job.pk)
    jobs.hand_out(by=sitting.committee, job_id=job.pk, on=make.TODAY)

    entry = JournalEntry.objects.get(action="job.downloaded")
    assert (entry.actor_id, entry.object_id, entry.after["kind"]) == (sitting.committee.pk, str(job.pk), "counting")


def test_the_right_is_asked_when_the_result_leaves(sitting, counting):
    job = asked(sitting, counting)
    job_work.run(job.pk)
    Mandate.objects.filter(account=sitting.office).update(to_date=make.TODAY - timedelta(days=1))
    forget_access(sitting.office)

    with pytest.raises(NotPermitted):
        jobs.hand_out(by=sitting.office, job_id=job.pk, on=make.TODAY)


@pytest.mark.parametrize("loss", ["not made", "file gone", "time over"])
def test_what_is_not_there_is_not_handed_out(sitting, counting, loss):
    job = asked(sitting, counting)
    if loss != "not made":
        job_work.run(job.pk)
        job.refresh_from_db()
    if loss == "file gone":
        Path(job.result.path).unlink()
    if loss == "time over":
        Job.objects.update(keep_until=clock.now() - timedelta(seconds=1))

    with pytest.raises(Refused):
        jobs.hand_out(by=sitting.office, job_id=job.pk, on=make.TODAY)


def test_results_go_after_their_time_and_strays_after_a_day(sitting, counting):
    job, kept = asked(sitting, counting), None
    job_work.run(job.pk)
    kept = asked(sitting, counting)
    job_work.run(kept.pk)
    kept.refresh_from_db()
    for name in ("of-a-killed-worker", "just-begun"):
        stray, file = job_files.new_file(job)
        file.close()
        stray = stray.rename(stray.with_name(name))
    os.utime(stray.with_name("of-a-killed-worker"), (0, 0))
    Job.objects.filter(pk=job.pk).update(keep_until=clock.now() - timedelta(seconds=1))

    assert job_files.prune(clock.now()) == 2
    assert on_disk() == sorted([kept.result.name.removeprefix("jobs/"), "just-begun"])
    assert (Job.objects.get(pk=job.pk).result, Job.objects.get(pk=job.pk).state) == ("", "done")


class TestRights:
    """Role × kind, for each deed: all ask the same question."""

    KINDS = {"bulk": kinds.BULK_KINDS[0], "data": YEAR_DATA, "why": EXPLANATIONS, "file": FILE_KINDS[0]}
    MAY = {
        "office": {"bulk", "data", "why", "file"},
        "committee": {"data", "why", "file"},
        "secretary": {"file"},
        "other_secretary": set(),
        "district": set(),
        "admin": set(),
        "other_office": set(),
        "nobody": set(),
    }

    @pytest.fixture
    def sitting(self):
        return Sitting()

    @pytest.fixture
    def accounts(self, sitting):
        return {
            "office": sitting.office,
            "committee": sitting.committee,
            "secretary": make.make_account("bithu1", "secretary", sitting.first),
            "other_secretary": make.make_account("bithu2", "secretary", sitting.second),
            "district": make.make_account("quanuy", "district", sitting.ward),
            "admin": make.make_account("quantri", "admin", sitting.ward),
            "other_office": make.make_account("vanphong12", "office", make.make_ward("P12", "Đảng bộ Phường 12")),
            "nobody": make.make_account("nguoila"),
        }

    def deed(self, sitting, account, name, deed):
        """Whether the account may."""
        kind = self.KINDS[name]
        file_id = sitting.file("KP01").pk if name == "file" else None
        try:
            if deed == "ask":
                asked(sitting, kind, account, file_id=file_id)
            else:
                asked(sitting, kind, file_id=file_id)
                job = Job.objects.get()
                if deed == "hand_out":
                    Job.objects.update(state="done", finished_at=clock.now(), keep_until=clock.now() + LONG_AGO)
                getattr(jobs, deed)(by=account, job_id=job.pk, on=make.TODAY)
        except NotPermitted:
            return False
        except Refused:  # there is no file to hand out: asked after the right
            return deed == "hand_out"
        finally:
            Job.objects.all().delete()
        return True

    @pytest.mark.parametrize("deed", ["ask", "cancel", "hand_out"])
    def test_each_role_may_what_it_may(self, sitting, accounts, deed):
        found = {
            role: {name for name in self.KINDS if self.deed(sitting, account, name, deed)}
            for role, account in accounts.items()
        }

        assert found == self.MAY
