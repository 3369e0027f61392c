"""Pages of one subject and one file: shortcomings assessed and named, plans written; what each keeps and refuses."""

import re
from datetime import date

import pytest

from assessments.models import RemedyMeasure, ReviewFile, Shortcoming
from assessments.services.self_critiques import CritiqueValues, save_draft
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.cell_scene import make_complete
from tests.assessments.pages import get, post, text, url
from tests.assessments.remedy_scene import (
    AHEAD,
    AN,
    BINH,
    BODY,
    assess,
    carried,
    make_remedy_scene,
    name,
    plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def scene():
    return make_remedy_scene()


def assessed(rows, **typed) -> dict:
    """The whole form as the page sends it, untouched but for `typed`."""
    data = {}
    for row in rows:
        row.refresh_from_db()
        data |= {
            f"outcome_{row.pk}": row.outcome,
            f"progress_{row.pk}": row.progress,
            f"revision_{row.pk}": row.revision,
        }
    return data | typed


# --- one subject


def test_last_years_shortcomings_stand_with_their_plan(scene):
    page = text(get(scene.secretary, "remedies", scene.review(AN).pk))

    for words in (
        "Vắng họp hai lần",
        "Nộp báo cáo muộn",
        "Dự họp đủ",
        "hạn 30/06/2021",
        "Hạn chế năm trước chưa đánh giá: 2 trên 2",
    ):
        assert words in page


def test_the_last_one_assessed_leads_to_the_next_subject(scene):
    rows = carried(scene, AN)
    review, body = scene.review(AN), scene.review(BODY)

    half = post(scene.secretary, "remedies", review.pk, **assessed(rows, **{f"outcome_{rows[0].pk}": "fixed"}))
    whole = post(scene.secretary, "remedies", review.pk, **assessed(rows, **{f"outcome_{rows[1].pk}": "not_fixed"}))

    assert (half.url, whole.url) == (url("remedies", review.pk), url("remedies", body.pk))
    assert [row.outcome for row in carried(scene, AN)] == ["fixed", "not_fixed"]


def test_a_refused_assessment_comes_back_as_it_was_typed(scene):
    rows = carried(scene, AN)
    typed = {f"outcome_{rows[0].pk}": "fixed", f"outcome_{rows[1].pk}": "fixing"}

    answer = post(scene.secretary, "remedies", rows[0].review_id, **assessed(rows, **typed))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert f'href="#id_progress_{rows[1].pk}"' in page
    assert re.search(rf'name="outcome_{rows[0].pk}" value="fixed"[^>]* checked', page)
    assert [row.outcome for row in carried(scene, AN)] == ["", ""]


def test_two_who_assess_at_once_see_each_other(scene):
    rows = carried(scene, AN)
    typed = assessed(rows, **{f"outcome_{rows[0].pk}": "not_fixed"})
    assess(scene, rows[0], "fixed", by=scene.office)

    answer = post(scene.secretary, "remedies", rows[0].review_id, **typed)

    assert answer.context["stale"]["changes"] == [("Vắng họp hai lần", "Đã khắc phục", "Chưa khắc phục")]
    again = post(scene.secretary, "remedies", rows[0].review_id, **typed | {f"revision_{rows[0].pk}": 2})
    assert (again.status_code, carried(scene, AN)[0].outcome) == (302, "not_fixed")


def test_a_sent_file_shows_and_does_not_ask(scene):
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)

    page = get(scene.secretary, "remedies", scene.review(AN).pk).content.decode()

    assert "Vắng họp hai lần" in page
    assert 'name="outcome_' not in page
    assert url("remedy_shortcomings", scene.review(AN).pk) in page


def test_the_committee_reads_and_writes_nothing_but_notes(scene):
    page = get(scene.committee, "remedies", scene.review(AN).pk).content.decode()

    assert ('name="outcome_' in page, url("remedy_plan", scene.review(AN).pk) in page) == (False, False)
    assert url("remedy_note", scene.review(AN).pk) in page


def test_an_officers_row_and_a_cells_have_no_page(scene):
    cell = scene.campaign.reviews.get(kind="cell", file=scene.file)

    assert get(scene.secretary, "remedies", cell.pk).status_code == 404


# --- naming, with the critique's own lines to tick


LIMITS = "1. Vắng họp hai lần\n- Chậm nộp đảng phí.\n+ Chưa đọc kỹ nghị quyết.\n\n1.5 ngày nghỉ không báo"


def with_limits(scene, who=AN):
    review = scene.review(who)
    save_draft(
        by=scene.secretary,
        review_id=review.pk,
        values=CritiqueValues({"limits": LIMITS}, {}, ""),
        revision=0,
        on=make.TODAY,
    )
    return review


def test_lines_of_section_two_are_offered_and_nothing_is_taken_by_itself(scene):
    review = with_limits(scene)

    answer = get(scene.secretary, "remedy_shortcomings", review.pk)

    assert answer.context["offered"] == ["Chậm nộp đảng phí.", "Chưa đọc kỹ nghị quyết.", "1.5 ngày nghỉ không báo"]
    assert 'type="checkbox" name="take"' in answer.content.decode()
    assert not review.shortcomings.filter(found_year=2021).exists()


