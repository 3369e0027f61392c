"""Self-critiques on paper typed for a whole cell: all rows or none, nobody overwritten unseen, the complete submitted."""

import pytest

from assessments.models import Attachment, CritiqueVersion, Grading, ReviewFile, SelfCritique
from assessments.selectors.paper_entry import entry_rows, entry_tables
from assessments.services.paper_entry import PaperRow, save_paper_rows, submit_papers
from assessments.services.self_critiques import CritiqueValues, save_draft
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_scene, submit_all
from tests.assessments.hint_scene import issued_hint
from tests.assessments.paper_scene import levels_of, upload, with_pages

pytestmark = pytest.mark.django_db

AN, BINH, CUONG = "Nguyễn Văn An", "Nguyễn Văn Bình", "Nguyễn Văn Cường"


@pytest.fixture
def scene():
    return make_scene()


def row(scene, name=AN, revision=0, levels=None, grade="good", files=(), **more) -> PaperRow:
    review = scene.review(name)
    return PaperRow(review.pk, revision, levels_of(review) if levels is None else levels, grade, uploads=files, **more)


def save(scene, *rows, by=None):
    return save_paper_rows(by=by or scene.secretary, file_id=scene.file.pk, rows=rows, on=make.TODAY)


def hand_in(scene, by=None):
    return submit_papers(by=by or scene.secretary, file_id=scene.file.pk, on=make.TODAY)


def test_pages_levels_and_grade_of_many_are_kept_at_once(scene):
    changed = save(
        scene,
        row(scene, AN, files=(upload("an 1.pdf"), upload("an 2.pdf"))),
        row(scene, BINH, levels={"duties": "excellent"}, grade="", self_grade_officer="good"),
    )

    an, binh = SelfCritique.objects.get(review__name=AN), SelfCritique.objects.get(review__name=BINH)
    assert changed == 2
    assert (an.self_grade, an.is_submitted, {one.level_self for one in an.answers.all()} - {""}) == (
        "good",
        False,
        {"good"},
    )
    assert {one.section: one.level_self for one in binh.answers.all() if one.level_self} == {"duties": "excellent"}
    assert (binh.self_grade, binh.self_grade_officer) == ("", "good")
    assert [one.name for one in Attachment.objects.order_by("pk")] == ["an 1.pdf", "an 2.pdf"]
    assert set(JournalEntry.objects.filter(action="critique.saved").values_list("text__object_name", flat=True)) == {
        AN,
        BINH,
    }


def test_what_was_typed_as_text_stays(scene):
    review = scene.review(AN)
    save_draft(
        by=scene.office,
        review_id=review.pk,
        values=CritiqueValues(texts={"character": "Gương mẫu"}),
        revision=0,
        on=make.TODAY,
    )
    save(scene, row(scene, AN, revision=1))

    assert SelfCritique.objects.get().answers.get(section="character").text == "Gương mẫu"
    assert CritiqueVersion.objects.filter(kind="saved").count() == 2


def test_one_wrong_row_keeps_all_others_out(scene):
    with pytest.raises(Refused) as refused:
        save(
            scene,
            row(scene, AN, files=(upload("an.pdf"),)),
            row(scene, BINH, levels={"duties": "best"}),
            row(scene, CUONG, files=(upload("cuong.png", b"<svg/>"),)),
        )

    binh, cuong = scene.review(BINH).pk, scene.review(CUONG).pk
    assert [(one.field, one.message.partition(":")[0]) for one in refused.value.refusals] == [
        (f"row_{cuong}", CUONG), (f"row_{binh}", BINH),
    ]  # fmt: skip
    assert not SelfCritique.objects.exists()
    assert not Attachment.objects.exists()


def test_another_hand_in_between_is_named_and_not_overwritten(scene):
    save(scene, row(scene, AN, grade="good"))
    save(scene, row(scene, AN, revision=1, grade="fulfilled"), by=scene.office)

    with pytest.raises(Refused, match=f"{AN}: Văn phòng đã lưu dòng này"):
        save(scene, row(scene, AN, revision=1, grade="excellent"), row(scene, BINH))

    assert list(SelfCritique.objects.values_list("review__name", "self_grade")) == [(AN, "fulfilled")]
    assert save(scene, row(scene, AN, revision=2, grade="excellent")) == 1


def test_what_is_saved_already_is_not_saved_again(scene):
    save(scene, row(scene, AN))

    assert save(scene, row(scene, AN, revision=1), row(scene, BINH, levels={}, grade="")) == 0
    assert [one.revision for one in SelfCritique.objects.all()] == [1]


