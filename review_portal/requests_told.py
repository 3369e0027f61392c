"""Around every request: its id, one line in the log, its count and time in the metrics. Stands before all other middleware."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from review_portal import metrics
from review_portal.logs import request_id

logger = logging.getLogger(__name__)

HEADER = "X-Request-ID"
_FROM_PROXY = re.compile(r"[0-9A-Za-z-]{8,64}")
# Read out over the telephone: no letter that is taken for a digit.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_SERVED_FROM_DISK = "static"
#: Asked by supervisors, answered alike to everybody: no session is looked up, so that they tell of a lost database too.
_PROBES = frozenset({"/healthz", "/health/ready", "/metrics"})


class RequestMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = _id_of(request)
        if request.path_info in _PROBES:
            request.META.pop("HTTP_COOKIE", None)
        token = request_id.set(request.request_id)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = request.request_id
            self._tell(request, response, time.perf_counter() - began)
        finally:
            request_id.reset(token)
        return response

    @staticmethod
    def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        route = route_of(request)
        if route == _SERVED_FROM_DISK:
            return
        metrics.count(route, request.method or "", response.status_code, seconds)
        told = {
            "method": metrics.method_name(request.method or ""),
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000),
            "account": _account_id(request),
        }
        logger.info("request", extra={"told": told})


def _id_of(request: HttpRequest) -> str:
    """The proxy's, where one is trusted; else one of our own: five signs, a dash, five signs."""
    said = request.headers.get(HEADER, "")
    if settings.BEHIND_PROXY and _FROM_PROXY.fullmatch(said):
        return said
    signs = "".join(secrets.choice(_SIGNS) for _ in range(10))
    return f"{signs[:5]}-{signs[5:]}"


def route_of(request: HttpRequest) -> str:
    """The name of the page, without ids: what stands in an address may be a secret or lead to a person."""
    match = request.resolver_match
    if match is None:
        if request.path_info.startswith(settings.STATIC_URL):
            return _SERVED_FROM_DISK
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return "unknown"
    return match.view_name or "unnamed"


def _account_id(request: HttpRequest) -> int | None:
    """Of whoever was asked for already: the log asks the database nothing."""
    if not hasattr(request, "_cached_user"):
        return None
    return request.user.pk or request._cached_user.pk
