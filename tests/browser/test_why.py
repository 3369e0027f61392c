"""The page that explains a grade in a real browser: it fits, it can be read by ear, it prints."""

import pytest

from assessments.workflow import GradingStep
from tests.assessments.services.test_regrades import again
from tests.assessments.sitting import Sitting
from tests.assessments.views.test_why_page import warn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_explanations_fit_and_are_accessible(signed_in, axe, width):
    sitting = Sitting()
    sitting.give("B001", GradingStep.OFFICE, "excellent")
    page = signed_in(sitting.committee)
    page.set_viewport_size({"width": width, "height": 800})
    too_wide = []
    for code in ("A001", "B001", "KP01", "UBND", "@"):
        page.goto(f"/assessments/reviews/{sitting.review(code).pk}/why/")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(code)
        axe(page)
    assert too_wide == []


@pytest.mark.parametrize("width", [360, 1280])
def test_what_was_kept_fits_beside_what_the_record_says_now(signed_in, axe, width):
    sitting = Sitting()
    sitting.decide_all()
    again(sitting, "B005", "fulfilled")
    warn(sitting, "B005")
    page = signed_in(sitting.committee)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/assessments/reviews/{sitting.review('B005').pk}/why/?now=1")

    assert page.locator("#differs").is_visible()
    assert page.locator("section > h2").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)


def test_the_print_has_no_controls(signed_in):
    sitting = Sitting()
    page = signed_in(sitting.office)
    page.goto(f"/assessments/reviews/{sitting.review('B001').pk}/why/")
    page.emulate_media(media="print")

    assert page.locator("[data-print]").is_hidden()
    assert page.locator("#highest").is_visible()
    assert page.locator("#points-caption").is_visible()
