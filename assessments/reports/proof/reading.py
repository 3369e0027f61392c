"""What a PDF that was handed over holds: its attachments, and the text of its pages in the order it was set."""

import io
import re
import zlib
from dataclasses import dataclass

import pikepdf
import pypdf
from pypdf.errors import PyPdfError

from assessments.reports.proof.seal import DATA_FILE, DOSSIER_FILE, Seal

MOST_BYTES = 40 * 1024 * 1024
MOST_PAGES = 5_000
#: An attachment unpacks to at most so much: 100,000 members are some 40 MB.
MOST_ATTACHED = 60 * 1024 * 1024


class NotAReportError(ValueError):
    """The file is no report of this portal; `code` says why: `size`, `pdf`, `attachments`, `pages`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Handed:
    """`pages`: the text of each, without white space."""

    dossier: bytes
    data: bytes
    pages: tuple[str, ...]


def read_report(content: bytes) -> Handed:
    """Raises NotAReportError; whatever is wrong with the file, nothing else."""
    if len(content) > MOST_BYTES:
        raise NotAReportError("size")
    dossier, data = _attachments(content)
    return Handed(dossier, data, _pages(content))


def _attachments(content: bytes) -> tuple[bytes, bytes]:
    try:
        with pikepdf.open(io.BytesIO(content)) as paper:
            names = set(paper.attachments)
            if names != {DOSSIER_FILE, DATA_FILE}:
                raise NotAReportError("attachments")
            return _unpacked(paper.attachments[DOSSIER_FILE]), _unpacked(paper.attachments[DATA_FILE])
    except NotAReportError:
        raise
    except Exception:  # a broken file breaks in as many ways as there are objects in it
        raise NotAReportError("pdf") from None


def _unpacked(spec: pikepdf.AttachedFileSpec) -> bytes:
    """Read within bounds: what is packed small may unpack to more than the machine has."""
    stream = spec.obj.EF.F
    packed = stream.read_raw_bytes()
    found = stream.get("/Filter")
    if found is None:
        unpacked = packed
    elif found == pikepdf.Name.FlateDecode:
        unpacked = zlib.decompressobj().decompress(packed, MOST_ATTACHED + 1)
    else:
        raise NotAReportError("attachments")
    if len(unpacked) > MOST_ATTACHED:
        raise NotAReportError("size")
    return unpacked


def _pages(content: bytes) -> tuple[str, ...]:
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if len(reader.pages) > MOST_PAGES:
            raise NotAReportError("pages")
        return tuple(squeezed(page.extract_text()) for page in reader.pages)
    except NotAReportError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        raise NotAReportError("pdf") from None


def squeezed(text: str) -> str:
    """Without white space: columns and wrapped lines leave the letters as they are."""
    return re.sub(r"\s+", "", text)


_SEAL = re.compile(
    r"(?P<id>[^:]+?-\d{4}-[^:]+?-[0-9a-f]{8})[^:]*?:(?P<hash>[0-9a-f]{64})[^:]*?:(?P<signature>[0-9a-f]{128})[^:]*?:(?P<key>[0-9a-f]{64})"
)


def printed_seal(pages: tuple[str, ...]) -> Seal | None:
    """Id, hash, signature and key as the last pages print them; None where they print none."""
    found = _SEAL.search("".join(pages[-2:]).rpartition("Mãbáocáo:")[2])
    return Seal(found["id"], found["hash"], found["signature"], found["key"]) if found else None
