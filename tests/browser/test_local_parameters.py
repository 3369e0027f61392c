"""The page of the year's own parameters in a real browser: looked at and set; it fits a phone and can be read by ear."""

import pytest

from assessments.models import Campaign
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sitting(settings):
    settings.SAMPLE_TODAY = make.TODAY
    sitting = Sitting()
    for code in ("A002", "B001"):
        sitting.give(code, "office", "excellent")
    return sitting


def too_wide(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_committee_looks_and_sets(sitting, signed_in, axe, width):
    page = signed_in(sitting.committee)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/assessments/{sitting.campaign.pk}/parameters/")
    axe(page)
    wide = [too_wide(page)]

    page.get_by_label("Tỷ lệ của mức tối đa (%)").fill("10")
    page.get_by_role("button", name="Xem những gì sẽ thay đổi").click()
    page.get_by_role("heading", name="Các giá trị này làm thay đổi những gì").wait_for()
    axe(page)
    wide.append(too_wide(page))
    page.get_by_label("Văn bản: số và cơ quan ban hành").fill("07-NQ/ĐU, Ban Thường vụ")
    page.get_by_label("Ngày của văn bản").fill("07/01/2022")
    page.get_by_role("button", name="Đặt các tham số này").click()
    page.wait_for_selector(".note-success")
    axe(page)
    wide.append(too_wide(page))

    assert wide == [0, 0, 0]
    assert Campaign.objects.get().parameters == {"cap_percent": 10}