def test_ticked_lines_and_typed_ones_are_kept_together(scene):
    review = with_limits(scene)

    answer = post(
        scene.secretary,
        "remedy_shortcomings",
        review.pk,
        **{"rows": "2", "text-0": "Tự ghi thêm", "found_year-0": "2021", "text-1": "", "save": "1"},
        take=["Chậm nộp đảng phí."],
    )

    assert answer.url == url("remedies", review.pk)
    found = review.shortcomings.filter(found_year=2021).order_by("position").values_list("text", flat=True)
    assert list(found) == ["Tự ghi thêm", "Chậm nộp đảng phí."]


def test_more_lines_save_nothing_and_lose_nothing(scene):
    review = with_limits(scene)

    answer = post(
        scene.secretary,
        "remedy_shortcomings",
        review.pk,
        **{"rows": "1", "text-0": "Đang gõ", "more": "1"},
        take=["Chậm nộp đảng phí."],
    )
    page = answer.content.decode()

    assert [line["text"].value() for line in answer.context["lines"]][:2] == ["Đang gõ", "Chậm nộp đảng phí."]
    assert ('name="text-4"' in page, review.shortcomings.filter(found_year=2021).exists()) == (True, False)


def test_a_shortcoming_taken_out_meanwhile_is_kept_as_a_new_one_when_saved_again(scene):
    [row] = name(scene, AN, "Một")
    Shortcoming.objects.filter(pk=row.pk).update(text="Khác", revision=2)
    typed = {"rows": "1", "pk-0": row.pk, "revision-0": "1", "text-0": "Của tôi", "found_year-0": "2021", "save": "1"}

    answer = post(scene.secretary, "remedy_shortcomings", row.review_id, **typed)

    assert answer.context["stale"]["changes"] == [("Hạn chế 1", "Khác", "Của tôi")]
    assert 'name="revision-0" value="2"' in answer.content.decode()


# --- the plan


def measure_fields(number: int, **values) -> dict:
    return {f"{key}-{number}": value for key, value in values.items()}


def test_a_plan_is_written_and_its_result_recorded_on_the_page(scene):
    [row] = name(scene, AN, "Chậm nộp đảng phí")
    typed = {"rows": "1", "save": "1"} | measure_fields(
        0, shortcoming=row.pk, measure="Nộp trước ngày 5", person="Nguyễn Văn Bình", due_on="30/06/2022"
    )

    post(scene.secretary, "remedy_plan", row.review_id, **typed)
    measure = row.measures.get()
    answer = post(
        scene.secretary,
        "remedy_plan",
        row.review_id,
        **typed | measure_fields(0, pk=measure.pk, revision=1, done_on="05/01/2022", result="Đủ"),
    )

    measure.refresh_from_db()
    assert answer.url == url("remedies", row.review_id)
    assert (measure.due_on, measure.done_on, measure.result) == (AHEAD, date(2022, 1, 5), "Đủ")
    assert measure.member_id == scene.review(BINH).member_id


def test_what_a_plan_lacks_is_said_at_its_field(scene):
    [row] = name(scene, AN, "Chậm nộp đảng phí")
    typed = {"rows": "1", "save": "1"} | measure_fields(
        0, shortcoming=row.pk, measure="Nộp đúng hạn", due_on="30/06/2022"
    )

    answer = post(scene.secretary, "remedy_plan", row.review_id, **typed)

    assert 'href="#id_person-0"' in answer.content.decode()
    assert "Nộp đúng hạn" in answer.content.decode()
    assert not row.measures.exists()


def test_one_measure_more_keeps_what_was_typed(scene):
    [row] = name(scene, AN, "Chậm nộp đảng phí")
    typed = {"rows": "1", "more": row.pk} | measure_fields(0, shortcoming=row.pk, measure="Đang gõ")

    answer = post(scene.secretary, "remedy_plan", row.review_id, **typed)

    [(_row, lines)] = answer.context["groups"]
    assert [line["measure"].value() for line in lines] == ["Đang gõ", None]
    assert not row.measures.exists()


def test_a_plan_that_two_wrote_shows_theirs_beside_yours(scene):
    [row] = name(scene, AN, "Chậm nộp đảng phí")
    measure = plan(scene, AN, row)
    RemedyMeasure.objects.filter(pk=measure.pk).update(person="Đồng chí Tư", revision=2)
    typed = {"rows": "1", "save": "1"} | measure_fields(
        0,
        shortcoming=row.pk,
        pk=measure.pk,
        revision=1,
        measure="Dự họp đủ",
        person="Đồng chí Năm",
        due_on="30/06/2022",
    )

    answer = post(scene.secretary, "remedy_plan", row.review_id, **typed)

    assert answer.context["stale"]["changes"] == [
        ("Biện pháp 1: Người chịu trách nhiệm", "Đồng chí Tư", "Đồng chí Năm")
    ]
    again = post(scene.secretary, "remedy_plan", row.review_id, **typed | {"revision-0": "2"})
    measure.refresh_from_db()
    assert (again.status_code, measure.person) == (302, "Đồng chí Năm")


