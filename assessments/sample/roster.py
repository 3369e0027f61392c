"""A fictional roster of any size: the shared one as it stands, or a made-up one in the same layout."""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from random import Random

from cells.roster.ground import KnownPerson
from cells.roster.reading import read_roster
from cells.roster.rows import RosterRow
from cells.roster.writing import CellSheet, write_roster
from cells.vocabulary import MemberStatus

SAMPLE_FILE = Path(__file__).resolve().parents[2] / "cells" / "sample" / "danh-sach-dang-vien-p11.xlsx"
SAMPLE_CELLS, SAMPLE_MEMBERS = 24, 591
_FAMILIES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
)
_MALE = (
    ("Văn", "Hữu", "Đức", "Công", "Quốc"),
    ("An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Khánh", "Long", "Nam", "Sơn"),
)
_FEMALE = (
    ("Thị", "Ngọc", "Thanh", "Kim", "Mỹ"),
    ("Anh", "Chi", "Dung", "Hạnh", "Hương", "Lan", "Mai", "Nga", "Thảo", "Yến"),
)
_SPECIAL_CELLS = (
    "Cơ quan phường",
    "Trường Tiểu học Hoa Sen",
    "Công an phường",
    "Quân sự phường",
    "Trạm Y tế",
    "Trường THCS Sông Xanh",
    "Hợp tác xã Bình Minh",
    "Trường Mầm non Nắng Hồng",
)
_HEADING = {"superior": "ĐẢNG BỘ QUẬN GÒ VẤP", "committee": "ĐẢNG ỦY PHƯỜNG 11"}
#: Everybody of a made-up roster was admitted by then, save every so many-th person, who is new this year.
_ADMITTED_BY, _NEW_EVERY = 2019, 29
SMALLEST_CELL, LARGEST_WARD = 3, 4000


def sample_workbook(cells: int, members: int, random: Random) -> bytes:
    """The shared roster for its own size, else a made-up one. Raises ValueError for a size that no ward has."""
    if (cells, members) == (SAMPLE_CELLS, SAMPLE_MEMBERS):
        return SAMPLE_FILE.read_bytes()
    if cells < 1:
        raise ValueError(f"--cells {cells}: a ward has at least one cell.")
    if not SMALLEST_CELL * cells <= members <= LARGEST_WARD:
        raise ValueError(
            f"--members {members}: {cells} cells have from {SMALLEST_CELL * cells} to {LARGEST_WARD} members."
        )
    special = _SPECIAL_CELLS[: max(0, min(cells // 3, cells - 3))]
    names = [*(f"Khu phố {number}" for number in range(1, cells - len(special) + 1)), *special]
    sizes = [members // cells + (place < members % cells) for place in range(cells)]
    number = 0
    sheets = []
    for name, size in zip(names, sizes, strict=True):
        titles = ["Bí thư chi bộ", "Phó Bí thư chi bộ", *(["Chi ủy viên"] if size > 20 else [])]
        people = []
        for place in range(size):
            number += 1
            position = titles[place] if place < len(titles) else ""
            people.append(_person(number, position, random))
        sheets.append(CellSheet(name=f"Chi bộ {name}", people=tuple(people)))
    return write_roster(**_HEADING, as_of=date(2021, 11, 30), cells=sheets)


def earlier_workbook(workbook: bytes, on: date) -> bytes:
    """The same roster as it stood on an earlier day: whoever came later is missing, whoever was new is probationary."""
    reading = read_roster(workbook)
    people = defaultdict(list)
    for row in reading.rows:
        if row.admitted_on is None or row.admitted_on <= on:
            people[row.cell].append(_as_of(row, on))
    sheets = [CellSheet(name=cell.name, people=tuple(people[cell.key])) for cell in reading.cells]
    return write_roster(**_HEADING, as_of=on, cells=sheets)


def _as_of(row: RosterRow, on: date) -> KnownPerson:
    was_official = row.official_on is not None and row.official_on <= on
    status = row.status or MemberStatus.ACTIVE
    if status == MemberStatus.ACTIVE and row.official_on is not None and not was_official:
        status = MemberStatus.PROBATIONARY
    return KnownPerson(
        id=0,
        code="",
        cell_id=None,
        full_name=row.full_name,
        gender=row.gender,
        born_on=row.born_on,
        ethnicity=row.ethnicity,
        admitted_on=row.admitted_on,
        official_on=row.official_on if was_official else None,
        card_number=row.card_number,
        position=row.position,
        note=row.note,
        status=status,
    )


def _person(number: int, position: str, random: Random) -> KnownPerson:
    gender, (middles, givens) = random.choice((("male", _MALE), ("female", _FEMALE)))
    born = date(random.randint(1938, 1995), random.randint(1, 12), random.randint(1, 28))
    year, month, day = (
        min(_ADMITTED_BY, born.year + random.randint(20, 35)),
        random.randint(1, 12),
        random.randint(1, 28),
    )
    status = MemberStatus.EXEMPT if number % 13 == 0 and not position and born.year < 1962 else MemberStatus.ACTIVE
    admitted = date(year, month, day)
    if number % _NEW_EVERY == 0 and not position:
        born, admitted = born.replace(year=1990 + number % 9), date(2021, month, day)
        admitted, status = min(admitted, date(2021, 11, 19)), MemberStatus.PROBATIONARY
    return KnownPerson(
        id=0,
        code="",
        full_name=f"{random.choice(_FAMILIES)} {random.choice(middles)} {random.choice(givens)}",
        cell_id=None,
        gender=gender,
        born_on=born,
        ethnicity="Kinh",
        admitted_on=admitted,
        official_on=None if status == MemberStatus.PROBATIONARY else admitted + timedelta(days=365),
        card_number=f"79.{200000 + number}",
        position=position,
        status=status,
    )
