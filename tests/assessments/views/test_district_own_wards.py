"""Wards of this installation on the district's pages: their issued reports are listed and received with one click."""

import pytest

from assessments.models import IssuedPaper, ReceivedReport, ReviewFile
from assessments.reports.catalogue import WARD_SUMMARY
from assessments.reports.proof.keys import installation_key, public_hex, public_pem
from assessments.services.issuing import issue_paper
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.district_scene import known_key, received_dossier
from tests.assessments.sitting import Sitting
from tests.assessments.views.test_district_pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.SAMPLE_TODAY = make.TODAY


def all_released():
    """A ward of this installation that issued its report and released everything."""
    sitting = Sitting(members=3)
    sitting.decide_all()
    sitting.copy = issue_paper(
        by=sitting.office,
        campaign_id=sitting.campaign.pk,
        paper=WARD_SUMMARY,
        number="12",
        dated_on=make.TODAY,
        on=make.TODAY,
    )
    ReviewFile.objects.update(stage=Stage.RELEASED)
    return sitting


@pytest.fixture(scope="module")
def give(once):
    return once(all_released)


@pytest.fixture
def released(give):
    return give()


def test_an_own_ward_is_listed_once_released_and_received_with_one_click(released, client):
    client.force_login(make.make_account("quanuy", "district", released.ward))
    address = f"/assessments/district/receive/{released.copy.pk}/"
    listed = page(client.get("/assessments/district/"))

    answer = client.post(address)

    row = ReceivedReport.objects.get()
    assert f'action="{address}"' in listed
    assert answer.url == f"/assessments/district/reports/{row.pk}/"
    assert (row.authentic, row.sha256, bytes(row.content)) == (True, released.copy.sha256, bytes(released.copy.content))
    assert address not in page(client.get("/assessments/district/"))
    assert client.post(address).status_code == 404


def test_an_own_report_issued_anew_takes_the_others_place_with_a_reason(released, client):
    client.force_login(make.make_account("quanuy", "district", released.ward))
    client.post(f"/assessments/district/receive/{released.copy.pk}/")
    first = ReceivedReport.objects.get()
    anew = issue_paper(
        by=released.office, campaign_id=released.campaign.pk, paper=WARD_SUMMARY, number="13", dated_on=make.TODAY,
        on=make.TODAY, replaces=released.copy.pk, reason="Sửa lời.",
    )  # fmt: skip
    address = f"/assessments/district/receive/{anew.pk}/"

    asked = page(client.get(address))
    unsaid = page(client.post(address, {"replaces": first.pk}))
    client.post(address, {"replaces": first.pk, "reason": "Phường ban hành lại."})

    assert ("12-BC/ĐU" in asked, "error-summary" in unsaid) == (True, True)
    assert [row.number for row in ReceivedReport.objects.filter(superseded=False)] == ["13-BC/ĐU"]


def test_what_is_not_released_is_neither_listed_nor_received(released, client):
    ReviewFile.objects.filter(code="KP01").update(stage=Stage.DECIDED)
    client.force_login(make.make_account("quanuy", "district", released.ward))

    assert "12-BC/ĐU" not in page(client.get("/assessments/district/"))
    assert client.post(f"/assessments/district/receive/{released.copy.pk}/").status_code == 404


def test_the_district_of_another_ward_sees_what_was_received_and_not_what_waits(released, client):
    received_dossier("P13", 13)
    client.force_login(make.make_account("quan2", "district", make.make_ward("P12", "Đảng bộ Phường 12")))

    text = page(client.get("/assessments/district/"))

    assert ("Đảng bộ P13" in text, "12-BC/ĐU" in text) == (True, False)
    assert client.post(f"/assessments/district/receive/{released.copy.pk}/").status_code == 404


def test_the_page_after_sign_in_tells_which_reports_wait_and_how_many_are_to_come(released, client):
    known_key("P12")
    client.force_login(make.make_account("quanuy", "district", released.ward))

    before = page(client.get("/assessments/"))
    client.post(f"/assessments/district/receive/{released.copy.pk}/")
    after = page(client.get("/assessments/"))

    assert "Nhận báo cáo năm 2021 của Đảng bộ Phường 11 (12-BC/ĐU)" in before
    assert "Báo cáo năm 2021: 2 trong 2 phường chưa gửi" in before
    assert "Nhận báo cáo năm 2021" not in after
    assert "Báo cáo năm 2021: 1 trong 2 phường chưa gửi" in after


def test_the_office_hands_its_key_over_from_the_papers_page(released, client):
    client.force_login(released.office)

    text = page(client.get(f"/assessments/{released.campaign.pk}/papers/"))
    file = client.get("/assessments/public-key/")

    assert public_hex(installation_key()) in text
    assert file.content.decode() == public_pem(installation_key())
    assert IssuedPaper.objects.get().public_key == public_hex(installation_key())
