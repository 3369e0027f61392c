"""Everything a rule set holds has words in both languages, and the words say what the rules do."""

from collections import defaultdict
from dataclasses import fields, replace
from pathlib import Path

import pytest

from assessments.rules import ALL_RULE_SETS, Rule, Severity, check, read_dossier
from assessments.rules.rule_book.not_rules import NOT_RULES, Served
from assessments.rules.rule_book.parameter_words import PARAMETER_WORDS, value_words
from assessments.rules.rule_book.rule_words import RULE_WORDS, in_force, severities_of
from assessments.rules.rule_book.source_words import NOTES_VI, source_words

CASES = sorted((Path(__file__).resolve().parents[3] / "data" / "cases").glob("*[!d].json"))
SETS = list(ALL_RULE_SETS.values())
LANGUAGES = ("vi", "en")


def is_sentence(text: str) -> bool:
    return text.strip() == text and len(text) > 3 and text[0].upper() == text[0] and "  " not in text


@pytest.mark.parametrize("rules", SETS, ids=lambda rules: rules.code)
def test_every_parameter_has_words(rules):
    assert list(rules.parameters()) == list(PARAMETER_WORDS)


def test_parameter_words_are_there_in_both_languages():
    assert [
        name for name, words in PARAMETER_WORDS.items() if not (is_sentence(words.vi) and is_sentence(words.en))
    ] == []
    assert [name for name, words in PARAMETER_WORDS.items() if words.vi == words.en] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rules", SETS, ids=lambda rules: rules.code)
def test_every_value_is_said_in_words(rules, lang):
    said = {name: value_words(name, cited.value, lang) for name, cited in rules.parameters().items()}

    assert [
        name for name, text in said.items() if not text or any(sign in text for sign in ("{", "_", "None", "True"))
    ] == []


def test_values_in_words():
    rules = ALL_RULE_SETS["2021"]

    def said(name):
        return tuple(value_words(name, getattr(rules, name).value, lang) for lang in LANGUAGES)

    assert said("smallest_collective") == ("3 thành viên", "3 members")
    assert said("cap_percent") == ("20%", "20%")
    assert said("quotas_issued") == ("có", "yes")
    assert said("ballot_threshold") == ("1/2", "1/2")
    assert said("statuses_not_graded") == (
        "Miễn công tác và sinh hoạt đảng; Đình chỉ sinh hoạt đảng",
        "Exempt from Party work and activity; Suspended from Party activity",
    )
    assert said("quota_weights")[1] == "Excellent: 5; Good: 4; Fulfilled: 3; Unfulfilled: 0"
    assert value_words("smallest_collective", None) == "không quy định"
    assert value_words("kinds_not_subject", frozenset(), "en") == "none"


def test_what_an_exception_of_the_letter_is_said_to_do():
    assert [value_words("party_head_exception", value, lang) for value in (True, False) for lang in LANGUAGES] == [
        *("được áp dụng", "applies"),
        *("không có", "does not exist"),
    ]


def test_a_parameter_is_named_in_both_languages():
    words = PARAMETER_WORDS["head_months"]

    assert [words.text(), words.text("vi")] == ["Ngoại lệ (2): người đứng đầu mới nhận nhiệm vụ, chưa đủ"] * 2
    assert words.text("en") == "Exception (2): a head new in the post, for fewer than"
    assert len(set(PARAMETER_WORDS.values())) == len(PARAMETER_WORDS)


def test_every_rule_has_words_and_names_only_parameters_that_exist():
    named = {
        name for words in RULE_WORDS.values() for name in (*words.parameters, *words.needs, words.severity_of) if name
    }

    assert list(RULE_WORDS) == list(Rule)
    assert [rule for rule, words in RULE_WORDS.items() if not (is_sentence(words.vi) and is_sentence(words.en))] == []
    assert named - set(PARAMETER_WORDS) == set()


def test_every_parameter_is_read_by_a_rule_or_by_the_meeting():
    read = {name for words in RULE_WORDS.values() for name in words.parameters}

    assert set(PARAMETER_WORDS) - read == {"ballot_threshold"}


@pytest.mark.parametrize("rules", SETS, ids=lambda rules: rules.code)
def test_every_reading_has_words_and_every_choice_a_reading(rules):
    readings = {reading.key: reading for reading in rules.open_readings}
    texts = [
        getattr(reading, field.name)
        for reading in readings.values()
        for field in fields(reading)
        if field.name.endswith(("_vi", "_en"))
    ]

    assert len(readings) == len(rules.open_readings)
    assert [text for text in texts if not is_sentence(text)] == []


def test_which_choices_of_2020_have_no_reading_of_their_own():
    """They settle what only the quotas of set 2021 ask."""
    rules = ALL_RULE_SETS["2020"]
    keys = {reading.key for reading in rules.open_readings}

    assert {cited.choice for cited in rules.parameters().values() if cited.choice} - keys == {
        "quota_weights",
        "ungraded_unit_counts_as",
    }


def test_what_set_2020_does_not_hold():
    assert [rule.item for rule in Rule if not in_force(rule, ALL_RULE_SETS["2020"])] == [
        "A1",
        "A2",
        "A4",
        "C3",
        "C4",
        "D2",
    ]
    assert [rule for rule in Rule if not in_force(rule, ALL_RULE_SETS["2021"])] == []


@pytest.mark.parametrize("rules", SETS, ids=lambda rules: rules.code)
def test_findings_are_as_grave_as_the_words_say(rules):
    found = defaultdict(set)
    for path in CASES:
        for finding in check(read_dossier(path.read_bytes()), rules).findings:
            found[finding.rule].add(finding.severity)

    assert {rule: severities - set(severities_of(rule, rules)) for rule, severities in found.items()} == {
        rule: set() for rule in found
    }
    assert [rule for rule in found if not in_force(rule, rules)] == []


