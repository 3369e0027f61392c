"""Reasons of the deciding level for findings that need one (rules: severity `needs-reason`)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import FindingReason
from assessments.rules import Finding, Rule, Severity
from assessments.selectors.desk import Desk, desk_of
from assessments.services.desk_locks import deciding_body, lock_desk
from assessments.services.settling import settle_files
from cells import clock
from cells.journal import record
from cells.models import Account
from cells.refusals import Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import tidy_text


@transaction.atomic
def record_reason(
    *, by: Account, campaign_id: int, rule: str, subject: str, text: str, on: date, seen: int | None = None
) -> FindingReason:
    """Record why the deciding level lets a finding stand; it lifts that rule for that subject and nothing else.

    A newer reason supersedes the older. `seen`: id of the reason the form showed (0: none); another one standing now
    raises StaleEdit. Raises NotPermitted; Refused when no such finding stands, it is no needs-reason, the text is
    empty, or it speaks of the account's own person.
    """
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.COMMITTEE, on=on)
    former = FindingReason.objects.filter(campaign=campaign, rule=rule, subject=subject, current=True).first()
    if seen is not None and seen != (former.pk if former else 0):
        raise StaleEdit(former)
    desk = desk_of(campaign)
    finding = finding_to_reason(desk, rule, subject)
    if is_about(desk, subject, by):
        raise Refused(
            _("This finding is about yourself. Nobody decides on themselves; another committee account records it.")
        )
    text = tidy_text(text)
    if not text:
        raise Refused(_("Write the reason; it is kept with the decision."), field="text", citation=finding.citation)
    body = deciding_body(campaign)
    FindingReason.objects.filter(campaign=campaign, rule=rule, subject=subject, current=True).update(current=False)
    reason = FindingReason.objects.create(
        campaign=campaign,
        rule=rule,
        subject=subject,
        text=text,
        decided_by=body,
        by_name=by.signature,
        at=clock.now(),
    )
    record(
        by=by,
        action="reason.recorded",
        subject=reason,
        ward_code=campaign.ward.code,
        before={"text": former.text} if former else None,
        after={"rule": rule, "subject": subject, "text": text, "decided_by": body},
        reason=text,
    )
    if rule == Rule.GRADE_MISSING:
        settle_files(by=by, desk=desk_of(campaign), on=on)
    return reason


def finding_to_reason(desk: Desk, rule: str, subject: str) -> Finding:
    """The finding that a reason may be recorded for; Refused when there is none."""
    for finding in desk.answer.findings:
        if finding.key == (rule, subject) and finding.severity is Severity.NEEDS_REASON:
            return finding
    raise Refused(_("There is no such finding that needs a reason. Load the page anew; the grades may have changed."))


def is_about(desk: Desk, subject: str, account: Account) -> bool:
    """The finding's subject is a person behind the account."""
    return any(row.is_of(account) and row.person == subject for row in desk.rows.values())
