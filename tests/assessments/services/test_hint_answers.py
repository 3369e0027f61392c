"""Points are answered with the draft of the critique; an open one stops the critique and the file, by name and clause."""

from dataclasses import replace

import pytest

from assessments.models import SelfCritique
from assessments.services.self_critiques import (
    autosave,
    restore_version,
    save_draft,
    submit_critique,
    withdraw_critique,
)
from assessments.services.submissions import submit_file
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_complete
from tests.assessments.hint_scene import POINTS, answers, draft, issued, make_hint_scene

pytestmark = pytest.mark.django_db
AN = "Nguyễn Văn An"


@pytest.fixture
def scene():
    return make_hint_scene()


def fields(refused) -> list[str]:
    return [refusal.field for refusal in refused.value.refusals]


def answer_and_submit(scene, hint, name=AN, **more):
    review = scene.review(name)
    critique = SelfCritique.objects.filter(review=review).first()
    values = replace(full_values(review), hint_answers=answers(hint) if hint else {}, **more)
    return submit_critique(
        by=scene.secretary,
        review_id=review.pk,
        values=values,
        revision=critique.revision if critique else 0,
        on=make.TODAY,
    )


def test_each_unanswered_point_stops_the_submission_and_is_named(scene):
    hint = issued(scene)
    first, second = hint.points.all()

    with pytest.raises(Refused) as refused:
        submit_critique(
            by=scene.secretary,
            review_id=hint.review_id,
            values=replace(full_values(scene.review(AN)), hint_answers={first.pk: "Đã rõ", second.pk: " … "}),
            revision=0,
            on=make.TODAY,
        )

    [refusal] = refused.value.refusals
    assert (refusal.field, refusal.citation) == (f"hint_{second.pk}", "123-CV/ĐU 3.5, 3.2")
    assert refusal.message == (f"Mục IV, điểm 2 của gợi ý kiểm điểm 15-CV/ĐU chưa được trả lời: “{POINTS[1]}”.")
    assert first.answer.text == "Đã rõ"  # what was typed is saved all the same


def test_answered_point_by_point_the_critique_is_submitted(scene):
    hint = issued(scene)

    critique = answer_and_submit(scene, hint)

    assert critique.is_submitted
    assert [point.answer.text for point in hint.points.all()] == ["Đã giải trình 1", "Đã giải trình 2"]
    assert {point.answer.saved_by for point in hint.points.all()} == {"Bí thư Một"}


def test_a_file_with_an_open_point_is_not_sent_and_says_which(scene):
    make_complete(scene)
    hint = issued(scene)
    critique = SelfCritique.objects.get(review=hint.review)
    SelfCritique.objects.filter(pk=critique.pk).update(submitted_at=make.now(), submitted_by="x")

    with pytest.raises(Refused) as refused:
        submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)

    assert fields(refused) == ["missing_hints", "missing_hints"]
    assert [str(refusal) for refusal in refused.value.refusals] == [
        f"{AN}: Mục IV, điểm {place} của gợi ý kiểm điểm 15-CV/ĐU chưa được trả lời: “{text}”. (123-CV/ĐU 3.5, 3.2)"
        for place, text in enumerate(POINTS, start=1)
    ]


def test_answered_the_reopened_file_is_sent_again(scene):
    make_complete(scene)
    submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)
    hint = issued(scene)
    answer_and_submit(scene, hint)

    file = submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)

    assert (file.stage, file.round) == (Stage.SUBMITTED, 2)


@pytest.mark.parametrize("who", ["other_secretary", "committee", "in_charge", "district"])
def test_only_the_cells_side_and_the_office_answer(scene, who):
    hint = issued(scene)

    with pytest.raises(NotPermitted):
        save_draft(
            by=getattr(scene, who),
            review_id=hint.review_id,
            values=replace(full_values(scene.review(AN)), hint_answers=answers(hint)),
            revision=0,
            on=make.TODAY,
        )


def test_a_point_of_another_review_or_of_a_draft_takes_no_answer(scene):
    other, drafted = issued(scene, "Nguyễn Văn Bình"), draft(scene)
    for hint in (other, drafted):
        with pytest.raises(Refused) as refused:
            save_draft(
                by=scene.secretary,
                review_id=scene.review(AN).pk,
                values=replace(full_values(scene.review(AN)), hint_answers=answers(hint)),
                revision=0,
                on=make.TODAY,
            )
        assert fields(refused) == [f"hint_{point.pk}" for point in hint.points.all()]


def test_answers_go_with_the_versions_of_the_critique(scene):
    hint = issued(scene)
    answer_and_submit(scene, hint)

    version = SelfCritique.objects.get(review=hint.review).versions.order_by("number").last()

    assert version.hints == {str(point.pk): f"Đã giải trình {point.position}" for point in hint.points.all()}


def test_a_critique_taken_back_keeps_its_answers(scene):
    hint = issued(scene)
    critique = answer_and_submit(scene, hint)

    withdraw_critique(by=scene.secretary, review_id=hint.review_id, revision=critique.revision, on=make.TODAY)

    assert [point.answer.text for point in hint.points.all()] == ["Đã giải trình 1", "Đã giải trình 2"]


def test_answers_typed_are_kept_by_themselves_and_the_same_is_not_saved_twice(scene):
    hint = issued(scene)
    values = replace(full_values(scene.review(AN)), hint_answers=answers(hint))

    def keep(values, revision):
        return autosave(by=scene.secretary, review_id=hint.review_id, values=values, revision=revision, on=make.TODAY)

    first = keep(values, 0)
    again = keep(values, 0)  # the answer to the first was lost on the way
    changed = keep(replace(values, hint_answers=answers(hint, "Nói rõ hơn")), first.revision)

    assert (first.revision, again.revision, changed.revision) == (1, 1, 2)
    assert [point.answer.text for point in hint.points.all()] == ["Nói rõ hơn 1", "Nói rõ hơn 2"]


def test_an_earlier_version_brings_its_answers_back(scene):
    hint = issued(scene)
    values = replace(full_values(scene.review(AN)), hint_answers=answers(hint))
    wanted = {"by": scene.secretary, "review_id": hint.review_id, "on": make.TODAY}
    save_draft(values=values, revision=0, **wanted)
    save_draft(values=replace(values, hint_answers=answers(hint, "Khác")), revision=1, **wanted)

    restore_version(number=1, revision=2, **wanted)

    assert [point.answer.text for point in hint.points.all()] == ["Đã giải trình 1", "Đã giải trình 2"]
