"""The form that is hashed: one way to write each value, the same in Python and in PostgreSQL's trigger; runs of numbers."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from cells.journal.form import canonical, digest, entry_values, moment, text_values
from cells.journal.ranges import ranges_of, read, without, written
from cells.models import JournalEntry, JournalText
from tests.cells.journal_scene import write

pytestmark = pytest.mark.django_db

POSTGRESQL = "postgresql"
MOMENT = st.integers(0, 8 * 10**15).map(lambda n: datetime(1950, 1, 1, tzinfo=UTC) + timedelta(microseconds=n))
WORD = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


class TestForm:
    VALUES = st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    )

    @settings(max_examples=40)
    @given(VALUES)
    def test_the_form_says_what_it_holds_in_one_way(self, value):
        text = canonical(value)

        assert json.loads(text) == value
        assert canonical(json.loads(json.dumps(value, indent=2))) == text

    @settings(max_examples=40)
    @given(MOMENT, st.integers(-12, 12))
    def test_a_moment_is_the_same_wherever_it_is_told(self, here, hours):
        elsewhere = here.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))

        assert moment(here) == moment(elsewhere) == here.isoformat(timespec="microseconds")[:-6] + "Z"
        assert moment(here + timedelta(hours=hours)) == moment(elsewhere + timedelta(hours=hours))

    @settings(max_examples=40)
    @given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 60)))
    def test_numbers_are_written_as_runs_and_read_again(self, numbers, taken):
        runs = ranges_of(sorted(numbers))
        left = without(runs, ranges_of(sorted(taken)))

        assert read(written(runs)) == runs
        assert [n for first, last in left for n in range(first, last + 1)] == sorted(numbers - taken)

    def test_one_entry_by_hand(self):
        [entry] = write(1, after={"đ": 1, "a": [None, '"\n']}, before=None, reason="vì")
        texts = (
            '{"acting_for_name":"","actor_name":"thử","after":{"a":[null,"\\"\\n"],"đ":1},"before":null,"object_name":"",'
            f'"reason":"vì","salt":"{entry.text.salt}"}}'
        )
        told = (
            f'{{"acting_for_id":null,"action":"grade.draft","actor_id":null,"at":"{moment(entry.at)}","content_hash":'
            f'"{hashlib.sha256(texts.encode()).hexdigest()}","covers":"","number":1,"object_id":"","object_type":"",'
            '"previous_hash":"","ward_code":"P11"}'
        )

        assert entry.hash == hashlib.sha256(told.encode()).hexdigest()
        assert form_in_database(entry) == told

    @settings(max_examples=40)
    @given(
        WORD,
        WORD,
        MOMENT,
        st.none() | st.integers(0, 2**62),
    )
    def test_the_trigger_writes_the_form_that_is_checked(self, action, covers, at, actor_id):
        row = JournalEntry(ward_code=action[::-1], number=7, at=at, action=action, covers=covers, actor_id=actor_id)
        values = entry_values(row)

        assert form_in_database(row) == canonical(values)
        assert json.loads(canonical(values)) == values


def form_in_database(row: JournalEntry) -> str:
    """What PostgreSQL's trigger would hash; SQLite leaves it to the same code as the check."""
    values = entry_values(row)
    if connection.vendor != POSTGRESQL:
        return canonical(values)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal_form(jsonb_populate_record(NULL::cells_journalentry, %s::jsonb))", [json.dumps(values)]
        )
        return cursor.fetchone()[0]


def test_the_migration_that_began_the_chain_writes_the_same_form():
    carried = import_module("cells.migrations.0009_journal_carried_over")
    told = {
        "actor_name": "thử",
        "acting_for_name": "",
        "object_name": "KP01",
        "before": None,
        "after": {"b": 1, "a": "đ"},
    }

    row = JournalEntry(ward_code="P11", at=datetime(2022, 1, 10, 3, tzinfo=UTC), action="x.y", actor_id=3)
    before = OldRow(row, told | {"reason": "vì"})
    text = carried.hang(before, JournalText, 7, "ab")
    row.number, row.previous_hash, row.content_hash = 7, "ab", before.content_hash

    assert (before.content_hash, before.hash) == (digest(text_values(text)), digest(entry_values(row)))


class OldRow:
    """An entry as the migration finds it: its texts in the row."""

    def __init__(self, row: JournalEntry, texts: dict) -> None:
        for name in (field.attname for field in row._meta.concrete_fields):
            setattr(self, name, getattr(row, name))
        vars(self).update(texts, pk=row.pk)
