"""A cell's sheet goes out and comes back: exactly what was shown is written, once, all of it or nothing, nothing decided lost."""

import pytest

from assessments.cell_sheet.layout import BALLOT_LAYOUT, HINT_LAYOUT, critique_layout
from assessments.cell_sheet.three_way import State
from assessments.models import (
    Answer,
    BallotCount,
    Grading,
    HintAnswer,
    HintPoint,
    ReviewFile,
    SelfCritique,
    SheetDownload,
    SheetUpload,
)
from assessments.review_forms import form_for
from assessments.selectors.cell_sheets import KEPT_DOWNLOADS, cell_sheet
from assessments.services import cell_sheets, self_critiques
from assessments.services.sheet_rows import SheetFaults
from assessments.services.steps import take_step
from assessments.workflow import Stage
from cells.access import access_of
from cells.models import JournalEntry
from cells.refusals import Refused
from cells.services.workbook_uploads import PlanChanged
from tests import factories as make
from tests.assessments.cell_scene import full_values, hold_meeting, make_scene, submit_all, vote_all
from tests.assessments.cell_sheet.sheets import remade, typed, without_page
from tests.assessments.hint_scene import issued_hint

pytestmark = pytest.mark.django_db
PERSON = critique_layout(form_for("member", {}))
AN, BINH, CUONG = "Nguyễn Văn An", "Nguyễn Văn Bình", "Nguyễn Văn Cường"


@pytest.fixture
def scene():
    return make_scene()


def download(scene, by=None) -> bytes:
    return cell_sheets.download_sheet(by=by or scene.secretary, file_id=scene.file.pk, on=make.TODAY)


def stage(scene, data, by=None, file=None) -> SheetUpload:
    return cell_sheets.stage_sheet(
        by=by or scene.secretary, file_id=(file or scene.file).pk, filename="phiếu.xlsx", data=data, on=make.TODAY
    )


def plan_of(scene, upload, by=None):
    upload.refresh_from_db()
    return cell_sheets.plan_sheet(upload, scene.reload(), access_of(by or scene.secretary, make.TODAY))[0]


def apply(scene, upload, choices=None, by=None, digest=None):
    by = by or scene.secretary
    return cell_sheets.apply_sheet(
        by=by,
        upload_id=upload.pk,
        choices=choices or {},
        expected_digest=digest or plan_of(scene, upload, by).digest(),
        on=make.TODAY,
    )


def draft(scene, name, **values):
    """What somebody types on the page of one critique: duties' text, level, grade."""
    critique = SelfCritique.objects.filter(review=scene.review(name)).first()
    typed_values = self_critiques.CritiqueValues(
        {"duties": values.get("text", "")}, {"duties": values.get("level", "")}, values.get("grade", "")
    )
    return self_critiques.save_draft(
        by=scene.secretary,
        review_id=scene.review(name).pk,
        values=typed_values,
        revision=critique.revision if critique else 0,
        on=make.TODAY,
    )


def text_of(scene, name, section="duties") -> str:
    answer = Answer.objects.filter(critique__review=scene.review(name), section=section).first()
    return answer.text if answer else ""


def states(plan) -> dict:
    return {state.value: [row.name for row in plan.of(state)] for state in State if plan.of(state)}


def nothing_written() -> tuple[int, int, int]:
    return SelfCritique.objects.count(), BallotCount.objects.count(), Grading.objects.count()


def test_a_sheet_taken_back_untouched_writes_nothing(scene):
    submit_all(scene)
    hold_meeting(scene)
    vote_all(scene)

    plan = plan_of(scene, stage(scene, remade(download(scene))))

    assert (plan.rows, plan.faults, plan.missing, plan.writes, plan.two_way) == ((), (), (), False, False)


