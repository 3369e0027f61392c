"""The rule book in a real browser: readable by everyone, on a phone and on paper."""

import pytest

from assessments.models import CheckRun
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 360, "height": 740}
PAGES = (
    "/assessments/rulebook/2021/",
    "/assessments/rulebook/2020/",
    "/assessments/rulebook/compare/",
    "/assessments/{id}/recheck/",
)


@pytest.fixture
def ward(settings):
    settings.SAMPLE_TODAY = make.TODAY
    sitting = Sitting()
    sitting.decide_all()
    run = CheckRun.objects.get(purpose="sign:people")
    run.answer["counts"]["members"]["good"] = 4
    run.answer["caps"][0]["limit"] = 9
    run.answer["quotas"][0]["quota"] = 9
    run.save()
    return sitting


def too_wide(page) -> int:
    """How many pixels the page itself scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_the_pages_are_accessible_and_fit_a_phone(ward, look_at):
    look_at(ward.office, *(address.format(id=ward.campaign.pk) for address in PAGES))


def test_on_paper_the_book_keeps_its_tables_and_leaves_out_the_controls(ward, signed_in):
    page = signed_in(ward.office)
    page.goto(PAGES[0])

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})

    assert not page.get_by_role("button", name="In").is_visible()
    assert page.locator("table.book thead").first.is_visible()
    assert page.locator("#contents").is_hidden()


def test_the_footer_leads_to_the_book(ward, signed_in):
    page = signed_in(ward.office)
    page.goto("/assessments/")

    page.locator("footer").get_by_role("link", name="Sách quy tắc").click()

    page.wait_for_url("**/rulebook/2021/")
