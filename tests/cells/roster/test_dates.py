"""A date as wards write it."""

from datetime import date

import pytest

from cells.roster.dates import DateRead, read_date


@pytest.mark.parametrize("text", ["00/00/1950", "0/3/1950", "00.00.1950", "1950", "3/1950"])
def test_a_day_nobody_knows_leaves_the_year(text):
    assert read_date(text) == DateRead(year=1950, text=text)


@pytest.mark.parametrize("text", ["31/02/1985", "3/0/1985", "0/13/1985", "29-2-1999", "00/00/0000"])
def test_an_impossible_day_is_a_fault(text):
    assert read_date(text).fault


@pytest.mark.parametrize("text", ["3/2/1985", "03-02-1985", "03.02.1985", "03 / 02 / 1985", "1985-02-03", "ngày 3 tháng 2 năm 1985"])  # fmt: skip
def test_a_whole_date_has_its_day_before_its_month(text):
    assert read_date(text).day == date(1985, 2, 3)
