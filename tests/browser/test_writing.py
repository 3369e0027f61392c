"""Writing without fear: what is typed survives a closed lid, a lost connection and an ended session, and nobody else sees it."""

import re

import pytest
from django.contrib.sessions.models import Session

from assessments.services.self_critiques import CritiqueValues, save_draft
from tests import factories as make
from tests.assessments.cell_scene import make_scene
from tests.browser.writing_page import (
    KEPT,
    SECRET,
    edit,
    kept,
    leave_unsent,
    opened,
    saved,
    send_nothing,
    sign_in,
    state,
    type_and_keep,
    with_password,
    without_autosave,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(live_server):
    return make_scene()


@pytest.fixture
def review(scene):
    return scene.review("Nguyễn Văn An")


def test_what_is_typed_is_saved_by_itself_and_then_not_on_the_device(scene, review, signed_in, axe):
    page = opened(signed_in(scene.secretary), review)
    assert page.inner_text("#save-state") == "Chưa lưu lần nào"
    type_and_keep(page)
    assert page.inner_text("#save-state") == "Chưa lưu"

    state(page, r"^Đã lưu lúc \d\d:\d\d$")

    page.wait_for_function(f"() => {KEPT}.length === 0")
    assert saved(review) == SECRET
    assert page.input_value("input[name=revision]") == "1"
    assert page.inner_text("#save-told") == ""
    axe(page)
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.reload()
    assert (page.input_value("#id_text_duties"), asked) == (SECRET, [])


def test_it_is_saved_while_somebody_types_without_a_rest(scene, review, signed_in):
    page = opened(signed_in(scene.secretary), review)
    page.clock.install()
    page.goto(edit(review))
    page.focus("#id_text_duties")
    with page.expect_response("**/autosave/") as answer:
        for second in range(16):
            page.keyboard.type(str(second % 10))
            page.clock.run_for(1000)

    assert answer.value.status == 200


def test_it_survives_a_closed_lid(scene, review, signed_in, axe):
    page = opened(signed_in(scene.secretary), review)
    without_autosave(page)
    page.check("#id_level_duties_1")
    type_and_keep(page, "Trực chốt\n12 ngày")
    send_nothing(page)
    page.close()

    again = page.context.new_page()
    again.goto(edit(review))
    again.wait_for_selector("#typed-notice")
    again.context.unroute_all()

    assert again.input_value("#id_text_duties") == "Trực chốt\n12 ngày"
    assert again.is_checked("#id_level_duties_1")
    assert re.search(r"Chữ gõ lúc \d\d:\d\d \d\d/\d\d/\d{4} trên máy này chưa gửi", again.inner_text("#typed-notice"))
    axe(again)
    state(again, "^Đã lưu lúc")
    assert saved(review) == "Trực chốt\n12 ngày"
    again.wait_for_function(f"() => {KEPT}.length === 0")


def test_it_survives_a_lost_connection(scene, review, signed_in):
    page = opened(signed_in(scene.secretary), review)
    page.context.set_offline(True)
    type_and_keep(page)
    assert page.inner_text("#save-state") == "Mất kết nối – chữ đang gõ được giữ, chưa gửi"
    assert page.inner_text("#save-told") == "Mất kết nối – chữ đang gõ được giữ, chưa gửi"
    page.wait_for_timeout(2500)
    assert saved(review) is None

    page.context.set_offline(False)

    state(page, "^Đã lưu lúc")
    assert saved(review) == SECRET
    assert page.inner_text("#save-told").startswith("Đã lưu lúc")


def test_an_answer_lost_on_the_way_is_no_conflict(scene, review, signed_in):
    page = opened(signed_in(scene.secretary), review)
    lost = []

    def lose_first(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/autosave/", lose_first)
    page.fill("#id_text_duties", "Gõ trước khi mất")
    state(page, "^Mất kết nối")
    page.fill("#id_text_duties", "Gõ trước khi mất, và sau đó")
    state(page, "^Đã lưu lúc")

    assert lost == [200]
    page.wait_for_function("() => document.querySelector('input[name=revision]').value === '2'")
    assert saved(review) == "Gõ trước khi mất, và sau đó"


def test_it_survives_the_end_of_the_session(scene, review, signed_in, axe):
    with_password(scene.secretary)
    page = opened(signed_in(scene.secretary), review)
    Session.objects.all().delete()
    type_and_keep(page)
    assert state(page, "^Phiên làm việc đã hết").endswith("chưa gửi. Đăng nhập lại")
    axe(page)

    page.click("#save-state a")
    page.wait_for_url("**/sign-in/**")
    assert len(kept(page)) == 1
    sign_in(page, scene.secretary)
    page.wait_for_selector("#typed-notice")

    assert page.url.endswith(edit(review))
    assert page.input_value("#id_text_duties") == SECRET
    state(page, "^Đã lưu lúc")
    assert saved(review) == SECRET


def test_signing_in_again_in_another_tab_is_enough(scene, review, signed_in):
    with_password(scene.secretary)
    page = opened(signed_in(scene.secretary), review)
    Session.objects.all().delete()
    page.fill("#id_text_duties", SECRET)
    state(page, "^Phiên làm việc đã hết")
    other = page.context.new_page()
    other.goto("/sign-in/")
    sign_in(other, scene.secretary)
    other.wait_for_selector("details.menu")

    page.evaluate("window.dispatchEvent(new Event('focus'))")

    state(page, "^Đã lưu lúc")
    assert saved(review) == SECRET


def test_another_account_on_the_same_browser_sees_and_reads_nothing(scene, review, signed_in):
    page = opened(signed_in(scene.secretary), review)
    without_autosave(page)
    type_and_keep(page)
    [[name, _stored]] = kept(page)
    everything = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert (SECRET in everything, "Bí" in everything, str(review.pk) in name.split(":")) == (False, False, False)
    assert edit(review) not in everything
    leave_unsent(page)

    office = signed_in(scene.office)
    office.goto(edit(review))
    office.wait_for_timeout(500)
    assert (office.input_value("#id_text_duties"), office.locator("#typed-notice").count()) == ("", 0)
    [[same_name, stored]] = kept(office)
    key = office.evaluate("fetch('/device-key/').then((answer) => answer.json())")
    read = office.evaluate(
        """async ([key, name, stored]) => {
            const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
            const { iv, data } = JSON.parse(stored);
            const how = { name: "AES-GCM", iv: bytes(iv), additionalData: new TextEncoder().encode(name) };
            const given = await crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["decrypt"]);
            return crypto.subtle.decrypt(how, given, bytes(data)).then(() => "read", () => "refused");
        }""",
        [key["key"], name.removeprefix("typing:"), stored],
    )
    assert (read, same_name) == ("refused", name)
    assert kept(office) == [[name, stored]]

    own = signed_in(scene.secretary)
    own.goto(edit(review))
    own.wait_for_selector("#typed-notice")
    assert own.input_value("#id_text_duties") == SECRET


def test_a_page_left_open_by_another_account_saves_nothing_under_its_name(scene, review, signed_in):
    page = opened(signed_in(scene.secretary), review)
    signed_in(scene.office)
    page.fill("#id_text_duties", SECRET)

    assert "Văn phòng" in state(page, "^Chưa lưu: trình duyệt này nay đang đăng nhập bằng tài khoản")
    assert saved(review) is None


def test_signing_out_saves_and_erases(scene, review, signed_in):
    page = opened(signed_in(scene.secretary), review)
    type_and_keep(page)
    page.click("details.menu summary")
    page.click("details.menu button")
    page.wait_for_url("**/sign-in/**")

    assert kept(page) == []
    assert saved(review) == SECRET


def test_signing_out_erases_what_could_not_be_sent_of_this_account_alone(scene, review, signed_in):
    page = opened(signed_in(scene.office), review)
    without_autosave(page)
    type_and_keep(page, "Chữ của văn phòng")
    [[office_name, _stored]] = kept(page)
    leave_unsent(page)
    own = signed_in(scene.secretary)
    own.goto(edit(review))
    own.fill("#id_text_duties", SECRET)
    own.wait_for_function(f"() => {KEPT}.length === 2")

    own.click("details.menu summary")
    own.click("details.menu button")
    own.wait_for_url("**/sign-in/**")

    assert [name for name, _stored in kept(own)] == [office_name]


def test_forgotten_copies_go_after_thirty_days(scene, review, signed_in):
    page = opened(signed_in(scene.secretary), review)
    page.evaluate("""() => {
        const days = (number) => JSON.stringify({ at: Date.now() - number * 86400000, iv: "", data: "" });
        localStorage.setItem("typing:a:b", days(31));
        localStorage.setItem("typing:a:c", days(29));
        localStorage.setItem("typing:a:d", "?");
        localStorage.setItem("another", "1");
    }""")
    page.goto("/")

    assert sorted(page.evaluate("Object.keys(localStorage)")) == ["another", "typing:a:c"]


def test_a_save_by_hand_erases_and_one_that_ran_into_the_sign_in_does_not(scene, review, signed_in):
    page = opened(signed_in(scene.secretary), review)
    without_autosave(page)
    type_and_keep(page)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.click("button[value=save]")
    page.wait_for_url("**/sign-in/**")
    assert len(kept(page)) == 1
    page.context.add_cookies(cookies)
    page.goto(edit(review))
    page.wait_for_selector("#typed-notice")

    page.click("button[value=save]")
    page.wait_for_selector(".note-success")

    assert (kept(page), saved(review)) == ([], SECRET)


def test_a_submission_refused_leaves_the_typed_text_and_no_copy(scene, review, signed_in):
    page = opened(signed_in(scene.secretary), review)
    type_and_keep(page)
    page.click("button[value=submit]")
    page.wait_for_selector("#error-summary")

    assert page.input_value("#id_text_duties") == SECRET
    state(page, "^Đã lưu lúc")
    page.wait_for_function(f"() => {KEPT}.length === 0")


def test_who_saved_meanwhile_is_told_and_both_are_shown(scene, review, signed_in, axe):
    page = opened(signed_in(scene.secretary), review)
    values = CritiqueValues({"duties": "Văn phòng viết"})
    save_draft(by=scene.office, review_id=review.pk, values=values, revision=0, on=make.TODAY)
    type_and_keep(page)

    assert re.match(r"Văn phòng đã sửa bản này lúc \d\d:\d\d\. ", state(page, "đã sửa bản này"))
    assert saved(review) == "Văn phòng viết"
    axe(page)
    page.click("button[value=save]")
    page.wait_for_selector("#stale")
    assert page.input_value("#id_text_duties") == SECRET
    page.fill("#id_text_limits", "Thêm một câu")
    page.wait_for_timeout(2600)
    assert saved(review) == "Văn phòng viết"  # only a person decides to put theirs aside
    page.click("button[value=save]")
    page.wait_for_selector(".note-success")

    assert saved(review) == SECRET


def test_a_copy_on_the_device_and_a_newer_text_are_laid_side_by_side(scene, review, signed_in, axe):
    page = opened(signed_in(scene.secretary), review)
    without_autosave(page)
    type_and_keep(page)
    leave_unsent(page)
    values = CritiqueValues({"duties": "Văn phòng viết"})
    save_draft(by=scene.office, review_id=review.pk, values=values, revision=0, on=make.TODAY)
    page.goto(edit(review))
    page.wait_for_selector("#typed-notice table")

    cells = page.locator("#typed-notice tbody tr").all_inner_texts()
    assert [text.split("\t")[1:] for text in cells] == [["Văn phòng viết", SECRET]]
    assert page.input_value("#id_text_duties") == "Văn phòng viết"
    axe(page)
    page.fill("#id_text_limits", "Gõ trước khi chọn")
    page.wait_for_timeout(700)
    page.reload()
    page.wait_for_selector("#typed-notice table")
    assert page.input_value("#id_text_limits") == "Gõ trước khi chọn"
    page.click("#typed-notice button.btn-primary")

    assert page.input_value("#id_text_duties") == SECRET
    assert page.locator("#typed-notice").count() == 0


def test_a_copy_thrown_away_is_gone(scene, review, signed_in):
    page = opened(signed_in(scene.secretary), review)
    without_autosave(page)
    type_and_keep(page)
    leave_unsent(page)
    values = CritiqueValues({"duties": "Văn phòng viết"})
    save_draft(by=scene.office, review_id=review.pk, values=values, revision=0, on=make.TODAY)
    page.goto(edit(review))
    page.click("#typed-notice button.btn-secondary")

    page.wait_for_function(f"() => {KEPT}.length === 0")
    assert page.input_value("#id_text_duties") == "Văn phòng viết"


def test_without_a_secure_connection_nothing_is_kept_and_it_is_said(scene, review, signed_in):
    with_password(scene.secretary)
    page = signed_in(scene.secretary)
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    opened(page, review)
    assert "không giữ chữ trên máy" in page.inner_text("#save-state")
    page.fill("#id_text_duties", SECRET)
    state(page, "^Đã lưu lúc")
    Session.objects.all().delete()
    page.fill("#id_text_duties", SECRET + ", viết tiếp")

    page.click("button[value=save]")
    state(page, "Hãy để trang này mở")

    assert page.url.endswith(edit(review))
    assert page.input_value("#id_text_duties") == SECRET + ", viết tiếp"
    assert page.get_attribute("#save-state a", "target") == "_blank"
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"
