"""Comments and criteria sheets in a real browser: wide and narrow, by keyboard, without a fault that axe can find."""

import pytest
from django.urls import reverse

from assessments.models import CriteriaSheet, Opinion
from tests import factories as make
from tests.assessments.cell_scene import hold_meeting, make_scene, submit_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(live_server):
    return make_scene()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def test_every_page_is_accessible_and_fits_its_window(scene, look_at):
    submit_all(scene)
    hold_meeting(scene)
    member, cell = scene.review("Nguyễn Văn An"), scene.review("Chi bộ Khu phố 1")
    opinion = Opinion.objects.create(
        review=member, body="mass_organization", body_name="Hội Phụ nữ", text="Nhiệt tình.", grade="good", sheet="05",
        sheet_version="CV123-2021", levels={"duties": "good"}, saved_by="x", saved_at=make.now(),
    )  # fmt: skip
    addresses = [
        *(url(name, member.pk) for name in ("opinion_list", "opinion_new", "criteria_sheet", "critique_read")),
        *(url(name, opinion.pk) for name in ("opinion_edit", "opinion_withdraw")),
        *(url(name, cell.pk) for name in ("criteria_sheet", "opinion_list")),
        *(url(name, scene.file.pk) for name in ("critique_list", "file_check", "level_table")),
    ]
    look_at(scene.secretary, *addresses)


def test_a_cells_sheet_is_filled_in_by_keyboard(scene, signed_in):
    page = signed_in(scene.secretary)
    page.goto(url("criteria_sheet", scene.review("Chi bộ Khu phố 1").pk))

    page.focus("#id_level_politics_none")
    page.keyboard.press("ArrowRight")
    page.focus("#id_comment")
    page.keyboard.type("Đoàn kết")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".note-success")

    kept = CriteriaSheet.objects.get()
    assert (kept.levels, kept.comment) == ({"politics": "excellent"}, "Đoàn kết")
