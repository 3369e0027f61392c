"""The deadlines of an open year move on a document, after a look at what that changes for the cells."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign
from assessments.selectors.deadlines import DeadlineProposal
from assessments.selectors.local_parameters import DEADLINES
from assessments.services import parameter_trail as trail
from assessments.services.campaigns import deadline_refusals, lock_campaign
from assessments.workflow import CampaignStage
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import tidy
from cells.vocabulary import ROLE_LABELS


@transaction.atomic
def move_deadlines(
    *,
    by: Account,
    campaign_id: int,
    values: dict[str, date | None],
    document: str,
    document_date: date | None,
    expected: str,
    revision: int,
    on: date,
) -> Campaign:
    """Set the three deadlines of an open year. Raises NotPermitted, Refused, StaleEdit.

    `expected`: fingerprint of the proposal whose effects were shown.
    """
    campaign = lock_campaign(campaign_id)
    require(access_of(by, on).is_office(campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))
    if campaign.revision != revision:
        raise StaleEdit(campaign)
    proposal = DeadlineProposal(campaign, values, on)
    document = tidy(document)
    refusals = [*refusals_of(proposal), *trail.paper_refusals(document, document_date, on)]
    if refusals:
        raise Refused(*refusals)
    changed = proposal.changed
    if proposal.fingerprint != expected:
        raise Refused(_("What was shown is not what these values change now; look at it again."))
    for name in DEADLINES:
        setattr(campaign, name, values.get(name))
    campaign.revision += 1
    campaign.save()
    trail.keep(by=by, campaign=campaign, changed=changed, document=document, day=document_date)
    record(
        by=by,
        action="campaign.deadlines_moved",
        subject=campaign,
        ward_code=campaign.ward.code,
        before={name: before for name, (before, _after) in changed.items()},
        after={name: after for name, (_before, after) in changed.items()},
        reason=trail.paper_words(document, document_date),
    )
    return campaign


def refusals_of(proposal: DeadlineProposal) -> list[Refusal]:
    """Why these deadlines cannot be set, whatever the document; empty when they can."""
    campaign, values = proposal.campaign, proposal.values
    if campaign.stage == CampaignStage.PREPARING:
        return [Refusal(_("The review year %(year)s is not open.") % {"year": campaign.year})]
    if not values.get("cell_deadline"):
        return [Refusal(_("The cells need a deadline."), "cell_deadline")]
    if not proposal.changed:
        return [Refusal(_("Nothing is changed: these values are in force already."))]
    return deadline_refusals(values)
