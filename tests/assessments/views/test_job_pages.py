"""Pages of work in the background: what stands there, what a button does, what leaves the portal."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Job
from assessments.services import job_work
from cells.models import JournalEntry, Mandate
from tests import factories as make
from tests.assessments.job_scene import OpenYear, asked, kind_of_steps
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
LIST = "/assessments/jobs/"


@pytest.fixture
def year(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return OpenYear()


@pytest.fixture
def counting(monkeypatch):
    return kind_of_steps(monkeypatch)


@pytest.fixture
def office(client, year):
    client.force_login(year.office)
    return client


def told(answer) -> str:
    return " ".join(answer.content.decode().split())


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_asking_leads_to_the_list(office, year, counting):
    answer = office.post(reverse("assessments:job_ask", args=[year.campaign.pk, "counting"]), follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    assert "Đang thực hiện “Đếm”" in told(answer)
    assert "Có 1 việc đang chạy" in told(answer)
    assert Job.objects.get().asked_by == year.office


def test_asking_twice_says_so_and_asks_nothing(office, year, counting):
    address = reverse("assessments:job_ask", args=[year.campaign.pk, "counting"])
    office.post(address)

    assert "không cần yêu cầu lần nữa" in told(office.post(address, follow=True))
    assert Job.objects.count() == 1


def test_a_refusal_leads_back_with_its_reason(office, year, monkeypatch):
    kind_of_steps(monkeypatch, total=0)
    answer = office.post(reverse("assessments:job_ask", args=[year.campaign.pk, "counting"]), follow=True)

    assert answer.redirect_chain[0][0] == reverse("assessments:job_offers", args=[year.campaign.pk])
    assert "Chưa có gì để thực hiện" in told(answer)


@pytest.mark.parametrize(("name", "code"), [("job_ask", "no_such"), ("job_ask", "file_forms_prefilled")])
def test_a_kind_that_is_not_asked_for_here_is_not_there(office, year, name, code):
    assert office.post(reverse(f"assessments:{name}", args=[year.campaign.pk, code])).status_code == 404


def test_the_list_tells_how_far_it_is(office, year, counting):
    job = asked(year, counting)
    Job.objects.filter(pk=job.pk).update(state="running", done=2)

    assert '<progress max="3" value="2"' in told(office.get(LIST))


def test_a_cancel_is_shown_until_it_has_happened(office, year, counting):
    job = asked(year, counting)
    Job.objects.filter(pk=job.pk).update(state="running")
    answer = office.post(reverse("assessments:job_cancel", args=[job.pk]), follow=True)

    assert "Việc sẽ dừng sau bước đang làm." in told(answer)
    assert "Đang hủy" in told(answer)


def test_a_failure_says_what_to_do(office, year, counting):
    job = asked(year, counting)
    Job.objects.filter(pk=job.pk).update(state="failed", error="space", finished_at=timezone.now())
    answer = told(office.get(LIST))

    assert "Đĩa của máy đã đầy" in answer
    assert reverse("assessments:job_ask", args=[year.campaign.pk, "counting"]) in answer


def test_the_result_is_a_download_that_no_cache_keeps(office, year, counting):
    job = asked(year, counting)
    job_work.run(job.pk)
    answer = office.post(reverse("assessments:job_result", args=[job.pk]))

    assert body(answer) == b"1\n2\n3\n"
    assert {name: answer[name] for name in ("Content-Disposition", "Cache-Control", "X-Content-Type-Options")} == {
        "Content-Disposition": 'attachment; filename="counting-P11-2021.zip"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }


def test_a_way_back_from_the_sign_in_hands_nothing_out(office, year, counting):
    job = asked(year, counting)
    job_work.run(job.pk)
    answer = office.get(reverse("assessments:job_result", args=[job.pk]))

    assert (answer.status_code, answer.url) == (302, LIST)
    assert not JournalEntry.objects.filter(action="job.downloaded").exists()


def test_when_the_mandate_has_ended_the_result_is_not_there(office, year, counting):
    job = asked(year, counting)
    job_work.run(job.pk)
    Mandate.objects.filter(account=year.office).delete()

    assert office.post(reverse("assessments:job_result", args=[job.pk])).status_code == 404


def test_a_result_that_is_gone_is_said_on_the_list(office, year, counting):
    job = asked(year, counting)
    job_work.run(job.pk)
    job.refresh_from_db()
    job.result.storage.delete(job.result.name)
    answer = office.post(reverse("assessments:job_result", args=[job.pk]), follow=True)

    assert "Kết quả không còn trên máy này" in told(answer)
    assert "Không còn lưu" in told(office.get(LIST))


def test_a_secretary_sees_the_work_on_the_own_file_alone(client, settings):
    settings.SAMPLE_TODAY = make.TODAY
    sitting = Sitting()
    secretary = make.make_account("bithu1", "secretary", sitting.first)
    client.force_login(secretary)
    client.post(reverse("assessments:file_job_ask", args=[sitting.file("KP01").pk, "file_forms_prefilled"]))
    client.force_login(sitting.office)
    client.post(reverse("assessments:file_job_ask", args=[sitting.file("KP02").pk, "file_forms_prefilled"]))
    client.post(reverse("assessments:job_ask", args=[sitting.campaign.pk, "year_data"]))

    seen = {}
    for account in (secretary, sitting.office, sitting.committee):
        client.force_login(account)
        seen[account.username] = [row.job.kind for row in client.get(LIST).context["rows"]]
    assert seen == {
        "bithu1": ["file_forms_prefilled"],
        "vanphong": ["year_data", "file_forms_prefilled", "file_forms_prefilled"],
        "thuongvu1": ["year_data", "file_forms_prefilled", "file_forms_prefilled"],
    }


def test_what_can_be_asked_for_stands_on_a_page_of_its_own(client, settings):
    settings.SAMPLE_TODAY = make.TODAY
    sitting = Sitting()
    shown = {}
    for account in (sitting.office, sitting.committee):
        client.force_login(account)
        answer = client.get(reverse("assessments:job_offers", args=[sitting.campaign.pk]))
        shown[account.username] = [offer.kind.code for offer in [*answer.context["papers"], *answer.context["data"]]]

    assert shown["thuongvu1"] == ["ward_report", "explanations", "year_data"]
    assert shown["vanphong"][-3:] == shown["thuongvu1"]
    assert "attendance_list" in shown["vanphong"]


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_asks_the_same_of_few_and_many(office, year, monkeypatch, django_assert_num_queries, count):
    for _number in range(count):
        job_work.run(asked(year, kind_of_steps(monkeypatch)).pk)

    with django_assert_num_queries(7):
        office.get(LIST)


def test_who_waits_for_a_worker_that_is_not_there_is_told(office, year, counting):
    asked(year, counting)
    assert "Hai phút qua không có tiến trình" not in told(office.get(LIST))

    Job.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    assert "Hai phút qua không có tiến trình nào thực hiện" in told(office.get(LIST))
