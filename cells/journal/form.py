"""The one form in which an entry is hashed, exported and checked (docs/journal.md). Pure: plain values in, text out.

PostgreSQL writes the same form in its trigger (`cells/migrations/0010_journal_sealed.py`); a test compares the two.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

FORMAT = "journal/1"
#: Keys of an entry, of its texts: the names of the columns. All of them are always there.
ENTRY_KEYS = (
    "acting_for_id", "action", "actor_id", "at", "content_hash", "covers", "number", "object_id", "object_type",
    "previous_hash", "ward_code",
)  # fmt: skip
TEXT_KEYS = ("acting_for_name", "actor_name", "after", "before", "object_name", "reason", "salt")
SHORT = 16


def canonical(value: object) -> str:
    """JSON with its keys sorted, no spaces, no escapes but those JSON demands."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(values: Mapping[str, object]) -> str:
    """SHA-256 of the canonical form in UTF-8, 64 small hexadecimal digits."""
    return hashlib.sha256(canonical(values).encode()).hexdigest()


def moment(at: datetime) -> str:
    """To the microsecond, in UTC: `2022-01-10T03:04:05.000006Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def entry_values(row: object) -> dict[str, object]:
    """What is hashed of a `JournalEntry`."""
    return {key: moment(row.at) if key == "at" else getattr(row, key) for key in ENTRY_KEYS}


def text_values(row: object) -> dict[str, object]:
    """What is hashed of a `JournalText`."""
    return {key: getattr(row, key) for key in TEXT_KEYS}


def short(number: int, full: str) -> str:
    """A head as people read it: number and first 16 digits."""
    return f"{number}:{full[:SHORT]}"
