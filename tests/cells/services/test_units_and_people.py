"""Collectives, seats, heads, posts: dates that fit, evidence where it lifts a ceiling, the office alone."""

from datetime import date

import pytest

from cells.access import NotPermitted
from cells.models import Collective, Headship, JournalEntry, Seat
from cells.refusals import Refused, StaleEdit
from cells.services import cell_committees, collectives, headships, posts, seats
from tests.factories import (
    TODAY,
    make_account,
    make_cell,
    make_collective,
    make_head,
    make_member,
    make_post,
    make_ward,
)

pytestmark = pytest.mark.django_db


class Ground:
    def __init__(self):
        self.ward = make_ward()
        self.cell = make_cell(self.ward, "KP01", "Chi bộ Khu phố 1")
        self.member = make_member(self.cell, "Trần Thị Bình")
        self.collective = make_collective(self.ward, code="UBND", kind="peoples_committee")
        self.office = make_account("vanphong", "office", self.ward)


@pytest.fixture
def ground():
    return Ground()


def refused_fields(caught) -> list[str]:
    return [refusal.field for refusal in caught.value.refusals]


BODY = {"code": "BTV", "name": "Ban Thường vụ", "kind": "standing_committee", "established_on": None}


def create(ground, by=None, **values):
    return collectives.create_collective(
        by=by or ground.office,
        ward_id=ground.ward.pk,
        values=BODY | {"organization_id": ground.ward.pk} | values,
        on=TODAY,
    )


def test_a_collective_of_the_ward_is_made(ground):
    made = create(ground)

    assert (made.folded_name, made.ward, made.organization) == ("ban thuong vu", ground.ward, ground.ward)
    assert JournalEntry.objects.get().action == "collective.created"


WRONG = {
    "a cell's code": ({"code": "kp01"}, ["code"]),
    "another collective's code": ({"code": "UBND"}, ["code"]),
    "no name": ({"name": ""}, ["name"]),
    "no kind": ({"kind": "club"}, ["kind"]),
    "a cell committee of the ward": ({"kind": "cell_committee"}, ["organization_id"]),
}


@pytest.mark.parametrize(("values", "fields"), WRONG.values(), ids=WRONG)
def test_an_impossible_collective_is_refused(ground, values, fields):
    with pytest.raises(Refused) as caught:
        create(ground, **values)

    assert (refused_fields(caught), Collective.objects.count()) == (fields, 1)


def test_a_collective_keeps_its_own_code(ground):
    save = {"by": ground.office, "collective_id": ground.collective.pk, "on": TODAY}

    collectives.save_collective(values={"code": "ubnd"}, revision=1, **save)

    with pytest.raises(StaleEdit):
        collectives.save_collective(values={"code": "UB"}, revision=1, **save)
    ground.collective.refresh_from_db()
    assert ground.collective.code == "ubnd"


def test_a_dissolved_collective_ends_its_open_seats_and_its_head(ground):
    day = date(2021, 10, 1)
    open_seat = Seat.objects.create(collective=ground.collective, member=ground.member, from_date=date(2021, 1, 1))
    closed = Seat.objects.create(collective=ground.collective, member=ground.member, to_date=date(2020, 1, 1))
    head = make_head(ground.member, ground.collective)

    collectives.dissolve_collective(
        by=ground.office, collective_id=ground.collective.pk, dissolved_on=day, reason="QĐ 1", revision=1, on=TODAY
    )

    for row in (open_seat, closed, head):
        row.refresh_from_db()
    assert (open_seat.to_date, closed.to_date, head.ended_on) == (day, date(2020, 1, 1), day)


def seat(ground, member=None, **changes):
    values = {"title": "Ủy viên", "from_date": date(2021, 7, 1), "to_date": None, "on": TODAY}
    return seats.add_seat(
        by=changes.pop("by", ground.office),
        collective_id=ground.collective.pk,
        member_id=(member or ground.member).pk,
        **values | changes,
    )


def test_a_seat_is_held_from_a_day(ground):
    made = seat(ground)

    entry = JournalEntry.objects.get()
    assert (made.from_date, made.to_date) == (date(2021, 7, 1), None)
    assert (entry.action, entry.object_id, entry.after["member"]) == (
        "seat.added",
        str(ground.collective.pk),
        ground.member.code,
    )


