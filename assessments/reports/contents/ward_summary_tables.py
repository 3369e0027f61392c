"""Tables of the ward summary report: the tally's figures beside their words."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.reports.contents.blocks import NOTHING, Head, Row, Table, capital, numbered, simple_heads
from assessments.rules import Grade, Rule
from assessments.selectors.hint_figures import ISSUERS
from assessments.selectors.percents import percent_text, share_of
from assessments.selectors.tallies import CapLine, GradeCounts, Reviewed, Tally, UnitLine


def review_table(tally: Tally) -> Table:
    """Who was reviewed, collectives beside members (form 6F)."""
    lines = (
        (_("1. In all"), "total", True),
        (_("2. Not subject to review"), "not_subject", False),
        (_("3. Subject to review"), "subject", True),
        (_("3.1. Reviewed"), "reviewed", False),
        (_("3.2. Not yet reviewed"), "missing", False),
    )
    columns = (tally.collective_reviews, tally.member_reviews)
    rows = tuple(
        Row((label, *(cell for column in columns for cell in _review_cells(column, name))), strong=strong)
        for label, name, strong in lines
    )
    rows += _hinted_rows(tally)
    heads = (
        (
            Head(pgettext("paper", "Content"), rows=2),
            Head(pgettext("paper", "Collectives"), columns=2),
            Head(pgettext("paper", "Party members"), columns=2),
        ),
        (Head(pgettext("paper", "Number")), Head(_("Percent of those subject"))) * 2,
    )
    return Table(_("Result of the review (self-criticism and criticism)"), heads, rows, "review")


def _hinted_rows(tally: Tally) -> tuple[Row, ...]:
    """Row 4 of form 6F: who received a review hint, below it by issuer; a subject hinted by two stands under both."""
    columns = (
        (tally.hints.collectives, tally.collective_reviews.subject),
        (tally.hints.members, tally.member_reviews.subject),
    )

    def line(label: str, name: str, *, strong: bool = False) -> Row:
        cells = ((str(hinted.of(name)), percent_text(hinted.of(name), subject)) for hinted, subject in columns)
        return Row((label, *(cell for pair in cells for cell in pair)), strong=strong)

    labels = {
        "city": _("4.1. By the standing committee of the city"),
        "district": _("4.2. By the standing committee of the district"),
        "ward": _("4.3. By the ward Party Committee"),
    }
    return (
        line(_("4. Received a review hint"), "total", strong=True),
        *(line(labels[issuer], issuer) for issuer in ISSUERS),
    )


def hints_table(tally: Tally) -> Table:
    """Each hint with its document, and how far its points were answered."""
    heads = simple_heads(
        pgettext("paper", "No"),
        pgettext("paper", "Subject of the review"),
        pgettext("paper", "Issued by, document"),
        pgettext("paper", "In charge"),
        pgettext("paper", "Points"),
        pgettext("paper", "Answered"),
    )
    rows = numbered(
        (line.subject, line.document, line.in_charge or NOTHING, str(line.points), str(line.answered))
        for line in tally.hints.lines
    )
    return Table(_("Review hints and how they were answered"), heads, rows, "hints", words=(1, 2, 3))


def _review_cells(column: Reviewed, name: str) -> tuple[str, str]:
    count = getattr(column, name)
    of_subject = name in ("subject", "reviewed", "missing")
    return str(count), percent_text(count, column.subject) if of_subject else ""


def units_table(caption: str, counts: GradeCounts, not_gradable: str) -> Table:
    """Cells or collectives by grade; percents of the graded."""
    rows = (
        Row((_("1. In all"), str(counts.total), ""), strong=True),
        Row((not_gradable, str(counts.not_gradable), "")),
        Row((_("3. Due a grade, not graded yet"), str(counts.ungraded), "")),
        Row((_("4. Graded"), str(counts.graded), percent_text(counts.graded, counts.graded)), strong=True),
        *_grade_rows(counts),
    )
    heads = simple_heads(pgettext("paper", "Content"), pgettext("paper", "Number"), _("Percent of the graded"))
    return Table(caption, heads, rows, "units")


def _grade_rows(counts: GradeCounts) -> Iterator[Row]:
    for place, grade in enumerate(Grade, start=1):
        yield Row((f"4.{place}. {grade.vi}", str(counts.of(grade)), counts.percent(grade)), inset=True)


def officers_table(tally: Tally, edition: int) -> Table:
    """Posts by management level, under either rule set. `edition`: of the report's data."""
    return _pools_table(
        _("Grading of leading officers by management level"),
        pgettext("paper", "Managed at"),
        {pool_words(tally.officer_pools[pool], edition): counts for pool, counts in tally.officers.items()},
        _("No leading officer is in this year's review."),
    )


