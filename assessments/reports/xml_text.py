"""Text for a file made of XML, which cannot hold every character that a text may."""

import re

#: What XML 1.0 forbids: control characters, halves of a pair, the two that are no characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PICTURES = 0x2400
_UNKNOWN = "\ufffd"


def shown_text(text: str) -> str:
    """The text with its control characters as the signs that stand for them (␀, ␛ …): visible, none lost."""
    return _FORBIDDEN.sub(lambda found: _sign(found[0]), text)


def _sign(character: str) -> str:
    return chr(_PICTURES + ord(character)) if ord(character) < 0x20 else _UNKNOWN
