"""Sheet 03 of a party organization: the levels its meeting gives. Other subjects keep theirs with their form."""

from django.db import models

from assessments.models.review import Review


class CriteriaSheet(models.Model):
    """The cell's own sheet, kept with the version it was filled in on. levels: criterion → level, without blanks."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="criteria_sheet")
    sheet = models.CharField(max_length=10)
    sheet_version = models.CharField(max_length=20)
    levels = models.JSONField(default=dict)
    comment = models.TextField(blank=True, default="")
    saved_by = models.CharField(max_length=320)
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.sheet}/{self.review_id}"
