"""Ids of another ward, of somebody else's unit, of a mandate that has ended: nothing of it exists, and nothing is changed.

Some strangers ask every address; `benchmarks/foreign_ids.py` lets all of them ask by every method."""

import pytest

from tests.access import probing
from tests.access.two_wards import addresses

pytestmark = pytest.mark.django_db
SOME = ("secretary", "deputy acting", "office until yesterday", "member of the same cell")
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


def test_what_is_foreign_does_not_exist_and_stays_as_it_is(wards):

    assert probing.unreached(wards) == []
    before = probing.checksums()
    found = probing.run(wards, probing.probes(wards, ("GET",), SOME), compare=False)
    one = probing.run(wards, probing.probes(wards, ("GET", "POST", "DELETE"), ("committee",)))

    assert (found.wrong, one.wrong, one.told_apart) == ([], [], [])
    assert probing.checksums() == before
    assert sum(found.answers.values()) > 800
