"""Review hints on the pages of the cell's side: seen once issued, a task of the list, answered in section IV."""

import pytest

from assessments.models import HintAnswer, SelfCritique
from assessments.selectors.critiques import form_of
from assessments.services.self_critiques import save_draft
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_complete, submit_all
from tests.assessments.hint_scene import POINTS, draft, issued, make_hint_scene
from tests.assessments.pages import get, post, text

pytestmark = pytest.mark.django_db
AN, BINH = "Nguyễn Văn An", "Nguyễn Văn Bình"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def scene():
    return make_hint_scene()


def test_the_cell_sees_a_hint_once_it_is_issued(scene):
    hint = draft(scene)
    before = get(scene.secretary, "hint_detail", hint.pk).status_code
    assert POINTS[0] not in text(get(scene.secretary, "file_hints", scene.file.pk))
    issued(scene, BINH)

    page = text(get(scene.secretary, "file_hints", scene.file.pk))

    assert before == 404
    assert (BINH in page, AN in page, page.count("Chưa trả lời")) == (True, False, 2)


def test_the_task_stands_fourth_with_its_points(scene):
    submit_all(scene)
    assert "Gợi ý kiểm điểm" not in text(get(scene.secretary, "cell_home", scene.file.pk))
    hint = issued(scene)

    tasks = {task.key: task for task, _url in get(scene.secretary, "cell_home", scene.file.pk).context["tasks"]}
    first = hint.points.first()
    HintAnswer.objects.create(point=first, text="Đã rõ", saved_by="x", saved_at=make.now())
    after = {task.key: task for task, _url in get(scene.secretary, "cell_home", scene.file.pk).context["tasks"]}

    assert (tasks["hints"].number, tasks["hints"].count, tasks["hints"].state_label) == (4, "2 điểm", "Chưa trả lời")
    assert 4 in tasks["send"].waits
    assert (after["hints"].count, after["hints"].state_label) == ("1/2 điểm", "Đang làm")


def test_section_four_says_that_there_is_no_hint(scene):
    page = text(get(scene.secretary, "critique_edit", scene.review(AN).pk))

    assert "Chưa có gợi ý kiểm điểm nào đối với bản kiểm điểm này" in page


def test_a_point_that_is_asked_is_counted_and_never_said_to_be_free(scene):
    review = scene.review(AN)
    before = get(scene.secretary, "critique_edit", review.pk).context
    hint = issued(scene)

    asked = get(scene.secretary, "critique_edit", review.pk).context
    answers = {f"hint_{point.pk}": "Đã rõ." for point in hint.points.all()}
    post(scene.secretary, "critique_edit", review.pk, revision="0", **answers)
    answered = get(scene.secretary, "critique_edit", review.pk).context

    marks = [
        next(row["mark"] for row in page["sections"] if row["key"] == "hints") for page in (before, asked, answered)
    ]
    assert marks == ["free", "empty", "done"]
    assert asked["sections_owed"] == before["sections_owed"] + 1
    assert (asked["sections_done"], answered["sections_done"]) == (0, 1)


def test_points_are_answered_in_section_four_with_the_draft(scene):
    hint = issued(scene)
    review = scene.review(AN)
    first, second = hint.points.all()
    form = form_of(review, None)
    values = full_values(review)
    typed = {f"text_{key}": value for key, value in values.texts.items()}
    typed |= {f"level_{section.key}": "good" for section in form.rated}

    refused = post(
        scene.secretary,
        "critique_edit",
        review.pk,
        **typed,
        self_grade="good",
        revision="0",
        action="submit",
        **{f"hint_{first.pk}": "Do thiếu bàn bạc."},
    )
    page = text(refused)

    assert refused.status_code == 200
    assert f"Mục IV, điểm 2 của gợi ý kiểm điểm 15-CV/ĐU chưa được trả lời: “{POINTS[1]}”. (123-CV/ĐU 3.5, 3.2)" in page
    assert f'href="#id_hint_{second.pk}"' in refused.content.decode()
    assert first.answer.text == "Do thiếu bàn bạc."
    revision = SelfCritique.objects.get(review=review).revision
    answer = post(
        scene.secretary,
        "critique_edit",
        review.pk,
        **typed,
        self_grade="good",
        revision=str(revision),
        action="submit",
        **{f"hint_{first.pk}": "Do thiếu bàn bạc.", f"hint_{second.pk}": "Đã thu đủ."},
    )
    assert answer.status_code == 302
    read = text(get(scene.secretary, "critique_read", review.pk))
    assert [words in read for words in (*POINTS, "Do thiếu bàn bạc.", "Đã thu đủ.")] == [True] * 4


def test_an_answer_somebody_else_saved_first_stands_beside_the_own(scene):
    hint = issued(scene)
    review = scene.review(AN)
    first = hint.points.first()
    save_draft(
        by=scene.office,
        review_id=review.pk,
        values=type(full_values(review))(hint_answers={first.pk: "của văn phòng"}),
        revision=0,
        on=make.TODAY,
    )

    answer = post(
        scene.secretary, "critique_edit", review.pk, revision="0", action="save", **{f"hint_{first.pk}": "của chi bộ"}
    )

    assert ("Gợi ý 15-CV/ĐU, điểm 1", "của văn phòng", "của chi bộ") in answer.context["stale"]["changes"]
    first.answer.refresh_from_db()
    assert first.answer.text == "của văn phòng"


def test_the_check_names_each_open_point_with_its_clause(scene):
    make_complete(scene)
    issued(scene)

    page = text(get(scene.secretary, "file_check", scene.file.pk))

    assert [f"điểm {place} của gợi ý kiểm điểm 15-CV/ĐU chưa được trả lời" in page for place in (1, 2)] == [True, True]
    assert "123-CV/ĐU 3.5, 3.2" in page
