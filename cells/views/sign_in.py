"""The sign-in: name and password or PIN, then the second factor of those who have one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cells import session_marks
from cells.client_address import client_address
from cells.demo_accounts import demo_code_of
from cells.forms.second_factor import CodeForm, RecoveryForm
from cells.forms.sign_in import SignInForm
from cells.selectors.sign_in import app_of, recovery_codes_left
from cells.services.proofs import code_is_right, passkey_is_right, recovery_code_is_right
from cells.services.sign_in_doors import Waiting
from cells.views.entering import begin_session, pass_factor, safe_next
from cells.views.passkey_answers import check_of, has_passkey_here, offer


class SignIn(auth_views.LoginView):
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        target = super().get_redirect_url()
        return target if target and safe_next(self.request, target) == target else ""

    def form_valid(self, form: SignInForm) -> HttpResponse:
        target = self.get_success_url()
        begin_session(self.request, form.opened.account)
        if form.opened.factor_asked:
            target = f"{reverse('second_factor')}?{urlencode({'next': target})}"
        return redirect(target)


@sensitive_post_parameters("code", "recovery_code", "passkey")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the app, a passkey, or a recovery code. Nothing else of the portal opens before it."""
    target = safe_next(request, request.GET.get("next", ""))
    if request.session.get(session_marks.FACTOR) == session_marks.PASSED:
        return redirect(target)
    code_form = CodeForm(request.POST if "code" in request.POST else None)
    recovery_form = RecoveryForm(request.POST if "recovery_code" in request.POST else None)
    words = ""
    if request.method == "POST":
        words = _try(request, code_form, recovery_form)
        if words is None:
            pass_factor(request)
            return redirect(target)
    account = request.user
    context = {
        "code_form": code_form,
        "recovery_form": recovery_form,
        "forms": [code_form, recovery_form],
        "forms_have_errors": bool(code_form.errors or recovery_form.errors),
        "errors": [(words, "")] if words else [],
        "has_app": app_of(account) is not None or bool(demo_code_of(account.username)),
        "has_passkey": has_passkey_here(request),
        "demo_code": demo_code_of(account.username),
        "next": request.GET.get("next", ""),
    }
    return render(request, "registration/second_factor.html", context)


def _try(request: HttpRequest, code_form: Form, recovery_form: Form) -> str | None:
    """None when it was right; "" when the form says what is wrong; else what to say."""
    who = {"account": request.user, "address": client_address(request), "now": timezone.now()}
    try:
        if "passkey" in request.POST:
            right = passkey_is_right(**who, check=check_of(request), enters=True)
            return None if right else _("The passkey did not answer as expected. Try again, or use another way below.")
        if code_form.is_bound:
            return _typed(code_form, "code", _wrong_code(), lambda code: code_is_right(**who, code=code, enters=True))
        if recovery_form.is_bound:
            wrong = _("This code is not on your present sheet, or it was used already. Take the next one.")
            said = _typed(recovery_form, "recovery_code", wrong, lambda code: recovery_code_is_right(**who, code=code))
            if said is None:
                _tell_what_is_left(request)
            return said
    except Waiting as waiting:
        return waiting.words
    return _("Type the code.")


def _wrong_code() -> str:
    return _("This code does not fit, or it was used already. Wait until the app shows the next one, and type that.")


def _typed(form: Form, field: str, wrong: str, is_right) -> str | None:
    if not form.is_valid():
        return ""
    if is_right(form.cleaned_data[field]):
        return None
    form.add_error(field, wrong)
    return ""


def _tell_what_is_left(request: HttpRequest) -> None:
    left = recovery_codes_left(request.user)
    words = ngettext(
        "%(count)d recovery code is left. Make a new sheet under “Account and security”.",
        "%(count)d recovery codes are left.",
        left,
    )
    messages.warning(request, words % {"count": left})


@never_cache
@login_required
@require_POST
def passkey_question(request: HttpRequest) -> JsonResponse:
    """What the browser is asked to sign with the account's passkey: at the sign-in, and where a proof is asked."""
    return offer(request)
