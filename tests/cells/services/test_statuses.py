"""A standing has dates and a document; the one before it ends the day before."""

from datetime import date

import pytest

from cells.access import NotPermitted
from cells.refusals import Refused
from cells.services import statuses
from tests.factories import TODAY, make_account, make_cell, make_member, make_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return make_member(make_cell(make_ward(), "KP01"))


@pytest.fixture
def office(member):
    return make_account("vanphong", "office", member.ward)


def put(by, member, status="exempt", from_date=date(2021, 6, 1), to_date=None, source="QĐ 7"):
    return statuses.set_status(
        by=by, member_id=member.pk, status=status, from_date=from_date, to_date=to_date, source=source, on=TODAY
    )


def periods(member) -> list[tuple]:
    rows = member.status_periods.order_by("pk")
    return [(period.status, period.from_date, period.to_date) for period in rows]


def refused_fields(caught) -> list[str]:
    return [refusal.field for refusal in caught.value.refusals]


def test_a_standing_is_recorded_and_the_former_one_kept(office, member):
    put(office, member)

    member.refresh_from_db()
    assert (member.status, member.decided_fields) == ("exempt", ["status"])
    assert periods(member) == [("active", None, date(2021, 5, 31)), ("exempt", date(2021, 6, 1), None)]


def test_the_next_standing_ends_the_open_one(office, member):
    put(office, member)

    put(office, member, "active", date(2021, 9, 1))

    member.refresh_from_db()
    assert member.status == "active"
    assert periods(member)[1:] == [("exempt", date(2021, 6, 1), date(2021, 8, 31)), ("active", date(2021, 9, 1), None)]


@pytest.mark.parametrize(
    ("from_date", "to_date"), [(date(2022, 2, 1), None), (date(2021, 2, 1), date(2021, 4, 30))], ids=["future", "past"]
)
def test_a_standing_that_does_not_hold_today_leaves_todays_alone(office, member, from_date, to_date):
    put(office, member, from_date=from_date, to_date=to_date)

    member.refresh_from_db()
    assert member.status == "active"


def test_standings_do_not_overlap(office, member):
    put(office, member, from_date=date(2021, 2, 1), to_date=date(2021, 4, 30))

    with pytest.raises(Refused) as caught:
        put(office, member, "suspended", from_date=date(2021, 4, 30))

    assert refused_fields(caught) == ["from_date"]


def test_a_standing_begins_after_the_open_one_began(office, member):
    put(office, member)

    with pytest.raises(Refused) as caught:
        put(office, member, "suspended", from_date=date(2021, 5, 1))

    assert (refused_fields(caught), len(periods(member))) == (["from_date"], 2)


def test_an_earlier_closed_standing_leaves_a_later_open_one_open(office, member):
    put(office, member)

    put(office, member, "suspended", date(2021, 1, 1), date(2021, 2, 28))

    assert ("exempt", date(2021, 6, 1), None) in periods(member)


def test_beside_dated_standings_a_beginning_is_needed(office, member):
    put(office, member)

    with pytest.raises(Refused) as caught:
        put(office, member, "active", from_date=None)

    assert refused_fields(caught) == ["from_date"]


WRONG = {
    "no document": ({"source": " "}, ["source"]),
    "ends before it begins": ({"to_date": date(2021, 5, 31)}, ["to_date"]),
    "unknown": ({"status": "retired"}, ["status"]),
    "outside the Party with a cell": ({"status": "non_member"}, ["status"]),
}


@pytest.mark.parametrize(("changes", "fields"), WRONG.values(), ids=WRONG)
def test_a_standing_is_complete_and_possible(office, member, changes, fields):
    with pytest.raises(Refused) as caught:
        put(office, member, **changes)

    assert (refused_fields(caught), periods(member)) == (fields, [])


def test_a_standing_taken_back_lets_the_former_one_hold_again(office, member):
    put(office, member, "probationary", date(2021, 1, 1))
    period = put(office, member)

    statuses.withdraw_status(by=office, period_id=period.pk, reason="Nhầm", on=TODAY)

    member.refresh_from_db()
    assert member.status == "probationary"
    assert periods(member)[-1] == ("probationary", date(2021, 1, 1), None)


def test_the_secretary_sets_the_standing_of_the_own_cell_alone(member):
    own = make_account("bithu1", "secretary", member.cell)
    other = make_account("bithu2", "secretary", make_cell(member.ward, "KP02"))

    put(own, member)

    with pytest.raises(NotPermitted):
        put(other, member, "active", date(2021, 9, 1))
