"""The page of papers to print: for those who see the file, each paper as pages and as PDF, at a fixed cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import ReviewFile
from assessments.reports.file_catalogue import FILE_CATALOGUE, REVIEW_CATALOGUE
from tests import factories as make
from tests.assessments.cell_scene import make_scene

pytestmark = pytest.mark.django_db

AN = "Nguyễn Văn An"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def scene():
    return make_scene()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def test_every_paper_is_listed_with_what_it_waits_for(client, scene):
    client.force_login(scene.secretary)
    text = client.get(url("file_paper_list", scene.file.pk)).content.decode()

    waiting = [paper for paper in FILE_CATALOGUE if not paper.available(scene.file)]
    assert [str(paper.title) in text for paper in FILE_CATALOGUE] == [True] * len(FILE_CATALOGUE)
    assert [paper.code for paper in waiting] == [
        "counting_minutes", "meeting_minutes", "critiques_submitted", "grade_proposal", "remedy_plans", "result_notice",
        "result_notices", "planning_review",
    ]  # fmt: skip
    assert {str(paper.waits) in text for paper in waiting} == {True}
    assert url("review_paper_pdf", scene.review(AN).pk, "form") in text


def test_each_paper_is_read_as_pages(client, scene):
    client.force_login(scene.secretary)
    answers = {paper.code: client.get(url("file_paper", scene.file.pk, paper.code)) for paper in FILE_CATALOGUE}
    answers |= {
        paper.code: client.get(url("review_paper", scene.review(AN).pk, paper.code)) for paper in REVIEW_CATALOGUE
    }

    assert {code for code, answer in answers.items() if answer.status_code == 404} == {
        "counting_minutes", "meeting_minutes", "planning_review", "critiques_submitted", "grade_proposal", "remedy_plans",
        "result_notice", "result_notices", "critique", "remedy_plan",
    }  # fmt: skip
    assert AN in answers["form"].content.decode()
    assert "3 phiếu" in answers["ballot_papers"].content.decode()


@pytest.mark.parametrize("who", ["other_secretary", "member", "district"])
def test_nobody_prints_what_is_not_theirs(client, scene, who):
    person = scene.review(AN).member
    others = {
        "district": lambda: make.make_account("quanuy", "district", scene.campaign.ward),
        "member": lambda: make.make_account("an", "member", scene.file.cell, member=person),
    }
    client.force_login(others[who]() if who in others else scene.other_secretary)
    addresses = [url("file_paper_list", scene.file.pk)]
    addresses += [url(name, scene.file.pk, "forms_prefilled") for name in ("file_paper", "file_paper_pdf")]
    addresses += [url(name, scene.review(AN).pk, "form") for name in ("review_paper", "review_paper_pdf")]

    assert [client.get(address).status_code for address in addresses] == [404] * 5


@pytest.mark.parametrize(("name", "code"), [("Lê Thị Miễn", "form"), ("Chi bộ Khu phố 1", "form"), (AN, "khac")])
def test_a_paper_that_there_is_not_is_not_found(client, scene, name, code):
    client.force_login(scene.secretary)

    assert client.get(url("review_paper", scene.review(name).pk, code)).status_code == 404


def test_the_pdf_is_kept_nowhere_on_the_way(client, scene):
    client.force_login(scene.secretary)
    answer = client.get(url("review_paper_pdf", scene.review(AN).pk, "form"))

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert answer.content.startswith(b"%PDF-")


def test_the_list_asks_as_often_for_many_as_for_few(client):
    def cost(members: int) -> int:
        ward = make.make_ward(f"P{members}")
        cell = make.make_cell(ward, f"KP{members}")
        for number in range(members):
            make.make_member(cell, f"Nguyễn Văn {number}")
        make.make_open_campaign(ward)
        file = ReviewFile.objects.get(campaign__ward=ward)
        client.force_login(make.make_account(f"vp{members}", "office", ward))
        client.get(url("file_paper_list", file.pk))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url("file_paper_list", file.pk)).status_code == 200
        return len(caught)

    assert cost(3) == cost(60)
