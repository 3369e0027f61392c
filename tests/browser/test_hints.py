"""A review hint in a real browser: drafted, issued, refused without answers, answered and submitted; by eye and axe."""

import pytest
from django.urls import reverse

from assessments.models import ReviewHint, SelfCritique
from tests import factories as make
from tests.assessments.cell_scene import full_values
from tests.assessments.hint_scene import POINTS, draft, issued_hint, make_hint_scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AN = "Nguyễn Văn An"


@pytest.fixture
def scene(live_server, settings):
    settings.SAMPLE_TODAY = make.TODAY
    return make_hint_scene()


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def test_drafted_issued_refused_without_an_answer_answered_submitted(scene, signed_in):
    review = scene.review(AN)
    page = signed_in(scene.office)
    page.goto(url("hint_new", scene.campaign.pk))
    page.fill("#id_review", review.code)
    page.fill("#id_point_1", POINTS[0])
    page.click("button[value=save]")
    page.wait_for_selector(".note-success")
    hint = ReviewHint.objects.get()

    page = signed_in(scene.committee)
    page.goto(url("hint_issue", hint.pk))
    for name, typed in {
        "number": "15-CV/ĐU",
        "dated_on": "10/01/2022",
        "in_charge": scene.person.code,
        "due_on": "20/01/2022",
        "password": make.PASSWORD,
    }.items():
        page.fill(f"#id_{name}", typed)
    page.click(".btn-danger")
    page.wait_for_selector(".note-success")

    page = signed_in(scene.secretary)
    page.goto(url("cell_home", scene.file.pk))
    assert "1 điểm" in page.inner_text(".task-list li:nth-child(4)")
    page.goto(url("critique_edit", review.pk))
    values = full_values(review)
    for key, typed in values.texts.items():
        page.fill(f"#id_text_{key}", typed)
    for key in values.levels:
        page.check(f"[name=level_{key}][value=good]")
    page.check("[name=self_grade][value=good]")
    page.click("button[value=submit]")
    page.wait_for_selector("#error-summary")
    assert "điểm 1 của gợi ý kiểm điểm 15-CV/ĐU chưa được trả lời" in page.inner_text("#error-summary")
    point = hint.points.get()
    page.click(f"#error-summary a[href='#id_hint_{point.pk}']")
    page.keyboard.type("Do chi ủy họp chưa đều.")
    page.click("button[value=submit]")
    page.wait_for_selector(".note-success")

    assert SelfCritique.objects.get(review=review).is_submitted
    point.refresh_from_db()
    assert point.answer.text == "Do chi ủy họp chưa đều."


def test_every_page_is_accessible_and_fits_its_window(scene, look_at):
    drafted = draft(scene, "Nguyễn Văn Bình")
    hint = issued_hint(scene.review(AN), scene.person, POINTS)
    pages = [
        (scene.office, url("hint_list", scene.campaign.pk)),
        (scene.office, url("hint_new", scene.campaign.pk)),
        (scene.office, url("hint_record", scene.campaign.pk)),
        (scene.office, url("hint_edit", drafted.pk)),
        (scene.committee, url("hint_issue", drafted.pk)),
        (scene.committee, url("hint_detail", hint.pk)),
        (scene.committee, url("hint_withdraw", hint.pk)),
        (scene.secretary, url("file_hints", scene.file.pk)),
        (scene.secretary, url("critique_edit", hint.review_id)),
        (scene.in_charge, url("critique_read", hint.review_id)),
        (scene.in_charge, url("dashboard")),
    ]
    for account, address in pages:
        look_at(account, address)