def test_drafts_ballots_and_grades_go_in_at_once(scene):
    hold_meeting(scene)
    data = typed(download(scene), PERSON, AN, text_duties="=đã làm\nxong", level_duties="Tốt", self_grade="Hoàn thành tốt nhiệm vụ")  # fmt: skip
    data = typed(data, BALLOT_LAYOUT, AN, good=3)
    data = typed(data, BALLOT_LAYOUT, BINH, excellent=3, grade="Hoàn thành tốt nhiệm vụ", reason="Nhường")

    done = apply(scene, stage(scene, data))

    critique = SelfCritique.objects.get(review=scene.review(AN))
    assert (text_of(scene, AN), critique.self_grade, critique.is_submitted) == ("=đã làm\nxong", "good", False)
    assert [(version.kind, version.by_name) for version in critique.versions.all()] == [("saved", "Bí thư Một")]
    assert {row.review.name: (row.grade, row.reason) for row in Grading.objects.filter(step="cell", current=True)} == {
        AN: ("good", ""),
        BINH: ("good", "Nhường"),
    }
    assert (done.outcome["written"], bytes(done.content)) == (3, b"")
    assert done.outcome["rows"][0] == [
        "Kiểm điểm cá nhân",
        AN,
        [PERSON.column(name).header for name in ("text_duties", "level_duties", "self_grade")],
    ]


def test_levels_of_the_meeting_go_in_for_submitted_critiques(scene):
    submit_all(scene)
    hold_meeting(scene)
    data = typed(download(scene), PERSON, AN, cell_duties="Trung bình")
    data = typed(data, PERSON, BINH, cell_duties="Tốt")  # as the self-rating: nothing to write

    done = apply(scene, stage(scene, data))

    assert done.outcome["written"] == 1
    assert list(Answer.objects.exclude(level_cell="").values_list("critique__review__name", "section", "level_cell")) == [(AN, "duties", "average")]  # fmt: skip


def test_the_portals_newer_text_stays_where_the_file_was_not_touched(scene):
    data = typed(download(scene), PERSON, AN, text_duties="từ tệp")
    draft(scene, BINH, text="trên cổng")

    upload = stage(scene, data)
    assert states(plan_of(scene, upload)) == {"file": [AN], "portal": [BINH]}
    apply(scene, upload)

    assert (text_of(scene, AN), text_of(scene, BINH)) == ("từ tệp", "trên cổng")


@pytest.mark.parametrize(("choice", "text"), [("file", "từ tệp"), ("portal", "trên cổng")])
def test_what_both_changed_follows_the_choice(scene, choice, text):
    data = typed(download(scene), PERSON, AN, text_duties="từ tệp")
    draft(scene, AN, text="trên cổng", grade="good")

    apply(scene, stage(scene, data), {0: choice})

    assert text_of(scene, AN) == text
    assert SelfCritique.objects.get(review=scene.review(AN)).self_grade == "good"


@pytest.mark.parametrize("choices", [{}, {0: "both"}, {1: "file"}], ids=["none", "an unknown one", "another row's"])
def test_a_conflict_that_nobody_settled_is_refused_by_its_row(scene, choices):
    data = typed(typed(download(scene), PERSON, AN, text_duties="từ tệp"), PERSON, BINH, text_duties="B")
    draft(scene, AN, text="trên cổng")
    upload = stage(scene, data)

    with pytest.raises(Refused) as refused:
        apply(scene, upload, choices)

    assert [(AN in refusal.message, refusal.field) for refusal in refused.value.refusals] == [(True, "choice_0")]
    assert (text_of(scene, AN), text_of(scene, BINH)) == ("trên cổng", "")


def test_a_submitted_critique_is_never_overwritten(scene):
    data = typed(typed(download(scene), PERSON, AN, text_duties="từ tệp"), PERSON, BINH, text_duties="B")
    review = scene.review(AN)
    self_critiques.submit_critique(
        by=scene.secretary, review_id=review.pk, values=full_values(review), revision=0, on=make.TODAY
    )
    upload = stage(scene, data)

    with pytest.raises(Refused) as refused:
        apply(scene, upload, {0: "file"})
    before = text_of(scene, BINH)
    done = apply(scene, upload, {0: "portal"})

    assert "rút" in str(refused.value) or "Rút" in str(refused.value)
    assert (before, text_of(scene, BINH), done.outcome["left"]) == ("", "B", 1)
    assert text_of(scene, AN) == full_values(review).texts["duties"]


def test_what_changed_after_the_preview_is_looked_at_again(scene):
    upload = stage(scene, typed(download(scene), PERSON, AN, text_duties="từ tệp"))
    seen = plan_of(scene, upload).digest()
    draft(scene, AN, text="trên cổng")

    with pytest.raises(PlanChanged):
        apply(scene, upload, {0: "file"}, digest=seen)

    assert text_of(scene, AN) == "trên cổng"


