"""The trail of what a campaign sets for itself: what it was, what it became, on which document, by whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.campaign import Campaign

#: Opening under rules last verified before the review year began; rests on a reason, not on a document.
VERIFICATION_OVERRIDE = "verification_override"
PARAMETER_LABELS = {
    "cap_percent": _("Percent of the cap"),
    "cap_base": _("Base of the cap"),
    "head_exceptions": _("Further exceptions for heads"),
    "ballot_threshold": _("Share of the ballots that makes a proposal"),
    "quota_weights": _("Quota weights"),
    "cell_deadline": _("Deadline of the cells"),
    "office_deadline": _("Deadline of the office"),
    "district_deadline": _("Deadline at the district"),
    VERIFICATION_OVERRIDE: _("Opened although the rules were verified before the review year"),
}


class ParameterChange(models.Model):
    """One value changed, or confirmed as it is. `before` and `after` hold the value in force, also where it is the rule
    set's own; a day as YYYY-MM-DD. `document`: number of the document and the body that issued it. Append-only.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="parameter_changes")
    name = models.CharField(max_length=30, choices=list(PARAMETER_LABELS.items()))
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    document = models.CharField(max_length=250, blank=True, default="")
    document_date = models.DateField(null=True, blank=True)
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(name__in=list(PARAMETER_LABELS)), name="parameter_change_name_known"),
            models.CheckConstraint(
                condition=Q(name=VERIFICATION_OVERRIDE) | (~Q(document="") & Q(document_date__isnull=False)),
                name="parameter_change_on_a_document",
            ),
        ]

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("A change of a parameter is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A change of a parameter is never deleted.")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.name}"
