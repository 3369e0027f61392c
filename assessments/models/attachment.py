"""Papers brought in as they are: a scan, a photo, a Word file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.review import Review, ReviewFile

ATTACHMENT_KIND_LABELS = {
    "critique": _("Self-critique on paper"),
    "opinion": _("Comment of a participating body"),
    "minutes": _("Minutes"),
    "evidence": _("Document it rests on"),
}


class Attachment(models.Model):
    """One file of a review, or of the whole file (minutes). Withdrawn ones stay, with the reason; never replaced."""

    file = models.ForeignKey(ReviewFile, models.PROTECT, related_name="attachments")
    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="attachments")
    kind = models.CharField(max_length=10, choices=list(ATTACHMENT_KIND_LABELS.items()))
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=320, blank=True, default="")
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(ATTACHMENT_KIND_LABELS)), name="attachment_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name
