"""What the pages of the ground's workbook say about years: which can be downloaded, what a workbook does to an open one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from assessments.models import Campaign
from assessments.workflow import CampaignStage
from cells.ground_workbook.plan import Deed, GroundPlan, RowDeed
from cells.models import Organization

#: Until this month the year under review is usually the one before.
_MONTH_A_YEAR_IS_OVER = 7
_FACTS_OF_A_YEAR = ("year_facts", "disciplines")


@dataclass(frozen=True)
class OpenYear:
    """One open year: rows that bring its frozen facts up to date, and rows that change the ground alone."""

    year: int
    refrozen: int
    ground_only: int


@dataclass(frozen=True)
class DeedGroup:
    """Rows of one sheet with the same deed, as the preview folds them."""

    deed: Deed
    sheet: str
    rows: list[RowDeed]


def years_to_download(ward: Organization, on: date) -> list[int]:
    """The years of the ward's campaigns, latest first; without one the year that is about to be reviewed."""
    years = set(Campaign.objects.filter(ward=ward).values_list("year", flat=True))
    return sorted(years or {on.year if on.month >= _MONTH_A_YEAR_IS_OVER else on.year - 1}, reverse=True)


def open_years(ward: Organization, plan: GroundPlan) -> list[OpenYear]:
    """Every open year the workbook touches."""
    years = Campaign.objects.filter(ward=ward, stage=CampaignStage.OPEN).order_by("year").values_list("year", flat=True)
    return [year for year in (_open_year(year, plan) for year in years) if year.refrozen or year.ground_only]


def _open_year(year: int, plan: GroundPlan) -> OpenYear:
    facts = [deed for deed in plan.deeds if deed.layout.key in _FACTS_OF_A_YEAR]
    refrozen = sum(deed.values.get("year") == year for deed in facts)
    refrozen += sum(deed.layout.key == "statuses" for deed in plan.deeds)
    others = sum(deed.layout.key not in (*_FACTS_OF_A_YEAR, "statuses") for deed in plan.deeds)
    return OpenYear(year, refrozen, others)


def grouped(plan: GroundPlan) -> dict[str, list[DeedGroup]]:
    """Deed -> its rows by sheet, in the order of the sheets."""
    rows: dict[tuple[Deed, str], list[RowDeed]] = defaultdict(list)
    for deed in plan.deeds:
        rows[deed.deed, deed.layout.title].append(deed)
    groups: dict[str, list[DeedGroup]] = {deed.value: [] for deed in Deed}
    for (deed, sheet), found in rows.items():
        groups[deed].append(DeedGroup(deed, sheet, sorted(found, key=lambda one: one.row)))
    return groups
