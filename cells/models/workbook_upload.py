"""A workbook that waits between its preview and the confirmation."""

from django.db import models
from django.db.models import Q

from cells.models.account import Account
from cells.models.organization import Organization


class WorkbookUpload(models.Model):
    """One uploaded workbook. Its bytes are personal data: they go once it is applied or another one replaces it.

    `checked` is what a rehearsal found on the ward of that moment: {"digest": of the plan, "faults": [[sheet, row, …]]}.
    """

    ROSTER, GROUND = "roster", "ground"

    ward = models.ForeignKey(Organization, models.PROTECT, related_name="workbook_uploads")
    kind = models.CharField(max_length=10, choices=[(ROSTER, ROSTER), (GROUND, GROUND)])
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Account, models.PROTECT, related_name="workbook_uploads")
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    checked = models.JSONField(null=True, blank=True)
    outcome = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, outcome__isnull=True)
                | Q(applied_at__isnull=False, outcome__isnull=False),
                name="upload_applied_with_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.at:%Y-%m-%d %H:%M})"
