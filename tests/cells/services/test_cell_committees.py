"""Every cell gets its head and committee from the positions in the list at once, all or none."""

from datetime import date

import pytest

from cells.access import NotPermitted
from cells.models import Collective, Headship, JournalEntry
from cells.refusals import Refused
from cells.roles import Role
from cells.selectors.cell_committees import cells_to_complete
from cells.services.cell_committees import complete_cells_from_positions
from tests.factories import TODAY, make_account, make_cell, make_head, make_member, make_ward

pytestmark = pytest.mark.django_db
SINCE = date(2020, 6, 1)


@pytest.fixture
def ward():
    return make_ward()


@pytest.fixture
def office(ward):
    return make_account("vanphong", Role.OFFICE, ward)


def named(cell, *positions):
    return [make_member(cell, f"{cell.code} {place}", position=text) for place, text in enumerate(positions)]


def complete(by, ward):
    return complete_cells_from_positions(by=by, ward_id=ward.pk, established_on=SINCE, on=TODAY)


def test_cells_with_names_are_completed_and_others_left(ward, office):
    large, small, silent, torn, done = (make_cell(ward, f"KP0{n}", f"Chi bộ Khu phố {n}") for n in range(1, 6))
    chair, *_others = named(large, "Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên")
    alone, _member = named(small, "Bí thư chi bộ", "")
    named(silent, "")
    named(torn, "Bí thư chi bộ", "Bí thư chi bộ")
    make_head(named(done, "Bí thư chi bộ")[0], done)

    made = complete(office, ward)

    assert [one.headship.member for one in made] == [chair, alone]
    assert [one.collective.code if one.collective else None for one in made] == ["CU-KP01", None]
    assert {head.appointed_on for head in Headship.objects.filter(organization__in=[large, small])} == {SINCE}
    assert [one.cell for one in cells_to_complete(ward)] == [silent, torn]


def test_nothing_to_complete_is_said(ward, office):
    named(make_cell(ward, "KP01"), "")

    with pytest.raises(Refused, match="Không có chi bộ nào cần lập"):
        complete(office, ward)


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.ADMIN, Role.DISTRICT])
def test_only_the_office_completes_cells(ward, role):
    named(make_cell(ward, "KP01"), "Bí thư chi bộ")

    with pytest.raises(NotPermitted):
        complete(make_account("ai-do", role, ward), ward)

    assert not Headship.objects.exists()
    assert not Collective.objects.exists()
    assert not JournalEntry.objects.exists()


def test_the_list_costs_the_same_for_three_cells_and_thirty(ward, django_assert_num_queries):
    for number in range(3):
        named(make_cell(ward, f"A{number:02d}"), "Bí thư chi bộ")
    with django_assert_num_queries(3):
        assert len(cells_to_complete(ward)) == 3
    for number in range(27):
        named(make_cell(ward, f"B{number:02d}"), "Bí thư chi bộ")
    with django_assert_num_queries(3):
        assert len(cells_to_complete(ward)) == 30
