"""Ids that a page carries back: digits of a row's key, or nothing. What no database holds is no id."""

_MOST_DIGITS = 18


def read_id(text: str) -> int | None:
    """The id, or None for anything else: a superscript, a sign, a number larger than any key."""
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    return None


def read_revision(text: str) -> int:
    """The revision a page rests on, or -1 for anything else: no row has that one, so the save is a stale one."""
    number = read_id(text)
    return -1 if number is None else number
