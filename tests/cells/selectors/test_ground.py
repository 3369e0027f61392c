"""The ground as tables: everything of the ward in it, nobody else's, in a fixed number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cells.ground_workbook.comparing import compare
from cells.ground_workbook.reading import read_ground
from cells.models import Collective, Discipline, Organization, StatusPeriod
from cells.selectors.ground import ground_workbook, ids_of, tables_of
from tests.factories import (
    TODAY,
    make_agency,
    make_cell,
    make_collective,
    make_head,
    make_member,
    make_post,
    make_ward,
    make_year_record,
)
from tests.ground_workbooks import remade

pytestmark = pytest.mark.django_db


def full_ward(code: str = "P11", people: int = 2) -> Organization:
    """Something on every sheet, among it what is dissolved, ended, left, untidy."""
    ward = make_ward(code, f"Đảng bộ {code}")
    committee = Organization.objects.create(
        kind="committee", ward=ward, parent=ward, code="DB1", name="Đảng bộ trực thuộc"
    )
    cell, below = make_cell(ward, "KP01"), make_cell(ward, "KP02", parent=committee)
    make_cell(ward, "KP03", dissolved_on=date(2020, 1, 1))
    agency = make_agency(ward)
    members = [make_member(cell) for _number in range(people)]
    outsider = make_member(None, "=Lê Văn Ngoài", ward=ward, note="-  một\nhai", born_on=date(1899, 5, 5))
    gone = make_member(below, left_on=date(2021, 5, 1))
    body = make_collective(ward, [*members, outsider, gone], code="UBND", kind="peoples_committee")
    make_collective(agency, members[:1], code="CU", kind="agency_leadership", dissolved_on=date(2020, 1, 1))
    for number, member in enumerate(members):
        make_head(member, cell, appointed_on=date(1990 + number, 1, 1), ended_on=date(1990 + number, 6, 1))
        make_post(member, body if number % 2 else agency)
        make_year_record(member, found_degraded=False, task_completion=0)
        make_year_record(member, 2020)
        Discipline.objects.create(
            member=member, form="warning", decided_on=date(2021, 5, 1), source="QĐ", counted_in_year=2021
        )
        StatusPeriod.objects.create(member=member, status="active", to_date=date(2021, 1, 1))
    make_head(outsider, agency, main_duty=False, main_duty_evidence="QĐ 5")
    make_year_record(gone, sick_leave_months=2)
    return ward


def plan_of(ward: Organization, data: bytes):
    return compare(read_ground(data), tables_of(ward, TODAY))


def test_every_sheet_holds_what_the_ward_has():
    ward = full_ward()
    full_ward("P12")

    tables = tables_of(ward, TODAY)

    assert {key: len(rows) for key, rows in tables.rows.items()} == {
        "organizations": 4,
        "collectives": 1,
        "outsiders": 1,
        "seats": 5,
        "heads": 3,
        "posts": 2,
        "disciplines": 2,
        "statuses": 2,
        "year_facts": 5,
    }
    assert tables.units[0].code == "P11"
    assert {"KP03", "CU"} <= {unit.code for unit in tables.units}
    assert (len(tables.people), len(tables.left)) == (3, 1)


@pytest.mark.parametrize("again", [False, True], ids=["as written", "saved again by another program"])
def test_exported_and_imported_nothing_is_new(again):
    ward = full_ward()
    data = ground_workbook(ward, 2021, TODAY)

    plan = plan_of(ward, remade(data) if again else data)

    assert (plan.deeds, plan.faults, plan.kept) == ((), (), ())
    assert plan.unchanged == 23  # every row but the two records of 2020


def test_rows_stand_as_the_lists_of_units_and_people_do():
    ward = make_ward()
    second, first = make_cell(ward, "KP02", position=2), make_cell(ward, "KP01", position=1)
    yen, an = make_member(first, "Nguyễn Văn Yến"), make_member(first, "Trần Thị An")
    binh = make_member(second, "Lê Bình")
    outside = make_member(None, "Ân Ngoài Đảng", ward=ward)
    make_collective(ward, [outside, binh, yen, an], code="UBND", kind="peoples_committee")

    tables = tables_of(ward, TODAY)

    assert [row.values["person"] for row in tables.rows["seats"]] == [an.code, yen.code, binh.code, outside.code]
    assert [person.cell for person in tables.people] == ["Chi bộ KP01", "Chi bộ KP01", "Chi bộ KP02", ""]
    assert [row.key for row in tables.rows["organizations"]] == ["KP01", "KP02"]


def test_codes_lead_to_rows_in_either_case():
    ward = full_ward()

    ids = ids_of(ward)

    assert ids.organizations["p11"] == ward.pk
    assert ids.organizations["kp01"] == Organization.objects.get(code="KP01").pk
    assert ids.collectives["ubnd"] == Collective.objects.get(code="UBND").pk


def test_as_many_queries_for_300_people_as_for_3():
    asked = []
    for code, people in (("P11", 3), ("P12", 300)):
        ward = full_ward(code, people)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            tables_of(ward, TODAY)
        asked.append(len(captured))

    assert asked == [9, 9]
