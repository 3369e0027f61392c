"""Facts of the year on the ground: a document wherever a fact moves a grade; one violation counts in one year."""

from datetime import date

import pytest

from cells.access import NotPermitted
from cells.models import Discipline, JournalEntry
from cells.refusals import Refused, StaleEdit
from cells.services import year_records
from tests.factories import TODAY, make_account, make_cell, make_member, make_ward, make_year_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return make_ward()


@pytest.fixture
def member(ward):
    return make_member(make_cell(ward))


@pytest.fixture
def office(ward):
    return make_account("vanphong", "office", ward)


def record(by, member, revision=0, **values):
    return year_records.record_year_facts(
        by=by, member_id=member.pk, year=2021, values=values, revision=revision, on=TODAY
    )


def refused_fields(caught) -> list[str]:
    return sorted(refusal.field for refusal in caught.value.refusals)


def test_facts_are_recorded_with_their_history(office, member):
    facts = record(office, member, task_completion=95)

    entry = JournalEntry.objects.get()
    assert (facts.task_completion, facts.revision) == (95, 1)
    assert (entry.action, entry.object_id) == ("year_facts.recorded", str(member.pk))
    assert entry.after == {"year": 2021, "task_completion": 95}


NEEDS_A_DOCUMENT = {
    "three months of sick leave": ({"sick_leave_months": 3}, "sick_leave_source"),
    "under half of the tasks": ({"task_completion": 49}, "task_source"),
    "an employer's excellent": ({"employer_grade": "excellent"}, "employer_source"),
    "an employer's unfulfilled": ({"employer_grade": "unfulfilled"}, "employer_source"),
    "a finding of degradation": ({"found_degraded": True}, "degraded_source"),
    "another reason": ({"unfulfilled_reason": "other"}, "unfulfilled_source"),
    "a discipline nobody recorded": ({"unfulfilled_reason": "disciplined"}, "unfulfilled_source"),
}


@pytest.mark.parametrize(("values", "field"), NEEDS_A_DOCUMENT.values(), ids=NEEDS_A_DOCUMENT)
def test_a_fact_that_moves_a_grade_needs_its_document(office, member, values, field):
    with pytest.raises(Refused) as caught:
        record(office, member, **values)

    assert refused_fields(caught) == [field]
    assert record(office, member, **values, **{field: "QĐ 1"}).revision == 1


NEEDS_NONE = {
    "two months of sick leave": {"sick_leave_months": 2},
    "half of the tasks": {"task_completion": 50},
    "no employer": {"employer_grade": "none"},
    "no degradation": {"found_degraded": False},
    "a reason whose fact has its document": {"unfulfilled_reason": "under_half_of_tasks", "task_completion": 40, "task_source": "BC 3"},
}  # fmt: skip


@pytest.mark.parametrize("values", NEEDS_NONE.values(), ids=NEEDS_NONE)
def test_a_fact_that_moves_no_grade_needs_no_document(office, member, values):
    assert record(office, member, **values).revision == 1


@pytest.mark.parametrize("values", [{"sick_leave_months": 13}, {"task_completion": 101}])
def test_figures_stay_within_bounds(office, member, values):
    with pytest.raises(Refused) as caught:
        record(office, member, sick_leave_source="Giấy ra viện", **values)

    assert refused_fields(caught) == list(values)


def test_a_second_editor_is_told_even_when_nothing_was_recorded_before(office, member):
    record(office, member, task_completion=90)

    with pytest.raises(StaleEdit) as caught:
        record(office, member, task_completion=60)

    assert caught.value.current.task_completion == 90


def test_zero_months_are_recorded_as_zero(office, member):
    assert record(office, member, sick_leave_months=0).sick_leave_months == 0


def test_a_cleared_field_is_not_recorded_again(office, member):
    make_year_record(member, task_completion=70)

    assert record(office, member, revision=1, task_completion=None).task_completion is None


def test_the_secretary_of_another_cell_records_nothing(ward, member):
    with pytest.raises(NotPermitted):
        record(make_account("bithu2", "secretary", make_cell(ward)), member, task_completion=90)


def test_a_secretary_records_nothing_for_people_outside_the_party(ward):
    cell = make_cell(ward)
    outsider = make_member(None, ward=ward)

    with pytest.raises(NotPermitted):
        record(make_account("bithu1", "secretary", cell), outsider, task_completion=90)


def discipline(by, member, **changes):
    values = {
        "year": 2021,
        "form": "reprimand",
        "decided_on": date(2021, 9, 1),
        "violated_on": date(2021, 3, 1),
        "source": "QĐ 12",
    }
    return year_records.add_discipline(by=by, member_id=member.pk, on=TODAY, **values | changes)


WRONG = {
    "no document": ({"source": ""}, "source"),
    "unknown form": ({"form": "fine"}, "form"),
    "a violation after the decision": ({"violated_on": date(2021, 9, 2)}, "violated_on"),
    "a decision in the future": ({"decided_on": date(2022, 1, 11)}, "decided_on"),
}


@pytest.mark.parametrize(("changes", "field"), WRONG.values(), ids=WRONG)
def test_a_discipline_is_complete_and_possible(office, member, changes, field):
    with pytest.raises(Refused) as caught:
        discipline(office, member, **changes)

    assert refused_fields(caught) == [field]


@pytest.mark.parametrize("changes", [{"form": "warning", "decided_on": date(2022, 1, 3)}, {"year": 2020}])
def test_one_violation_counts_in_one_year_only(office, member, changes):
    discipline(office, member)

    with pytest.raises(Refused) as caught:
        discipline(office, member, **changes)

    assert (refused_fields(caught), Discipline.objects.count()) == (["violated_on"], 1)


def test_another_violation_is_another_discipline(office, member):
    discipline(office, member)
    discipline(office, member, violated_on=date(2021, 8, 1))

    assert Discipline.objects.count() == 2


def test_a_discipline_is_withdrawn_only_with_a_reason(office, member):
    recorded = discipline(office, member)

    with pytest.raises(Refused) as caught:
        year_records.remove_discipline(by=office, discipline_id=recorded.pk, reason=" ", on=TODAY)

    assert (refused_fields(caught), Discipline.objects.count()) == (["reason"], 1)
