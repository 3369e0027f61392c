"""Earlier states of a self-critique, each readable as it was."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.fields import grade_field
from assessments.models.self_critique import SelfCritique

VERSION_KIND_LABELS = {
    "saved": _("Saved by hand"),
    "submitted": _("Submitted"),
    "replaced": _("Before another hand wrote"),
}


class CritiqueVersion(models.Model):
    """One state. answers: section → {"text", "level_self", "level_cell"}; hints: point's id → answer. Append-only."""

    critique = models.ForeignKey(SelfCritique, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=list(VERSION_KIND_LABELS.items()))
    round = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=10)
    form_version = models.CharField(max_length=20)
    self_grade = grade_field()
    self_grade_officer = grade_field()
    answers = models.JSONField(default=dict)
    hints = models.JSONField(default=dict, blank=True)
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["critique", "number"], name="critique_version_once"),
            models.CheckConstraint(condition=Q(kind__in=list(VERSION_KIND_LABELS)), name="critique_version_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.critique_id} v{self.number}"
