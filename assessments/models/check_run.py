"""What the rules answered, when, on which facts; reasons recorded against its findings; quotas issued."""

from django.db import models
from django.db.models import Q

from assessments.models.campaign import Campaign
from cells.models import Organization


class CheckRun(models.Model):
    """One answer of the engine, kept with the digest of the rule set and of the dossier it rested on."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="check_runs")
    purpose = models.CharField(max_length=40)
    rule_set = models.CharField(max_length=20)
    rule_set_digest = models.CharField(max_length=64)
    dossier_digest = models.CharField(max_length=64)
    dossier = models.JSONField()
    answer = models.JSONField()
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.purpose} {self.at:%Y-%m-%d %H:%M}"


class FindingReason(models.Model):
    """The deciding level's reason for one `needs-reason` finding (rule, subject); it lifts that and nothing else."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reasons")
    rule = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    text = models.TextField()
    decided_by = models.CharField(max_length=200)
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "rule", "subject"], condition=Q(current=True), name="one_current_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"


class CellQuota(models.Model):
    """A quota set by hand (rules C4); null in `quota` returns to the computed one. The newest is `current`."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="hand_quotas")
    cell = models.ForeignKey(Organization, models.PROTECT, related_name="hand_quotas")
    quota = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "cell"], condition=Q(current=True), name="one_current_quota")
        ]

    def __str__(self) -> str:
        return f"{self.cell_id}: {self.quota}"


class QuotaIssue(models.Model):
    """Quotas as issued to the cells: rows [{unit, name, grade, base, share, quota, by_hand}], with weights and limit.

    `reason`: why they were issued anew; blank for the first issue.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="quota_issues")
    version = models.PositiveSmallIntegerField()
    weights = models.JSONField()
    base = models.PositiveIntegerField()
    limit = models.PositiveIntegerField()
    rows = models.JSONField()
    reason = models.TextField(blank=True, default="")
    check_run = models.ForeignKey(CheckRun, models.PROTECT, related_name="quota_issues")
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "version"], name="quota_issue_version_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} v{self.version}"
