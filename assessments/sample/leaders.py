"""The fictional ward's leaders and its agencies: who sits, who heads, who holds which post, by age and standing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from assessments.sample.voices import is_at_work
from cells.models import Account, Collective, Member, Organization
from cells.services import collectives, headships, members, organizations, posts, seats
from cells.vietnamese import fold
from cells.vocabulary import CellKind, CollectiveKind, Gender, ManagementLevel, MemberStatus, OrganizationKind

#: Leaders took their posts in the term that began with the congress of 2020; schools have had theirs for a year longer.
_TERM_BEGAN, _POSTS_BEGAN = date(2020, 7, 1), date(2019, 8, 1)
_YEAR = 2021


@dataclass(frozen=True)
class Office:
    """A leader's post. `seats`, `heads`: codes of collectives and units; `fits`: who may hold it."""

    title: str
    level: str
    fits: Callable[[Member], bool]
    seats: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


def _age(person: Member) -> int:
    return _YEAR - person.born_on.year if person.born_on else 0


def _leads(person: Member) -> bool:
    return is_at_work(person, _YEAR) and _age(person) >= 33


def _leads_women(person: Member) -> bool:
    return person.gender == Gender.FEMALE and is_at_work(person, _YEAR) and _age(person) >= 30


def _leads_youth(person: Member) -> bool:
    return 0 < _age(person) <= 35


def _is_veteran(person: Member) -> bool:
    return person.gender == Gender.MALE and 60 < _age(person) <= 70


def _is_retired(person: Member) -> bool:
    return 55 < _age(person) <= 70


def _officers(ward_code: str) -> tuple[Office, ...]:
    return (
        Office("Bí thư Đảng ủy", ManagementLevel.DISTRICT, _leads, ("BTV",), ("BTV", ward_code)),
        Office("Phó Bí thư Thường trực Đảng ủy", ManagementLevel.DISTRICT, _leads, ("BTV",)),
        Office("Phó Bí thư, Chủ tịch UBND phường", ManagementLevel.DISTRICT, _leads, ("BTV", "UBND"), ("UBND",)),
        Office("Phó Chủ tịch UBND phường", ManagementLevel.DISTRICT, _leads, ("UBND",)),
        Office("Phó Chủ tịch UBND phường", ManagementLevel.DISTRICT, _leads, ("UBND",)),
        Office("Chủ tịch Ủy ban Mặt trận Tổ quốc phường", ManagementLevel.WARD, _leads, ("BTV",)),
        Office("Chủ tịch Hội Liên hiệp Phụ nữ phường", ManagementLevel.WARD, _leads_women),
        Office("Bí thư Đoàn phường", ManagementLevel.WARD, _leads_youth),
        Office("Chủ tịch Hội Cựu chiến binh phường", ManagementLevel.WARD, _is_veteran),
        Office("Chủ tịch Hội Chữ thập đỏ phường", ManagementLevel.WARD, _is_retired),
    )


_BODIES = (
    ("BTV", "Ban Thường vụ Đảng ủy", CollectiveKind.STANDING_COMMITTEE),
    ("UBND", "Tập thể UBND phường", CollectiveKind.PEOPLES_COMMITTEE),
)
#: A ward too small to fill a body does without it (123-CV/ĐU 1(1)).
_SMALLEST_BODY = 3


def make_leaders(by: Account, ward: Organization, cells: list[Organization], on: date) -> dict[str, Member]:
    """Make standing committee and people's committee and fill the posts; answers title → person (of two, the last)."""
    chosen = list(_choose(_officers(ward.code), _candidates(cells)))
    bodies = {
        code: _collective(by, code, name, kind, ward, on)
        for code, name, kind in _BODIES
        if sum(code in office.seats for office, _person in chosen) >= _SMALLEST_BODY
    }
    units = {**bodies, ward.code: ward}
    for office, person in chosen:
        for code in filter(bodies.__contains__, office.seats):
            _seat(by, bodies[code], person, office.title, on)
        for code in filter(units.__contains__, office.heads):
            _head(by, units[code], person, on)
        unit = bodies.get("UBND", ward) if office.seats == ("UBND",) else ward
        _post(by, unit, person, office.title, office.level, on)
    return {office.title: person for office, person in chosen}


def _candidates(cells: list[Organization]) -> list[Member]:
    """People without a post in their cell: those of the ward's office first, then of the streets, then the rest."""
    order = {CellKind.OFFICE: 0, CellKind.NEIGHBOURHOOD: 1}
    ranks = {cell.pk: order.get(cell.cell_kind, 2) for cell in cells}
    people = Member.objects.filter(cell__in=cells, status=MemberStatus.ACTIVE, position="").order_by("code")
    return sorted(people, key=lambda person: ranks[person.cell_id])


def _choose(offices: tuple[Office, ...], people: list[Member]) -> Iterable[tuple[Office, Member]]:
    """A person for each post that somebody fits, in the order of the posts. The narrowest posts choose first."""
    narrow = sorted(range(len(offices)), key=lambda place: sum(map(offices[place].fits, people)))
    left, chosen = list(people), {}
    for place in narrow:
        person = next(filter(offices[place].fits, left), None)
        if person is not None:
            chosen[place] = person
            left.remove(person)
    return [(offices[place], chosen[place]) for place in sorted(chosen)]


