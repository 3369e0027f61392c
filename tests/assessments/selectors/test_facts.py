"""What the rules are given is what was frozen, written, counted and decided – and costs the same for any size."""

from datetime import date

import pytest
from django.db import transaction

from assessments.models import Answer, BallotCount, CellQuota, FindingReason, Meeting, Review, ReviewFile, SelfCritique
from assessments.review_forms import SECTION_GROUPS
from assessments.selectors.facts import dossier_dict, dossier_of
from assessments.services.checks import check_campaign
from assessments.services.gradings import give_grade
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    ward = make.make_ward()
    cell = make.make_cell(ward, "KP01")
    people = [make.make_member(cell) for _ in range(4)]
    make.make_collective(cell, people[:3], code="CU01")
    make.make_head(people[0], cell, main_duty=False, main_duty_evidence="QĐ nghỉ hưu")
    make.make_year_record(people[1], employer_grade="good", task_completion=90, sick_leave_months=1)
    make.make_post(people[2], ward)
    return make.make_open_campaign(ward), make.make_account("vp", "office", ward), people


def member_row(campaign, member, grades="working"):
    return next(row for row in dossier_dict(campaign, grades)["members"] if row["code"] == member.code)


def test_frozen_facts_reach_the_dossier_and_unrecorded_ones_have_no_key(scene):
    campaign, office, people = scene
    first, second = member_row(campaign, people[0]), member_row(campaign, people[1])
    assert "employer_grade" not in first
    assert (second["employer_grade"], second["task_completion"], second["sick_leave_months"]) == ("good", 90, 1)
    dossier = dossier_dict(campaign)
    assert dossier["heads"] == [
        {"member": people[0].code, "appointed_on": "2015-03-01", "main_duty": False, "exception": None, "unit": "KP01"}
    ]
    officer = {"member": people[2].code, "management_level": "ward", "unit": "P11", "grade": None}
    assert dossier["officers"] == [officer]


def test_an_employer_that_grades_nobody_is_null_not_absent(scene):
    campaign, office, people = scene
    make.make_year_record(people[3], employer_grade="none")
    from assessments.services.campaigns import refreeze_member  # noqa: PLC0415 -- only here

    refreeze_member(by=office, member=people[3], campaign=campaign, reason="phiếu")
    assert member_row(campaign, people[3])["employer_grade"] is None


def test_the_cells_level_wins_over_the_self_rating_and_drafts_say_nothing(scene):
    campaign, office, people = scene
    form = next(key for key in SECTION_GROUPS if key[0] == "02")
    task = next(section for section, group in SECTION_GROUPS[form].items() if group == "task")
    other = next(section for section, group in SECTION_GROUPS[form].items() if group == "other")
    review = Review.objects.get(member=people[0], kind="member")
    critique = SelfCritique.objects.create(
        review=review, form=form[0], form_version=form[1], saved_at=make.now(), saved_by="x"
    )
    Answer.objects.create(critique=critique, section=task, level_self="excellent", level_cell="good")
    Answer.objects.create(critique=critique, section=other, level_self="excellent")
    assert "levels" not in member_row(campaign, people[0])
    SelfCritique.objects.update(submitted_at=make.now(), submitted_by="x")
    assert member_row(campaign, people[0])["levels"] == {"tasks": ["good"], "others": ["excellent"]}


def test_ballots_quotas_and_reasons_travel(scene):
    campaign, office, people = scene
    file = ReviewFile.objects.get(code="KP01")
    meeting = Meeting.objects.create(
        file=file,
        held_on=date(2021, 12, 20),
        called=4,
        present=4,
        voters_present=4,
        ballots_issued=4,
        ballots_collected=4,
        ballots_valid=4,
        saved_at=make.now(),
        saved_by="x",
    )
    review = Review.objects.get(member=people[0], kind="member")
    BallotCount.objects.create(meeting=meeting, review=review, excellent=3, good=1)
    CellQuota.objects.create(campaign=campaign, cell=file.cell, quota=0, reason="x", by_name="x", at=make.now())
    FindingReason.objects.create(
        campaign=campaign,
        rule="grade-missing",
        subject="KP01",
        text="Chờ",
        decided_by="BTV",
        by_name="x",
        at=make.now(),
    )
    dossier = dossier_dict(campaign)
    assert member_row(campaign, people[0])["excellent_ballots"] == 3
    assert next(row for row in dossier["cells"] if row["code"] == "KP01")["quota"] == 0
    assert dossier["reasons"] == [{"rule": "grade-missing", "subject": "KP01", "text": "Chờ", "decided_by": "BTV"}]


def test_working_grades_show_proposals_and_final_grades_only_what_stands(scene):
    campaign, office, people = scene
    review = Review.objects.select_related("campaign__ward", "file").get(member=people[0], kind="member")
    with transaction.atomic():
        give_grade(by=office, review=review, step="cell", grade="good", at=make.now())
    assert member_row(campaign, people[0])["grade"] == "good"
    assert member_row(campaign, people[0], "final")["grade"] is None


@pytest.mark.parametrize("size", [3, 300])
def test_the_dossier_costs_the_same_queries_for_any_size(size, django_assert_num_queries):
    ward = make.make_ward()
    cell = make.make_cell(ward)
    for _ in range(size):
        make.make_member(cell)
    campaign = make.make_open_campaign(ward)
    with django_assert_num_queries(8):
        dossier = dossier_of(campaign)
    assert len(dossier.members) == size


def test_the_engine_answers_a_campaign_without_any_grade(scene):
    campaign, office, people = scene
    _dossier, answer = check_campaign(campaign)
    assert answer.counts["members"]["present"] == 4
    assert {finding.rule for finding in answer.findings} == {"grade-missing"}
