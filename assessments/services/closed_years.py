"""A closed year is read, never written: the refusal that every lock of its rows gives."""

from django.utils.translation import gettext as _

from assessments.models import Campaign
from assessments.workflow import CampaignStage
from cells.refusals import Refused


def refuse_closed(campaign: Campaign) -> None:
    """Raises Refused, with the way back, when the year is closed."""
    if campaign.stage == CampaignStage.CLOSED:
        raise Refused(
            _(
                "The review year %(year)s is closed: everything in it can be read, nothing changed. "
                "If something has to be changed, the standing committee opens it again, with its reason."
            )
            % {"year": campaign.year}
        )
