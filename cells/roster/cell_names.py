"""Names of cells as rosters write them: the section row, the sheet, the column; the same cell under one key.

`3. CHI BỘ KHU PHỐ 3 (25 đồng chí)` is the cell “Chi bộ Khu phố 3”, key `khu pho 3`, 25 people declared, code KP03.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from cells.vietnamese import fold, fold_words, tidy
from cells.vocabulary import CellKind

_NUMBERING = re.compile(r"(?:(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])\s*[.)/:\-–]\s*)+", re.IGNORECASE)
_PEOPLE = r"(?:đồng chí|đ/c|đ\.c|đc|đảng viên|đ/v|đ\.v|đv|người)"
#: Ways to write the word before a cell's name: “CB Công an”, “Chi bộ: Trạm Y tế”.
_CELL_WORD = re.compile(r"(?:chi bộ\s*[:\-–.]|cb(?=[\s.:\-–])[.:\-–]*)\s*", re.IGNORECASE)
_DECLARED = re.compile(
    rf"[\s,:;.\-–(]*(?:tổng số|có|gồm)?[\s:]*\(?\s*(\d{{1,5}})\s*{_PEOPLE}\.?\s*\)?\s*$", re.IGNORECASE
)
_BARE_COUNT = re.compile(r"\s*\(\s*(\d{1,5})\s*\)\s*$")
_ABBREVIATIONS = ((re.compile(r"\bkp ?(?=\d)"), "khu pho "), (re.compile(r"\btdp ?(?=\d)"), "to dan pho "))
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")

#: Words a cell's base begins with -> (kind, code). The longer phrase stands before the shorter.
_BASES = (
    ("khu phố", CellKind.NEIGHBOURHOOD, "KP"),
    ("tổ dân phố", CellKind.NEIGHBOURHOOD, "TDP"),
    ("khu dân cư", CellKind.NEIGHBOURHOOD, "KDC"),
    ("ấp", CellKind.NEIGHBOURHOOD, "AP"),
    ("công an", CellKind.POLICE, "CA"),
    ("quân sự", CellKind.MILITARY, "QS"),
    ("quân đội", CellKind.MILITARY, "QD"),
    ("cơ quan", CellKind.OFFICE, "CQ"),
    ("văn phòng", CellKind.OFFICE, "VP"),
    ("ủy ban", CellKind.OFFICE, "UB"),
    ("ubnd", CellKind.OFFICE, "UB"),
    ("trường tiểu học", CellKind.PUBLIC_SERVICE, "TH"),
    ("tiểu học", CellKind.PUBLIC_SERVICE, "TH"),
    ("trường thcs", CellKind.PUBLIC_SERVICE, "THCS"),
    ("trường trung học cơ sở", CellKind.PUBLIC_SERVICE, "THCS"),
    ("thcs", CellKind.PUBLIC_SERVICE, "THCS"),
    ("trường thpt", CellKind.PUBLIC_SERVICE, "THPT"),
    ("trường trung học phổ thông", CellKind.PUBLIC_SERVICE, "THPT"),
    ("thpt", CellKind.PUBLIC_SERVICE, "THPT"),
    ("trường mầm non", CellKind.PUBLIC_SERVICE, "MN"),
    ("mầm non", CellKind.PUBLIC_SERVICE, "MN"),
    ("trường mẫu giáo", CellKind.PUBLIC_SERVICE, "MG"),
    ("trường", CellKind.PUBLIC_SERVICE, "TR"),
    ("trạm y tế", CellKind.PUBLIC_SERVICE, "TYT"),
    ("trạm", CellKind.PUBLIC_SERVICE, "TRAM"),
    ("bệnh viện", CellKind.PUBLIC_SERVICE, "BV"),
    ("trung tâm", CellKind.PUBLIC_SERVICE, "TT"),
    ("hợp tác xã", CellKind.COOPERATIVE, "HTX"),
    ("htx", CellKind.COOPERATIVE, "HTX"),
    ("công ty", CellKind.ENTERPRISE, "CT"),
    ("doanh nghiệp", CellKind.ENTERPRISE, "DN"),
    ("xí nghiệp", CellKind.ENTERPRISE, "XN"),
    ("quỹ tín dụng", CellKind.ENTERPRISE, "QTD"),
    ("ngân hàng", CellKind.ENTERPRISE, "NH"),
)
_FOLDED_BASES = tuple((fold(words), kind, code) for words, kind, code in _BASES)
#: How these words are written when a name arrives in capitals.
_CASED = {
    fold(phrase): phrase
    for phrase in (
        "Chi bộ", "Khu phố", "Tổ dân phố", "Khu dân cư", "Công an phường", "Công an", "Quân sự phường", "Quân sự",
        "Cơ quan phường", "Cơ quan", "Trường Tiểu học", "Trường Mầm non", "Trường Mẫu giáo", "Trường Trung học cơ sở",
        "Trường Trung học phổ thông", "Tiểu học", "Mầm non", "Trạm Y tế", "Hợp tác xã", "Công ty", "Cổ phần",
        "Doanh nghiệp", "Văn phòng", "Ủy ban nhân dân", "Trung tâm", "Bệnh viện", "Quỹ tín dụng nhân dân",
    )
}  # fmt: skip
_CAPITALS = {"thcs", "thpt", "tnhh", "mtv", "ubnd", "hđnd", "mttq", "htx", "cp", "sx", "tm", "dv", "xd", "kp", "tdp"}
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in _CASED)
#: Words that say nothing in a code: the ward's own name, the form of a company.
_SILENT = {"phuong", "tnhh", "mtv", "cp"}


@dataclass(frozen=True)
class Section:
    """A line that names a cell, with the number of people it declares."""

    name: str
    declared: int | None = None


def section_of(text: str) -> Section | None:
    """The cell a lone line names; None when the line is something else (a total, a heading, a signature)."""
    text = tidy(text)
    numbering = _NUMBERING.match(text)
    rest, declared = _without_count(text[numbering.end() :] if numbering else text)
    folded = fold_words(rest)
    if not folded or is_total(text):
        return None
    names_cell = folded.startswith("chi bo ") or bool(_CELL_WORD.match(rest))
    names_base = _begins_like_a_cell(rest) and (numbering or declared is not None)
    if names_cell or names_base or (numbering is not None and declared is not None):
        return Section(cell_name(rest), declared)
    return None


def may_name_cell(text: str) -> bool:
    """The line begins like a cell or a committee above cells, though it says neither “chi bộ” nor a number."""
    text = tidy(text)
    return _begins_like_a_cell(text) or fold_words(text).startswith(("dang bo ", "chi uy "))


def is_total(text: str) -> bool:
    folded = fold_words(text)
    return bool(re.match(r"(?:tong|cong)(?: (?:cong|so|chung|toan|chi bo|danh sach|trang|\d)|$)", folded))


def declared_count(text: str) -> int | None:
    """The number of people a line of totals declares: `Tổng cộng: 591 đảng viên`."""
    match = re.search(rf"(\d{{1,6}})\s*{_PEOPLE}", tidy(text), re.IGNORECASE)
    match = match or re.search(r"[:=\s](\d{1,6})\s*$", tidy(text))
    return int(match[1]) if match else None


def cell_name(text: str) -> str:
    """`CHI BỘ KHU PHỐ 3` -> `Chi bộ Khu phố 3`; a name without the word gets it; mixed case stays as typed."""
    name = tidy(text).strip(" .:-–")
    if _CELL_WORD.match(name):
        name = _CELL_WORD.sub("CHI BỘ " if name.upper() == name else "Chi bộ ", name, count=1)
    if name.upper() == name or name.lower() == name:
        name = _recased(name)
    return name if fold_words(name).startswith("chi bo ") else f"Chi bộ {name}"


def cell_key(text: str) -> str:
    """What two writings of one cell share: no accents, no case, no “chi bộ”, `KP3` as `khu pho 3`, `03` as `3`."""
    key = fold_words(_CELL_WORD.sub("", tidy(text), count=1) if _CELL_WORD.match(tidy(text)) else text)
    key = key.removeprefix("chi bo ")
    for pattern, words in _ABBREVIATIONS:
        key = pattern.sub(words, key)
    return _LEADING_ZEROS.sub("", key)


def guess_kind(name: str) -> CellKind:
    base = _base_of(cell_key(name))
    return base[1] if base else CellKind.OTHER


def propose_code(name: str, taken: Collection[str]) -> str:
    """A code people can read: KP01, CA, TH-LDT; never one that stands in `taken` (compared without case)."""
    key = cell_key(name)
    base = _base_of(key)
    prefix = base[2] if base else ""
    words = key.removeprefix(base[0]).replace(" co phan", "").split() if base else key.split()
    if base and len(words) == 1 and words[0].isdecimal():
        return _unique(f"{prefix}{int(words[0]):02d}", taken)
    if base and words and words[0] in ("phuong", "quan", "xa") and all(word.isdecimal() for word in words[1:]):
        words = []
    letters = "".join(word if word.isdecimal() else word[0].upper() for word in words if word not in _SILENT)
    return _unique("-".join(filter(None, (prefix, letters)))[:20] or "CB", taken)


def _begins_like_a_cell(text: str) -> bool:
    """With its accents: “Trường” is a school, “Trương” a family; “trường hợp” is neither."""
    text = text.lower()
    return any(text.startswith(base[0] + " ") for base in _BASES) and not text.startswith("trường hợp ")


def _unique(code: str, taken: Collection[str]) -> str:
    used = {other.lower() for other in taken}
    candidates = (code, *(f"{code}-{number}" for number in range(2, len(used) + 3)))
    return next(candidate for candidate in candidates if candidate.lower() not in used)


def _base_of(folded: str) -> tuple[str, CellKind, str] | None:
    key = folded.removeprefix("chi bo ")
    return next((base for base in _FOLDED_BASES if key == base[0] or key.startswith(base[0] + " ")), None)


def _without_count(text: str) -> tuple[str, int | None]:
    match = _DECLARED.search(text) or _BARE_COUNT.search(text)
    return (text[: match.start()], int(match[1])) if match else (text, None)


def _recased(name: str) -> str:
    words, cased = name.split(" "), []
    while words:
        length = next((n for n in range(_LONGEST_PHRASE, 0, -1) if fold(" ".join(words[:n])) in _CASED), 0)
        if length:
            cased.append(_CASED[fold(" ".join(words[:length]))])
        else:
            length = 1
            cased.append(words[0].upper() if words[0].lower() in _CAPITALS else words[0].capitalize())
        words = words[length:]
    return " ".join(cased)
