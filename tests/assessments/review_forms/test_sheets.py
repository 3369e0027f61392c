"""Sheets 03, 04 and 05 as data: what the letter adds, what counts as task, and the one place where a level is kept."""

import unicodedata

import pytest

from assessments.review_forms import SECTION_GROUPS, SHEET_OF_FORM, SHEETS, borne_grade, read_sheet, sheet_version_of

ALL = sorted(SHEETS)


@pytest.mark.parametrize("code", ["03", "04", "05", "05L"])
def test_the_letter_adds_two_other_criteria_to_each_sheet(code):
    before, after = read_sheet(code, "HD21-2019"), read_sheet(code, "CV123-2021")
    added = [one for one in after.criteria if one.key not in before.groups]

    assert {one.key: (one.group, one.optional, one.citation) for one in added} == {
        "hcm_plan": ("other", False, "123-CV/ĐU 3.6"),
        "supervision": ("other", True, "123-CV/ĐU 3.6"),
    }


def test_the_cells_sheet_has_the_parts_of_form_03():
    sheet = read_sheet("03", "HD21-2019")

    assert [(part.number, [one.number for one in part.criteria]) for part in sheet.parts] == [
        ("I", ["I.1", "I.2", "I.3", "I.4"]),
        ("II", ["II.1", "II.2"]),
        ("III", ["III"]),
    ]
    assert {key for key, group in sheet.groups.items() if group == "task"} == {"programme", "targets"}


@pytest.mark.parametrize("form", sorted(SECTION_GROUPS), ids="/".join)
def test_sheets_04_and_05_rate_what_the_forms_have_a_level_for(form):
    code, version = form
    sheet = read_sheet(SHEET_OF_FORM[code], sheet_version_of(version))

    assert sheet.groups == SECTION_GROUPS[form]


@pytest.mark.parametrize("key", ALL, ids="/".join)
def test_each_row_has_key_number_words_and_clause(key):
    sheet = SHEETS[key]
    rows = sheet.criteria

    assert len({one.key for one in rows}) == len({one.number for one in rows}) == len(rows)
    assert all(one.heading_vi and one.heading_en and one.citation for one in rows)
    assert all(unicodedata.is_normalized("NFC", one.heading_vi) for one in rows)
    assert sheet.title_vi.startswith("Phiếu phân tích chất lượng và đánh giá, xếp loại")


def test_what_was_not_readable_in_the_source_is_said():
    assert "không đọc được" in read_sheet("05", "CV123-2021").source_vi
    assert "không đọc được" in read_sheet("04", "CV123-2021").source_vi


def levels(task: str, other: str, **more: str) -> dict[str, str]:
    sheet = read_sheet("03", "CV123-2021")
    return {one.key: task if one.group == "task" else other for one in sheet.criteria} | more


@pytest.mark.parametrize(
    ("given", "grade"),
    [
        (levels("excellent", "good"), "excellent"),
        (levels("excellent", "good", politics="average"), "good"),
        (levels("excellent", "excellent", targets="good"), "good"),
        (levels("good", "average"), "good"),
        (levels("average", "excellent"), "fulfilled"),
        (levels("excellent", "excellent", inspection="poor"), "unfulfilled"),
        (levels("excellent", "excellent", supervision=""), "excellent"),
        (levels("excellent", "excellent", supervision="average"), "good"),
        (levels("excellent", "excellent", targets=""), ""),
    ],
)
def test_levels_bear_a_grade_by_the_guidance(given, grade):
    assert borne_grade(read_sheet("03", "CV123-2021"), given) == grade
