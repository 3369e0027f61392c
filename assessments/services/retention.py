"""What is out of its term goes: a ward's year at a time, each in one transaction, told by the journal in counts alone."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign
from assessments.selectors.retention import JOURNAL, Due, LooseDue, loose_out_of_term, out_of_term
from assessments.selectors.retention_rules import RULES, Rule, term_key
from assessments.services.campaigns import lock_campaign
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account, Organization
from cells.refusals import Refused
from cells.services.journal_upkeep import erase_texts
from cells.vietnamese import tidy_text


def erase_out_of_term(
    *, by: Account, ward: Organization, reason: str, on: date, rules: Sequence[Rule] = RULES
) -> list[Due]:
    """Erase what `out_of_term` names; answers what went. A second time there is nothing left, and nothing is written.

    Raises NotPermitted for whoever is not the ward's office, Refused without a reason. Broken off, the years before are
    done, the one in hand is untouched.
    """
    require(access_of(by, on).is_office(ward.pk), _("ward party office"))
    reason = _given(reason)
    done = []
    for campaign, _dues in groupby(out_of_term(ward, rules), key=lambda due: due.campaign):
        done += _erase_year(by, campaign, reason, rules)
    return done


@transaction.atomic
def erase_loose_texts(*, by: Account, ward: Organization, reason: str, on: date) -> list[LooseDue]:
    """Erase what `loose_out_of_term` names; each chain tells of it itself. The office of a ward here answers for it. Raises
    NotPermitted, Refused without a reason."""
    require(access_of(by, on).is_office(ward.pk), _("ward party office"))
    reason = _given(reason)
    dues = loose_out_of_term(on)
    for due in dues:
        numbers = list(due.rows.values_list("entry__number", flat=True))
        erase_texts(by=by, ward_code=due.ward_code, numbers=numbers, reason=f"{due.rule.source}; {reason}")
    return dues


def _given(reason: str) -> str:
    reason = tidy_text(reason)
    if not reason:
        raise Refused(_("Say on what the erasing rests, for example the minutes that list it."), field="reason")
    return reason


@transaction.atomic
def _erase_year(by: Account, campaign: Campaign, reason: str, rules: Sequence[Rule]) -> list[Due]:
    """Asked anew under the lock: a year opened again meanwhile is no longer among them."""
    locked = lock_campaign(campaign.pk, closed_too=True)
    dues = [due for due in out_of_term(locked.ward, rules) if due.campaign == locked]
    for due in dues:
        if due.kind.code == JOURNAL:
            numbers = due.rows.values_list("entry__number", flat=True)
            erase_texts(by=by, ward_code=locked.ward.code, numbers=numbers, reason=f"{due.rule.source}; {reason}")
        elif due.kind.change is None:
            due.rows.delete()
        else:
            due.rows.update(**due.kind.change)
    if dues:
        record(
            by=by,
            action="retention.applied",
            subject=locked,
            ward_code=locked.ward.code,
            after={"year": locked.year}
            | {term_key(due.rule.code): due.rule.years for due in dues}
            | {due.kind.code: due.count for due in dues},
            reason=reason,
        )
    return dues
