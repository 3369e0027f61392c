"""The sheets of a cell's workbook and their columns, as data: one for each form in use, one for the answers to review hints,
one for the ballots. Pure."""

from dataclasses import dataclass, replace
from enum import StrEnum

from assessments.review_forms import Form
from assessments.rules import Grade, Level
from assessments.rules.vocabulary import Worded

GUIDE, BALLOTS_TITLE, HINTS_TITLE = "Hướng dẫn", "Bỏ phiếu", "Trả lời gợi ý"
#: Longest text of a section and of a reason, in characters; the services hold the same.
LONGEST_TEXT, LONGEST_REASON = 20_000, 500
#: The group of every column of the ballot sheet that is filled in: counts and proposal go together or not at all.
BALLOTS = "ballots"
HINTS = "hints"
_FORM_TITLES = {"01": "Kiểm điểm tập thể", "02": "Kiểm điểm cá nhân", "02L": "Kiểm điểm lãnh đạo"}


class Kind(StrEnum):
    """How a column is used. KEY: which subject the row is of, hidden; NAME must agree with it; SHOWN and TOTAL are never
    read; the others are filled in."""

    KEY = "key"
    NAME = "name"
    SHOWN = "shown"
    TOTAL = "total"
    TEXT = "text"
    LEVEL = "level"
    GRADE = "grade"
    COUNT = "count"


CHOICES: dict[Kind, type[Worded]] = {Kind.LEVEL: Level, Kind.GRADE: Grade}
_NEVER_FILLED = frozenset({Kind.KEY, Kind.NAME, Kind.SHOWN, Kind.TOTAL})


@dataclass(frozen=True)
class Column:
    """`name` is the field of the services. `group`: columns of one group are one value to the comparison."""

    name: str
    header: str
    kind: Kind
    group: str = ""
    limit: int = 0

    @property
    def is_filled(self) -> bool:
        return self.kind not in _NEVER_FILLED


@dataclass(frozen=True)
class SheetLayout:
    """One sheet; `key` is how the code and a kept download call it."""

    key: str
    title: str
    columns: tuple[Column, ...]

    @property
    def filled(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_filled)

    @property
    def groups(self) -> dict[str, tuple[Column, ...]]:
        """Group → its columns, in the order of the sheet."""
        found: dict[str, tuple[Column, ...]] = {}
        for column in self.filled:
            found[column.group] = (*found.get(column.group, ()), column)
        return found

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


_KEY = Column("key", "Mã dòng", Kind.KEY)
_NAME = Column("name", "Tên", Kind.NAME)


def critique_layout(form: Form, *, current: bool = True) -> SheetLayout:
    """The sheet of one form in one version: a column for each text, two for each level, the grades proposed for oneself.

    A version that is not the year's current one stands in the title.
    """
    columns = [_KEY, _NAME, Column("state", "Tình trạng", Kind.SHOWN)]
    for section in form.sections:
        columns.append(
            Column(f"text_{section.key}", f"{section.number}. {section.heading_vi}", Kind.TEXT, limit=LONGEST_TEXT)
        )
        if section.group:
            columns.append(Column(f"level_{section.key}", f"{section.number}: cấp độ tự nhận", Kind.LEVEL))
            columns.append(Column(f"cell_{section.key}", f"{section.number}: cấp độ của hội nghị", Kind.LEVEL))
    columns.append(Column("self_grade", "Tự đề nghị xếp loại", Kind.GRADE))
    if form.officer_grade:
        columns.append(Column("self_grade_officer", "Tự đề nghị xếp loại công chức, viên chức (nếu có)", Kind.GRADE))
    title = _FORM_TITLES[form.code] if current else f"{_FORM_TITLES[form.code]} {form.version}"
    alone = tuple(replace(column, group=column.name) if column.is_filled else column for column in columns)
    return SheetLayout(f"{form.code}/{form.version}", title, alone)


_COUNTS = {
    Grade.EXCELLENT: "Xuất sắc",
    Grade.GOOD: "Tốt",
    Grade.FULFILLED: "Hoàn thành",
    Grade.UNFULFILLED: "Không hoàn thành",
}
BALLOT_LAYOUT = SheetLayout(
    BALLOTS,
    BALLOTS_TITLE,
    (
        _KEY,
        _NAME,
        Column("post", "Đối tượng", Kind.SHOWN),
        *(Column(grade.value, f"Số phiếu: {word}", Kind.COUNT, BALLOTS) for grade, word in _COUNTS.items()),
        Column("total", "Tổng số phiếu", Kind.TOTAL),
        Column("grade", "Mức đề nghị khác kết quả phiếu", Kind.GRADE, BALLOTS),
        Column("reason", "Lý do đề nghị khác", Kind.TEXT, BALLOTS, LONGEST_REASON),
    ),
)
#: A row for each point of an issued hint; the name is that of the subject it was issued to.
HINT_LAYOUT = SheetLayout(
    HINTS,
    HINTS_TITLE,
    (
        _KEY,
        _NAME,
        Column("point", "Điểm gợi ý", Kind.SHOWN),
        Column("answer", "Câu trả lời", Kind.TEXT, "answer", LONGEST_TEXT),
    ),
)
COUNT_NAMES = tuple(grade.value for grade in Grade)