def test_last_years_plan_takes_results_alone(scene):
    last = RemedyMeasure.objects.get()

    page = get(scene.secretary, "remedy_plan", last.shortcoming.review_id).content.decode()

    assert len(re.findall(r"<(?:input|textarea)[^>]*readonly", page)) == 3
    assert 'name="done_on-0"' in page


# --- the file, its tasks and its check


def test_the_task_counts_what_is_assessed_and_the_check_names_whose_is_missing(scene):
    def task():
        [row] = [
            row for row in get(scene.secretary, "cell_home", scene.file.pk).context["tasks"] if row[0].key == "remedies"
        ]
        return row[0].label, row[0].count, row[0].state.value, row[1]

    where = url("file_remedies", scene.file.pk)
    assert task() == ("Khắc phục hạn chế năm 2020", "0/3", "not_started", where)
    assess(scene, carried(scene, AN)[0], "fixed")
    assert task() == ("Khắc phục hạn chế năm 2020", "1/3", "working", where)

    check = text(get(scene.secretary, "file_check", scene.file.pk))
    assert f"{AN}: 1 hạn chế của năm trước chưa được đánh giá" in check
    assert f"{BODY}: 1 hạn chế của năm trước chưa được đánh giá" in check


def test_without_earlier_shortcomings_there_is_no_such_task(scene):
    tasks = get(scene.office, "cell_home", scene.other_file.pk).context["tasks"]

    assert {task.key for task, _url in tasks} & {"remedies", "remedy_plan"} == set()


def test_after_sending_the_plan_is_a_task_and_before_it_is_a_notice(scene):
    name(scene, BINH, "Chậm nộp đảng phí")
    make_complete(scene)
    check = get(scene.secretary, "file_check", scene.file.pk)
    assert check.context["plan_notices"] == [
        (
            f"{BINH}: có hạn chế chưa có biện pháp trong kế hoạch khắc phục.",
            "123-CV/ĐU 3.5",
            url("remedy_plan", scene.review(BINH).pk),
        )
    ]

    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)
    task, where = get(scene.secretary, "cell_home", scene.file.pk).context["tasks"][-1]

    assert (task.label, task.count, where) == ("Kế hoạch khắc phục", "0/1", url("file_remedies", scene.file.pk))


def test_the_files_list_leads_on_to_who_waits(scene):
    first = get(scene.secretary, "file_remedies", scene.file.pk).context
    for row in (*carried(scene, AN), *carried(scene, BODY)):
        assess(scene, row, "fixed")
    name(scene, BINH, "Chậm nộp đảng phí")
    then = get(scene.secretary, "file_remedies", scene.file.pk).context

    assert (first["onward"], first["to_assess"], first["earlier"]) == (url("remedies", scene.review(BODY).pk), 3, 3)
    assert (then["onward"], then["to_assess"], then["unplanned"]) == (url("remedy_plan", scene.review(BINH).pk), 0, 1)


@pytest.mark.parametrize("page", ["critique_edit", "critique_read"])
def test_they_stand_in_section_three_of_the_critique(scene, page):
    with_limits(scene)
    assess(scene, carried(scene, AN)[0], "fixing", "Đã dự bù")

    shown = text(get(scene.secretary, page, scene.review(AN).pk))
    read = text(get(scene.committee, "critique_read", scene.review(AN).pk))

    for found in (shown, read):
        assert "Vắng họp hai lần (2020) Đang khắc phục Đã dự bù" in found
    assert ("Đánh giá từng hạn chế (còn 1)" in shown, "Đánh giá từng hạn chế" in read) == (True, False)


def test_what_leads_to_a_plan_is_shown_to_those_who_may_go_there(scene):
    review = scene.review(AN)
    former = carried(scene, AN)[0].carried_from.review_id
    assert former != review.pk
    ways = f'href="{url("remedy_plan", former)}"'
    assert ways in get(scene.secretary, "remedies", review.pk).content.decode()

    make_complete(scene)
    name(scene, BINH, "Vắng sinh hoạt một kỳ")
    own_plan = f'href="{url("remedy_plan", scene.review(BINH).pk)}"'
    pages = [
        get(account, "file_check", scene.file.pk).content.decode() for account in (scene.secretary, scene.committee)
    ]
    assert [own_plan in page for page in pages] == [True, False]

    type(review).objects.filter(pk=former).update(file=ReviewFile.objects.get(campaign__year=2020, code="KP02"))
    page = get(scene.secretary, "remedies", review.pk).content.decode()
    assert ("Dự họp đủ" in page, ways in page, get(scene.secretary, "remedy_plan", former).status_code) == (
        True,
        False,
        404,
    )
