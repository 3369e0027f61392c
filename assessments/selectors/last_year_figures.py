"""The year before in figures, beside which the report sets its own."""

from dataclasses import dataclass

from assessments.models import Campaign
from assessments.selectors.tallies import GradeCounts, is_decided, tally_of


@dataclass(frozen=True, slots=True)
class LastYear:
    """Counts by grade of the year before, as they stand."""

    year: int
    cells: GradeCounts
    collectives: GradeCounts
    members: GradeCounts


def last_year_of(campaign: Campaign) -> LastYear | None:
    """None where the portal holds no decided year before. A fixed number of queries."""
    former = Campaign.objects.filter(ward=campaign.ward_id, year=campaign.year - 1).select_related("ward").first()
    if former is None or not is_decided(former):
        return None
    tally = tally_of(former, former.grading_date)
    return LastYear(former.year, tally.cells, tally.collectives, tally.members)
