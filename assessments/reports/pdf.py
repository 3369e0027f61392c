"""HTML → PDF. The renderer reaches nothing: no network, no file, whatever a text says. The same contents give the
same bytes: the only dates written are those of the contents."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from assessments.reports.archivable import VARIANT, archivable
from assessments.reports.renderer import ground_here, laid_out

STYLE = "css/paper.css"
#: How many small papers may share a page; the most that fit are taken.
_TOGETHER = (6, 4, 3, 2)

#: Signs without a shape, and those that turn the order of the letters round: a paper prints neither.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


#: Code points without a letter of their own: private (what a word processor's symbols become), unassigned, half of a pair.
_NO_LETTER = frozenset({"Co", "Cn", "Cs"})
#: The two bullets that word processors paste as private symbols.
_PASTED = {"\uf0b7": "•", "\uf0a7": "▪"}


def printable(text: str) -> str:
    """What of a text a paper shows: without signs that nobody sees and that could hide or turn what stands beside them.
    What no font has a letter for is shown as one sign, �: PDF/A allows none without a shape, and text is to be taken out again."""
    strange = {letter for letter in set(text) if unicodedata.category(letter) in _NO_LETTER}
    if strange:
        text = text.translate({ord(letter): _PASTED.get(letter, "\ufffd") for letter in strange})
    return _UNPRINTABLE.sub("", text)


def pdf_of(html: str, style: str = STYLE) -> bytes:
    """The document as PDF bytes. Raises nothing for an address in the text: it is simply not followed."""
    return _written(laid_out(html, *ground_here(style_sheet(style))))


def pdf_of_all(htmls: Iterable[str]) -> bytes:
    """Several documents in one PDF, each with page numbers of its own; title and dates are the first one's."""
    ground = ground_here(style_sheet(STYLE))
    documents = [laid_out(html, *ground) for html in htmls]
    return _written(documents[0].copy([page for document in documents for page in document.pages]))


def pdf_of_copies(html_with: Callable[[int], str], copies: int, most: int) -> bytes:
    """A paper printed `copies` times. `html_with(n)` sets it n times in one document: where several fit on one page, at
    `most` so many, they share it. Laid out once and repeated, so that one copy is as the other to the last letter."""
    ground = ground_here(style_sheet(STYLE))
    for together in [number for number in _TOGETHER if number <= min(most, copies)] + [1]:
        sheet = laid_out(html_with(together), *ground)
        if together == 1 or len(sheet.pages) == 1:
            break
    full, rest = divmod(copies, together)
    pages = sheet.pages * full
    if rest:
        pages += laid_out(html_with(rest), *ground).pages
    return _written(sheet.copy(pages))


def fingerprint_of(texts: Sequence[str]) -> str:
    """Of what is about to be set: the same texts, style and renderer give the same pages."""
    said = (version("weasyprint"), version("pydyf"), VARIANT, style_sheet(STYLE), *texts)
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def _written(document) -> bytes:
    return archivable(document.write_pdf(pdf_variant=VARIANT))


def style_sheet(style: str = STYLE) -> str:
    """Text of a style sheet of paper: from the sources, or from the collected files of an installation."""
    found = finders.find(style) or Path(settings.STATIC_ROOT) / style
    return Path(found).read_text(encoding="utf-8")
