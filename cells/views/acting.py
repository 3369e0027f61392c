"""The switch in the frame: acting in another's place begins and ends with a word of the deputy's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cells.access import NotPermitted, access_of
from cells.acting import SESSION_KEY
from cells.clock import today
from cells.services.deputies import begin_acting, end_acting


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act_for(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Begin; where one acts for another already, that ends first. A reader is sent to the first page.

    A mandate that is not one's own deputy's mandate of today does not exist.
    """
    if mandate_id not in {one.mandate_id for one in access_of(request.user, today()).deputyships}:
        raise Http404
    if request.method == "POST":
        end_acting(by=request.user)
        try:
            begin_acting(by=request.user, mandate_id=mandate_id, on=today())
        except NotPermitted:
            raise Http404 from None
        _turn(request, mandate_id)
        words = _("From here on you act in the place of comrade %(name)s; both names are kept with everything.")
        messages.info(request, words % {"name": request.user.acting.principal_name})
    return redirect("home")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act_as_oneself(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        end_acting(by=request.user)
        _turn(request, None)
        messages.info(request, _("From here on you act for yourself."))
    return redirect("home")


def _turn(request: HttpRequest, mandate_id: int | None) -> None:
    """Pages opened before are sent in nobody's name any more: their forms are refused, what was typed stays on the
    device of the one they were opened as."""
    if mandate_id is None:
        request.session.pop(SESSION_KEY, None)
    else:
        request.session[SESSION_KEY] = mandate_id
    rotate_token(request)
