"""Last year's plan lies beside the sections that answer to it, and nobody else's does."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import RemedyMeasure, Shortcoming
from assessments.selectors.last_year_plan import last_years_plan
from tests import factories as make
from tests.assessments.cell_scene import make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def last_year(scene):
    return make.make_open_campaign(
        scene.campaign.ward, year=2020, review_date=make.REVIEW_DATE, grading_date=make.GRADING_DATE
    )


def found(campaign, name, *texts):
    """Shortcomings of one subject, each with one measure."""
    review = campaign.reviews.get(name=name, kind__in=("member", "collective"))
    for position, text in enumerate(texts):
        shortcoming = Shortcoming.objects.create(
            review=review, found_year=campaign.year, position=position, text=text, saved_by="x", saved_at=make.now()
        )
        RemedyMeasure.objects.create(
            shortcoming=shortcoming, measure=f"Sửa: {text}", person="Đồng chí Ba", due_on=date(2021, 6, 30),
            saved_by="x", saved_at=make.now(),
        )  # fmt: skip


def plan_of(scene, name):
    plan = last_years_plan(scene.review(name))
    return [(one.text, [measure.measure for measure in one.measures.all()]) for one in plan]


def test_the_plan_is_that_of_the_same_person_last_year(scene, last_year):
    found(last_year, "Nguyễn Văn An", "Vắng họp hai lần", "Nộp muộn")
    found(last_year, "Nguyễn Văn Bình", "Việc của Bình")
    found(scene.campaign, "Nguyễn Văn An", "Việc của năm nay")

    assert plan_of(scene, "Nguyễn Văn An") == [
        ("Vắng họp hai lần", ["Sửa: Vắng họp hai lần"]),
        ("Nộp muộn", ["Sửa: Nộp muộn"]),
    ]
    assert plan_of(scene, "Nguyễn Văn Cường") == []


def test_a_collective_has_its_own_plan(scene, last_year):
    found(last_year, "Chi ủy Khu phố 1", "Chưa kiểm tra")

    assert plan_of(scene, "Chi ủy Khu phố 1") == [("Chưa kiểm tra", ["Sửa: Chưa kiểm tra"])]


def test_it_is_read_in_two_queries(scene, last_year, django_assert_num_queries):
    found(last_year, "Nguyễn Văn An", *(f"Việc {number}" for number in range(9)))
    review = scene.review("Nguyễn Văn An")

    with django_assert_num_queries(3):  # the review's campaign is the third
        assert len(last_years_plan(review)) == 9


def test_it_stands_beside_three_sections_of_the_form(scene, last_year):
    found(last_year, "Nguyễn Văn An", "Vắng họp hai lần")
    client = Client()
    client.force_login(scene.secretary)

    page = client.get(reverse("assessments:critique_edit", args=[scene.review("Nguyễn Văn An").pk]))

    numbers = [row["section"].number for row in page.context["sections"] if row["plan"]]
    assert numbers == ["II", "III", "VI"]
    assert page.content.decode().count("Sửa: Vắng họp hai lần") == 3
    assert "hạn 30/06/2021" in page.content.decode()
