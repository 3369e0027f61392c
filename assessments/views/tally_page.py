"""A tally laid out for the screen: labels in the reader's language beside the counts, gauges in whole units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.reports.contents.member_statistic import reason_words
from assessments.reports.contents.ward_summary_annexes import why_not_graded, why_not_reviewed
from assessments.reports.contents.ward_summary_tables import cap_name
from assessments.selectors.percents import share_of
from assessments.selectors.tallies import CapLine, GradeCounts, Tally
from cells.vocabulary import GivenGrade, ManagementLevel


@dataclass(frozen=True)
class Line:
    """One kind of subject with its counts."""

    label: str | Promise
    counts: GradeCounts


@dataclass(frozen=True)
class Gauge:
    """One cap: words, arithmetic, and the bar in hundredths of the cap's longer side."""

    name: str
    cap: CapLine
    share: str
    fill: int
    over: int


def tally_context(
    tally: Tally, *, day: date, released: bool, files: Mapping[str, int] | None = None
) -> dict[str, object]:
    """What `_tally.html` reads. `day`: the one the tally's remediation is told of; `files`: code of a cell → id of its
    file, for those who may open it."""
    files = files or {}
    return {
        "per_cell": [(line, files.get(line.code)) for line in tally.per_cell],
        "tally": tally,
        "remedies": [
            (label, kind, kind.overdue_on(day))
            for label, kind in (
                (_("Leadership collectives"), tally.remedies.collectives),
                (_("Party members"), tally.remedies.members),
            )
        ],
        "day": day,
        "released": released,
        "kinds": [
            Line(_("Cells"), tally.cells),
            Line(_("Leadership collectives"), tally.collectives),
            Line(_("Party members"), tally.members),
            *(Line(_officers(tally, pool), counts) for pool, counts in tally.officers.items()),
        ],
        "grades": [(grade.value, grade.label) for grade in GivenGrade],
        "gauges": [_gauge(cap) for cap in tally.caps],
        "not_graded": [(entry, why_not_graded(entry)) for entry in tally.not_graded.members],
        "not_graded_units": [
            (entry, why_not_graded(entry)) for entry in (*tally.not_graded.cells, *tally.not_graded.collectives)
        ],
        "unreviewed": [(one.person, why_not_reviewed(one)) for one in tally.unreviewed if tally.decided],
        "unfulfilled": [(line, reason_words(line.reason)) for line in tally.unfulfilled.members],
        "with_quotas": any(line.quota is not None for line in tally.per_cell),
    }


def _officers(tally: Tally, pool: str) -> str:
    name = ManagementLevel(pool).label if pool in ManagementLevel.values else tally.officer_pools[pool]
    return _("Leading officers: %(pool)s") % {"pool": name}


def _gauge(cap: CapLine) -> Gauge:
    whole = max(cap.limit, cap.actual, 1)
    within = min(cap.actual, cap.limit)
    return Gauge(
        name=cap_name(cap),
        cap=cap,
        share=share_of(cap.percent, cap.base),
        fill=100 * within // whole,
        over=100 * cap.excess // whole,
    )