def test_one_bad_row_writes_nothing_at_all(scene):
    hold_meeting(scene)
    data = typed(typed(download(scene), PERSON, AN, text_duties="từ tệp"), BALLOT_LAYOUT, BINH, good=2)
    upload = stage(scene, data)

    with pytest.raises(SheetFaults) as refused:
        apply(scene, upload)

    assert [(fault.sheet, fault.column) for fault in refused.value.faults] == [("Bỏ phiếu", "Số phiếu: Xuất sắc")]
    assert nothing_written() == (0, 0, 0)
    assert SheetUpload.objects.get().applied_at is None


def test_what_a_service_refuses_has_its_place_and_undoes_the_rest(scene):
    """Chosen against the portal's newer ballots, the file's do not add up: the meeting's service says so."""
    hold_meeting(scene)
    data = typed(typed(download(scene), PERSON, AN, text_duties="từ tệp"), BALLOT_LAYOUT, BINH, good=2)
    vote_all(scene)
    upload = stage(scene, data)

    with pytest.raises(SheetFaults) as refused:
        apply(scene, upload, {0: "file"})

    assert [(fault.sheet, fault.column) for fault in refused.value.faults] == [("Bỏ phiếu", "Số phiếu: Xuất sắc")]
    assert BINH in refused.value.faults[0].message
    assert text_of(scene, AN) == ""
    assert BallotCount.objects.get(review=scene.review(BINH)).good == 3


def test_ballots_wait_for_the_meeting(scene):
    upload = stage(scene, typed(download(scene), BALLOT_LAYOUT, AN, good=3))

    [row] = plan_of(scene, upload).of(State.CONFLICT)
    assert row.closed != ""
    hold_meeting(scene)
    apply(scene, upload)

    assert BallotCount.objects.get(review=scene.review(AN)).good == 3


def test_emptied_ballots_are_taken_back(scene):
    hold_meeting(scene)
    vote_all(scene)
    data = typed(download(scene), BALLOT_LAYOUT, AN, excellent=None, good=None, fulfilled=None, unfulfilled=None)

    apply(scene, stage(scene, data))

    assert not BallotCount.objects.filter(review=scene.review(AN)).exists()
    assert BallotCount.objects.filter(review=scene.review(BINH)).exists()


def test_applying_twice_does_nothing_twice(scene):
    upload = stage(scene, typed(download(scene), PERSON, AN, text_duties="từ tệp"))
    digest = plan_of(scene, upload).digest()
    apply(scene, upload, digest=digest)

    with pytest.raises(Refused):
        apply(scene, upload, digest=digest)

    assert SelfCritique.objects.get(review=scene.review(AN)).revision == 1


def test_the_sheet_of_another_cell_is_refused_with_its_name(scene):
    data = download(scene)

    with pytest.raises(Refused) as refused:
        stage(scene, data, by=scene.other_secretary, file=scene.other_file)

    assert "Chi bộ Khu phố 1" in str(refused.value)
    assert SheetUpload.objects.count() == 0


@pytest.mark.parametrize("cell", [(3, "KP02"), (4, "2019")], ids=["another cell", "another year"])
def test_without_a_known_mark_the_guide_still_tells_whose_it_is(scene, cell):
    data = download(scene)
    SheetDownload.objects.all().delete()

    def change(book) -> None:
        book["Hướng dẫn"].cell(cell[0] + 1, 2).value = cell[1]

    with pytest.raises(Refused):
        stage(scene, remade(data, change))


def test_without_a_mark_each_difference_is_asked(scene):
    draft(scene, AN, text="trên cổng")
    data = without_page(typed(download(scene), PERSON, AN, text_duties="từ tệp"), "Hướng dẫn")

    upload = stage(scene, data)
    plan = plan_of(scene, upload)

    assert (plan.two_way, states(plan)) == (True, {"conflict": [AN]})
    apply(scene, upload, {0: "file"})
    assert text_of(scene, AN) == "từ tệp"


def test_only_the_last_downloads_remember_what_they_said(scene):
    oldest = typed(download(scene), PERSON, AN, text_duties="từ tệp")
    for _number in range(KEPT_DOWNLOADS):
        download(scene)

    assert plan_of(scene, stage(scene, oldest)).two_way is True
    assert SheetDownload.objects.exclude(content={}).count() == KEPT_DOWNLOADS


