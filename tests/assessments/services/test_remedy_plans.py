"""Remediation plans: who may write them until when, what each line must say, what stands once the next year speaks."""

from datetime import date

import pytest

from assessments.models import Campaign, RemedyMeasure, ReviewFile
from assessments.services.remedy_plans import MeasureValue
from assessments.workflow import CampaignStage, Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.remedy_scene import (
    AHEAD,
    AN,
    PAST,
    assess,
    carried,
    make_first_year,
    make_remedy_scene,
    name,
    open_next,
    plan,
    save,
    typed,
)

pytestmark = pytest.mark.django_db
DONE = date(2022, 1, 5)
SENT = (Stage.SUBMITTED, Stage.ACCEPTED, Stage.DECIDED, Stage.RELEASED)


@pytest.fixture
def scene():
    scene = make_remedy_scene()
    scene.stranger = make.make_account("nguoila")
    [scene.row] = name(scene, AN, "Chậm nộp đảng phí")
    return scene


def at(scene, stage: Stage) -> None:
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=stage)


def fields(refused) -> list[str]:
    return [refusal.field for refusal in refused.value.refusals]


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("who", ["secretary", "office"])
def test_a_plan_is_written_and_closed_at_any_stage(scene, who, stage):
    at(scene, stage)
    account = getattr(scene, who)

    row = plan(scene, AN, scene.row, by=account, measure=" Nộp trước ngày 5 ")
    save(scene, typed(row, done_on=DONE, result="Đủ 12 tháng"), review=scene.row.review, by=account)

    row.refresh_from_db()
    kept = (row.measure, row.person, row.due_on, row.done_on, row.result, row.saved_by, row.revision)
    assert kept == ("Nộp trước ngày 5", "Đồng chí Ba", AHEAD, DONE, "Đủ 12 tháng", account.display_name, 2)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("who", ["committee", "district", "other_secretary", "stranger"])
def test_nobody_else_plans(scene, who, stage):
    at(scene, stage)

    with pytest.raises(NotPermitted):
        plan(scene, AN, scene.row, by=getattr(scene, who))

    assert not scene.row.measures.exists()


def test_each_line_says_what_who_and_by_when(scene):
    values = [
        MeasureValue(scene.row.pk, person="Ba"),
        MeasureValue(scene.row.pk, "Nộp đúng hạn", "Ba", AHEAD),
        MeasureValue(scene.row.pk),
    ]

    with pytest.raises(Refused) as refused:
        save(scene, *values, review=scene.row.review)

    assert fields(refused) == ["measure-0", "due_on-0"]
    assert {one.citation for one in refused.value.refusals} == {"123-CV/ĐU 3.5"}
    assert not scene.row.measures.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"due_on": date(2020, 12, 31)}, "due_on-0"),
        ({"due_on": date(2027, 1, 1)}, "due_on-0"),
        ({"done_on": date(2022, 1, 11)}, "done_on-0"),
        ({"measure": "a" * 2001}, "measure-0"),
        ({"person": "a" * 151}, "person-0"),
    ],
)
def test_slips_are_refused_at_their_field(scene, values, field):
    with pytest.raises(Refused) as refused:
        plan(scene, AN, scene.row, **values)

    assert fields(refused) == [field]


def test_a_person_of_the_file_is_known_by_name(scene):
    member = scene.review("Nguyễn Văn Bình").member

    assert plan(scene, AN, scene.row, person="nguyen van binh").member_id == member.pk
    assert plan(scene, AN, scene.row, person="Phạm Văn Khác").member_id is None


def test_two_of_one_name_are_not_guessed_between(scene):
    for _twice in range(2):
        twin = make.make_member(scene.file.cell, "Đỗ Văn Hai")
        scene.campaign.reviews.create(
            kind="member", code=twin.code, name=twin.full_name, member=twin, file=scene.file, facts={}
        )

    assert plan(scene, AN, scene.row, person="Đỗ Văn Hai").member_id is None


def test_an_earlier_shortcoming_is_planned_once_it_is_found_open(scene):
    first = carried(scene, AN)[0]
    for outcome in ("", "fixed"):
        assess(scene, first, outcome)
        first.refresh_from_db()
        with pytest.raises(Refused) as refused:
            plan(scene, AN, first)
        assert fields(refused) == ["measure-0"]

    assess(scene, first, "not_fixed")

    assert plan(scene, AN, first).shortcoming_id == first.pk


