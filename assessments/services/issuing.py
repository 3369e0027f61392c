"""Issuing a paper: its bytes are kept as they were sent; a new issue supersedes the old one with a reason."""

import hashlib
import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign, Decision, IssuedPaper
from assessments.reports.catalogue import Contents, Paper, contents_of, state_of
from assessments.reports.contents.party_document import Issue, PrintedHead, document_number
from assessments.reports.copies import kept_data
from assessments.reports.issue_printing import Made, made_of
from assessments.selectors.papers import issued_copies
from assessments.services.campaigns import lock_campaign
from cells import clock
from cells.access import access_of, require
from cells.document_numbers import with_zero
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.selectors.journal import head_of
from cells.vietnamese import tidy_text

_NUMBER = re.compile(r"[0-9]{1,4}[a-z]?")


def issue_paper(
    *,
    by: Account,
    campaign_id: int,
    paper: Paper,
    number: str,
    dated_on: date,
    on: date,
    replaces: int | None = None,
    reason: str = "",
) -> IssuedPaper:
    """Print and keep one paper. `number` is the running number; `replaces` the id of the copy that stood when the page
    was read, None for none; superseding it needs a reason.

    It is printed before the lock and read again under it: what is kept is what stands, and nobody waits for a printer.
    Raises NotPermitted; Refused (not decided, number, date, reason, figures that moved meanwhile); StaleEdit (somebody
    issued first).
    """
    number, reason = number.strip(), tidy_text(reason)
    campaign = Campaign.objects.select_related("ward__profile").get(pk=campaign_id)
    # As it stands before the paper is printed: the entry of the issue holds the hash of the paper, not the other way round.
    head = head_of(campaign.ward.code)
    issue = Issue(number, dated_on, PrintedHead(head.number, head.hash) if head else None)
    require(access_of(by, on).is_office(campaign.ward_id), _("ward party office"))
    _require_in_order(campaign, paper, issue, on, replaces=replaces, reason=reason)
    contents = contents_of(paper, campaign, issue)
    made = made_of(paper, campaign, issue, contents)
    return _keep(by, campaign_id, paper, issue, contents, made, on=on, replaces=replaces, reason=reason)


@transaction.atomic
def _keep(
    by: Account,
    campaign_id: int,
    paper: Paper,
    issue: Issue,
    contents: Contents,
    made: Made,
    *,
    on: date,
    replaces: int | None,
    reason: str,
) -> IssuedPaper:
    campaign = lock_campaign(campaign_id)
    require(access_of(by, on).is_office(campaign.ward_id), _("ward party office"))
    _require_in_order(campaign, paper, issue, on, replaces=replaces, reason=reason)
    former = IssuedPaper.objects.filter(pk=replaces).first()
    number = document_number(issue, paper.abbreviation, campaign.ward.profile)
    return keep_copy(
        by=by, campaign=campaign, paper=paper, issue=issue, number=number, contents=contents, made=made,
        former=former, reason=reason,
    )  # fmt: skip


def keep_copy(
    *,
    by: Account,
    campaign: Campaign,
    paper: Paper,
    issue: Issue,
    number: str,
    contents: Contents,
    made: Made,
    former: IssuedPaper | None,
    reason: str,
) -> IssuedPaper:
    """The bytes beside what they were printed from, in place of `former`. The caller holds the lock and has asked for the
    right. Raises Refused when the paper would say something else by now."""
    if contents_of(paper, campaign, issue) != contents:
        raise Refused(_("The figures changed while the paper was being printed. Look at it again, then issue it."))
    if former:
        IssuedPaper.objects.filter(pk=former.pk).update(superseded=True)
    copy = IssuedPaper.objects.create(
        campaign=campaign,
        paper=paper.code,
        number=number,
        dated_on=issue.dated_on,
        content=made.content,
        sha256=hashlib.sha256(made.content).hexdigest(),
        data=kept_data(contents),
        **made.seal_values,
        by_name=by.signature,
        at=clock.now(),
        reason=reason,
    )
    record(
        by=by,
        action="paper.issued",
        subject=copy,
        ward_code=campaign.ward.code,
        before={"number": former.number, "sha256": former.sha256} if former else None,
        after={"number": copy.number, "dated_on": copy.dated_on, "sha256": copy.sha256},
        reason=reason,
    )
    return copy


def _require_in_order(
    campaign: Campaign, paper: Paper, issue: Issue, on: date, *, replaces: int | None, reason: str
) -> None:
    copies = issued_copies(campaign, paper.code)
    standing = next((copy for copy in copies if not copy.superseded), None)
    if (standing.pk if standing else None) != replaces:
        raise StaleEdit(standing)
    if state_of(paper, campaign, issued=bool(standing)) not in paper.issuable:
        raise Refused(_("Not every file is decided yet: until then the paper can be read as a draft, but not issued."))
    refusals = [*_number_refusals(campaign, paper, issue, copies), *_date_refusals(campaign, issue, on)]
    if standing and not reason:
        refusals.append(
            Refusal(_("Say why a new copy takes the place of %(number)s.") % {"number": standing.number}, "reason")
        )
    if refusals:
        raise Refused(*refusals)


def _number_refusals(campaign: Campaign, paper: Paper, issue: Issue, copies: list[IssuedPaper]) -> list[Refusal]:
    if not _NUMBER.fullmatch(issue.number):
        return [Refusal(_("Write the running number alone, for example 12; the rest is added to it."), "number")]
    full = document_number(issue, paper.abbreviation, campaign.ward.profile)
    if any(with_zero(copy.number) == full for copy in copies):
        return [
            Refusal(_("A copy was already issued as %(number)s; take another number.") % {"number": full}, "number")
        ]
    return []


def _date_refusals(campaign: Campaign, issue: Issue, on: date) -> list[Refusal]:
    if issue.dated_on > on:
        return [Refusal(_("The date of the paper lies in the future."), "dated_on")]
    last = Decision.objects.filter(campaign=campaign).order_by("-signed_on").values_list("signed_on", flat=True).first()
    if last and issue.dated_on < last:
        message = _("The paper reports the decision of %(day)s; its date cannot lie before that.")
        return [Refusal(message % {"day": f"{last:%d/%m/%Y}"}, "dated_on")]
    return []
