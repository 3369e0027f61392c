"""The guides: to read in the portal and to print, each for those who hold its role."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assessments.reports.guides import GUIDES, Guide, context_of, guide_pdf
from assessments.views.papers import pdf_response
from cells.access import access_of
from cells.clock import today
from cells.vocabulary import ROLE_LABELS


def _own(request: HttpRequest) -> list[Guide]:
    """Those of the roles held today; without one the pages do not exist."""
    roles = access_of(request.user, today()).roles()
    own = [guide for role, guide in GUIDES.items() if role in roles]
    if not own:
        raise Http404
    return own


def _one(request: HttpRequest, role: str) -> Guide:
    for guide in _own(request):
        if guide.role == role:
            return guide
    raise Http404


@login_required
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """Straight to the guide where there is one."""
    own = _own(request)
    if len(own) == 1:
        return redirect("assessments:guide", own[0].role.value)
    return render(request, "assessments/guide/list.html", {"guides": own})


@login_required
@require_safe
def guide(request: HttpRequest, role: str) -> HttpResponse:
    found = _one(request, role)
    return render(request, "assessments/guide/guide.html", context_of(found) | {"role_label": ROLE_LABELS[found.role]})


@login_required
@require_safe
def guide_as_pdf(request: HttpRequest, role: str) -> HttpResponse:
    """Two A4 pages, in the language of the screen."""
    found = _one(request, role)
    return pdf_response(guide_pdf(found), f"guide-{found.role.value}-{get_language()}.pdf")
