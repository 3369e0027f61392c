"""Tables of a paper as an office works on with them: figures as numbers, a list's pieces in one, no bars.

A paper's cells are finished text. Counts and percents were written from whole numbers and are read back as such, digit by
digit: `18,6%` is 186 tenths of a percent, so what a workbook shows is what the paper prints.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.reports.contents.blocks import Head, Part, Row, Table
from assessments.reports.contents.party_document import Letterhead, Signature

#: Layout → columns that hold days, which the paper prints as `10/01/2022`.
DAY_COLUMNS = {"late": frozenset({3})}

_COUNT = re.compile(r"[0-9]+\Z")
_PERCENT = re.compile(r"([0-9]+),([0-9])%\Z")
_DAY = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})\Z")
_COUNT_AND_PERCENT = re.compile(r"([0-9]+) \((.*)\)\Z")


class Written(Protocol):
    """Contents of a paper in running text with tables; a long one has `annexes` too."""

    letterhead: Letterhead
    opening: str
    parts: tuple[Part, ...]
    closing: str
    signature: Signature
    draft: bool
    dated_on: str


@dataclass(frozen=True, slots=True)
class Percent:
    """As it is printed, in tenths of a percent."""

    tenths: int


Value = str | int | Percent | date


@dataclass(frozen=True, slots=True)
class Placed:
    """A table and where it stands: `label` short and unique in its paper, `part` the heading over it."""

    label: str
    title: str
    part: Part
    table: Table


def value_of(table: Table, column: int, text: str) -> Value:
    """What a cell holds. In a column of words it is its text, whatever it looks like."""
    if column in DAY_COLUMNS.get(table.layout, ()):
        return _day(text)
    if column in table.words:
        return text
    if _COUNT.match(text):
        return int(text)
    if percent := _PERCENT.match(text):
        return Percent(int(percent[1] + percent[2]))
    return text


def _day(text: str) -> Value:
    if not (found := _DAY.match(text)):
        return text
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return text


def draft_mark_of(contents: Written) -> str:
    """What every page and sheet says of a draft; blank of a whole paper."""
    if not contents.draft:
        return ""
    return getattr(contents, "draft_mark", "") or _("DRAFT – no decision yet")


def annexes_of(contents: Written) -> tuple[Part, ...]:
    return getattr(contents, "annexes", ())


def placed_tables(contents: Written) -> list[Placed]:
    """Every table in the order of the paper: the text's numbered through, the annexes' under their annex."""
    body = [(part, table) for part in _all_parts(contents.parts) for table in tables_of(part)]
    placed = [
        Placed(pgettext("sheet", "T%(number)s") % {"number": number}, table.caption or part.title, part, table)
        for number, (part, table) in enumerate(body, start=1)
    ]
    for number, part in enumerate(annexes_of(contents), start=1):
        placed += _of_annex(pgettext("sheet", "A%(number)s") % {"number": number}, part)
    return placed


def _of_annex(label: str, annex: Part) -> list[Placed]:
    """The only table of an annex is known by the annex's title."""
    tables = tables_of(annex)
    if len(tables) == 1:
        return [Placed(label, annex.title, annex, tables[0])]
    return [Placed(f"{label}.{place}", table.caption, annex, table) for place, table in enumerate(tables, start=1)]


def _all_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _all_parts(part.parts)


def tables_of(part: Part) -> tuple[Table, ...]:
    """The tables of a part as figures; the pieces of a list that is set piece by piece are one again."""
    return tuple(as_figures(table) for table in (_joined(part.tables) if part.split else part.tables))


def placed_heads(table: Table) -> Iterator[tuple[int, int, Head]]:
    """(line, column, head): where each head begins, beside those that reach down from the line above."""
    taken: set[tuple[int, int]] = set()
    for line, heads in enumerate(table.heads):
        column = 0
        for head in heads:
            while (line, column) in taken:
                column += 1
            yield line, column, head
            taken |= {(line + down, column + right) for down in range(head.rows) for right in range(head.columns)}


def has_bars(part: Part) -> bool:
    return any(row.bar for table in part.tables for row in table.rows)


def _joined(tables: tuple[Table, ...]) -> list[Table]:
    """A piece has the heads and the layout of the one before it."""
    whole: list[Table] = []
    for table in tables:
        if whole and (whole[-1].layout, whole[-1].heads) == (table.layout, table.heads):
            whole[-1] = replace(whole[-1], rows=whole[-1].rows + table.rows)
        else:
            whole.append(table)
    return whole


def as_figures(table: Table) -> Table:
    """A chart's table without the column of its bars, each percent in a column of its own; other tables as they are."""
    if not any(row.bar for row in table.rows):
        return table
    [heads] = table.heads
    kept = [0, *range(2, table.width)]
    paired = [any(_COUNT_AND_PERCENT.match(row.cells[column]) for row in table.rows) for column in kept]
    rows = tuple(replace(row, cells=_unpaired(row, kept, paired), bar=()) for row in table.rows)
    return replace(table, heads=_figure_heads([heads[column] for column in kept], paired), rows=rows, layout="")


def _unpaired(row: Row, kept: list[int], paired: list[bool]) -> tuple[str, ...]:
    cells: list[str] = []
    for column, pair in zip(kept, paired, strict=True):
        found = _COUNT_AND_PERCENT.match(row.cells[column]) if pair else None
        cells += [found[1], found[2]] if found else [row.cells[column], *([""] if pair else [])]
    return tuple(cells)


def _figure_heads(heads: list[Head], paired: list[bool]) -> tuple[tuple[Head, ...], ...]:
    if not any(paired):
        return (tuple(Head(head.text) for head in heads),)
    top = (
        Head(head.text, columns=2) if pair else Head(head.text, rows=2)
        for head, pair in zip(heads, paired, strict=True)
    )
    below = (Head(text) for pair in paired if pair for text in (pgettext("paper", "Count"), "%"))
    return (tuple(top), tuple(below))
