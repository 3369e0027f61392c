"""What happens around every page: a session ends when nobody works in it; the second factor and a first password come first;
a deputy acts for another; typed text that was answered is let go."""

import re
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cells import session_marks
from cells.access import access_of, act_as
from cells.account_rights import needs_second_factor
from cells.acting import SESSION_KEY
from cells.clock import today
from cells.device_keys import device_tag
from cells.selectors.sign_in import has_factor
from cells.services.account_sessions import session_seen

_NAME = re.compile(r"[0-9a-f]{32}:[0-9a-f]{32}")


#: Sent by a page that asks by itself, while nobody works in it: that does not prolong a session.
PASSIVE_HEADER = "X-Passive"
#: How often, at most, a session writes down that somebody works in it: in seconds, and as a part of the idle time.
_SEEN_EVERY, _SEEN_PART = 60, 10


class SessionEndMiddleware:
    """A session ends after SESSION_IDLE_SECONDS in which nobody did anything, and after SESSION_COOKIE_AGE whatever was
    done. What was typed stays on the device; the sign-in leads back to the page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            session, now = request.session, timezone.now()
            seen = session.get(session_marks.LAST_SEEN, 0)
            age = now.timestamp() - session.get(session_marks.SINCE, 0)
            idle = now.timestamp() - seen
            if idle > settings.SESSION_IDLE_SECONDS or age > settings.SESSION_COOKIE_AGE:
                logout(request)
                messages.info(
                    request, _("You were signed out, because nobody had worked here for a while. Sign in again.")
                )
            elif (
                idle >= min(_SEEN_EVERY, settings.SESSION_IDLE_SECONDS / _SEEN_PART)
                and PASSIVE_HEADER not in request.headers
            ):
                session[session_marks.LAST_SEEN] = int(now.timestamp())
                session_seen(session_key=session.session_key, now=now)
        return self.get_response(request)


class SecondFactorMiddleware:
    """Until the second factor is passed, every page leads to it; whoever needs one and has none sets it up first."""

    ALWAYS = frozenset({"logout", "set_language", "session_state", "healthz"})
    ASKED = ALWAYS | {"second_factor", "passkey_question"}
    SET_UP = ALWAYS | {"factor_app", "passkey_begin", "passkey_add"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.session.get(session_marks.FACTOR) != session_marks.PASSED:
            step, open_names = self._step(request)
            if step and request.path not in {reverse(name) for name in open_names}:
                return self._lead_to(request, step)
        return self.get_response(request)

    def _step(self, request: HttpRequest) -> tuple[str, frozenset[str]]:
        """("", …) when nothing stands in the way."""
        account = request.user
        not_asked = request.session.get(session_marks.FACTOR) == session_marks.NOT_ASKED
        if not not_asked and has_factor(account):
            return "second_factor", self.ASKED
        if needs_second_factor(access_of(account, today())):
            # A first password is changed first (FirstPasswordMiddleware).
            return ("", self.ALWAYS) if account.must_change_password else ("factor_app", self.SET_UP)
        if not not_asked:
            request.session[session_marks.FACTOR] = session_marks.NOT_ASKED
        return "", self.ALWAYS

    @staticmethod
    def _lead_to(request: HttpRequest, step: str) -> HttpResponse:
        if "application/json" in request.headers.get("Accept", "") or request.path == reverse("device_key"):
            return JsonResponse({"signed_out": True}, status=HTTPStatus.UNAUTHORIZED)
        came_from = request.get_full_path() if request.method == "GET" else ""
        return redirect(f"{reverse(step)}?{urlencode({'next': came_from})}" if came_from else step)


class FirstPasswordMiddleware:
    """A first password works once: until it is changed, every page leads to the password page, or out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if getattr(request.user, "must_change_password", False):
            names = ("password_change", "logout", "set_language", "session_state", "second_factor", "passkey_question")
            allowed = {reverse(name) for name in names}
            if request.path not in allowed and not request.path.startswith("/static/"):
                return redirect("password_change")
        return self.get_response(request)


class ActingMiddleware:
    """Lets the account act in the other's place that its holder chose (cells.views.acting), while that mandate holds.

    When it has ended nothing more is done in that name: a page is shown as to the account itself, with a message; what
    was being sent is not saved, and the text comes back to be copied.
    """

    #: Never sent back: what is no text of the person's.
    HIDDEN = re.compile(r"token|password|pin$|^revision$|^writer$|^typing_name$", re.IGNORECASE)

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        mandate_id = request.session.get(SESSION_KEY) if request.user.is_authenticated else None
        if mandate_id and not act_as(request.user, mandate_id, today()):
            return self._ended(request)
        return self.get_response(request)

    def _ended(self, request: HttpRequest) -> HttpResponse:
        request.session.pop(SESSION_KEY)
        rotate_token(request)
        words = _("You no longer act in the other's place: that mandate has ended. From here on you act for yourself.")
        always = {reverse("logout"), reverse("set_language"), reverse("cells:act_as_oneself")}
        if request.method in ("GET", "HEAD") or request.path in always:
            messages.warning(request, words)
            return self.get_response(request)
        if "application/json" in request.headers.get("Accept", ""):
            told = {"state": "acting_ended", "words": f"{words} {_('Nothing was saved.')}"}
            return JsonResponse(told, status=HTTPStatus.FORBIDDEN)
        typed = [
            value for name, values in request.POST.lists() if not self.HIDDEN.search(name)
            for value in values if " " in value.strip()
        ]  # fmt: skip
        return render(request, "cells/acting_ended.html", {"typed": typed}, status=HTTPStatus.FORBIDDEN)


class UnknownMethodMiddleware:
    """Where an address names an object, a method the page does not know is answered like a page that does not exist, to
    everybody: else 405 would tell a stranger more than 404 (and whoever comes back from the sign-in an empty page)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        words = request.resolver_match.kwargs if request.resolver_match else {}
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and any(word.endswith("_id") for word in words):
            raise Http404
        return response


class AnsweredTypingMiddleware:
    """Tells the browser that the form it kept on the device was answered: it may erase its copy.

    A form says with its post under which name it was kept. A sign-in that came between, a page that does not exist or a
    fault answer nothing, and the copy stays. Stands after FirstPasswordMiddleware, whose way round answers nothing too.
    """

    COOKIE = f"{settings.COOKIE_PREFIX}typing_answered"
    FIELD = "typing_name"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and request.user.is_authenticated and response.status_code < HTTPStatus.BAD_REQUEST:
            name = request.POST.get(self.FIELD, "")
            if name.startswith(f"{device_tag(request.user)}:") and _NAME.fullmatch(name):
                response.set_cookie(self.COOKIE, name, max_age=600, samesite="Lax", secure=settings.HTTPS)
        return response
