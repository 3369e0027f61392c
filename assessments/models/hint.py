"""Review hints (gợi ý kiểm điểm): points a superior body puts to one subject, each to be answered (rules G2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.review import Review
from cells.models import Member

HINT_ISSUER_LABELS = {
    "ward": _("Ward Party Committee"),
    "district": _("District committee"),
    "city": _("City committee"),
}
HINT_STATE_LABELS = {
    "draft": _("Drafted by the office"),
    "issued": _("Issued"),
    "withdrawn": _("Withdrawn"),
}


class ReviewHint(models.Model):
    """One hint to one subject, on one document. `issuer` gives the row of table 6F (4.1 city, 4.2 district, 4.3 ward).

    `in_charge`: the committee member who directs the review there; an account of that person reads the review.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="review_hints")
    issuer = models.CharField(max_length=10, choices=list(HINT_ISSUER_LABELS.items()), default="ward")
    state = models.CharField(max_length=10, choices=list(HINT_STATE_LABELS.items()), default="draft")
    number = models.CharField(max_length=50, blank=True, default="")
    dated_on = models.DateField(null=True, blank=True)
    issuing_body = models.CharField(max_length=200, blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    in_charge = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="hints_in_charge")
    drafted_by = models.CharField(max_length=320)
    drafted_at = models.DateTimeField()
    issued_by = models.CharField(max_length=320, blank=True, default="")
    issued_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(issuer__in=list(HINT_ISSUER_LABELS)), name="hint_issuer_known"),
            models.CheckConstraint(condition=Q(state__in=list(HINT_STATE_LABELS)), name="hint_state_known"),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | (~Q(number="") & Q(dated_on__isnull=False, issued_at__isnull=False) & ~Q(issued_by="")),
                name="issued_hint_has_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.number}"


class HintPoint(models.Model):
    """One concrete point of a hint, in the issuer's words."""

    hint = models.ForeignKey(ReviewHint, models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["hint", "position"], name="hint_point_once")]

    def __str__(self) -> str:
        return f"{self.hint_id}.{self.position}"


class HintAnswer(models.Model):
    """What the reviewed subject answers to one point."""

    point = models.OneToOneField(HintPoint, models.PROTECT, related_name="answer")
    text = models.TextField(blank=True, default="")
    saved_by = models.CharField(max_length=320)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.point_id}"
