"""The committee's table in a real browser: usable on a phone, counted while choosing, clean for readers who hear it."""

import pytest

from assessments.workflow import Scope
from tests.assessments.sitting import Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sitting():
    sitting = Sitting()
    sitting.ready_for_people()
    return sitting


def test_excellent_is_counted_while_choosing_and_saved_by_keyboard(signed_in, sitting):
    page = signed_in(sitting.committee)
    page.goto(f"/assessments/{sitting.campaign.pk}/decide/people/")
    chosen = page.locator(f"#id_grade-{sitting.review('B001').pk}")
    live = page.locator('[data-live-cell="KP02"]')
    assert live.is_hidden()
    chosen.select_option("excellent")
    assert live.locator("output").inner_text() == "1"
    chosen.select_option("good")
    assert live.is_hidden()
    chosen.select_option("excellent")
    page.locator(".save-bar button").press("Enter")
    page.wait_for_selector(".note-success")
    assert sitting.grade("B001", "draft") == "excellent"


def test_the_pages_of_the_sitting_fit_and_are_accessible(look_at, sitting):
    sitting.take_over(Scope.PEOPLE)
    paths = ("decisions", "proposals", "decide/units", "decide/people", "decide/heads", "quotas", "sign/people")
    look_at(sitting.committee, *(f"/assessments/{sitting.campaign.pk}/{path}/" for path in paths))
