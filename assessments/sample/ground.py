"""The ground of the fictional ward, made through the services: roster, cells, committees, accounts."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from assessments.sample import leaders
from cells.demo_accounts import DEMO_ACCOUNTS, DemoAccount
from cells.models import Account, Member, Organization
from cells.roles import Role
from cells.services import accounts, cell_committees, organizations, roster, wards
from cells.vietnamese import fold
from cells.vocabulary import OrganizationKind

WARD_CODE = "P11"
#: The day the fictional ward began to use the portal: shortly before its first review.
BEGINNING = date(2020, 11, 16)
#: While the secretary of the demo cell is away, the deputy may act for him.
DEPUTY_DAYS = (date(2022, 1, 3), date(2022, 3, 31))
_STANDING_DEPUTY = "Phó Bí thư Thường trực Đảng ủy"
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


@dataclass
class Ground:
    """What the story needs to know of the ward: who acts, and which unit is which."""

    ward: Organization
    office: Account
    committee: list[Account] = field(default_factory=list)
    secretaries: dict[int, Account] = field(default_factory=dict)  # cell id → account
    deputy: Account | None = None  # of the demo cell's secretary
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
    import_roster(ground, workbook, on)
    ground.cells = list(
        Organization.objects.filter(ward=ground.ward, kind=OrganizationKind.CELL).order_by("position", "code")
    )
    _date_the_cells(ground, random, on)
    for cell in ground.cells:
        if Member.objects.filter(cell=cell, position="Bí thư chi bộ").exists():
            cell_committees.cell_committee_from_positions(
                by=ground.office, cell_id=cell.pk, established_on=date(2020, 3, 10), on=on
            )
    holders = leaders.make_leaders(ground.office, ground.ward, ground.cells, on)
    leaders.make_agencies(ground.office, ground.ward, ground.cells, on)
    leaders.tell_main_duties(ground.office, ground.cells, on)
    _name_the_signatory(ground, holders, on)
    _accounts(ground, on)
    _link_committee(ground, holders, on)
    return ground


def import_roster(ground: Ground, workbook: bytes, on: date) -> None:
    """The office's roster as it stands on this day: new people are entered, changes taken over."""
    roster.apply_roster(
        by=ground.office,
        ward_id=ground.ward.pk,
        data=workbook,
        on=on,
        filename=f"danh-sach-dang-vien-{on:%Y-%m}.xlsx",
    )


def _date_the_cells(ground: Ground, random: Random, on: date) -> None:
    for cell in ground.cells:
        founded = date(random.randint(1983, 2012), random.randint(1, 12), random.randint(1, 28))
        organizations.save_organization(
            by=ground.office, organization_id=cell.pk, values={"established_on": founded}, revision=None, on=on
        )


def _name_the_signatory(ground: Ground, holders: dict[str, Member], on: date) -> None:
    """The ward's papers are signed by the person who holds the post."""
    if signatory := holders.get(_STANDING_DEPUTY):
        values = {"signatory_name": signatory.full_name}
        wards.save_profile(
            by=ground.office, ward_id=ground.ward.pk, name=ground.ward.name, values=values, revision=None, on=on
        )


def _accounts(ground: Ground, on: date) -> None:
    """The demo accounts with their known password, and one secretary per cell."""
    for demo in DEMO_ACCOUNTS:
        if demo.role is Role.MEMBER:
            continue  # comes by an invitation, later in the story
        if demo.username == ground.office.username:
            account = ground.office
        else:
            unit = _unit_named(ground, demo.unit)
            principal = Account.objects.filter(username=demo.acts_for).first()
            slip = accounts.create_account(
                by=ground.office,
                username=demo.username,
                display_name=_name_of(demo, unit),
                role=demo.role,
                organization_id=unit.pk,
                acts_for_id=principal.pk if principal else None,
                from_date=DEPUTY_DAYS[0] if principal else BEGINNING,
                to_date=DEPUTY_DAYS[1] if principal else None,
                on=on,
            )
            account = Account.objects.get(pk=slip.account_id)
        account.set_password(demo.password)
        account.must_change_password = False
        account.save()
        if demo.role is Role.COMMITTEE:
            ground.committee.append(account)
        if demo.acts_for:
            ground.deputy = account
        elif demo.role is Role.SECRETARY:
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


def _name_of(demo: DemoAccount, unit: Organization) -> str:
    if demo.role is Role.SECRETARY:
        return f"Phó bí thư {unit.name}" if demo.acts_for else f"Bí thư {unit.name}"
    return str(demo.who).split(":")[0]


def _link_committee(ground: Ground, holders: dict[str, Member], on: date) -> None:
    """The committee's accounts are people of the ward: neither decides the own row."""
    for account, title in zip(ground.committee, ("Bí thư Đảng ủy", _STANDING_DEPUTY), strict=True):
        if person := holders.get(title):
            accounts.link_member(by=ground.office, account_id=account.pk, member_id=person.pk, on=on)
            account.refresh_from_db()


def _unit_named(ground: Ground, beginning: str) -> Organization:
    if not beginning:
        return ground.ward
    exact = [cell for cell in ground.cells if fold(cell.name) == beginning]
    return (exact or [cell for cell in ground.cells if fold(cell.name).startswith(beginning)] or ground.cells)[0]
