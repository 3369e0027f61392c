"""The cell's side in a real browser: by keyboard, on a phone, without a fault that axe can find."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import BallotCount, Meeting
from tests.assessments.cell_scene import hold_meeting, make_complete, make_scene
from tests.cells.services.test_second_factors import code_at, set_up

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILE_PAGES = (
    "cell_home", "file_people", "critique_list", "meeting_edit", "attendance", "ballot_sheet", "level_table",
    "minutes_edit", "file_check",
)  # fmt: skip

PASTE = """([id, text]) => {
    const data = new DataTransfer();
    data.setData("text", text);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.getElementById(id).dispatchEvent(event);
}"""


@pytest.fixture
def scene(live_server):
    return make_scene()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def test_every_page_is_accessible_and_fits_its_window(scene, look_at):
    make_complete(scene)
    look_at(scene.secretary, *(url(name, scene.file.pk) for name in FILE_PAGES))
    look_at(scene.secretary, url("critique_read", scene.review("Lê Thị Mới").pk))


def test_a_draft_says_that_it_is_not_saved_and_warns_before_it_is_left(scene, signed_in, axe):
    page = signed_in(scene.secretary)
    page.goto(url("critique_edit", scene.review("Nguyễn Văn An").pk))
    axe(page)
    page.fill("#id_text_duties", "Đã trực chốt 12 ngày.")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    assert page.inner_text("#save-state") == "Chưa lưu"
    page.click("nav.where a >> nth=0")
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]

    page.click("button[value=save]")
    page.wait_for_selector(".note-success")
    assert page.input_value("#id_text_duties") == "Đã trực chốt 12 ngày."
    assert page.inner_text("#save-state").startswith("Đã lưu lúc")


def test_without_connection_the_typed_text_stays(scene, signed_in):
    page = signed_in(scene.secretary)
    page.goto(url("critique_edit", scene.review("Nguyễn Văn An").pk))
    page.context.set_offline(True)
    page.fill("#id_text_duties", "Gõ khi mất mạng")
    page.click("button[value=save]")

    assert page.inner_text("#save-state") == "Mất kết nối – chữ đang gõ được giữ, chưa gửi"
    assert page.input_value("#id_text_duties") == "Gõ khi mất mạng"
    page.context.set_offline(False)
    page.click("button[value=save]")
    page.wait_for_selector(".note-success")


def test_the_ballot_sheet_is_filled_by_keyboard_and_sums_at_once(scene, signed_in):
    hold_meeting(scene)
    first, second = scene.review("Nguyễn Văn An"), scene.review("Nguyễn Văn Bình")
    page = signed_in(scene.secretary)
    page.goto(url("ballot_sheet", scene.file.pk))
    row = page.locator("tr", has=page.locator(f"#id_row_{first.pk}_good"))

    page.focus(f"#id_row_{first.pk}_excellent")
    page.keyboard.type("1")
    assert row.locator(".sum").inner_text() == "1/3 thiếu 2"
    page.keyboard.press("ArrowRight")
    page.keyboard.type("2")
    assert row.locator(".sum").inner_text() == "3/3 đủ"
    row.locator(".carried:not(:text-is('–'))").wait_for()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == f"id_row_{second.pk}_good"
    page.keyboard.type("3")
    page.click("button.btn-primary[type=submit]")
    page.wait_for_selector(".note-success")

    assert dict(BallotCount.objects.values_list("review__name", "good")) == {"Nguyễn Văn An": 2, "Nguyễn Văn Bình": 3}


def test_a_block_from_excel_is_pasted_over_the_rows(scene, signed_in):
    hold_meeting(scene)
    first, second = scene.review("Nguyễn Văn An"), scene.review("Nguyễn Văn Bình")
    page = signed_in(scene.secretary)
    page.goto(url("ballot_sheet", scene.file.pk))

    page.evaluate(PASTE, [f"id_row_{first.pk}_excellent", "1\t2\t0\t0\r\n0\t3\t0\t0\r\n"])

    assert [page.input_value(f"#id_row_{pk}_good") for pk in (first.pk, second.pk)] == ["2", "3"]
    assert Meeting.objects.get().revision == 1


def test_a_pasted_number_is_never_cut_short(scene, signed_in):
    hold_meeting(scene)
    review = scene.review("Nguyễn Văn An")
    page = signed_in(scene.secretary)
    page.goto(url("ballot_sheet", scene.file.pk))

    page.evaluate(PASTE, [f"id_row_{review.pk}_excellent", "1.000\t30000\t0\t0\n"])

    typed = [page.input_value(f"#id_row_{review.pk}_{column}") for column in ("excellent", "good")]
    assert typed == ["1.000", "30000"]


def sign_out_behind(page):
    page.context.clear_cookies(name="sessionid")


def sign_in_by_hand(page, account, password):
    page.fill("#id_username", account.username)
    page.fill("#id_password", password)
    page.click("main button[type=submit]")


def test_what_was_typed_comes_back_after_the_session_had_ended(scene, signed_in, axe):
    scene.secretary.set_password("mat-khau-moi-9")
    scene.secretary.save()
    review = scene.review("Nguyễn Văn An")
    page = signed_in(scene.secretary)
    page.goto(url("critique_edit", review.pk))
    page.fill("#id_text_duties", "Đã trực chốt\n12 ngày.")
    page.check("#id_level_duties_1")
    sign_out_behind(page)
    page.click("button[value=save]")
    page.wait_for_url("**/sign-in/**")
    sign_in_by_hand(page, scene.secretary, "sai")
    page.wait_for_selector("#error-summary")
    sign_in_by_hand(page, scene.secretary, "mat-khau-moi-9")
    page.wait_for_selector("#typed-notice")

    assert page.url.endswith(url("critique_edit", review.pk))
    assert page.evaluate("document.activeElement.id") == "typed-notice"
    assert page.input_value("#id_text_duties") == "Đã trực chốt\n12 ngày."
    assert page.is_checked("#id_level_duties_1")
    assert page.inner_text("#save-state") == "Chưa lưu"
    axe(page)
    page.click("button[value=save]")
    page.wait_for_selector(".note-success")
    assert page.input_value("#id_text_duties") == "Đã trực chốt\n12 ngày."
    page.goto(url("critique_edit", review.pk))
    assert page.locator("#typed-notice").count() == 0


def test_what_was_typed_comes_back_to_its_own_account_alone(scene, signed_in):
    scene.office.set_password("mat-khau-moi-9")
    scene.office.save()
    secret, _codes = set_up(scene.office, timezone.now() - timedelta(hours=1))
    page = signed_in(scene.secretary)
    page.goto(url("critique_edit", scene.review("Nguyễn Văn An").pk))
    page.fill("#id_text_duties", "Đã trực chốt 12 ngày.")
    sign_out_behind(page)
    page.click("button[value=save]")
    page.wait_for_url("**/sign-in/**")
    sign_in_by_hand(page, scene.office, "mat-khau-moi-9")
    page.fill("#id_code", code_at(secret, timezone.now()))
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_text_duties")

    assert page.input_value("#id_text_duties") == ""


def test_a_page_left_open_saves_after_signing_in_again_elsewhere(scene, signed_in):
    scene.secretary.set_password("mat-khau-moi-9")
    scene.secretary.save()
    page = signed_in(scene.secretary)
    page.goto(url("critique_edit", scene.review("Nguyễn Văn An").pk))
    page.fill("#id_text_duties", "Gõ trước khi đăng nhập lại")
    sign_out_behind(page)
    other = page.context.new_page()
    other.goto("/sign-in/")
    sign_in_by_hand(other, scene.secretary, "mat-khau-moi-9")
    other.wait_for_selector("details.menu")
    page.click("button[value=save]")
    page.wait_for_selector(".note-success")

    assert page.input_value("#id_text_duties") == "Gõ trước khi đăng nhập lại"


def test_two_clicks_send_once(scene, signed_in):
    page = signed_in(scene.secretary)
    page.goto(url("critique_edit", scene.review("Nguyễn Văn An").pk))
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.fill("#id_text_duties", "Bấm hai lần")
    page.evaluate("""() => {
        const button = document.querySelector("button[value=save]");
        button.click();
        button.click();
    }""")
    page.wait_for_selector(".note-success")

    assert len(sent) == 1


def test_typed_facts_are_not_left_behind_without_a_warning(scene, signed_in):
    page = signed_in(scene.secretary)
    page.goto(url("year_facts", scene.file.cell_id, 2021))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("input[name$=sick_leave_months]").first.fill("2")
    page.click("table.facts th a >> nth=0")
    page.wait_for_timeout(200)

    assert asked == ["beforeunload"]


def test_the_save_bar_never_hides_what_has_the_focus(scene, signed_in, axe):
    page = signed_in(scene.secretary)
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 650})
    page.goto(url("critique_edit", scene.review("Nguyễn Văn An").pk))
    page.focus("#id_text_character")
    hidden = []
    for _step in range(30):
        page.keyboard.press("Tab")
        hidden += page.evaluate("""() => {
            const bar = document.querySelector(".save-bar");
            const one = document.activeElement;
            const place = one.getBoundingClientRect();
            const under = Math.min(place.bottom, place.top + 40) > bar.getBoundingClientRect().top;
            return under && one.closest("fieldset") ? [one.id || one.tagName] : [];
        }""")
    assert hidden == []

    page.click("button[value=submit]")
    page.wait_for_selector("#error-summary")
    told = page.get_attribute("#id_text_duties", "aria-describedby")
    assert "I.2" in page.inner_text(f"#{told}")
    axe(page)


def test_a_phone_shows_the_chosen_level_and_whole_names(scene, signed_in):
    make_complete(scene)
    page = signed_in(scene.secretary)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(url("level_table", scene.file.pk))
    narrow = page.evaluate(
        "[...document.querySelectorAll('.level-grid select')].filter((one) => one.offsetWidth < 128).length"
    )
    page.goto(url("critique_list", scene.file.pk))
    names = page.evaluate("[...document.querySelectorAll('tbody th')].map((one) => one.offsetWidth)")

    assert narrow == 0
    assert min(names) >= 120
