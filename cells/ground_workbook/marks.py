"""The mark of a row: a short digest of what it says.

Each row of an exported workbook carries the mark of what it said then. When the workbook comes back, three things can be
told apart: a row nobody touched, a row somebody changed in the workbook, a row somebody changed in the portal meanwhile.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from cells.ground_workbook.columns import SheetLayout
from cells.ground_workbook.tables import Value


def mark_of(layout: SheetLayout, key: str, values: Mapping[str, Value]) -> str:
    """Of one row with its name. Begins with a letter, so that no program takes it for a number."""
    said = json.dumps([key.lower(), *content_of(layout, values)], ensure_ascii=False)
    return "k" + hashlib.sha256(said.encode()).hexdigest()[:11]


def content_of(layout: SheetLayout, values: Mapping[str, Value]) -> tuple[str, ...]:
    """What a row says, without its name: the same for two rows that say the same."""
    return tuple(_plain(values.get(column.name)) for column in layout.compared)


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
