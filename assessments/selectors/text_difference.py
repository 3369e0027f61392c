"""What changed between two texts, word by word, for people to read. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

#: A word with the space before it, so that a text that goes on where it ended shows only what was added.
_WORDS = re.compile(r"\s*\S+|\s+")
_PARAGRAPHS = re.compile(r"[^\n]*\n|[^\n]+")
#: Texts of more words on either side are compared paragraph by paragraph, so that a page never waits.
MOST_WORDS = 1_500


class Mark(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    mark: Mark
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in reading order. Without the added ones they are `old`, without the removed ones `new`."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        before, after = _PARAGRAPHS.findall(old), _PARAGRAPHS.findall(new)
    pieces = []
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Mark.SAME, "".join(before[first:last])))
            continue
        if last > first:
            pieces.append(Piece(Mark.REMOVED, "".join(before[first:last])))
        if end > start:
            pieces.append(Piece(Mark.ADDED, "".join(after[start:end])))
    return tuple(pieces)