def test_two_rows_with_the_same_pages_are_refused(scene):
    with pytest.raises(Refused, match="của từng người"):
        save(scene, row(scene, AN, files=(upload("một.pdf"),)), row(scene, BINH, files=(upload("một.pdf"),)))

    assert not Attachment.objects.exists()


def test_each_row_with_pages_of_others_is_told_once(scene):
    """Not once for each of the others: a cell of seventy would read two thousand lines."""
    pages = [row(scene, name, files=(upload("một.pdf"),)) for name in (AN, BINH, CUONG)]
    with pytest.raises(Refused) as refused:
        save(scene, *pages)

    told = "“một.pdf” trùng với tệp đã đính kèm cho Nguyễn Văn An. Hãy đính kèm bản của từng người. (123-CV/ĐU 2.1)"
    assert [str(one) for one in refused.value.refusals] == [f"{BINH}: {told}", f"{CUONG}: {told}"]


def test_rows_of_others_are_none_of_this_page(scene):
    for stranger in ("Phạm Văn Khác", "Lê Thị Miễn", "Chi bộ Khu phố 1"):
        with pytest.raises(Refused, match="không thuộc bảng này"):
            save(scene, PaperRow(scene.review(stranger).pk, 0, {}, "good"))


def test_those_on_paper_and_complete_are_submitted_the_others_are_not(scene):
    save(
        scene,
        row(scene, AN, files=(upload("an.pdf"),)),
        row(scene, BINH, levels={"duties": "good"}, files=(upload("binh.pdf"),)),
        row(scene, CUONG),
    )
    review = scene.review("Lê Văn Dự")
    save_draft(by=scene.secretary, review_id=review.pk, values=full_values(review), revision=0, on=make.TODAY)

    outcome = hand_in(scene)

    assert ([one.name for one in outcome.done], outcome.refused) == ([AN], [])
    assert Grading.objects.get(step="self", current=True).review.name == AN
    assert hand_in(scene).done == []


def test_what_holds_one_up_is_told_and_holds_up_nobody_else(scene):
    save(scene, row(scene, AN, files=(upload("an.pdf"),)), row(scene, BINH, files=(upload("binh.pdf"),)))
    issued_hint(scene.review(AN))

    outcome = hand_in(scene)

    assert [one.name for one in outcome.done] == [BINH]
    assert [(review.name, refusals[0].field.partition("_")[0]) for review, refusals in outcome.refused] == [
        (AN, "hint")
    ]


@pytest.mark.parametrize("who", ["other_secretary", "committee", "member"])
def test_nobody_but_those_who_write_the_file(scene, who):
    person = scene.review(AN).member
    account = (
        make.make_account("an", "member", scene.file.cell, member=person) if who == "member" else getattr(scene, who)
    )
    with_pages(scene, BINH)
    save(scene, row(scene, BINH))

    with pytest.raises(NotPermitted):
        save(scene, row(scene, AN), by=account)
    with pytest.raises(NotPermitted):
        hand_in(scene, by=account)

    assert list(SelfCritique.objects.values_list("review__name", "submitted_at")) == [(BINH, None)]


def test_a_sent_file_takes_nothing(scene):
    ReviewFile.objects.update(stage=Stage.SUBMITTED)

    for deed in (lambda: save(scene, row(scene)), lambda: hand_in(scene)):
        with pytest.raises(Refused, match="đã gửi"):
            deed()


def test_a_submitted_one_is_changed_only_after_it_is_taken_back(scene):
    submit_all(scene)
    critique = SelfCritique.objects.get(review__name=AN)

    with pytest.raises(Refused, match="đã nộp"):
        save(scene, row(scene, AN, revision=critique.revision, grade="excellent"))
    with pytest.raises(Refused, match="đã nộp"):
        save(scene, row(scene, AN, revision=critique.revision, files=(upload(),)))


def test_the_table_has_a_column_for_each_criterion_of_its_form(scene):
    first, second = entry_tables(entry_rows(scene.file))

    assert [one.review.name for one in first.rows] == ["Chi ủy Khu phố 1"]
    assert [one.review.name for one in second.rows] == [AN, BINH, CUONG, "Lê Văn Dự", "Lê Thị Mới"]
    assert [section.number for section, _heading in second.columns] == ["I.1", "I.2", "I.3", "I.4", "I.5", "III"]
    assert (first.officer_grade, second.officer_grade) == (False, True)


def test_a_row_says_what_is_left(scene):
    def state():
        found = next(one for one in entry_rows(scene.file) if one.review.name == AN)
        return found.left, found.is_ready, found.is_submitted

    states = [state()]
    save(scene, row(scene, AN))
    states.append(state())
    with_pages(scene, AN)
    states.append(state())
    hand_in(scene)

    assert [*states, state()] == [(6, False, False), (0, False, False), (0, True, False), (0, False, True)]
