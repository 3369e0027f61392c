"""Grades given at each step, and the decisions that sign them. Never edited, only superseded."""

from django.db import models
from django.db.models import Q

from assessments.models.campaign import Campaign
from assessments.models.check_run import CheckRun
from assessments.models.fields import GRADING_STEP_LABELS, SCOPE_LABELS, enum_check, enum_field, grade_field
from assessments.models.review import Review


class Decision(models.Model):
    """A signed decision of the standing committee: number, date, what it rested on."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="decisions")
    scope = enum_field(SCOPE_LABELS)
    number = models.CharField(max_length=50)
    signed_on = models.DateField()
    signed_by = models.CharField(max_length=320)
    signed_by_id_number = models.BigIntegerField(null=True)
    deciding_body = models.CharField(max_length=200)
    reason = models.TextField(blank=True, default="")
    check_run = models.ForeignKey(CheckRun, models.PROTECT, related_name="decisions")
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [enum_check("scope", SCOPE_LABELS, "decision_scope_known")]

    def __str__(self) -> str:
        return f"{self.number} ({self.signed_on:%d/%m/%Y})"


class Grading(models.Model):
    """One grade of one review at one step. The newest of a step is `current`; older ones stay readable.

    step OUTSIDE carries the other body's document; step DECISION its Decision. A blank grade withdraws one.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="gradings")
    step = enum_field(GRADING_STEP_LABELS)
    grade = grade_field()
    reason = models.TextField(blank=True, default="")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="gradings")
    document_number = models.CharField(max_length=50, blank=True, default="")
    document_date = models.DateField(null=True, blank=True)
    deciding_body = models.CharField(max_length=200, blank=True, default="")
    by_name = models.CharField(max_length=320)
    by_account = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    current = models.BooleanField(default=True)
    round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "step"], condition=Q(current=True), name="one_current_grade_a_step"
            ),
            enum_check("step", GRADING_STEP_LABELS, "grading_step_known"),
            models.CheckConstraint(
                condition=(Q(step="decision") & Q(decision__isnull=False))
                | (~Q(step="decision") & Q(decision__isnull=True)),
                name="signed_grade_has_decision",
            ),
            models.CheckConstraint(
                condition=~Q(step="outside") | (~Q(document_number="") & Q(document_date__isnull=False)),
                name="outside_grade_has_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.step}: {self.grade}"
