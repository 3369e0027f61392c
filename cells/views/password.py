"""One's own password; a first password is used up when it is changed."""

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from cells.clock import today
from cells.services.passwords import change_own_password


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
