"""A fictional roster of any size: the shared one as it stands, or a made-up one in the same layout."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from cells.roster.ground import KnownPerson
from cells.roster.writing import CellSheet, write_roster

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
_SPECIAL_CELLS = ("Công an phường", "Quân sự phường", "Cơ quan phường", "Trường Tiểu học Hoa Sen", "Trạm Y tế")


def sample_workbook(cells: int, members: int, random: Random) -> bytes:
    """The shared roster for its own size, else a made-up one. Raises ValueError for a size that no ward has."""
    if (cells, members) == (SAMPLE_CELLS, SAMPLE_MEMBERS):
        return SAMPLE_FILE.read_bytes()
    if cells < 1 or members < 3 * cells:
        raise ValueError(f"{members} members in {cells} cells: a cell needs at least three.")
    names = [*_SPECIAL_CELLS[: max(0, cells - 1)]][: max(1, cells // 4)] if cells > 3 else []
    names = [f"Khu phố {number}" for number in range(1, cells - len(names) + 1)] + names
    sizes = [members // cells + (place < members % cells) for place in range(cells)]
    number = 0
    sheets = []
    for name, size in zip(names, sizes, strict=True):
        people = []
        for place in range(size):
            number += 1
            person = _person(number, random)
            title = (
                ("Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên" if size > 20 else "")[place] if place < 3 else ""
            )
            people.append(replace(person, position=title))
        sheets.append(CellSheet(name=f"Chi bộ {name}", people=tuple(people)))
    return write_roster(
        superior="ĐẢNG BỘ QUẬN GÒ VẤP", committee="ĐẢNG ỦY PHƯỜNG 11", as_of=date(2021, 11, 30), cells=sheets
    )


def _person(number: int, random: Random) -> KnownPerson:
    gender, (middles, givens) = random.choice((("male", _MALE), ("female", _FEMALE)))
    born = date(random.randint(1938, 1995), random.randint(1, 12), random.randint(1, 28))
    admitted = date(min(2019, born.year + random.randint(20, 35)), random.randint(1, 12), random.randint(1, 28))
    return KnownPerson(
        id=0,
        code="",
        full_name=f"{random.choice(_FAMILIES)} {random.choice(middles)} {random.choice(givens)}",
        cell_id=None,
        gender=gender,
        born_on=born,
        ethnicity="Kinh",
        admitted_on=admitted,
        official_on=admitted + timedelta(days=365),
        card_number=f"79.{200000 + number}",
        status="exempt" if number % 13 == 0 else "active",
    )
