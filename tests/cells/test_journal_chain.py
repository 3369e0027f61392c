"""The chain: what is hung on it, what is found when somebody changes it by SQL, what PostgreSQL refuses in the first place."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cells.journal import record
from cells.journal.chain import RESTORING, allowed
from cells.journal.checking import chains, check_chain, head_fault, orphans
from cells.journal.form import digest, entry_values, text_values
from cells.models import JournalEntry, JournalHead, JournalText
from cells.refusals import Refused
from cells.services.journal_upkeep import erase_texts
from tests import factories as make
from tests.cells.journal_scene import TABLES, settle, sql, tamper, write

pytestmark = pytest.mark.django_db

POSTGRESQL = "postgresql"


def faults(ward_code: str = "P11") -> list[tuple[str, int, int]]:
    return [(fault.code, fault.first, fault.last) for fault in check_chain(ward_code).faults]


class TestWritten:
    def test_each_ward_counts_for_itself_without_a_gap(self):
        write(2, "P11"), write(3, "P12"), write(1, ""), write(2, "P11")

        assert chains() == ["", "P11", "P12"]
        assert [entry.number for entry in write(0, "P11")] == [1, 2, 3, 4]
        assert all(check_chain(code).is_whole for code in chains())

    def test_every_link_holds_the_one_before_it(self):
        first, second, third = write(3)

        assert (first.previous_hash, second.previous_hash, third.previous_hash) == ("", first.hash, second.hash)
        assert JournalHead.objects.get().hash == third.hash
        assert len({entry.content_hash for entry in (first, second, third)}) == 3

    def test_what_was_rolled_back_leaves_no_gap(self):
        write(1)
        for broken in (True, False):
            with pytest.raises(ZeroDivisionError) if broken else transaction.atomic(), transaction.atomic():
                record(by=None, actor_name="thử", action="grade.draft", ward_code="P11")
                if broken:
                    1 / 0  # noqa: B018
        settle()

        assert [entry.number for entry in write(0)] == [1, 2]
        assert faults() == []

    def test_the_chain_names_nobody(self):
        account = make.make_account("bithu1", "secretary", make.make_cell(make.make_ward(), "KP01"))
        with transaction.atomic():
            record(by=account, action="member.changed", subject=account, ward_code="P11", reason="Trùng tên")
        settle()

        row = JournalEntry.objects.values().get()
        assert (row["actor_id"], row["object_type"], row["object_id"]) == (account.pk, "account", str(account.pk))
        assert not {"bithu1", account.display_name, "Trùng tên"} & {str(value) for value in row.values()}

    def test_the_same_deed_twice_has_two_content_hashes(self):
        one, other = write(2, after={"grade": "good"}, reason="")

        assert one.content_hash != other.content_hash

    def test_fractions_are_kept_as_written(self):
        write(1, after={"share": 0.1, "tiny": 1e22, "whole": 3})

        assert JournalText.objects.get().after == {"share": "0.1", "tiny": "1e+22", "whole": 3}
        assert faults() == []

    def test_entries_and_texts_refuse_to_be_changed_through_their_models(self):
        [entry] = write(1)
        for refused in (entry.save, entry.delete, entry.text.save, entry.text.delete):
            with pytest.raises(TypeError):
                refused()


EDITS = {
    "at": "'2020-01-01 00:00:00+00:00'", "action": "'grade.cell'", "object_type": "'review'", "object_id": "'7'",
    "actor_id": "7", "acting_for_id": "7", "covers": "'1'", "content_hash": "'ab'", "previous_hash": "'ab'",
}  # fmt: skip
TEXT_EDITS = {
    "salt": "'ab'", "actor_name": "'ai'", "acting_for_name": "'ai'", "object_name": "'ai'", "reason": "'khác'",
    "before": """'{"grade": "fulfilled"}'""", "after": "NULL",
}  # fmt: skip


class TestTampered:
    @pytest.mark.parametrize("column", EDITS)
    def test_a_changed_column_is_found_at_its_entry(self, column):
        write()
        tamper(f"UPDATE cells_journalentry SET {column} = {EDITS[column]} WHERE number = 3")

        texts_too = [("text_edited", 3, 3)] if column == "content_hash" else []
        assert faults() == [("edited", 3, 3), *texts_too]

    @pytest.mark.parametrize("column", TEXT_EDITS)
    def test_a_changed_text_is_found_at_its_entry(self, column):
        entry = write()[2]
        tamper(f"UPDATE cells_journaltext SET {column} = {TEXT_EDITS[column]} WHERE entry_id = {entry.pk}")

        assert faults() == [("text_edited", 3, 3)]

    def test_a_changed_hash_is_found_there_and_at_the_next(self):
        write()
        tamper("UPDATE cells_journalentry SET hash = 'ab' WHERE number = 3")

        assert faults() == [("edited", 3, 3), ("link", 4, 4)]

    def test_an_edit_with_its_hash_made_anew_is_found_at_the_next(self):
        entry = write()[2]
        entry.action = "grade.cell"
        tamper(
            "UPDATE cells_journalentry SET action = 'grade.cell', hash = %(hash)s WHERE number = 3",
            hash=digest(entry_values(entry)),
        )

        assert faults() == [("link", 4, 4)]

    def test_an_entry_moved_to_another_ward_is_missed_here_and_strange_there(self):
        write(), write(2, "P12")
        tamper("UPDATE cells_journalentry SET ward_code = 'P12' WHERE ward_code = 'P11' AND number = 3")

        assert faults() == [("missing", 3, 3)]
        assert faults("P12") == [("edited", 3, 3), ("beyond_head", 3, 3)]

    @pytest.mark.parametrize(
        ("numbers", "told"), [((1,), (1, 1)), ((2, 3), (2, 3)), ((5,), (5, 5)), ((1, 2, 3, 4, 5), (1, 5))]
    )
    def test_deleted_entries_are_named(self, numbers, told):
        ids = ",".join(str(entry.pk) for entry in write() if entry.number in numbers)
        tamper(
            f"DELETE FROM cells_journaltext WHERE entry_id IN ({ids})",
            f"DELETE FROM cells_journalentry WHERE id IN ({ids})",
        )

        assert faults() == [("missing", *told)]

    def test_two_that_changed_places_are_both_found(self):
        write()
        tamper(
            "UPDATE cells_journalentry SET number = 99 WHERE number = 2",
            "UPDATE cells_journalentry SET number = 2 WHERE number = 4",
            "UPDATE cells_journalentry SET number = 4 WHERE number = 99",
        )

        assert [fault for fault in faults() if fault[0] == "edited"] == [("edited", 2, 2), ("edited", 4, 4)]

    @pytest.mark.parametrize(("number", "told"), [(0, [("link", 0, 0)]), (6, [("beyond_head", 6, 6)])])
    def test_a_forged_entry_with_a_sound_hash_is_found(self, number, told):
        last = write()[-1]
        text = JournalText(salt="ab", actor_name="ai", reason="")
        forged = JournalEntry(
            ward_code="P11", number=number, at=datetime(2022, 1, 1, tzinfo=UTC), action="grade.decision",
            content_hash=digest(text_values(text)), previous_hash=last.hash if number else "",
        )  # fmt: skip
        forged.hash = digest(entry_values(forged))
        with allowed(RESTORING):
            forged.save()
            text.entry = forged
            text.save()

        assert [fault for fault in faults() if fault[1] == number] == told

    def test_an_entry_without_a_number_is_counted(self):
        write(1)
        tamper(
            "INSERT INTO cells_journalentry (ward_code, at, action, object_type, object_id, covers, content_hash, "
            "previous_hash, hash) VALUES ('P11', '2022-01-01 00:00:00+00:00', 'x.y', '', '', '', '', '', '')"
        )

        assert faults() == [("unnumbered", 1, 1)]

    def test_a_tail_cut_off_with_its_head_is_found_by_a_printed_head_alone(self):
        entries = write()
        tamper(
            f"DELETE FROM cells_journaltext WHERE entry_id = {entries[4].pk}",
            "DELETE FROM cells_journalentry WHERE number = 5",
            "UPDATE cells_journalhead SET number = 4, hash = %(hash)s",
            hash=entries[3].hash,
        )

        assert faults() == []
        assert head_fault("P11", 5, entries[4].hash[:16]).code == "head_unknown"
        assert head_fault("P11", 4, entries[3].hash[:16]) is None
        assert head_fault("P11", 4, entries[4].hash[:16]).code == "head_differs"

    @pytest.mark.parametrize(
        ("statement", "told"),
        [
            ("UPDATE cells_journalhead SET number = 4", ("beyond_head", 5, 5)),
            ("UPDATE cells_journalhead SET number = 6", ("missing", 6, 6)),
            ("UPDATE cells_journalhead SET hash = 'ab'", ("head", 5, 5)),
            ("DELETE FROM cells_journalhead", ("no_head", 5, 5)),
        ],
    )
    def test_a_changed_head_is_found(self, statement, told):
        write()
        tamper(statement)

        assert faults() == [told]

    def test_an_erasure_forged_with_a_list_that_is_none_covers_nothing(self):
        write()
        [last] = forge(covers="1-x", action="journal.erased")
        tamper("DELETE FROM cells_journaltext WHERE entry_id = (SELECT id FROM cells_journalentry WHERE number = 2)")

        assert (last.number, faults()) == (6, [("text_missing", 2, 2)])

    def test_texts_that_changed_places_are_both_found(self):
        one, other = write()[1:3]
        tamper(
            f"UPDATE cells_journaltext SET entry_id = -1 WHERE entry_id = {one.pk}",
            f"UPDATE cells_journaltext SET entry_id = {one.pk} WHERE entry_id = {other.pk}",
            f"UPDATE cells_journaltext SET entry_id = {other.pk} WHERE entry_id = -1",
        )

        assert faults() == [("text_edited", 2, 2), ("text_edited", 3, 3)]

    def test_of_many_faults_the_first_hundred_are_told(self):
        write(120)
        tamper("UPDATE cells_journalentry SET action = 'grade.cell'")
        answer = check_chain("P11")

        assert (answer.found, len(answer.faults), answer.is_whole) == (120, 100, False)


class TestErased:
    def test_texts_go_with_their_salt_and_the_chain_holds(self):
        write()
        erased = erase_texts(ward_code="P11", numbers=[2, 3, 5, 99], reason="Hết hạn lưu", command="retention")
        settle()
        answer = check_chain("P11")

        assert (answer.is_whole, answer.erased, answer.entries) == (True, 3, 6)
        assert (JournalEntry.objects.get(pk=erased.pk).covers, JournalText.objects.count()) == ("2-3,5", 3)
        gone = JournalEntry.objects.get(number=2)
        assert (gone.is_erased, gone.actor_name, gone.after, gone.reason) == (True, "", None, "")

    def test_the_entry_of_an_erasure_covers_even_when_its_own_texts_are_gone(self):
        write(2)
        erase_texts(ward_code="P11", numbers=[1], reason="Hết hạn lưu", command="retention")
        settle()
        erase_texts(ward_code="P11", numbers=[1, 3], reason="Hết hạn lưu", command="retention")
        settle()

        assert faults() == []
        assert check_chain("P11").erased == 2

    def test_nothing_left_to_erase_is_no_deed(self):
        write(1)

        assert erase_texts(ward_code="P12", numbers=[1], reason="Hết hạn lưu", command="retention") is None
        with pytest.raises(Refused):
            erase_texts(ward_code="P11", numbers=[1], reason=" ", command="retention")

    def test_a_text_deleted_otherwise_is_found(self):
        entries = write()
        erase_texts(ward_code="P11", numbers=[2], reason="Hết hạn lưu", command="retention")
        tamper(f"DELETE FROM cells_journaltext WHERE entry_id IN ({entries[1].pk}, {entries[2].pk})")

        assert faults() == [("text_missing", 3, 3)]

    def test_an_erasure_covers_nothing_after_it_and_nothing_once_it_is_edited(self):
        entries = write(2)
        erase_texts(ward_code="P11", numbers=[1], reason="Hết hạn lưu", command="retention")
        tamper(
            f"DELETE FROM cells_journaltext WHERE entry_id = {entries[1].pk}",
            "UPDATE cells_journalentry SET covers = '1-2' WHERE number = 3",
        )

        assert faults() == [("edited", 3, 3), ("text_missing", 1, 2)]

    def test_a_text_without_its_entry_is_counted(self):
        write(2)
        if connection.vendor == POSTGRESQL:  # the key between the two tables holds
            with pytest.raises(IntegrityError), transaction.atomic():
                tamper("DELETE FROM cells_journalentry WHERE number = 2", "SET CONSTRAINTS ALL IMMEDIATE")
            assert orphans() == 0
        else:
            sql("PRAGMA defer_foreign_keys = ON", "DELETE FROM cells_journalentry WHERE number = 2")
            assert orphans() == 1
            sql("DELETE FROM cells_journaltext WHERE entry_id NOT IN (SELECT id FROM cells_journalentry)")


def forge(**values) -> list[JournalEntry]:
    """An entry hung on the end as the portal hangs one, with texts and a head of its own: whoever writes SQL can."""
    last = JournalEntry.objects.order_by("number").last()
    text = JournalText(salt="ab", actor_name="ai", reason="")
    given = {"ward_code": "P11", "at": datetime(2022, 1, 1, tzinfo=UTC), "previous_hash": last.hash} | values
    entry = JournalEntry(number=last.number + 1, content_hash=digest(text_values(text)), **given)
    entry.hash = digest(entry_values(entry))
    with allowed(RESTORING):
        entry.save()
        text.entry = entry
        text.save()
        JournalHead.objects.update(number=entry.number, hash=entry.hash)
    return [entry]


def forgery() -> str:
    return (
        "INSERT INTO cells_journalentry (ward_code, number, at, action, object_type, object_id, covers, content_hash, "
        "previous_hash, hash) VALUES ('P11', 9, '2022-01-01 00:00:00+00:00', 'x.y', '', '', '', '', '', '')"
    )


class TestRefusedByTheDatabase:
    """PostgreSQL refuses in the first place; SQLite is one file, and whoever writes it is found by the chain."""

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE cells_journalentry SET action = 'x.y'",
            "UPDATE cells_journaltext SET reason = ''",
            "DELETE FROM cells_journaltext",
            "UPDATE cells_journalhead SET number = 0",
            "DELETE FROM cells_journalhead",
            "INSERT INTO cells_journalhead VALUES ('P99', 3, 'ab')",
            forgery(),
        ],
    )
    def test_by_hand_nothing_is_changed_or_it_is_found(self, statement):
        write(2)
        if connection.vendor == POSTGRESQL:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                sql(statement)
            assert faults() == []
        else:
            sql(statement)
            assert [fault for code in chains() for fault in faults(code)]

    @pytest.mark.parametrize("table", TABLES)
    def test_no_table_is_emptied(self, table):
        write(2)
        statement = "TRUNCATE {} CASCADE" if connection.vendor == POSTGRESQL else "DELETE FROM {}"
        if connection.vendor == POSTGRESQL:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                sql(statement.format(table))
        else:
            sql("PRAGMA defer_foreign_keys = ON", statement.format(table))
            assert faults() or orphans()
            sql("DELETE FROM cells_journaltext")

    def test_rows_of_a_backup_keep_their_hashes(self):
        entries = list(JournalEntry.objects.filter(pk__in=[entry.pk for entry in write(2)]).values())
        texts, heads = list(JournalText.objects.values()), list(JournalHead.objects.values())
        with allowed(RESTORING):
            sql(*(f"DELETE FROM {table}" for table in ("cells_journaltext", "cells_journalentry", "cells_journalhead")))
            JournalEntry.objects.bulk_create(JournalEntry(**row) for row in entries)
            JournalText.objects.bulk_create(JournalText(**row) for row in texts)
            JournalHead.objects.bulk_create(JournalHead(**row) for row in heads)
        settle()

        assert list(JournalEntry.objects.order_by("pk").values()) == entries
        assert faults() == []
        assert [entry.number for entry in write(1)] == [1, 2, 3]
