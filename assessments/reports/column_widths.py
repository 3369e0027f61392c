"""Widths of a table's columns and the size of its letters, as the style sheet of paper gives them."""

import re
from functools import cache

from assessments.reports.contents.blocks import Table
from assessments.reports.pdf import style_sheet

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COLUMN = re.compile(r"\.figures-([\w-]+) \.c([0-9]+)\Z")
_LETTERS = re.compile(r"\.figures-([\w-]+)\Z")
_WIDTH = re.compile(r"width: ([0-9.]+)%")
_SIZE = re.compile(r"font-size: ([0-9.]+)pt")
_USUAL_SIZE = 12.0
#: A table that the style sheet does not know: so many columns take small letters, and its words beside its figures.
_MANY, _SMALL_SIZE = 9, 10.5
_WORDS_TO_FIGURES = 2.0


@cache
def _sheet() -> tuple[dict[tuple[str, int], float], dict[str, float]]:
    """(layout, column from 1) → percent; layout → points."""
    widths: dict[tuple[str, int], float] = {}
    sizes: dict[str, float] = {}
    for selectors, body in _RULE.findall(style_sheet()):
        width, size = _WIDTH.search(body), _SIZE.search(body)
        for selector in (text.strip() for text in selectors.split(",")):
            if width and (column := _COLUMN.search(selector)):
                widths[column[1], int(column[2])] = float(width[1])
            elif size and (letters := _LETTERS.match(selector)):
                sizes[letters[1]] = float(size[1])
    return widths, sizes


def shares_of(table: Table) -> tuple[float, ...]:
    """The part of the table's width that each column takes; together 1. Columns without a width share the rest."""
    given = [_sheet()[0].get((table.layout, column)) for column in table.columns]
    if not any(given):
        weights = [_WORDS_TO_FIGURES if column in table.words else 1.0 for column in range(table.width)]
    else:
        rest = max(100 - sum(width or 0 for width in given), 0)
        each = rest / max(given.count(None), 1)
        weights = [each if width is None else width for width in given]
    return tuple(weight / sum(weights) for weight in weights)


def letters_of(table: Table) -> float:
    """Points."""
    return _sheet()[1].get(table.layout, _SMALL_SIZE if not table.layout and table.width >= _MANY else _USUAL_SIZE)
