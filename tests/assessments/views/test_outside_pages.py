"""The office records a grade decided elsewhere; the second of two is told what the first recorded."""

import pytest
from django.urls import reverse

from assessments.models import Grading
from assessments.workflow import GradingStep
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
TYPED = {
    "grade": "good",
    "document_number": "45-QĐ/QU",
    "document_date": "09/01/2022",
    "deciding_body": "Ban Thường vụ Quận ủy",
}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def sitting():
    return Sitting()


@pytest.fixture
def office(client, sitting):
    client.force_login(sitting.office)
    return client


@pytest.fixture
def page(sitting) -> str:
    return reverse("assessments:outside_grade", args=[sitting.reviews().get(kind="organization").pk])


def standing(sitting) -> Grading:
    return Grading.objects.get(step=GradingStep.OUTSIDE, current=True)


def test_recording_leads_back_to_the_table_which_shows_it(office, sitting, page):
    answer = office.post(page, TYPED, follow=True)

    [row] = answer.context["rows"]
    assert answer.context["missing"] == 0
    assert (row.grading.grade, row.grading.document_number) == ("good", "45-QĐ/QU")
    assert "09/01/2022" in answer.content.decode()


def test_a_subject_graded_by_the_ward_has_no_such_page(office, sitting):
    cell = sitting.review("KP01")

    assert office.get(reverse("assessments:outside_grade", args=[cell.pk])).status_code == 404


def test_an_impossible_date_is_said_at_its_field(office, sitting, page):
    answer = office.post(page, TYPED | {"document_date": "31/02/2022"})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["document_date"]
    assert not Grading.objects.filter(step=GradingStep.OUTSIDE).exists()


def test_replacing_asks_why(office, sitting, page):
    office.post(page, TYPED)
    again = TYPED | {"grade": "excellent", "seen": standing(sitting).pk}

    refused = office.post(page, again)
    office.post(page, again | {"reason": "Quận xếp loại lại"})

    assert [refusal.field for refusal in refused.context["refusals"]] == ["reason"]
    assert (standing(sitting).grade, standing(sitting).reason) == ("excellent", "Quận xếp loại lại")
    assert Grading.objects.filter(step=GradingStep.OUTSIDE).count() == 2


def test_the_second_of_two_sees_what_the_first_recorded(office, sitting, page):
    office.post(page, TYPED)

    answer = office.post(page, TYPED | {"grade": "fulfilled", "seen": ""})

    assert standing(sitting).grade == "good"
    assert answer.context["stale"]["by"] == "Văn phòng"
    assert [label for label, _theirs, _yours in answer.context["stale"]["changes"]] == ["Mức xếp loại"]
    assert f'name="seen" value="{standing(sitting).pk}"' in answer.content.decode()
    assert 'value="fulfilled"' in answer.content.decode()


@pytest.fixture
def withdrawal(sitting) -> str:
    return reverse("assessments:outside_withdraw", args=[sitting.reviews().get(kind="organization").pk])


def test_a_recorded_grade_is_withdrawn_on_a_page_of_its_own(office, sitting, page, withdrawal):
    assert withdrawal not in office.get(page).content.decode()
    office.post(page, TYPED)
    assert withdrawal in office.get(page).content.decode()

    answer = office.post(withdrawal, {"seen": standing(sitting).pk, "reason": "Ghi nhầm đơn vị"}, follow=True)

    assert answer.context["missing"] == 1
    again = office.get(page)
    assert "Ghi nhầm đơn vị" in again.content.decode()
    assert "reason" not in again.context["form"].fields
    assert office.post(page, TYPED | {"seen": standing(sitting).pk}, follow=True).context["missing"] == 0


def test_a_withdrawal_of_what_was_replaced_meanwhile_shows_what_stands(office, sitting, page, withdrawal):
    office.post(page, TYPED)
    seen = standing(sitting).pk
    office.post(page, TYPED | {"grade": "excellent", "seen": seen, "reason": "Quận xếp loại lại"})

    answer = office.post(withdrawal, {"seen": seen, "reason": "Ghi nhầm"})

    assert answer.context["stale"]["changes"] == [("Mức đã ghi", "Hoàn thành xuất sắc nhiệm vụ", "")]
    assert standing(sitting).grade == "excellent"


def test_the_withdrawal_is_the_offices_alone(client, sitting, withdrawal):
    client.force_login(sitting.committee)
    assert client.post(withdrawal, {"reason": "x"}).status_code == 403
    for role, place in (("secretary", sitting.first), ("district", sitting.ward), ("admin", sitting.ward)):
        client.force_login(make.make_account(f"{role}-1", role, place))
        assert client.post(withdrawal, {"reason": "x"}).status_code == 404
