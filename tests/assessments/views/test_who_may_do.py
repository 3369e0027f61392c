"""Every page of the process × every role, asked by GET and POST.

Each answer is asked where it can differ: a method that the page does not take, of one who opens it by the other; a file, of
one of those who may have it; what an address names, of strangers in tests/access/test_foreign_ids.py."""

import pytest
from django.db import transaction
from django.test import Client

from cells.models import JournalEntry
from tests.assessments.views.test_who_may_open import (
    ALWAYS_405,
    PAGES,
    PLAIN_FORM,
    ROLES,
    Scene,
    answers_told,
    patterns,
)

pytestmark = pytest.mark.django_db
#: To them everything of this ward is foreign.
STRANGERS = {"other_office", "nobody"}
#: Who may send next to nothing here: one of them tries each page; benchmarks/access_matrix.py lets both.
BY_TURNS = ("district", "admin")
FILES = ("_pdf", "_xlsx", "_docx", "_download")
METHODS = ("get", "post")


@pytest.fixture(scope="module")
def told() -> dict[tuple[str, str], dict[str, str]]:
    return {
        (name, how): dict(zip(ROLES, answers_told(name, how).split(), strict=True)) for name in PAGES for how in METHODS
    }


def names_an_object(name: str) -> bool:
    [(_pattern, words)] = patterns()[name]
    return any(word.endswith("_id") for word in words)


def asked(told: dict, name: str, method: str) -> list[str]:
    """The roles whose answer is asked."""
    if PAGES[name][method == "post"] == ALWAYS_405:
        other = told[name, METHODS[method == "get"]]
        return [next((role for role in ROLES if other[role] != "404"), ROLES[0])]
    left_out = STRANGERS if names_an_object(name) else set()
    if method == "post" and {told[name, method][role] for role in BY_TURNS} == {"404"}:
        left_out = left_out | {BY_TURNS[list(PAGES).index(name) % 2]}
    roles = [role for role in ROLES if role not in left_out]
    having = [role for role in roles if told[name, method][role] == "200"] if name.endswith(FILES) else []
    return [role for role in roles if role not in having[:-1]]


class Asking:
    """Each role signed in once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.clients = {role: Client() for role in ROLES}
        for role, client in self.clients.items():
            client.force_login(scene.accounts[role])
        self.entries = JournalEntry.objects.count()
        #: Pages that handed out a file or data without a word in the journal.
        self.untold: set[str] = set()

    def answer(self, name: str, method: str, role: str) -> str:
        with transaction.atomic():  # what one role did is not there for the next
            answer = self.clients[role].generic(method.upper(), self.scene.url(name), content_type=PLAIN_FORM)
            is_data = answer.status_code == 200 and answer["Content-Type"].startswith("application/json")
            if ("Content-Disposition" in answer.headers or is_data) and JournalEntry.objects.count() == self.entries:
                self.untold.add(name)
            transaction.set_rollback(True)
        return str(answer.status_code)


def test_each_role_gets_and_does_what_is_its_own(told):
    asking = Asking(Scene())
    found = {page: {role: asking.answer(*page, role) for role in asked(told, *page)} for page in told}

    assert found == {page: {role: told[page][role] for role in asked(told, *page)} for page in told}
    assert asking.untold == {
        "ballot_preview",
        "guide_pdf",
        "public_key",
        "rule_book_json",
    }  # a page's own reckoning, what is public


def test_what_an_address_names_is_nothing_to_strangers(told):
    """As it is asked elsewhere."""
    assert {told[page][role] for page in told for role in STRANGERS if names_an_object(page[0])} == {"404"}
