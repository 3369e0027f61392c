"""Long work while the database is away: nothing is given up, whoever is there afterwards goes on."""

from datetime import timedelta

import pytest
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from assessments.management.commands import job_worker
from assessments.models import Job
from assessments.services import job_work
from tests.assessments.job_scene import OpenYear, asked, kind_of_steps, written


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [OperationalError("server closed"), InterfaceError("connection already closed")])
def test_work_outlives_the_database(monkeypatch, fault):
    def step(number):
        if number == 2 and Job.objects.get().tries == 1:
            raise fault

    job = asked(OpenYear(), kind_of_steps(monkeypatch, step))
    assert job_work.run(job.pk) == "running"  # for whoever takes it up

    Job.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    job_work.take_up_lost()
    assert (job_work.run(job.pk), written(job)) == ("done", b"1\n2\n3\n")


@pytest.mark.django_db(transaction=True)  # it lets go of the connection
def test_the_worker_outlives_the_database(monkeypatch):
    class Worker:
        running, asked = True, 0

        def run(self):
            self.asked += 1
            if self.asked == 1:
                raise InterfaceError("connection already closed")
            self.running = False

    worker = Worker()
    monkeypatch.setattr(job_worker, "_AFTER_FAULT_SECONDS", 0)
    monkeypatch.setattr(job_worker, "_INTERVAL_SECONDS", 0)
    job_worker.work(worker)

    assert worker.asked == 2
