"""The tally is the engine's answer sorted under its reasons: every number has its list, every sum its parts."""

from collections import Counter
from dataclasses import asdict
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.models import ReviewFile
from assessments.rules import Grade, Rule
from assessments.selectors.tallies import is_decided, is_released, standing_grades, tally_of
from assessments.workflow import GradingStep, Stage
from tests import factories as make
from tests.assessments.reports.wards import counted, random_ward
from tests.assessments.sitting import Sitting

wards = st.integers(0, 10_000).map(random_ward).map(counted)
few = settings(max_examples=40, deadline=None)


@few
@given(wards)
def test_present_is_the_sum_of_its_parts(ward):
    counts = ward.tally.members

    assert counts.total == counts.exempt + counts.not_gradable + counts.ungraded + counts.graded
    assert counts.total == len(ward.dossier["members"])
    assert ward.tally.exempt_only + ward.tally.suspended == counts.exempt


@few
@given(wards)
def test_the_cells_sum_up_to_the_ward(ward):
    assert ward.tally.per_cell_total == ward.tally.members


@few
@given(wards)
def test_the_figures_are_the_engines(ward):
    counts = ward.answer.counts
    members = asdict(ward.tally.members)
    members["present"] = members.pop("total")

    assert members == counts["members"]
    for kind in ("cells", "collectives"):
        found = asdict(getattr(ward.tally, kind))
        assert {name: found[name] for name in counts[kind]} == counts[kind]
        assert found["total"] == len(ward.dossier[kind])
    for pool, row in counts["officers"].items():
        found = asdict(ward.tally.officers[pool])
        assert {name: found[name] for name in row} == row


@few
@given(wards)
def test_every_number_has_its_list(ward):
    tally = ward.tally
    why = Counter(entry.why for entry in tally.not_graded.members)
    officers = Counter(row["grade"] for row in ward.dossier["officers"])

    assert len(tally.excellents.members) == tally.members.excellent
    assert len(tally.excellents.cells) == tally.cells.excellent
    assert len(tally.excellents.collectives) == tally.collectives.excellent
    assert len(tally.excellents.officers) == officers["excellent"]
    assert len(tally.unfulfilled.members) == tally.members.unfulfilled
    assert sum(count for _reason, count in tally.unfulfilled.reasons) == tally.members.unfulfilled
    assert why["exempt"] == tally.exempt_only
    assert why["suspended"] == tally.suspended
    assert why["too_new"] == tally.members.not_gradable
    assert why["ungraded"] == tally.members.ungraded
    assert len(tally.not_graded.cells) == tally.cells.total - tally.cells.graded
    assert len(tally.not_graded.collectives) == tally.collectives.total - tally.collectives.graded
    assert len(tally.not_graded.officers) == officers[None]
    assert len(tally.unreviewed) == tally.member_reviews.missing


@few
@given(wards)
def test_a_caps_line_holds_its_own_arithmetic(ward):
    for line, cap in zip(ward.tally.caps, ward.answer.caps, strict=True):
        assert (line.rule, line.pool, line.base, line.limit, line.actual) == (
            cap.rule, cap.pool, cap.base, cap.limit, cap.actual,
        )  # fmt: skip
        assert line.limit == Fraction(line.percent * line.base, 100) // 1
        assert line.excess - line.room == line.actual - line.limit
    members = next(line for line in ward.tally.caps if line.rule is Rule.MEMBER_EXCELLENT_CAP)
    assert members.base == ward.tally.members.good_or_better


@few
@given(wards)
def test_reviews_add_up(ward):
    for row in (ward.tally.member_reviews, ward.tally.collective_reviews):
        assert row.total == row.not_subject + row.reviewed + row.missing
        assert row.subject == row.total - row.not_subject


def test_a_recorded_reason_stands_beside_the_missing_grade():
    dossier = random_ward(1)
    dossier["members"][0] |= {"status": "active", "admitted_on": "1990-05-19", "grade": None}

    listed = {entry.code: entry for entry in counted(dossier).tally.not_graded.members}

    assert listed[dossier["members"][0]["code"]].reason == "Đang điều trị dài ngày."


def test_a_void_grade_is_in_no_list_of_grades():
    dossier = random_ward(2)
    dossier["members"][0] |= {"status": "exempt", "grade": "excellent"}
    code = dossier["members"][0]["code"]

    tally = counted(dossier).tally

    assert code not in {person.code for person in tally.excellents.members}
    assert code in {entry.code for entry in tally.not_graded.members}


def test_before_2021_officers_are_capped_by_unit_and_counted_by_level():
    dossier = random_ward(3) | {"ruleset": "2020", "year": 2020}
    dossier["officers"] = [{"member": "M0001", "management_level": "ward", "unit": "TT01", "grade": "good"}]

    tally = counted(dossier).tally

    assert list(tally.officers) == ["ward"]
    assert [line.pool_name for line in tally.caps if line.rule is Rule.OFFICER_EXCELLENT_CAP] == ["Tập thể số 1"]
    assert {line.quota for line in tally.per_cell} == {None}


def test_a_moved_grade_moves_one_number():
    dossier = random_ward(4)
    settled = (row for row in dossier["members"] if row["status"] == "active" and row["admitted_on"] < "2021")
    member = next(row for row in settled if row["grade"] == "good")
    before = counted(dossier).tally.members
    member["grade"] = "fulfilled"
    after = counted(dossier).tally.members

    assert (after.good, after.fulfilled) == (before.good - 1, before.fulfilled + 1)
    assert after.of(Grade.EXCELLENT) == before.excellent


@pytest.mark.django_db
def test_before_the_decision_the_tally_counts_what_lies_on_the_table():
    sitting = Sitting()

    tally = tally_of(sitting.campaign, make.TODAY)

    assert not tally.decided
    assert (tally.members.total, tally.members.good, tally.cells.good) == (11, 11, 2)
    assert standing_grades(sitting.campaign) == "working"


@pytest.mark.django_db
def test_once_everything_is_decided_only_signed_grades_count():
    sitting = Sitting()
    sitting.decide_all()
    sitting.give("A002", GradingStep.OFFICE, "excellent")

    tally = tally_of(sitting.campaign, make.TODAY)

    assert tally.decided
    assert is_decided(sitting.campaign)
    assert not is_released(sitting.campaign)
    assert (tally.members.excellent, tally.members.good) == (0, 11)
    assert [person.title for person in tally.excellents.officers] == []


@pytest.mark.django_db
def test_one_reopened_file_makes_the_year_a_draft_again():
    sitting = Sitting()
    sitting.decide_all()
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.RETURNED)

    assert not is_decided(sitting.campaign)
    assert not tally_of(sitting.campaign, make.TODAY).decided


@pytest.mark.django_db
def test_a_year_without_files_is_neither_decided_nor_released():
    ward = make.make_ward()
    campaign = make.make_campaign(ward, make.make_account("vanphong", "office", ward))

    assert not is_decided(campaign)
    assert not is_released(campaign)


@pytest.mark.django_db
def test_the_tally_costs_the_same_at_any_size(django_assert_num_queries):
    small = Sitting(members=3)
    with CaptureQueriesContext(connection) as first:
        tally_of(small.campaign, make.TODAY)
    for number in range(300):
        review = small.review("A001")
        review.pk, review.code = None, f"Z{number:03}"
        review.facts = review.facts | {"code": review.code}
        review.save()

    with django_assert_num_queries(len(first)):
        assert tally_of(small.campaign, make.TODAY).members.total == 308
