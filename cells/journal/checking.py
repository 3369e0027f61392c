"""Is a chain whole? Read link by link in constant memory, while deeds go on: what is appended meanwhile is read too.

SQLite keeps in a column whatever is put there, a text for a number, bytes that are no text: such a row is a fault of its
place, never the end of the check. What it finds is told by ward, number and code (`fault_words`); docs/journal.md says
what it cannot find.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import QuerySet

from cells.journal import ranges
from cells.journal.form import digest, entry_values, text_values
from cells.models import JournalEntry, JournalHead

ERASED = "journal.erased"
#: Of more faults in one chain only their number is told.
MOST_TOLD = 100
_AT_ONCE = 1000
#: No number lies above it; what SQLite takes for a number and is none does.
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Fault:
    """`code`: `missing`, `edited`, `link`, `text_edited`, `text_missing`, `head`, `no_head`, `beyond_head`,
    `nothing`, `unnumbered`, `orphan`, `head_unknown`, `head_differs`, `export_differs`, `export_longer`, `export_broken`.

    `first` to `last`: numbers of entries, of `export_broken` lines of the file, of `unnumbered` and `orphan` how many.
    """

    code: str
    first: int
    last: int


@dataclass
class Answer:
    """Of one chain. `faults`: the first MOST_TOLD of `found`; `erased`: texts that are gone on purpose."""

    ward_code: str
    entries: int = 0
    number: int = 0
    hash: str = ""
    erased: int = 0
    found: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.found

    def add(self, code: str, first: int, last: int | None = None) -> None:
        self.found += 1
        if len(self.faults) < MOST_TOLD:
            self.faults.append(Fault(code, first, first if last is None else last))


def chains() -> list[str]:
    """The ward code of every chain, rising; blank for what belongs to no ward."""
    of_entries = JournalEntry.objects.order_by().values_list("ward_code", flat=True).distinct()
    found = {*of_entries, *JournalHead.objects.values_list("ward_code", flat=True)}
    return sorted(code for code in found if isinstance(code, str))


@contextmanager
def bytes_that_are_no_text() -> Iterator[None]:
    """Inside, SQLite hands out such a column too, with a mark in their place that fits no hash, instead of breaking off."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    held = connection.connection.text_factory
    connection.connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        yield
    finally:
        connection.connection.text_factory = held


def links(ward_code: str, since: int | None = None, until: int = _LARGEST) -> Iterator[JournalEntry]:
    """The entries of one chain after number `since`, in its order."""
    return _in_order(JournalEntry.objects.filter(ward_code=ward_code, number__lte=until), since)


def _in_order(entries: QuerySet[JournalEntry], since: int | None = None) -> Iterator[JournalEntry]:
    rows = entries.order_by("number")
    while page := _page(rows if since is None else rows.filter(number__gt=since)):
        yield from page
        since = page[-1].number


def _page(rows: QuerySet[JournalEntry]) -> list[JournalEntry]:
    """The next entries. One whose columns hold no time or no JSON any more comes without them: it does not fit its hash."""
    try:
        return list(rows[:_AT_ONCE])
    except (ValueError, TypeError, AttributeError):
        first = rows.select_related(None).defer("at").first()
        try:
            return list(rows[:1])
        except (ValueError, TypeError, AttributeError):
            return [JournalEntry(number=first.number, ward_code=first.ward_code, hash=first.hash, at=None)]


def check_chain(ward_code: str) -> Answer:
    answer = Answer(ward_code)
    gone: ranges.Ranges = []
    head = None
    # Deeds go on while it is read: the head is read after the links, and where it is further on, the rest of them.
    while head is None or (isinstance(head.number, int) and head.number > answer.number):
        before = answer.number
        _walk(answer, gone)
        head = JournalHead.objects.filter(ward_code=ward_code).first()
        if head is None or answer.number == before:
            break
    _look_at_head(answer, head)
    _look_at_gone(answer, gone)
    if stray := JournalEntry.objects.filter(ward_code=ward_code).exclude(number__lte=_LARGEST).count():
        answer.add("unnumbered", stray)
    return answer


def orphans() -> int:
    """How many texts lie beside no entry."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM cells_journaltext t LEFT JOIN cells_journalentry e ON e.id = t.entry_id "
            "WHERE e.id IS NULL"
        )
        return cursor.fetchone()[0]


def head_fault(ward_code: str, number: int, start: str) -> Fault | None:
    """Is a head that was printed still in the chain? `start`: its hash, or the first digits of it."""
    entry = JournalEntry.objects.filter(ward_code=ward_code, number=number).first()
    if entry is None:
        return Fault("head_unknown", number, number)
    return None if str(entry.hash).startswith(start.lower()) else Fault("head_differs", number, number)


def _walk(answer: Answer, gone: ranges.Ranges) -> None:
    for entry in links(answer.ward_code, answer.number if answer.entries else None):
        follows = entry.number == answer.number + 1
        if entry.number > (due := max(answer.number + 1, 1)):
            answer.add("missing", due, entry.number - 1)
        if entry.at is None or not _fits(entry_values(entry), entry.hash):
            answer.add("edited", entry.number)
        elif entry.number <= answer.number or (follows and entry.previous_hash != answer.hash):
            answer.add("link", entry.number)
        if entry.is_erased:
            ranges.extend(gone, entry.number)
        elif not _fits(text_values(entry.text), entry.content_hash):
            answer.add("text_edited", entry.number)
        answer.entries, answer.number, answer.hash = answer.entries + 1, entry.number, entry.hash


def _fits(values: Mapping[str, object], expected: str) -> bool:
    try:
        return digest(values) == expected
    except (TypeError, ValueError):
        return False  # bytes, or a number without end: nothing that was ever hashed


def _look_at_head(answer: Answer, head: JournalHead | None) -> None:
    if head is None:
        if answer.entries:
            answer.add("no_head", answer.number)
    elif not isinstance(head.number, int):
        answer.add("head", answer.number)
    elif head.number > answer.number:
        answer.add("missing", answer.number + 1, head.number)
    elif head.number < answer.number:
        answer.add("beyond_head", head.number + 1, answer.number)
    elif head.hash != answer.hash:
        answer.add("head", head.number)


def _look_at_gone(answer: Answer, gone: ranges.Ranges) -> None:
    """Texts are missing on purpose where an entry further on in the chain covers them."""
    left = gone
    if gone:
        erasures = JournalEntry.objects.filter(ward_code=answer.ward_code, action=ERASED, number__lte=_LARGEST)
        for entry in _in_order(erasures):
            if entry.at is not None and _fits(entry_values(entry), entry.hash):
                left = ranges.without(left, [pair for pair in _covered(entry) if pair[1] < entry.number])
    answer.erased = _size(gone) - _size(left)
    for first, last in left:
        answer.add("text_missing", first, last)


def _covered(entry: JournalEntry) -> ranges.Ranges:
    try:
        return ranges.read(entry.covers)
    except ValueError:
        return []  # put in by hand: the portal writes no such list


def _size(pairs: ranges.Ranges) -> int:
    return sum(last - first + 1 for first, last in pairs)
