"""Charts: this year against last, and the grades of each cell. Every bar has its numbers beside it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.reports.contents.blocks import Head, Part, Row, Table
from assessments.rules import Grade
from assessments.selectors.last_year_figures import LastYear
from assessments.selectors.percents import percent_text
from assessments.selectors.tallies import CellLine, GradeCounts, Tally

#: Bars of one chart: they fill a page.
_CELLS_AT_ONCE = 25


def charts(tally: Tally, last_year: LastYear | None) -> Part:
    """One annex; more cells than fill a page are set page by page."""
    told = _("Each bar is all that are due a grade; the numbers stand beside it.")
    missing = _("The portal holds no decided grades of %(year)s to compare with.") % {"year": tally.year - 1}
    by_cell = _cell_charts(tally.per_cell)
    return Part(
        pgettext("paper", "Charts"),
        (told,) if last_year else (told, missing),
        (years_chart(tally, last_year), *by_cell),
        split=len(by_cell) > 1,
    )


def years_chart(tally: Tally, last_year: LastYear | None) -> Table:
    kinds = (
        (pgettext("paper", "Party members"), "members"),
        (pgettext("paper", "Cells"), "cells"),
        (pgettext("paper", "Leadership collectives"), "collectives"),
    )
    width = len(Grade) + 3
    rows: list[Row] = []
    for words, kind in kinds:
        rows.append(Row((words, *[""] * (width - 1)), group=True))
        years = [(tally.year, tally), *([(last_year.year, last_year)] if last_year else [])]
        rows += [_bar(_("Year %(year)s") % {"year": year}, getattr(side, kind), percents=True) for year, side in years]
    caption = _("Chart 1. Grades of this year beside last year's") if last_year else _("Chart 1. Grades of this year")
    return Table(caption, _heads(pgettext("paper", "Year")), tuple(rows), "chart-years")


def _cell_charts(cells: Sequence[CellLine]) -> tuple[Table, ...]:
    pieces = [cells[start : start + _CELLS_AT_ONCE] for start in range(0, len(cells), _CELLS_AT_ONCE)]
    return tuple(
        Table(
            _("Chart %(number)s. Grades of the members by cell") % {"number": number},
            _heads(pgettext("paper", "Cell")),
            tuple(_bar(cell.name, cell.counts) for cell in piece),
            "chart-cells",
        )
        for number, piece in enumerate(pieces, start=2)
    )


def _heads(label: str) -> tuple[tuple[Head, ...], ...]:
    grades = (Head(grade.vi, look=look) for look, grade in enumerate(Grade))
    ungraded = Head(pgettext("paper", "Not graded yet"), look=len(Grade))
    return ((Head(label), Head(pgettext("paper", "Share of each grade")), *grades, ungraded),)


def _bar(label: str, counts: GradeCounts, *, percents: bool = False) -> Row:
    """`percents`: of the graded, below each number."""
    numbers = (*(counts.of(grade) for grade in Grade), counts.ungraded)
    cells = [str(number) for number in numbers]
    if percents:
        shares = [percent_text(number, counts.graded) for number in numbers[:-1]]
        cells = [*(f"{number} ({share})" for number, share in zip(cells, shares, strict=False)), cells[-1]]
    return Row((label, "", *cells), bar=numbers)
