"""Orders that send something back: return, re-review, re-grade (rules G4). The office drafts, the committee issues."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.campaign import Campaign
from assessments.models.fields import grade_field
from assessments.models.grading import Decision
from assessments.models.review import FileEvent, Review, ReviewFile

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
    drafted_by = models.CharField(max_length=320)
    drafted_account = models.BigIntegerField(null=True)
    drafted_for_account = models.BigIntegerField(null=True)
    drafted_at = models.DateTimeField()
    issued_by = models.CharField(max_length=320, blank=True, default="")
    issued_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")
    withdrawn_by = models.CharField(max_length=320, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # What the issue brought about: the step of the file, or the decision that gives the grade anew.
    event = models.OneToOneField(FileEvent, models.PROTECT, null=True, blank=True, related_name="order")
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="order")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(ORDER_KIND_LABELS)), name="order_kind_known"),
            models.CheckConstraint(condition=Q(state__in=list(ORDER_STATE_LABELS)), name="order_state_known"),
            models.CheckConstraint(
                condition=Q(kind="regrade", review__isnull=False) | (~Q(kind="regrade") & Q(file__isnull=False)),
                name="order_over_file_or_subject",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | (~Q(number="") & Q(dated_on__isnull=False, issued_at__isnull=False) & ~Q(issued_by="")),
                name="issued_order_has_document",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (~Q(withdrawn_reason="") & Q(withdrawn_at__isnull=False)),
                name="withdrawn_order_has_reason",
            ),
            models.UniqueConstraint(
                fields=["file", "kind"], condition=Q(state="draft", review__isnull=True), name="one_draft_order_a_file"
            ),
            models.UniqueConstraint(
                fields=["review"], condition=Q(state="draft", review__isnull=False), name="one_draft_order_a_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class RoundSnapshot(models.Model):
    """A file as it was last sent in one round: critiques, meeting, ballots, proposals. Readable ever after; append-only."""

    file = models.ForeignKey(ReviewFile, models.PROTECT, related_name="snapshots")
    round = models.PositiveSmallIntegerField()
    content = models.JSONField()
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "round"], name="round_kept_once")]

    def __str__(self) -> str:
        return f"{self.file_id} round {self.round}"
