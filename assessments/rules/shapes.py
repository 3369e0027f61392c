"""Small readers of JSON values: each takes a value and its path, answers the fact, and notes what is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, Final
from unicodedata import is_normalized, normalize

from .faults import Fault, Said, on_one_line, shown
from .json_text import ReadObject


class _Unread(Enum):
    UNREAD = auto()


UNREAD: Final = _Unread.UNREAD
"""Stands for a value that could not be read; a fault has been noted."""

Faults = list[Fault]
Shape = Callable[[object, str, Faults], Any]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _wrong(value: object, where: str, faults: Faults, vi: str, en: str) -> Any:
    faults.append(Fault(where, shown(value), Said(vi, en)))
    return UNREAD


def text(value: object, where: str, faults: Faults) -> Any:
    """A string, in NFC whatever it came in; lone surrogates are no text."""
    if not isinstance(value, str) or any("\ud800" <= char <= "\udfff" for char in value):
        return _wrong(value, where, faults, "chuỗi ký tự", "text")
    return value if is_normalized("NFC", value) else normalize("NFC", value)


def code(value: object, where: str, faults: Faults) -> Any:
    """A code: text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        return _wrong(value, where, faults, "một mã không để trống", "a code that is not blank")
    return text(value, where, faults)


def flag(value: object, where: str, faults: Faults) -> Any:
    if not isinstance(value, bool):
        return _wrong(value, where, faults, "true hoặc false", "true or false")
    return value


def day(value: object, where: str, faults: Faults) -> Any:
    """A calendar date, written YYYY-MM-DD and in no other way."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    return _wrong(value, where, faults, "một ngày có thật dạng YYYY-MM-DD", "a real date as YYYY-MM-DD")


def whole(least: int, most: int | None = None) -> Shape:
    """A whole number in range; true and false are no numbers, nor is 3.0."""
    vi = f"số nguyên từ {least} trở lên" if most is None else f"số nguyên từ {least} đến {most}"
    en = f"a whole number of at least {least}" if most is None else f"a whole number from {least} to {most}"

    def read(value: object, where: str, faults: Faults) -> Any:
        if type(value) is not int or value < least or (most is not None and value > most):
            return _wrong(value, where, faults, vi, en)
        return value

    return read


def one_of(values: type[Enum] | tuple[str, ...], *, null: bool = False) -> Shape:
    """One of an enum's codes, answered as its member, or one of some strings; with `null`, also null."""
    known: Mapping[object, object] = (
        {value: value for value in values} if isinstance(values, tuple) else {entry.value: entry for entry in values}
    )
    names = [*map(str, known), *(["null"] if null else [])]
    vi, en = f"một trong: {', '.join(names)}", f"one of: {', '.join(names)}"

    def read(value: object, where: str, faults: Faults) -> Any:
        if null and value is None:
            return None
        if not isinstance(value, str) or value not in known:
            return _wrong(value, where, faults, vi, en)
        return known[value]

    return read


def or_null(shape: Shape) -> Shape:
    """The shape, or null for "not recorded"."""

    def read(value: object, where: str, faults: Faults) -> Any:
        return None if value is None else shape(value, where, faults)

    return read


def list_of(shape: Shape) -> Shape:
    def read(value: object, where: str, faults: Faults) -> Any:
        if not isinstance(value, list | tuple):
            return _wrong(value, where, faults, "một danh sách", "a list")
        return tuple(shape(entry, f"{where}[{place}]", faults) for place, entry in enumerate(value))

    return read


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an object: the field it fills, how to read it, whether it must be there."""

    field: str
    shape: Shape
    required: bool = False


def record(build: Callable[..., Any], keys: Mapping[str, Key]) -> Shape:
    """An object with these keys and no others; keys that are absent leave the field's default."""
    known = ", ".join(keys)

    def read(value: object, where: str, faults: Faults) -> Any:
        if not isinstance(value, dict):
            return _wrong(value, where, faults, "một đối tượng", "an object")
        before = len(faults)
        _note_strangers(value, where, faults, keys, known)
        fields = {}
        for name, key in keys.items():
            path = f"{where}.{name}" if where else name
            if name in value:
                fields[key.field] = key.shape(value[name], path, faults)
            elif key.required:
                absent = Said("thiếu khóa", "the key is missing")
                faults.append(Fault(path, absent, Said("khóa bắt buộc này", "this required key")))
        return build(**fields) if len(faults) == before else UNREAD

    return read


def _note_strangers(value: dict[Any, Any], where: str, faults: Faults, keys: Mapping[str, Key], known: str) -> None:
    def path(name: object) -> str:
        printable = on_one_line(str(name))
        return f"{where}.{printable}" if where else printable

    for name in value:
        if name not in keys:
            unknown = Said("khóa lạ, không có trong định dạng", "an unknown key")
            expected = Said(f"một trong các khóa: {known}", f"one of the keys: {known}")
            faults.append(Fault(path(name), unknown, expected))
    if isinstance(value, ReadObject):
        for name in value.repeated:
            twice = Said("khóa ghi nhiều lần", "a key written more than once")
            faults.append(Fault(path(name), twice, Said("mỗi khóa một lần", "each key once")))
