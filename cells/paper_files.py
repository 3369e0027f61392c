"""Looking at a scan, a photo, a PDF or a Word file that came from outside: told by its bytes, never by its name. No
database.

What is accepted is handed out again as a download, so nothing that runs when it is opened may pass: no macros, no
scripts, no parts fetched from elsewhere. Every limit is checked before a reader may allocate anything.
"""

import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageFile

from cells.containers import ContainerTooLargeError, DamagedContainerError, opened_container
from cells.refusals import Refused
from cells.vietnamese import tidy
from cells.xml_parts import walk

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Content type → how its name ends, the usual ending first.
ENDINGS = {JPEG: (".jpg", ".jpeg"), PNG: (".png",), PDF: (".pdf",), DOCX: (".docx",)}
#: An A4 page at 600 dots an inch has 35 million pixels.
MAX_PIXELS = 40_000_000
MAX_PAGES = 300
#: A form of 300 pages with a hundred fields and links on each.
MAX_OBJECTS = 500_000
_LONGEST_NAME = 200

_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_RUNS = re.compile(r"vbaproject|vbadata|activex|embeddings/|\.(?:bin|exe|js)$", re.IGNORECASE)
#: Actions of a PDF that only move about in it, or show an address that is followed when somebody chooses to.
_HARMLESS = frozenset({"/GoTo", "/Named", "/URI"})
_ACTIONS = ("/A", "/PA", "/OpenAction")
#: Where a PDF keeps what runs by itself, and files that are packed in.
_RUNS_IN_PDF = frozenset({"/AA", "/JS", "/JavaScript", "/XFA", "/EF", "/EmbeddedFiles"})
#: What is only drawn, described or a place to go to: nothing runs in it.
_DRAWN = frozenset({"/Contents", "/Resources", "/AP", "/StructTreeRoot", "/Metadata", "/Thumb", "/Dests"})
#: Fields of Word that count, date, number, refer within the document, show an address or are filled in by hand. Whatever
#: else there is starts a program, fetches another file, or is put together by other fields.
_FIELD_WORDS = (
    "= ADVANCE AUTHOR BIBLIOGRAPHY CITATION COMMENTS CREATEDATE DATE DOCPROPERTY EDITTIME EQ FILENAME FILESIZE "
    "FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK INDEX KEYWORDS LASTSAVEDBY LISTNUM MERGEFIELD NOTEREF NUMCHARS "
    "NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ SHAPE STYLEREF SUBJECT "
    "SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE"
)
_FIELDS = frozenset(_FIELD_WORDS.split())


class UnreadablePaper(Refused):
    """The file is none of those that are taken, or it is damaged; nothing of it was kept."""


@dataclass(frozen=True)
class PaperFile:
    """One file as it may be kept. name: as it was called, without folders and with the ending that its bytes deserve."""

    name: str
    content_type: str
    data: bytes


def checked_paper(name: str, data: bytes) -> PaperFile:
    """The file, told by its bytes. Raises UnreadablePaper with what is wrong and what would be taken."""
    if not data:
        raise UnreadablePaper(_("The file is empty (0 bytes). Choose it again."))
    if len(data) > settings.ATTACHMENT_MAX_BYTES:
        raise too_large()
    content_type = _told_by_bytes(data)
    _CHECKS[content_type](data)
    return PaperFile(_name(name, content_type), content_type, data)


def too_large() -> UnreadablePaper:
    limit = settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)
    message = _("The file is larger than %(limit)s MB. Scan it again in black and white, or send the pages one by one.")
    return UnreadablePaper(message % {"limit": limit})


