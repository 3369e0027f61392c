"""The small readers of JSON values, and how a fault is told: what is taken, where it ends, what is said."""

from datetime import date

import pytest

from assessments.rules import Grade
from assessments.rules.faults import DossierFaults, Fault, Said, on_one_line, shown
from assessments.rules.json_text import parse
from assessments.rules.shapes import UNREAD, Key, code, day, flag, list_of, one_of, or_null, record, text, whole


def read(shape, value, where="here"):
    """What is read, and the faults as (where, found, expected) in English."""
    faults = []
    return shape(value, where, faults), [(one.where, one.found.en, one.expected.en) for one in faults]


@pytest.mark.parametrize(
    ("shape", "value", "expected"),
    [
        (text, "", ""),
        (text, "\ud7ff\ue000", "\ud7ff\ue000"),
        (text, "A\u0306", "Ă"),
        (code, " K01 ", " K01 "),
        (code, "A\u0306", "Ă"),
        (flag, True, True),
        (flag, False, False),
        (day, "2024-02-29", date(2024, 2, 29)),
        (whole(0), 0, 0),
        (whole(2, 3), 2, 2),
        (whole(2, 3), 3, 3),
        (one_of(Grade), "good", Grade.GOOD),
        (one_of(("a", "b")), "b", "b"),
        (one_of(Grade, null=True), None, None),
        (or_null(flag), None, None),
        (or_null(flag), False, False),
        (list_of(flag), [], ()),
        (list_of(flag), (True, False), (True, False)),
    ],
)
def test_what_is_taken(shape, value, expected):
    assert read(shape, value) == (expected, [])


@pytest.mark.parametrize(
    ("shape", "value", "found", "expected"),
    [
        (text, 1, "found 1", "text"),
        (text, "\ud800", 'found "\\ud800"', "text"),
        (text, "a\udfff", 'found "a\\udfff"', "text"),
        (code, " ", 'found " "', "a code that is not blank"),
        (code, None, "found null", "a code that is not blank"),
        (code, "K\ud800", 'found "K\\ud800"', "text"),
        (flag, 1, "found 1", "true or false"),
        (flag, None, "found null", "true or false"),
        (day, "2023-02-29", 'found "2023-02-29"', "a real date as YYYY-MM-DD"),
        (day, "20230228", 'found "20230228"', "a real date as YYYY-MM-DD"),
        (day, "2023-02-28T00:00", 'found "2023-02-28T00:00"', "a real date as YYYY-MM-DD"),
        (day, 20230228, "found 20230228", "a real date as YYYY-MM-DD"),
        (whole(0), -1, "found -1", "a whole number of at least 0"),
        (whole(0), True, "found true", "a whole number of at least 0"),
        (whole(0), 3.0, "found 3.0", "a whole number of at least 0"),
        (whole(2, 3), 1, "found 1", "a whole number from 2 to 3"),
        (whole(2, 3), 4, "found 4", "a whole number from 2 to 3"),
        (one_of(("a", "b")), "c", 'found "c"', "one of: a, b"),
        (one_of(("a", "b")), None, "found null", "one of: a, b"),
        (one_of(("a", "b")), [], "found a list […]", "one of: a, b"),
        (one_of(("a", "b"), null=True), {}, "found an object {…}", "one of: a, b, null"),
        (or_null(flag), "x", 'found "x"', "true or false"),
        (list_of(flag), {}, "found an object {…}", "a list"),
    ],
)
def test_what_is_refused(shape, value, found, expected):
    assert read(shape, value) == (UNREAD, [("here", found, expected)])


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (whole(0), ("số nguyên từ 0 trở lên", "a whole number of at least 0")),
        (whole(2, 3), ("số nguyên từ 2 đến 3", "a whole number from 2 to 3")),
    ],
)
def test_the_range_of_a_number_is_told_in_both_languages(shape, said):
    faults = []
    shape(-1, "here", faults)

    assert faults == [Fault("here", Said("gặp -1", "found -1"), Said(*said))]