def test_a_seat_never_ends_before_it_begins(ground):
    with pytest.raises(Refused) as caught:
        seat(ground, to_date=date(2021, 6, 30))

    assert (refused_fields(caught), Seat.objects.count()) == (["to_date"], 0)


def test_one_person_holds_a_seat_once_at_a_time(ground):
    seat(ground, to_date=date(2021, 9, 1))
    seat(ground, from_date=date(2021, 9, 1))  # the first no longer counts on that day

    with pytest.raises(Refused) as caught:
        seat(ground, from_date=None)

    assert (set(refused_fields(caught)), Seat.objects.count()) == ({"member"}, 2)


def test_one_person_may_hold_two_different_seats(ground):
    seat(ground)

    assert seat(ground, title="Chủ tịch").pk


def test_only_people_of_the_ward_who_are_here_are_seated(ground):
    elsewhere = make_member(make_cell(make_ward("P12"), "KP09"))
    gone = make_member(ground.cell, left_on=date(2021, 1, 1))

    for member in (elsewhere, gone):
        with pytest.raises(Refused) as caught:
            seat(ground, member)
        assert refused_fields(caught) == ["member"]


def test_a_seat_is_ended_on_a_day(ground):
    made = seat(ground)

    seats.end_seat(by=ground.office, seat_id=made.pk, to_date=date(2022, 1, 2), on=TODAY)

    entry = JournalEntry.objects.get(action="seat.ended")
    assert (entry.before["to"], entry.after["to"]) == (None, "2022-01-02")


def test_a_seat_entered_by_mistake_is_taken_back_with_a_reason(ground):
    made = seat(ground)

    with pytest.raises(Refused):
        seats.withdraw_seat(by=ground.office, seat_id=made.pk, reason="", on=TODAY)
    seats.withdraw_seat(by=ground.office, seat_id=made.pk, reason="Nhầm người", on=TODAY)

    assert not Seat.objects.exists()
    assert JournalEntry.objects.get(action="seat.withdrawn").before["member"] == ground.member.code


def test_no_seat_outlasts_its_collective(ground):
    ground.collective.dissolved_on = date(2021, 12, 1)
    ground.collective.save()

    with pytest.raises(Refused) as caught:
        seat(ground)

    assert refused_fields(caught) == ["to_date"]


def appoint(ground, member=None, **changes):
    values = {"appointed_on": date(2021, 3, 1), "organization_id": ground.cell.pk, "on": TODAY}
    return headships.appoint_head(
        by=changes.pop("by", ground.office), member_id=(member or ground.member).pk, **values | changes
    )


def test_a_head_is_recorded_for_a_cell_and_for_a_collective(ground):
    of_cell = appoint(ground)
    of_collective = appoint(ground, organization_id=None, collective_id=ground.collective.pk)

    assert (of_cell.unit, of_collective.unit) == (ground.cell, ground.collective)


def test_that_it_is_not_the_main_duty_needs_evidence(ground):
    with pytest.raises(Refused) as caught:
        appoint(ground, main_duty=False)

    assert refused_fields(caught) == ["main_duty_evidence"]
    assert appoint(ground, main_duty=False, main_duty_evidence="QĐ nghỉ hưu 15").main_duty is False


def test_a_unit_has_one_head_at_a_time(ground):
    first = appoint(ground)
    second = make_member(ground.cell)

    with pytest.raises(Refused) as caught:
        appoint(ground, second, appointed_on=date(2021, 10, 8))
    assert refused_fields(caught) == ["appointed_on"]

    headships.change_headship(by=ground.office, headship_id=first.pk, values={"ended_on": date(2021, 10, 8)}, on=TODAY)
    assert appoint(ground, second, appointed_on=date(2021, 10, 8)).pk


def test_a_headship_never_ends_before_it_begins(ground):
    with pytest.raises(Refused) as caught:
        appoint(ground, ended_on=date(2021, 2, 28))

    assert refused_fields(caught) == ["ended_on"]


def test_an_exception_is_a_code(ground):
    with pytest.raises(Refused) as caught:
        appoint(ground, exception="Vì lý do khác")

    assert refused_fields(caught) == ["exception"]
    assert appoint(ground, exception="NL3").exception == "NL3"


