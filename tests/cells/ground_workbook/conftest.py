"""A small ward as tables, without a database, and its workbook."""

from datetime import date

import pytest

from cells.ground_workbook.comparing import compare
from cells.ground_workbook.reading import read_ground
from cells.ground_workbook.tables import GroundRow, KnownName, Tables
from cells.ground_workbook.writing import write_ground


def row(key: str, **values) -> GroundRow:
    return GroundRow(key, values)


def person(code: str, name: str) -> dict:
    return {"person": code, "person_name": name}


def small_ward(**rows) -> Tables:
    """Two cells, a collective, four people (two with one name), one outside the Party, one who left."""
    sheets = {
        "organizations": (
            row("KP01", code="KP01", name="Chi bộ Khu phố 1", kind="cell", cell_kind="neighbourhood", parent="P11", established_on=date(1995, 2, 3), position=1),
            row("KP02", code="KP02", name="Chi bộ Khu phố 2", kind="cell", cell_kind="neighbourhood", parent="P11", established_on=None, position=2),
        ),
        "collectives": (
            row("UBND", code="UBND", name="Ủy ban nhân dân", kind="peoples_committee", organization="P11", established_on=date(2016, 6, 1)),
        ),
        "outsiders": (row("M0009", code="M0009", full_name="Lê Văn Ngoài", gender="male", born_on=date(1970, 1, 1), position="", note=""),),
        "seats": (
            row("1", row="1", collective="UBND", **person("M0001", "Nguyễn Văn An"), title="Chủ tịch", from_date=date(2016, 7, 1), to_date=None),
            row("2", row="2", collective="UBND", **person("M0009", "Lê Văn Ngoài"), title="", from_date=None, to_date=date(2021, 1, 1)),
        ),
        "heads": (
            row("5", row="5", unit="KP01", **person("M0002", "Trần Thị Bình"), appointed_on=date(2015, 3, 1), ended_on=None, main_duty=True, main_duty_evidence="", exception=""),
        ),
        "posts": (
            row("7", row="7", unit="UBND", **person("M0001", "Nguyễn Văn An"), title="Chủ tịch", management_level="district", from_date=None, to_date=None),
        ),
        "disciplines": (
            row("3", row="3", **person("M0003", "Phạm Văn Cường"), form="warning", decided_on=date(2021, 5, 1), violated_on=None, year=2021, source="QĐ 1"),
        ),
        "statuses": (
            row("4", row="4", **person("M0008", "Đỗ Đã Đi"), status="exempt", from_date=date(1900, 1, 1), to_date=None, source="QĐ 2"),
        ),
        "year_facts": (
            row("2021/M0001", year=2021, **person("M0001", "Nguyễn Văn An"), sick_leave_months=0, sick_leave_source="", task_completion=95, task_source="", employer_grade="good", employer_source="TB 5", found_degraded=False, degraded_source="", unfulfilled_reason="", unfulfilled_source=""),
            row("2020/M0001", year=2020, **person("M0001", "Nguyễn Văn An"), sick_leave_months=None, sick_leave_source="", task_completion=80, task_source="", employer_grade="", employer_source="", found_degraded=None, degraded_source="", unfulfilled_reason="", unfulfilled_source=""),
        ),
    }  # fmt: skip
    return Tables(
        ward_code="P11",
        rows={**sheets, **rows},
        people=(
            KnownName("M0001", "Nguyễn Văn An", "Chi bộ Khu phố 1"),
            KnownName("M0002", "Trần Thị Bình", "Chi bộ Khu phố 1"),
            KnownName("M0003", "Phạm Văn Cường", "Chi bộ Khu phố 2"),
            KnownName("M0004", "Phạm Văn Cường", "Chi bộ Khu phố 2"),
            KnownName("M0009", "Lê Văn Ngoài"),
        ),
        left=(KnownName("M0008", "Đỗ Đã Đi"),),
        units=(
            KnownName("P11", "Đảng bộ Phường 11"),
            KnownName("KP01", "Chi bộ Khu phố 1"),
            KnownName("KP02", "Chi bộ Khu phố 2"),
            KnownName("UBND", "Ủy ban nhân dân"),
        ),
    )


@pytest.fixture
def ward() -> Tables:
    return small_ward()


@pytest.fixture
def exported(ward) -> bytes:
    return write_ground(ward, ward_name="Đảng bộ Phường 11", year=2021)


@pytest.fixture
def plan_of(ward):
    """The plan of a workbook for the small ward, or for another one."""

    def plan(data: bytes, tables: Tables = ward):
        return compare(read_ground(data), tables)

    return plan


@pytest.fixture
def faults_of(plan_of):
    """(sheet, row, column) of each fault of a workbook."""

    def faults(data: bytes) -> list[tuple]:
        return [(fault.sheet, fault.row, fault.column) for fault in plan_of(data).faults]

    return faults
