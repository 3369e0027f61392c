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
class OpenYears:
    """The open years of the ward; rows that bring the frozen facts of one up to date; rows that change the ground alone."""

    years: list[int]
    refrozen: list[tuple[int, int]]
    ground_only: int

    @property
    def words(self) -> str:
        return ", ".join(map(str, self.years))


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


def open_years(ward: Organization, plan: GroundPlan) -> OpenYears:
    """What the workbook does to the years that are open; no year when it does nothing to any."""
    opened = Campaign.objects.filter(ward=ward, stage=CampaignStage.OPEN).order_by("year")
    years = list(opened.values_list("year", flat=True)) if plan.deeds else []
    standings = sum(deed.layout.key == "statuses" for deed in plan.deeds)
    facts = [deed.values.get("year") for deed in plan.deeds if deed.layout.key in _FACTS_OF_A_YEAR]
    refrozen = [(year, facts.count(year) + standings) for year in years]
    ground_only = len(plan.deeds) - standings - len(facts)
    told = years if ground_only or any(count for _year, count in refrozen) else []
    return OpenYears(told, [(year, count) for year, count in refrozen if count], ground_only)


def grouped(plan: GroundPlan) -> dict[str, list[DeedGroup]]:
    """Deed -> its rows by sheet, in the order of the sheets."""
    rows: dict[tuple[Deed, str], list[RowDeed]] = defaultdict(list)
    for deed in plan.deeds:
        rows[deed.deed, deed.layout.title].append(deed)
    groups: dict[str, list[DeedGroup]] = {deed.value: [] for deed in Deed}
    for (deed, sheet), found in rows.items():
        groups[deed].append(DeedGroup(deed, sheet, sorted(found, key=lambda one: one.row)))
    return groups
