"""JSON text to plain objects, keeping what the standard reader forgets: keys written twice."""

import json
from collections import Counter

from .faults import DossierFaults, Fault, Said

LONGEST_NUMBER = 1000
"""Digits: no count in a ward is that long, and sums and products of such numbers can still be printed."""


class ReadObject(dict[str, object]):
    """A JSON object that remembers which of its keys were written more than once."""

    repeated: tuple[str, ...] = ()


def parse(text: str | bytes) -> object:
    """The document in UTF-8 text. DossierFaults when it is no JSON at all."""
    try:
        if isinstance(text, bytes | bytearray | memoryview):
            text = bytes(text).decode("utf-8")
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_object, parse_int=_whole)
    except UnicodeDecodeError as error:
        place = error.start + 1
        found = Said(f"không phải UTF-8 ở byte thứ {place}", f"not UTF-8 at byte {place}")
        raise _no_json(found) from None
    except json.JSONDecodeError as error:
        found = Said(
            f"lỗi JSON ở dòng {error.lineno}, cột {error.colno}",
            f"broken JSON at line {error.lineno}, column {error.colno}",
        )
        raise _no_json(found) from None
    except (ValueError, RecursionError):
        # The reader's own limits: a number of a thousand digits, brackets nested by the thousand.
        raise _no_json(Said("số quá dài hoặc lồng quá sâu", "a number too long or nesting too deep")) from None


def _no_json(found: Said) -> DossierFaults:
    expected = Said("một tài liệu JSON mã hóa UTF-8", "one JSON document in UTF-8")
    return DossierFaults([Fault("", found, expected)])


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("number too long")
    return int(digits)


def _object(pairs: list[tuple[str, object]]) -> ReadObject:
    read = ReadObject(pairs)
    if len(read) < len(pairs):
        written = Counter(key for key, _ in pairs)
        read.repeated = tuple(key for key, times in written.items() if times > 1)
    return read
