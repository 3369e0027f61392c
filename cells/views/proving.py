"""“Is it really you?”, asked once more before something leaves or is released.

Who typed a password or a second factor within the last minutes (PROOF_SECONDS) is not asked. Else the question comes at the
address of the deed itself and carries on everything that was sent: after the right answer the deed is done as if nothing
had come between. Nothing is kept on the server, and no address is handed on.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from cells import session_marks
from cells.client_address import client_address
from cells.demo_accounts import demo_code_of
from cells.selectors.sign_in import app_of
from cells.services.proofs import passkey_is_right, why_not_proved
from cells.services.sign_in_doors import Waiting
from cells.views.entering import safe_next
from cells.views.passkey_answers import check_of, has_passkey_here

_ASKED, _SECRET, _PASSKEY, _BACK = "proof_asked", "proof_secret", "proof_passkey", "proof_back"
_OWN = frozenset({_ASKED, _SECRET, _PASSKEY, _BACK, "csrfmiddlewaretoken"})


def is_proved(request: HttpRequest) -> bool:
    at = request.session.get(session_marks.PROVED, 0)
    return 0 <= timezone.now().timestamp() - at < settings.PROOF_SECONDS


def proof_before(*methods: str, seen: Callable[[HttpRequest, int], object] | None = None) -> Callable:
    """Ask before the view is called with one of these methods; somebody who is not signed in is the view's affair.

    `seen` finds the object whose id stands in the address, or raises Http404: nobody is asked about what is not there.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def proved(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return view(request, *args, **kwargs)
            method = "GET" if request.method == "HEAD" else request.method
            answers = request.method == "POST" and _ASKED in request.POST
            asks = method in methods and not is_proved(request)
            if seen is not None and (answers or asks):
                seen(request, next(value for name, value in kwargs.items() if name.endswith("_id")))
            if answers:
                asked_for = request.POST[_ASKED]
                if (words := _try(request)) is not None:
                    return _ask(request, asked_for, words)
                session_marks.mark_proved(request.session, timezone.now().timestamp())
                if asked_for == "GET":
                    return _lead_on(request)
                _forget_the_proof(request)
                return view(request, *args, **kwargs)
            if asks:
                return _ask(request, method, "")
            return view(request, *args, **kwargs)

        return proved

    return decorate


@sensitive_variables("secret")
def _try(request: HttpRequest) -> str | None:
    """None when it is really this person, else what to say."""
    who = {"account": request.user, "address": client_address(request), "now": timezone.now()}
    secret = request.POST.get(_SECRET, "")
    if request.POST.get(_PASSKEY):
        try:
            right = passkey_is_right(**who, check=check_of(request, _PASSKEY))
        except Waiting as waiting:
            return waiting.words
        return None if right else _("The passkey did not answer as expected. Type your password instead.")
    if not secret:
        return _("Type your password or the code.")
    return why_not_proved(**who, secret=secret) or None


def _ask(request: HttpRequest, method: str, words: str) -> HttpResponse:
    """403, so that whoever kept what was typed on the device goes on keeping it."""
    account = request.user
    back = request.POST.get(_BACK) or request.headers.get("Referer", "")
    fields = [
        (name, value) for name, values in request.POST.lists() if name not in _OWN for value in values
    ]  # fmt: skip
    context = {
        "method": method,
        "fields": fields,
        "words": words,
        "back": safe_next(request, back),
        "has_app": app_of(account) is not None or bool(demo_code_of(account.username)),
        "has_passkey": has_passkey_here(request),
        "demo_code": demo_code_of(account.username),
    }
    response = render(request, "registration/prove.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _lead_on(request: HttpRequest) -> HttpResponse:
    """What was asked for by its address: a page opens, a file downloads while this page says so."""
    context = {"address": request.get_full_path(), "back": safe_next(request, request.POST.get(_BACK, ""))}
    return render(request, "registration/proved.html", context)


def _forget_the_proof(request: HttpRequest) -> None:
    """The view sees what was sent to it, nothing of the question."""
    sent = request.POST.copy()
    for name in (_ASKED, _SECRET, _PASSKEY, _BACK):
        sent.pop(name, None)
    request.POST = sent
