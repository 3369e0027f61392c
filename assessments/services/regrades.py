"""A re-grade: an order supersedes a signed grade (rules G4). The old grade stays on record."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign, Decision, Grading, Review
from assessments.rules import Answer, Finding, Severity
from assessments.selectors.desk import DeskRow, codes_of, desk_of
from assessments.services.checks import store_check
from assessments.services.decisions import finding_refusal
from assessments.services.desk_locks import deciding_body, lock_desk
from assessments.services.gradings import give_grade
from assessments.services.kept_explanations import keep_explanations
from assessments.services.reasons import record_reason
from assessments.services.settling import settle_files
from assessments.services.signing_papers import checked_paper
from assessments.workflow import GradingStep, Scope
from assessments.workflow_scopes import POOL_RULES, concerns
from cells import clock
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import tidy_text
from cells.vocabulary import GivenGrade


@transaction.atomic
def regrade(
    *,
    by: Account,
    review_id: int,
    grade: str,
    reason: str,
    number: str,
    signed_on: date,
    seen: int,
    on: date,
    finding_reason: str = "",
) -> Decision:
    """Supersede the signed grade of one subject with another (blank: it is graded no more), by an order with number,
    date and reason.

    `seen`: id of the grading the page showed; another one standing now raises StaleEdit. All rules run again on the
    grades as they would stand: whatever the change brings about, or leaves about the subject itself, blocks as it would
    block a signature. `finding_reason` is recorded for each finding among them that needs a reason: it does not stand
    before the change, so nobody could record it earlier. Raises NotPermitted, Refused, StaleEdit; nothing is written
    then.
    """
    review = Review.objects.select_related("file").get(pk=review_id)
    campaign = lock_desk(by=by, campaign_id=review.campaign_id, role=Role.COMMITTEE, on=on)
    review.campaign = campaign
    desk, now = desk_of(campaign), clock.now()
    row = desk.rows[review.pk]
    former = row.grades.by_step.get(GradingStep.DECISION)
    if former is None:
        raise Refused(_("Only a grade signed here can be given anew. %(name)s has none.") % {"name": review.name})
    if seen != former.pk:
        raise StaleEdit(former)
    if row.is_of(by):
        raise Refused(_("This is your own grade. Nobody decides on themselves; another committee account does it."))
    number, refusals = checked_paper(
        campaign=campaign, rows=[row], number=number, signed_on=signed_on, on=on, scope=Scope.REGRADE
    )
    reason = tidy_text(reason)
    refusals += _refusals(former, grade, reason, signed_on)
    if refusals:
        raise Refused(*refusals)
    values = {"number": number, "signed_on": signed_on, "reason": reason}
    decision, answer = _write(campaign, review, grade, values, by, now)
    blocking = _blocking(row, desk.answer, answer)
    if blocking:
        _lift(blocking, finding_reason, by=by, campaign=campaign, on=on)
        answer = _rest_on_new_check(decision, by, now)
    keep_explanations(decision=decision, signed=[(review, grade)], answer=answer)
    record(
        by=by,
        action="decision.regraded",
        subject=decision,
        ward_code=campaign.ward.code,
        before={"subject": review.code, "grade": former.grade, "decision": former.decision.number},
        after={"subject": review.code, "grade": grade, "decision": number, "signed_on": signed_on},
        reason=reason,
    )
    settle_files(by=by, desk=desk_of(campaign), on=on)
    return decision


def _refusals(former: Grading, grade: str, reason: str, signed_on: date) -> list[Refusal]:
    refusals = []
    if grade and grade not in GivenGrade.values:
        refusals.append(Refusal(_("Choose one of the four grades, or that no grade is given any more."), "grade"))
    elif grade == former.grade:
        refusals.append(Refusal(_("This is the grade that stands already."), "grade"))
    if not reason:
        refusals.append(Refusal(_("Write why the grade is given anew; the old one stays on record."), "reason"))
    if signed_on < former.decision.signed_on:
        refusals.append(
            Refusal(
                _("The order lies before the decision of %(date)s that it changes.")
                % {"date": f"{former.decision.signed_on:%d/%m/%Y}"},
                "signed_on",
            )
        )
    return refusals


def _write(
    campaign: Campaign,
    review: Review,
    grade: str,
    decision_values: dict,
    by: Account,
    at: datetime,
) -> tuple[Decision, Answer]:
    """The order and the new grade, with two stored checks: what stood before, and what stands now. Returns the order,
    which rests on the second, and its answer."""
    before, _dossier, _answer = store_check(by=by, campaign=campaign, purpose="regrade:before", grades="working", at=at)
    decision = Decision.objects.create(
        campaign=campaign,
        scope=Scope.REGRADE,
        signed_by=by.signature,
        signed_by_id_number=by.pk,
        deciding_body=deciding_body(campaign),
        check_run=before,
        rows=1,
        at=at,
        **decision_values,
    )
    give_grade(
        by=by,
        review=review,
        step=GradingStep.DECISION,
        grade=grade,
        reason=decision.reason,
        decision=decision,
        deciding_body=decision.deciding_body,
        at=at,
    )
    return decision, _rest_on_new_check(decision, by, at)


def _rest_on_new_check(decision: Decision, by: Account, at: datetime) -> Answer:
    decision.check_run, _dossier, answer = store_check(
        by=by, campaign=decision.campaign, purpose="regrade", grades="working", at=at
    )
    decision.save(update_fields=["check_run"])
    return answer


def _lift(blocking: list[Finding], text: str, *, by: Account, campaign: Campaign, on: date) -> None:
    """Record the reason for every finding in the way; Refused when one is a violation, or there is no reason."""
    text = tidy_text(text)
    if not text or any(finding.severity is not Severity.NEEDS_REASON for finding in blocking):
        raise Refused(*[_blocking_refusal(finding) for finding in blocking])
    for finding in blocking:
        record_reason(by=by, campaign_id=campaign.pk, rule=finding.rule, subject=finding.subject, text=text, on=on)


def _blocking_refusal(finding: Finding) -> Refusal:
    refusal = finding_refusal(finding)
    return replace(refusal, field="finding_reason") if finding.severity is Severity.NEEDS_REASON else refusal


def _blocking(row: DeskRow, before: Answer, after: Answer) -> list[Finding]:
    """What stands in the way: findings about the subject itself, and those that the change brings or makes worse."""
    own = codes_of([row])
    former = {_identity(finding): finding for finding in before.open_findings()}
    return [
        finding
        for finding in after.open_findings()
        if (finding.rule not in POOL_RULES and concerns(finding, Scope.REGRADE, own))
        or _is_worse(finding, former.get(_identity(finding)))
    ]


def _identity(finding: Finding) -> tuple:
    return (*finding.key, finding.figures.get("unit"))


def _is_worse(finding: Finding, former: Finding | None) -> bool:
    if former is None:
        return True
    return int(finding.figures.get("excess", 0)) > int(former.figures.get("excess", 0))
