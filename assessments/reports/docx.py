"""A paper as a Word file that an office can work on: the same words and figures, marked as a working copy on every page.

Laid out as HD 36-HD/VPTW sets a document of the Party. The same contents give the same bytes: the only dates written are
the contents' own, in the file's properties and in its container. Bars of charts stay with the PDF.
"""

import io
import zipfile
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from assessments.reports.catalogue import PAPER_LANGUAGE
from assessments.reports.contents.blocks import Part
from assessments.reports.contents.party_document import Letterhead, Signature
from assessments.reports.docx_styles import add_field, bare_document
from assessments.reports.docx_tables import add_pair, add_table
from assessments.reports.table_figures import Written, annexes_of, draft_mark_of, has_bars, tables_of
from assessments.reports.xml_text import shown_text

_UPRIGHT = (Mm(210), Mm(297))
_INDENT = Mm(10)
_LEFT, _RIGHT = Mm(72), Mm(86)
#: The format holds no more of a property.
_MOST_IN_A_PROPERTY = 255


def working_copy_of(contents: Written) -> bytes:
    """The bytes of a .docx file, in the language of papers."""
    with override(PAPER_LANGUAGE):
        file = bare_document()
        _Writer(file, contents).write()
        _set_properties(file, contents)
    return _packed(file, date.fromisoformat(contents.dated_on))


def working_mark() -> str:
    return _("WORKING COPY – does not replace the issued paper")


def _set_properties(file: WordFile, contents: Written) -> None:
    head, kept = contents.letterhead, file.core_properties
    moment = datetime.combine(date.fromisoformat(contents.dated_on), time.min)
    committee = shown_text(head.committee)[:_MOST_IN_A_PROPERTY]
    kept.title = shown_text(f"{head.kind} {head.subject}".strip())[:_MOST_IN_A_PROPERTY]
    kept.author = kept.last_modified_by = committee
    kept.comments = kept.content_status = working_mark()
    kept.language = "vi-VN"
    kept.created = kept.modified = moment


def _packed(file: WordFile, day: date) -> bytes:
    """The container with its entries dated by the paper: the library writes the clock into it."""
    written, packed = io.BytesIO(), io.BytesIO()
    file.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()


class _Writer:
    def __init__(self, file: WordFile, contents: Written):
        self.file, self.contents = file, contents
        self.mark = " · ".join(filter(None, (working_mark(), draft_mark_of(contents))))

    def write(self) -> None:
        contents = self.contents
        self._first_section(self.file.sections[0])
        self._letterhead(contents.letterhead)
        self._text(contents.opening)
        for part in contents.parts:
            self._part(part, 1)
        self._text(contents.closing).paragraph_format.keep_with_next = True
        self._signature(contents.signature)
        self._annexes(annexes_of(contents))

    def _first_section(self, section: Section) -> None:
        """Page numbers from the second page on; the mark on every page."""
        _lay(section, across=False)
        section.different_first_page_header_footer = True
        self._header(section.first_page_header, numbered=False)
        self._header(section.header, numbered=True)

    def _header(self, header, *, numbered: bool) -> None:
        header.is_linked_to_previous = False
        mark = header.paragraphs[0]
        mark.style = self.file.styles["Working mark"]
        mark.add_run(shown_text(self.mark))
        if numbered:
            number = header.add_paragraph(style="Page number")
            add_field(number, "PAGE")
            number.add_run("/")
            add_field(number, "NUMPAGES")

    def _letterhead(self, head: Letterhead) -> None:
        left, right = add_pair(self.file, _LEFT, _RIGHT)
        _centred(left, head.superior)
        _centred(left, head.committee, bold=True)
        _centred(left, "*")
        if head.number:
            _centred(left, head.number)
        party = _centred(right, _("COMMUNIST PARTY OF VIET NAM"), bold=True)
        party.runs[0].font.size = Pt(15)
        party.runs[0].font.underline = True
        place = _centred(right, head.place_and_date)
        place.runs[0].font.italic = True
        place.paragraph_format.space_before = Mm(3)
        self._styled("Title", head.kind)
        self._styled("Subtitle", head.subject)
        self._styled("Middle", "-----")
        if head.addressee:
            self._styled("Middle", _("Respectfully to: %(body)s.") % {"body": head.addressee})

    def _part(self, part: Part, level: int) -> None:
        if part.title:
            self._styled(f"Heading {level}", part.title)
        self._filled(part, Mm(165))
        for under in part.parts:
            self._part(under, level + 1)

    def _filled(self, part: Part, across: int) -> None:
        for text in part.paragraphs:
            self._text(text)
        if has_bars(part):
            self._text(_("The bars of the charts are drawn in the PDF of this paper; their figures follow."))
        for table in tables_of(part):
            if table.rows:
                add_table(self.file, table, across)
            else:
                empty = self.file.add_paragraph(style="No rows")
                empty.add_run(shown_text(f"{table.caption}: ")).bold = True
                empty.add_run(shown_text(table.empty))

    def _annexes(self, annexes: tuple[Part, ...]) -> None:
        """Each begins on a page of its own, a wide one on a page that lies across."""
        lies = False
        for number, annex in enumerate(annexes, start=1):
            if annex.wide != lies:
                section = self.file.add_section(WD_SECTION.NEW_PAGE)
                section.different_first_page_header_footer = False
                _lay(section, across=annex.wide)
            self._annex_heading(number, annex, breaks=annex.wide == lies)
            lies = annex.wide
            self._filled(annex, Mm(252) if annex.wide else Mm(165))
            if annex.signed:
                self._signed(annex.signed)

    def _annex_heading(self, number: int, annex: Part, *, breaks: bool) -> None:
        if annex.form:
            first = self._styled("Form mark", annex.form)
        name = self._styled("Annex", _("Annex %(number)s") % {"number": number})
        (first if annex.form else name).paragraph_format.page_break_before = breaks
        self._styled("Annex title", annex.title)

    def _signature(self, sign: Signature) -> None:
        left, right = add_pair(self.file, _LEFT, _RIGHT)
        recipients = left.paragraphs[0]
        recipients.add_run(_("Recipients:")).font.underline = True
        for line in sign.recipients:
            left.add_paragraph().add_run(shown_text(line)).font.size = Pt(12)
        _signatory(right, (sign.authority, sign.position, sign.name))

    def _signed(self, sides: tuple[tuple[str, ...], ...]) -> None:
        cells = add_pair(self.file, Mm(79), Mm(79))
        for place, (cell, lines) in enumerate(zip(cells, sides, strict=True)):
            _signatory(cell, lines, named=place > 0)

    def _text(self, text: str) -> Paragraph:
        return self._styled("Running text", text)

    def _styled(self, style: str, text: str) -> Paragraph:
        return self.file.add_paragraph(shown_text(text), style=style)


def _lay(section: Section, *, across: bool) -> None:
    short, long = _UPRIGHT
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(8)


def _centred(cell, text: str, *, bold: bool = False) -> Paragraph:
    """Another line of a cell without borders, centred; its first one is there already."""
    first = cell.paragraphs[0]
    line = cell.add_paragraph() if first.runs else first
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(shown_text(text))
    run.bold = bold
    return line


def _signatory(cell, lines: tuple[str, ...], *, named: bool = True) -> None:
    """Authority, position, and below the room for the signature the name."""
    for place, text in enumerate(lines):
        line = _centred(cell, text, bold=place > 0 or not named)
        if named and place == len(lines) - 1:
            line.paragraph_format.space_before = Mm(24)
