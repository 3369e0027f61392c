"""One's own password; a first password is used up when it is changed."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cells.clock import today
from cells.forms.pins import OwnPinForm
from cells.refusals import Refused
from cells.services.passwords import change_own_password
from cells.services.pins import change_own_pin, try_pin


class OwnPasswordForm(PasswordChangeForm):
    """The new password must not be the one on the slip."""

    def clean_new_password1(self) -> str:
        new = self.cleaned_data["new_password1"]
        if new and self.user.check_password(new):
            raise ValidationError(_("This is the password you have now. Choose another one."), code="unchanged")
        return new


class PasswordChange(auth_views.PasswordChangeView):
    form_class = OwnPasswordForm
    success_url = "/"

    def form_valid(self, form: OwnPasswordForm) -> HttpResponseRedirect:
        account = change_own_password(by=self.request.user, password=form.cleaned_data["new_password1"], on=today())
        update_session_auth_hash(self.request, account)
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
    if try_pin(username=request.user.username, pin=form.cleaned_data["present_pin"]) is None:
        words = _(
            "This is not your present PIN, or it was typed wrong too often: then wait, or ask for a new invitation."
        )
        form.add_error("present_pin", words)
        return False
    try:
        account = change_own_pin(by=request.user, pin=form.cleaned_data["pin"])
    except Refused as refused:
        for refusal in refused.refusals:
            form.add_error(refusal.field, str(refusal))
        return False
    update_session_auth_hash(request, account)
    return True
