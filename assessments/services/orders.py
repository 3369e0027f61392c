"""Orders (rules G4): the office drafts, the committee issues; issuing carries the order out in the same deed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign, Grading, Order, Review, ReviewFile
from assessments.models.fields import STAGE_LABELS
from assessments.selectors.hands import why_not_issued
from assessments.selectors.orders import STEP_OF_KIND
from assessments.services.desk_locks import lock_desk
from assessments.services.regrades import regrade
from assessments.services.steps import take_step
from assessments.workflow import STEP_BY_CODE, GradingStep, Stage
from cells import clock
from cells.access import access_of
from cells.acting import did_by
from cells.document_numbers import tidy_number
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import tidy_text
from cells.vocabulary import GivenGrade


@dataclass(frozen=True)
class OrderValues:
    """What the office writes. `grade` (a re-grade's; blank: no grade any more); `section_reasons`: [{"section", "text"}];
    `due_on`: when the file is due again, for a return and a re-review."""

    note: str = ""
    grade: str = ""
    section_reasons: Iterable[dict] = field(default_factory=tuple)
    due_on: date | None = None


@transaction.atomic
def draft_order(
    *,
    by: Account,
    campaign_id: int,
    kind: str,
    values: OrderValues,
    on: date,
    file_id: int | None = None,
    review_id: int | None = None,
) -> Order:
    """The office drafts an order over one file (`return`, `re_review`) or one subject (`regrade`); nothing else
    happens yet. Raises NotPermitted; Refused with everything that is wrong with it."""
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.OFFICE, on=on)
    order = Order(campaign=campaign, kind=kind, drafted_by=by.signature, drafted_at=clock.now())
    order.drafted_account, order.drafted_for_account = did_by(by)
    if kind == "regrade":
        order.review = Review.objects.select_related("file", "campaign__ward").get(pk=review_id, campaign=campaign)
    elif kind in STEP_OF_KIND:
        order.file = ReviewFile.objects.get(pk=file_id, campaign=campaign)
    else:
        raise Refused(_("Choose what is ordered: a return, a re-review or a re-grade."), field="kind")
    _hold_no_other(order)
    _fill(order, values, on)
    order.save()
    _record(by, order, "order.drafted")
    return order


@transaction.atomic
def save_order(*, by: Account, order_id: int, values: OrderValues, revision: int, on: date) -> Order:
    """The office writes its draft anew. Raises NotPermitted, Refused, StaleEdit."""
    order = _lock_draft(by, order_id, Role.OFFICE, revision, on)
    _fill(order, values, on)
    order.revision += 1
    order.save()
    _record(by, order, "order.saved")
    return order


@transaction.atomic
def withdraw_order(*, by: Account, order_id: int, reason: str, revision: int, on: date) -> Order:
    """Take a draft away, with the reason: the office its own, the committee one it does not issue. An issued order has
    been carried out with its issue and stays. Raises NotPermitted, Refused, StaleEdit."""
    campaign = Order.objects.select_related("campaign").get(pk=order_id).campaign
    access = access_of(by, on)
    role = Role.COMMITTEE if access.is_committee(campaign.ward_id) else Role.OFFICE
    order = _lock_draft(by, order_id, role, revision, on)
    reason = tidy_text(reason)
    if not reason:
        raise Refused(_("Write why the draft is taken away; it stays readable in the list."), field="reason")
    order.state, order.withdrawn_reason = "withdrawn", reason
    order.withdrawn_by, order.withdrawn_at = by.signature, clock.now()
    order.revision += 1
    order.save()
    _record(by, order, "order.withdrawn", reason=reason)
    return order


@transaction.atomic
def issue_order(
    *,
    by: Account,
    order_id: int,
    number: str,
    dated_on: date,
    revision: int,
    on: date,
    seen: int = 0,
    finding_reason: str = "",
) -> Order:
    """The committee issues a draft with number and date, and it is carried out: the file goes back and its signed
    grades are laid aside (`re_review`), goes back (`return`), or the grade is given anew (`regrade`, by the service and
    with the checks of every re-grade; `seen`, `finding_reason` as there).

    Nobody issues an order about the own review, nor, through a deputy, one that the same hands drafted. Raises
    NotPermitted; Refused, StaleEdit, and nothing is written then.
    """
    order = _lock_draft(by, order_id, Role.COMMITTEE, revision, on)
    if why := why_not_issued(order, by):
        raise Refused(why)
    order.number = tidy_number(number)
    refusals = _paper_refusals(order, dated_on, on) + _target_refusals(order, on)
    if refusals:
        raise Refused(*refusals)
    order.dated_on = dated_on
    if order.kind == "regrade":
        order.decision = regrade(
            by=by,
            review_id=order.review_id,
            grade=order.grade,
            reason=order.note,
            number=order.number,
            signed_on=dated_on,
            seen=seen,
            finding_reason=finding_reason,
            on=on,
        )
    else:
        moved = take_step(
            by=by,
            file_id=order.file_id,
            step=STEP_OF_KIND[order.kind],
            on=on,
            note=order.note,
            section_reasons=order.section_reasons,
            due_on=order.due_on,
        )
        order.event = moved.events.latest("pk")
    order.state, order.issued_by, order.issued_at = "issued", by.signature, clock.now()
    order.revision += 1
    order.save()
    _record(by, order, "order.issued")
    return order


def _lock_draft(by: Account, order_id: int, role: Role, revision: int, on: date) -> Order:
    campaign_id = Order.objects.values_list("campaign_id", flat=True).get(pk=order_id)
    lock_desk(by=by, campaign_id=campaign_id, role=role, on=on)
    order = (
        Order.objects.select_for_update(of=("self",))
        .select_related("campaign__ward", "file", "review__file", "review__campaign__ward")
        .get(pk=order_id)
    )
    if order.state == "issued":
        raise Refused(
            _("Order %(number)s has been issued by %(by)s and carried out; it stays as it is.")
            % {"number": order.number, "by": order.issued_by}
        )
    if order.state == "withdrawn":
        raise Refused(_("This draft has been taken away by %(by)s.") % {"by": order.withdrawn_by})
    if order.revision != revision:
        raise StaleEdit(order)
    return order


def _hold_no_other(order: Order) -> None:
    drafts = Order.objects.filter(campaign=order.campaign, kind=order.kind, state="draft")
    other = drafts.filter(file=order.file, review=order.review).first()
    if other is not None:
        raise Refused(
            _("%(by)s has drafted the same order already. Change that draft, or take it away first.")
            % {"by": other.drafted_by}
        )


def _fill(order: Order, values: OrderValues, on: date) -> None:
    order.note, order.due_on, order.grade = tidy_text(values.note), values.due_on, values.grade
    order.section_reasons = [
        {"section": reason["section"], "text": tidy_text(reason["text"])}
        for reason in values.section_reasons
        if reason["text"].strip()
    ]
    refusals = _target_refusals(order, on)
    if order.kind == "regrade":
        order.due_on, order.section_reasons = None, []
        if not order.note:
            refusals.append(Refusal(_("Write why the grade is given anew; the old one stays on record."), "note"))
    else:
        order.grade = ""
        if not order.note and not order.section_reasons:
            refusals.append(Refusal(_("Say why the file goes back, so that the cell knows what to mend."), "note"))
        if order.due_on is None:
            refusals.append(Refusal(_("Name the day on which the file is due again."), "due_on"))
    if refusals:
        raise Refused(*refusals)


def _target_refusals(order: Order, on: date) -> list[Refusal]:
    """Whether the file or the grade stands where this order can reach it, and its day lies ahead."""
    if order.kind == "regrade":
        return _grade_refusals(order.review, order.grade)
    refusals = []
    stage = Stage(ReviewFile.objects.values_list("stage", flat=True).get(pk=order.file_id))
    if stage not in STEP_BY_CODE[STEP_OF_KIND[order.kind]].frm:
        mend = _("A file that is sent or accepted is returned; a decided one is reviewed again.")
        words = _("“%(file)s” is now at “%(stage)s”. %(mend)s")
        refusals.append(Refusal(words % {"file": order.file.name, "stage": STAGE_LABELS[stage], "mend": mend}, "kind"))
    if order.due_on is not None and order.due_on < on:
        refusals.append(Refusal(_("The day on which the file is due again lies in the past."), "due_on"))
    return refusals


def _grade_refusals(review: Review, grade: str) -> list[Refusal]:
    standing = Grading.objects.filter(review=review, step=GradingStep.DECISION, current=True).first()
    if standing is None:
        words = _("Only a grade signed here can be given anew. %(name)s has none.")
        return [Refusal(words % {"name": review.name}, "grade")]
    if grade and grade not in GivenGrade.values:
        return [Refusal(_("Choose one of the four grades, or that no grade is given any more."), "grade")]
    if grade == standing.grade:
        return [Refusal(_("This is the grade that stands already."), "grade")]
    return []


def _paper_refusals(order: Order, dated_on: date, on: date) -> list[Refusal]:
    refusals = []
    if not order.number:
        refusals.append(Refusal(_("Write the number of the order."), "number"))
    others = Order.objects.filter(campaign=order.campaign, state="issued", number=order.number)
    if order.number and others.exclude(dated_on=dated_on).exists():
        words = _("Order %(number)s is recorded with another date already.")
        refusals.append(Refusal(words % {"number": order.number}, "number"))
    if dated_on > on:
        refusals.append(Refusal(_("The date of the order lies in the future."), "dated_on"))
    signed = _last_signature(order)
    if signed is not None and dated_on < signed:
        words = _("The order lies before the decision of %(date)s that it lays aside.")
        refusals.append(Refusal(words % {"date": f"{signed:%d/%m/%Y}"}, "dated_on"))
    return refusals


def _last_signature(order: Order) -> date | None:
    """The newest decision that a re-review lays aside; a re-grade asks for its own."""
    if order.kind != "re_review":
        return None
    standing = Grading.objects.filter(review__file=order.file_id, step=GradingStep.DECISION, current=True)
    return max(standing.values_list("decision__signed_on", flat=True), default=None)


def _record(by: Account, order: Order, action: str, reason: str = "") -> None:
    record(
        by=by,
        action=action,
        subject=order,
        ward_code=_ward_code(order.campaign),
        after={
            "kind": order.kind,
            "about": order.review.code if order.review_id else order.file.code,
            "number": order.number,
            "due_on": order.due_on,
            "grade": order.grade,
        },
        reason=reason or order.note,
    )


def _ward_code(campaign: Campaign) -> str:
    return campaign.ward.code
