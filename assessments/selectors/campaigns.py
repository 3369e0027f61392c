"""Which review year a person means when none is named."""

from django.db.models import Exists, OuterRef, QuerySet

from assessments.models import Campaign, ReviewFile
from assessments.permissions import visible_campaigns
from assessments.selectors.papers import standing_reports
from assessments.workflow import CampaignStage, Stage
from cells.access import Access


def years_with_progress(access: Access) -> QuerySet[Campaign]:
    """Review years of the wards worked for; `is_finished`: all results released, the report issued."""
    files = ReviewFile.objects.filter(campaign=OuterRef("pk"))
    reports = standing_reports().filter(campaign=OuterRef("pk"))
    finished = Exists(files) & ~Exists(files.exclude(stage=Stage.RELEASED)) & Exists(reports)
    return visible_campaigns(access).select_related("ward").annotate(is_finished=finished)


def all_years(access: Access) -> list[Campaign]:
    """Every review year of the wards worked for, newest first."""
    return list(years_with_progress(access).order_by("-year", "pk"))


def current_campaign(access: Access) -> Campaign | None:
    """The latest open year of the wards worked for; else the latest of any stage."""
    return current_of(all_years(access))


def current_of(campaigns: list[Campaign]) -> Campaign | None:
    """Of these, newest first: the latest open year, else the latest of any stage."""
    open_ones = [campaign for campaign in campaigns if campaign.stage == CampaignStage.OPEN]
    return next(iter(open_ones or campaigns), None)
