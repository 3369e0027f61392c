"""A browser's session from the password to the second factor: begun, marked, its key changed at each step."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from cells import session_marks
from cells.client_address import client_address, shortened
from cells.models import Account
from cells.services import account_sessions
from cells.services.passkeys import Site

_STEPS = ("login", "second_factor", "logout")
_BACKEND = "django.contrib.auth.backends.ModelBackend"
_BROWSERS = (("Edg", "Edge"), ("coc_coc", "Cốc Cốc"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
             ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
            ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


def device_words(user_agent: str) -> str:
    """Browser and system, as far as they say: “Chrome, Windows”."""
    found = [next((name for mark, name in names if mark in user_agent), "") for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, found)) or _("unknown device")


def site_of(request: HttpRequest) -> Site:
    """The host name and origin under which this browser reaches the portal."""
    host = request.get_host()
    name = host if host.endswith("]") else re.sub(r":\d+$", "", host)
    return Site(name, f"{request.scheme}://{host}")


def begin_session(request: HttpRequest, account: Account) -> None:
    """Password or PIN were right; SecondFactorMiddleware says before every page what is still to come."""
    now = timezone.now()
    login(request, account, backend=_BACKEND)
    session_marks.mark_sign_in(request.session, now.timestamp())
    request.session.save()  # a session that was another account's has no key before
    account_sessions.note_session(
        account=account,
        session_key=request.session.session_key,
        device=device_words(request.headers.get("User-Agent", "")),
        address=shortened(client_address(request)),
        now=now,
    )


def pass_factor(request: HttpRequest) -> None:
    """The second factor was right, or has just been set up."""
    old = request.session.session_key
    request.session.cycle_key()
    session_marks.mark_factor(request.session, timezone.now().timestamp())
    account_sessions.session_key_changed(old=old, new=request.session.session_key)


def secret_changed(request: HttpRequest, account: Account) -> None:
    """Another password or PIN: this session goes on under another key, every other one of the account ends."""
    old = request.session.session_key
    update_session_auth_hash(request, account)
    account_sessions.session_key_changed(old=old, new=request.session.session_key)
    account_sessions.drop_sessions(account, but=request.session.session_key)


def safe_next(request: HttpRequest, address: str) -> str:
    """`address` if it leads to a page of this portal, else the first page. Signing in or out is no page to go on from."""
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not ours or urlsplit(address).path in {reverse(name) for name in _STEPS}:
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    return address
