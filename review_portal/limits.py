"""Bounds of what one visitor may ask of the machine: the size of a request, and how often what costs much is asked.

Signing in has waits of its own (cells.services.sign_in_doors). Refused requests cost nothing and are not counted.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from cells.client_address import client_address
from review_portal import rates
from review_portal.error_pages import too_often

_PIECE = 64 * 1024
#: A request too large is read on to here and thrown away, so that the browser reads the answer; beyond, the line is cut.
_READ_ON_BYTES = 64 * 1024 * 1024


class BodyLimitMiddleware:
    """No request is larger than the largest file that is taken, with its form around it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0
        if size > settings.REQUEST_MAX_BYTES:
            left = min(size, _READ_ON_BYTES)
            while left > 0 and (piece := request.read(min(_PIECE, left))):
                left -= len(piece)
            raise RequestDataTooBig("the request is larger than REQUEST_MAX_BYTES")
        return self.get_response(request)


@dataclass(frozen=True)
class Limit:
    """most: so many in `seconds`, each account by itself; who has not signed in, each address."""

    name: str
    most: int
    seconds: int = 60


UPLOADS = Limit("uploads", 30)
PAPERS = Limit("papers", 60)
CHECKS = Limit("report-checks", 12)
SEARCHES = Limit("searches", 120)
WORKINGS = Limit("workings", 60)
OPEN = Limit("open-pages", 300)

_CHECKED = "assessments:report_check assessments:report_receive assessments:own_report_receive"
_PAPERS = (
    "assessments:paper_pdf assessments:paper_issue assessments:file_paper_pdf assessments:review_paper_pdf "
    "assessments:hint_paper_pdf assessments:order_paper_pdf assessments:decision_paper_pdf assessments:guide_pdf "
    "assessments:dossier_download assessments:planning_submit assessments:job_ask assessments:file_job_ask "
    "cells:roster_export"
)
_WORKINGS = (
    "assessments:recheck assessments:mend_list assessments:mend_json assessments:trial assessments:trial_preview "
    "assessments:trial_json assessments:trial_compare assessments:quotas_json"
)
_SEARCHES = "cells:member_list cells:account_list cells:journal cells:organization_list"
_OPEN = "invitation_link invitation passkey_question set_language health_ready metrics"
#: Page → limit; a search only when something is searched for.
BY_ROUTE: dict[str, Limit] = {
    **dict.fromkeys(_CHECKED.split(), CHECKS),
    **dict.fromkeys(_PAPERS.split(), PAPERS),
    **dict.fromkeys(_WORKINGS.split(), WORKINGS),
    **dict.fromkeys(_SEARCHES.split(), SEARCHES),
    **dict.fromkeys(_OPEN.split(), OPEN),
}


class RateMiddleware:
    """Stands after the account is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.counted = []
        response = self.get_response(request)
        if response.status_code >= 400:
            for limit, who in request.counted:
                rates.give_back(_file(limit), who, limit.seconds)
        return response

    def process_view(self, request: HttpRequest, _view: object, _args: object, _kwargs: object) -> HttpResponse | None:
        who = _who(request)
        for limit in _limits(request):
            if wait := rates.take(_file(limit), who, limit.most, limit.seconds):
                return too_often(request, wait)
            request.counted.append((limit, who))
        return None


def _limits(request: HttpRequest) -> list[Limit]:
    if not settings.RATE_LIMITS:
        return []
    limit = BY_ROUTE.get(request.resolver_match.view_name)
    found = [limit] if limit and not (limit is SEARCHES and not any(request.GET.values())) else []
    if limit is CHECKS and request.method != "POST":
        found = []
    if request.FILES:
        found.append(UPLOADS)
    return found


def _file(limit: Limit):
    return settings.RATES / f"{limit.name}.json"


def _who(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"account-{request.user.pk}"
    return salted_hmac("review_portal.limits", client_address(request)).hexdigest()[:20]
