"""The page after sign-in leads each mandate to its work."""

import pytest
from django.urls import reverse

from assessments.models import ReviewFile
from assessments.workflow import Stage
from cells.models import Mandate
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
URL = "/assessments/"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def sitting():
    return Sitting()


def page(client, account, query: str = ""):
    client.force_login(account)
    return client.get(URL + query)


def test_a_secretary_of_one_running_file_goes_straight_to_it(client, sitting):
    secretary = make.make_account("bithu1", "secretary", sitting.first)

    assert page(client, secretary).url == reverse("assessments:cell_home", args=[sitting.file("KP01").pk])


def test_from_there_every_own_file_stays_within_reach(client, sitting):
    home = reverse("assessments:cell_home", args=[sitting.file("KP01").pk])
    client.force_login(make.make_account("bithu1", "secretary", sitting.first))
    assert f'href="{URL}?all=1"' in client.get(home).content.decode()
    client.force_login(sitting.office)
    assert "?all=1" not in client.get(home).content.decode()


def test_a_secretary_of_a_collective_goes_straight_to_its_file(client, sitting):
    secretary = make.make_account("thuky", "secretary", sitting.ubnd)

    assert page(client, secretary).url == reverse("assessments:cell_home", args=[sitting.file("UBND").pk])


def test_a_secretary_of_two_files_chooses(client, sitting):
    secretary = make.make_account("bithu1", "secretary", sitting.first)
    Mandate.objects.create(account=secretary, role="secretary", organization=sitting.second, from_date=make.REVIEW_DATE)

    answer = page(client, secretary)

    assert [own.file.code for own in answer.context["files"]] == ["KP01", "KP02"]
    assert "UBND" not in answer.content.decode()


def test_a_finished_year_is_still_found_in_the_list(client, sitting):
    ReviewFile.objects.update(stage=Stage.RELEASED)
    secretary = make.make_account("bithu1", "secretary", sitting.first)

    assert [own.file.code for own in page(client, secretary).context["files"]] == ["KP01"]
    assert [own.file.code for own in page(client, secretary, "?all").context["files"]] == ["KP01"]


def test_a_secretary_before_any_year_is_told_who_opens_it(client):
    cell = make.make_cell(make.make_ward())

    answer = page(client, make.make_account("bithu1", "secretary", cell))

    assert "Chưa mở năm kiểm điểm nào. Văn phòng Đảng ủy mở năm, hồ sơ sẽ hiện ở đây." in answer.content.decode()


@pytest.mark.parametrize("role", ["office", "committee"])
def test_office_and_committee_see_what_waits(client, sitting, role):
    account = {"office": sitting.office, "committee": sitting.committee}[role]

    answer = page(client, account)

    assert [year.campaign.year for year in answer.context["queue"].years] == [2021]
    assert answer.context["queue"].works != []


def test_every_year_stays_within_reach_and_only_the_office_makes_new_ones(client, sitting):
    ReviewFile.objects.update(stage=Stage.RELEASED)

    office, committee = page(client, sitting.office), page(client, sitting.committee)

    assert [[year.year for year in answer.context["years"]] for answer in (office, committee)] == [[2021], [2021]]
    new = reverse("assessments:campaign_new")
    assert [new in answer.content.decode() for answer in (office, committee)] == [True, False]


def test_the_district_finds_only_released_years(client, sitting):
    district = make.make_account("quanuy", "district", sitting.ward)
    assert page(client, district).context["released"] == []

    ReviewFile.objects.filter(code="KP01").update(stage=Stage.RELEASED)

    answer = page(client, district)
    assert [campaign.year for campaign in answer.context["released"]] == [2021]
    assert reverse("assessments:results", args=[sitting.campaign.pk]) in answer.content.decode()


def test_the_administrator_goes_to_the_accounts(client, sitting):
    assert page(client, make.make_account("quantri", "admin", sitting.ward)).url == reverse("cells:account_list")


def test_without_a_mandate_one_is_told_whom_to_ask(client, sitting):
    answer = page(client, make.make_account("nguoila"))

    assert "Hãy hỏi văn phòng Đảng ủy" in answer.content.decode()
    assert answer.context["queue"] is None


def test_a_mandate_that_ended_opens_nothing(client, sitting):
    account = make.make_account("bithu1", "secretary", sitting.first)
    Mandate.objects.filter(account=account).update(to_date=make.REVIEW_DATE)

    assert "Hãy hỏi văn phòng Đảng ủy" in page(client, account).content.decode()


def test_the_board_of_the_running_year_has_an_address_of_its_own(client, sitting):
    client.force_login(sitting.office)

    assert client.get(reverse("assessments:board")).url == reverse(
        "assessments:campaign_detail", args=[sitting.campaign.pk]
    )


def test_the_board_of_a_ward_without_years_is_its_work(client):
    client.force_login(make.make_account("vp", "office", make.make_ward()))

    assert client.get(reverse("assessments:board")).url == URL


def test_strangers_have_no_board(client, sitting):
    client.force_login(make.make_account("nguoila"))

    assert client.get(reverse("assessments:board")).status_code == 404
