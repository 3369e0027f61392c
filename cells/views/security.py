"""Account and security: the own second factor, recovery codes, passkeys, and where the account is signed in."""

import segno
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cells import session_marks
from cells.access import access_of
from cells.account_rights import needs_second_factor
from cells.clock import today
from cells.demo_accounts import demo_code_of
from cells.forms.second_factor import CodeForm
from cells.models import AccountSession, Passkey
from cells.refusals import Refused
from cells.selectors.sign_in import app_of, has_factor, open_sessions, passkeys_of, recovery_codes_left
from cells.services import account_sessions
from cells.services.passkeys import add_passkey, begin_passkey, remove_passkey
from cells.services.recovery_codes import make_recovery_codes
from cells.services.second_factors import address_of, begin_app, confirm_app, remove_app
from cells.views.entering import pass_factor, safe_next, site_of
from cells.views.passkey_answers import keep, kept_challenge, read_answer
from cells.views.proving import proof_before

GET_POST = ["GET", "HEAD", "POST"]


@never_cache
@login_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    account = request.user
    context = {
        "app": app_of(account),
        "passkeys": list(passkeys_of(account)),
        "codes_left": recovery_codes_left(account),
        "needs_factor": needs_second_factor(access_of(account, today())),
        "demo_code": demo_code_of(account.username),
        "site": site_of(request),
        "sessions": [
            (one, one.session_key == request.session.session_key) for one in open_sessions(account, timezone.now())
        ],
    }
    return render(request, "registration/security.html", context)


@sensitive_post_parameters("code")
@never_cache
@login_required
@proof_before("GET", "POST")
@require_http_methods(GET_POST)
def factor_app(request: HttpRequest) -> HttpResponse:
    """Set up the app: scan, type the six digits. At the first sign-in of whoever needs it, this is the page before all
    others; a passkey does as well there."""
    account = request.user
    target = safe_next(request, request.GET.get("next", ""))
    is_first = request.session.get(session_marks.FACTOR) != session_marks.PASSED
    form = CodeForm(request.POST if "code" in request.POST else None)
    app = app_of(account)
    if form.is_bound and app is not None and not app.pending_secret:  # the page with the codes, loaded once more
        words = _("The app is set up already. If the recovery codes are not on paper, make a new sheet here.")
        messages.info(request, words)
        return redirect("security")
    if form.is_bound and form.is_valid():
        try:
            codes = confirm_app(by=account, code=form.cleaned_data["code"], now=timezone.now())
        except Refused as refused:
            for refusal in refused.refusals:
                form.add_error(refusal.field or None, str(refusal))
        else:
            return _set_up(request, codes, target if is_first else "")
    secret = begin_app(by=account)
    address = address_of(secret, account)
    context = {
        "form": form,
        "groups": [secret[start : start + 4] for start in range(0, len(secret), 4)],
        "address": address,
        "picture": segno.make(address, error="m").svg_data_uri(scale=5, border=3),
        "is_first": is_first and needs_second_factor(access_of(account, today())),
        "replaces": app is not None,
        "site": site_of(request),
        "next": request.GET.get("next", ""),
    }
    return render(request, "registration/factor_app.html", context)


def _set_up(request: HttpRequest, codes: list[str], target: str) -> HttpResponse:
    """A factor counts from now on: what was signed in without it ends. Recovery codes are shown now and never again."""
    pass_factor(request)
    account_sessions.drop_sessions(request.user, but=request.session.session_key)
    messages.success(request, _("The second factor is set up. From now on it is asked for at each sign-in."))
    if codes:
        return _show_codes(request, codes, target)
    return redirect(target or "security")


def _show_codes(request: HttpRequest, codes: list[str], target: str) -> HttpResponse:
    context = {"codes": codes, "target": target, "made_at": timezone.now()}
    return render(request, "registration/recovery_codes.html", context)


@never_cache
@login_required
@proof_before("POST")
@require_http_methods(GET_POST)
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """A new sheet, shown once."""
    if request.method != "POST":
        return redirect("security")
    if not has_factor(request.user) or demo_code_of(request.user.username):
        messages.error(request, _("Recovery codes stand for a second factor. Set one up first."))
        return redirect("security")
    return _show_codes(request, make_recovery_codes(by=request.user), "")


@never_cache
@login_required
@proof_before("POST")
@require_http_methods(GET_POST)
def factor_app_remove(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        try:
            remove_app(by=request.user, on=today())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The app is switched off."))
    return redirect("security")


@never_cache
@login_required
@require_POST
def passkey_begin(request: HttpRequest) -> HttpResponse:
    """What the browser is asked to make, as JSON."""
    site = site_of(request)
    if not site.takes_passkeys:
        return JsonResponse({"state": "none"}, status=404)
    return keep(request, begin_passkey(by=request.user, site=site), "make")


@never_cache
@login_required
@proof_before("POST")
@require_http_methods(GET_POST)
def passkey_add(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("security")
    is_first = request.session.get(session_marks.FACTOR) != session_marks.PASSED
    text, challenge = request.POST.get("passkey", ""), kept_challenge(request, "make")
    answer = read_answer(text)
    if answer is None or not challenge:
        messages.error(request, _("The device did not answer in time. Try again."))
        return redirect("factor_app" if is_first else "security")
    response = answer.get("response")
    transports = response.get("transports") if isinstance(response, dict) else None
    try:
        codes = add_passkey(
            by=request.user,
            credential=text,
            challenge=challenge,
            site=site_of(request),
            transports=transports if isinstance(transports, list) else [],
            name=request.POST.get("name", ""),
            now=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("factor_app" if is_first else "security")
    return _set_up(request, codes, safe_next(request, request.GET.get("next", "")) if is_first else "")


def _own_passkey(request: HttpRequest, passkey_id: int) -> Passkey:
    return get_object_or_404(passkeys_of(request.user), pk=passkey_id)


@never_cache
@login_required
@proof_before("POST", seen=_own_passkey)
@require_http_methods(GET_POST)
def passkey_remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    _own_passkey(request, passkey_id)
    if request.method == "POST":
        try:
            name = remove_passkey(by=request.user, passkey_id=passkey_id, on=today())
        except ObjectDoesNotExist:
            raise Http404 from None
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The passkey “%(name)s” no longer opens the account.") % {"name": name})
    return redirect("security")


def _own_session(request: HttpRequest, session_id: int) -> AccountSession:
    return get_object_or_404(AccountSession, pk=session_id, account=request.user)


@never_cache
@login_required
@proof_before("POST", seen=_own_session)
@require_http_methods(GET_POST)
def session_end(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of the own sessions; ending this one is signing out."""
    row = _own_session(request, session_id)
    if request.method == "POST":
        try:
            account_sessions.end_own_session(by=request.user, session_id=session_id)
        except ObjectDoesNotExist:
            raise Http404 from None
        messages.success(request, _("That session is ended."))
        if row.session_key == request.session.session_key:
            logout(request)  # what this request has noted in it must not be written to a session that is gone
            return redirect("login")
    return redirect("security")


@never_cache
@login_required
@proof_before("POST")
@require_http_methods(GET_POST)
def sessions_end(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        ended = account_sessions.end_other_sessions(by=request.user, session_key=request.session.session_key)
        words = ngettext("%(count)d other session ended.", "%(count)d other sessions ended.", ended)
        messages.success(request, words % {"count": ended})
    return redirect("security")
