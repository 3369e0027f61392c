"""The ward report's part on the review: who was reviewed, hints, shortcomings, what went back, who was disciplined."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.reports.contents import ward_summary_tables as tables
from assessments.reports.contents.blocks import Part, Row, Table, simple_heads
from assessments.reports.contents.remedies_table import remedies_table
from assessments.reports.report_data import ReportData
from assessments.rules import Grade
from assessments.selectors.percents import percent_text
from assessments.selectors.tallies import Tally

Told = Mapping[str, tuple[str, ...]]


def review_parts(tally: Tally, told: Told, data: ReportData) -> tuple[Part, ...]:
    """Numbered over what there is to say. `told`: the office's own words by their key."""
    parts = (
        (_("Reviewed and not reviewed"), _reviewed_text(tally), (tables.review_table(tally),)),
        (_("Review hints and how they were answered"), (*_hints_text(tally), *told["hints"]), _hints_tables(tally)),
        (
            _("Remediation of shortcomings"),
            (*_remedies_text(tally, data), *told["remediation"]),
            () if tally.remedies.is_empty else (remedies_table(tally.remedies, data.dated_on),),
        ),
        (_("Returned, reviewed again, graded again"), _rounds_text(tally), ()),
        (_("Members disciplined in the year"), _disciplined_text(tally), _disciplined_tables(tally)),
    )
    return tuple(
        Part(f"{number}. {title}", paragraphs, under)
        for number, (title, paragraphs, under) in enumerate(_there(parts), start=1)
    )


def _there(parts: tuple) -> Iterator[tuple[str, tuple[str, ...], tuple[Table, ...]]]:
    return (part for part in parts if part[1] or part[2])


def _reviewed_text(tally: Tally) -> tuple[str, ...]:
    """Percents of those subject to review."""
    lines = (
        (pgettext("paper", "Leadership collectives"), tally.collective_reviews),
        (pgettext("paper", "Party members"), tally.member_reviews),
    )
    words = _(
        "%(kind)s: %(subject)s of %(total)s are subject to review; %(reviewed)s have been reviewed (%(percent)s), "
        "%(missing)s not yet."
    )
    return tuple(
        words
        % {
            "kind": kind,
            "subject": row.subject,
            "total": row.total,
            "reviewed": row.reviewed,
            "percent": percent_text(row.reviewed, row.subject),
            "missing": row.missing,
        }
        for kind, row in lines
    ) + _not_subject_text(tally)


def _not_subject_text(tally: Tally) -> tuple[str, ...]:
    """Why some are not reviewed, kind by kind; a sentence for each that has any."""
    people, bodies = tally.member_criticism, tally.collective_criticism
    kinds = len(tally.collective_lines) - bodies.concerned
    sentences = []
    if people.exempt or people.suspended:
        words = _("Members not subject to review: %(exempt)s exempt, %(suspended)s suspended from Party activity.")
        sentences.append(words % {"exempt": people.exempt, "suspended": people.suspended})
    if kinds or bodies.too_small:
        words = _(
            "Collectives not subject to review: %(small)s with too few members, %(kinds)s of a kind that is not reviewed."
        )
        sentences.append(words % {"small": bodies.too_small, "kinds": kinds})
    return tuple(sentences)


def _hints_text(tally: Tally) -> tuple[str, ...]:
    hints = tally.hints
    if not hints.lines:
        return ()
    words = _(
        "%(hints)s review hints were issued, to %(collectives)s collectives and %(members)s members; of their %(points)s "
        "points %(answered)s have been answered (%(percent)s)."
    )
    figures = {
        "hints": len(hints.lines),
        "collectives": hints.collectives.total,
        "members": hints.members.total,
        "points": hints.points,
        "answered": hints.answered,
        "percent": percent_text(hints.answered, hints.points),
    }
    return (words % figures,)


def _hints_tables(tally: Tally) -> tuple[Table, ...]:
    return (tables.hints_table(tally),) if tally.hints.lines else ()


def _remedies_text(tally: Tally, data: ReportData) -> tuple[str, ...]:
    """What is done by the paper's day; earlier shortcomings only where there were any. Otherwise worded before
    `report-data/3`."""
    if tally.remedies.is_empty:
        return ()
    earlier = _("of %(earlier)s shortcomings of earlier years %(fixed)s are fixed (%(percent)s)")
    no_earlier = _("no shortcomings of earlier years")
    measures = _("up to %(day)s %(done)s of %(measures)s measures against them are done")
    no_measures = _("no measures are planned against them yet")
    whole = _("%(kind)s: %(earlier_words)s; %(found)s were found this year; %(measures_words)s.")
    older = _(
        "%(kind)s: of %(earlier)s shortcomings of earlier years %(fixed)s are fixed (%(percent)s); %(found)s were found "
        "this year; of %(measures)s measures against them %(done)s are done."
    )
    kinds = (
        (pgettext("paper", "Leadership collectives"), tally.remedies.collectives),
        (pgettext("paper", "Party members"), tally.remedies.members),
    )
    sentences = []
    for kind, row in kinds:
        figures = {
            "kind": kind,
            "earlier": row.earlier,
            "fixed": row.fixed,
            "percent": percent_text(row.fixed, row.earlier),
            "found": row.found,
            "measures": row.measures,
            "done": row.done,
            "day": f"{data.dated_on:%d/%m/%Y}",
        }
        figures["earlier_words"] = (earlier if row.earlier else no_earlier) % figures
        figures["measures_words"] = (measures if row.measures else no_measures) % figures
        sentences.append((older if data.edition < 3 else whole) % figures)
    return tuple(sentences)


def _rounds_text(tally: Tally) -> tuple[str, ...]:
    """Returned files, re-reviews and re-grades, where there were any (rules G4)."""
    rounds = tally.rounds
    sentences = []
    if rounds.returned:
        words = _("Sent back before the decision, to be completed: %(files)s files.")
        sentences.append(words % {"files": rounds.returned})
    if rounds.re_reviewed or rounds.regraded:
        words = _(
            "Reviewed again by order of the superior: %(files)s files; graded again: %(grades)s grades, of them %(lowered)s "
            "lowered from “%(excellent)s”."
        )
        figures = {"files": rounds.re_reviewed, "grades": rounds.regraded, "lowered": rounds.from_excellent}
        sentences.append(words % {**figures, "excellent": Grade.EXCELLENT.vi})
    return tuple(sentences)


def _disciplined_text(tally: Tally) -> tuple[str, ...]:
    members = sum(line.members for line in tally.disciplined)
    if not members:
        return ()
    words = _("%(members)s members were disciplined (%(percent)s of those present).")
    return (words % {"members": members, "percent": percent_text(members, tally.members.total)},)


def _disciplined_tables(tally: Tally) -> tuple[Table, ...]:
    """By form, the lightest first."""
    members = sum(line.members for line in tally.disciplined)
    if not members:
        return ()
    rows = [
        Row((line.form.vi.capitalize(), str(line.members), str(line.unfulfilled)), inset=True)
        for line in tally.disciplined
    ]
    unfulfilled = sum(line.unfulfilled for line in tally.disciplined)
    rows.append(Row((pgettext("paper", "In all"), str(members), str(unfulfilled)), strong=True))
    heads = simple_heads(
        _("Form of discipline"),
        pgettext("paper", "Number"),
        _("Of them graded “%(grade)s”") % {"grade": Grade.UNFULFILLED.vi},
    )
    return (Table(_("Disciplined members by form"), heads, tuple(rows), "disciplined"),)
