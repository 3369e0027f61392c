"""What happens around every page: a first password is changed first; typed text that was answered is let go."""

import re
from http import HTTPStatus

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

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
