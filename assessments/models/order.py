"""Orders that send something back: return, re-review, re-grade (rules G4). The office drafts, the committee issues."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.campaign import Campaign
from assessments.models.fields import grade_field
from assessments.models.review import Review, ReviewFile

ORDER_KIND_LABELS = {
    "return": _("Return"),
    "re_review": _("Re-review"),
    "regrade": _("Re-grade"),
}
ORDER_STATE_LABELS = {
    "draft": _("Drafted by the office"),
    "issued": _("Issued"),
    "withdrawn": _("Withdrawn"),
}


class Order(models.Model):
    """One order over a file, for a re-grade over one subject. section_reasons: [{"section", "text"}] as FileEvent."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=10, choices=list(ORDER_KIND_LABELS.items()))
    state = models.CharField(max_length=10, choices=list(ORDER_STATE_LABELS.items()), default="draft")
    file = models.ForeignKey(ReviewFile, models.PROTECT, null=True, blank=True, related_name="orders")
    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="orders")
    grade = grade_field()
    note = models.TextField(blank=True, default="")
    section_reasons = models.JSONField(default=list, blank=True)
    number = models.CharField(max_length=50, blank=True, default="")
    dated_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    drafted_by = models.CharField(max_length=150)
    drafted_at = models.DateTimeField()
    issued_by = models.CharField(max_length=150, blank=True, default="")
    issued_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(ORDER_KIND_LABELS)), name="order_kind_known"),
            models.CheckConstraint(condition=Q(state__in=list(ORDER_STATE_LABELS)), name="order_state_known"),
            models.CheckConstraint(
                condition=Q(kind="regrade", review__isnull=False) | (~Q(kind="regrade") & Q(file__isnull=False)),
                name="order_over_file_or_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class RoundSnapshot(models.Model):
    """A file as it was sent in one round: critiques, meeting, ballots, proposals. Readable ever after; append-only."""

    file = models.ForeignKey(ReviewFile, models.PROTECT, related_name="snapshots")
    round = models.PositiveSmallIntegerField()
    content = models.JSONField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.file_id} round {self.round}"
