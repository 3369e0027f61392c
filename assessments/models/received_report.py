"""At the district: reports of wards, those of other installations among them, and the keys they are known by."""

from django.db import models
from django.db.models import Q


class KnownKey(models.Model):
    """The public key of one installation (Ed25519, 32 bytes as hex), as its ward handed it over."""

    ward_code = models.CharField(max_length=30)
    ward_name = models.CharField(max_length=200)
    public_key = models.CharField(max_length=64)
    added_by = models.CharField(max_length=320)
    added_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=320, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ward_code", "public_key"], condition=Q(withdrawn_at__isnull=True), name="known_key_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ward_code} {self.public_key[:8]}"


class ReceivedReport(models.Model):
    """One report as it came: its bytes, what was taken out of it, what its check said.

    `source`: `pdf` (dossier and report data attached) or `dossier` (the JSON file alone, `data` null). `authentic`: true
    or false against a known key, null without one; `public_key`: that one. A newer report of the same ward and year
    supersedes, for a `reason`.
    """

    source = models.CharField(max_length=10, choices=[("pdf", "PDF"), ("dossier", "JSON")])
    ward_code = models.CharField(max_length=30)
    ward_name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    report_id = models.CharField(max_length=40, blank=True, default="")
    number = models.CharField(max_length=50, blank=True, default="")
    dated_on = models.DateField(null=True, blank=True)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    dossier = models.JSONField()
    data = models.JSONField(null=True)
    authentic = models.BooleanField(null=True)
    consistent = models.BooleanField(null=True)
    differences = models.JSONField(default=list, blank=True)
    received_by = models.CharField(max_length=320)
    received_at = models.DateTimeField()
    public_key = models.CharField(max_length=64, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")
    superseded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ward_code", "year"], condition=Q(superseded=False), name="one_standing_report_a_ward_year"
            ),
            models.UniqueConstraint(fields=["sha256"], name="report_received_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ward_code} {self.year}"
