"""Results of long work when they are downloaded: of what is in them it is asked anew whether it still stands."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Grading, Job, Order, ReviewFile
from assessments.reports.jobs.kinds import KINDS
from assessments.services import job_work, jobs
from assessments.workflow import Stage
from cells import clock
from cells.models import JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.job_scene import asked, on_disk
from tests.assessments.other_papers_scene import OtherPapers

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(settings):
    settings.SAMPLE_TODAY = make.TODAY
    scene = OtherPapers()
    Grading.objects.update(at=clock.now() - timedelta(days=1))  # on the sample's calendar, as everything else
    return scene


def made(scene, code: str, **more) -> Job:
    job = asked(scene, KINDS[code], **more)
    assert job_work.run(job.pk) == "done"
    return job


def hand_out(scene, job: Job) -> Job:
    return jobs.hand_out(by=scene.office, job_id=job.pk, on=make.TODAY)


def test_notices_of_a_file_that_is_reviewed_again_leave_no_more(scene, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = made(scene, "result_notices")
    assert hand_out(scene, job) == job
    ReviewFile.objects.filter(code="KP01").update(stage=Stage.DECIDED)
    client.force_login(scene.office)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("assessments:job_result", args=[job.pk]), follow=True)

    page = " ".join(answer.content.decode().split())
    assert "Có nội dung đã bị thu hồi hoặc được quyết định lại sau khi tạo" in page
    assert "Không còn lưu" in page
    assert (Job.objects.get().result, on_disk()) == ("", [])
    assert JournalEntry.objects.filter(action="job.withdrawn").count() == 1


def test_notices_of_a_grade_given_anew_leave_no_more(scene):
    job = made(scene, "result_notice")
    Grading.objects.filter(review=scene.one, current=True).update(at=clock.now() + timedelta(minutes=1))

    with pytest.raises(Refused):
        hand_out(scene, job)


def test_a_letter_that_was_withdrawn_leaves_no_more(scene):
    job = made(scene, "return_letter")
    Order.objects.filter(kind="return").update(
        state="withdrawn", withdrawn_reason="x", withdrawn_by="x", withdrawn_at=clock.now()
    )

    with pytest.raises(Refused):
        hand_out(scene, job)


def test_what_came_later_holds_nothing_back(scene):
    job = made(scene, "critiques_submitted")
    ReviewFile.objects.update(stage=Stage.DECIDED)

    assert hand_out(scene, job) == job


def test_the_paper_of_one_file_is_asked_for_anew_too(scene):
    job = made(scene, "file_critiques_submitted", file_id=scene.file("KP01").pk)
    assert hand_out(scene, job) == job
    scene.one.critique.__class__.objects.update(submitted_at=None, submitted_by="")

    with pytest.raises(Refused):
        hand_out(scene, job)
