"""Long lists of members: cell after cell, numbered anew in each, in pieces that are set one by one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from assessments.reports.contents.blocks import Head, Row, Table
from assessments.selectors.tallies import CellLine

#: A change in one cell sets a piece of so many cells anew; the pieces stay the same whoever comes or goes.
CELLS_AT_ONCE = 20
#: A list of so many members is short enough to stay in one piece.
MEMBERS_AT_ONCE = 120


def tables_by_cell(
    caption: str,
    heads: tuple[tuple[Head, ...], ...],
    members: Iterable[tuple[str, tuple[str, ...]]],
    cells: Sequence[CellLine],
    *,
    layout: str,
    empty: str = "",
) -> tuple[Table, ...]:
    """`members`: (code of the cell, what stands after the number), in the order of the names. At least one table."""
    held: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for code, texts in members:
        held[code].append(texts)
    count = sum(map(len, held.values()))
    size = len(cells) if count <= MEMBERS_AT_ONCE else CELLS_AT_ONCE
    words = tuple(range(1, len(heads[0])))
    pieces = [_rows(cells[start : start + size], held) for start in range(0, len(cells), max(size, 1))]
    full = [rows for rows in pieces if rows] or [()]
    captions = [caption, *[_("%(caption)s (continued)") % {"caption": caption}] * (len(full) - 1)]
    return tuple(
        Table(text, heads, rows, layout, words=words, empty=empty) for text, rows in zip(captions, full, strict=True)
    )


def _rows(cells: Sequence[CellLine], held: dict[str, list[tuple[str, ...]]]) -> tuple[Row, ...]:
    return tuple(row for cell in cells if cell.code in held for row in _of_one(cell.name, held[cell.code]))


def _of_one(name: str, members: list[tuple[str, ...]]) -> Iterator[Row]:
    head = _("%(cell)s: %(count)s members") % {"cell": name, "count": len(members)}
    yield Row((head, *[""] * len(members[0])), group=True)
    for number, texts in enumerate(members, start=1):
        # Neither the first nor the last of a cell stands alone on its page.
        yield Row((str(number), *texts), kept=number > 1 and number in (2, len(members)))
