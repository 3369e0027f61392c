"""A cell's sheet as a workbook: what was handed out, and what came back and waits between preview and confirmation."""

from django.db import models

from assessments.models.review import ReviewFile
from cells.models import Account


class SheetDownload(models.Model):
    """One sheet handed out. content: what it said, the third side of the difference when it comes back."""

    file = models.ForeignKey(ReviewFile, models.PROTECT, related_name="sheet_downloads")
    mark = models.CharField(max_length=40, unique=True)
    content = models.JSONField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="sheet_downloads")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.file_id} {self.at:%Y-%m-%d %H:%M}"


class SheetUpload(models.Model):
    """One sheet that came back. Its bytes go once it is applied or another one replaces it."""

    file = models.ForeignKey(ReviewFile, models.PROTECT, related_name="sheet_uploads")
    download = models.ForeignKey(SheetDownload, models.PROTECT, null=True, blank=True, related_name="uploads")
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Account, models.PROTECT, related_name="sheet_uploads")
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(null=True, blank=True)

    def __str__(self) -> str:
        return self.filename
