"""The hook asked before a signature: is it really this person, now? Settings name the function, so that another proof can
take its place without touching a page. It is asked at every signature, however lately somebody signed in; before releasing
and exporting cells.views.proving asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy

from cells.models import Account
from cells.refusals import Refusal
from cells.services.proofs import why_not_proved


@dataclass(frozen=True)
class Question:
    """One field the signer fills in. `secret`: typed hidden, never shown again."""

    name: str
    label: str | Promise
    hint: str | Promise = ""
    secret: bool = True


@dataclass(frozen=True)
class Reauthentication:
    """What is asked, and the check of the answers: an empty list when they are right."""

    questions: tuple[Question, ...]
    check: Callable[[Account, Mapping[str, str]], list[Refusal]]


def before_signing() -> Reauthentication:
    """The check in force: SIGNING_REAUTHENTICATION names a function that returns a Reauthentication."""
    return import_string(settings.SIGNING_REAUTHENTICATION)()


def password_or_code() -> Reauthentication:
    """The signer types the own password again, or the digits that the authenticator app shows."""
    question = Question(
        "password",
        gettext_lazy("Your password once more, or the six digits in the app"),
        gettext_lazy("So that nobody signs at an open screen."),
    )
    return Reauthentication((question,), _check)


def _check(account: Account, answers: Mapping[str, str]) -> list[Refusal]:
    words = why_not_proved(account=account, secret=answers.get("password", ""), address="", now=timezone.now())
    return [Refusal(words, "password")] if words else []
