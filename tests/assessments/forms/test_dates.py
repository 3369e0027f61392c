"""A day as people type it: day first, with points or dashes, in a year that can be meant."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assessments.forms.dates import DayField


@pytest.mark.parametrize("typed", ["08/01/2022", "8.1.2022", "08-01-2022", "2022-01-08"])
def test_a_day_is_read_as_it_is_written_here(typed):
    assert DayField().clean(typed) == date(2022, 1, 8)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("20/12/1021", "year"), ("31/12/1899", "year"), ("01/01/2101", "year"), ("20/12/21", "invalid")],
)
def test_a_year_that_cannot_be_meant_is_asked_about(typed, code):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.code == code


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2100, 12, 31)])
def test_the_first_and_the_last_year_are_taken(day):
    assert DayField().clean(f"{day:%d/%m/%Y}") == day


def test_a_day_may_be_left_out_where_it_is_not_asked_for():
    assert DayField(required=False).clean("") is None
