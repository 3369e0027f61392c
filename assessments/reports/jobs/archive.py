"""Many papers in one ZIP file. The same papers give the same bytes: no clock is read."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from assessments.reports.catalogue import Keep
from assessments.reports.jobs.places import Place

#: A name in the archive and its bytes.
Entry = tuple[str, bytes]
_UNSAFE = re.compile(r'[\\:*?"<>|]')
#: PDFs are compressed already: more effort gains nothing.
_EFFORT = 1
_FOR_THE_OWNER = 0o600 << 16


def zip_of(papers: Callable[[Place, Keep], Iterable[Entry]]) -> Callable[[Place, BinaryIO, Keep], Iterator[None]]:
    """A writer for `JobKind.write`: one step for each paper."""

    def write(place: Place, out: BinaryIO, keep: Keep) -> Iterator[None]:
        held: set[str] = set()
        with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_EFFORT) as archive:
            for name, content in papers(place, keep):
                entry = ZipInfo(_free(safe_path(name), held), (place.campaign.year, 12, 31, 0, 0, 0))
                entry.compress_type, entry.external_attr = ZIP_DEFLATED, _FOR_THE_OWNER
                archive.writestr(entry, content)
                yield

    return write


def names_in(content: BinaryIO) -> set[str]:
    """Raises BadZipFile."""
    with ZipFile(content) as archive:
        return set(archive.namelist())


def safe_path(name: str) -> str:
    """Folders are kept; nothing leads out of the folder it is unpacked in, and every system can write the names."""
    parts = (_plain(part) for part in name.split("/"))
    return "/".join(part for part in parts if part) or "_"


def _plain(part: str) -> str:
    shown = "".join(sign for sign in unicodedata.normalize("NFC", part) if unicodedata.category(sign)[0] != "C")
    return _UNSAFE.sub("-", shown).strip(". ")[:120].rstrip(". ")


def _free(path: str, held: set[str]) -> str:
    """Two papers of one name: the second gets a number, also where a system knows no capitals."""
    stem, dot, ending = path.rpartition(".")
    number, free = 1, path
    while free.casefold() in held:
        number += 1
        free = f"{stem} ({number}){dot}{ending}" if dot else f"{path} ({number})"
    held.add(free.casefold())
    return free
