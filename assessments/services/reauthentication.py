"""The hook asked before a signature: is it really this person, now? Settings name the function, so that another proof can
take its place without touching a page. It is asked at every signature, however lately somebody signed in; before releasing
and exporting cells.views.proving asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.models import Account
from cells.refusals import Refusal
from cells.services.proofs import passkey_is_right, why_not_proved
from cells.services.sign_in_doors import Waiting


@dataclass(frozen=True)
class Question:
    """One field the signer fills in. `secret`: typed hidden, never shown again."""

    name: str
    label: str | Promise
    hint: str | Promise = ""
    secret: bool = True


@dataclass(frozen=True)
class Signer:
    """Who is about to sign, and from where ("" when unknown). `has_passkey`: one that works here. `passkey`: whether the
    answer that the browser sent is the passkey's; None when it sent none."""

    account: Account
    address: str = ""
    has_passkey: bool = False
    passkey: Callable[[], bool] | None = None


@dataclass(frozen=True)
class Reauthentication:
    """What is asked, and the check of the answers: an empty list when they are right. `takes_passkey`: the signer's passkey
    answers in the place of the questions."""

    questions: tuple[Question, ...]
    check: Callable[[Signer, Mapping[str, str]], list[Refusal]]
    takes_passkey: bool = False


def before_signing() -> Reauthentication:
    """The check in force: SIGNING_REAUTHENTICATION names a function that returns a Reauthentication."""
    return import_string(settings.SIGNING_REAUTHENTICATION)()


def password_or_code() -> Reauthentication:
    """The signer types the own password again, or the digits that the authenticator app shows, or answers with a passkey."""
    question = Question(
        "password",
        gettext_lazy("Your password once more, or the six digits in the app"),
        gettext_lazy("So that nobody signs at an open screen."),
    )
    return Reauthentication((question,), _check, takes_passkey=True)


def _check(signer: Signer, answers: Mapping[str, str]) -> list[Refusal]:
    who = {"account": signer.account, "address": signer.address, "now": timezone.now()}
    if signer.passkey is not None:
        words = _why_not_the_passkey(who, signer.passkey)
    else:
        words = why_not_proved(**who, secret=answers.get("password", ""))
    return [Refusal(words, "password")] if words else []


def _why_not_the_passkey(who: dict, check: Callable[[], bool]) -> str:
    try:
        right = passkey_is_right(**who, check=check)
    except Waiting as waiting:
        return waiting.words
    return "" if right else _("The passkey did not answer as expected. Type your password instead.")
