"""What the participating bodies say of a subject: comment, levels on sheet 03, 04 or 05, proposed grade."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.fields import grade_field
from assessments.models.review import Review

BODY_LABELS = {
    "cell_committee": _("Cell committee"),
    "residence": _("Party committee of the place of residence"),
    "employer": _("Head of the agency or unit"),
    "mass_organization": _("Socio-political organization"),
    "former_cell": _("Former cell"),
    "temporary_cell": _("Cell of temporary activity"),
}


class Opinion(models.Model):
    """One body's opinion on one subject. levels: criterion of the sheet → level; empty where it only comments.

    document: number of the paper that brought it. dated_on: the day on that paper.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="opinions")
    body = models.CharField(max_length=20, choices=list(BODY_LABELS.items()))
    body_name = models.CharField(max_length=200, blank=True, default="")
    sheet = models.CharField(max_length=10, blank=True, default="")
    sheet_version = models.CharField(max_length=20, blank=True, default="")
    levels = models.JSONField(default=dict, blank=True)
    text = models.TextField(blank=True, default="")
    grade = grade_field()
    document = models.CharField(max_length=100, blank=True, default="")
    signed_by = models.CharField(max_length=320, blank=True, default="")
    dated_on = models.DateField(null=True, blank=True)
    saved_by = models.CharField(max_length=320)
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(body__in=list(BODY_LABELS)), name="opinion_body_known"),
            models.UniqueConstraint(fields=["review", "body", "body_name"], name="opinion_once_a_body"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.body}"
