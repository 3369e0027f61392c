"""`journal/1`: one chain as JSON lines, a head line first; a later export begins with the same entries (docs/journal.md)."""

import json
from collections.abc import Iterable, Iterator

from cells.journal.checking import Answer, links
from cells.journal.form import FORMAT, TEXT_KEYS, canonical, digest, entry_values, text_values
from cells.models import JournalEntry


class NoExportError(ValueError):
    """The file is no `journal/1`."""


def export_lines(ward_code: str, until: int) -> Iterator[str]:
    """Entries 1 to `until`, read page by page. Texts are null where they were erased."""
    yield canonical({"format": FORMAT, "ward_code": ward_code}) + "\n"
    for entry in links(ward_code, until=until):
        texts = None if entry.is_erased else text_values(entry.text)
        yield canonical({"entry": entry_values(entry), "hash": entry.hash, "texts": texts}) + "\n"


def ward_of_export(lines: Iterator[str]) -> str:
    """From the first line, which is taken. Raises NoExportError."""
    head = _read(next(lines, ""))
    if not isinstance(head, dict) or head.get("format") != FORMAT or not isinstance(head.get("ward_code"), str):
        raise NoExportError
    return head["ward_code"]


def compare_export(ward_code: str, lines: Iterable[str], answer: Answer) -> int:
    """Adds to `answer` where an earlier export (its lines after the first) is damaged, and where today's chain does not
    begin with it. Returns how many entries it holds. Texts may have been erased since: their entries still agree."""
    rows: Iterator[JournalEntry] = links(ward_code)
    row, count, previous = next(rows, None), 0, ""
    beyond = None
    for line_number, line in enumerate(lines, start=2):
        told = _sound(_read(line), ward_code, count + 1, previous)
        if told is None:
            answer.add("export_broken", line_number)
            return count
        count, previous = count + 1, told
        while row is not None and row.number < count:
            row = next(rows, None)
        if row is None:
            beyond = (beyond or (count,))[0], count
        elif row.number != count or row.hash != told:
            answer.add("export_differs", count)
    if beyond:
        answer.add("export_longer", *beyond)
    return count


def _read(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _sound(read: object, ward_code: str, number: int, previous: str) -> str | None:
    """The hash of a line that is what it must be at this place; None of one that is not."""
    if not isinstance(read, dict) or read.keys() != {"entry", "hash", "texts"} or not isinstance(read["entry"], dict):
        return None
    entry, texts = read["entry"], read["texts"]
    if (entry.get("ward_code"), entry.get("number"), entry.get("previous_hash")) != (ward_code, number, previous):
        return None
    if texts is not None and (not isinstance(texts, dict) or texts.keys() != set(TEXT_KEYS)):
        return None
    if texts is not None and digest(texts) != entry.get("content_hash"):
        return None
    return read["hash"] if digest(entry) == read["hash"] else None