#: Folded beginning of an agency's name → titles of its head and its deputy.
_TITLES = {"truong": ("Hiệu trưởng", "Phó Hiệu trưởng"), "tram": ("Trưởng trạm", "Phó Trưởng trạm")}
#: Deputies who are not in the Party.
_OUTSIDERS = (
    ("La Thanh Tùng", Gender.MALE, date(1979, 3, 14)),
    ("Kiều Minh Thư", Gender.FEMALE, date(1984, 10, 2)),
    ("Châu Hoàng Yến", Gender.FEMALE, date(1988, 6, 21)),
    ("Lương Gia Huy", Gender.MALE, date(1981, 12, 5)),
    ("Trương Bảo Trâm", Gender.FEMALE, date(1986, 1, 30)),
    ("Quách Nhật Minh", Gender.MALE, date(1977, 8, 9)),
    ("Tăng Mỹ Linh", Gender.FEMALE, date(1983, 4, 17)),
    ("Thái Quang Vinh", Gender.MALE, date(1985, 11, 25)),
)


def make_agencies(by: Account, ward: Organization, cells: list[Organization], on: date) -> None:
    """Schools and the clinic: an agency each, its leadership with somebody outside the Party, their posts."""
    public = [cell for cell in cells if cell.cell_kind == CellKind.PUBLIC_SERVICE]
    for cell, outsider in zip(public, _OUTSIDERS, strict=False):
        _agency(by, ward, cell, outsider, on)


def _agency(by: Account, ward: Organization, cell: Organization, outsider: tuple[str, str, date], on: date) -> None:
    name = cell.name.removeprefix("Chi bộ ").strip()
    name = name[:1].upper() + name[1:]
    title, deputy = next((found for word, found in _TITLES.items() if fold(name).startswith(word)), _OTHER_TITLES)
    values = {"code": f"DV-{cell.code}", "name": name, "established_on": date(1998, 8, 15), "parent_id": ward.pk}
    agency = organizations.create_organization(
        by=by, ward_id=ward.pk, kind=OrganizationKind.AGENCY, values=values, on=on
    )
    body = _collective(by, f"LD-{cell.code}", f"Tập thể lãnh đạo {name}", CollectiveKind.AGENCY_LEADERSHIP, agency, on)
    full_name, gender, born_on = outsider
    stranger = members.create_member(
        by=by,
        ward_id=ward.pk,
        cell_id=None,
        values={"full_name": full_name, "gender": gender, "born_on": born_on, "position": deputy},
        status=MemberStatus.NON_MEMBER,
        on=on,
    )
    own = _staff(cell)[:2]
    for place, person in enumerate([*own, stranger]):
        called = deputy if place or not own else title
        level = ManagementLevel.WARD if place or not own else ManagementLevel.DISTRICT
        _seat(by, body, person, called, on)
        _post(by, agency, person, called, level, on, since=_POSTS_BEGAN)
    if own:
        _head(by, agency, own[0], on)
        _head(by, body, own[0], on)
        for head in cell.heads.filter(member=own[0]):  # heading the school is the main duty, the cell's is not
            evidence = f"Quyết định bổ nhiệm {title}"
            _not_main_duty(by, head, evidence, on)


_OTHER_TITLES = ("Giám đốc", "Phó Giám đốc")


def _staff(cell: Organization) -> list[Member]:
    """Who works there, the cell's committee first: from it the head of the agency is taken."""
    people = Member.objects.filter(cell=cell, status=MemberStatus.ACTIVE).order_by("code")
    working = [person for person in people if is_at_work(person, _YEAR) and _age(person) >= 30]
    ranks = {"Bí thư chi bộ": 0, "Phó Bí thư chi bộ": 1, "Chi ủy viên": 2}
    return sorted(working, key=lambda person: (ranks.get(person.position, 3), person.born_on or date.max))


def tell_main_duties(by: Account, cells: list[Organization], on: date) -> None:
    """Secretaries who are retired, or work elsewhere, do not have the cell as their main duty (rules F1 (1))."""
    for cell in cells:
        for head in cell.heads.filter(main_duty=True).select_related("member"):
            if not is_at_work(head.member, _YEAR):
                _not_main_duty(by, head, "Quyết định nghỉ hưu; hưởng phụ cấp bí thư chi bộ", on)
            elif cell.cell_kind == CellKind.NEIGHBOURHOOD:
                _not_main_duty(by, head, "Hợp đồng lao động nơi đang làm việc; làm bí thư chi bộ ngoài giờ", on)


def _not_main_duty(by: Account, head, evidence: str, on: date) -> None:
    values = {"main_duty": False, "main_duty_evidence": evidence}
    headships.change_headship(by=by, headship_id=head.pk, values=values, on=on)


def _collective(by: Account, code: str, name: str, kind: str, organization: Organization, on: date) -> Collective:
    values = {
        "code": code,
        "name": name,
        "kind": kind,
        "organization_id": organization.pk,
        "established_on": date(2016, 7, 1),
    }
    return collectives.create_collective(by=by, ward_id=organization.ward_root_id, values=values, on=on)


def _unit(unit: Organization | Collective) -> dict:
    return {"organization_id": unit.pk} if isinstance(unit, Organization) else {"collective_id": unit.pk}


def _seat(by: Account, body: Collective, person: Member, title: str, on: date) -> None:
    seats.add_seat(by=by, collective_id=body.pk, member_id=person.pk, title=title, from_date=_TERM_BEGAN, on=on)


def _head(by: Account, unit: Organization | Collective, person: Member, on: date) -> None:
    headships.appoint_head(
        by=by, member_id=person.pk, **_unit(unit), appointed_on=_TERM_BEGAN, main_duty=True, on=on
    )  # fmt: skip


def _post(by: Account, unit, person: Member, title: str, level: str, on: date, since: date = _TERM_BEGAN) -> None:
    posts.add_post(
        by=by, member_id=person.pk, **_unit(unit), title=title, management_level=level, from_date=since, on=on
    )
