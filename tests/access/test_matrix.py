"""The table of access is whole, it is what the page of the docs says, and what the code answers today."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from assessments.workflow import Stage
from tests.access import deeds, matrix
from tests.access.access_page import page_text
from tests.access.matrix import METHODS, ROLES
from tests.assessments.views.test_who_may_open import PAGES, answers_told
from tests.assessments.views.test_who_may_open import ROLES as TABLE_ROLES
from tests.test_every_deed_is_recorded import LOOKS, SILENT, calls, graph, names_in

pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)
STRANGERS = ("secretary of another cell", "office of another ward", "office until yesterday", "nobody")
#: The same account by its name in the table of pages.
IN_THE_TABLE = {"office", "committee", "district", "admin"}


@pytest.fixture(scope="module")
def kept() -> dict:
    return matrix.kept()


def test_every_page_and_every_service_is_in_it_at_every_stage(kept):
    names = {f"{method} {page.name}" for page in matrix.pages() for method in METHODS}

    assert kept["pages"].keys() == names
    assert kept["services"].keys() | deeds.PARTS | deeds.OWN | deeds.COMMANDS == graph()[1]
    assert {tuple(row) for rows in kept.values() for row in rows.values()} == {tuple(sorted(matrix.moments()))}


def test_the_page_of_the_docs_is_the_tables(kept):
    assert (ROOT / "docs" / "access.md").read_text(encoding="utf-8") == page_text(kept), (
        "python benchmarks/access_matrix.py --write"
    )


def test_the_tables_of_the_pages_say_the_same_where_everything_is_decided(kept):
    different = []
    for name in PAGES:
        for method in METHODS:
            told = dict(zip(TABLE_ROLES, answers_told(name, method.lower()).split(), strict=True))
            told["secretary"] = told["own_secretary"]
            found = dict(zip(ROLES, kept["pages"][f"{method} assessments:{name}"]["decided"].split(), strict=True))
            different += [(method, name, role) for role in (*IN_THE_TABLE, "secretary") if told[role] != found[role]]

    assert [one for one in different if one[1] not in MORE_THAN_THE_TABLE] == []


#: The scene of the matrix names other objects here: a subject graded elsewhere.
MORE_THAN_THE_TABLE = {"outside_grade", "outside_withdraw"}


#: They keep that something was shown or handed out; the page has found the object for whoever asked.
NOTES = {
    "assessments.services.critique_reading.note_file_reading",
    "assessments.services.critique_reading.note_reading",
    "assessments.services.critique_reading.read_versions",
    "cells.services.handing_out.note_handed_out",
}


def test_no_page_and_no_command_calls_a_part_of_a_deed():
    looks = {name for name, why in SILENT.items() if why == LOOKS}
    called = set()
    for path in (*ROOT.glob("*/views/*.py"), *ROOT.glob("*/management/**/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called |= calls(tree, names_in(path.stem, tree))

    assert called & (deeds.PARTS - looks) <= NOTES
    assert "assessments.services.self_critiques.save_draft" in called


def test_the_services_answer_as_the_table_says_and_strangers_nothing(wards, kept):
    """Of every service, while the file is with the cell; benchmarks/access_matrix.py asks at every stage."""
    accounts = deeds.actors(wards)
    deeds.stand(wards, Stage.COLLECTING)
    said, reached = {}, []
    for deed in deeds.deeds():
        said[deed.name] = matrix.deed_answers(wards, accounts, deed)
        given = deeds.arguments(deed, wards)
        reached += [(deed.name, name) for name in STRANGERS if deeds.lets_through(deed, accounts[name], given)]

    assert said == {name: row[str(Stage.COLLECTING)] for name, row in kept["services"].items()}
    assert reached == []


def moving(row: dict[str, str]) -> list[str]:
    """The roles whose answer hangs on the stage."""
    columns = zip(ROLES, zip(*(answers.split() for answers in row.values()), strict=True), strict=True)
    return [role for role, answers in columns if len(set(answers)) > 1]


def test_pages_whose_answer_hangs_on_the_stage_give_it(wards, kept):
    """To those to whom it does."""
    accounts = deeds.actors(wards)
    clients = matrix.clients_of(wards, accounts)
    rows = {name: row for name, row in kept["pages"].items() if name.startswith("GET") and moving(row)}
    by_name = {page.name: page for page in matrix.pages()}
    found, told = {}, {}
    for moment in (Stage.COLLECTING, Stage.RELEASED):
        with transaction.atomic():
            deeds.stand(wards, moment)
            for name, row in rows.items():
                roles, page = moving(row), by_name[name.partition(" ")[2]]
                found[name, moment] = matrix.answers(wards, clients, page, "GET", roles).split()
                told[name, moment] = [row[str(moment)].split()[ROLES.index(role)] for role in roles]
            transaction.set_rollback(True)

    assert len(rows) > 10
    assert found == told
