"""Papers in a real browser: printed from their page, attached, typed for a whole cell by keyboard, submitted."""

import pytest
from django.urls import reverse

from assessments.models import Attachment, SelfCritique
from tests.assessments.cell_scene import make_scene
from tests.assessments.paper_scene import pages_of, with_pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AN, BINH = "Nguyễn Văn An", "Nguyễn Văn Bình"


@pytest.fixture
def scene(live_server):
    return make_scene()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def test_every_page_is_accessible_and_fits_its_window(scene, look_at):
    kept = with_pages(scene, AN)
    review, file = scene.review(AN), scene.file
    look_at(
        scene.secretary,
        url("file_paper_list", file.pk), url("paper_entry", file.pk), url("file_attachments", file.pk),
        url("review_attachments", review.pk), url("attachment_withdraw", kept.pk), url("critique_read", review.pk),
        url("critique_edit", review.pk), url("critique_list", file.pk), url("review_paper", review.pk, "form"),
        url("file_paper", file.pk, "ballot_papers"), url("file_paper", file.pk, "sheets_03"),
        url("file_paper", file.pk, "attendance_list"),
    )  # fmt: skip


def test_a_cell_hands_in_its_paper(scene, signed_in, tmp_path):
    scan = tmp_path / "an.pdf"
    scan.write_bytes(pages_of("an.pdf"))
    page = signed_in(scene.secretary)
    page.goto(url("paper_entry", scene.file.pk))
    review = scene.review(AN)
    page.set_input_files(f"[name=upload_{review.pk}]", str(scan))
    page.focus(f"[name^=level_{review.pk}_]")
    for _criterion in range(6):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.click("text=Lưu và nộp những bản đã đủ")
    page.wait_for_selector(".note-success")

    critique = SelfCritique.objects.get()
    assert (critique.review.name, critique.is_submitted, critique.self_grade) == (AN, True, "excellent")
    assert {answer.level_self for answer in critique.answers.all()} - {""} == {"excellent"}
    assert Attachment.objects.get().name == "an.pdf"


def test_what_was_chosen_comes_back_after_the_session_had_ended(scene, signed_in):
    page = signed_in(scene.secretary)
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(url("paper_entry", scene.file.pk))
    grade = f"[name=grade_{scene.review(AN).pk}]"
    page.select_option(grade, "good")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.click("text=Lưu tất cả các dòng")
    page.wait_for_url("**/sign-in/**")
    page.context.add_cookies(cookies)
    page.goto(url("paper_entry", scene.file.pk))
    page.wait_for_selector("#typed-notice")

    assert page.input_value(grade) == "good"
    page.click("text=Lưu tất cả các dòng")
    page.wait_for_selector(".note-success")
    assert SelfCritique.objects.get().self_grade == "good"


def test_what_is_no_paper_is_told_at_the_row(scene, signed_in, axe, tmp_path):
    wrong = tmp_path / "scan.png"
    wrong.write_bytes(b"<svg/>")
    page = signed_in(scene.secretary)
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(url("paper_entry", scene.file.pk))
    page.set_input_files(f"[name=upload_{scene.review(BINH).pk}]", str(wrong))
    page.click("text=Lưu tất cả các dòng")
    page.wait_for_selector("#error-summary")
    axe(page)
    page.click(f"#error-summary a[href='#id_row_{scene.review(BINH).pk}']")

    assert page.evaluate("document.activeElement.id") == f"id_row_{scene.review(BINH).pk}"
    assert "Không nhận loại tệp này" in page.inner_text("tr.has-error")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_paper_comes_back_as_a_download(scene, signed_in):
    kept = with_pages(scene, AN)
    page = signed_in(scene.secretary)
    page.goto(url("critique_read", kept.review_id))
    with page.expect_download() as waiting:
        page.click(f"text={kept.name}")

    assert waiting.value.suggested_filename == kept.name
