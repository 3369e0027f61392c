"""Locks for work at the committee's desk, always in the same order: campaign, files, reviews."""

from datetime import date

from django.utils.translation import gettext as _

from assessments.models import Campaign, Review, ReviewFile
from assessments.services.campaigns import lock_campaign
from assessments.workflow import CampaignStage
from cells.access import access_of, require
from cells.models import Account
from cells.refusals import Refused
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS


def lock_desk(*, by: Account, campaign_id: int, role: Role, on: date) -> Campaign:
    """Lock the campaign, its files and its reviews for somebody who holds `role` over the ward.

    Two signatures of one campaign therefore never run side by side. Raises NotPermitted; Refused unless it is open.
    """
    campaign = lock_campaign(campaign_id)
    require(access_of(by, on).has(role, campaign.ward_id), str(ROLE_LABELS[role]))
    if campaign.stage != CampaignStage.OPEN:
        raise Refused(_("The review year %(year)s is not open.") % {"year": campaign.year})
    for model in (ReviewFile, Review):
        list(model.objects.select_for_update().filter(campaign=campaign).order_by("pk").values_list("pk", flat=True))
    return campaign


def deciding_body(campaign: Campaign) -> str:
    """The body in whose name decisions and reasons are recorded; Refused while the ward's papers are not set up."""
    profile = getattr(campaign.ward, "profile", None)
    if profile is None or not profile.deciding_body:
        raise Refused(_("Record the deciding body in the ward's settings first; it is printed in every decision."))
    return profile.deciding_body
