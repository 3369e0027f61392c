"""Written, opened again, edited by another library: what was said comes back, what cannot be read has its place."""

import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assessments.cell_sheet.guide import MARK_LABEL
from assessments.cell_sheet.layout import BALLOT_LAYOUT, LONGEST_TEXT, Kind, critique_layout
from assessments.cell_sheet.reading import read_sheet
from assessments.cell_sheet.three_way import State, compare
from assessments.cell_sheet.words import code_for, words_for
from assessments.cell_sheet.writing import write_sheet
from assessments.review_forms import SECTION_GROUPS, SPECIAL_TOPICS_2021, form_for, read_form
from assessments.rules import Grade, Level
from assessments.services.critique_writing import MAX_TEXT
from cells.refusals import Refused
from cells.vietnamese import fold_words, tidy_text
from cells.workbooks import UnreadableWorkbook
from tests.assessments.cell_sheet.sheets import (
    LAYOUT,
    LEVEL,
    TEXT,
    ballot_row,
    column_of,
    critique_row,
    opened,
    remade,
    row_of,
    sheet_with,
    typed,
    without_page,
)
from tests.workbooks import bomb

MARK = "p0123456789abcdef"
AN = "Nguyễn Văn An"


def read(data: bytes, sheet=None, **options):
    sheet = sheet or sheet_with(critique_row())
    return read_sheet(data, [table.layout for table in sheet.tables], **options)


def written(*rows, ballots=None) -> bytes:
    return write_sheet(sheet_with(*(rows or [critique_row()]), ballots=ballots), mark=MARK)


def places(faults) -> list:
    return [(fault.sheet, fault.row, fault.column) for fault in faults]


def test_the_guide_says_whose_sheet_it_is_and_which_download():
    reading = read(written())

    assert (reading.mark, reading.code, reading.year, reading.faults, reading.missing) == (MARK, "KP01", "2021", (), ())


FORMULA_LIKE = ["=1+1", "+84 28", "-không", "@ai", "=HYPERLINK(\"http://x\")", "05", "1/2/2021", "TRUE", "'trích"]  # fmt: skip


@pytest.mark.parametrize("text", FORMULA_LIKE)
def test_a_text_like_a_formula_stays_that_text(text):
    data = written(critique_row(**{TEXT: text}))

    cell = opened(data)[LAYOUT.title].cell(2, column_of(opened(data)[LAYOUT.title], LAYOUT.column(TEXT).header))
    assert (cell.data_type, cell.value) == ("s", text)
    assert [row.values[TEXT] for row in read(data).rows[LAYOUT.key]] == [text]
    assert [row.values[TEXT] for row in read(remade(data)).rows[LAYOUT.key]] == [text]


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cn", "Co"]) | st.sampled_from("=+-@'\"<>&\n _x005F_ếỳđ"),
    max_size=60,
).map(tidy_text)
ERRORS_OF_EXCEL = {"#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.tuples(TEXTS.filter(lambda text: text not in ERRORS_OF_EXCEL), st.sampled_from(["", *Level]), st.sampled_from(["", *Grade])),
        min_size=1,
        max_size=4,
    )
)  # fmt: skip
@example([("_x000D_ và _x0041_", "", "")])
@example([("dòng một\n\ndòng hai", Level.GOOD, Grade.GOOD)])
def test_a_download_taken_back_untouched_has_nothing_to_write(rows):
    sheet = sheet_with(
        *(
            critique_row(f"member:M{number}", f"Người {number}", **{TEXT: text, LEVEL: str(level), "self_grade": str(grade)})
            for number, (text, level, grade) in enumerate(rows)
        ),
        ballots=[ballot_row(f"member:M{number}", f"Người {number}") for number in range(len(rows))],
    )  # fmt: skip

    reading = read(write_sheet(sheet, mark=MARK), sheet)
    plan = compare(reading, sheet, sheet.snapshot())

    assert (plan.rows, plan.faults, plan.missing, plan.unchanged) == ((), (), (), 2 * len(rows))


def test_decomposed_text_is_composed():
    data = typed(written(), LAYOUT, AN, **{TEXT: unicodedata.normalize("NFD", "Đã sửa chữa")})

    assert read(data).rows[LAYOUT.key][0].values[TEXT] == "Đã sửa chữa"


