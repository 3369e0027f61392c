"""Counts and durations as Prometheus reads them: by page, never by person."""

import os
import shutil
import time

from django.conf import settings
from django.db import Error as DatabaseFault
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from assessments.models import Job
from assessments.models.job import OPEN_STATES
from review_portal.nearness import is_local

_OWN = CollectorRegistry()
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
REQUESTS = Counter("portal_requests", "Requests answered.", ["route", "method", "status"], registry=_OWN)
SECONDS = Histogram(
    "portal_request_seconds",
    "Time until the answer was ready.",
    ["route"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
    registry=_OWN,
)


def method_name(method: str) -> str:
    """A visitor may send any word; the series stay few."""
    return method if method in _METHODS else "OTHER"


def count(route: str, method: str, status: int, seconds: float) -> None:
    REQUESTS.labels(route, method_name(method), status).inc()
    SECONDS.labels(route).observe(seconds)


class _NowCollector(Collector):
    """What is asked when somebody looks: jobs, the worker, the disk."""

    def collect(self):
        jobs = GaugeMetricFamily("portal_jobs", "Work in the background, not ended.", labels=["state"])
        found = Job.objects.filter(state__in=OPEN_STATES).values_list("state").annotate(Count("pk")).order_by()
        counts = dict(found)
        for state in OPEN_STATES:
            jobs.add_metric([state], counts.get(state, 0))
        yield jobs
        yield GaugeMetricFamily(
            "portal_disk_free_bytes", "Free on the disk of the data.", shutil.disk_usage(settings.VAR_DIR).free
        )
        if settings.WORKER_SIGN.exists():
            age = max(0.0, time.time() - settings.WORKER_SIGN.stat().st_mtime)
            yield GaugeMetricFamily("portal_worker_seen_seconds", "Since the worker last gave a sign of life.", age)


def _may_read(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    if token and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return True
    return is_local(request)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For the machine itself, or with METRICS_TOKEN. Others learn that there is no such page."""
    if not _may_read(request):
        return HttpResponse(status=404, content_type="text/plain; charset=utf-8")
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
        text = generate_latest(registry)
    else:
        text = generate_latest(_OWN)
    now = CollectorRegistry()
    try:
        now.register(_NowCollector())
        text += generate_latest(now)
    except DatabaseFault:
        text += b"# the database does not answer\n"
    return HttpResponse(text, content_type=CONTENT_TYPE_PLAIN_0_0_4)
