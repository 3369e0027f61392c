"""The way in by a link: once, with a PIN chosen there. A link that opens nothing says the same whatever became of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from cells import clock
from cells.clock import today
from cells.forms.pins import PinForm
from cells.models import Invitation
from cells.refusals import Refused
from cells.services.invitations import DeadLink, accept, hash_of, open_invitation
from cells.views.entering import begin_session

_KEPT = "invitation"


@sensitive_variables("token")
@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Lays the link's hash into the session and leads on, so that the token stands in no further address, form or log.

    Messengers look at links before people do: nothing is used up here, and nobody is named.
    """
    request.session[_KEPT] = hash_of(token)
    return redirect("invitation")


@sensitive_post_parameters("pin", "pin_again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_invitation(request: HttpRequest) -> HttpResponse:
    kept = request.session.get(_KEPT, "")
    try:
        invitation = open_invitation(kept, clock.now())
        form = PinForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            return _enter(request, kept, form)
    except DeadLink:
        return render(request, "cells/invitation_dead.html", status=404)
    except Refused as refused:
        for refusal in refused.refusals:
            form.add_error(refusal.field, str(refusal))
    return render(request, "cells/invitation.html", _context(request, invitation, form))


def _enter(request: HttpRequest, kept: str, form: PinForm) -> HttpResponse:
    account = accept(token_hash=kept, pin=form.cleaned_data["pin"], on=today())
    begin_session(request, account)
    request.session.pop(_KEPT, None)
    words = _("Your PIN is set. Next time sign in with the account name %(username)s and this PIN.")
    messages.success(request, words % {"username": account.username})
    return redirect("home")


def _context(request: HttpRequest, invitation: Invitation, form: PinForm) -> dict:
    """The page names the person by the given name only: whoever looks over a shoulder learns no more."""
    user = request.user
    return {
        "given_name": invitation.member.full_name.split(" ")[-1],
        "username": invitation.account.username,
        "expires_at": invitation.expires_at,
        "form": form,
        "other_account": user.display_name if user.is_authenticated and user.pk != invitation.account_id else "",
    }
