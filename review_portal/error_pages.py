"""Pages for what went wrong: plain words, nothing of the inside, and no need of a database to say them."""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import Error as DatabaseFault
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, _TOO_MUCH):
        return _page(request, "413.html", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return _page(request, "400.html", HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "403.html", HTTPStatus.FORBIDDEN, {"exception": str(exception)})


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "404.html", HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database does not answer: that passes. Both without asking it anything."""
    told = {"request_id": getattr(request, "request_id", "")}
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _bare("500.html", HTTPStatus.INTERNAL_SERVER_ERROR, told)
    response = _bare("503.html", HTTPStatus.SERVICE_UNAVAILABLE, told)
    response.headers["Retry-After"] = "20"
    return response


class MethodPageMiddleware:
    """An address that only takes what a form sends, opened by itself (a bookmark, the way back from the sign-in): words
    and a way on instead of an empty page. What was answered with words of its own stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = _page(request, "405.html", HTTPStatus.METHOD_NOT_ALLOWED)
        page.headers["Allow"] = response.headers.get("Allow", "")
        return page


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """429. seconds: until it may be asked again."""
    if "application/json" in request.headers.get("Accept", ""):
        words = _("Too often in a short time. Wait %(seconds)s seconds.") % {"seconds": seconds}
        response: HttpResponse = JsonResponse({"words": words}, status=HTTPStatus.TOO_MANY_REQUESTS)
    else:
        response = _page(request, "429.html", HTTPStatus.TOO_MANY_REQUESTS, {"seconds": seconds})
    response.headers["Retry-After"] = str(seconds)
    return response


def _page(request: HttpRequest, template: str, status: int, told: dict | None = None) -> HttpResponse:
    """With the portal's frame around it; without, when the frame cannot be read."""
    told = told or {}
    try:
        response = HttpResponse(loader.get_template(template).render(told, request), status=status)
    except DatabaseFault:
        response = _bare(template, status, told)
    return response


def _bare(template: str, status: int, told: dict) -> HttpResponse:
    return HttpResponse(loader.get_template(template).render(told), status=status)
