"""Papers and results in a real browser: readable by everyone, on a phone too."""

import pytest

from assessments.models import ReviewFile
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.reports.copies import issued_copy
from tests.assessments.sitting import Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 360, "height": 740}
OFFICE_PAGES = (
    "/assessments/{id}/papers/",
    "/assessments/{id}/papers/ward_summary/",
    "/assessments/{id}/papers/ward_summary/issue/",
    "/assessments/{id}/narrative/",
    "/assessments/{id}/results/",
)


@pytest.fixture
def ward(settings):
    settings.SAMPLE_TODAY = make.TODAY
    sitting = Sitting()
    sitting.decide_all()
    sitting.district = make.make_account("quanuy", "district", sitting.ward, display_name="Ban Tổ chức Quận ủy")
    sitting.secretary = make.make_account("bithu", "secretary", sitting.first, display_name="Bí thư Khu phố 1")
    return sitting


def too_wide(page) -> int:
    """How many pixels the page itself scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_the_offices_pages_are_accessible_and_fit_a_phone(ward, look_at):
    issued_copy(ward.campaign)
    look_at(ward.office, *(address.format(id=ward.campaign.pk) for address in OFFICE_PAGES))


@pytest.mark.parametrize("reader", ["district", "secretary"])
def test_results_are_accessible_and_fit_a_phone(ward, signed_in, axe, reader):
    ReviewFile.objects.update(stage=Stage.RELEASED)
    issued_copy(ward.campaign)
    page = signed_in(getattr(ward, reader))

    page.goto(f"/assessments/{ward.campaign.pk}/results/")
    axe(page)
    page.set_viewport_size(NARROW)

    assert too_wide(page) == 0


def test_the_office_issues_the_report_by_keyboard(ward, signed_in):
    page = signed_in(ward.office)
    page.goto(f"/assessments/{ward.campaign.pk}/papers/ward_summary/issue/")

    page.focus("#id_number")
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/papers/")
    assert page.get_by_role("link", name="12-BC/ĐU").first.is_visible()
    assert "12-BC/ĐU" in page.locator(".note-success").inner_text()
