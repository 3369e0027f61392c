"""A transfer after the opening, from the office's form to the new cell's ballots; every page of it readable by all."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.models import BallotCount, LateChange
from assessments.selectors.facts import dossier_dict
from assessments.services import late_changes, self_critiques
from assessments.services.late_deed import Paper
from tests import factories as make
from tests.assessments.cell_scene import full_values, hold_meeting, make_scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(live_server, settings):
    settings.SAMPLE_TODAY = make.TODAY
    return make_scene()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def test_somebody_transferred_in_is_reviewed_and_voted_on_in_the_new_cell(scene, signed_in, axe):
    page = signed_in(scene.office)
    page.goto(url("file_people", scene.file.pk))
    page.click("text=Ghi thay đổi")
    page.fill("#id_full_name", "Đỗ Thị Chuyển Đến")
    page.fill("#id_admitted_on", "19/05/2001")
    page.fill("#id_former_name", "Chi bộ Khu phố 3, Đảng bộ Phường 12")
    page.fill("#id_former_since", "01/02/2019")
    page.fill("#id_effective_on", "15/12/2021")
    page.fill("#id_document", "Giấy giới thiệu số 41-GT/QU")
    page.fill("#id_document_date", "14/12/2021")
    page.click("text=Ghi thay đổi này")
    page.wait_for_selector(".note-success")
    assert "phải có nhận xét của chi bộ cũ (HD 21)" in page.inner_text("main")
    axe(page)

    page = signed_in(scene.secretary)
    page.goto(url("file_people", scene.file.pk))
    assert "Đỗ Thị Chuyển Đến" in page.inner_text("main")
    review = LateChange.objects.get().review
    page.goto(url("critique_list", scene.file.pk))
    page.click("main >> text=Đỗ Thị Chuyển Đến")
    page.fill("#id_text_duties", "Nhận nhiệm vụ tổ trưởng tổ dân phố từ tháng 12.")
    page.click("button[value=save]")
    page.wait_for_selector(".note-success")
    page.goto("about:blank")  # nothing of the page asks the server while the services write
    revision = review.critique.revision
    values = full_values(review)
    self_critiques.submit_critique(
        by=scene.secretary, review_id=review.pk, values=values, revision=revision, on=make.TODAY
    )
    hold_meeting(scene)
    page.goto(url("ballot_sheet", scene.file.pk))
    page.fill(f"#id_row_{review.pk}_excellent", "0")
    page.fill(f"#id_row_{review.pk}_good", "3")
    page.fill(f"#id_row_{review.pk}_fulfilled", "0")
    page.fill(f"#id_row_{review.pk}_unfulfilled", "0")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_selector(".note-success")

    assert BallotCount.objects.get(review=review).good == 3
    [row] = [row for row in dossier_dict(scene.campaign)["members"] if row["code"] == review.code]
    assert (row["cell"], row["grade"], row["excellent_ballots"]) == ("KP01", "good", 0)


def test_every_page_of_changes_is_accessible_and_fits_its_window(scene, look_at):
    gone = scene.review("Lê Văn Dự")
    paper = Paper(date(2021, 12, 15), "15-QĐ/ĐU", date(2021, 12, 14))
    late_changes.death(
        by=scene.office, campaign_id=scene.campaign.pk, paper=paper, member_id=gone.member_id, on=make.TODAY
    )
    make.make_member(scene.file.cell, "Đỗ Thị Mới", code="X1")
    listed, new = url("late_changes", scene.campaign.pk), url("late_change_new", scene.campaign.pk)
    kinds = ("transfer_in", "move", "death", "exemption", "seat", "headship", "post", "post_end")
    addresses = [listed, new, *(f"{new}?kind={kind}" for kind in kinds)]
    addresses += [f"{new}?take_over=member-{scene.file.cell.members.get(code='X1').pk}"]
    addresses += [url("critique_read", gone.pk), url("file_people", scene.file.pk), url("file_history", scene.file.pk)]
    look_at(scene.office, *addresses)
