"""The words of levels and grades as people write them into a sheet: official, shortened, with or without accents."""

from functools import cache

from assessments.cell_sheet.layout import CHOICES, Kind
from cells.vietnamese import fold_words

_SHORT = {
    Kind.LEVEL: {"xs": "excellent", "t": "good", "tb": "average", "k": "poor"},
    Kind.GRADE: {
        "xuất sắc": "excellent",
        "hoàn thành xuất sắc": "excellent",
        "htxs": "excellent",
        "htxsnv": "excellent",
        "tốt": "good",
        "hoàn thành tốt": "good",
        "htt": "good",
        "httnv": "good",
        "hoàn thành": "fulfilled",
        "ht": "fulfilled",
        "htnv": "fulfilled",
        "không hoàn thành": "unfulfilled",
        "kht": "unfulfilled",
        "khtnv": "unfulfilled",
    },
}


def words_for(kind: Kind) -> list[str]:
    """The official words, best first: what the drop-down list holds."""
    return [choice.vi for choice in CHOICES[kind]]


def word_of(kind: Kind, code: str) -> str:
    return CHOICES[kind](code).vi if code else ""


def code_for(kind: Kind, text: str) -> str | None:
    """The code a word stands for, "" for an empty cell or a dash, None when it is none of the words."""
    wanted = fold_words(text)
    return _codes(kind).get(wanted) if wanted else ("" if not text.strip("–-— ") else None)


@cache
def _codes(kind: Kind) -> dict[str, str]:
    official = {fold_words(word): choice.value for choice in CHOICES[kind] for word in (choice.vi, choice.value)}
    return {fold_words(short): code for short, code in _SHORT[kind].items()} | official
