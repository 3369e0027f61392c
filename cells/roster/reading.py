"""A roster workbook -> people, cells, problems and warnings, each with its sheet and row. Nothing is guessed, nothing is lost.

One walk down each sheet: lines before the header may name the cell; below it every line is a person, a section, a total,
a repeated header, a line of text, or empty.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cells.refusals import Refused
from cells.roster.cell_names import cell_key, cell_name, declared_count, is_total, may_name_cell, section_of
from cells.roster.headers import Header, header_at, names_people, repeats_header
from cells.roster.notes import says_left
from cells.roster.people import PersonLine, read_person
from cells.roster.rows import CellFound, Reading, Remark, RosterRow
from cells.vietnamese import fold_words
from cells.workbooks import Sheet, Value, Workbook, open_workbook, text_of

#: A header stands near the top; title rows of a party document take about ten lines.
_HEADER_WITHIN = 60
_PLAIN_SHEET_NAMES = ("danh sach", "sheet", "trang tinh", "trang", "ds", "roster", "dang vien", "table", "bang")
_END_MARKS = (
    "t m", "tm", "nguoi lap", "lap bang", "noi nhan", "xac nhan", "thu truong", "bi thu", "pho bi thu", "dang uy", "ky ten",
    "ky va ghi ro", "k t", "kt", "ngay thang nam",
)  # fmt: skip


@dataclass
class _Total:
    row: int
    declared: int
    whole_list: bool
    section: int
    sheet: int
    overall: int


@dataclass
class _Walk:
    """Where the reader stands in one sheet."""

    sheet: Sheet
    header: Header
    cell: str = ""
    ended: bool = False
    unclear: str = ""  # a line above the next people that is no section, yet may say whose they are
    in_section: int = 0
    in_sheet: int = 0
    totals: list[_Total] = field(default_factory=list)


@dataclass
class _Gathered:
    rows: list[RosterRow] = field(default_factory=list)
    cells: dict[str, CellFound] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    def name_cell(self, name: str, sheet: str, row: int, declared: int | None = None) -> str:
        key = cell_key(name)
        known = self.cells.get(key)
        if known is None:
            self.cells[key] = CellFound(key, name, sheet, row, declared)
        elif declared is not None and known.declared is None:
            self.cells[key] = CellFound(key, known.name, sheet, row, declared)
        return key


def read_roster(data: bytes) -> Reading:
    """Read the bytes of an .xlsx roster. Raises Refused when no table of people is in it."""
    return read_workbook(open_workbook(data))


def read_workbook(workbook: Workbook) -> Reading:
    """Read an opened workbook; every visible sheet with a header takes part."""
    if not any(text_of(value) for sheet in workbook.sheets for row in sheet.rows for value in row):
        raise Refused(_("The workbook is empty: no visible sheet holds anything.") + _hidden_message(workbook))
    headers = [(sheet, _find_header(sheet)) for sheet in workbook.sheets]
    if not any(header and header.identifies for _sheet, header in headers):
        raise Refused(_no_header_message(headers) + _hidden_message(workbook))
    gathered = _Gathered()
    for name in workbook.hidden:
        gathered.warnings.append(Remark(name, 1, "hidden_sheet", _("The sheet is hidden and was not read.")))
    for sheet, header in headers:
        if header and says_left(sheet.name):
            message = _("By its name the sheet lists people who left; it was not read.")
            gathered.warnings.append(Remark(sheet.name, 1, "sheet_of_people_who_left", message))
        elif header and header.identifies:
            _read_sheet(gathered, sheet, header)
        elif sheet.rows:
            gathered.warnings.append(
                Remark(sheet.name, 1, "no_header", _("The sheet has no header of a roster and was not read."))
            )
    _compare_sections(gathered)
    if not gathered.rows and not gathered.problems:
        raise Refused(_("The table has a header but no people below it."))
    return Reading(
        tuple(gathered.rows), tuple(gathered.cells.values()), tuple(gathered.problems), tuple(gathered.warnings)
    )


def _find_header(sheet: Sheet) -> Header | None:
    found = (header_at(sheet, row) for row in range(min(len(sheet.rows), _HEADER_WITHIN)))
    return next(filter(None, found), None)


def _no_header_message(headers: list[tuple[Sheet, Header | None]]) -> str:
    named = [(sheet.name, header) for sheet, header in headers if header]
    if named:
        name, header = named[0]
        return _(
            "Sheet “%(sheet)s”, row %(row)d: the header has the names but neither a date of birth nor a card number, so "
            "namesakes cannot be told apart. Add a column “Ngày sinh” or “Số thẻ đảng viên”."
        ) % {"sheet": name, "row": header.row + 1}
    return _(
        "No header of a roster was found. One row needs the column “Họ và tên” and beside it “Ngày sinh” or "
        "“Số thẻ đảng viên”; it may have “Giới tính”, “Dân tộc”, “Ngày vào Đảng”, “Ngày chính thức”, “Chức vụ”, “Chi bộ”, “Ghi chú”."
    )


def _hidden_message(workbook: Workbook) -> str:
    if not workbook.hidden:
        return ""
    return " " + _("Hidden sheets are not read: %(sheets)s. If the roster is there, unhide it.") % {
        "sheets": ", ".join(workbook.hidden)
    }


def _read_sheet(gathered: _Gathered, sheet: Sheet, header: Header) -> None:
    walk = _Walk(sheet, header)
    has_sections = "cell" in header.columns or any(
        section_of(_lone_text(row)) for row in sheet.rows[header.row + header.height :] if _lone_text(row)
    )
    if not has_sections:
        walk.cell = _cell_of_sheet(gathered, sheet, header)
    _judge_unread(gathered, sheet, header)
    index = header.row + header.height
    while index < len(sheet.rows):
        index += _read_line(gathered, walk, index)
    _compare_totals(gathered, walk)


def _cell_of_sheet(gathered: _Gathered, sheet: Sheet, header: Header) -> str:
    """One cell a sheet: the heading names it, else the sheet's own name does."""
    for index in range(header.row):
        for text in filter(None, map(text_of, sheet.rows[index])):
            section = section_of(text)
            if section and fold_words(text).removeprefix("danh sach dang vien ").startswith("chi bo "):
                return gathered.name_cell(section.name, sheet.name, index + 1, section.declared)
    if any(fold_words(sheet.name).startswith(plain) for plain in _PLAIN_SHEET_NAMES):
        return ""
    section = section_of(sheet.name)
    return gathered.name_cell(section.name if section else cell_name(sheet.name), sheet.name, header.row + 1)


