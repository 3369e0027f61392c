"""From the secretary's link to a submitted self-critique, on a phone; the secretary sees who wrote."""

import pytest
from django.urls import reverse

from assessments.models import SelfCritique
from tests.assessments.cell_scene import full_values, make_scene
from tests.browser.leaving import leaving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
PIN = "739152"


@pytest.fixture
def scene(live_server):
    return make_scene()


def narrow(page):
    """Nothing stands out of a small phone's screen."""
    page.set_viewport_size(PHONE)
    assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]


def test_a_member_comes_by_a_link_chooses_a_pin_writes_and_submits(scene, signed_in, page, axe):
    review = scene.review("Nguyễn Văn An")
    page = signed_in(scene.secretary)
    page.goto(reverse("assessments:invitations", args=[scene.file.pk]))
    axe(page)
    with leaving(page):
        page.click(f"tr:has-text('{review.name}') button")
    link = page.inner_text(".slip-address")
    axe(page)
    narrow(page)

    page.context.clear_cookies()  # the phone of the member
    page.goto(link)
    assert link.split("/")[-2] not in page.url
    narrow(page)
    axe(page)
    page.fill("#id_pin", "123456")
    page.fill("#id_pin_again", "123456")
    with leaving(page):
        page.click("main button[type=submit]")
    assert "dễ bị đoán nhất" in page.inner_text("#error-summary")
    page.fill("#id_pin", PIN)
    page.fill("#id_pin_again", PIN)
    page.click("main button[type=submit]")
    page.wait_for_url("**/assessments/my/")
    narrow(page)
    axe(page)

    with leaving(page):
        page.click("main a.btn-primary")
    narrow(page)
    axe(page)
    write(page, review)
    with leaving(page):
        page.click("button[value=submit]")
    assert "/assessments/my/" in page.url
    assert "Đã nộp" in page.inner_text("main")
    axe(page)

    page.click("details.menu summary")
    with leaving(page):
        page.click("details.menu button")
    page.fill("#id_username", "an.kp01")
    page.fill("#id_password", PIN)
    page.click("main button[type=submit]")
    page.wait_for_url("**/assessments/my/")

    page = signed_in(scene.secretary)
    page.goto(reverse("assessments:critique_read", args=[review.pk]))
    assert "Nguyễn Văn An" in page.inner_text(".what-left")
    assert SelfCritique.objects.get(review=review).submitted_by == "Nguyễn Văn An"


def write(page, review):
    """Section by section, as the phone shows them: one is on the screen at a time."""
    page.on("dialog", lambda dialog: dialog.accept())
    values = full_values(review)
    for key, text in values.texts.items():
        page.evaluate("key => { location.hash = `section-${key}`; }", key)
        page.fill(f"#id_text_{key}", text)
        if key in values.levels:
            page.check(f"#section-{key} input[value=good]")
    page.evaluate("() => { location.hash = 'section-self-grade'; }")
    page.check("#id_self_grade input[value=good]")
