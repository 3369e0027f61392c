"""The office's page of proposals for cells and collectives."""

import pytest
from django.urls import reverse

from assessments.models import Grading
from assessments.workflow import GradingStep
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return Sitting()


@pytest.fixture
def page(sitting) -> str:
    return reverse("assessments:unit_proposals", args=[sitting.campaign.pk])


@pytest.fixture
def button(sitting) -> str:
    return reverse("assessments:take_over_meetings", args=[sitting.campaign.pk])


@pytest.fixture
def office(client, sitting):
    client.force_login(sitting.office)
    return client


def said(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_proposals_are_saved_row_by_row_with_their_reasons(office, sitting, page):
    first, second = sitting.review("KP01").pk, sitting.review("KP02").pk
    data = {f"grade-{first}": "good", f"seen-{first}": "0", f"reason-{first}": ""}
    data |= {f"grade-{second}": "fulfilled", f"seen-{second}": "0", f"reason-{second}": ""}
    refused = office.post(page, data)
    assert [refusal.field for refusal in refused.context["refusals"]] == [f"reason-{second}"]
    assert not Grading.objects.filter(step="office").exists()
    assert office.post(page, {**data, f"reason-{second}": "Chậm báo cáo"}).url == page
    assert [sitting.grade(code, GradingStep.OFFICE) for code in ("KP01", "KP02")] == ["good", "fulfilled"]


def test_one_button_takes_the_meetings_grades_over(office, page, button):
    assert button in office.get(page).content.decode()
    answer = office.post(button, follow=True)
    assert said(answer) == ["Đã đưa đề nghị vào 3 dòng còn trống."]
    assert button not in answer.content.decode()
    assert said(office.post(button, follow=True)) == ["Không có dòng trống nào có đề nghị của hội nghị."]


def test_the_button_is_the_offices_alone(client, sitting, page, button):
    client.force_login(sitting.committee)
    assert button not in client.get(page).content.decode()
    assert client.post(button).status_code == 403
    for role, place in (("secretary", sitting.first), ("district", sitting.ward), ("admin", sitting.ward)):
        client.force_login(make.make_account(f"{role}-1", role, place))
        assert client.post(button).status_code == 404
    assert not Grading.objects.filter(step="office").exists()
