"""Grades decided elsewhere are recorded with the other body's document; they are never signed here."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Grading, Meeting, Review
from assessments.selectors.outside import is_decided_outside, standing_outside
from assessments.services.desk_locks import lock_desk
from assessments.services.gradings import give_grade
from assessments.workflow import GradingStep
from cells import clock
from cells.acting import is_about_self
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import tidy, tidy_text
from cells.vocabulary import GivenGrade


@dataclass(frozen=True)
class OutsideDecision:
    """What the other body's paper says."""

    grade: str
    document_number: str
    document_date: date
    deciding_body: str
    reason: str = ""

    def tidied(self) -> "OutsideDecision":
        return OutsideDecision(
            self.grade,
            tidy(self.document_number),
            self.document_date,
            tidy(self.deciding_body),
            tidy_text(self.reason),
        )


@transaction.atomic
def record_outside_grade(
    *, by: Account, review_id: int, decision: OutsideDecision, seen: int | None, on: date
) -> Grading:
    """Record the grade with number, date and body of the outside decision; a later one supersedes and keeps the former.

    `seen`: id of the recorded grade the page showed, None when it showed none. Raises NotPermitted; Refused, nothing
    written; StaleEdit when another grade was recorded meanwhile.
    """
    campaign_id = Review.objects.values_list("campaign_id", flat=True).get(pk=review_id)
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.OFFICE, on=on)
    review = Review.objects.select_related("file").get(pk=review_id)
    review.campaign = campaign
    former = standing_outside(review)
    if (former.pk if former else None) != seen:
        raise StaleEdit(former)
    decision = decision.tidied()
    _refuse_own(by, review)
    refusals = [*_faults(review, decision, on), *_faults_of_change(former, decision)]
    if refusals:
        raise Refused(*refusals)
    return give_grade(
        by=by,
        review=review,
        step=GradingStep.OUTSIDE,
        grade=decision.grade,
        at=clock.now(),
        reason=decision.reason,
        document_number=decision.document_number,
        document_date=decision.document_date,
        deciding_body=decision.deciding_body,
    )


@transaction.atomic
def withdraw_outside_grade(*, by: Account, review_id: int, seen: int | None, reason: str, on: date) -> Grading:
    """Take back a grade recorded by mistake: a blank one supersedes it under the same document, and the subject waits
    for its grade again. Raises NotPermitted; Refused, nothing written; StaleEdit when another grade stands by now."""
    campaign_id = Review.objects.values_list("campaign_id", flat=True).get(pk=review_id)
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.OFFICE, on=on)
    review = Review.objects.select_related("file").get(pk=review_id)
    review.campaign = campaign
    former = standing_outside(review)
    if (former.pk if former else None) != seen:
        raise StaleEdit(former)
    _refuse_own(by, review)
    reason = tidy_text(reason)
    if former is None or not former.grade:
        raise Refused(_("No grade of %(name)s is recorded.") % {"name": review.name})
    if not reason:
        raise Refused(_("Write why the recorded grade is withdrawn; both stay on record."), field="reason")
    return give_grade(
        by=by,
        review=review,
        step=GradingStep.OUTSIDE,
        grade="",
        at=clock.now(),
        reason=reason,
        document_number=former.document_number,
        document_date=former.document_date,
        deciding_body=former.deciding_body,
    )


def _refuse_own(by: Account, review: Review) -> None:
    if is_about_self(by, review.member_id):
        raise Refused(
            _("This is your own review. Nobody records a grade about themselves; another account of the office does.")
        )


def _faults(review: Review, decision: OutsideDecision, on: date) -> list[Refusal]:
    faults = []
    if not is_decided_outside(review):
        faults.append(
            Refusal(_("The grade of %(name)s is decided and signed here, not recorded.") % {"name": review.name})
        )
    if decision.grade not in GivenGrade.values:
        faults.append(Refusal(_("Choose one of the four grades."), "grade"))
    if not decision.document_number:
        faults.append(Refusal(_("Write the number of the outside decision."), "document_number"))
    if not decision.deciding_body:
        faults.append(Refusal(_("Write which body decided."), "deciding_body"))
    return [*faults, *_faults_of_date(review, decision.document_date, on)]


def _faults_of_date(review: Review, document_date: date, on: date) -> list[Refusal]:
    if document_date > on:
        return [Refusal(_("The date of the decision lies in the future."), "document_date")]
    if document_date.year < review.campaign.year:
        message = _("The date of the decision lies before the review year %(year)s.")
        return [Refusal(message % {"year": review.campaign.year}, "document_date")]
    meeting = Meeting.objects.filter(file=review.file).first() if review.file_id else None
    if meeting and document_date < meeting.held_on:
        message = _("The decision is dated %(decided)s, before the meeting of %(met)s that proposed the grade.")
        figures = {"decided": f"{document_date:%d/%m/%Y}", "met": f"{meeting.held_on:%d/%m/%Y}"}
        return [Refusal(message % figures, "document_date")]
    return []


def _faults_of_change(former: Grading | None, decision: OutsideDecision) -> list[Refusal]:
    """A recorded grade is replaced only in words: the former stays on record beside the reason."""
    if former is None or not former.grade or decision.reason:
        return []
    stands = (former.grade, former.document_number, former.document_date, former.deciding_body)
    if stands == (decision.grade, decision.document_number, decision.document_date, decision.deciding_body):
        return []
    return [Refusal(_("A grade is recorded already. Write why it is replaced."), "reason")]
