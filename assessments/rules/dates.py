"""Calendar months, counted as the sources count them."""

from calendar import monthrange
from datetime import date


def fewer_than_months(start: date | None, months: int, day: date) -> bool:
    """Whether on `day` fewer than `months` calendar months have passed since `start`.

    True while start + months > day; the day itself is enough ("đủ"). Where the target month is shorter, its last day
    counts: 31 August + 6 months is the last day of February. A start that is not recorded is never too recent.
    """
    return start is not None and _months_after(start, months) > (day.year, day.month, day.day)


def _months_after(start: date, months: int) -> tuple[int, int, int]:
    # A plain triple: the sum may lie beyond the last year that `date` can hold.
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    # The calendar repeats every 400 years, so the same month of an earlier cycle has the same length.
    last = monthrange(2000 + year % 400, month + 1)[1]
    return year, month + 1, min(start.day, last)


def as_printed(day: date) -> str:
    """08/01/2022, as the papers print a date."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"
