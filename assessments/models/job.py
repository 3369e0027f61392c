"""Long work asked for on a page and done by the worker: how far it is, what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.campaign import Campaign
from cells.models import Account

JOB_STATE_LABELS = {
    "waiting": _("Waiting for its turn"),
    "running": _("Being made"),
    "done": _("Ready"),
    "failed": _("Could not be made"),
    "cancelled": _("Cancelled"),
}


#: Not ended yet.
OPEN_STATES = ("waiting", "running")


class Job(models.Model):
    """One piece of work. kind: a code of `reports.jobs.kinds`; params: plain values it was asked for with, at most
    {"file": id}.

    The row is the promise, the queue only carries it: work whose worker died is found by `seen_at` and begun again.
    `tries` counts the beginnings, and says of two workers which one it still belongs to. The result is a file under
    MEDIA_ROOT, kept until `keep_until`; the row stays. error: a code of `reports.jobs.reading.FAULTS`.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="jobs")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    params = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=list(JOB_STATE_LABELS.items()), default="waiting")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="jobs")
    asked_name = models.CharField(max_length=320)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # By the machine's clock, also in the sample: renewed while the work goes on, and when it is handed to the queue.
    seen_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True, default="")
    result = models.FileField(upload_to="jobs/", max_length=200, blank=True)
    result_name = models.CharField(max_length=200, blank=True, default="")
    result_type = models.CharField(max_length=100, blank=True, default="")
    result_sha256 = models.CharField(max_length=64, blank=True, default="")
    keep_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(JOB_STATE_LABELS)), name="job_state_known"),
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="job_done_within_total"),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "failed", "cancelled"]) | Q(finished_at__isnull=False),
                name="job_ended_at",
            ),
            # Asking twice leads to the one that is under way.
            models.UniqueConstraint(
                fields=["campaign", "kind", "params"], condition=Q(state__in=OPEN_STATES), name="job_open_once"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def __str__(self) -> str:
        return f"{self.title} ({self.campaign.year})"
