"""Ids that a page carries back: digits of a row's key, or nothing. What no database holds is no id."""

_MOST_DIGITS = 18


def read_id(text: str) -> int | None:
    """The id, or None for anything else: a superscript, a sign, a number larger than any key."""
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    return None