def test_edits_by_another_program_are_exactly_what_is_written():
    sheet = sheet_with(critique_row(), critique_row("member:M2", "Trần Thị Bình"), ballots=[ballot_row()])
    data = write_sheet(sheet, mark=MARK)

    data = typed(data, LAYOUT, AN, **{TEXT: "=đã làm", LEVEL: "tb", "self_grade": "hoàn thành tốt nhiệm vụ"})
    data = typed(data, BALLOT_LAYOUT, AN, good=3, excellent=0)
    plan = compare(read(data, sheet), sheet, sheet.snapshot())

    assert [(row.layout.title, row.name, row.written(None)) for row in plan.of(State.FILE)] == [
        ("Kiểm điểm cá nhân", AN, {TEXT: "=đã làm", LEVEL: "average", "self_grade": "good"}),
        ("Bỏ phiếu", AN, {"excellent": 0, "good": 3, "fulfilled": 0, "unfulfilled": 0, "grade": "", "reason": ""}),
    ]
    assert (plan.faults, plan.unchanged) == ((), 1)


@pytest.mark.parametrize(
    ("layout", "values", "column"),
    [
        (LAYOUT, {LEVEL: "khá"}, LAYOUT.column(LEVEL).header),
        (LAYOUT, {"self_grade": "giỏi"}, "Tự đề nghị xếp loại"),
        (LAYOUT, {TEXT: "a" * (LONGEST_TEXT + 1)}, LAYOUT.column(TEXT).header),
        (BALLOT_LAYOUT, {"good": "ba"}, "Số phiếu: Tốt"),
        (BALLOT_LAYOUT, {"good": 2.5}, "Số phiếu: Tốt"),
        (BALLOT_LAYOUT, {"good": -1}, "Số phiếu: Tốt"),
        (BALLOT_LAYOUT, {"good": date(2021, 12, 3)}, "Số phiếu: Tốt"),
        (BALLOT_LAYOUT, {"reason": "a" * 501}, "Lý do đề nghị khác"),
    ],
    ids=["no level", "no grade", "too long", "a word", "a half", "below zero", "a day", "a long reason"],
)
def test_what_cannot_be_read_has_its_place(layout, values, column):
    sheet = sheet_with(critique_row(), ballots=[ballot_row()])
    data = typed(write_sheet(sheet, mark=MARK), layout, AN, **values)

    assert places(read(data, sheet).faults) == [(layout.title, 2, column)]


def test_an_error_of_excel_is_named():
    def fail(book) -> None:
        cell = book[LAYOUT.title].cell(2, column_of(book[LAYOUT.title], LAYOUT.column(TEXT).header))
        cell.value, cell.data_type = "#REF!", "e"

    assert places(read(remade(written(), fail)).faults) == [(LAYOUT.title, 2, LAYOUT.column(TEXT).header)]


def test_a_row_added_a_row_doubled_a_column_unknown():
    def change(book) -> None:
        sheet = book[LAYOUT.title]
        sheet.cell(3, column_of(sheet, "Tên")).value = "Người thêm"
        sheet.cell(4, column_of(sheet, "Mã dòng")).value = "MEMBER:m1"
        sheet.cell(1, sheet.max_column + 1).value = "Cột lạ"

    faults = read(remade(written(), change)).faults

    assert places(faults) == [(LAYOUT.title, 1, "Cột lạ"), (LAYOUT.title, 3, "Mã dòng"), (LAYOUT.title, 4, "")]


def test_columns_and_rows_left_out_say_nothing():
    sheet = sheet_with(critique_row(**{TEXT: "cũ"}), critique_row("member:M2", "Trần Thị Bình"))

    def change(book) -> None:
        page = book[LAYOUT.title]
        page.delete_cols(column_of(page, LAYOUT.column(TEXT).header))
        page.delete_rows(row_of(page, "Trần Thị Bình"))

    plan = compare(read(remade(write_sheet(sheet, mark=MARK), change), sheet), sheet, sheet.snapshot())

    assert (plan.rows, plan.faults) == ((), ())
    assert plan.missing == ((LAYOUT.title, LAYOUT.column(TEXT).header), (LAYOUT.title, "Trần Thị Bình"))


def test_without_the_guide_there_is_no_mark():
    assert read(without_page(written(), "Hướng dẫn")).mark == ""


