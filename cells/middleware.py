"""What happens around every page: a first password is changed first; a deputy acts for another; typed text that was
answered is let go."""

import re
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cells.access import act_as
from cells.acting import SESSION_KEY
from cells.clock import today
from cells.device_keys import device_tag

_NAME = re.compile(r"[0-9a-f]{32}:[0-9a-f]{32}")


class FirstPasswordMiddleware:
    """A first password works once: until it is changed, every page leads to the password page, or out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if getattr(request.user, "must_change_password", False):
            allowed = {reverse("password_change"), reverse("logout"), reverse("set_language")}
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


class AnsweredTypingMiddleware:
    """Tells the browser that the form it kept on the device was answered: it may erase its copy.

    A form says with its post under which name it was kept. A sign-in that came between, a page that does not exist or a
    fault answer nothing, and the copy stays. Stands after FirstPasswordMiddleware, whose way round answers nothing too.
    """

    COOKIE = "typing_answered"
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
