"""The end of a year: the standing committee closes it, and opens it again when something has to be changed.

Closed, the year is read and nothing of it written (`services.closed_years`); only what came of the remediation plans is
recorded still, because their days lie after the review (rules G3). Opening the next year asks for no closed one.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign, ReviewFile
from assessments.selectors.closing import closing_of
from assessments.services.campaigns import lock_campaign
from assessments.workflow import YEAR_STEP_BY_CODE, CampaignStage, YearStep
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.vietnamese import tidy_text
from cells.vocabulary import ROLE_LABELS


@transaction.atomic
def close_year(*, by: Account, campaign_id: int, on: date) -> Campaign:
    """Close the year. Raises NotPermitted; Refused with everything that is not through yet, or when it is not open."""
    step = YEAR_STEP_BY_CODE["close"]
    campaign = _lock(by, campaign_id, step, on)
    if campaign.stage != step.frm:
        words = {
            CampaignStage.PREPARING: _("The review year %(year)s is not open."),
            CampaignStage.CLOSED: _("The review year %(year)s has been closed already."),
        }
        raise Refused(words[CampaignStage(campaign.stage)] % {"year": campaign.year})
    if left := closing_of(campaign).left:
        raise Refused(*[Refusal(f"{condition.what}: {condition.left}") for condition in left])
    return _move(by, campaign, step, "campaign.closed")


@transaction.atomic
def reopen_year(*, by: Account, campaign_id: int, reason: str, on: date) -> Campaign:
    """Make a closed year writable again, with the reason. Raises NotPermitted, Refused."""
    step = YEAR_STEP_BY_CODE["reopen_year"]
    campaign = _lock(by, campaign_id, step, on)
    if campaign.stage != step.frm:
        raise Refused(_("The review year %(year)s is not closed.") % {"year": campaign.year})
    reason = tidy_text(reason)
    if not reason:
        raise Refused(_("Say why the year is opened again; the reason stays in the journal."), field="reason")
    return _move(by, campaign, step, "campaign.reopened", reason)


def _lock(by: Account, campaign_id: int, step: YearStep, on: date) -> Campaign:
    """The year and all its files: whoever writes in one of them is through first, or finds the year closed."""
    campaign = lock_campaign(campaign_id, closed_too=True)
    access = access_of(by, on)
    allowed = any(access.has(role, campaign.ward_id) for role in step.roles)
    require(allowed, ", ".join(str(ROLE_LABELS[role]) for role in sorted(step.roles)))
    files = ReviewFile.objects.select_for_update().filter(campaign=campaign).order_by("pk")
    list(files.values_list("pk", flat=True))
    return campaign


def _move(by: Account, campaign: Campaign, step: YearStep, action: str, reason: str = "") -> Campaign:
    campaign.stage = step.to
    campaign.revision += 1
    campaign.save(update_fields=["stage", "revision"])
    record(
        by=by,
        action=action,
        subject=campaign,
        ward_code=campaign.ward.code,
        before={"stage": step.frm},
        after={"stage": step.to},
        reason=reason,
    )
    return campaign
