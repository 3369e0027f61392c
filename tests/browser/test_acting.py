"""A clerk acts for the office in a browser, on a phone by keyboard: on, a file accepted, both names, off."""

import pytest

from assessments.models import SelfCritique
from assessments.services import submissions
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.cell_scene import make_complete, make_scene
from tests.browser.leaving import leaving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BAND = ".acting-band"


@pytest.fixture
def scene(settings):
    """KP01's file is sent; Chị Hai, secretary of KP02, is to act for the office."""
    settings.SAMPLE_TODAY = make.TODAY
    scene = make_scene()
    make_complete(scene)
    submissions.submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)
    make.make_deputy(scene.other_secretary, scene.office)
    return scene


def press(page, name: str) -> None:
    """A button by keyboard alone."""
    page.get_by_role("button", name=name, exact=True).focus()
    with leaving(page):
        page.keyboard.press("Enter")


def turn_language(page, name: str) -> None:
    with leaving(page):
        page.get_by_role("button", name=name, exact=True).click()


def test_a_file_is_accepted_in_the_office_s_place(signed_in, scene, axe):
    page = signed_in(scene.other_secretary)
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"/assessments/files/{scene.other_file.pk}/home/")
    offer = page.locator(BAND).inner_text()
    assert "Đồng chí được giao làm thay đồng chí Văn phòng" in offer
    assert "đến hết ngày 30/01/2022" in offer
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    press(page, "Làm thay Văn phòng")
    page.goto(f"/assessments/files/{scene.file.pk}/")
    assert "Bí thư Hai đang làm thay đồng chí Văn phòng" in page.locator(BAND).inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)
    turn_language(page, "English")
    assert "Bí thư Hai acts in the place of Văn phòng" in page.locator(BAND).inner_text()
    axe(page)
    turn_language(page, "Tiếng Việt")
    with leaving(page):
        page.locator(f"form[action$='/files/{scene.file.pk}/accept/'] button").click()
    assert scene.reload().stage == Stage.ACCEPTED
    page.goto(f"/assessments/files/{scene.file.pk}/history/")
    assert "Bí thư Hai, thay Văn phòng" in page.locator("main").inner_text()

    press(page, "Thôi làm thay")
    assert "đang làm thay" not in page.locator("body").inner_text()
    answer = page.goto(f"/assessments/files/{scene.file.pk}/")
    assert answer.status == 404


def test_a_page_opened_before_is_not_sent_in_the_other_s_name(signed_in, scene):
    """Two windows: in the one the deputy writes for the own cell, in the other it begins to act for the office."""
    page = signed_in(scene.other_secretary)
    review = scene.other_file.reviews.get(kind="member")
    page.goto(f"/assessments/critiques/{review.pk}/edit/")
    critique_url = page.url
    other = page.context.new_page()
    other.goto("/assessments/my/reminders/")
    with leaving(other):
        other.get_by_role("button", name="Làm thay Văn phòng", exact=True).click()

    page.locator("main textarea").first.fill("Chữ của bí thư Hai, viết cho chi bộ mình.")
    page.wait_for_function("() => document.getElementById('save-state').textContent.includes('đổi việc làm thay')")
    assert not SelfCritique.objects.filter(review=review).exists()

    with leaving(other):
        other.get_by_role("button", name="Thôi làm thay", exact=True).click()
    page.goto(critique_url)
    page.wait_for_function(
        "() => [...document.querySelectorAll('main textarea')].some((one) => one.value.includes('bí thư Hai'))"
    )
