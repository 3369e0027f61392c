"""Help while writing: clean pastes, length and completeness, one section at a time on a phone, versions side by side."""

import pytest
from django.urls import reverse

from assessments.models import RemedyMeasure, Shortcoming
from assessments.services.self_critiques import CritiqueValues, save_draft, submit_critique
from cells.vietnamese import tidy_text
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_scene
from tests.browser.leaving import leaving
from tests.cells.tidied_texts import TIDIED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """([id, html, plain]) => {
    const data = new DataTransfer();
    if (html) data.setData("text/html", html);
    data.setData("text/plain", plain);
    const field = document.getElementById(id);
    field.focus();
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    return field.value;
}"""
# As Word puts it on the clipboard: styles, conditional comments, list markers in spans of their own.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {mso-style-parent:"";} --></style></head>
<body lang=VI style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoNormal style='margin-bottom:6.0pt'><b><span style='font-size:14.0pt;mso-fareast-language:EN-US'>Trong năm&nbsp;2021
đồng chí đã:<o:p></o:p></span></b></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;
mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Trực chốt<br>12 ngày<o:p></o:p></p>
<p class=MsoListParagraph style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o<span>&nbsp;&nbsp;</span></span>Vận động 40\u200b hộ</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Gu\u031bo\u031bng ma\u0302\u0303u</p>
<ul><li>Gạch đầu dòng</li></ul><script>alert(1)</script><!--EndFragment--></body></html>"""
CLEAN = "Trong năm 2021 đồng chí đã:\n- Trực chốt\n12 ngày\n- Vận động 40 hộ\n1. Gương mẫu\n- Gạch đầu dòng"


@pytest.fixture
def scene(live_server):
    return make_scene()


@pytest.fixture
def review(scene):
    return scene.review("Nguyễn Văn An")


def url(name, review, *args):
    return reverse(f"assessments:{name}", args=[review.pk, *args])


@pytest.fixture
def page_of(scene, review, signed_in):
    def open_page(width=1280):
        page = signed_in(scene.secretary)
        page.set_viewport_size({"width": width, "height": 900 if width > 400 else 740})
        page.goto(url("critique_edit", review), wait_until="networkidle")
        return page

    return open_page


def test_a_paste_from_word_leaves_clean_paragraphs(page_of):
    page = page_of()

    assert page.evaluate(PASTE, ["id_text_duties", WORD, "unused"]) == CLEAN
    assert tidy_text(CLEAN) == CLEAN
    page.wait_for_function("() => /^Đã lưu lúc/.test(document.getElementById('save-state').textContent)")
    page.keyboard.press("Control+z")
    assert page.input_value("#id_text_duties") == ""


def test_a_paste_goes_where_the_cursor_is(page_of):
    page = page_of()
    page.fill("#id_text_duties", "Đã  và hết.")
    page.evaluate("document.getElementById('id_text_duties').setSelectionRange(3, 3)")

    assert page.evaluate(PASTE, ["id_text_duties", "", "•\tlàm\u00a0xong"]) == "Đã - làm xong và hết."


def test_the_browser_tidies_as_the_portal_does(page_of):
    page = page_of()

    assert page.evaluate("texts => texts.map(window.tidyText)", list(TIDIED)) == list(TIDIED.values())


def test_length_and_completeness_follow_while_somebody_types(page_of):
    page = page_of()
    mark = page.locator("[data-section=section-duties] .section-mark")
    length = page.locator("[data-length-of=id_text_duties]")
    owed = page.locator("#section-list [data-owed]").count()
    assert (mark.inner_text(), length.inner_text()) == ("chưa viết", "0 từ · 0 ký tự")
    assert page.inner_text("#section-progress") == f"Đã viết 0 / {owed} mục"

    page.fill("#id_text_duties", "Trực chốt  12 ngày\n")
    assert (mark.inner_text(), length.inner_text()) == ("thiếu mức", "4 từ · 18 ký tự")
    page.check("#id_level_duties_1")
    page.check("#id_self_grade_1")
    assert mark.inner_text() == "đã viết"
    assert page.inner_text("#section-progress") == f"Đã viết 2 / {owed} mục"
    page.fill("#id_text_duties", "a" * 20_001)
    assert length.inner_text() == "1 từ · 20001 ký tự · dài quá: tối đa 20000 ký tự"


def shown(page):
    return page.evaluate(
        "[...document.querySelectorAll('fieldset.section')].filter((one) => one.offsetHeight).map((one) => one.id)"
    )


def test_a_desktop_shows_every_section_with_the_list_at_the_side(page_of):
    page = page_of()

    assert len(shown(page)) == page.locator("fieldset.section").count()
    assert page.locator("#section-list").is_visible()
    assert not page.locator("#section-toggle").is_visible()
    assert not page.locator(".section-steps").first.is_visible()


def test_a_phone_shows_one_section_at_a_time(page_of, axe):
    page = page_of(360)
    assert shown(page) == ["section-character"]
    axe(page)
    page.fill("#id_text_character", "Gương mẫu")
    page.click("#section-character .section-steps a:last-child")
    page.wait_for_function("() => document.activeElement.id === 'section-duties'")
    assert shown(page) == ["section-duties"]

    page.click("#section-toggle")
    assert page.get_attribute("#section-toggle", "aria-expanded") == "true"
    axe(page)
    page.click("#section-list a[href='#section-self-grade']")
    page.wait_for_function("() => document.activeElement.id === 'section-self-grade'")
    assert (shown(page), page.locator("#section-list").is_visible()) == (["section-self-grade"], False)
    page.go_back()
    page.wait_for_function("() => document.activeElement.id === 'section-duties'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.click("button[value=submit]")
    page.wait_for_selector("#error-summary")
    assert page.input_value("#id_text_character") == "Gương mẫu"
    page.click("#error-summary a[href='#id_text_limits']")
    assert shown(page) == ["section-limits"]
    assert page.evaluate("document.activeElement.id") == "id_text_limits"


def test_a_phone_is_used_by_keyboard_alone(page_of):
    page = page_of(360)
    page.focus("#section-character .section-steps a:last-child")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'section-duties'")
    reached = []
    for _step in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('fieldset')?.id"))

    assert set(reached) == {"section-duties"}


@pytest.mark.parametrize("width", [1280, 360])
def test_without_a_script_it_is_one_long_page_with_a_save_button(browser, live_server, scene, review, signed_in, width):
    cookies = signed_in(scene.secretary).context.cookies()
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": width, "height": 740}
    )
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(url("critique_edit", review))
    boxes = page.locator("fieldset.section textarea")
    visible = [boxes.nth(number).is_visible() for number in range(boxes.count())]
    page.fill("#id_text_duties", "Không có kịch bản")
    page.click("button[value=save]")
    told = page.locator(".note-success").inner_text()
    typed = page.input_value("#id_text_duties")
    context.close()

    assert set(visible) == {True}
    assert ("Đã lưu" in told, typed) == (True, "Không có kịch bản")


def test_last_years_text_and_plan_lie_beside(scene, review, page_of, axe):
    before = make.make_open_campaign(
        scene.campaign.ward, year=2020, review_date=make.REVIEW_DATE, grading_date=make.GRADING_DATE
    )
    old = before.reviews.get(kind="member", name="Nguyễn Văn An")
    submit_critique(by=scene.office, review_id=old.pk, values=full_values(old, "Năm 2020"), revision=0, on=make.TODAY)
    shortcoming = Shortcoming.objects.create(
        review=old, found_year=2020, text="Vắng họp", saved_by="x", saved_at=make.now()
    )
    RemedyMeasure.objects.create(
        shortcoming=shortcoming, measure="Dự họp đủ", person="Nguyễn Văn An", due_on=make.TODAY, saved_by="x",
        saved_at=make.now(),
    )  # fmt: skip
    page = page_of()

    assert page.locator("#section-remedies .beside").inner_text().count("Dự họp đủ") == 1
    assert "Năm 2020" in page.locator("#section-duties .beside").inner_text()
    axe(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_versions_fit_and_are_accessible(scene, review, signed_in, axe, width):
    for revision, text in enumerate(["Đã trực chốt 12 ngày.", "Đã trực chốt 15 ngày và vận động 40 hộ."]):
        values = CritiqueValues({"duties": text, "limits": "Còn nóng vội."}, {"duties": "good"})
        save_draft(by=scene.secretary, review_id=review.pk, values=values, revision=revision, on=make.TODAY)
    page = signed_in(scene.secretary)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(url("critique_edit", review))
    with leaving(page):
        page.click("text=Các bản trước")
    axe(page)
    with leaving(page):
        page.click("text=Đặt hai bản cạnh nhau")
    page.wait_for_selector("del")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    left, right = (page.locator(".version-side").nth(number).bounding_box() for number in (0, 1))
    assert (left["y"] == right["y"]) == (width > 400)

    page.goto(url("critique_version", review, 1))
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("text=Đưa bản này lại vào biểu mẫu")
    page.wait_for_selector(".note-success")
    assert page.input_value("#id_text_duties") == "Đã trực chốt 12 ngày."
