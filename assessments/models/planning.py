"""After the decision: each file's planning review (rà soát, bổ sung quy hoạch), and the ward's summary (rules G5)."""

from django.db import models

from assessments.models.campaign import Campaign
from assessments.models.review import ReviewFile


class PlanningReview(models.Model):
    """What one cell or subordinate body files. entries: [{"name", "member", "post", "change": "keep|add|remove", "why"}]."""

    file = models.OneToOneField(ReviewFile, models.PROTECT, related_name="planning")
    entries = models.JSONField(default=list, blank=True)
    text = models.TextField(blank=True, default="")
    filed_at = models.DateTimeField(null=True, blank=True)
    filed_by = models.CharField(max_length=320, blank=True, default="")
    saved_by = models.CharField(max_length=320)
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.file_id}"


class PlanningSummary(models.Model):
    """The Party Office's summary, submitted to the ward's Party Committee (Ban Chấp hành)."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="planning")
    text = models.TextField(blank=True, default="")
    number = models.CharField(max_length=50, blank=True, default="")
    dated_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=320, blank=True, default="")
    saved_by = models.CharField(max_length=320)
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.campaign_id}"
