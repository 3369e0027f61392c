"""Shortcomings found in a review, how the earlier ones were mended, and the plans to mend them (rules G3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.review import Review
from cells.models import Member

OUTCOME_LABELS = {
    "fixed": _("Fixed"),
    "fixing": _("Being fixed"),
    "not_fixed": _("Not fixed"),
}


class Shortcoming(models.Model):
    """One shortcoming (hạn chế, khuyết điểm) of a reviewed subject, in the campaign of `review`.

    `found_year` before the campaign's year: carried over, and to be assessed (`outcome`, for "fixing" `progress` says how
    far). `carried_from` is the row of the campaign before; none where that year was not in the portal.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="shortcomings")
    found_year = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    carried_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    outcome = models.CharField(max_length=10, choices=list(OUTCOME_LABELS.items()), blank=True, default="")
    progress = models.TextField(blank=True, default="")
    assessed_by = models.CharField(max_length=320, blank=True, default="")
    assessed_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.CharField(max_length=320)
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=["", *OUTCOME_LABELS]), name="shortcoming_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.found_year}.{self.position}"


class RemedyMeasure(models.Model):
    """One line of a remediation plan: measure, person in charge, due date, what came of it."""

    shortcoming = models.ForeignKey(Shortcoming, models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField(default=0)
    measure = models.TextField()
    person = models.CharField(max_length=150)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="remedy_measures")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True, default="")
    saved_by = models.CharField(max_length=320)
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.shortcoming_id}.{self.position}"


class RemedyNote(models.Model):
    """How the ward corrected a subject that neglected its plan (123-CV/ĐU 3.5). Append-only."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="remedy_notes")
    text = models.TextField()
    document = models.CharField(max_length=250, blank=True, default="")
    noted_on = models.DateField()
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.review_id} {self.noted_on}"
