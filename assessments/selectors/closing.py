"""What closing a review year asks for, and what it leaves for later."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Campaign, Order, RemedyMeasure, ReviewFile, ReviewHint
from assessments.selectors.campaigns import years_with_progress
from assessments.selectors.papers import standing_reports
from assessments.selectors.planning import ward_planning
from assessments.selectors.works import Work
from assessments.workflow import CampaignStage, Stage
from cells.access import Access
from cells.roles import Role


@dataclass(frozen=True)
class Condition:
    """One thing that has to be through before the year closes. `left`: what is not yet; blank when it is."""

    what: str
    left: str
    url: str


@dataclass(frozen=True)
class Closing:
    """`conditions` hold the closing up while something of them is left; `later` is told and holds nothing up."""

    campaign: Campaign
    conditions: tuple[Condition, ...]
    later: tuple[str, ...]

    @property
    def left(self) -> list[Condition]:
        return [condition for condition in self.conditions if condition.left]

    @property
    def is_ready(self) -> bool:
        return self.campaign.stage == CampaignStage.OPEN and not self.left


def closing_of(campaign: Campaign) -> Closing:
    """Nine queries, whatever the ward's size."""
    conditions = (_released(campaign), _reported(campaign), _no_draft_hints(campaign), _no_draft_orders(campaign))
    return Closing(campaign, conditions, tuple(_later(campaign)))


def _released(campaign: Campaign) -> Condition:
    files = ReviewFile.objects.filter(campaign=campaign)
    count = files.exclude(stage=Stage.RELEASED).count()
    left = ngettext("%(count)d file is not released yet.", "%(count)d files are not released yet.", count)
    left = left % {"count": count} if count else ""
    url = reverse("assessments:campaign_detail", args=[campaign.pk]) + "?left=released"
    return Condition(_("The results of every file are released"), left, url)


def _reported(campaign: Campaign) -> Condition:
    """Issued, and nothing signed since: a closed year and the paper the District holds say the same."""
    reported = standing_reports().filter(campaign=campaign).aggregate(at=Max("at"))["at"]
    decided = campaign.decisions.aggregate(at=Max("at"))["at"]
    left = ""
    if reported is None:
        left = _("The summary report has not been issued.")
    elif decided is not None and decided > reported:
        left = _("Something was decided on %(day)s, after the report: issue it again.") % {
            "day": f"{timezone.localdate(decided):%d/%m/%Y}"
        }
    return Condition(_("The summary report is issued"), left, reverse("assessments:paper_list", args=[campaign.pk]))


def _no_draft_hints(campaign: Campaign) -> Condition:
    count = ReviewHint.objects.filter(review__campaign=campaign, state="draft").count()
    left = ngettext(
        "%(count)d drafted hint is neither issued nor withdrawn.",
        "%(count)d drafted hints are neither issued nor withdrawn.",
        count,
    )
    left = left % {"count": count} if count else ""
    url = reverse("assessments:hint_list", args=[campaign.pk])
    return Condition(_("No draft of a review hint is left over"), left, url)


def _no_draft_orders(campaign: Campaign) -> Condition:
    count = Order.objects.filter(campaign=campaign, state="draft").count()
    left = ngettext(
        "%(count)d drafted order is neither issued nor taken away.",
        "%(count)d drafted orders are neither issued nor taken away.",
        count,
    )
    left = left % {"count": count} if count else ""
    url = reverse("assessments:order_list", args=[campaign.pk]) + "?state=draft"
    return Condition(_("No draft of an order is left over"), left, url)


def _later(campaign: Campaign) -> Iterator[str]:
    planning = ward_planning(campaign)
    if not planning.is_submitted:
        yield _("The planning of cadres has not been summed up and submitted; in a closed year it cannot be any more.")
    measures = RemedyMeasure.objects.filter(shortcoming__review__campaign=campaign, done_on=None).count()
    if measures:
        told = ngettext(
            "%(count)d measure of a remediation plan is open. What comes of it is still recorded in the closed year.",
            "%(count)d measures of remediation plans are open. What comes of them is still recorded in the closed year.",
            measures,
        )
        yield told % {"count": measures}


def years_to_close(access: Access) -> Iterator[Work]:
    """For the committee: finished years, when nothing of the conditions is left. Queries depend on such years alone."""
    wards = access.wards.get(Role.COMMITTEE, frozenset())
    years = years_with_progress(access).filter(stage=CampaignStage.OPEN, is_finished=True, ward__in=wards)
    for campaign in years.order_by("year", "pk"):
        if closing_of(campaign).is_ready:
            url = reverse("assessments:campaign_close", args=[campaign.pk])
            yield Work(_("Close the review year %(year)s") % {"year": campaign.year}, url)
