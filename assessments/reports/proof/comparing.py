"""What is printed beside what the data say must be printed: every piece in its order, nothing between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessments.reports.proof.words import Word

_MOST = 50
#: How far ahead the text is searched for the next pieces after one that differs.
_AHEAD = 4_000


@dataclass(frozen=True, slots=True)
class Difference:
    """`expected` as the data say, `printed` as the PDF shows it; either may be empty."""

    place: str
    expected: str
    printed: str


def differences_of(words: Sequence[Word], pages: Sequence[str]) -> list[Difference]:
    """At most fifty; empty when the pages print the words and nothing else."""
    return _Reader(words, _numbered(pages)).read()


def _numbered(pages: Sequence[str]) -> Iterable[tuple[str, str]]:
    """(page number as printed, text): the first page bears none."""
    total = len(pages)
    return [("" if number == 1 else f"{number}/{total}", text) for number, text in enumerate(pages, start=1)]


class _Reader:
    """One pass: where the text goes on as it should, on; a table's head may stand again where a page begins."""

    def __init__(self, words: Sequence[Word], pages: Iterable[tuple[str, str]]) -> None:
        self.words = words
        self.text, self.breaks, self.found = "", set(), []
        for number, text in pages:
            # The number is laid over the finished page: it is the last that is read of it.
            if number and text.endswith(number):
                text = text[: -len(number)]
            elif number:
                self.found.append(Difference(f"trang {number}", number, text[-len(number) :]))
            self.breaks.add(len(self.text))
            self.text += text

    def read(self) -> list[Difference]:
        at = 0
        for index, word in enumerate(self.words):
            at = self._past_head(at, word)
            after = self._follow(at, word)
            if after is not None:
                at = after
                continue
            back = self._back(at, index)
            self.found.append(Difference(word.place, word.text, self.text[at : max(back, at)][:200]))
            at = max(back, at)
            if len(self.found) >= _MOST:
                return self.found
        if at < len(self.text):
            self.found.append(Difference("cuối báo cáo", "", self.text[at : at + 200]))
        return self.found

    def _past_head(self, at: int, word: Word) -> int:
        if at in self.breaks and word.head and self.text.startswith(word.head, at):
            return at + len(word.head)
        return at

    def _follow(self, at: int, word: Word) -> int | None:
        """Where the word ends; it may run over a page, with the head of its table between."""
        end = at + len(word.text)
        if self.text.startswith(word.text, at):
            return end
        for place in (place for place in self.breaks if at < place < end):
            first = place - at
            rest = place + len(word.head)
            if self.text[at:place] == word.text[:first] and self.text.startswith(word.text[first:], rest):
                return rest + len(word.text) - first
        return None

    def _back(self, at: int, index: int) -> int:
        """Where the text agrees again: at the next two pieces after this one."""
        following = "".join(word.text for word in self.words[index + 1 : index + 3])
        if not following:
            return len(self.text)
        place = self.text.find(following, at, at + _AHEAD)
        return place if place >= 0 else at