def test_an_emptied_line_is_taken_out(scene):
    row = plan(scene, AN, scene.row)

    save(scene, MeasureValue(scene.row.pk, pk=row.pk, revision=1), review=scene.row.review)

    assert not RemedyMeasure.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("stage", SENT)
def test_after_sending_only_the_office_takes_a_measure_out(scene, stage):
    row = plan(scene, AN, scene.row)
    at(scene, stage)
    empty = MeasureValue(scene.row.pk, pk=row.pk, revision=1)

    with pytest.raises(Refused) as refused:
        save(scene, empty, review=scene.row.review)
    assert fields(refused) == ["measure-0"]

    assert save(scene, empty, review=scene.row.review, by=scene.office) == 1


def test_a_day_put_off_is_told_in_the_journal(scene):
    row = plan(scene, AN, scene.row, due_on=date(2021, 12, 31))

    save(scene, typed(row, due_on=AHEAD), review=scene.row.review)

    entry = JournalEntry.objects.filter(action="remedy.plan_saved").order_by("-pk").first()
    assert entry.after["put_off"] == {str(row.pk): "31/12/2021 → 30/06/2022"}


def test_somebody_elses_line_is_not_overwritten_and_another_one_is_not_in_the_way(scene):
    one, two = plan(scene, AN, scene.row), plan(scene, AN, scene.row, measure="Hai")
    save(scene, typed(one, measure="Của Văn phòng"), review=scene.row.review, by=scene.office)

    with pytest.raises(StaleEdit):
        save(scene, typed(one, measure="Của tôi"), review=scene.row.review)
    assert save(scene, typed(two, measure="Hai, sửa"), review=scene.row.review) == 1

    one.refresh_from_db()
    assert one.measure == "Của Văn phòng"


def test_a_measure_of_another_subject_is_not_reached_through_this_one(scene):
    foreign = RemedyMeasure.objects.get()

    for value in (typed(foreign, measure="X"), MeasureValue(scene.row.pk, "X", "Y", AHEAD, pk=foreign.pk, revision=1)):
        with pytest.raises(Refused):
            save(scene, value, review=scene.row.review)

    foreign.refresh_from_db()
    assert foreign.measure == "Dự họp đủ"


# --- once the next year has taken over


@pytest.fixture
def last(scene):
    """Last year's measure of An, taken over by this year."""
    return RemedyMeasure.objects.select_related("shortcoming__review").get()


@pytest.mark.parametrize("who", ["secretary", "office"])
def test_results_are_recorded_until_the_next_review_has_spoken(scene, last, who):
    by, review = getattr(scene, who), last.shortcoming.review
    save(scene, typed(last, done_on=DONE, result="Đã dự đủ"), review=review, by=by)
    last.refresh_from_db()
    assert (last.done_on, last.result) == (DONE, "Đã dự đủ")

    assess(scene, carried(scene, AN)[0], "fixed")
    with pytest.raises(Refused) as refused:
        save(scene, typed(last, result="Sửa lại"), review=review, by=by)
    assert fields(refused) == ["result-0"]


def test_the_promise_stands(scene, last):
    review = last.shortcoming.review
    other = review.shortcomings.get(text="Nộp báo cáo muộn")

    for value, field in [
        (typed(last, due_on=AHEAD), "due_on-0"),
        (typed(last, measure="Nhẹ hơn"), "measure-0"),
        (MeasureValue(last.shortcoming_id, pk=last.pk, revision=1), "measure-0"),
        (MeasureValue(other.pk, "Thêm", "Ba", AHEAD), "measure-0"),
    ]:
        with pytest.raises(Refused) as refused:
            save(scene, value, review=review, by=scene.office)
        assert fields(refused) == [field]

    last.refresh_from_db()
    assert (last.measure, last.due_on) == ("Dự họp đủ", PAST)


def test_a_closed_year_keeps_its_promises_and_takes_results():
    scene = make_first_year()
    [row] = name(scene, AN, "Vắng họp")
    measure = plan(scene, AN, row, due_on=PAST)
    Campaign.objects.filter(pk=scene.campaign.pk).update(stage=CampaignStage.CLOSED)

    with pytest.raises(Refused):
        plan(scene, AN, row)
    with pytest.raises(Refused):
        save(scene, typed(measure, due_on=AHEAD), review=row.review, by=scene.office)

    assert save(scene, typed(measure, done_on=DONE), review=row.review) == 1
    open_next(scene)
    assert [one.text for one in carried(scene, AN)] == ["Vắng họp"]
