"""What the member in charge of a review hint reads, and whom he or she does not."""

import pytest

from assessments.services import hints
from tests import factories as make
from tests.assessments.cell_scene import full_values, submit_all
from tests.assessments.hint_scene import draft, issued, issued_hint, make_hint_scene
from tests.assessments.pages import get, text, url

pytestmark = pytest.mark.django_db
AN, BINH = "Nguyễn Văn An", "Nguyễn Văn Bình"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def scene():
    return make_hint_scene()


def test_in_charge_reads_the_text_of_the_one_and_of_nobody_else(scene):
    submit_all(scene)
    hint = issued(scene)
    others = [scene.review(name) for name in (BINH, "Chi ủy Khu phố 1", "Phạm Văn Khác")]

    answer = get(scene.in_charge, "critique_read", hint.review_id)

    assert answer.status_code == 200
    assert full_values(hint.review).texts["duties"] in text(answer)
    page = answer.content.decode()
    assert [name for name in (BINH, "Nguyễn Văn Cường", "Lê Thị Miễn") if name in page] == []
    assert [url("cell_home", scene.file.pk) in page, url("critique_list", scene.file.pk) in page] == [False, False]
    assert [get(scene.in_charge, "critique_read", other.pk).status_code for other in others] == [404, 404, 404]
    assert get(scene.in_charge, "critique_edit", hint.review_id).status_code == 404


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_in_charge_reads_only_while_the_hint_is_issued(scene, state):
    submit_all(scene)
    hint = draft(scene, in_charge_id=scene.person.pk) if state == "draft" else issued(scene)
    if state == "withdrawn":
        assert get(scene.in_charge, "critique_read", hint.review_id).status_code == 200
        hints.withdraw_hint(by=scene.committee, hint_id=hint.pk, reason="x", revision=hint.revision, on=make.TODAY)

    pages = [
        get(scene.in_charge, "critique_read", hint.review_id),
        get(scene.in_charge, "hint_detail", hint.pk),
        get(scene.in_charge, "hint_list", scene.campaign.pk),
    ]

    assert [page.status_code for page in pages] == [404, 404, 404]


def test_a_closed_account_in_charge_reads_nothing(scene):
    hint = issued(scene)
    scene.in_charge.is_active = False
    scene.in_charge.save()

    assert get(scene.in_charge, "hint_detail", hint.pk).status_code == 302  # to the sign-in


def test_the_list_shows_a_member_in_charge_the_own_hints_alone(scene):
    issued(scene)
    other = make.make_member(None, "Phan Văn Ủy", ward=scene.campaign.ward)
    issued_hint(scene.review(BINH), other)

    answer = get(scene.in_charge, "hint_list", scene.campaign.pk)

    assert [row.hint.review.name for row, _late, _mine in answer.context["rows"]] == [AN]
    assert "Tôi phụ trách" in text(answer)
    assert BINH not in text(answer)


def test_the_start_page_leads_a_member_in_charge_to_the_review(scene):
    hint = issued(scene)

    answer = get(scene.in_charge, "dashboard")

    assert [(work.what, work.url) for work in answer.context["own_works"]] == [
        (f"Chỉ đạo kiểm điểm của {AN}: đã trả lời 0/2 điểm", url("hint_detail", hint.pk))
    ]
    assert "chưa có nhiệm vụ" not in text(answer)


def test_a_secretary_in_charge_elsewhere_is_not_led_past_it(scene):
    scene.other_secretary.member = scene.person
    scene.other_secretary.save()
    issued(scene)

    answer = get(scene.other_secretary, "dashboard")

    # the hint, and what the own file asks next
    assert (answer.status_code, len(answer.context["own_works"])) == (200, 2)
    assert get(scene.other_secretary, "file_hints", scene.file.pk).status_code == 404
