"""Quotas as issued: the newest issue of a campaign and one cell's row of it."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from assessments.models import Campaign, QuotaIssue
from cells.models import Organization


@dataclass(frozen=True)
class CellQuotaIssued:
    """A cell's quota of excellent members as issued; `share` is the exact portion it was rounded from."""

    version: int
    at: datetime
    grade: str
    base: int
    share: Fraction
    quota: int
    by_hand: bool


def current_issue(campaign: Campaign) -> QuotaIssue | None:
    """The newest issue; older versions stay readable."""
    return QuotaIssue.objects.filter(campaign=campaign).order_by("-version").first()


def quota_for_file(campaign: Campaign, cell: Organization | str) -> CellQuotaIssued | None:
    """The cell's issued quota, for the secretary's gauge; None before quotas are issued."""
    issue = current_issue(campaign)
    return issued_rows(issue).get(cell if isinstance(cell, str) else cell.code) if issue else None


def issued_rows(issue: QuotaIssue | None) -> dict[str, CellQuotaIssued]:
    """Cell code → row of an issue."""
    return {
        row["unit"]: CellQuotaIssued(
            version=issue.version,
            at=issue.at,
            grade=row["grade"],
            base=row["base"],
            share=Fraction(row["share"]),
            quota=row["quota"],
            by_hand=row["by_hand"],
        )
        for row in (issue.rows if issue else ())
    }
