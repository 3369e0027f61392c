"""A meeting from its names to its minutes, in a real browser."""

import pytest
from django.urls import reverse

from assessments.models import Attendance, BallotCount, Meeting
from tests.assessments.cell_scene import hold_meeting, make_complete, make_scene, take_attendance
from tests.browser.leaving import leaving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AN = "Nguyễn Văn An"


@pytest.fixture
def scene(live_server):
    return make_scene()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def test_from_the_names_over_the_ballots_to_the_minutes(scene, signed_in, axe):
    page = signed_in(scene.secretary)
    page.goto(url("meeting_edit", scene.file.pk))
    page.fill("#id_held_on", "18/12/2021")
    page.fill("#id_chair", "Nguyễn Văn Bình")
    for name in ("issued", "collected", "valid"):
        page.fill(f"#id_ballots_{name}", "2")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/attendance/")

    member = scene.review(AN).member_id
    page.focus(f"#id_person_{member}")
    page.keyboard.press("Space")
    page.fill(f"input[name=person_{member}_reason]", "việc riêng")
    with leaving(page):
        page.click("text=Lưu điểm danh")
    page.wait_for_selector(".note-success")
    axe(page)
    page.fill(f"#id_later_{member}_on", "22/12/2021")
    with leaving(page):
        page.click("text=Lưu việc kiểm điểm bổ sung")
    page.wait_for_selector(".note-success")

    with leaving(page):
        page.click("text=Sang phần phiếu")
    review = scene.review("Nguyễn Văn Bình")
    page.fill(f"#id_row_{review.pk}_good", "2")
    page.click("button.btn-primary[type=submit]")
    page.wait_for_selector(".note-success")

    page.goto(url("minutes_edit", scene.file.pk))
    page.fill("#id_began_at", "18:30")
    page.fill(f"#id_note_{review.pk}", "Tận tụy với tổ dân phố")
    page.click("text=Lưu biên bản")
    page.wait_for_selector(".note-success")
    page.click("main .actions a:has-text('Xem và in biên bản')")
    page.wait_for_selector("article.paper")
    told = page.inner_text("article.paper")

    assert "từ 18 giờ 30" in told
    assert "Tận tụy với tổ dân phố" in told
    assert "việc riêng" in told
    assert Attendance.objects.get(present=False).reviewed_later_on is not None
    assert (Meeting.objects.get().present, BallotCount.objects.get().good) == (4, 2)


def test_the_pages_are_accessible_and_fit_the_window(scene, signed_in, look_at):
    make_complete(scene)
    hold_meeting(scene, valid=2, revision=3, called=None, present=None, voters_present=None)
    take_attendance(scene, absent={AN: "ốm"}, guests="Khách")
    addresses = [url(name, scene.file.pk) for name in ("meeting_edit", "attendance", "ballot_sheet", "minutes_edit")]
    look_at(scene.secretary, *addresses, url("file_paper", scene.file.pk, "meeting_minutes"))

    page = signed_in(scene.office)
    page.goto(url("ballot_sheet", scene.file.pk))
    assert page.locator("#ballot-sheet input[type=text]").count() == 0
