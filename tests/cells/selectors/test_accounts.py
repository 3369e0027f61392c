"""Who still needs a secretary's account, and whose it probably is."""

import pytest

from cells.selectors.accounts import units_without_secretary
from tests.factories import TODAY, make_account, make_cell, make_head, make_member, make_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return make_ward()


def suggested(ward):
    return {line.unit.code: line.display_name for line in units_without_secretary(ward, TODAY)}


@pytest.mark.parametrize("position", ["Bí thư", "BÍ THƯ CHI BỘ", "Bí thư chi bộ"])
def test_after_the_first_import_the_roster_tells_the_secretary(ward, position):
    cell = make_cell(ward, "KP01")
    make_member(cell, "Nguyễn Văn An", position=position)
    make_member(cell, "Trần Thị Bình", position="Phó Bí thư chi bộ")

    [line] = units_without_secretary(ward, TODAY)

    assert (line.display_name, line.head.full_name) == ("Nguyễn Văn An", "Nguyễn Văn An")


def test_two_secretaries_of_one_cell_suggest_nobody(ward):
    cell = make_cell(ward, "KP01")
    for name in ("Nguyễn Văn An", "Trần Thị Bình"):
        make_member(cell, name, position="Bí thư chi bộ")

    assert suggested(ward) == {"KP01": ""}


def test_a_recorded_head_goes_before_the_roster(ward):
    cell = make_cell(ward, "KP01")
    make_member(cell, "Nguyễn Văn An", position="Bí thư chi bộ")
    make_head(make_member(cell, "Trần Thị Bình"), cell)

    assert suggested(ward) == {"KP01": "Trần Thị Bình"}


def test_a_cell_with_a_secretary_s_account_waits_for_none(ward):
    cell = make_cell(ward, "KP01")
    make_account("bithu", "secretary", cell)

    assert suggested(ward) == {}