def test_an_accepted_file_forgets_its_sheets(scene):
    data = download(scene)
    stage(scene, data)
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)

    take_step(by=scene.office, file_id=scene.file.pk, step="accept", on=make.TODAY)

    assert [row.content for row in SheetDownload.objects.all()] == [{}]
    assert SheetUpload.objects.count() == 0


def test_a_new_upload_takes_the_place_of_the_one_that_waits(scene):
    data = download(scene)
    stage(scene, data)
    office = stage(scene, data, by=scene.office)

    mine = stage(scene, data)

    assert set(SheetUpload.objects.values_list("pk", flat=True)) == {office.pk, mine.pk}


def test_the_journal_keeps_who_and_when_but_no_text(scene):
    draft(scene, AN, text="nội dung riêng")
    apply(scene, stage(scene, typed(download(scene), PERSON, AN, text_duties="nội dung riêng tư")))

    entries = JournalEntry.objects.filter(action__startswith="cell_sheet").order_by("pk")
    assert [(entry.action, entry.actor_name, entry.object_name) for entry in entries] == [
        ("cell_sheet.downloaded", "Bí thư Một", "Chi bộ Khu phố 1"),
        ("cell_sheet.applied", "Bí thư Một", "Chi bộ Khu phố 1"),
    ]
    assert "nội dung riêng" not in "".join(str((entry.before, entry.after, entry.reason)) for entry in JournalEntry.objects.all())  # fmt: skip


# --- answers to review hints


def answers() -> dict[str, str]:
    return {answer.point.text: answer.text for answer in HintAnswer.objects.select_related("point")}


def test_answers_to_hints_go_in_with_the_draft_they_belong_to(scene):
    for name, points in ((AN, ("Nguyên nhân?", "Biện pháp?")), (BINH, ("Vì sao vắng?",))):
        issued_hint(scene.review(name), points=points)
    data = typed(download(scene), PERSON, AN, text_duties="Đã làm")
    data = typed(data, HINT_LAYOUT, AN, answer="Do chủ quan")
    data = typed(data, HINT_LAYOUT, BINH, answer="Đi công tác")

    apply(scene, stage(scene, data))

    assert answers() == {"Nguyên nhân?": "Do chủ quan", "Vì sao vắng?": "Đi công tác"}
    critique = SelfCritique.objects.get(review=scene.review(AN))
    assert (text_of(scene, AN), critique.revision) == ("Đã làm", 1)


def test_an_answer_changed_on_both_sides_is_asked_and_the_others_are_not(scene):
    issued_hint(scene.review(AN), points=("Nguyên nhân?",))
    issued_hint(scene.review(BINH), points=("Vì sao vắng?",))
    data = typed(download(scene), HINT_LAYOUT, AN, answer="Theo tệp")
    data = typed(data, HINT_LAYOUT, BINH, answer="Đi công tác")
    [point] = HintPoint.objects.filter(hint__review=scene.review(AN))
    values = self_critiques.CritiqueValues(hint_answers={point.pk: "Trên cổng"})
    self_critiques.save_draft(
        by=scene.secretary, review_id=scene.review(AN).pk, values=values, revision=0, on=make.TODAY
    )

    upload = stage(scene, data)
    assert states(plan_of(scene, upload)) == {"conflict": [AN], "file": [BINH]}
    apply(scene, upload, {0: "portal"})

    assert answers() == {"Nguyên nhân?": "Trên cổng", "Vì sao vắng?": "Đi công tác"}


def test_a_submitted_critique_keeps_its_answers_and_without_hints_there_is_no_such_sheet(scene):
    assert HINT_LAYOUT.key not in [
        table.layout.key for table in cell_sheet(scene.file, access_of(scene.secretary, make.TODAY)).tables
    ]
    submit_all(scene)
    issued_hint(scene.review(AN), points=("Nguyên nhân?",))
    data = typed(download(scene), HINT_LAYOUT, AN, answer="Theo tệp")

    [row] = plan_of(scene, stage(scene, data)).of(State.CONFLICT)

    assert row.closed == "Bản kiểm điểm này đã nộp. Hãy rút lại rồi sửa."
