"""Signing in and choosing a password: what is wrong, in words for people. The framework's own Vietnamese has gaps here."""

import re

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.client_address import client_address
from cells.services.proofs import Opened, try_secret
from cells.services.sign_in_doors import Waiting
from cells.vietnamese import fold_words

#: Words of the place and of the work, the first that anybody here would try.
PLACE_WORDS = (
    "phuong 11, p11, ward 11, quan go vap, go vap, gv, thanh pho ho chi minh, tp hcm, tphcm, hcm, sai gon, viet nam, vn, "
    "dang cong san, dang uy, dang bo, dang vien, dang, chi bo, chi uy, bi thu, pho bi thu, cap uy, thuong vu, van phong, "
    "khu pho, kp, kiem diem, danh gia, xep loai, tu phe binh, phe binh, to chuc, ca nhan, tap the, nam, quan uy, uy vien, "
    "mat khau, password, portal, review, annual, cong"
)


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


class PlaceWordsValidator:
    """Words of the place, a year and little else are no password: six other letters, digits or different signs at least."""

    OTHER = 6

    def validate(self, password: str, user: object = None) -> None:
        others = _PLACE_OR_YEAR.sub("", fold_words(password).replace(" ", ""))
        signs = {sign for sign in password if not sign.isalnum() and not sign.isspace()}
        if len(others) + len(signs) < self.OTHER:
            words = _(
                "The password is made of words of this place or of this work, and a year, which others try first. Add words "
                "that have nothing to do with them."
            )
            raise ValidationError(words, code="password_of_the_place")

    def get_help_text(self) -> str:
        return _("Words of this place or of this work, and a year, are not enough of a password.")


_PLACE_OR_YEAR = re.compile(
    "|".join(
        [
            *sorted((word.replace(" ", "") for word in PLACE_WORDS.split(", ")), key=len, reverse=True),
            "(?:19|20)[0-9]{2}",
        ]
    )
)
