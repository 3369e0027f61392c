"""The parts papers are made of. Everything is finished text: what is printed is what is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from assessments.reports.contents.bars import bar, swatch

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Head:
    """One cell of a table's head. `look`: of the shade that stands for it in the bars below, drawn beside the text."""

    text: str
    columns: int = 1
    rows: int = 1
    look: int | None = None

    @property
    def drawing(self) -> SafeString | str:
        return "" if self.look is None else swatch(self.look)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `strong`: a total or a main line; `inset`: a line that belongs to the one above; `group`: the head
    of the rows below, of which the first cell runs across and the others are blank; `kept`: stands on no other page than the
    row above; `bar`: counts drawn as one bar in the second cell, which has no text."""

    cells: tuple[str, ...]
    strong: bool = False
    inset: bool = False
    group: bool = False
    kept: bool = False
    bar: tuple[int, ...] = ()

    @property
    def drawing(self) -> SafeString:
        return bar(self.bar)

    @property
    def classes(self) -> str:
        return " ".join(name for name in ("strong", "inset", "group", "kept") if getattr(self, name))


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `layout` names its widths in the style sheet; `words`: how many first columns hold words, not figures.

    `empty` stands in its place when there are no rows.
    """

    caption: str
    heads: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]
    layout: str
    words: tuple[int, ...] = (0,)
    empty: str = ""

    @property
    def width(self) -> int:
        return sum(head.columns for head in self.heads[0])

    @property
    def columns(self) -> range:
        return range(1, self.width + 1)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, its paragraphs, its tables. Of an annex: `wide` lies across; `split`: each of its tables after the first
    begins on a page of its own, so that a list too long to set at once is set piece by piece; `form`: the name of the form
    it is printed on; `signed`: below the tables, the lines of who made it and of who signs."""

    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    parts: "tuple[Part, ...]" = ()
    wide: bool = False
    split: bool = False
    form: str = ""
    signed: tuple[tuple[str, ...], ...] = ()


def simple_heads(*texts: str) -> tuple[tuple[Head, ...], ...]:
    return (tuple(Head(text) for text in texts),)


def numbered(rows: Iterable[tuple[str, ...]]) -> tuple[Row, ...]:
    """Rows of a list with their running number in front."""
    return tuple(Row((str(number), *cells)) for number, cells in enumerate(rows, start=1))


def capital(text: str) -> str:
    """With a capital first letter, as words that stand alone in a cell of a table."""
    return text[:1].upper() + text[1:]


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Typed text as paragraphs; empty lines fall away."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