def test_the_entries_of_a_list_are_told_by_their_places():
    assert read(list_of(flag), [True, 1, 2]) == (
        (True, UNREAD, UNREAD),
        [("here[1]", "found 1", "true or false"), ("here[2]", "found 2", "true or false")],
    )


PAIR = record(dict, {"a": Key("first", flag, required=True), "b": Key("second", flag)})


def test_an_object_fills_its_fields():
    assert read(PAIR, {"b": False, "a": True}) == ({"first": True, "second": False}, [])
    assert read(PAIR, {"a": True}) == ({"first": True}, [])


@pytest.mark.parametrize(("where", "path"), [("here", "here."), ("", "")])
def test_every_fault_of_an_object_is_told(where, path):
    assert read(PAIR, parse('{"b": 1, "b": 2, "x\\n": 0}'), where) == (
        UNREAD,
        [
            (f"{path}x\\n", "an unknown key", "one of the keys: a, b"),
            (f"{path}b", "a key written more than once", "each key once"),
            (f"{path}a", "the key is missing", "this required key"),
            (f"{path}b", "found 2", "true or false"),
        ],
    )


def test_what_is_no_object():
    assert read(PAIR, []) == (UNREAD, [("here", "found a list […]", "an object")])


def test_a_fault_before_an_object_does_not_spoil_it():
    faults = [Fault("", Said("", ""), Said("", ""))]

    assert PAIR({"a": True}, "", faults) == {"first": True}
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ({}, "gặp một đối tượng {…}", "found an object {…}"),
        ((), "gặp một danh sách […]", "found a list […]"),
        (None, "gặp null", "found null"),
        (True, "gặp true", "found true"),
        (False, "gặp false", "found false"),
        (1.5, "gặp 1.5", "found 1.5"),
        ("a\nb", 'gặp "a\\nb"', 'found "a\\nb"'),
        (10**59, f"gặp 1{'0' * 59}", f"found 1{'0' * 59}"),
        (10**60, f"gặp 1{'0' * 58}…", f"found 1{'0' * 58}…"),
    ],
)
def test_a_value_as_it_is_shown(value, vi, en):
    assert shown(value) == (vi, en)


def test_a_fault_as_a_line_in_both_languages():
    whole_file, one_place = (Fault(where, Said("gặp 1", "found 1"), Said("chữ", "text")) for where in ("", "a[0].b"))
    raised = DossierFaults([whole_file, one_place])

    assert raised.faults == (whole_file, one_place)
    assert raised.lines() == raised.lines("vi") == ["hồ sơ: gặp 1; cần chữ", "a[0].b: gặp 1; cần chữ"]
    assert raised.lines("en") == ["dossier: found 1; expected text", "a[0].b: found 1; expected text"]
    assert str(raised) == "\n".join(raised.lines("en"))
    assert (whole_file.line(), whole_file.line("en")) == (raised.lines()[0], raised.lines("en")[0])


def test_words_in_the_language_asked_for():
    assert (Said("chữ", "text").within("vi"), Said("chữ", "text").within("en")) == ("chữ", "text")


def test_what_cannot_be_printed_is_escaped():
    assert on_one_line("Đội 1\t\u2028\ud800") == "Đội 1\\t\\u2028\\ud800"


@pytest.mark.parametrize(
    ("written", "repeated"),
    [("{}", ()), ('{"a": 1, "b": 2}', ()), ('{"a": 1, "b": 2, "a": 3, "c": 4, "a": 5}', ("a",))],
)
def test_an_object_remembers_the_keys_that_came_twice(written, repeated):
    assert parse(written).repeated == repeated


@pytest.mark.parametrize("kind", [str, str.encode, lambda given: bytearray(given.encode())])
def test_text_and_bytes_are_read_alike(kind):
    assert parse(kind('\ufeff{"a": "Đ"}')) == {"a": "Đ"}
    with pytest.raises(
        DossierFaults, match=r"^dossier: broken JSON at line 1, column 1; expected one JSON document in"
    ):
        parse(kind(""))