def _judge_unread(gathered: _Gathered, sheet: Sheet, header: Header) -> None:
    if any(map(names_people, header.unread)):
        message = _("Two tables stand side by side; only the left one could be read. Put them one below the other.")
        gathered.problems.append(Remark(sheet.name, header.row + 1, "two_tables", message))
    elif header.unread:
        message = _("These columns were not read: %(columns)s.") % {"columns": ", ".join(header.unread)}
        gathered.warnings.append(Remark(sheet.name, header.row + 1, "unread_columns", message))


def _read_line(gathered: _Gathered, walk: _Walk, index: int) -> int:
    """Read one line; answer how many rows it took."""
    values = walk.sheet.rows[index]
    if not any(text_of(value) for value in values):
        return 1
    if (again := repeats_header(walk.sheet, walk.header, index)) is not None:
        walk.header = again if again.identifies else walk.header
        walk.ended = False
        return again.height
    line = PersonLine.of(walk.sheet, walk.header, index)
    if line.is_person(walk.ended):
        _take_person(gathered, walk, line)
    elif not line.is_numbering:
        _take_text(gathered, walk, index, line)
    return 1


def _take_person(gathered: _Gathered, walk: _Walk, line: PersonLine) -> None:
    walk.ended = False
    own_cell = text_of(line.value("cell"))
    cell = gathered.name_cell(cell_name(own_cell), walk.sheet.name, line.row) if own_cell else walk.cell
    person, problems, warnings = read_person(line, cell)
    if walk.unclear and not own_cell:
        message = _(
            "From this row on people stand below the line “%(line)s”, and it is not clear to which cell they belong. "
            "Write “Chi bộ …” in that line, or clear it."
        )
        problems.append(line.remark("unclear_section", message % {"line": walk.unclear[:80]}))
        walk.unclear = ""
    if not cell:
        problems.append(
            line.remark(
                "no_cell",
                _(
                    "It is not said to which cell this person belongs: put a row "
                    "“Chi bộ …” above, or a column “Chi bộ”."
                ),
            )
        )
    gathered.rows.append(person.marked(bool(problems)))
    gathered.problems += problems
    gathered.warnings += warnings
    gathered.counts[cell] = gathered.counts.get(cell, 0) + 1
    walk.in_section += 1
    walk.in_sheet += 1


