"""Rosters of the fictional ward: the shared one, made-up ones of other sizes, and the one of a year before."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from assessments.sample.roster import SAMPLE_CELLS, SAMPLE_FILE, SAMPLE_MEMBERS, earlier_workbook, sample_workbook
from cells.roster.reading import read_roster

NOVEMBER = date(2020, 11, 16)


def test_its_own_size_is_the_shared_roster_as_it_stands():
    assert sample_workbook(SAMPLE_CELLS, SAMPLE_MEMBERS, Random(1)) == SAMPLE_FILE.read_bytes()


@pytest.mark.parametrize(("cells", "members"), [(1, 3), (3, 20), (6, 60), (40, 1000), (100, 4000)])
def test_a_made_up_roster_has_the_size_asked_for_and_no_oddity(cells, members):
    reading = read_roster(sample_workbook(cells, members, Random(1)))

    assert (len(reading.cells), len(reading.rows)) == (cells, members)
    assert (reading.problems, reading.warnings) == ((), ())
    assert len({row.card_number for row in reading.rows}) == members
    assert Counter(row.position for row in reading.rows)["Bí thư chi bộ"] == cells


def test_another_seed_makes_other_people():
    assert sample_workbook(3, 20, Random(1)) == sample_workbook(3, 20, Random(1)) != sample_workbook(3, 20, Random(2))


@pytest.mark.parametrize(("cells", "members"), [(0, 10), (-1, 10), (4, 11), (5, 4001)])
def test_a_size_that_no_ward_has_is_refused(cells, members):
    with pytest.raises(ValueError, match=r"^--(cells|members) "):
        sample_workbook(cells, members, Random(1))


def test_a_year_before_whoever_came_later_is_missing_and_the_newest_are_probationary():
    now = read_roster(SAMPLE_FILE.read_bytes())
    before = {row.card_number: row for row in read_roster(earlier_workbook(SAMPLE_FILE.read_bytes(), NOVEMBER)).rows}

    later = [row for row in now.rows if row.admitted_on and row.admitted_on > NOVEMBER]
    assert {row.card_number for row in now.rows} - before.keys() == {row.card_number for row in later}
    assert len(later) == 25
    promoted = {row.card_number for row in now.rows if row.official_on and row.official_on > NOVEMBER}
    assert {number for number, row in before.items() if row.status == "probationary"} == promoted & before.keys()
    assert len(promoted & before.keys()) > 0
    assert {row.official_on for number, row in before.items() if number in promoted} == {None}
