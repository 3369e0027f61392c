"""A named what-if of a campaign: changes that nobody has decided. Never signed, never exported as official."""

from django.db import models
from django.db.models import Q

from assessments.models.campaign import Campaign


class Trial(models.Model):
    """`changes`: [{target, code, unit, management_level, place, to}] as `rules.Change`, without what it starts from.

    What a change starts from is read anew each time, so that a trial never shows an old ward. An applied trial holds
    what was put in, each change with what it started from (`from`).
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="trials")
    name = models.CharField(max_length=80)
    changes = models.JSONField(default=list, blank=True)
    by_name = models.CharField(max_length=320)
    saved_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.CharField(max_length=320, blank=True, default="")
    applied_reason = models.TextField(blank=True, default="")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="trial_name_once"),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by="") | (Q(applied_at__isnull=False) & ~Q(applied_by="")),
                name="trial_applied_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.name
