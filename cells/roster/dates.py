"""A date as wards write it: a real date cell, `3/2/1985`, `03-02-1985`, `03.02.1985`, a bare year. Day before month, always."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cells.vietnamese import fold_words
from cells.workbooks import Value, text_of

EARLIEST_YEAR, LATEST_YEAR = 1850, 2100
_SEPARATOR = r"\s*[./\-]\s*"
_DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}})")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_SHORT_YEAR = re.compile(rf"\d{{1,2}}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}\d{{2}}")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{4}})")
_YEAR = re.compile(r"\d{4}")
_NOTHING = {"", "khong ro", "khong", "chua", "chua ro", "chua co"}

#: Why a cell could not be read as a date; `%(text)s` is what stands in it.
FAULTS: dict[str, Promise] = {
    "impossible": _("“%(text)s” is no day of the calendar. Mend the date."),
    "short_year": _("“%(text)s”: write the year with four digits."),
    "number": _("“%(text)s” is a number, not a date. Format the cell as a date or type day/month/year."),
    "unclear": _("“%(text)s” cannot be read as a date. Type day/month/year, for example 03/02/1985."),
}


@dataclass(frozen=True)
class DateRead:
    """`day` when the whole date is known; `year` alone when only the year (or month and year) is; else `fault`."""

    day: date | None = None
    year: int | None = None
    fault: str = ""
    text: str = ""


def read_date(value: Value) -> DateRead:
    """Never swaps day and month, never completes a year: what can be two things is a fault."""
    text = text_of(value)
    if isinstance(value, datetime | date):
        return _in_bounds(value.year, value.month, value.day, text)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value, text)
    return _from_text(text)


def _from_number(value: float, text: str) -> DateRead:
    if float(value).is_integer() and _is_year(int(value)):
        return DateRead(year=int(value), text=text)
    return DateRead(fault="number", text=text)


def _from_text(text: str) -> DateRead:
    if fold_words(text) in _NOTHING:
        return DateRead()
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        day, month, year = map(int, match.groups())
        if day == 0 and month <= 12:  # 00/00/1950, 00/03/1950: the day is not known
            return _partial(str(year), text)
        return _in_bounds(year, month, day, text)
    if match := _YEAR_MONTH_DAY.fullmatch(text):
        return _in_bounds(*map(int, match.groups()), text)
    if match := _IN_WORDS.fullmatch(fold_words(text)):
        day, month, year = map(int, match.groups())
        return _in_bounds(year, month, day, text)
    if _SHORT_YEAR.fullmatch(text):
        return DateRead(fault="short_year", text=text)
    return _partial(text, text)


def _partial(known: str, text: str) -> DateRead:
    """A year, or a month and a year, is all that is known of the day."""
    match = _MONTH_YEAR.fullmatch(known)
    if match and not 1 <= int(match[1]) <= 12:
        return DateRead(fault="impossible", text=text)
    year = match[2] if match else known
    if _YEAR.fullmatch(year) and _is_year(int(year)):
        return DateRead(year=int(year), text=text)
    return DateRead(fault="unclear", text=text)


def _in_bounds(year: int, month: int, day: int, text: str) -> DateRead:
    try:
        found = date(year, month, day)
    except ValueError:
        return DateRead(fault="impossible", text=text)
    return DateRead(day=found, year=year, text=text) if _is_year(year) else DateRead(fault="impossible", text=text)


def _is_year(year: int) -> bool:
    return EARLIEST_YEAR <= year <= LATEST_YEAR
