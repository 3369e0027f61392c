"""What the committee sets for its year, on a document: looked at first, set once, kept with its trail."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import BallotCount, Campaign
from assessments.models.fields import BALLOT_THRESHOLD_LABELS
from assessments.rules import CapBase, DossierFaults, Rule, read_dossier
from assessments.selectors.finding_words import page_language
from assessments.selectors.local_parameters import LocalValues
from assessments.selectors.parameter_proposals import Proposal, propose
from assessments.services import parameter_trail as trail
from assessments.services.campaigns import lock_campaign
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.roles import Role
from cells.services.headships import EXCEPTION_CODE
from cells.vietnamese import tidy
from cells.vocabulary import ROLE_LABELS


@transaction.atomic
def set_parameters(
    *,
    by: Account,
    campaign_id: int,
    values: LocalValues,
    document: str,
    document_date: date | None,
    expected: str,
    revision: int,
    on: date,
) -> Campaign:
    """Set the year's own percent, base, exceptions and share of ballots. Raises NotPermitted, Refused, StaleEdit.

    `expected`: fingerprint of the proposal whose effects were shown; another state of the ward is refused.
    """
    campaign = lock_campaign(campaign_id)
    require(access_of(by, on).is_committee(campaign.ward_id), str(ROLE_LABELS[Role.COMMITTEE]))
    if campaign.revision != revision:
        raise StaleEdit(campaign)
    proposal = propose(campaign, values)
    document = tidy(document)
    refusals = [*refusals_of(proposal), *trail.paper_refusals(document, document_date, on)]
    if refusals:
        raise Refused(*refusals)
    if proposal.fingerprint != expected:
        raise Refused(_("What was shown is not what these values change now; look at it again."))
    campaign.parameters = values.parameters(proposal.rules)
    campaign.ballot_threshold = values.ballot_threshold
    campaign.revision += 1
    campaign.save()
    trail.keep(by=by, campaign=campaign, changed=proposal.changed, document=document, day=document_date)
    record(
        by=by,
        action="campaign.parameters_set",
        subject=campaign,
        ward_code=campaign.ward.code,
        before={name: before for name, (before, _after) in proposal.changed.items()},
        after={name: after for name, (_before, after) in proposal.changed.items()},
        reason=trail.paper_words(document, document_date),
    )
    return campaign


def refusals_of(proposal: Proposal) -> list[Refusal]:
    """Why these values cannot be set, whatever the document; empty when they can."""
    refusals = [*_standing_refusals(proposal), *_cap_refusals(proposal), *_exception_refusals(proposal)]
    if not refusals:
        try:
            read_dossier(proposal.dossier_then)
        except DossierFaults as faults:
            refusals = [Refusal(line) for line in faults.lines(page_language())]
    return refusals


def _standing_refusals(proposal: Proposal) -> Iterator[Refusal]:
    """What stands in the way as the campaign is: a signature, ballots, nothing to change."""
    decision = proposal.campaign.decisions.order_by("pk").first()
    if decision is not None:
        message = _("Decision %(number)s of %(date)s is signed on these values; they stay as they are.")
        yield Refusal(message % {"number": decision.number, "date": f"{decision.signed_on:%d/%m/%Y}"})
    if not proposal.changed:
        yield Refusal(_("Nothing is changed: these values are in force already."))
    if proposal.values.ballot_threshold not in BALLOT_THRESHOLD_LABELS:
        yield Refusal(_("Choose one of the shares listed."), "ballot_threshold")
    elif "ballot_threshold" in proposal.changed and has_ballots(proposal.campaign):
        yield Refusal(_("Ballots have been recorded under this share; it stays for this year."), "ballot_threshold")


def has_ballots(campaign: Campaign) -> bool:
    return BallotCount.objects.filter(review__campaign=campaign).exists()


def _cap_refusals(proposal: Proposal) -> Iterator[Refusal]:
    law, percent = proposal.rules.cap_percent, proposal.values.cap_percent
    if type(percent) is not int or not 1 <= percent <= law.value:
        message = _("The percent is a whole number from 1 to %(most)s: a ward may set less than the rules, never more.")
        yield Refusal(message % {"most": law.value}, "cap_percent", str(law.citation))
    if proposal.values.cap_base not in {base.value for base in CapBase}:
        yield Refusal(_("Choose one of the two readings."), "cap_base", str(proposal.rules.cap_base.citation))


def _exception_refusals(proposal: Proposal) -> Iterator[Refusal]:
    listed = proposal.values.head_exceptions
    field, clause = "head_exceptions", proposal.rules.cite(Rule.HEAD_ABOVE_UNIT)
    if not all(tidy(entry.get(name, "")) for entry in listed for name in ("code", "text", "citation")):
        yield Refusal(_("Each exception needs its code, its words and its source."), field, clause)
    if not all(EXCEPTION_CODE.fullmatch(code) for entry in listed if (code := tidy(entry.get("code", "")))):
        # A headship could never name it.
        yield Refusal(_("The code of an exception has letters without accents, digits and hyphens only."), field)
    codes = Counter(entry.get("code", "") for entry in listed)
    for code in (code for code, times in codes.items() if times > 1):
        yield Refusal(_("The code %(code)s is listed twice.") % {"code": code}, field)
    names = {member["code"]: member.get("name") or member["code"] for member in proposal.dossier.get("members", ())}
    for head in proposal.dossier.get("heads", ()):
        code = head.get("exception")
        if code and code not in codes:
            message = _("The exception %(code)s is named by the headship of %(name)s; it cannot be taken away.")
            yield Refusal(message % {"code": code, "name": names.get(head["member"], head["member"])}, field)
