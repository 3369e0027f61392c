"""Annexes of the ward summary report: the lists behind its figures, and the table of the cells."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.reports.contents.blocks import NOTHING, Head, Part, Row, Table, numbered, simple_heads
from assessments.reports.contents.ward_summary_tables import (
    grade_cells,
    grade_words,
    graded_heads,
    reason_words,
)
from assessments.rules import Grade, NotGradable
from assessments.selectors.tallies import CellLine, Tally
from assessments.selectors.tally_lists import NotFulfilled, Person, Ungraded


def annexes_of(tally: Tally) -> tuple[Part, ...]:
    """The annexes in order; empty lists say so in words."""
    return (
        Part(_("List of those graded “%(grade)s”") % {"grade": Grade.EXCELLENT.vi}, tables=_excellent(tally)),
        Part(_("List of those graded “%(grade)s”") % {"grade": Grade.UNFULFILLED.vi}, tables=_unfulfilled(tally)),
        Part(_("List of those not reviewed, not graded, with reasons"), _left_open(tally), _not_graded(tally)),
        Part(_("Grades of the leadership collectives"), tables=(_collectives(tally),)),
        *_late(tally),
        Part(_("Result by cell"), tables=(per_cell_table(tally),), wide=True),
    )


def _late(tally: Tally) -> tuple[Part, ...]:
    """Changes after the opening, where there were any: who, what, from when, on which paper."""
    if not tally.late:
        return ()
    heads = simple_heads(
        pgettext("paper", "No"),
        pgettext("paper", "Full name"),
        pgettext("paper", "Change"),
        pgettext("paper", "From"),
        pgettext("paper", "Document"),
    )
    rows = numbered((line.name, line.what, line.effective_on, line.document) for line in tally.late)
    table = Table(_("Changes after the opening of the year"), heads, rows, "late", words=(1, 2, 3, 4))
    return (Part(_("Changes after the opening of the year"), tables=(table,)),)


def _units(caption: str, names: tuple[str, ...], empty: str) -> Table:
    return Table(
        caption,
        simple_heads(pgettext("paper", "No"), pgettext("paper", "Name")),
        numbered((name,) for name in names),
        "unit-list",
        words=(1,),
        empty=empty,
    )


def _people(caption: str, people: tuple[Person, ...], empty: str) -> Table:
    rows = numbered((person.name, person.unit) for person in people)
    heads = simple_heads(pgettext("paper", "No"), pgettext("paper", "Full name"), pgettext("paper", "Cell"))
    return Table(caption, heads, rows, "people", words=(1, 2), empty=empty)


def _officers(caption: str, officers: tuple[Person, ...], empty: str) -> Table:
    rows = numbered((person.name, person.title or NOTHING, person.unit, person.level) for person in officers)
    heads = simple_heads(
        pgettext("paper", "No"),
        pgettext("paper", "Full name"),
        pgettext("paper", "Post"),
        pgettext("paper", "Unit"),
        pgettext("paper", "Managed at"),
    )
    return Table(caption, heads, rows, "officer-list", words=(1, 2, 3, 4), empty=empty)


def _excellent(tally: Tally) -> tuple[Table, ...]:
    lists = tally.excellents
    nobody = pgettext("paper", "None.")
    return (
        _units(pgettext("paper", "Cells"), lists.cells, nobody),
        _units(pgettext("paper", "Leadership collectives"), lists.collectives, nobody),
        _people(pgettext("paper", "Party members"), lists.members, nobody),
        _officers(pgettext("paper", "Leading officers"), lists.officers, nobody),
    )


def _unfulfilled(tally: Tally) -> tuple[Table, ...]:
    lists = tally.unfulfilled
    nobody = pgettext("paper", "None.")
    rows = numbered((line.person.name, line.person.unit, _why_unfulfilled(line)) for line in lists.members)
    heads = simple_heads(
        pgettext("paper", "No"), pgettext("paper", "Full name"), pgettext("paper", "Cell"), pgettext("paper", "Reason")
    )
    return (
        _units(pgettext("paper", "Cells"), lists.cells, nobody),
        _units(pgettext("paper", "Leadership collectives"), lists.collectives, nobody),
        Table(pgettext("paper", "Party members"), heads, rows, "people-reasons", words=(1, 2, 3), empty=nobody),
        _officers(pgettext("paper", "Leading officers"), lists.officers, nobody),
    )


def _why_unfulfilled(line: NotFulfilled) -> str:
    words = reason_words(line.reason)
    return f"{words} ({line.discipline.vi})" if line.reason == "disciplined" and line.discipline else words


def _left_open(tally: Tally) -> tuple[str, ...]:
    """Before the decision those still on their way are a number, not a list of half the ward."""
    if tally.decided or not tally.members.ungraded:
        return ()
    words = _("Besides those below, %(count)s members are still on their way to a grade.")
    return (words % {"count": sum(1 for entry in tally.not_graded.members if _on_the_way(entry))},)


def _on_the_way(entry: Ungraded) -> bool:
    return entry.why == "ungraded" and not entry.reason


def _not_graded(tally: Tally) -> tuple[Table, ...]:
    lists = tally.not_graded

    def shown(entries: tuple[Ungraded, ...]) -> list[Ungraded]:
        return [entry for entry in entries if tally.decided or not _on_the_way(entry)]

    tables = [
        _ungraded(_("Cells not graded"), shown(lists.cells), ""),
        _ungraded(_("Collectives not graded"), shown(lists.collectives), ""),
        _ungraded(_("Members not graded"), shown(lists.members), pgettext("paper", "None.")),
    ]
    if tally.decided and tally.unreviewed:
        heads = simple_heads(pgettext("paper", "No"), pgettext("paper", "Full name"), pgettext("paper", "Cell"))
        rows = numbered(tally.unreviewed)
        tables.append(Table(_("Members without a review"), heads, rows, "people", words=(1, 2)))
    return tuple(table for table in tables if table.rows or table.empty)


def _ungraded(caption: str, entries: list[Ungraded], empty: str) -> Table:
    rows = numbered((entry.name, entry.unit or NOTHING, why_not_graded(entry)) for entry in entries)
    heads = simple_heads(
        pgettext("paper", "No"), pgettext("paper", "Name"), _("Cell, kind"), pgettext("paper", "Reason")
    )
    return Table(caption, heads, rows, "people-reasons", words=(1, 2, 3), empty=empty)


def why_not_graded(entry: Ungraded) -> str:
    """The reason in full words, with the date or the number it rests on."""
    if entry.why == "ungraded":
        return entry.reason or pgettext("paper", "Not graded yet")
    if entry.why == NotGradable.TOO_NEW:
        day = f"{entry.since:%d/%m/%Y}" if entry.since else NOTHING
        return _("Fewer than 6 months up to the grading date (since %(day)s)") % {"day": day}
    if entry.why == NotGradable.TOO_SMALL:
        return _("Only %(count)s members in their seats on the grading date") % {"count": entry.sitting}
    words = {
        NotGradable.EXEMPT: pgettext("paper", "Exempt from work and Party activity"),
        NotGradable.SUSPENDED: pgettext("paper", "Suspended from Party activity"),
        NotGradable.KIND_NOT_SUBJECT: _("Not a kind of body that is graded"),
    }
    return words[NotGradable(entry.why)]


def _collectives(tally: Tally) -> Table:
    rows = numbered((line.name, line.kind, grade_words(line)) for line in tally.collective_lines)
    heads = simple_heads(
        pgettext("paper", "No"), pgettext("paper", "Collective"), pgettext("paper", "Kind"), pgettext("paper", "Grade")
    )
    return Table(
        pgettext("paper", "Leadership collectives"),
        heads,
        rows,
        "collective-list",
        words=(1, 2, 3),
        empty=pgettext("paper", "None."),
    )


def per_cell_table(tally: Tally) -> Table:
    """One line per cell and their sum."""
    with_quotas = any(line.quota is not None for line in tally.per_cell)
    rows = [Row((str(number), *_cell_cells(line, with_quotas))) for number, line in enumerate(tally.per_cell, start=1)]
    total = tally.per_cell_total
    quota = sum(line.quota or 0 for line in tally.per_cell)
    foot = (
        "",
        pgettext("paper", "In all"),
        "",
        *_counts_before_grades(total),
        *grade_cells(total),
        *((str(quota),) if with_quotas else ()),
    )
    columns = (
        pgettext("paper", "Grade of the cell"),
        pgettext("paper", "Members"),
        _("Exempt, suspended"),
        _("Under 6 months"),
        pgettext("paper", "Not graded yet"),
    )
    top, below = graded_heads(pgettext("paper", "Cell"), *columns)
    quota_head = (Head(_("Quota of excellent"), rows=2),) if with_quotas else ()
    heads = ((Head(pgettext("paper", "No"), rows=2), *top, *quota_head), below)
    return Table(
        _("Members by cell and grade"),
        heads,
        (*rows, Row(foot, strong=True)) if rows else (),
        "cells-quotas" if with_quotas else "cells",
        words=(1, 2),
        empty=pgettext("paper", "None."),
    )


def _cell_cells(line: CellLine, with_quotas: bool) -> tuple[str, ...]:
    grade = Grade(line.grade).vi if line.grade else pgettext("paper", "Not to be graded") if line.bar else NOTHING
    quota = ("" if line.quota is None else str(line.quota),) if with_quotas else ()
    return (line.name, grade, *_counts_before_grades(line.counts), *grade_cells(line.counts), *quota)


def _counts_before_grades(counts) -> tuple[str, ...]:
    return (
        str(counts.total),
        str(counts.exempt),
        str(counts.not_gradable),
        str(counts.ungraded),
        str(counts.graded),
    )
