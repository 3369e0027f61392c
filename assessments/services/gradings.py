"""Every grade passes here. A grade is never edited: a new one supersedes it and the old stays readable."""

from datetime import date, datetime

from django.db import connection

from assessments.models import Decision, FindingReason, Grading, Review, ReviewFile
from assessments.workflow import GradingStep
from cells.journal import OutsideTransaction, record
from cells.models import Account

#: Of a caller that has not read which grade stands.
_NOT_READ = object()


def give_grade(
    *,
    by: Account,
    review: Review,
    step: GradingStep,
    grade: str,
    at: datetime,
    former: Grading | None = _NOT_READ,
    reason: str = "",
    decision: Decision | None = None,
    document_number: str = "",
    document_date: date | None = None,
    deciding_body: str = "",
) -> Grading:
    """Write one grade of one step and journal it. The caller has checked permission and holds the locks.

    `grade` is a code or blank (withdrawn). The same grade with the same reason and document again changes nothing.
    `review` needs its campaign's ward and its file loaded (no query is made for them here). `former`: the grade of this
    step that stands, for a caller that has read those of many rows at once, under its locks.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("grade")
    if former is _NOT_READ:
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
        by_name=by.signature,
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


def lay_aside_decisions(*, by: Account, file: ReviewFile, reason: str) -> int:
    """For a re-review (rules G4): what was signed in the file no longer stands and waits to be decided again. The rows
    and their decisions stay readable; grades decided elsewhere are not this ward's to lay aside.

    The reasons recorded for findings about its subjects went with the old grades: the new ones need their own.
    Part of the step that reopens the file: the caller holds the locks. Returns how many grades were laid aside.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("grade")
    standing = list(
        Grading.objects.filter(review__file=file, step=GradingStep.DECISION, current=True)
        .select_related("review", "decision")
        .order_by("pk")
    )
    Grading.objects.filter(pk__in=[grading.pk for grading in standing]).update(current=False)
    reasons = FindingReason.objects.filter(
        campaign=file.campaign_id, subject__in=file.reviews.values("code"), current=True
    )
    lifted = list(reasons.order_by("pk").values_list("rule", "subject"))
    reasons.update(current=False)
    record(
        by=by,
        action="grades.laid_aside",
        subject=file,
        ward_code=file.campaign.ward.code,
        before={
            "grades": {grading.review.code: grading.grade for grading in standing},
            "decisions": sorted({grading.decision.number for grading in standing}),
            "reasons": [f"{rule}: {subject}" for rule, subject in lifted],
        },
        after={"round": file.round},
        reason=reason,
    )
    return len(standing)
