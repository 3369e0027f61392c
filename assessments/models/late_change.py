"""What changed in the ground after the year was opened, on which document: the list the report prints."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.campaign import Campaign
from assessments.models.review import Review

LATE_CHANGE_LABELS = {
    "transfer_in": _("Transfer in"),
    "transfer_out": _("Transfer out"),
    "move": _("Move to another cell of the ward"),
    "death": _("Death"),
    "admission": _("Admission"),
    "exemption": _("Exemption"),
    "seat": _("Change of seats"),
    "headship": _("New head"),
    "post": _("Change of officer posts"),
    "other": _("Other change"),
}


class LateChange(models.Model):
    """One change with its effective date and document. Append-only.

    `review` is the subject it was recorded for. `concerns_year` is false for what took effect after the grading date:
    the ground has it, this year's facts stay.
    before, after: {"reviews": [{"review", "version", "file", "facts": {key: value}, …}]} – every review that followed,
    with the keys that changed alone; `before` also holds the "ballots" and "levels" of a meeting that no longer count;
    `after` may hold "former_cell": {"name", "since", "opinion_required"} of somebody who came during the year.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="late_changes")
    review = models.ForeignKey(Review, models.PROTECT, related_name="late_changes")
    kind = models.CharField(max_length=20, choices=list(LATE_CHANGE_LABELS.items()))
    effective_on = models.DateField()
    document = models.CharField(max_length=250)
    document_date = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="")
    concerns_year = models.BooleanField(default=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(LATE_CHANGE_LABELS)), name="late_change_kind_known"),
            models.CheckConstraint(condition=~Q(document=""), name="late_change_on_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.review_id}"
