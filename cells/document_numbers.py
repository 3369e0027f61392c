"""Numbers of Party documents as they are written: "05-NQ/ĐU", below ten with a zero in front (HD 36-HD/VPTW, kept by
HD 05-HD/VPTW of 2026). Pure."""

import re

from cells.vietnamese import tidy

_ONE_DIGIT = re.compile(r"^0*([0-9])(?![0-9])")


def with_zero(number: str) -> str:
    """`5-QĐ/ĐU` → `05-QĐ/ĐU`; what begins with no single digit stays as it is."""
    return _ONE_DIGIT.sub(r"0\1", number)


def tidy_number(typed: str) -> str:
    """A number of the ward's own paper as it was typed, in the one form it is kept, compared and printed in."""
    return with_zero(tidy(typed))
