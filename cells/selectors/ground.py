"""The ground of a ward as tables of plain values, for its workbook. A fixed number of queries whatever its size."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from cells.ground_workbook.tables import GroundRow, KnownName, Tables, Value
from cells.ground_workbook.writing import write_ground
from cells.models import (
    Collective,
    Discipline,
    Headship,
    Member,
    OfficerPost,
    Organization,
    Seat,
    StatusPeriod,
    YearRecord,
)
from cells.models.year_record import YEAR_FACTS
from cells.vietnamese import tidy


@dataclass(frozen=True)
class GroundIds:
    """Where the codes of the workbook lead: people by code, units by code, all codes in small letters."""

    people: dict[str, int]
    organizations: dict[str, int]
    collectives: dict[str, int]


def ground_workbook(ward: Organization, year: int, on: date) -> bytes:
    """The ground as an .xlsx file, with a line for everybody on the sheet of the year's facts."""
    return write_ground(tables_of(ward, on), ward_name=ward.name, year=year)


def ids_of(ward: Organization) -> GroundIds:
    def by_code(rows) -> dict[str, int]:
        return {code.lower(): pk for code, pk in rows.values_list("code", "pk")}

    organizations = {**by_code(Organization.objects.filter(ward=ward)), ward.code.lower(): ward.pk}
    return GroundIds(
        people=by_code(Member.objects.filter(ward=ward)),
        organizations=organizations,
        collectives=by_code(Collective.objects.filter(ward=ward)),
    )


def tables_of(ward: Organization, on: date) -> Tables:
    """Everything the workbook holds. Dissolved units and people who left only explain rows that name them."""
    organizations = list(Organization.objects.filter(ward=ward).order_by("position", "code"))
    collectives = list(Collective.objects.filter(ward=ward).order_by("organization__position", "code"))
    by_cell = F("cell__position").asc(nulls_last=True)  # people outside the Party last, on every database
    people = list(Member.objects.filter(ward=ward).order_by(by_cell, "cell__code", "sort_key", "pk"))
    reader = _Reader(ward, organizations, collectives, people)
    present = [member for member in people if not member.has_left(on)]
    return Tables(
        ward_code=ward.code,
        rows={
            "organizations": reader.organizations(organizations),
            "collectives": reader.collectives(collectives),
            "outsiders": reader.outsiders(present),
            "seats": reader.seats(),
            "heads": reader.heads(),
            "posts": reader.posts(),
            "disciplines": reader.disciplines(),
            "statuses": reader.statuses(),
            "year_facts": reader.year_facts(),
        },
        people=reader.known(present),
        left=reader.known(member for member in people if member.has_left(on)),
        units=tuple(KnownName(unit.code, unit.name) for unit in (ward, *organizations, *collectives)),
    )


