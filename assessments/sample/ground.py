"""The ground of the fictional ward, made through the services: roster, committees, agencies, collectives, heads, officers."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from cells.demo_accounts import DEMO_ACCOUNTS
from cells.models import Account, Collective, Member, Organization
from cells.roles import Role
from cells.services import (
    accounts,
    cell_committees,
    collectives,
    headships,
    members,
    organizations,
    posts,
    roster,
    seats,
    wards,
)
from cells.vietnamese import fold
from cells.vocabulary import CellKind, CollectiveKind, ManagementLevel, OrganizationKind

WARD_CODE = "P11"
BEGINNING = date(2020, 1, 2)
PROFILE = {
    "superior_name": "Đảng bộ Quận Gò Vấp",
    "committee_name": "Đảng ủy Phường 11",
    "deciding_body": "Ban Thường vụ Đảng ủy",
    "place": "Phường 11",
    "document_symbol": "ĐU",
    "signing_authority": "T/M BAN THƯỜNG VỤ",
    "signatory_position": "PHÓ BÍ THƯ THƯỜNG TRỰC",
    "signatory_name": "Lâm Thị Ngọc Diễm",
    "receiving_body": "Ban Tổ chức Quận ủy",
    "recipients": "Ban Tổ chức Quận ủy\nCác đồng chí Đảng ủy viên\nCác chi, đảng bộ trực thuộc\nLưu Văn phòng Đảng ủy",
}
#: Posts of the ward's leaders, filled from the cell of the ward's office: (title, level, seats, heads).
_LEADERS = (
    ("Bí thư Đảng ủy", ManagementLevel.DISTRICT, ("BTV",), ("BTV", WARD_CODE)),
    ("Phó Bí thư Thường trực Đảng ủy", ManagementLevel.DISTRICT, ("BTV",), ()),
    ("Phó Bí thư, Chủ tịch UBND phường", ManagementLevel.DISTRICT, ("BTV", "UBND"), ("UBND",)),
    ("Phó Chủ tịch UBND phường", ManagementLevel.DISTRICT, ("UBND",), ()),
    ("Phó Chủ tịch UBND phường", ManagementLevel.DISTRICT, ("UBND",), ()),
    ("Chủ tịch Ủy ban Mặt trận Tổ quốc phường", ManagementLevel.WARD, ("BTV",), ()),
    ("Chủ tịch Hội Cựu chiến binh phường", ManagementLevel.WARD, (), ()),
    ("Chủ tịch Hội Liên hiệp Phụ nữ phường", ManagementLevel.WARD, (), ()),
    ("Bí thư Đoàn phường", ManagementLevel.WARD, (), ()),
    ("Chủ tịch Hội Nông dân phường", ManagementLevel.WARD, (), ()),
)
#: Cells of agencies: what the agency is called is the cell's own name without "Chi bộ".
_LEADERSHIP_TITLES = {"trường": ("Hiệu trưởng", "Phó Hiệu trưởng"), "trạm": ("Trưởng trạm", "Phó Trưởng trạm")}


@dataclass
class Ground:
    """What the story needs to know of the ward: who acts, and which unit is which."""

    ward: Organization
    office: Account
    committee: list[Account] = field(default_factory=list)
    secretaries: dict[int, Account] = field(default_factory=dict)  # cell id → account
    cells: list[Organization] = field(default_factory=list)


def make_ground(workbook: bytes, random: Random, on: date) -> Ground:
    """Make the ward from a roster workbook. Raises Refused as the services do."""
    made = wards.create_ward(
        by=None,
        code=WARD_CODE,
        name="Đảng bộ Phường 11",
        profile=PROFILE,
        office_username="vanphong",
        office_display_name="Văn phòng Đảng ủy",
        on=on,
        command="sample_ward",
    )
    ground = Ground(ward=made.ward, office=made.account)
    roster.apply_roster(by=ground.office, ward_id=ground.ward.pk, data=workbook, on=on, filename="danh-sach-dang-vien")
    ground.cells = list(
        Organization.objects.filter(ward=ground.ward, kind=OrganizationKind.CELL).order_by("position", "code")
    )
    _date_the_cells(ground, random, on)
    for cell in ground.cells:
        if Member.objects.filter(cell=cell, position="Bí thư chi bộ").exists():
            cell_committees.cell_committee_from_positions(
                by=ground.office, cell_id=cell.pk, established_on=date(2020, 3, 10), on=on
            )
    _retired_secretaries(ground, on)
    _ward_leaders(ground, on)
    _agencies(ground, on)
    _accounts(ground, on)
    return ground


def _date_the_cells(ground: Ground, random: Random, on: date) -> None:
    for cell in ground.cells:
        founded = date(random.randint(1983, 2012), random.randint(1, 12), random.randint(1, 28))
        organizations.save_organization(
            by=ground.office, organization_id=cell.pk, values={"established_on": founded}, revision=None, on=on
        )


def _retired_secretaries(ground: Ground, on: date) -> None:
    """Secretaries of street cells are retired people: the headship is not their main duty (rules F1 (1))."""
    for cell in ground.cells:
        if cell.cell_kind != CellKind.NEIGHBOURHOOD:
            continue
        for head in cell.heads.all():
            headships.change_headship(
                by=ground.office,
                headship_id=head.pk,
                values={
                    "main_duty": False,
                    "main_duty_evidence": "Quyết định nghỉ hưu; hưởng phụ cấp bí thư chi bộ khu phố",
                },
                on=on,
            )


def _ward_leaders(ground: Ground, on: date) -> None:
    office_cell = next((cell for cell in ground.cells if cell.cell_kind == CellKind.OFFICE), ground.cells[-1])
    people = list(
        Member.objects.filter(cell=office_cell, status="active", position="").order_by("code")[: len(_LEADERS)]
    )
    bodies = {
        "BTV": _collective(ground, "BTV", "Ban Thường vụ Đảng ủy", CollectiveKind.STANDING_COMMITTEE, ground.ward, on),
        "UBND": _collective(ground, "UBND", "Tập thể UBND phường", CollectiveKind.PEOPLES_COMMITTEE, ground.ward, on),
    }
    units = {**bodies, WARD_CODE: ground.ward}
    for person, (title, level, seated, headed) in zip(people, _LEADERS, strict=False):
        for code in seated:
            _seat(ground, bodies[code], person, title, on)
        for code in headed:
            _head(ground, units[code], person, on)
        unit = bodies["UBND"] if "UBND" in seated and "BTV" not in seated else ground.ward
        posts.add_post(
            by=ground.office,
            member_id=person.pk,
            **_unit(unit),
            title=title,
            management_level=level,
            from_date=date(2020, 7, 1),
            on=on,
        )


def _agencies(ground: Ground, on: date) -> None:
    """Schools and the clinic: an agency, its leadership with an outsider among them, its officers."""
    for cell in ground.cells:
        if cell.cell_kind != CellKind.PUBLIC_SERVICE:
            continue
        name = cell.name.removeprefix("Chi bộ ").strip()
        name = name[:1].upper() + name[1:]
        titles = next((found for word, found in _LEADERSHIP_TITLES.items() if name.lower().startswith(word)), None)
        titles = titles or ("Giám đốc", "Phó Giám đốc")
        agency = organizations.create_organization(
            by=ground.office,
            ward_id=ground.ward.pk,
            kind=OrganizationKind.AGENCY,
            values={
                "code": f"DV-{cell.code}",
                "name": name,
                "established_on": date(1998, 8, 15),
                "parent_id": ground.ward.pk,
            },
            on=on,
        )
        body = _collective(
            ground, f"LD-{cell.code}", f"Tập thể lãnh đạo {name}", CollectiveKind.AGENCY_LEADERSHIP, agency, on
        )
        heads = [head.member for head in cell.heads.select_related("member")]
        ordinary = Member.objects.filter(cell=cell, status="active").exclude(pk__in=[person.pk for person in heads])
        others = list(ordinary.order_by("code")[:1])
        outsider = members.create_member(
            by=ground.office,
            ward_id=ground.ward.pk,
            cell_id=None,
            values={
                "full_name": _OUTSIDERS[len(body.code) % len(_OUTSIDERS)] + f" {cell.code[-3:]}".rstrip(),
                "position": titles[1],
            },
            status="non_member",
            on=on,
        )
        for place, person in enumerate([*heads[:1], *others, outsider]):
            title = titles[0] if place == 0 else titles[1]
            _seat(ground, body, person, title, on)
            level = ManagementLevel.DISTRICT if place == 0 else ManagementLevel.WARD
            posts.add_post(
                by=ground.office,
                member_id=person.pk,
                organization_id=agency.pk,
                title=title,
                management_level=level,
                from_date=date(2019, 8, 1),
                on=on,
            )
        if heads:
            _head(ground, agency, heads[0], on)
            _head(ground, body, heads[0], on)
            for head in cell.heads.all():  # heading the school is the main duty, the cell's is not
                headships.change_headship(
                    by=ground.office,
                    headship_id=head.pk,
                    values={"main_duty": False, "main_duty_evidence": f"Quyết định bổ nhiệm {titles[0]}"},
                    on=on,
                )


_OUTSIDERS = ("Trương Bảo Trâm", "Lương Gia Huy", "Kiều Minh Thư", "Châu Hoàng Yến", "La Thanh Tùng")


def _unit(unit: Organization | Collective) -> dict:
    return {"organization_id": unit.pk} if isinstance(unit, Organization) else {"collective_id": unit.pk}


def _collective(ground: Ground, code: str, name: str, kind: str, organization: Organization, on: date) -> Collective:
    values = {
        "code": code,
        "name": name,
        "kind": kind,
        "organization_id": organization.pk,
        "established_on": date(2016, 7, 1),
    }
    return collectives.create_collective(by=ground.office, ward_id=ground.ward.pk, values=values, on=on)


def _seat(ground: Ground, body: Collective, person: Member, title: str, on: date) -> None:
    seats.add_seat(
        by=ground.office, collective_id=body.pk, member_id=person.pk, title=title, from_date=date(2020, 7, 1), on=on
    )


def _head(ground: Ground, unit: Organization | Collective, person: Member, on: date) -> None:
    headships.appoint_head(
        by=ground.office, member_id=person.pk, **_unit(unit), appointed_on=date(2020, 7, 1), main_duty=True, on=on
    )


def _accounts(ground: Ground, on: date) -> None:
    """The demo accounts with their known password, and one secretary per cell."""
    for demo in DEMO_ACCOUNTS:
        if demo.username == ground.office.username:
            account = ground.office
        else:
            unit = _unit_named(ground, demo.unit)
            slip = accounts.create_account(
                by=ground.office,
                username=demo.username,
                display_name=str(demo.who).split(":")[0],
                role=demo.role,
                organization_id=unit.pk,
                from_date=BEGINNING,
                on=on,
            )
            account = Account.objects.get(pk=slip.account_id)
        account.set_password(demo.password)
        account.must_change_password = False
        account.save()
        if demo.role is Role.COMMITTEE:
            ground.committee.append(account)
        if demo.role is Role.SECRETARY:
            ground.secretaries[unit.pk] = account
    for number, cell in enumerate(ground.cells, start=1):
        if cell.pk in ground.secretaries:
            continue
        slip = accounts.create_account(
            by=ground.office,
            username=f"bithu{number}",
            display_name=f"Bí thư {cell.name}",
            role=Role.SECRETARY,
            organization_id=cell.pk,
            from_date=BEGINNING,
            on=on,
        )
        ground.secretaries[cell.pk] = Account.objects.get(pk=slip.account_id)
    _link_committee(ground, on)


def _link_committee(ground: Ground, on: date) -> None:
    """The committee's accounts are people of the ward: neither decides the own row."""
    body = Collective.objects.get(ward=ground.ward, code="BTV")
    for account, seat in zip(ground.committee, body.seats.select_related("member").order_by("pk"), strict=False):
        accounts.link_member(by=ground.office, account_id=account.pk, member_id=seat.member_id, on=on)


def _unit_named(ground: Ground, beginning: str) -> Organization:
    if not beginning:
        return ground.ward
    exact = [cell for cell in ground.cells if fold(cell.name) == beginning]
    return (exact or [cell for cell in ground.cells if fold(cell.name).startswith(beginning)] or ground.cells)[0]
