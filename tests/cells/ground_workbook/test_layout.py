"""The sheets as data: names that can be read back, columns the services know, limits the database holds."""

import pytest

from cells.ground_workbook.columns import Kind
from cells.ground_workbook.layout import GUIDE, LISTS, LOOKUP, SHEETS
from cells.ground_workbook.words import code_of, words_of
from cells.models import (
    Collective,
    Discipline,
    Headship,
    Member,
    OfficerPost,
    Organization,
    Seat,
    StatusPeriod,
    YearRecord,
)
from cells.services import collectives, headships, members, organizations, posts, year_records
from cells.vietnamese import fold_words
from cells.vocabulary import OrganizationKind

MODELS = {
    "organizations": Organization,
    "collectives": Collective,
    "outsiders": Member,
    "seats": Seat,
    "heads": Headship,
    "posts": OfficerPost,
    "disciplines": Discipline,
    "statuses": StatusPeriod,
    "year_facts": YearRecord,
}
OTHERWISE_NAMED = {"parent": "parent_id", "organization": "organization_id"}
CHANGED_BY = {
    "organizations": organizations.FIELDS,
    "collectives": collectives.FIELDS,
    "outsiders": members.FIELDS,
    "heads": headships.FIELDS,
    "posts": posts.FIELDS,
    "year_facts": year_records.FIELDS,
}
each_sheet = pytest.mark.parametrize("layout", SHEETS, ids=lambda layout: layout.key)


def test_names_of_sheets_differ_however_they_are_typed_and_fit_excel():
    titles = [*(layout.title for layout in SHEETS), GUIDE, LOOKUP, LISTS]

    assert len({fold_words(title) for title in titles}) == len(titles)
    assert max(map(len, titles)) <= 31


@each_sheet
def test_headers_of_a_sheet_differ_however_they_are_typed(layout):
    headers = {fold_words(column.header) for column in layout.columns}

    assert len(headers) == len(layout.columns)


@each_sheet
def test_a_sheet_has_one_mark_and_a_name_for_its_rows(layout):
    kinds = [column.kind for column in layout.columns]

    assert kinds.count(Kind.MARK) == 1
    assert kinds.count(Kind.ROW) + kinds.count(Kind.CODE) == (0 if layout.key == "year_facts" else 1)


@each_sheet
def test_texts_are_no_longer_than_the_database_holds(layout):
    for column in layout.columns:
        if column.kind is Kind.TEXT or (column.kind is Kind.CODE):
            assert column.limit <= MODELS[layout.key]._meta.get_field(column.name).max_length, column.header


@pytest.mark.parametrize("key", CHANGED_BY)
def test_what_may_be_changed_is_what_the_service_changes(key):
    layout = next(layout for layout in SHEETS if layout.key == key)
    changeable = {OTHERWISE_NAMED.get(column.name, column.name) for column in layout.compared if not column.fixed}

    assert changeable <= CHANGED_BY[key]


@each_sheet
def test_every_word_to_choose_leads_back_to_its_code(layout):
    for column in layout.columns:
        if column.choices:
            words = words_of(column.choices)
            assert [code_of(word.upper(), words) for word in words.values()] == list(words)
            assert [code_of(code, words) for code in words] == list(words)


def test_a_ward_is_no_organization_to_choose():
    assert OrganizationKind.WARD not in words_of(OrganizationKind)