def test_a_headship_entered_by_mistake_is_taken_back(ground):
    head = appoint(ground)

    headships.withdraw_headship(by=ground.office, headship_id=head.pk, reason="Nhầm", on=TODAY)

    assert not Headship.objects.exists()


def add_post(ground, **changes):
    values = {
        "title": "Phó Chủ tịch",
        "management_level": "district",
        "collective_id": ground.collective.pk,
        "on": TODAY,
    }
    return posts.add_post(by=changes.pop("by", ground.office), member_id=ground.member.pk, **values | changes)


def test_a_post_names_its_management_level(ground):
    post = add_post(ground)

    entry = JournalEntry.objects.get()
    assert (post.unit, post.management_level) == (ground.collective, "district")
    assert (entry.action, entry.object_id) == ("post.added", str(ground.member.pk))


WRONG_POSTS = {
    "no title": ({"title": " "}, ["title"]),
    "unknown level": ({"management_level": "country"}, ["management_level"]),
    "ends before it begins": ({"from_date": date(2021, 2, 1), "to_date": date(2021, 1, 1)}, ["to_date"]),
}


@pytest.mark.parametrize(("changes", "fields"), WRONG_POSTS.values(), ids=WRONG_POSTS)
def test_an_impossible_post_is_refused(ground, changes, fields):
    with pytest.raises(Refused) as caught:
        add_post(ground, **changes)

    assert refused_fields(caught) == fields


def test_a_post_that_a_review_rests_on_is_ended_not_taken_back(ground):
    from tests.factories import make_open_campaign  # noqa: PLC0415 -- the process stands on the ground, not beside it

    post = make_post(ground.member, ground.collective)
    make_open_campaign(ground.ward, ground.office)

    with pytest.raises(Refused):
        posts.withdraw_post(by=ground.office, post_id=post.pk, reason="Nhầm", on=TODAY)

    changed = posts.change_post(by=ground.office, post_id=post.pk, values={"to_date": date(2021, 12, 1)}, on=TODAY)
    assert changed.to_date == date(2021, 12, 1)


@pytest.mark.parametrize("role", ["secretary", "committee", "admin"])
def test_only_the_office_writes_units(ground, role):
    by = make_account("khac", role, ground.cell if role == "secretary" else ground.ward)

    for write in (create, seat, appoint, add_post):
        with pytest.raises(NotPermitted):
            write(ground, by=by)

    assert not JournalEntry.objects.exists()


def committee(ground):
    return cell_committees.cell_committee_from_positions(
        by=ground.office, cell_id=ground.cell.pk, established_on=date(2020, 6, 1), on=TODAY
    )


def people(ground, *positions):
    return [make_member(ground.cell, f"Người Số {number}", position=text) for number, text in enumerate(positions)]


def test_the_committee_follows_the_positions_in_the_list(ground):
    member, secretary, deputy = people(ground, "Chi ủy viên", "BÍ THƯ CHI BỘ", "Phó Bí thư chi bộ")

    made = committee(ground)

    seated = [(one.member, one.title) for one in made.collective.seats.order_by("pk")]
    assert (made.collective.code, made.collective.kind) == ("CU-KP01", "cell_committee")
    assert seated == [(secretary, "BÍ THƯ CHI BỘ"), (deputy, "Phó Bí thư chi bộ"), (member, "Chi ủy viên")]
    assert (made.headship.member, made.headship.unit) == (secretary, ground.cell)


def test_two_people_make_no_committee_but_the_head_is_recorded(ground):
    secretary, _deputy = people(ground, "Bí thư chi bộ", "Phó Bí thư chi bộ")

    made = committee(ground)

    assert (made.collective, made.headship.member) == (None, secretary)


@pytest.mark.parametrize("positions", [[], ["Bí thư chi bộ", "Bí thư chi bộ", "Chi ủy viên"]])
def test_without_or_with_two_secretaries_nothing_is_made(ground, positions):
    people(ground, *positions)

    with pytest.raises(Refused):
        committee(ground)

    assert (Collective.objects.count(), Headship.objects.count()) == (1, 0)


def test_a_cell_gets_one_committee(ground):
    people(ground, "Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên")
    committee(ground)

    with pytest.raises(Refused):
        committee(ground)

    assert Collective.objects.filter(kind="cell_committee").count() == 1
