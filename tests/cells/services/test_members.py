"""People: entered, changed by hand, moved, left; what a person decided is marked so that no import undoes it."""

from datetime import date

import pytest

from cells.access import NotPermitted
from cells.models import JournalEntry, Member
from cells.refusals import Refused, StaleEdit
from cells.services import members
from tests.factories import TODAY, make_account, make_cell, make_member, make_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return make_ward()


@pytest.fixture
def office(ward):
    return make_account("vanphong", "office", ward)


@pytest.fixture
def cell(ward):
    return make_cell(ward, "KP01")


def create(by, ward, cell=None, **values):
    return members.create_member(
        by=by,
        ward_id=ward.pk,
        cell_id=cell.pk if cell else None,
        values={"full_name": "Nguyễn  Văn Ánh"} | values,
        on=TODAY,
    )


def save(by, member, revision=1, **values):
    return members.save_member(by=by, member_id=member.pk, values=values, revision=revision, on=TODAY)


def refused_fields(caught) -> list[str]:
    return [refusal.field for refusal in caught.value.refusals]


def test_a_member_is_entered_with_the_next_code(office, ward, cell):
    make_member(cell, code="M0041")

    member = create(office, ward, cell, card_number="79.5")

    assert (member.code, member.full_name, member.status) == ("M0042", "Nguyễn Văn Ánh", "active")
    assert JournalEntry.objects.get().after["cell"] == "KP01"


def test_a_person_without_a_cell_stands_outside_the_party(office, ward):
    assert create(office, ward).status == "non_member"


def test_changed_fields_become_decided_and_the_others_stay_open(office, cell):
    member = make_member(cell)

    saved = save(office, member, position="Chi ủy viên", note=member.note)

    assert (saved.decided_fields, saved.revision) == (["position"], 2)


def test_the_second_editor_of_a_person_is_told(office, cell):
    member = make_member(cell)
    save(office, member, position="A")

    with pytest.raises(StaleEdit) as caught:
        save(office, member, position="B")

    assert caught.value.current.position == "A"


def test_a_card_belongs_to_one_person(office, ward, cell):
    make_member(cell, card_number="79.000001")
    member = make_member(cell, card_number="79.000002")

    with pytest.raises(Refused) as caught:
        save(office, member, card_number=" 79.000001 ")

    assert refused_fields(caught) == ["card_number"]


IMPOSSIBLE = {
    "born in the future": ({"born_on": date(2022, 1, 11)}, ["born_on", "admitted_on"]),
    "admitted before birth": ({"admitted_on": date(1959, 12, 31)}, ["admitted_on"]),
    "full before admitted": ({"official_on": date(1990, 5, 18)}, ["official_on"]),
    "without a name": ({"full_name": " "}, ["full_name"]),
}


@pytest.mark.parametrize(("values", "fields"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_impossible_values_are_refused_at_their_fields(office, cell, values, fields):
    member = make_member(cell)

    with pytest.raises(Refused) as caught:
        save(office, member, **values)

    member.refresh_from_db()
    assert (refused_fields(caught), member.revision) == (fields, 1)


def test_a_member_moves_to_another_cell_of_the_ward(office, ward, cell):
    member, other = make_member(cell), make_cell(ward, "KP02")

    members.transfer_member(by=office, member_id=member.pk, cell_id=other.pk, reason="Đổi nơi ở", revision=1, on=TODAY)

    member.refresh_from_db()
    entry = JournalEntry.objects.get(action="member.transferred")
    assert (member.cell, member.decided_fields) == (other, ["cell"])
    assert (entry.before, entry.after) == ({"cell": "KP01"}, {"cell": "KP02"})


def test_nobody_moves_to_a_cell_of_another_ward_or_a_dissolved_one(office, ward, cell):
    member = make_member(cell)
    for other in (make_cell(make_ward("P12"), "KP09"), make_cell(ward, "KP10", dissolved_on=date(2021, 1, 1)), cell):
        with pytest.raises(Refused) as caught:
            members.transfer_member(by=office, member_id=member.pk, cell_id=other.pk, reason="", revision=1, on=TODAY)
        assert refused_fields(caught) == ["cell"]


def test_who_left_is_out_of_the_lists_and_can_be_brought_back(office, cell):
    member = make_member(cell)
    members.mark_left(
        by=office, member_id=member.pk, left_on=date(2021, 6, 1), reason="Chuyển đi", revision=1, on=TODAY
    )

    member.refresh_from_db()
    assert (member.left_on, member.left_reason) == (date(2021, 6, 1), "Chuyển đi")

    members.bring_back(by=office, member_id=member.pk, reason="Nhầm người", revision=2, on=TODAY)
    member.refresh_from_db()
    assert (member.left_on, member.left_reason, member.decided_fields) == (None, "", ["left_on"])


def test_leaving_needs_a_reason_and_a_possible_date(office, cell):
    member = make_member(cell)
    for left_on, reason, field in ((TODAY, " ", "reason"), (date(1990, 5, 18), "Chuyển đi", "left_on")):
        with pytest.raises(Refused) as caught:
            members.mark_left(by=office, member_id=member.pk, left_on=left_on, reason=reason, revision=1, on=TODAY)
        assert refused_fields(caught) == [field]


@pytest.mark.parametrize("role", ["secretary", "committee", "admin"])
def test_only_the_office_changes_people(ward, cell, role):
    member = make_member(cell)
    other = make_account("khac", role, cell if role == "secretary" else ward)

    with pytest.raises(NotPermitted):
        save(other, member, position="X")
    with pytest.raises(NotPermitted):
        create(other, ward, cell)

    assert Member.objects.get().position == ""