def _take_text(gathered: _Gathered, walk: _Walk, index: int, line: PersonLine) -> None:
    """A line that is no person: section, total, signature, or words nobody understands."""
    text = _lone_text(walk.sheet.rows[index])
    first = next(text_of(value) for value in walk.sheet.rows[index] if text_of(value))
    section = section_of(text) if text else None
    if section:
        walk.cell = gathered.name_cell(section.name, walk.sheet.name, index + 1, section.declared)
        walk.ended, walk.unclear, walk.in_section = False, "", 0
    elif text and (says_left(text) or (not walk.ended and may_name_cell(text))):
        walk.unclear = text
    elif any(is_total(text_of(value)) for value in walk.sheet.rows[index]):
        walk.ended = True
        _note_total(gathered, walk, index)
    elif walk.ended or _is_end_mark(walk.sheet.rows[index]):
        walk.ended = True
    elif line.has_name:
        gathered.problems.append(
            line.remark(
                "name_only",
                _("The row holds a name and nothing else. Add the date of birth or the card number, or clear the row."),
            )
        )
    elif line.has_facts:
        gathered.problems.append(
            line.remark("no_name", _("The row has data but no name. Add the name or clear the row."))
        )
    else:
        message = _("The line “%(text)s” was not understood and is left out.") % {"text": first[:80]}
        gathered.warnings.append(Remark(walk.sheet.name, index + 1, "unknown_line", message))


def _note_total(gathered: _Gathered, walk: _Walk, index: int) -> None:
    texts = [text_of(value) for value in walk.sheet.rows[index] if text_of(value)]
    declared = declared_count(" ".join(texts))
    if declared is not None:
        whole_list = any(fold_words(text).startswith("tong") for text in texts)
        overall = len(gathered.rows)
        walk.totals.append(_Total(index + 1, declared, whole_list, walk.in_section, walk.in_sheet, overall))


def _compare_totals(gathered: _Gathered, walk: _Walk) -> None:
    for total in walk.totals:
        last = total is walk.totals[-1]
        allowed = {total.sheet, total.overall} | (set() if total.whole_list and last else {total.section})
        if total.declared not in allowed:
            message = _("The total says %(declared)d people, %(found)d were read.") % {
                "declared": total.declared,
                "found": total.sheet if total.whole_list else total.section,
            }
            gathered.warnings.append(Remark(walk.sheet.name, total.row, "total_differs", message))


def _compare_sections(gathered: _Gathered) -> None:
    for cell in gathered.cells.values():
        found = gathered.counts.get(cell.key, 0)
        if cell.declared is not None and cell.declared != found:
            message = _("%(cell)s: the line says %(declared)d people, %(found)d were read.") % {
                "cell": cell.name,
                "declared": cell.declared,
                "found": found,
            }
            gathered.warnings.append(Remark(cell.sheet, cell.row, "section_differs", message))


def _lone_text(values: tuple[Value, ...]) -> str:
    """The words of a line that is one text (its number may stand in a cell of its own); "" when the line is more."""
    texts = [text_of(value) for value in values if text_of(value)]
    if len(texts) == 2 and texts[0].rstrip(".").isalnum() and len(texts[0]) <= 5:
        return f"{texts[0].rstrip('.')}. {texts[1]}"
    return texts[0] if len(texts) == 1 else ""


def _is_end_mark(values: tuple[Value, ...]) -> bool:
    folded = [fold_words(text_of(value)) for value in values if text_of(value)]
    return all(any(text == mark or text.startswith(mark + " ") for mark in _END_MARKS) for text in folded)
