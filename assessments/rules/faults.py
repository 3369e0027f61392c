"""Faults that make a file no dossier: where, what was found, what is expected; one line each, in two languages."""

from dataclasses import dataclass
from typing import NamedTuple


class Said(NamedTuple):
    """The same words in Vietnamese and English."""

    vi: str
    en: str

    def within(self, lang: str) -> str:
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Fault:
    """`where` is a path into the file, such as `members[3].grade`; empty for the file as a whole."""

    where: str
    found: Said
    expected: Said

    def line(self, lang: str = "vi") -> str:
        """One line for people."""
        if lang == "vi":
            return f"{self.where or 'hồ sơ'}: {self.found.vi}; cần {self.expected.vi}"
        return f"{self.where or 'dossier'}: {self.found.en}; expected {self.expected.en}"


MOST_FAULTS = 1_000
"""So many are told; a file of three megabytes can hold two million, and nobody reads them."""


class EnoughFaultsError(Exception):
    """The list of faults is full: reading on tells nobody more."""


class FaultList(list[Fault]):
    """Faults as they are found. Raises EnoughFaultsError at the last one there is room for, which says that there are more."""

    def append(self, fault: Fault) -> None:
        if len(self) == MOST_FAULTS:
            found = Said(f"còn lỗi khác sau {MOST_FAULTS} lỗi này", f"more faults after these {MOST_FAULTS}")
            super().append(Fault("", found, Said("sửa các lỗi đã nêu trước", "the faults told mended first")))
            raise EnoughFaultsError
        super().append(fault)


class DossierFaults(ValueError):
    """The file cannot be read as a dossier; `faults` holds what was found, up to MOST_FAULTS."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.lines("en")))

    def lines(self, lang: str = "vi") -> list[str]:
        return [fault.line(lang) for fault in self.faults]


def shown(value: object) -> Said:
    """ "gặp …": a value as found, short and on one line whatever it holds."""
    if isinstance(value, dict):
        return Said("gặp một đối tượng {…}", "found an object {…}")
    if isinstance(value, list | tuple):
        return Said("gặp một danh sách […]", "found a list […]")
    text = _as_json(value)
    if len(text) > 60:
        text = f"{text[:59]}…"
    return Said(f"gặp {text}", f"found {text}")


def _as_json(value: object) -> str:
    if isinstance(value, str):
        return f'"{on_one_line(value)}"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return on_one_line(str(value))


def on_one_line(text: str) -> str:
    """Characters that cannot be printed (line ends, lone surrogates) as escapes."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
