"""One's own password; a first password is used up when it is changed."""

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cells.client_address import client_address
from cells.clock import today
from cells.forms.pins import OwnPinForm
from cells.refusals import Refused
from cells.services.passwords import change_own_password
from cells.services.pins import change_own_pin
from cells.services.proofs import own_secret_is_right
from cells.services.sign_in_doors import Waiting
from cells.views.entering import secret_changed


class OwnPasswordForm(PasswordChangeForm):
    """The present password passes the door that waits; the new one must not be the one on the slip."""

    def __init__(self, *args, address: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    def clean_old_password(self) -> str:
        typed = self.cleaned_data["old_password"]
        try:
            right = own_secret_is_right(account=self.user, secret=typed, address=self.address, now=timezone.now())
        except Waiting as waiting:
            raise ValidationError(waiting.words, code="waiting") from waiting
        if not right:
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return typed

    def clean_new_password1(self) -> str:
        new = self.cleaned_data["new_password1"]
        if new and self.user.check_password(new):
            raise ValidationError(_("This is the password you have now. Choose another one."), code="unchanged")
        return new


class PasswordChange(auth_views.PasswordChangeView):
    form_class = OwnPasswordForm
    success_url = "/"

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "address": client_address(self.request)}

    def form_valid(self, form: OwnPasswordForm) -> HttpResponseRedirect:
        account = change_own_password(by=self.request.user, password=form.cleaned_data["new_password1"], on=today())
        secret_changed(self.request, account)
        return HttpResponseRedirect(self.get_success_url())


@sensitive_post_parameters("present_pin", "pin", "pin_again")
@never_cache
@login_required
def own_secret(request: HttpRequest, **kwargs) -> HttpResponse:
    """The page under “Change password”: digits for an account that was made by an invitation."""
    if not request.user.uses_pin:
        return PasswordChange.as_view()(request, **kwargs)
    form = OwnPinForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _changed(request, form):
        messages.success(request, _("The PIN has been changed."))
        return redirect("/")
    return render(request, "registration/pin_change.html", {"form": form})


def _changed(request: HttpRequest, form: OwnPinForm) -> bool:
    try:
        right = own_secret_is_right(
            account=request.user,
            secret=form.cleaned_data["present_pin"],
            address=client_address(request),
            now=timezone.now(),
        )
    except Waiting as waiting:
        form.add_error("present_pin", waiting.words)
        return False
    if not right:
        form.add_error("present_pin", _("This is not your present PIN."))
        return False
    try:
        account = change_own_pin(by=request.user, pin=form.cleaned_data["pin"])
    except Refused as refused:
        for refusal in refused.refusals:
            form.add_error(refusal.field, str(refusal))
        return False
    secret_changed(request, account)
    return True
