"""Signing in and choosing a password: what is wrong, in words for people. The framework's own Vietnamese has gaps here."""

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.client_address import client_address
from cells.services.proofs import Opened, try_secret
from cells.services.sign_in_doors import Waiting


class SignInForm(AuthenticationForm):
    """`opened` after a right password or PIN: the account, and whether a second factor is asked next."""

    opened: Opened | None = None
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "Account name and password do not fit together. Small letters and capitals differ; a password from a slip "
            "works once only. After five wrong tries in a row one has to wait, each time longer."
        ),
    }

    def clean(self) -> dict:
        """What is said is the same for every account and for none."""
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not username or not password:
            return self.cleaned_data
        try:
            self.opened = try_secret(
                username=username, secret=password, address=client_address(self.request), now=timezone.now()
            )
        except Waiting as waiting:
            raise ValidationError(waiting.words, code="waiting") from waiting
        if self.opened is None:
            raise self.get_invalid_login_error()
        self.user_cache = self.opened.account
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
