"""Which review year a person means when none is named."""

from assessments.models import Campaign
from assessments.permissions import visible_campaigns
from assessments.workflow import CampaignStage
from cells.access import Access


def all_years(access: Access) -> list[Campaign]:
    """Every review year of the wards worked for, newest first."""
    return list(visible_campaigns(access).select_related("ward").order_by("-year", "pk"))


def current_campaign(access: Access) -> Campaign | None:
    """The latest open year of the wards worked for; else the latest of any stage."""
    campaigns = all_years(access)
    open_ones = [campaign for campaign in campaigns if campaign.stage == CampaignStage.OPEN]
    return next(iter(open_ones or campaigns), None)
