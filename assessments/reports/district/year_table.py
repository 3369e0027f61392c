"""The table of one year: every ward that handed a report over, their sum, the pool of the district, who is missing."""

from dataclasses import asdict, dataclass

from assessments.models import ReceivedReport
from assessments.reports.district.figures import Post, WardFigures, WardReport, total_of, ward_report
from assessments.reports.proof.keys import installation_key, public_hex
from assessments.rules import Cap, ManagementLevel, NoRuleSetForYear, RuleSet, level_cap_over, rule_set_for_year
from assessments.selectors.received_reports import Trust, expected_wards, standing_reports_of, trust_in
from cells.vietnamese import sort_key

FORMAT = "district-table/1"


@dataclass(frozen=True, slots=True)
class WardLine:
    row: ReceivedReport
    report: WardReport
    trust: Trust

    @property
    def figures(self) -> WardFigures:
        return self.report.figures


@dataclass(frozen=True, slots=True)
class DistrictPool:
    """Officers managed by the district in all wards received, against one cap (123-CV/ĐU 1(4))."""

    cap: Cap
    percent: int
    citation: str
    posts: tuple[tuple[WardLine, Post], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class YearTable:
    year: int
    lines: tuple[WardLine, ...]
    total: WardFigures | None
    pool: DistrictPool | None
    missing: tuple[tuple[str, str], ...]


def year_table(year: int) -> YearTable:
    """A fixed number of queries; the rules run once for each report that this process has not looked at yet."""
    rows = standing_reports_of(year)
    trust = trust_in(rows, public_hex(installation_key()))
    lines = tuple(WardLine(row, ward_report(row), trust[row.pk]) for row in rows)
    received = {line.row.ward_code for line in lines}
    missing = tuple((code, name) for code, name in expected_wards() if code not in received)
    total = total_of([line.figures for line in lines]) if lines else None
    return YearTable(year, lines, total, _pool(year, lines, complete=not missing), missing)


def _pool(year: int, lines: tuple[WardLine, ...], *, complete: bool) -> DistrictPool | None:
    rules = _rules(year)
    cap = level_cap_over([line.report.dossier for line in lines], ManagementLevel.DISTRICT, rules) if rules else None
    if cap is None:
        return None
    posts = sorted(
        ((line, post) for line in lines for post in line.report.posts),
        key=lambda pair: (sort_key(pair[1].name), pair[0].row.ward_code, pair[1].unit),
    )
    return DistrictPool(cap, rules.cap_percent.value, rules.cite(cap.rule), tuple(posts), complete)


def _rules(year: int) -> RuleSet | None:
    try:
        return rule_set_for_year(year)
    except NoRuleSetForYear:
        return None


def table_as_json(table: YearTable) -> dict[str, object]:
    """Whole numbers only; names of people only where the officers' pool needs them."""
    return {
        "format": FORMAT,
        "year": table.year,
        "wards": [_ward(line) for line in table.lines],
        "sum": asdict(table.total) if table.total else None,
        "missing": [{"code": code, "name": name} for code, name in table.missing],
        "officers": _officers(table.pool),
    }


def _ward(line: WardLine) -> dict[str, object]:
    row = line.row
    return {
        "code": row.ward_code,
        "name": row.ward_name,
        "source": row.source,
        "report_id": row.report_id,
        "number": row.number,
        "dated_on": row.dated_on.isoformat() if row.dated_on else None,
        "sha256": row.sha256,
        "authentic": line.trust.authentic,
        "trust": line.trust.value,
        "figures": asdict(line.figures),
    }


def _officers(pool: DistrictPool | None) -> dict[str, object] | None:
    if pool is None:
        return None
    return {
        "level": ManagementLevel.DISTRICT.value,
        "percent": pool.percent,
        "complete": pool.complete,
        "cap": pool.cap.as_dict(),
        "posts": [
            {"ward": line.row.ward_code, "name": post.name, "unit": post.unit, "title": post.title,
             "grade": post.grade.value if post.grade else None}
            for line, post in pool.posts
        ],
    }  # fmt: skip
