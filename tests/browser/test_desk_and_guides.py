"""The desk's lists and the guides in a real browser: nothing for axe to find in both languages, no wider than a phone."""

import pytest

from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sitting(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return Sitting()


def too_wide(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def looked_at(page, axe, addresses) -> None:
    for language in ("vi", "en"):
        page.context.add_cookies(
            [{"name": "portal_language", "value": language, "url": page.url if "://" in page.url else addresses[0]}]
        )
        for address in addresses:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(address)
            axe(page)
            page.set_viewport_size({"width": 360, "height": 740})
            assert (address, language, too_wide(page)) == (address, language, 0)


def test_guides_and_lists_are_accessible_in_both_languages(sitting, signed_in, axe, live_server):
    year = f"{live_server.url}/assessments/{sitting.campaign.pk}"
    page = signed_in(sitting.office)
    looked_at(
        page, axe,
        [f"{live_server.url}/assessments/guides/office/", f"{year}/?q=nguyen+van+an", f"{year}/proposals/?left=1",
         f"{live_server.url}/cells/accounts/?state=unused", f"{year}/planning/"],
    )  # fmt: skip


def test_the_frame_leads_to_the_guide_by_keyboard(sitting, signed_in, live_server):
    secretary = make.make_account("bithu1", "secretary", sitting.first)
    page = signed_in(secretary)
    page.goto(f"{live_server.url}/assessments/?all")
    page.get_by_role("contentinfo").get_by_role("link", name="Hướng dẫn").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/guides/secretary/")
    assert page.locator("main h1").inner_text() == "Hướng dẫn dành cho bí thư chi bộ, thư ký tập thể"
