"""Annexes of the ward summary report: its forms, the lists behind its figures, the table of the cells, the charts."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.reports.contents.blocks import NOTHING, Head, Part, Row, Table, numbered, simple_heads
from assessments.reports.contents.form_6f import form_6f
from assessments.reports.contents.grade_charts import charts
from assessments.reports.contents.member_statistic import by_kind_of_base, reason_words
from assessments.reports.contents.people_by_cell import tables_by_cell
from assessments.reports.contents.ward_summary_tables import grade_cells, grade_words, graded_heads, pool_words
from assessments.reports.report_data import ReportData
from assessments.rules import Grade, NotGradable
from assessments.selectors.tallies import CellLine, Tally
from assessments.selectors.tally_lists import NotFulfilled, Person, Ungraded, Unreviewed


def annexes_of(tally: Tally, data: ReportData) -> tuple[Part, ...]:
    """The annexes in order; empty lists say so in words. A list of members is an annex of its own, set by cell."""
    listed = _("List of the members graded “%(grade)s”")
    return (
        form_6f(tally, data),
        by_kind_of_base(tally, data.cell_kinds),
        Part(_("Result by cell"), tables=(per_cell_table(tally),), wide=True),
        Part(_("Grades of the leadership collectives"), tables=(_collectives(tally),)),
        Part(
            _("Cells, collectives, officers: excellent, unfulfilled, not graded"),
            _units_left_open(tally),
            _units_and_officers(tally, data.edition),
        ),
        Part(listed % {"grade": Grade.EXCELLENT.vi}, tables=_excellent(tally), split=True),
        Part(listed % {"grade": Grade.UNFULFILLED.vi}, tables=_unfulfilled(tally), split=True),
        Part(_("List of the members not graded, with reasons"), _left_open(tally), _not_graded(tally), split=True),
        *_unreviewed(tally, data.edition),
        *_late(tally),
        charts(tally, data.last_year),
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


def _officers(caption: str, officers: tuple[Person, ...], empty: str, edition: int) -> Table:
    rows = numbered(
        (person.name, person.title or NOTHING, person.unit, pool_words(person.level, edition)) for person in officers
    )
    heads = simple_heads(
        pgettext("paper", "No"),
        pgettext("paper", "Full name"),
        pgettext("paper", "Post"),
        pgettext("paper", "Unit"),
        pgettext("paper", "Managed at"),
    )
    return Table(caption, heads, rows, "officer-list", words=(1, 2, 3, 4), empty=empty)


def _units_and_officers(tally: Tally, edition: int) -> tuple[Table, ...]:
    nobody = pgettext("paper", "None.")
    tables = []
    for grade, lists in ((Grade.EXCELLENT, tally.excellents), (Grade.UNFULFILLED, tally.unfulfilled)):
        kinds = (
            (pgettext("paper", "Cells"), lists.cells),
            (pgettext("paper", "Leadership collectives"), lists.collectives),
        )
        tables += [_units(_graded_as(kind, grade), names, nobody) for kind, names in kinds]
        tables.append(
            _officers(_graded_as(pgettext("paper", "Leading officers"), grade), lists.officers, nobody, edition)
        )
    open_lists = tally.not_graded
    return (
        *tables,
        _ungraded(_("Cells not graded"), _shown(tally, open_lists.cells), nobody),
        _ungraded(_("Collectives not graded"), _shown(tally, open_lists.collectives), nobody),
        _officers(_("Leading officers not graded"), open_lists.officers if tally.decided else (), nobody, edition),
    )


def _units_left_open(tally: Tally) -> tuple[str, ...]:
    """Before the decision a number, as with the members: a list below must not seem whole."""
    lists = tally.not_graded
    cells, bodies = (sum(map(_on_the_way, entries)) for entries in (lists.cells, lists.collectives))
    if tally.decided or not (cells or bodies or lists.officers):
        return ()
    words = _(
        "Besides those below, %(cells)s cells, %(collectives)s collectives and %(officers)s officers' posts are still on "
        "their way to a grade."
    )
    return (words % {"cells": cells, "collectives": bodies, "officers": len(lists.officers)},)


def _graded_as(kind: str, grade: Grade) -> str:
    return _("%(kind)s graded “%(grade)s”") % {"kind": kind, "grade": grade.vi}


def _member_heads(last: str) -> tuple[tuple[Head, ...], ...]:
    return simple_heads(pgettext("paper", "No"), pgettext("paper", "Full name"), last)


def _excellent(tally: Tally) -> tuple[Table, ...]:
    return tables_by_cell(
        pgettext("paper", "Party members"),
        _member_heads(pgettext("paper", "Member's code")),
        ((person.cell, (person.name, person.code)) for person in tally.excellents.members),
        tally.per_cell,
        layout="people",
        empty=pgettext("paper", "None."),
    )


def _unfulfilled(tally: Tally) -> tuple[Table, ...]:
    return tables_by_cell(
        pgettext("paper", "Party members"),
        _member_heads(pgettext("paper", "Reason")),
        ((line.person.cell, (line.person.name, _why_unfulfilled(line))) for line in tally.unfulfilled.members),
        tally.per_cell,
        layout="reasons",
        empty=pgettext("paper", "None."),
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


def _shown(tally: Tally, entries: tuple[Ungraded, ...]) -> list[Ungraded]:
    return [entry for entry in entries if tally.decided or not _on_the_way(entry)]


def _not_graded(tally: Tally) -> tuple[Table, ...]:
    return tables_by_cell(
        _("Members not graded"),
        _member_heads(pgettext("paper", "Reason")),
        ((entry.cell, (entry.name, why_not_graded(entry))) for entry in _shown(tally, tally.not_graded.members)),
        tally.per_cell,
        layout="reasons",
        empty=pgettext("paper", "None."),
    )


def _unreviewed(tally: Tally, edition: int) -> tuple[Part, ...]:
    """Who owes a review and has none, and why, once everything is decided: before that half the ward. Reports before
    `report-data/3` did not say why."""
    if not (tally.decided and tally.unreviewed):
        return ()
    tables = tables_by_cell(
        _("Members without a review"),
        _member_heads(pgettext("paper", "Member's code") if edition < 3 else pgettext("paper", "Reason")),
        (
            (one.person.cell, (one.person.name, one.person.code if edition < 3 else why_not_reviewed(one)))
            for one in tally.unreviewed
        ),
        tally.per_cell,
        layout="people" if edition < 3 else "reasons",
    )
    title = (
        _("List of the members not reviewed") if edition < 3 else _("List of the members not reviewed, with reasons")
    )
    return (Part(title, tables=tables, split=True),)


def why_not_reviewed(one: Unreviewed) -> str:
    """What is missing, and the reason recorded for it."""
    what = _("Absent from the meeting, not reviewed since") if one.absent else _("Has not handed in a self-critique")
    return f"{what}: {one.reason}" if one.reason else what


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
