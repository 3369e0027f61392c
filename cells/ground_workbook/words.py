"""The words a workbook uses for the choices of the ground: those of the Vietnamese screens, or the plain code."""

from collections.abc import Mapping
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import override

from cells.vietnamese import fold_words
from cells.vocabulary import OrganizationKind

YES, NO = "Có", "Không"
_ANSWERS = {fold_words(YES): True, "x": True, "true": True, fold_words(NO): False, "false": False}


@cache
def words_of(choices: type[TextChoices]) -> dict[str, str]:
    """code -> Vietnamese word, whatever language the page is read in. A ward is made elsewhere and is no choice here."""
    with override("vi"):
        return {
            choice.value: str(choice.label)
            for choice in choices
            if choice.value and choice is not OrganizationKind.WARD
        }


def code_of(text: str, words: Mapping[str, str]) -> str | None:
    """The code a word stands for; accents and case do not matter. None when it is no word of the list."""
    wanted = fold_words(text)
    return next((code for code, word in words.items() if wanted in (fold_words(word), fold_words(code))), None)


def yes_no(text: str) -> bool | None:
    """True, False, or None when the text says neither."""
    return _ANSWERS.get(fold_words(text))
