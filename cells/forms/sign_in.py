"""Signing in and choosing a password: what is wrong, in words for people. The framework's own Vietnamese has gaps here."""

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SignInForm(AuthenticationForm):
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "Account name and password do not fit together. Small letters and capitals differ; a password from a slip "
            "works once only."
        ),
    }


class LengthValidator(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("The password is too short: it needs at least %(count)d characters.") % {"count": self.min_length}


class OwnNameValidator(UserAttributeSimilarityValidator):
    """Neither the account's name nor that of its holder may serve as a password."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "display_name"))

    def get_error_message(self) -> str:
        return _("The password is too much like the name of the account or of its holder.")
