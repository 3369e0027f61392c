"""SQLite keeps in a column what is not of its kind. The check says where, and goes on; PostgreSQL does not take it."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cells.journal.checking import bytes_that_are_no_text, chains, check_chain
from tests.cells.journal_scene import sql, tamper, write

pytestmark = pytest.mark.django_db

POSTGRESQL = "postgresql"


def faults(ward_code: str = "P11") -> list[tuple[str, int, int]]:
    return [(fault.code, fault.first, fault.last) for fault in check_chain(ward_code).faults]


#: Statement → what is found.
NOT_OF_ITS_KIND = {
    "UPDATE cells_journalentry SET action = x'ff00' WHERE number = 3": [("edited", 3, 3)],
    "UPDATE cells_journalentry SET action = CAST(x'ff' AS TEXT) WHERE number = 3": [("edited", 3, 3)],
    "UPDATE cells_journalentry SET actor_id = 9e999 WHERE number = 3": [("edited", 3, 3)],
    "UPDATE cells_journalentry SET hash = x'ff' WHERE number = 5": [("edited", 5, 5), ("head", 5, 5)],
    "UPDATE cells_journalentry SET at = 7 WHERE number = 3": [("edited", 3, 3)],
    "UPDATE cells_journalentry SET number = 'ba' WHERE number = 3": [("missing", 3, 3), ("unnumbered", 1, 1)],
    "UPDATE cells_journalentry SET number = x'03' WHERE number = 3": [("missing", 3, 3), ("unnumbered", 1, 1)],
    "UPDATE cells_journalentry SET number = 9e999 WHERE number = 3": [("missing", 3, 3), ("unnumbered", 1, 1)],
    "UPDATE cells_journalentry SET ward_code = x'50' WHERE number = 3": [("missing", 3, 3)],
    "UPDATE cells_journalentry SET ward_code = CAST(x'ff' AS TEXT) WHERE number = 3": [("missing", 3, 3)],
    "UPDATE cells_journaltext SET salt = x'ff'": [("text_edited", number, number) for number in range(1, 6)],
    "UPDATE cells_journaltext SET reason = CAST(x'ff' AS TEXT)": [
        ("text_edited", number, number) for number in range(1, 6)
    ],
    "UPDATE cells_journalhead SET number = 'ba'": [("head", 5, 5)],
    "UPDATE cells_journalhead SET hash = x'ff'": [("head", 5, 5)],
}


@pytest.mark.parametrize("statement", NOT_OF_ITS_KIND)
def test_what_is_not_of_its_kind_is_a_fault_and_no_end_of_the_check(statement):
    write()
    if connection.vendor == POSTGRESQL:
        with suppress(DatabaseError), transaction.atomic():
            tamper(statement)
            assert faults()  # x'ff' is bits there, and bits become text: an edit like any other
        return
    sql(statement)

    with bytes_that_are_no_text():
        assert "P11" in chains()
        assert faults() == NOT_OF_ITS_KIND[statement]


def test_a_number_below_all_is_read_too():
    write()
    if connection.vendor == POSTGRESQL:
        with pytest.raises(IntegrityError), transaction.atomic():
            tamper("UPDATE cells_journalentry SET number = -7 WHERE number = 3")
        return
    sql("PRAGMA ignore_check_constraints = ON", "UPDATE cells_journalentry SET number = -7 WHERE number = 3")
    sql("PRAGMA ignore_check_constraints = OFF")

    assert faults() == [("edited", -7, -7), ("missing", 3, 3)]
