"""Every grade passes here. A grade is never edited: a new one supersedes it and the old stays readable."""

from datetime import date, datetime

from django.db import connection

from assessments.models import Decision, Grading, Review
from assessments.workflow import GradingStep
from cells.journal import OutsideTransaction, record
from cells.models import Account


def give_grade(
    *,
    by: Account,
    review: Review,
    step: GradingStep,
    grade: str,
    at: datetime,
    reason: str = "",
    decision: Decision | None = None,
    document_number: str = "",
    document_date: date | None = None,
    deciding_body: str = "",
) -> Grading:
    """Write one grade of one step and journal it. The caller has checked permission and holds the locks.

    `grade` is a code or blank (withdrawn). The same grade with the same reason and document again changes nothing.
    `review` needs its campaign's ward and its file loaded (no query is made for them here).
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("grade")
    former = Grading.objects.filter(review=review, step=step, current=True).first()
    paper = (reason, document_number, document_date, deciding_body)
    if former and decision is None and former.grade == grade and paper == _paper_of(former):
        return former
    if former:
        Grading.objects.filter(pk=former.pk).update(current=False)
    grading = Grading.objects.create(
        review=review,
        step=step,
        grade=grade,
        reason=reason,
        decision=decision,
        document_number=document_number,
        document_date=document_date,
        deciding_body=deciding_body,
        by_name=by.display_name,
        by_account=by.pk,
        at=at,
        round=review.file.round if review.file_id else 1,
    )
    record(
        by=by,
        action=f"grade.{step}",
        subject=review,
        ward_code=review.campaign.ward.code,
        before={"grade": former.grade} if former else None,
        after={"grade": grade, "document": document_number or (decision.number if decision else "")},
        reason=reason,
    )
    return grading


def _paper_of(grading: Grading) -> tuple:
    return (grading.reason, grading.document_number, grading.document_date, grading.deciding_body)
