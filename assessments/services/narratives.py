"""The parts of the ward report that the office writes. Figures are never typed: they come from the tally."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign
from assessments.reports.report_data import NARRATIVE_KEYS
from assessments.services.campaigns import lock_campaign
from cells import clock
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account
from cells.refusals import Refused, StaleEdit
from cells.vietnamese import tidy_text

MAX_CHARACTERS = 20_000


def narrative_revision(campaign: Campaign) -> int:
    """Counts the saves of the narrative alone, so that settings and report do not disturb each other."""
    return campaign.narrative.get("revision", 0)


@transaction.atomic
def save_narrative(*, by: Account, campaign_id: int, values: dict[str, str], revision: int, on: date) -> Campaign:
    """Store the narrative parts (`NARRATIVE_KEYS`). Raises NotPermitted, Refused, StaleEdit."""
    campaign = lock_campaign(campaign_id)
    require(access_of(by, on).is_office(campaign.ward_id), _("ward party office"))
    if narrative_revision(campaign) != revision:
        raise StaleEdit(campaign)
    texts = {key: tidy_text(values.get(key, "")) for key in NARRATIVE_KEYS}
    for key, text in texts.items():
        if len(text) > MAX_CHARACTERS:
            message = _("This part has %(length)s characters; at most %(most)s fit a report. Shorten it.")
            raise Refused(message % {"length": len(text), "most": MAX_CHARACTERS}, field=key)
    changed = [key for key, text in texts.items() if text != campaign.narrative.get(key, "")]
    campaign.narrative = texts | {
        "revision": revision + 1,
        "saved_by": by.signature,
        "saved_at": clock.now().isoformat(),
    }
    campaign.save(update_fields=["narrative"])
    record(
        by=by,
        action="narrative.saved",
        subject=campaign,
        ward_code=campaign.ward.code,
        after={"changed": changed, "revision": revision + 1},
    )
    return campaign
