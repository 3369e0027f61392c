"""How far a workbook from outside reaches, found out before the reader allocates anything. No database.

The reader makes a full grid up to the last cell that holds something, and copies a shared text into every cell that
names it: 300 bytes may ask for a grid of seventeen thousand million cells, 60 kB for hundreds of gigabytes of text.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import zip_longest

from cells.containers import ContainerTooLargeError, DamagedContainerError
from cells.xml_parts import walk

#: A ward of 4,000 people fills a sheet of 5,000 rows and unpacks to about 5 MB.
MAX_ROWS = 20_000
MAX_COLUMNS = 120
MAX_SHEETS = 120
#: Of all sheets together: cells of the grids, letters, merged ranges.
MAX_AREA = 4_000_000
MAX_LETTERS = 32 * 1024 * 1024
MAX_MERGED = 5_000
#: The reader breaks, with many lines on standard error, when a day shown as a date lies further back than its clock.
LEAST_NUMBER = -1e10

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHARED = re.compile(rb"[<:]si\b")
_ADDRESS = re.compile(r"([A-Za-z]{1,9})(\d{1,12})")
_HOLDS = frozenset({"v", "is", "f"})
_NUMBER, _SHARED_TEXT, _ERROR = ("", "n"), "s", "e"
Errors = dict[tuple[int, int], str]
Parts = dict[str, zipfile.ZipInfo]


class NoWorkbookError(DamagedContainerError):
    """A container, yet no workbook."""


@dataclass
class _Told:
    """What the parts ask for together."""

    shared: list[int] = field(default_factory=list)  # letters of each shared text
    area: int = 0
    letters: int = 0
    merged: int = 0

    def check(self) -> None:
        if self.area > MAX_AREA or self.letters > MAX_LETTERS or self.merged > MAX_MERGED:
            raise ContainerTooLargeError


def within_bounds(container: zipfile.ZipFile) -> tuple[bytes, dict[str, Errors]]:
    """(the workbook for the reader, sheet → {(row, column) from 0: the error shown there}; only sheets with errors).

    Every part of XML is looked at as if it were a sheet: which ones are, the file itself says, and may say wrongly. The
    reader finds parts in other ways than we do, by names in other letters or a second name beside the first: so it is
    given what was looked at, packed anew, and nothing else. Raises ContainerTooLargeError, NoWorkbookError,
    DamagedContainerError.
    """
    parts = _parts_in(container)
    told = _Told()
    for entry in parts.values():
        part = container.read(entry)
        if _SHARED.search(part):
            told.shared = [max(pair) for pair in zip_longest(told.shared, _shared_lengths(part), fillvalue=0)]
    found: dict[str, Errors] = {}
    looked_at = io.BytesIO()
    with zipfile.ZipFile(looked_at, "w") as anew:
        for name, entry in parts.items():
            part = container.read(entry)
            if errors := _Sheet(told).look(part):
                found[name] = errors
            anew.writestr(name, part)
    sheets = _sheet_parts(container, parts).items()
    return looked_at.getvalue(), {sheet: found[part] for sheet, part in sheets if part in found}


def _parts_in(container: zipfile.ZipFile) -> Parts:
    """Under the names by which the reader tells them apart. Raises NoWorkbookError when one is borne twice."""
    named = [(entry.filename.replace("\\", "/").lower(), entry) for entry in container.infolist()]
    parts = {name: entry for name, entry in named if name.endswith((".xml", ".rels"))}
    if not {_BOOK, _LINKS} <= parts.keys() or len({name for name, _entry in named}) != len(named):
        raise NoWorkbookError
    return parts


def _sheet_parts(container: zipfile.ZipFile, parts: Parts) -> dict[str, str]:
    """Sheet → the part that holds it. Raises NoWorkbookError when that is none that was looked at."""
    relations = _attributes(container.read(parts[_LINKS]), "Relationship")
    links = {link.get("Id"): link.get("Target", "").lower() for link in relations}
    held = {}
    for sheet in _attributes(container.read(parts[_BOOK]), "sheet"):
        target = links.get(sheet.get("r:id") or sheet.get("relationships:id"), "")
        if not target.endswith(".xml"):
            raise NoWorkbookError
        held[sheet.get("name", "")] = posixpath.normpath(posixpath.join("/xl", target))[1:]
    return held


def _attributes(part: bytes, wanted: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    walk(part, lambda name, attributes: found.append(attributes) if name == wanted else None)
    return found


def _shared_lengths(part: bytes) -> list[int]:
    lengths: list[int] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def text(piece: str) -> None:
        if lengths:
            lengths[-1] += len(piece)

    walk(part, start, text=text)
    return lengths


class _Sheet:
    """One part, walked through. Rows and columns count from 1; without an address a cell follows the one before."""

    def __init__(self, told: _Told) -> None:
        self._told = told
        self._row = self._column = self._last_row = self._last_column = 0
        self._kind = ""
        self._value: list[str] | None = None
        self._errors: Errors = {}
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "mergeCell": self._start_merged,
        }

    def look(self, part: bytes) -> Errors:
        walk(part, self._start, self._end, self._text)
        self._told.area += self._last_row * self._last_column
        self._told.check()
        return self._errors

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if begin := self._starts.get(name):
            begin(attributes)
        elif name in _HOLDS:
            self._reach()
            self._value = [] if name == "v" and self._kind in (*_NUMBER, _SHARED_TEXT, _ERROR) else None

    def _start_row(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r", "")
        self._row = int(said) if said.isascii() and said.isdigit() and len(said) < 13 else self._row + 1
        self._column = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._kind = attributes.get("t", "")
        said = attributes.get("r")
        if said is None:
            self._column += 1
            return
        address = _ADDRESS.fullmatch(said)
        if not address:
            raise NoWorkbookError
        self._column, self._row = _column_number(address[1]), int(address[2])

    def _start_merged(self, _attributes: dict[str, str]) -> None:
        self._told.merged += 1
        self._told.check()

    def _reach(self) -> None:
        """A cell that holds something."""
        if self._row > MAX_ROWS or self._column > MAX_COLUMNS:
            raise ContainerTooLargeError
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)

    def _text(self, piece: str) -> None:
        if self._value is not None:
            self._value.append(piece)

    def _end(self, name: str) -> None:
        if name != "v" or self._value is None:
            return
        value, self._value = "".join(self._value), None
        if self._kind == _ERROR:
            self._errors[self._row - 1, self._column - 1] = value
        elif self._kind in _NUMBER:
            if _is_too_little(value):
                raise NoWorkbookError
        elif value.isascii() and value.isdigit() and len(value) < 10 and int(value) < len(self._told.shared):
            self._told.letters += self._told.shared[int(value)]
            self._told.check()


def _is_too_little(value: str) -> bool:
    try:
        return float(value) < LEAST_NUMBER
    except ValueError:  # no number: the reader says so
        return False


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
