"""What the letter asks for by name has a field in the newest version; versions in use stay as they were."""

import hashlib

import pytest

from assessments.review_forms import SPECIAL_TOPICS_2021, form_for, read_form

NEWEST = "CV123-2021.2"
#: (form, version) → digest of its words and marks on the day it came into use. A change needs a version of its own.
WORDS_IN_USE = {
    ("01", "HD21-2019"): "97ef401040f6bc28",
    ("02", "HD21-2019"): "893a2bf584cb0675",
    ("02L", "HD21-2019"): "d65e36d812e2000e",
    ("01", "CV123-2021"): "95f0242008f7445a",
    ("02", "CV123-2021"): "a285b1291283b092",
    ("02L", "CV123-2021"): "265ca6b2907d94f7",
}


def digest_of(code: str, version: str) -> str:
    rows = (
        (s.key, s.number, s.heading_vi, s.heading_en, s.guidance_vi, s.guidance_en, s.group, s.required,
         s.level_optional, s.citation)
        for s in read_form(code, version).sections
    )  # fmt: skip
    return hashlib.sha256("\n".join(map(repr, rows)).encode()).hexdigest()[:16]


@pytest.mark.parametrize("form", WORDS_IN_USE, ids="/".join)
def test_a_version_in_use_keeps_its_words(form):
    assert digest_of(*form) == WORDS_IN_USE[form]


def marks(form, *keys):
    return {key: (form.section(key).number, form.section(key).required, form.section(key).citation) for key in keys}


def test_the_report_has_a_field_for_each_thing_the_letter_names():
    form = form_for("collective", {"kind": "party_committee"}, SPECIAL_TOPICS_2021)

    assert marks(form, "degradation", "exemplars", "responsibility", "persons", "incidents", "handling") == {
        "degradation": ("I.7", True, "123-CV/ĐU 3.1"),
        "exemplars": ("I.9", True, "123-CV/ĐU 3.2"),
        "responsibility": ("V.1", True, "HD 21"),
        "persons": ("V.2", True, "123-CV/ĐU 3.2, 3.4"),
        "incidents": ("V.3", False, "123-CV/ĐU 3.2"),
        "handling": ("V.4", True, "123-CV/ĐU 3.2"),
    }


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("exemplars", "Nhân tố mới, điển hình tích cực, sáng tạo, không ngại khó, ngại khổ"),
        ("incidents", "Việc để xảy ra tiêu cực, trục lợi cá nhân, vi phạm pháp luật"),
        ("handling", "Đề xuất hướng xử lý"),
        ("degradation", "biểu hiện, mức độ suy thoái, “tự diễn biến”, “tự chuyển hóa”"),
    ],
)
def test_headings_are_the_letters_own_words(key, words):
    assert words in read_form("01", NEWEST).section(key).heading_vi


def test_what_the_letter_marks_if_any_is_so_marked():
    form = read_form("01", NEWEST)

    assert {s.key: s.heading_vi.endswith("(nếu có)") for s in form.sections if not s.required} == {
        "hints": True,
        "incidents": True,
    }


@pytest.mark.parametrize("heads", [True, False])
def test_a_head_answers_as_head_and_a_deputy_need_not(heads):
    form = form_for("member", {}, leads=True, heads=heads)

    assert (form.section("head_part").required, form.section("own_part").required) == (heads, True)


def test_a_member_without_a_post_has_no_field_for_heads():
    form = form_for("member", {})

    assert (form.section("head_part"), form.section("own_part").required) == (None, False)


@pytest.mark.parametrize("code", ["01", "02", "02L"])
def test_guidance_of_the_letter_names_its_clause(code):
    ours = [s for s in read_form(code, NEWEST).sections if s.citation.startswith("123-CV/ĐU")]

    assert ours
    assert [s.key for s in ours if "123-CV/ĐU" not in s.guidance_vi or "123-CV/ĐU" not in s.guidance_en] == []


@pytest.mark.parametrize(
    ("code", "key", "words"),
    [
        ("01", "principles", "Năng lực lãnh đạo, sức chiến đấu"),
        ("01", "leadership", "điều kiện bình thường mới"),
        ("01", "party_building", "tinh giản biên chế"),
        ("01", "targets", "Nghị quyết Đại hội XIII"),
        ("01", "hcm_plan", "Kết luận 01-KL/TW"),
        ("02", "character", "ý thức tự giác"),
        ("02L", "head_part", "Người đứng đầu"),
    ],
)
def test_guidance_of_33_and_34_stands_at_the_field_it_belongs_to(code, key, words):
    assert words in read_form(code, NEWEST).section(key).guidance_vi


def test_a_form_or_version_that_never_was_is_refused():
    with pytest.raises(KeyError):
        read_form("01", "CV123-2019")
