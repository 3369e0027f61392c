"""Trials and mends in a real browser: wide, on a phone, clean for readers who hear them."""

import pytest

from assessments.models import Trial
from assessments.services import trials
from assessments.workflow import Scope
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sitting(settings):
    settings.SAMPLE_TODAY = make.TODAY
    sitting = Sitting()
    sitting.ready_for_people()
    sitting.take_over(Scope.PEOPLE)
    sitting.draft(Scope.PEOPLE, **dict.fromkeys(("A002", "A003", "A004"), "excellent"))
    return sitting


def test_a_way_to_mend_is_looked_at_as_a_trial_and_applied(signed_in, sitting):
    page = signed_in(sitting.committee)
    page.goto(f"/assessments/{sitting.campaign.pk}/mends/")
    page.locator("input[name=pick]").first.check()
    page.get_by_role("button", name="Xem cách này như bản thử").first.click()
    page.get_by_role("link", name="Đưa vào theo các bước thường").click()
    page.fill("#id_reason", "Ít phiếu nhất")
    page.get_by_role("button", name="Đưa vào các bảng").click()
    page.wait_for_selector(".note-success")

    assert Trial.objects.get().applied_by == "Thường vụ Một"
    page.goto(f"/assessments/{sitting.campaign.pk}/mends/")
    assert "Xuất sắc vượt mức" not in page.inner_text("main")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_fit_and_are_accessible(signed_in, axe, sitting, width):
    made = [
        trials.create_trial(by=sitting.office, campaign_id=sitting.campaign.pk, name=name, on=make.TODAY)
        for name in ("Một", "Hai")
    ]
    change = {"target": "unit", "code": "KP01", "to": "excellent"}
    trials.save_trial(by=sitting.office, trial_id=made[0].pk, changes=[change], revision=1, on=make.TODAY)
    page = signed_in(sitting.committee)
    page.set_viewport_size({"width": width, "height": 800})
    campaign, trial = sitting.campaign.pk, made[0].pk
    too_wide = []
    for path in (
        f"{campaign}/mends/",
        f"{campaign}/trials/",
        f"trials/{trial}/?q=an",
        f"trials/{trial}/apply/",
        f"{campaign}/trials/compare/?a={trial}&b={made[1].pk}",
    ):
        page.goto(f"/assessments/{path}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(path)
        axe(page)
    assert too_wide == []
    page.goto(f"/assessments/trials/{trial}/?q=an")
    laid_out = {row.evaluate("row => getComputedStyle(row).display") for row in page.locator(".table.stack tr").all()}
    assert laid_out == {"block" if width == 360 else "table-row"}


def test_the_gauges_follow_the_choice_before_anything_is_saved(signed_in, axe, sitting):
    trial = trials.create_trial(by=sitting.office, campaign_id=sitting.campaign.pk, name="Một", on=make.TODAY)
    page = signed_in(sitting.office)
    page.goto(f"/assessments/trials/{trial.pk}/?q=an 2")
    before = page.inner_text("[data-live=effects]")

    page.select_option("#id_person-A002", "good")
    page.get_by_text("1 thay đổi so với hiện nay. ").wait_for()

    said = page.inner_text("[data-live=said]")
    assert "Đảng viên xuất sắc: 2, tối đa 2 (trên 11)." in said
    assert page.inner_text("[data-live=effects]") != before
    assert page.inner_text("[data-live=actual-KP01]") == "2 vượt 1"
    assert page.locator("[data-live=said]").get_attribute("role") == "status"
    axe(page)
    trial.refresh_from_db()
    assert trial.changes == []

    page.get_by_role("button", name="Tính và lưu bản thử").click()
    page.wait_for_selector(".note-success")
    trial.refresh_from_db()
    assert [change["code"] for change in trial.changes] == ["A002"]


def test_a_choice_that_cannot_be_worked_out_says_so(signed_in, sitting):
    trial = trials.create_trial(by=sitting.office, campaign_id=sitting.campaign.pk, name="Một", on=make.TODAY)
    page = signed_in(sitting.office)
    page.goto(f"/assessments/trials/{trial.pk}/?q=an 2")
    page.context.clear_cookies()

    page.select_option("#id_person-A002", "good")

    page.get_by_text("Chưa tính được kết quả vào lúc này.").wait_for()
    assert page.input_value("#id_person-A002") == "good"
