"""The committee confirms or replaces the quota weights, on a document (123-CV/ĐU 1(2); rules C2)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign
from assessments.selectors.parameter_proposals import WeightsProposal, propose_weights
from assessments.services import parameter_trail as trail
from assessments.services.campaigns import lock_campaign
from assessments.services.weights import checked_weights
from cells import clock
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import tidy
from cells.vocabulary import ROLE_LABELS


@transaction.atomic
def confirm_weights(
    *,
    by: Account,
    campaign_id: int,
    weights: dict,
    document: str,
    document_date: date | None,
    revision: int,
    on: date,
    expected: str = "",
) -> Campaign:
    """Confirm these weights. Raises NotPermitted, Refused, StaleEdit.

    `expected`: fingerprint of the proposal whose effects were shown; asked once the year is open and the weights are
    others than those in force.
    """
    campaign = lock_campaign(campaign_id)
    require(access_of(by, on).is_committee(campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))
    if campaign.revision != revision:
        raise StaleEdit(campaign)
    proposal = proposed_weights(campaign, weights)
    if proposal.must_be_looked_at and proposal.fingerprint != expected:
        raise Refused(_("What was shown is not what these values change now; look at it again."))
    return put_weights(
        by=by, campaign=campaign, proposal=proposal, document=document, document_date=document_date, on=on
    )


def proposed_weights(campaign: Campaign, weights: dict) -> WeightsProposal:
    """These weights on the campaign as it stands. Refused for weights that cannot be confirmed, whatever the document."""
    proposal = propose_weights(campaign, checked_weights(weights))
    if not proposal.rules.quotas_issued.value:
        raise Refused(_("The rules of this review year know no quotas."))
    if proposal.changed and campaign.quota_issues.exists():
        raise Refused(_("Quotas have been issued on these weights; they stay as confirmed."), citation="123-CV/ĐU 1(2)")
    return proposal


def put_weights(
    *, by: Account, campaign: Campaign, proposal: WeightsProposal, document: str, document_date: date | None, on: date
) -> Campaign:
    """Write weights that were looked at, inside the transaction of the deed; the campaign is locked. Raises Refused."""
    document = tidy(document)
    refusals = list(trail.paper_refusals(document, document_date, on))
    if refusals:
        raise Refused(*refusals)
    [before], [after] = proposal.now().values(), proposal.wanted().values()
    campaign.quota_weights = after
    campaign.weights_confirmed_at, campaign.weights_confirmed_by = clock.now(), by.signature
    campaign.revision += 1
    campaign.save()
    trail.keep(
        by=by, campaign=campaign, changed={"quota_weights": (before, after)}, document=document, day=document_date
    )
    record(
        by=by,
        action="campaign.weights_confirmed",
        subject=campaign,
        ward_code=campaign.ward.code,
        before={"weights": before},
        after={"weights": after},
        reason=trail.paper_words(document, document_date),
    )
    return campaign
