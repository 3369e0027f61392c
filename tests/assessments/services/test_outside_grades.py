"""A grade decided elsewhere is recorded with the other body's paper, by the office, and never overwritten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessments.models import Campaign, Grading
from assessments.selectors.gradings import grades_of
from assessments.selectors.outside import missing_outside, outside_rows
from assessments.services.outside_grades import OutsideDecision, record_outside_grade, withdraw_outside_grade
from assessments.workflow import CampaignStage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from cells.vocabulary import ManagementLevel
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
PAPER = OutsideDecision("good", "45-QĐ/QU", date(2022, 1, 9), "Ban Thường vụ Quận ủy")


@pytest.fixture
def sitting():
    return Sitting()


@pytest.fixture
def organization(sitting):
    return sitting.reviews().get(kind="organization")


def record(sitting, review, decision=PAPER, seen=None, by=None):
    return record_outside_grade(
        by=by or sitting.office, review_id=review.pk, decision=decision, seen=seen, on=make.TODAY
    )


def refused_fields(sitting, review, decision, seen=None) -> list[str]:
    before = Grading.objects.count()
    with pytest.raises(Refused) as refused:
        record(sitting, review, decision, seen)
    assert Grading.objects.count() == before
    return [refusal.field for refusal in refused.value.refusals]


def test_recorded_grade_is_final_and_carries_its_paper(sitting, organization):
    given = record(sitting, organization, replace(PAPER, document_number="  45-QĐ/QU "))

    assert grades_of(sitting.campaign)[organization.pk].final == "good"
    assert (given.document_number, given.document_date, given.deciding_body) == (
        "45-QĐ/QU",
        date(2022, 1, 9),
        "Ban Thường vụ Quận ủy",
    )
    assert JournalEntry.objects.get(action="grade.outside").after == {"grade": "good", "document": "45-QĐ/QU"}


@pytest.mark.parametrize(
    "code", ["KP01", "UBND", "A001", "@"], ids=["a cell", "a collective", "a member", "an officer"]
)
def test_what_the_ward_signs_itself_is_not_recorded(sitting, code):
    assert refused_fields(sitting, sitting.review(code), PAPER) == [""]


@pytest.mark.parametrize("level", ["district", "city"])
def test_an_officer_managed_above_the_ward_is_recorded(sitting, level):
    officer = sitting.review("@")
    officer.facts = {**officer.facts, "management_level": level}
    officer.save()

    record(sitting, officer)

    assert grades_of(sitting.campaign)[officer.pk].final == "good"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"grade": ""}, "grade"),
        ({"grade": "brilliant"}, "grade"),
        ({"document_number": "  "}, "document_number"),
        ({"deciding_body": ""}, "deciding_body"),
        ({"document_date": make.TODAY + timedelta(days=1)}, "document_date"),
        ({"document_date": date(2020, 12, 31)}, "document_date"),
    ],
    ids=["no grade", "no such grade", "no number", "no body", "a date to come", "a date before the year"],
)
def test_an_incomplete_paper_is_refused_at_its_field(sitting, organization, change, field):
    assert refused_fields(sitting, organization, replace(PAPER, **change)) == [field]


def test_every_fault_is_said_at_once(sitting, organization):
    nothing = OutsideDecision("", "", date(2022, 2, 1), "")

    assert refused_fields(sitting, organization, nothing) == [
        "grade",
        "document_number",
        "deciding_body",
        "document_date",
    ]


@pytest.mark.parametrize(("day", "allowed"), [(date(2021, 12, 21), False), (date(2021, 12, 22), True)])
def test_no_decision_is_older_than_the_meeting_that_proposed_it(sitting, day, allowed):
    officer = sitting.review("@")
    officer.facts = {**officer.facts, "management_level": "district"}
    officer.save()
    sitting.meet(officer.file.code, date(2021, 12, 22))
    decision = replace(PAPER, document_date=day)

    if allowed:
        assert record(sitting, officer, decision).document_date == day
    else:
        assert refused_fields(sitting, officer, decision) == ["document_date"]


def test_replacing_a_recorded_grade_needs_a_reason_and_keeps_the_former(sitting, organization):
    first = record(sitting, organization)
    better = replace(PAPER, grade="excellent", document_number="50-QĐ/QU")
    assert refused_fields(sitting, organization, better, seen=first.pk) == ["reason"]

    record(sitting, organization, replace(better, reason="Quận xếp loại lại"), seen=first.pk)

    kept = Grading.objects.filter(review=organization).order_by("pk").values_list("grade", "current", "document_number")
    assert list(kept) == [("good", False, "45-QĐ/QU"), ("excellent", True, "50-QĐ/QU")]


def test_the_same_paper_again_changes_nothing(sitting, organization):
    first = record(sitting, organization)

    assert record(sitting, organization, seen=first.pk) == first


@pytest.mark.parametrize("seen", [None, 999_999])
def test_somebody_else_recorded_meanwhile(sitting, organization, seen):
    first = record(sitting, organization)

    with pytest.raises(StaleEdit) as stale:
        record(sitting, organization, replace(PAPER, grade="excellent", reason="x"), seen=seen)

    assert stale.value.current == first
    assert Grading.objects.filter(review=organization).count() == 1


def test_only_the_office_records(sitting, organization):
    cell = sitting.first
    for account in (sitting.committee, make.make_account("bithu", "secretary", cell), make.make_account("nguoila")):
        with pytest.raises(NotPermitted):
            record(sitting, organization, by=account)

    assert not Grading.objects.filter(review=organization).exists()


def test_a_closed_year_takes_no_more_grades(sitting, organization):
    Campaign.objects.update(stage=CampaignStage.CLOSED)

    assert refused_fields(sitting, organization, PAPER) == [""]


def test_the_table_lists_units_then_officers_by_level(sitting):
    officer = sitting.review("@")
    officer.facts = {**officer.facts, "management_level": "city"}
    officer.save()

    rows = outside_rows(sitting.campaign)

    assert [row.review.kind for row in rows] == ["organization", "officer"]
    assert [row.level for row in rows] == ["", ManagementLevel.CITY.label]
    assert missing_outside(rows) == rows


def withdraw(sitting, review, seen, reason="Ghi nhầm đơn vị", by=None):
    return withdraw_outside_grade(by=by or sitting.office, review_id=review.pk, seen=seen, reason=reason, on=make.TODAY)


def test_a_grade_recorded_by_mistake_is_withdrawn_and_stays_on_record(sitting, organization):
    first = record(sitting, organization)

    withdrawn = withdraw(sitting, organization, first.pk)

    assert grades_of(sitting.campaign)[organization.pk].final_grading is None
    assert [row.review for row in missing_outside(outside_rows(sitting.campaign))] == [organization]
    assert (withdrawn.grade, withdrawn.reason, withdrawn.document_number) == ("", "Ghi nhầm đơn vị", "45-QĐ/QU")
    entry = JournalEntry.objects.filter(action="grade.outside").order_by("-pk").first()
    assert (entry.before, entry.after["grade"], entry.reason) == ({"grade": "good"}, "", "Ghi nhầm đơn vị")


def test_after_a_withdrawal_the_next_grade_needs_no_reason(sitting, organization):
    withdrawn = withdraw(sitting, organization, record(sitting, organization).pk)

    record(sitting, organization, replace(PAPER, grade="fulfilled"), seen=withdrawn.pk)

    assert grades_of(sitting.campaign)[organization.pk].final == "fulfilled"


def test_withdrawing_needs_a_grade_and_a_reason(sitting, organization):
    with pytest.raises(Refused):
        withdraw(sitting, organization, None)
    first = record(sitting, organization)
    with pytest.raises(Refused) as refused:
        withdraw(sitting, organization, first.pk, reason="  ")
    assert refused.value.refusals[0].field == "reason"
    again = withdraw(sitting, organization, first.pk)
    with pytest.raises(Refused):
        withdraw(sitting, organization, again.pk)
    assert Grading.objects.filter(review=organization).count() == 2


def test_nobody_withdraws_what_they_have_not_seen(sitting, organization):
    first = record(sitting, organization)
    second = record(sitting, organization, replace(PAPER, grade="excellent", reason="x"), seen=first.pk)

    with pytest.raises(StaleEdit) as stale:
        withdraw(sitting, organization, first.pk)
    with pytest.raises(NotPermitted):
        withdraw(sitting, organization, second.pk, by=sitting.committee)

    assert stale.value.current == second
    assert grades_of(sitting.campaign)[organization.pk].final == "excellent"
