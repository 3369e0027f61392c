"""The hook asked before a signature: is it really this person, now? Settings name the function, so that a second factor
can take its place without touching a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.models import Account
from cells.refusals import Refusal


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


def password() -> Reauthentication:
    """The signer types the own password again."""
    question = Question(
        "password", gettext_lazy("Your password, once more"), gettext_lazy("So that nobody signs at an open screen.")
    )
    return Reauthentication((question,), _check_password)


def _check_password(account: Account, answers: Mapping[str, str]) -> list[Refusal]:
    if account.check_password(answers.get("password", "")):
        return []
    return [Refusal(_("The password is not right. Type the password you sign in with."), "password")]
