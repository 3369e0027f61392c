"""Ids of another ward, of somebody else's unit, of a mandate that has ended: nothing of it exists, and nothing is changed.

For each kind of stranger one asks every address; `benchmarks/foreign_ids.py` lets all of them ask by every method."""

import pytest

from tests.access import probing
from tests.access.two_wards import addresses
from tests.assessments.views.test_who_may_open import PAGES, answers_told

pytestmark = pytest.mark.django_db
#: Office and committee of another ward, whom the pages of their roles would let in, read and send; who holds nothing here
#: for another reason reads. A member of the same cell asks the process in test_member_may_open.py, and the ground here.
READERS = ("secretary", "office until yesterday")
#: Addresses with a word that names no object of a ward, and why.
NO_OBJECTS = {
    "assessments:ground_export",  # a year, of the own ward
    "assessments:guide",  # a role
    "assessments:guide_pdf",
    "assessments:rule_book",  # a rule set
    "assessments:rule_book_json",
    "invitation_link",  # a secret of 256 bits: tests/cells/views/test_invitation_pages.py
}


def test_every_address_with_a_word_in_it_is_probed_or_names_nothing_of_anybodys():
    assert {one.name for one in addresses() if one.words and not one.objects} == NO_OBJECTS
    assert all(one.name.strip(":") and not one.name.endswith("None") for one in addresses())


def reached_by_somebody() -> frozenset[str]:
    """As tests/assessments/views/test_who_may_do.py asks, with the same ids."""
    told = {name: f"{answers_told(name)} {answers_told(name, 'post')}" for name in PAGES}
    return frozenset(f"assessments:{name}" for name in told if not set(told[name].split()) <= {"404", "405"})


def test_what_is_foreign_does_not_exist_and_stays_as_it_is(wards):
    assert probing.unreached(wards, reached_by_somebody()) == []
    before = probing.checksums()
    committee = probing.run(wards, probing.probes(wards, ("GET",), ("committee",)))
    asked = [
        *probing.probes(wards, ("POST",), ("committee",)),
        *probing.probes(wards, ("GET", "POST"), ("deputy acting",)),
        *probing.probes(wards, ("GET",), READERS),
        *(
            probe
            for probe in probing.probes(wards, ("GET",), ("member of the same cell",))
            if probe.address.plain not in PAGES
        ),
    ]
    found = probing.run(wards, asked, compare=False)

    assert (committee.wrong, committee.told_apart, found.wrong) == ([], [], [])
    assert probing.checksums() == before
    assert sum(found.answers.values()) > 800
