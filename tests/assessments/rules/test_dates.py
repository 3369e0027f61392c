from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.dates import as_printed, fewer_than_months

DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("start", "months", "day", "fewer"),
    [
        (date(2021, 7, 8), 6, date(2022, 1, 7), True),
        (date(2021, 7, 8), 6, date(2022, 1, 8), False),
        (date(2021, 7, 8), 6, date(2022, 1, 9), False),
        (date(2021, 8, 31), 6, date(2022, 2, 27), True),
        (date(2021, 8, 31), 6, date(2022, 2, 28), False),
        (date(2023, 8, 31), 6, date(2024, 2, 28), True),
        (date(2023, 8, 31), 6, date(2024, 2, 29), False),
        (date(2021, 10, 9), 3, date(2022, 1, 8), True),
        (date(2021, 10, 8), 3, date(2022, 1, 8), False),
        (date(2022, 3, 1), 6, date(2022, 1, 8), True),
        (date(9999, 12, 31), 6, date(9999, 12, 31), True),
        (None, 6, date(2022, 1, 8), False),
    ],
)
def test_months_are_counted_to_the_day(start, months, day, fewer):
    assert fewer_than_months(start, months, day) is fewer


def last_of_month(day):
    return monthrange(day.year, day.month)[1]


@given(DATES, MONTHS)
def test_the_end_of_a_period_lies_in_the_right_month(start, months):
    """Found by walking day by day to the first day on which the months are over."""
    day = start + timedelta(days=max(0, 28 * months - 1))
    while fewer_than_months(start, months, day):
        day += timedelta(days=1)

    assert (day.year - start.year) * 12 + day.month - start.month == months
    assert day.day == min(start.day, last_of_month(day))


@given(DATES, MONTHS, DATES)
def test_once_over_a_period_stays_over(start, months, day):
    later = day + timedelta(days=1)

    assert fewer_than_months(start, months, day) or not fewer_than_months(start, months, later)


@given(DATES, MONTHS, DATES)
def test_more_months_never_end_sooner(start, months, day):
    assert fewer_than_months(start, months + 1, day) or not fewer_than_months(start, months, day)


def test_dates_are_printed_as_on_paper():
    assert as_printed(date(2022, 1, 8)) == "08/01/2022"
