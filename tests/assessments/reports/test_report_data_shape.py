"""The shape of `report-data/1` is pinned by its description: a key changed in the code alone, or on paper alone, fails."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from types import NoneType
from typing import get_args, get_origin, get_type_hints

from django.conf import settings

from assessments.reports.report_data import FORMAT, NARRATIVE_KEYS, ReportData

DESCRIPTION = Path(settings.BASE_DIR) / "docs" / "report-data.md"
_NAMES = {str: "text", int: "integer", bool: "true/false", date: "date"}


def shape_of(kind: type, place: str = "$") -> Iterator[tuple[str, str]]:
    """(path, type) of every value; `[]` an item of a list, `{}` a value of a map."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        if place != "$":
            yield place, "object"
        hints = get_type_hints(kind)
        for field in fields(kind):
            yield from shape_of(hints[field.name], f"{place}.{field.name}")
    elif origin is tuple:
        yield place, "list"
        yield from shape_of(inner[0], f"{place}[]")
    elif origin is dict:
        yield place, "map"
        yield from shape_of(inner[1], f"{place}{{}}")
    elif NoneType in inner:
        [some] = (one for one in inner if one is not NoneType)
        (_place, name), *rest = shape_of(some, place)
        yield place, f"{name} or null"
        yield from rest
    else:
        yield place, _NAMES[kind]


def described() -> list[tuple[str, str]]:
    return re.findall(r"^\| `(\$[^`]*)` \| ([^|]+?) \|", DESCRIPTION.read_text(), re.MULTILINE)


def test_every_key_is_described_in_the_order_of_the_code():
    assert described() == list(shape_of(ReportData))


def test_the_description_names_version_and_narrative_keys():
    text = DESCRIPTION.read_text()

    assert f"# `{FORMAT}`" in text
    assert [key for key in NARRATIVE_KEYS if f"`{key}`" not in text] == []