def _told_by_bytes(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return DOCX
    raise UnreadablePaper(_("This kind of file is not taken, whatever its name says. %(taken)s") % {"taken": _taken()})


def _taken() -> str:
    return _("Taken are: pictures (JPEG, PNG), PDF, Word (.docx without macros).")


def _damaged() -> UnreadablePaper:
    return UnreadablePaper(_("The file is damaged and cannot be opened. %(taken)s") % {"taken": _taken()})


def _check_picture(data: bytes) -> None:
    """It decodes, and is no larger than a sheet of paper can be: a small file may promise a huge picture."""
    try:
        # The renderer of papers lets half pictures pass, for the whole process, once it has been loaded.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise _too_many_pixels()
            picture.load()
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except (Refused, MemoryError):
        raise
    except Exception:  # a decoder fails in many ways; each means the same here
        raise _damaged() from None


def _too_many_pixels() -> UnreadablePaper:
    message = _("The picture has more than %(most)s million pixels. Take or scan it in a lower resolution.")
    return UnreadablePaper(message % {"most": MAX_PIXELS // 1_000_000})


def _check_pdf(data: bytes) -> None:
    from pypdf import PdfReader  # noqa: PLC0415 - slow import, needed only where a PDF comes in

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise UnreadablePaper(_("The PDF has a password. Save it without one, then choose it again."))
        if not 1 <= len(reader.pages) <= MAX_PAGES:
            message = _("The PDF must have between 1 and %(most)s pages.") % {"most": MAX_PAGES}
            raise UnreadablePaper(message)
        is_active = _acts(reader)
    except (Refused, MemoryError):
        raise
    except Exception:  # a reader of foreign files fails in many ways; each means the same here
        raise _damaged() from None
    if is_active:
        raise UnreadablePaper(
            _("The PDF holds scripts, actions or other files. Print it to a new PDF, or scan the paper.")
        )


def _acts(reader) -> bool:
    """Something in it runs when it is opened, or other files are packed into it: at the whole, a page, a note, a field, a
    line of the outline, or wherever else these lead. What leads on for too long is not looked through."""
    seen, waiting, left = set(), [reader.trailer["/Root"]], MAX_OBJECTS
    while waiting:
        value = waiting.pop()
        if hasattr(value, "idnum"):
            if value.idnum in seen:
                continue
            seen.add(value.idnum)
            value = value.get_object()
        if isinstance(value, dict):
            if _RUNS_IN_PDF & value.keys() or any(_does_harm(value.get(key)) for key in _ACTIONS):
                return True
            value = [held for key, held in value.items() if key not in _DRAWN]
        if isinstance(value, list):
            left -= len(value)
            waiting += value
        if left < 0:
            return True
    return False


def _resolved(value):
    return value.get_object() if hasattr(value, "get_object") else value


def _dict(value) -> dict:
    value = _resolved(value)
    return value if isinstance(value, dict) else {}


def _does_harm(action) -> bool:
    held = _dict(action)
    return bool(held) and ("/Next" in held or held.get("/S") not in _HARMLESS)


def _check_docx(data: bytes) -> None:
    """A bounded zip with a Word document in it; without macros, objects, entities, or a template from elsewhere."""
    try:
        with opened_container(data) as container:
            names = set(container.namelist())
            if not {"[Content_Types].xml", "word/document.xml"} <= names:
                raise _damaged()
            runs = any(_RUNS.search(name) for name in names)
            runs = runs or b"macroenabled" in _plain(container.read("[Content_Types].xml")).lower()
            if runs or any(
                _reaches_out(name.lower(), container.read(name))
                for name in names
                if name.lower().endswith((".xml", ".rels"))
            ):
                raise UnreadablePaper(
                    _(
                        "The Word file holds macros, objects or parts from elsewhere. Save it as .docx without them, or as PDF."
                    )
                )
    except ContainerTooLargeError:
        raise UnreadablePaper(_("The Word file unpacks to more than a document can be. Save it as PDF.")) from None
    except DamagedContainerError:
        raise _damaged() from None


def _plain(part: bytes) -> bytes:
    """XML in two-byte letters reads as one-byte letters: nothing hides behind an encoding."""
    return part.replace(b"\0", b"")


def _reaches_out(name: str, part: bytes) -> bool:
    """Entities, a field or a relationship that loads something from elsewhere or pours another kind of file in. An address
    to click on does not. `name` in small letters: the reader tells no others apart."""
    plain = _plain(part)
    if _ENTITY.search(plain):
        return True
    if not name.endswith(".rels"):
        return (b"instrText" in plain or b"fldSimple" in plain) and _has_other_fields(part)
    outward: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").lower()
        is_outside = attributes.get("TargetMode", "").lower() == "external" and not kind.endswith("/hyperlink")
        if tag == "Relationship" and (is_outside or kind.endswith("/afchunk")):
            outward.append(kind)

    walk(part, start)
    return bool(outward)


def _has_other_fields(part: bytes) -> bool:
    """A field that is none of `_FIELDS`. What it says may be cut into pieces, and fields may stand in one another."""
    told, open_fields, is_told = [], [], False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_told
        plain = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        kind = plain.get("fldCharType") if tag == "fldChar" else None
        if tag == "fldSimple":
            told.append(plain.get("instr", ""))
        elif kind == "begin":
            open_fields.append("")
        elif kind == "separate" and open_fields:
            told.append(open_fields[-1])
            open_fields[-1] = "="  # what follows is what it shows
        elif kind == "end" and open_fields:
            told.append(open_fields.pop())
        is_told = tag in ("instrText", "delInstrText")

    def end(tag: str) -> None:
        nonlocal is_told
        is_told = False

    def text(piece: str) -> None:
        if is_told and open_fields:
            open_fields[-1] += piece
        elif is_told:
            told.append(piece)

    walk(part, start, end, text)
    return any(_first_word(instruction) not in _FIELDS for instruction in told + open_fields)


def _first_word(instruction: str) -> str:
    found = re.match(r"\s*(=|[A-Za-z]+)", instruction)
    return found[1].upper() if found else ""


def _name(name: str, content_type: str) -> str:
    """Without folders and without what cannot be seen; the ending says what the bytes are."""
    shown = "".join(sign for sign in name.replace("\\", "/") if unicodedata.category(sign)[0] != "C")
    plain = tidy(PurePosixPath(shown).name).strip(". ") or _("paper")
    endings = ENDINGS[content_type]
    if not plain.lower().endswith(endings):
        plain = f"{plain[: _LONGEST_NAME - 6]}{endings[0]}"
    return plain[-_LONGEST_NAME:]


_CHECKS = {JPEG: _check_picture, PNG: _check_picture, PDF: _check_pdf, DOCX: _check_docx}
