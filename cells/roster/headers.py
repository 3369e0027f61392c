"""Which column holds what: headers of one or two rows, in any spelling, case and order."""

import re
from dataclasses import dataclass, field

from cells.vietnamese import fold_words
from cells.workbooks import Sheet, text_of

_DAY_WORDS = r"(?:(?:ngay|thang|nam)(?: va)? )*"
#: Folded header -> field; the first that fits wins, so the narrower stands before the wider.
_PATTERNS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("number", r"stt|tt|so tt|so thu tu"),
        ("family_name", r"ho|ho(?: va)?(?: ten)? (?:dem|lot|chu lot|ten lot)"),
        ("given_name", r"ten"),
        (
            "full_name",
            r"ho(?: va)?(?: chu lot va)? ten(?: (?:dang vien|khai sinh|chu in hoa|in hoa|dong chi))?|ten dang vien",
        ),
        ("born_male", r"(?:(?:ngay|thang|nam) )+sinh (?:cua )?nam"),
        ("born_female", rf"{_DAY_WORDS}sinh (?:cua )?nu"),
        ("born_on", rf"{_DAY_WORDS}sinh|sinh (?:ngay|nam)|ntns|{_DAY_WORDS}sinh (?:dd mm yyyy|ngay thang nam)"),
        ("gender", r"gioi tinh|gioi|phai|nam nu"),
        ("ethnicity", r"dan toc"),
        (
            "official_on",
            rf"{_DAY_WORDS}(?:vao dang |chuyen dang |chuyen |cong nhan |duoc cong nhan |dang vien )*chinh thuc",
        ),
        (
            "admitted_on",
            rf"{_DAY_WORDS}(?:duoc )?(?:vao dang|ket nap)(?: (?:vao )?(?:dang|dang csvn|dang vien|du bi))*",
        ),
        ("card_number", r"(?:so )?(?:the|hieu the|so the)(?: (?:dang vien|dv|dang))|so the|so tdv|ma the dang"),
        ("position", r"chuc vu(?: (?:dang|trong dang|hien nay|dang chinh quyen|hien tai))?|chuc danh"),
        (
            "cell",
            r"(?:ten |thuoc )?chi bo(?: sinh hoat)?|(?:noi |don vi )?sinh hoat(?: tai)?(?: chi bo| dang)?|don vi sinh hoat",
        ),
        ("status", r"tinh trang(?: sinh hoat| dang vien)?|trang thai|dien dang vien"),
        ("note", r"ghi chu"),
    )
)
#: Lower header under an upper one: (upper field, folded lower text) -> field.
_BELOW = {
    ("born_on", "nam"): "born_male",
    ("born_on", "nu"): "born_female",
    ("born_on", "chua ro"): "born_on",
    ("gender", "nam"): "male_mark",
    ("gender", "nu"): "female_mark",
    ("admitted_on", "du bi"): "admitted_on",
    ("admitted_on", "ket nap"): "admitted_on",
    ("admitted_on", "vao dang"): "admitted_on",
    ("admitted_on", "chinh thuc"): "official_on",
}
_BARE = {"nam": "born_male", "nu": "born_female"}
_SOMETHING_ELSE = {"full_name", "family_name", "given_name", "number"}
_IDENTIFIES = {"born_on", "born_male", "born_female", "card_number"}


@dataclass(frozen=True)
class Header:
    """Columns by field (counted from 0). `row` is its first row, `height` one or two; `unread` headers nobody knows."""

    row: int
    height: int
    columns: dict[str, int]
    unread: tuple[str, ...] = field(default=())

    @property
    def has_name(self) -> bool:
        return "full_name" in self.columns or {"family_name", "given_name"} <= self.columns.keys()

    @property
    def identifies(self) -> bool:
        """A person can be told from a namesake: a date of birth or a card number is there."""
        return bool(self.columns.keys() & _IDENTIFIES)

    def first_name_column(self) -> int:
        return self.columns.get("full_name", self.columns.get("family_name", 0))


def header_at(sheet: Sheet, row: int) -> Header | None:
    """The header that begins in this row, or None. A name column and one more known column make a header."""
    upper = [text_of(value) for value in sheet.rows[row]]
    if not any(upper):
        return None
    lower = [text_of(value) for value in sheet.rows[row + 1]] if row + 1 < len(sheet.rows) else []
    if any(lower) and any(map(_field, upper)) and (two := _two_rows(row, upper, lower)) is not None:
        return two
    return _checked(Header(row, 1, *_columns([(_field(text), text) for text in upper])))


def repeats_header(sheet: Sheet, header: Header, row: int) -> Header | None:
    """The header printed again on a later page, perhaps with other columns; asked of every line, so it looks once first."""
    column = header.first_name_column()
    names = (text_of(one[column]) for one in sheet.rows[row : row + 2])
    return header_at(sheet, row) if any(_field(name) in ("full_name", "family_name") for name in names) else None


def names_people(text: str) -> bool:
    """A header of this text stands over people's names."""
    return _field(text) == "full_name"


def _two_rows(row: int, upper: list[str], lower: list[str]) -> Header | None:
    """The lower row splits at least one group (Nam | Nữ); groups nobody reads (“Trình độ”: VH | CM | LLCT) may stand beside."""
    found, carried, splits = [], "", False
    for above, below in zip(upper, lower, strict=True):
        carried = above or carried
        name = _field_below(carried, below) if below else _field(above)
        if below and not name:
            if _field(carried) in _SOMETHING_ELSE:  # a name or a number: the row below is a person
                return None
            name = _field(above)
        else:
            splits = splits or bool(below)
        found.append((name, below or above))
    return _checked(Header(row, 2, *_columns(found))) if splits else None


def _field_below(above: str, below: str) -> str:
    folded = fold_words(below)
    return _BELOW.get((_field(above), folded)) or _field(below) or ("" if above else _BARE.get(folded, ""))


def _field(text: str) -> str:
    folded = fold_words(text)
    return next((name for name, pattern in _PATTERNS if pattern.fullmatch(folded)), "") if folded else ""


def _columns(found: list[tuple[str, str]]) -> tuple[dict[str, int], tuple[str, ...]]:
    columns, unread = {}, []
    for index, (name, text) in enumerate(found):
        if name and name not in columns:
            columns[name] = index
        elif text and not text.strip("()").isdecimal():
            unread.append(text)
    return columns, tuple(unread)


def _checked(header: Header) -> Header | None:
    return header if header.has_name and header.columns.keys() - _SOMETHING_ELSE else None
