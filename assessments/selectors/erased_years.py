"""Why pages of a past year are blank: what retention took away, when, by which rule. Told by the journal.

The term is the one that the entry names; where the entry's own texts are out of their term too, today's.
"""

from dataclasses import dataclass
from datetime import datetime

from assessments.models import Campaign
from assessments.selectors.retention import DETAILS, PEOPLE
from assessments.selectors.retention_rules import HISTORY, KINDS, RULE_BY_CODE, TEXTS, term_key
from cells.clock import today
from cells.models import JournalEntry, Member
from cells.selectors.journal import history_of

ACTION = "retention.applied"
_KINDS = {TEXTS: {kind.code for kind in KINDS}, HISTORY: {PEOPLE}}


@dataclass(frozen=True, slots=True)
class Erased:
    """`years`: closed review years that stay, by `source`."""

    at: datetime
    years: int
    source: str


def erased_year(campaign: Campaign) -> Erased | None:
    """Of the texts of one year; None while they stand. No query for a year too young to be out of its term."""
    if today().year < campaign.year + RULE_BY_CODE[TEXTS].years:
        return None
    entries = list(history_of(campaign).filter(action=ACTION).order_by("pk"))
    # Texts of a year go before what stands by the grade history: where no entry says more, it is the first.
    return _told(entries, TEXTS, [entry for entry in entries if entry.is_erased][:1])


def erased_details(member: Member) -> Erased | None:
    """Of somebody who left; None while anything of them stands, and where nothing was erased."""
    if member.left_on is None or any(getattr(member, field) != blank for field, blank in DETAILS.items()):
        return None
    years = Campaign.objects.filter(ward=member.ward_id, grading_date__gte=member.left_on).order_by("year")
    ids = [str(pk) for pk in years.values_list("pk", flat=True)]
    of_years = JournalEntry.objects.filter(action=ACTION, object_type=Campaign._meta.model_name, object_id__in=ids)
    entries = list(of_years.order_by("pk"))
    # They go with the year in which they left, and of what goes of a year they are the last.
    silent = [entry for entry in entries if entry.is_erased and entry.object_id == ids[0]]
    return _told(entries, HISTORY, silent[-1:])


def _told(entries: list[JournalEntry], rule: str, likely: list[JournalEntry]) -> Erased | None:
    """By the first entry that names what the rule let go, else by the one whose own texts are gone."""
    named = [entry for entry in entries if _KINDS[rule].intersection(entry.after or ())]
    for entry in (*named, *likely):
        years = (entry.after or {}).get(term_key(rule), RULE_BY_CODE[rule].years)
        return Erased(entry.at, years, RULE_BY_CODE[rule].source)
    return None
