"""A first password works once: until it is changed, every page leads to the page that changes it."""

from django.shortcuts import redirect
from django.urls import reverse


class FirstPasswordMiddleware:
    """Sends an account with `must_change_password` to the password page; signing out stays possible."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if getattr(request.user, "must_change_password", False):
            allowed = {reverse("password_change"), reverse("logout"), reverse("set_language")}
            if request.path not in allowed and not request.path.startswith("/static/"):
                return redirect("password_change")
        return self.get_response(request)
