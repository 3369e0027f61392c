"""Vietnamese text: one form inside, tolerant search, names sorted by given name. Pure.

The roster arrives decomposed, doubly spaced and in capitals; people search without accents;
lists run An, Ánh, Bình … Yến by the given name, which stands last.
"""

import re
import unicodedata
from itertools import filterfalse

_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")

# Vertical tab and the line separator are Word's break inside a paragraph; the paragraph separator ends one.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ODD_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Symbol and Wingdings bullets arrive as private characters, as · § o before a tab or several spaces.
_BULLETS = re.compile(
    "^[ \t]*(?:[•◦‣▪▫●○■□➢➤❖✓\uf076\uf0a7\uf0b7\uf0d8\uf0fc][ \t]*|·[ \t]+|[o§](?:\t[ \t]*| {2,}))", re.MULTILINE
)
_LINE_TAILS = re.compile(" +$", re.MULTILINE)
_EMPTY_LINES = re.compile("\n{3,}")

# The Vietnamese alphabet and its tones in dictionary order; a letter sorts before its toned forms.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_BASES = {letter: f"{index:02d}" for index, letter in enumerate(_ALPHABET, start=1)}
_END = "00"  # below every letter, so that An stands before Anh; digits only, because PostgreSQL ignores punctuation
_TONES = {"": "0", "\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def tidy(text: str) -> str:
    """NFC, no zero-width characters, single spaces, no space at the ends. No NUL: PostgreSQL takes none."""
    for unseen in ("\u200b", "\ufeff", "\u00ad", "\x00"):
        text = text.replace(unseen, "")
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def tidy_text(text: str) -> str:
    """Running text as it should be kept: NFC, plain line ends, bullets as "- ", none of Word's invisible characters.

    Paragraphs stay; more than one empty line in a row becomes one. static/js/tidy_paste.js does the same in the browser.
    """
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    text = _ODD_SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = _BULLETS.sub("- ", text).replace("\t", " ")
    return _EMPTY_LINES.sub("\n\n", _LINE_TAILS.sub("", text)).strip()


def fold(text: str) -> str:
    """Lower case without accents, đ as d, single spaces: what a search compares."""
    text = unicodedata.normalize("NFD", tidy(text).lower()).replace("đ", "d")
    return "".join(filterfalse(unicodedata.combining, text))


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
