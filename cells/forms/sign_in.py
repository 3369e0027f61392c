"""Signing in and choosing a password: what is wrong, in words for people. The framework's own Vietnamese has gaps here."""

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.services.pins import opens_with_pin, try_pin


class SignInForm(AuthenticationForm):
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "Account name and password do not fit together. Small letters and capitals differ; a password from a slip "
            "works once only. After five wrong tries in a row a PIN is not looked at for a while, each time longer."
        ),
    }

    def clean(self) -> dict:
        """A PIN account's door counts wrong tries; what is said is the same for every account and for none."""
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not username or not password or not opens_with_pin(username):
            return super().clean()
        self.user_cache = try_pin(username=username, pin=password)
        if self.user_cache is None:
            raise self.get_invalid_login_error()
        return self.cleaned_data


class LengthValidator(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("The password is too short: it needs at least %(count)d characters.") % {"count": self.min_length}


class OwnNameValidator(UserAttributeSimilarityValidator):
    """Neither the account's name nor that of its holder may serve as a password."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "display_name"))

    def get_error_message(self) -> str:
        return _("The password is too much like the name of the account or of its holder.")