class _Reader:
    """Rows of the database -> rows of the workbook. Ids become codes in memory: no query for a row."""

    def __init__(
        self, ward: Organization, organizations: list[Organization], bodies: list[Collective], people: list[Member]
    ):
        self.ward = ward
        self.organization_codes = {unit.pk: unit.code for unit in (ward, *organizations)}
        self.cell_names = {unit.pk: unit.name for unit in organizations}
        self.collective_codes = {body.pk: body.code for body in bodies}
        self.members = {member.pk: member for member in people}
        self.place = {member.pk: number for number, member in enumerate(people)}

    def known(self, people: Iterable[Member]) -> tuple[KnownName, ...]:
        return tuple(
            KnownName(member.code, member.full_name, self.cell_names.get(member.cell_id, "")) for member in people
        )

    def organizations(self, units: list[Organization]) -> tuple[GroundRow, ...]:
        return tuple(
            _row(
                unit.code,
                code=unit.code,
                name=unit.name,
                kind=unit.kind,
                cell_kind=unit.cell_kind,
                parent=self.organization_codes[unit.parent_id],
                established_on=unit.established_on,
                position=unit.position,
            )
            for unit in units
            if unit.dissolved_on is None
        )

    def collectives(self, bodies: list[Collective]) -> tuple[GroundRow, ...]:
        return tuple(
            _row(
                body.code,
                code=body.code,
                name=body.name,
                kind=body.kind,
                organization=self.organization_codes[body.organization_id],
                established_on=body.established_on,
            )
            for body in bodies
            if body.dissolved_on is None
        )

    def outsiders(self, people: list[Member]) -> tuple[GroundRow, ...]:
        names = ("code", "full_name", "gender", "born_on", "position", "note")
        return tuple(
            _row(member.code, **{name: getattr(member, name) for name in names})
            for member in people
            if member.cell_id is None
        )

    def seats(self) -> tuple[GroundRow, ...]:
        seats = self._by_unit(Seat.objects.filter(collective__ward=self.ward))
        return tuple(
            self._numbered(
                seat,
                collective=self.collective_codes[seat.collective_id],
                title=seat.title,
                from_date=seat.from_date,
                to_date=seat.to_date,
            )
            for seat in seats
        )

    def heads(self) -> tuple[GroundRow, ...]:
        heads = self._by_unit(Headship.objects.filter(member__ward=self.ward))
        names = ("appointed_on", "ended_on", "main_duty", "main_duty_evidence", "exception")
        return tuple(
            self._numbered(head, unit=self._unit(head), **{name: getattr(head, name) for name in names})
            for head in heads
        )

    def posts(self) -> tuple[GroundRow, ...]:
        posts = self._by_person(OfficerPost.objects.filter(member__ward=self.ward))
        names = ("title", "management_level", "from_date", "to_date")
        return tuple(
            self._numbered(post, unit=self._unit(post), **{name: getattr(post, name) for name in names})
            for post in posts
        )

    def disciplines(self) -> tuple[GroundRow, ...]:
        rows = self._by_person(Discipline.objects.filter(member__ward=self.ward))
        names = ("form", "decided_on", "violated_on", "source")
        return tuple(
            self._numbered(one, year=one.counted_in_year, **{name: getattr(one, name) for name in names})
            for one in rows
        )

    def statuses(self) -> tuple[GroundRow, ...]:
        rows = self._by_person(StatusPeriod.objects.filter(member__ward=self.ward))
        names = ("status", "from_date", "to_date", "source")
        return tuple(self._numbered(one, **{name: getattr(one, name) for name in names}) for one in rows)

    def year_facts(self) -> tuple[GroundRow, ...]:
        rows = self._by_person(YearRecord.objects.filter(member__ward=self.ward))
        return tuple(
            _row(
                f"{record.year}/{self.members[record.member_id].code}",
                year=record.year,
                **self._person(record),
                **{name: getattr(record, name) for name in YEAR_FACTS},
            )
            for record in rows
        )

    def _numbered(self, row, **values: Value) -> GroundRow:
        return _row(str(row.pk), row=str(row.pk), **self._person(row), **values)

    def _person(self, row) -> dict[str, Value]:
        member = self.members[row.member_id]
        return {"person": member.code, "person_name": member.full_name}

    def _unit(self, row) -> str:
        if row.collective_id:
            return self.collective_codes[row.collective_id]
        return self.organization_codes[row.organization_id]

    def _by_unit(self, rows) -> list:
        """As the lists of units stand; what holds before what ended."""
        places = {pk: number for number, pk in enumerate(self.organization_codes)}
        bodies = {pk: number for number, pk in enumerate(self.collective_codes, start=len(places))}

        def place(row) -> tuple:
            unit = bodies.get(row.collective_id)
            if unit is None:
                unit = places[row.organization_id]
            ended = row.to_date if isinstance(row, Seat) else row.ended_on
            return unit, ended is not None, self.place[row.member_id], row.pk

        return sorted(rows, key=place)

    def _by_person(self, rows) -> list:
        return sorted(rows, key=lambda row: (self.place[row.member_id], row.pk))


def _row(key: str, **values: Value) -> GroundRow:
    return GroundRow(key, {name: _plain(value) for name, value in values.items()})


def _plain(value: Value) -> Value:
    """Text as the reader gives it back, so that what was stored untidily shows no difference."""
    return tidy(value) if isinstance(value, str) else value
