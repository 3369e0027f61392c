"""The ward summary report (báo cáo kết quả kiểm điểm, đánh giá, xếp loại): its text, tables and lists."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Campaign
from assessments.reports.contents import ward_summary_tables as tables
from assessments.reports.contents.blocks import Part, capital, paragraphs_of
from assessments.reports.contents.member_statistic import members_table
from assessments.reports.contents.party_document import (
    Issue,
    Letterhead,
    PrintedHead,
    Signature,
    basis,
    letterhead,
    signature,
)
from assessments.reports.contents.ward_summary_annexes import annexes_of
from assessments.reports.contents.ward_summary_review import review_parts
from assessments.reports.proof.seal import Seal
from assessments.reports.report_data import NARRATIVE_KEYS, ReportData, report_data_of
from assessments.rules import Grade, check, facts, rule_set
from assessments.selectors.facts import dossier_of
from assessments.selectors.percents import percent_text
from assessments.selectors.tallies import GradeCounts, Tally, standing_grades, tally_from

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


@dataclass(frozen=True, slots=True)
class WardSummary:
    """Everything the report prints. `draft`: no decision yet, marked so on every page."""

    letterhead: Letterhead
    opening: str
    parts: tuple[Part, ...]
    closing: str
    signature: Signature
    annexes: tuple[Part, ...]
    year: int
    draft: bool
    dated_on: str
    seal: Seal | None = None
    journal: PrintedHead | None = None


def ward_summary(campaign: Campaign, issue: Issue | None = None) -> WardSummary:
    """Read the campaign and write the report; a fixed number of queries."""
    return summary_of(dossier_of(campaign, standing_grades(campaign)), report_data_of(campaign, issue))


def summary_of(dossier: facts.Dossier, data: ReportData) -> WardSummary:
    """The report from its two sources alone, wherever they were read from."""
    return written(data, tally_of_report(dossier, data))


def tally_of_report(dossier: facts.Dossier, data: ReportData) -> Tally:
    """The figures, worked out by the rules from the dossier."""
    return tally_from(
        check(dossier, rule_set(dossier.ruleset)),
        decided=not data.draft,
        reviewed=frozenset(data.reviewed),
        absent={one.member: one.reason for one in data.absent},
        titles={(held.member, held.unit): held.title for held in data.titles},
        hints=data.hints,
        remedies=data.remedies,
        rounds=data.rounds,
        late=data.late,
    )


def written(data: ReportData, tally: Tally) -> WardSummary:
    """The report over figures already counted. Undated it carries the grading date in its metadata."""
    profile, issue, day = data.ward, data.issue, data.dated_on
    subject = _(
        "result of the review and grading of Party organizations, members and of leadership collectives and officers "
        "in the year %(year)s"
    ) % {"year": data.year}
    return WardSummary(
        letterhead=letterhead(
            profile, issue=issue, abbreviation="BC", kind=pgettext("paper", "REPORT"), subject=subject
        ),
        opening=_("On the basis of %(documents)s; the %(committee)s reports the %(subject)s as follows:")
        % {"documents": basis(day), "committee": profile.committee_name, "subject": subject},
        parts=_numbered(_parts(data, tally)),
        closing=_("Above is the report of the %(committee)s on the %(subject)s./.")
        % {"committee": profile.committee_name, "subject": subject},
        signature=signature(profile),
        annexes=annexes_of(tally, data),
        year=data.year,
        draft=data.draft,
        dated_on=day.isoformat(),
        journal=data.journal,
    )


def _numbered(parts: list[Part]) -> tuple[Part, ...]:
    """Roman numbers over what is there: a narrative part left empty falls away."""
    return tuple(
        Part(f"{number}. {part.title}", part.paragraphs, part.tables, part.parts)
        for number, part in zip(_ROMAN, parts, strict=False)
    )


def _parts(data: ReportData, tally: Tally) -> list[Part]:
    told = {key: paragraphs_of(data.narrative.get(key, "")) for key in NARRATIVE_KEYS}
    parts = (
        Part(_("SITUATION, LEADERSHIP AND DIRECTION OF THE REVIEW"), told["situation"]),
        Part(_("RESULT OF THE REVIEW"), parts=review_parts(tally, told, data)),
        Part(_("RESULT OF THE GRADING"), parts=_grading_parts(tally, data.edition)),
        Part(_("REVIEW OF THE PLANNING OF CADRES"), (*_planning_text(tally), *told["planning"])),
        Part(_("SHORTCOMINGS AND THEIR CAUSES"), told["shortcomings"]),
        Part(pgettext("paper", "PROPOSALS"), told["proposals"]),
    )
    return [part for part in parts if part.paragraphs or part.tables or part.parts]


def _planning_text(tally: Tally) -> tuple[str, ...]:
    """Once the office has submitted its summary to the Party Committee (123-CV/ĐU 4)."""
    rounds = tally.rounds
    if not rounds.planning_submitted:
        return ()
    words = _(
        "%(filed)s of %(files)s cells and bodies have reviewed and supplemented their planning of cadres: %(added)s "
        "people added, %(removed)s taken out; submitted to the Party Committee with %(number)s."
    )
    return (
        words
        % {
            "filed": rounds.planning_filed,
            "files": rounds.planning_files,
            "added": rounds.planning_added,
            "removed": rounds.planning_removed,
            "number": rounds.planning_number,
        },
    )


def _grading_parts(tally: Tally, edition: int) -> tuple[Part, ...]:
    caps_text = _(
        "At most %(percent)s%% of those graded “%(good)s” or better may be graded “%(excellent)s”, rounded down "
        "to whole numbers."
    )
    if tally.cap_base == "good_only":
        caps_text = _(
            "At most %(percent)s%% of those graded “%(good)s” may be graded “%(excellent)s”, rounded down to whole "
            "numbers."
        )
    parts = [
        Part(
            _("1. Party organizations"),
            (_graded_text(pgettext("paper", "cells"), tally.cells),),
            (
                tables.units_table(_("Grading of the cells"), tally.cells, _("2. Founded under 6 months ago")),
                tables.standing_units_table(tally),
            ),
        ),
        Part(
            _("2. Leadership collectives and their grading"),
            (_graded_text(pgettext("paper", "collectives"), tally.collectives),),
            (
                tables.units_table(
                    _("Grading of the leadership collectives"), tally.collectives, _("2. Not subject to grading")
                ),
            ),
        ),
        Part(_("3. Party members and their grading"), _members_text(tally), (members_table(tally),)),
        Part(
            _("4. Leading officers and their grading"), _officers_text(tally), (tables.officers_table(tally, edition),)
        ),
        Part(
            _("5. The share of “%(grade)s”") % {"grade": Grade.EXCELLENT.vi},
            (caps_text % {"percent": tally.cap_percent, "good": Grade.GOOD.vi, "excellent": Grade.EXCELLENT.vi},),
            (tables.caps_table(tally),),
        ),
    ]
    if tally.recorded:
        parts.append(Part(_("6. Matters with a recorded reason"), tables=(tables.recorded_table(tally),)))
    return tuple(parts)


def _by_grade(counts: GradeCounts) -> str:
    return "; ".join(f"{grade.vi}: {counts.of(grade)} ({counts.percent(grade)})" for grade in Grade)


def _graded_text(kind: str, counts: GradeCounts) -> str:
    words = _("%(graded)s of %(total)s %(kind)s have been graded: %(grades)s.")
    return words % {"graded": counts.graded, "total": counts.total, "kind": kind, "grades": _by_grade(counts)}


def _members_text(tally: Tally) -> tuple[str, ...]:
    counts = tally.members
    present = _(
        "On the grading date %(total)s members are present; %(exempt)s are not to be graded (exempt or suspended), "
        "%(waiting)s are not graded yet, %(graded)s have been graded (%(percent)s)."
    ) % {
        "total": counts.total,
        "exempt": counts.exempt,
        "waiting": counts.not_gradable + counts.ungraded,
        "graded": counts.graded,
        "percent": percent_text(counts.graded, counts.total),
    }
    return (present, _("Of the graded: %(grades)s.") % {"grades": _by_grade(counts)})


def _officers_text(tally: Tally) -> tuple[str, ...]:
    words = _("%(pool)s: %(graded)s of %(total)s posts have been graded: %(grades)s.")
    return tuple(
        words
        % {
            "pool": capital(tally.officer_pools[pool]),
            "graded": counts.graded,
            "total": counts.total,
            "grades": _by_grade(counts),
        }
        for pool, counts in tally.officers.items()
    )