def test_how_grave_each_rule_is_by_its_item():
    """V, R, N: violation, needs a reason, notice."""
    said = [
        f"{rule.item}:{''.join('VRN'[one.gravity] for one in severities_of(rule, ALL_RULE_SETS['2021']))}"
        for rule in Rule
    ]

    assert " ".join(said) == (
        "A1:N A2:V A3:V A4:VN A5:V A6:V A7:R B1:VN B2:V B2:N B3:V B4:V B5:R C1:V C3:R C4:V D1:VN D2:R E1:R E1:R F1:V F2:V"
    )


def test_a_rule_is_in_force_while_one_of_what_it_needs_is_switched_on():
    rules = ALL_RULE_SETS["2021"]
    off = ALL_RULE_SETS["2020"].kinds_not_reviewed

    assert in_force(Rule.COLLECTIVE_KIND_NOT_SUBJECT, replace(rules, kinds_not_reviewed=off))
    assert not in_force(Rule.COLLECTIVE_KIND_NOT_SUBJECT, replace(rules, kinds_not_reviewed=off, kinds_not_subject=off))


def test_a_rule_in_a_sentence_in_both_languages():
    words = RULE_WORDS[Rule.COLLECTIVE_TOO_SMALL_TO_GRADE]

    assert [words.text(), words.text("vi")] == [
        "Tập thể không đủ số thành viên vào ngày xếp loại thì không xếp loại."
    ] * 2
    assert words.text("en") == "A collective with too few sitting members on the grading date is not graded."


def test_the_officers_cap_notes_levels_above_only_where_levels_are_the_pool():
    def severities(code):
        return severities_of(Rule.OFFICER_EXCELLENT_CAP, ALL_RULE_SETS[code])

    assert severities("2020") == (Severity.VIOLATION,)
    assert severities("2021") == (Severity.VIOLATION, Severity.NOTICE)


def test_a_parameter_decides_how_grave_the_cap_on_units_is():
    assert severities_of(Rule.CELL_EXCELLENT_CAP, ALL_RULE_SETS["2021"]) == (Severity.NEEDS_REASON,)


#: The parts of the letter that hold something besides rules, in its order.
PARTS = (
    "mở đầu", "1, đoạn đầu", "1(5)", "1(6)", "2, đoạn đầu", "2.1", "2.2", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "4",
    "kết thúc", "Kính gửi",
)  # fmt: skip


def test_the_sentences_that_are_no_rules_go_through_the_letter_in_order():
    parts = [next(number for number, part in enumerate(PARTS) if entry.place().startswith(part)) for entry in NOT_RULES]

    assert parts == sorted(parts)
    assert set(parts) == set(range(len(PARTS)))
    assert len({entry.place() for entry in NOT_RULES}) == len(NOT_RULES)


def test_each_sentence_that_is_no_rule_has_its_reason_in_both_languages():
    texts = [text for entry in NOT_RULES for lang in LANGUAGES for text in (entry.said(lang), entry.why(lang))]

    assert [text for text in texts if not (is_sentence(text) and text.endswith("."))] == []
    assert [
        entry.place() for entry in NOT_RULES if entry.said_vi == entry.said_en or entry.why_vi == entry.why_en
    ] == []
    assert {entry.served for entry in NOT_RULES} == set(Served)


def test_a_sentence_that_is_no_rule_in_both_languages():
    first, closing = NOT_RULES[0], next(entry for entry in NOT_RULES if entry.place_vi == "kết thúc")

    assert [(entry.place(), entry.place("vi"), entry.place("en")) for entry in (first, closing)] == [
        ("mở đầu", "mở đầu", "opening"),
        ("kết thúc", "kết thúc", "closing"),
    ]
    assert (closing.said(), closing.said("en")) == (
        "Các cấp ủy, tổ chức đảng, lãnh đạo đơn vị tập trung lãnh đạo, tổ chức thực hiện tốt.",
        "Committees, organizations and heads of units lead and carry out the work well.",
    )
    assert (closing.why(), closing.why("vi"), closing.why("en")) == (*["Lời yêu cầu chung."] * 2, "A general call.")
    assert closing.said("vi") == closing.said()


def test_where_a_sentence_that_is_no_rule_is_served():
    assert [(one.value, one.label(), one.label("vi"), one.label("en")) for one in Served] == [
        ("book", *["sách quy tắc này"] * 2, "this rule book"),
        ("form", *["mẫu kiểm điểm"] * 2, "the review forms"),
        ("process", *["quy trình"] * 2, "the process"),
        ("nowhere", *["việc của con người"] * 2, "left to people"),
    ]


def test_every_note_on_a_source_is_said_in_vietnamese():
    citations = [
        citation
        for rules in SETS
        for citation in (
            *rules.citations.values(),
            *(cited.citation for cited in rules.parameters().values()),
            *(reading.citation for reading in rules.open_readings),
        )
    ]

    assert {citation.note for citation in citations if citation.note} == set(NOTES_VI)


def test_a_source_says_how_far_it_carries():
    citation = ALL_RULE_SETS["2020"].citations[Rule.HEAD_ABOVE_UNIT]

    assert source_words(citation) == "15-KH/ĐU IV.6 (6.8) (theo câu 123-CV/ĐU trích lại)"
    assert source_words(citation, "en") == "15-KH/ĐU IV.6 (6.8) (as quoted in 123-CV/ĐU)"
    assert source_words(ALL_RULE_SETS["2021"].citations[Rule.HEAD_ABOVE_UNIT]) == "123-CV/ĐU 1(5)"
