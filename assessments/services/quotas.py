"""Quotas of excellent members per cell (rules C2, C4): set by hand where the committee wants, issued in versions."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import CellQuota, QuotaIssue, ReviewFile
from assessments.rules import Answer, Rule, Severity
from assessments.selectors.desk import Desk, desk_from, desk_of
from assessments.selectors.finding_words import finding_words
from assessments.selectors.quotas import current_issue
from assessments.services.checks import store_check
from assessments.services.desk_locks import lock_desk
from assessments.workflow import Scope, SubjectKind
from cells import clock
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import tidy_text

CLAUSE = "123-CV/ĐU 1(2)"


@transaction.atomic
def issue_quotas(*, by: Account, campaign_id: int, reason: str = "", on: date) -> QuotaIssue:
    """Issue the quotas as they are worked out now, as a new version that rests on its own stored check.

    Raises NotPermitted; Refused while weights are not confirmed, a cell's grade is not signed, the quotas set by hand
    break C4, nothing changed since the last issue, or a new issue has no reason.
    """
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.COMMITTEE, on=on)
    now = clock.now()
    run, dossier, answer = store_check(by=by, campaign=campaign, purpose="quotas", grades="working", at=now)
    desk = desk_from(campaign, dossier, answer)
    obstacles = obstacles_to_issue(desk)
    former, rows, reason = current_issue(campaign), quota_rows(desk), tidy_text(reason)
    if former is not None and former.rows == rows and former.weights == campaign.quota_weights:
        obstacles.append(Refusal(_("The quotas are the same as in the last issue; there is nothing to issue anew.")))
    elif former is not None and not reason:
        obstacles.append(Refusal(_("Quotas have been issued already. Write why they are issued anew."), "reason"))
    if obstacles:
        raise Refused(*obstacles)
    cap = desk.cap(Rule.MEMBER_EXCELLENT_CAP)
    issue = QuotaIssue.objects.create(
        campaign=campaign,
        version=former.version + 1 if former else 1,
        weights=campaign.quota_weights,
        base=cap.base,
        limit=cap.limit,
        rows=rows,
        reason=reason,
        check_run=run,
        by_name=by.signature,
        at=now,
    )
    record(
        by=by,
        action="quotas.issued",
        subject=issue,
        ward_code=campaign.ward.code,
        before={"version": former.version, "quotas": _by_cell(former.rows)} if former else None,
        after={"version": issue.version, "limit": issue.limit, "quotas": _by_cell(rows)},
        reason=reason,
    )
    return issue


def obstacles_to_issue(desk: Desk) -> list[Refusal]:
    """What has to be done before quotas may be issued; the page shows the same words."""
    if not desk.answer.rule_set.quotas_issued.value:
        return [Refusal(_("The rules of this review year know no quotas."))]
    refusals = []
    if desk.campaign.weights_confirmed_at is None:
        refusals.append(
            Refusal(_("The standing committee has not confirmed the quota weights yet."), "weights", CLAUSE)
        )
    waiting = [row.review.name for row in desk.of(Scope.UNITS) if row.kind is SubjectKind.CELL and not row.is_settled]
    if waiting:
        refusals.append(
            Refusal(
                _("The quota follows from the cell's grade. Cells without a signed grade: %(cells)s.")
                % {"cells": ", ".join(waiting)},
                "",
                CLAUSE,
            )
        )
    return refusals + [Refusal(words) for words in _hand_violations(desk.answer)]


def _hand_violations(answer: Answer) -> list[str]:
    return [
        finding_words(finding)
        for finding in answer.findings
        if finding.rule is Rule.QUOTA_NOT_PROPORTIONATE and finding.severity is Severity.VIOLATION
    ]


def quota_rows(desk: Desk) -> list[dict]:
    """The quotas as plain rows, as kept with the issue; `share` is the exact fraction as text."""
    return [
        {
            "unit": quota.unit,
            "name": desk.names[quota.unit],
            "grade": quota.grade.value,
            "base": quota.base,
            "share": str(quota.share),
            "quota": quota.quota,
            "by_hand": quota.by_hand,
        }
        for quota in desk.answer.quotas
        if quota.rule is Rule.MEMBER_EXCELLENT_QUOTA
    ]


def _by_cell(rows: list[dict]) -> dict[str, int]:
    return {row["unit"]: row["quota"] for row in rows}


@transaction.atomic
def set_quota_by_hand(
    *, by: Account, campaign_id: int, cell_id: int, quota: int | None, reason: str, seen: int, on: date
) -> CellQuota:
    """Set a cell's quota by hand (C4), or with None return to the computed one. It holds once it is issued.

    `seen`: id of the hand-set row the form showed, 0 for none. Raises NotPermitted, Refused, StaleEdit.
    """
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.COMMITTEE, on=on)
    if not desk_of(campaign).answer.rule_set.quotas_issued.value:
        raise Refused(_("The rules of this review year know no quotas."))
    file = ReviewFile.objects.filter(campaign=campaign, cell_id=cell_id).select_related("cell").first()
    if file is None:
        raise Refused(_("This cell has no file in this review year."))
    former = CellQuota.objects.filter(campaign=campaign, cell=file.cell, current=True).first()
    if seen != (former.pk if former else 0):
        raise StaleEdit(former)
    reason = tidy_text(reason)
    if not reason:
        raise Refused(_("Write why the quota of this cell is set by hand."), field="reason", citation=CLAUSE)
    if quota is not None and quota < 0:
        raise Refused(_("A quota is a whole number, 0 or more."), field="quota")
    CellQuota.objects.filter(campaign=campaign, cell=file.cell, current=True).update(current=False)
    row = CellQuota.objects.create(
        campaign=campaign,
        cell=file.cell,
        quota=quota,
        reason=reason,
        by_name=by.signature,
        at=clock.now(),
    )
    record(
        by=by,
        action="quota.set_by_hand",
        subject=file.cell,
        ward_code=campaign.ward.code,
        before={"quota": former.quota if former else None},
        after={"quota": quota},
        reason=reason,
    )
    return row
