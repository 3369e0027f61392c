"""Vietnamese text: one form inside, tolerant search, names sorted by given name. Pure.

The roster arrives decomposed, doubly spaced and in capitals; people search without accents;
lists run An, Ánh, Bình … Yến by the given name, which stands last.
"""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")

# The Vietnamese alphabet and its tones in dictionary order; a letter sorts before its toned forms.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_BASES = {letter: f"{index:02d}" for index, letter in enumerate(_ALPHABET, start=1)}
_END = "00"  # below every letter, so that An stands before Anh; digits only, because PostgreSQL ignores punctuation
_TONES = {"": "0", "\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def tidy(text: str) -> str:
    """NFC, no zero-width characters, single spaces, no space at the ends."""
    text = text.replace("\u200b", "").replace("\ufeff", "").replace("\u00ad", "")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def tidy_text(text: str) -> str:
    """NFC for running text; line breaks are kept, Windows ends become plain ones."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def fold(text: str) -> str:
    """Lower case without accents, đ as d, single spaces: what a search compares."""
    text = unicodedata.normalize("NFD", tidy(text).lower()).replace("đ", "d")
    return "".join(character for character in text if not unicodedata.combining(character))


def fold_words(text: str) -> str:
    """`fold` with everything but letters and digits as single spaces: what a comparison of texts uses."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def _word_key(word: str) -> str:
    bases, tones = [], []
    for character in unicodedata.normalize("NFC", word.lower()):
        decomposed = unicodedata.normalize("NFD", character)
        shaped = "".join(mark for mark in decomposed if mark not in _TONES)
        base = unicodedata.normalize("NFC", shaped)
        tone = next((mark for mark in decomposed[1:] if mark in _TONES), "")
        bases.append(_BASES.get(base, f"zz{base}"))
        tones.append(_TONES[tone])
    return "".join(bases) + _END + "".join(tones)


def sort_key(full_name: str) -> str:
    """Key that sorts names by given name, then family and middle names, in Vietnamese order. Digits for Vietnamese letters."""
    words = tidy(full_name).split(" ")
    return "".join(_word_key(word) for word in [words[-1], *words[:-1]])


def title_name(name: str) -> str:
    """A name typed in capitals or in small letters becomes `Nguyễn Văn An`; mixed case is left as typed."""
    name = tidy(name)
    if name.upper() == name or name.lower() == name:
        return " ".join(word.capitalize() for word in name.lower().split(" "))
    return name
