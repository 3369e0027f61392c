"""The rule book's page: everything of the set is on it, in the language of the page."""

import pytest
from django.utils import translation

from assessments.rules import ALL_RULE_SETS, Rule
from assessments.selectors.rule_book import book_of


@pytest.fixture(params=ALL_RULE_SETS)
def book(request):
    return book_of(ALL_RULE_SETS[request.param])


def test_every_rule_parameter_and_reading_of_the_set_is_in_the_book(book):
    rules = book.rule_set

    assert [line.rule for _letter, _heading, lines in book.parts for line in lines] == list(Rule)
    assert [letter for letter, _heading, _lines in book.parts] == list("ABCDEF")
    assert [line.name for line in book.parameters] == list(rules.parameters())
    assert [line.key for line in book.readings] == [reading.key for reading in rules.open_readings]


def test_a_choice_leads_to_a_reading_that_is_there(book):
    keys = {line.key for line in book.readings}

    assert {line.choice for line in book.parameters if line.choice} <= keys
    assert {line.name for reading in book.readings for line in reading.parameters} == {
        line.name for line in book.parameters if line.choice
    }


def test_the_head_of_the_book():
    book = book_of(ALL_RULE_SETS["2021"])

    assert (book.title, book.digest, [other.code for other in book.other_sets]) == (
        "Công văn 123-CV/ĐU, sửa đổi Kế hoạch 15-KH/ĐU",
        ALL_RULE_SETS["2021"].digest(),
        ["2020"],
    )


def test_a_rule_in_words():
    with translation.override("en"):
        [line] = [
            line
            for _letter, _heading, lines in book_of(ALL_RULE_SETS["2021"]).parts
            for line in lines
            if line.rule is Rule.SICK_LEAVE_CEILING
        ]

    assert (line.title, line.source, line.in_force) == ("Ceiling for long sick leave", "HD 21", True)
    assert [(parameter.words, parameter.value) for parameter in line.parameters] == [
        ("Sick leave in the year from which the ceiling applies", "3 months"),
        ("Ceiling after long sick leave", "Fulfilled"),
    ]


def test_what_set_2020_does_not_hold_is_said():
    silent = [
        line.rule.item
        for _letter, _heading, lines in book_of(ALL_RULE_SETS["2020"]).parts
        for line in lines
        if not line.in_force
    ]

    assert silent == ["A1", "A2", "A4", "C3", "C4", "D2"]
