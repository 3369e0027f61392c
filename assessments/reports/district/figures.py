"""One ward's figures out of its dossier (and report data, where it handed them over), by the engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assessments.models import ReceivedReport
from assessments.reports.contents.ward_summary import tally_of_report
from assessments.reports.report_data import ReportData
from assessments.reports.report_json import canonical, read_report_json
from assessments.rules import Answer, Finding, Grade, ManagementLevel, Rule, Severity, check, facts, read_dossier
from assessments.selectors.tallies import GradeCounts, Tally, summed, tally_from

#: Reports whose figures a process keeps: more wards than a district has.
_KEPT = 64
_NONE = GradeCounts(0, 0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Used:
    """Excellent grades beside the most there may be."""

    actual: int
    limit: int

    @property
    def excess(self) -> int:
        return max(self.actual - self.limit, 0)


@dataclass(frozen=True, slots=True)
class Post:
    """One officer's post in a management level."""

    name: str
    unit: str
    title: str
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class WardFigures:
    """`not_reviewed`: members who owed a review and have none; None where only the dossier is known."""

    members: GradeCounts
    cells: GradeCounts
    collectives: GradeCounts
    officers: GradeCounts
    member_cap: Used
    cell_cap: Used
    collective_cap: Used
    not_reviewed: int | None
    violations: int
    needing_reason: int
    open_reasons: int


@dataclass(frozen=True, slots=True)
class WardReport:
    """A received report taken apart. Its narrative is not in it. told_on: the day its remediation is told of."""

    figures: WardFigures
    dossier: facts.Dossier
    tally: Tally
    findings: tuple[Finding, ...]
    posts: tuple[Post, ...]
    told_on: date


def ward_report(row: ReceivedReport) -> WardReport:
    """Kept by the bytes of the file: what was received never changes."""
    return _kept(row.sha256, _Source(row))


class _Source:
    """Equal to every other, so that the kept answer is looked up by the file's hash alone."""

    def __init__(self, row: ReceivedReport) -> None:
        self.row = row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Source)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=_KEPT)
def _kept(_sha256: str, source: _Source) -> WardReport:
    row = source.row
    data = read_report_json(canonical(row.data)) if row.data else None
    return taken_apart(read_dossier(row.dossier), data)


def taken_apart(dossier: facts.Dossier, data: ReportData | None) -> WardReport:
    """Everything the district is shown of one ward."""
    answer = check(dossier)
    tally = tally_of_report(dossier, data) if data else tally_from(answer)
    return WardReport(
        _figures(answer, tally, known=data is not None),
        dossier,
        tally,
        answer.findings,
        _posts(dossier, data),
        data.dated_on if data else dossier.grading_date,
    )


def _figures(answer: Answer, tally: Tally, *, known: bool) -> WardFigures:
    caps = {cap.rule: Used(cap.actual, cap.limit) for cap in answer.caps if cap.rule is not Rule.OFFICER_EXCELLENT_CAP}
    by_severity = dict.fromkeys(Severity, 0)
    for finding in answer.findings:
        by_severity[finding.severity] += 1
    return WardFigures(
        members=tally.members,
        cells=tally.cells,
        collectives=tally.collectives,
        officers=summed(tally.officers.values()) if tally.officers else _NONE,
        member_cap=caps[Rule.MEMBER_EXCELLENT_CAP],
        cell_cap=caps[Rule.CELL_EXCELLENT_CAP],
        collective_cap=caps[Rule.COLLECTIVE_EXCELLENT_CAP],
        not_reviewed=tally.member_reviews.missing if known else None,
        violations=by_severity[Severity.VIOLATION],
        needing_reason=by_severity[Severity.NEEDS_REASON],
        open_reasons=sum(finding.severity is Severity.NEEDS_REASON for finding in answer.open_findings()),
    )


def _posts(dossier: facts.Dossier, data: ReportData | None) -> tuple[Post, ...]:
    """Officers managed by the district."""
    titles = {(held.member, held.unit): held.title for held in data.titles} if data else {}
    people = {member.code: member.name or member.code for member in dossier.members}
    units = {
        unit.code: unit.name or unit.code
        for unit in (dossier.organization, *dossier.cells, *dossier.collectives, *dossier.agencies)
    }
    return tuple(
        Post(people[post.member], units[post.unit], titles.get((post.member, post.unit), ""), post.grade)
        for post in dossier.officers
        if post.management_level is ManagementLevel.DISTRICT
    )


def total_of(wards: Sequence[WardFigures]) -> WardFigures:
    """Whole numbers, column by column; percents are worked out from the sums. `not_reviewed` of those that told it."""
    told = [ward.not_reviewed for ward in wards if ward.not_reviewed is not None]
    return WardFigures(
        members=summed(ward.members for ward in wards),
        cells=summed(ward.cells for ward in wards),
        collectives=summed(ward.collectives for ward in wards),
        officers=summed(ward.officers for ward in wards),
        member_cap=_used(ward.member_cap for ward in wards),
        cell_cap=_used(ward.cell_cap for ward in wards),
        collective_cap=_used(ward.collective_cap for ward in wards),
        not_reviewed=sum(told) if told else None,
        violations=sum(ward.violations for ward in wards),
        needing_reason=sum(ward.needing_reason for ward in wards),
        open_reasons=sum(ward.open_reasons for ward in wards),
    )


def _used(caps) -> Used:
    caps = list(caps)
    return Used(sum(cap.actual for cap in caps), sum(cap.limit for cap in caps))
