"""Papers that left the ward, kept as they were sent."""

from django.db import models

from assessments.models.campaign import Campaign


class IssuedPaper(models.Model):
    """One issued copy: its bytes, their SHA-256, and the figures it was printed from."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="papers")
    paper = models.CharField(max_length=40)
    number = models.CharField(max_length=50)
    dated_on = models.DateField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    data = models.JSONField()
    # A report that proves itself: its id, the hash of its attached data, the signature over both, the key's public half.
    report_id = models.CharField(max_length=40, blank=True, default="")
    content_hash = models.CharField(max_length=64, blank=True, default="")
    signature = models.CharField(max_length=128, blank=True, default="")
    public_key = models.CharField(max_length=64, blank=True, default="")
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()
    superseded = models.BooleanField(default=False)
    reason = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.paper} {self.number}"