def test_a_hidden_page_is_named():
    def hide(book) -> None:
        book[LAYOUT.title].sheet_state = "hidden"

    assert places(read(remade(written(), hide)).faults) == [(LAYOUT.title, 1, "")]


def test_a_page_of_another_name_is_named():
    def rename(book) -> None:
        book[LAYOUT.title].title = "Bản của tôi"

    assert places(read(remade(written(ballots=[ballot_row()]), rename), sheet_with(ballots=[])).faults) == [("Bản của tôi", 1, "")]  # fmt: skip


def test_withheld_ballots_are_passed_over():
    data = write_sheet(sheet_with(critique_row(), ballots=[ballot_row(counts=(0, 3, 0, 0))]), mark=MARK)

    reading = read(data, withheld=True)

    assert (reading.withheld, list(reading.rows), reading.faults) == (True, [LAYOUT.key], ())


def test_a_workbook_of_something_else_is_refused():
    other = remade(without_page(written(), "Hướng dẫn"), lambda book: setattr(book[LAYOUT.title], "title", "Khác"))

    with pytest.raises(Refused):
        read(other)


def far_away() -> bytes:
    def change(book) -> None:
        book[LAYOUT.title].cell(1_000_000, 1).value = "x"

    return remade(written(), change)


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 torn", b"\xd0\xcf\x11\xe0 old"])
def test_a_file_that_is_no_workbook_is_refused(data):
    with pytest.raises(UnreadableWorkbook):
        read(data)


@pytest.mark.parametrize("made", [bomb, far_away])
def test_a_hostile_workbook_is_refused(made):
    with pytest.raises(UnreadableWorkbook):
        read(made())


@pytest.mark.parametrize("kind", [Kind.LEVEL, Kind.GRADE])
def test_every_official_word_is_read(kind):
    choices = Level if kind is Kind.LEVEL else Grade

    assert [code_for(kind, word) for word in words_for(kind)] == [choice.value for choice in choices]
    assert [code_for(kind, fold_words(word)) for word in words_for(kind)] == [choice.value for choice in choices]


@pytest.mark.parametrize(("text", "code"), [("HTXSNV", "excellent"), ("Không hoàn thành", "unfulfilled"), ("–", ""), ("", ""), ("?", None)])  # fmt: skip
def test_short_words_of_grades_are_read(text, code):
    assert code_for(Kind.GRADE, text) == code


@pytest.mark.parametrize("form", SECTION_GROUPS, ids=map(str, SECTION_GROUPS))
def test_no_two_columns_of_a_form_read_alike(form):
    layout = critique_layout(read_form(*form, SPECIAL_TOPICS_2021))
    headers = [fold_words(column.header) for column in layout.columns]

    assert (len(set(headers)), len(critique_layout(read_form(*form), current=False).title) <= 31) == (
        len(headers),
        True,
    )


def test_the_longest_text_is_that_of_the_service():
    assert LONGEST_TEXT == MAX_TEXT


def test_only_cells_to_fill_in_are_open():
    row = critique_row(closed={TEXT: "đã nộp"})
    sheet = opened(written(row))[LAYOUT.title]
    locked = {
        column.name: sheet.cell(2, place).protection.locked for place, column in enumerate(LAYOUT.columns, start=1)
    }

    assert sheet.protection.sheet is True
    assert {name for name, shut in locked.items() if shut} == {"key", "name", "state", TEXT}


def test_the_same_sheet_gives_the_same_bytes():
    assert written() == written()


def test_the_sum_of_the_ballots_is_shown_and_never_read():
    data = write_sheet(sheet_with(ballots=[ballot_row(counts=(1, 2, 0, 0))]), mark=MARK)

    total = opened(data)["Bỏ phiếu"].cell(2, 8).value
    assert total == '=IF(COUNT(D2:G2)=0,"",SUM(D2:G2))'
    assert "total" not in read(data, sheet_with(ballots=[ballot_row()])).rows["ballots"][0].values


def test_a_form_for_leaders_has_its_own_page():
    titles = [critique_layout(read_form(code, form_for("member", {}).version)).title for code in ("01", "02", "02L")]

    assert titles == ["Kiểm điểm tập thể", "Kiểm điểm cá nhân", "Kiểm điểm lãnh đạo"]
    assert MARK_LABEL.startswith("Dấu")