def pool_words(name: str, edition: int) -> str:
    """A management level in a cell of a table; reports before `report-data/3` left its first letter small."""
    return name if edition < 3 else capital(name)


def _pools_table(caption: str, label: str, pools: Mapping[str, GradeCounts], empty: str) -> Table:
    rows = tuple(Row((name, *pool_cells(counts))) for name, counts in pools.items())
    return Table(
        caption,
        graded_heads(label, pgettext("paper", "Posts"), pgettext("paper", "Not graded yet")),
        rows,
        "pools",
        empty=empty,
    )


def graded_heads(label: str, *columns: str) -> tuple[tuple[Head, ...], ...]:
    """Heads of a wide table: some counts, the graded, number and percent for each grade."""
    top = (Head(label, rows=2), *(Head(text, rows=2) for text in (*columns, pgettext("paper", "Graded"))))
    grades = tuple(Head(grade.vi, columns=2) for grade in Grade)
    return ((*top, *grades), tuple(Head(text) for _grade in Grade for text in (pgettext("paper", "Count"), "%")))


def pool_cells(counts: GradeCounts) -> tuple[str, ...]:
    return (str(counts.total), str(counts.ungraded), str(counts.graded), *grade_cells(counts))


def grade_cells(counts: GradeCounts) -> tuple[str, ...]:
    return tuple(cell for grade in Grade for cell in (str(counts.of(grade)), counts.percent(grade)))


def caps_table(tally: Tally) -> Table:
    """Excellent against each cap, with its arithmetic."""
    heads = simple_heads(
        pgettext("paper", "Pool"),
        pgettext("paper", "Base"),
        _("How it is worked out"),
        pgettext("paper", "At most"),
        pgettext("paper", "Excellent"),
        pgettext("paper", "Result"),
        pgettext("paper", "Clause"),
    )
    rows = tuple(
        Row(
            (
                cap_name(cap),
                str(cap.base),
                f"{cap.percent}% × {cap.base} = {share_of(cap.percent, cap.base)}",
                str(cap.limit),
                str(cap.actual),
                _("Over by %(count)s") % {"count": cap.excess} if cap.excess else _("Within the cap"),
                cap.citation,
            )
        )
        for cap in tally.caps
    )
    return Table(_("Excellent against the caps"), heads, rows, "caps", words=(0, 2, 5, 6))


def cap_name(cap: CapLine) -> str:
    if cap.rule is Rule.OFFICER_EXCELLENT_CAP:
        return _("Leading officers, %(pool)s") % {"pool": cap.pool_name}
    names = {
        Rule.MEMBER_EXCELLENT_CAP: pgettext("paper", "Party members"),
        Rule.COLLECTIVE_EXCELLENT_CAP: pgettext("paper", "Leadership collectives"),
        Rule.CELL_EXCELLENT_CAP: _("Cells of the ward"),
    }
    return names[cap.rule]


def standing_units_table(tally: Tally) -> Table:
    """The ward organization and the agencies, whose grades are decided elsewhere."""
    rows = tuple(Row((line.name, grade_words(line))) for line in (tally.organization, *tally.agencies))
    return Table(
        _("Grades recorded from the deciding level above"),
        simple_heads(pgettext("paper", "Unit"), pgettext("paper", "Grade")),
        rows,
        "named",
        words=(0, 1),
    )


def recorded_table(tally: Tally) -> Table:
    heads = simple_heads(
        pgettext("paper", "Matter"),
        pgettext("paper", "Concerns"),
        pgettext("paper", "Reason recorded"),
        pgettext("paper", "Decided by"),
        pgettext("paper", "Clause"),
    )
    rows = tuple(
        Row((entry.title, entry.subject, entry.text, entry.decided_by, entry.citation)) for entry in tally.recorded
    )
    return Table(_("Matters decided with a recorded reason"), heads, rows, "recorded", words=(0, 1, 2, 3, 4))


def grade_words(line: UnitLine) -> str:
    if line.grade is not None:
        return Grade(line.grade).vi
    return pgettext("paper", "Not to be graded") if line.bar else NOTHING
