"""The yearly statistic of members: present = exempt + not graded yet + graded, in one column or by kind of base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from assessments.reports.contents.blocks import Part, Row, Table, simple_heads
from assessments.rules import Grade, UnfulfilledReason
from assessments.selectors.percents import percent_text
from assessments.selectors.tallies import CellLine, GradeCounts, Tally, summed
from cells.vocabulary import CellKind

#: In the order of the statistic; blank: none was recorded.
_ALL_REASONS = (*(reason.value for reason in UnfulfilledReason), "")


@dataclass(frozen=True, slots=True)
class Line:
    """One row's label and how it is set; `graded`: its percent of the graded is told too."""

    label: str
    strong: bool = False
    graded: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Members of some cells. `reasons`: one code for each unfulfilled grade."""

    counts: GradeCounts
    suspended: int
    reasons: tuple[str, ...]

    def figures(self, codes: Sequence[str]) -> tuple[int, ...]:
        """In the order of `lines_of`."""
        counts = self.counts
        return (
            counts.total,
            counts.exempt,
            counts.exempt - self.suspended,
            self.suspended,
            counts.not_gradable + counts.ungraded,
            counts.not_gradable,
            counts.ungraded,
            counts.graded,
            *(counts.of(grade) for grade in Grade),
            *(self.reasons.count(code) for code in codes),
        )


def lines_of(codes: Sequence[str]) -> tuple[Line, ...]:
    """`codes`: of the reasons why tasks were not fulfilled."""
    return (
        Line(_("1. Members present on the grading date (1 = 2 + 3 + 4)"), strong=True),
        Line(_("2. Not to be graded"), strong=True),
        Line(_("2.1. Exempt from work and Party activity")),
        Line(_("2.2. Suspended from Party activity")),
        Line(_("3. Not graded yet"), strong=True),
        Line(_("3.1. Admitted fewer than 6 months ago")),
        Line(_("3.2. Due a grade, without one")),
        Line(_("4. Graded"), strong=True, graded=True),
        *(Line(f"4.{place}. {grade.vi}", graded=True) for place, grade in enumerate(Grade, start=1)),
        *(Line(f"– {reason_words(code)}", graded=True) for code in codes),
    )


def reason_words(code: str) -> str:
    """Why somebody did not fulfil the tasks, as the statistic prints it."""
    return UnfulfilledReason(code).label(get_language() or "vi") if code else _("Reason not recorded")


def members_table(tally: Tally) -> Table:
    """The whole ward, with percents of those present and of the graded."""
    counts = tally.members
    codes = [code for code in _ALL_REASONS if code in dict(tally.unfulfilled.reasons)]
    reasons = tuple(code for code, count in tally.unfulfilled.reasons for _each in range(count))
    figures = Column(counts, tally.suspended, reasons).figures(codes)
    rows = tuple(
        Row(
            (
                line.label,
                str(count),
                percent_text(count, counts.total),
                percent_text(count, counts.graded) if line.graded else "",
            ),
            line.strong,
            not line.strong,
        )
        for line, count in zip(lines_of(codes), figures, strict=True)
    )
    heads = simple_heads(
        pgettext("paper", "Content"),
        pgettext("paper", "Number"),
        _("Percent of those present"),
        _("Percent of the graded"),
    )
    return Table(_("Grading of Party members"), heads, rows, "members")


def by_kind_of_base(tally: Tally, cell_kinds: Mapping[str, str]) -> Part:
    """The annex. Kinds that no cell of the ward has stand in no column."""
    return Part(_("Statistic of the grading of Party members"), tables=(by_kind_table(tally, cell_kinds),), wide=True)


def by_kind_table(tally: Tally, cell_kinds: Mapping[str, str]) -> Table:
    codes = [code for code in _ALL_REASONS if code or "" in dict(tally.unfulfilled.reasons)]
    columns = [
        (words, _column([line for line in tally.per_cell if cell_kinds.get(line.code, "") == kind]))
        for kind, words in (*((kind.value, str(kind.label)) for kind in CellKind), ("", _("Kind not recorded")))
    ]
    shown = [(words, column) for words, column in columns if column.counts.total]
    whole = _column(tally.per_cell)
    figures = [column.figures(codes) for column in (*(column for _words, column in shown), whole)]
    rows = tuple(
        Row((line.label, *(str(figure) for figure in row)), line.strong, not line.strong)
        for line, *row in zip(lines_of(codes), *figures, strict=True)
    )
    heads = simple_heads(
        pgettext("paper", "Content"), *(words for words, _column in shown), pgettext("paper", "In all")
    )
    return Table("", heads, rows, "kinds")


def _column(lines: Sequence[CellLine]) -> Column:
    return Column(
        summed(line.counts for line in lines),
        sum(line.suspended for line in lines),
        tuple(reason for line in lines for reason in line.reasons),
    )
