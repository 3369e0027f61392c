"""Small ground for tests, one `make_…` per thing; keywords override. Rows of the ground are made directly;
campaigns are opened through the service, so that what tests stand on is what people get."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from assessments.services import campaigns
from cells.access import act_as
from cells.models import (
    Account,
    Collective,
    Headship,
    Mandate,
    Member,
    OfficerPost,
    Organization,
    Seat,
    WardProfile,
    YearRecord,
)
from cells.roles import Role

TODAY = date(2022, 1, 10)
PASSWORD = "mat-khau-thu-1"
REVIEW_DATE = date(2021, 12, 20)
GRADING_DATE = date(2022, 1, 8)
WEIGHTS = {"excellent": 5, "good": 4, "fulfilled": 3, "unfulfilled": 0}

_numbers = count(1)
GIVEN_NAMES = ("An", "Ánh", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hạnh", "Khánh", "Lan", "Mai", "Nga", "Yến")


def make_ward(code: str = "P11", name: str = "Đảng bộ Phường 11", **profile) -> Organization:
    """A ward with its profile."""
    ward = Organization.objects.create(kind="ward", code=code, name=name)
    values = {
        "superior_name": "Đảng bộ Quận Gò Vấp",
        "committee_name": "Đảng ủy Phường 11",
        "deciding_body": "Ban Thường vụ Đảng ủy",
        "place": "Phường 11",
        "document_symbol": "ĐU",
        "signing_authority": "T/M BAN THƯỜNG VỤ",
        "signatory_position": "PHÓ BÍ THƯ THƯỜNG TRỰC",
        "signatory_name": "Trần Thị Kiểm Thử",
        "receiving_body": "Ban Tổ chức Quận ủy",
        "recipients": "Ban Tổ chức Quận ủy\nLưu Văn phòng Đảng ủy",
        **profile,
    }
    WardProfile.objects.create(ward=ward, **values)
    return ward


def make_cell(ward: Organization, code: str = "", name: str = "", **fields) -> Organization:
    number = next(_numbers)
    code = code or f"KP{number:02d}"
    values = {"cell_kind": "neighbourhood", "established_on": date(1995, 2, 3), "position": number, **fields}
    return Organization.objects.create(
        kind="cell", ward=ward, parent=values.pop("parent", ward), code=code, name=name or f"Chi bộ {code}", **values
    )


def make_agency(ward: Organization, code: str = "TH01", name: str = "Trường Tiểu học 1", **fields) -> Organization:
    return Organization.objects.create(kind="agency", ward=ward, parent=ward, code=code, name=name, **fields)


def make_member(
    cell: Organization | None, full_name: str = "", *, ward: Organization | None = None, **fields
) -> Member:
    """A full member of long standing; `cell` None with `ward` makes somebody outside the Party."""
    number = next(_numbers)
    ward = ward or cell.ward
    values = {
        "code": f"M{number:04d}",
        "full_name": full_name or f"Nguyễn Văn {GIVEN_NAMES[number % len(GIVEN_NAMES)]} {number}",
        "gender": "male",
        "born_on": date(1960, 1, 1),
        "admitted_on": date(1990, 5, 19),
        "official_on": date(1991, 5, 19),
        "card_number": f"79.{number:06d}",
        "status": "active" if cell else "non_member",
        **fields,
    }
    if cell is None:
        values.update(card_number="", admitted_on=None, official_on=None)
    return Member.objects.create(ward=ward, cell=cell, **values)


def make_year_record(member: Member, year: int = 2021, **fields) -> YearRecord:
    return YearRecord.objects.create(member=member, year=year, **{"employer_grade": "none", **fields})


def make_collective(
    organization: Organization, members=(), code: str = "", kind: str = "cell_committee", **fields
) -> Collective:
    """A collective with one seat per member since 2015."""
    number = next(_numbers)
    code = code or f"TT{number:02d}"
    collective = Collective.objects.create(
        ward_id=organization.ward_root_id,
        organization=organization,
        code=code,
        kind=kind,
        name=fields.pop("name", f"Tập thể {code}"),
        established_on=fields.pop("established_on", date(2015, 1, 1)),
        **fields,
    )
    for member in members:
        Seat.objects.create(collective=collective, member=member, from_date=date(2015, 1, 1))
    return collective


def make_head(member: Member, unit, **fields) -> Headship:
    key = "organization" if isinstance(unit, Organization) else "collective"
    return Headship.objects.create(**{"member": member, key: unit, "appointed_on": date(2015, 3, 1), **fields})


def make_post(member: Member, unit, **fields) -> OfficerPost:
    key = "organization" if isinstance(unit, Organization) else "collective"
    values = {"title": "Phó Chủ tịch", "management_level": "ward", "from_date": date(2016, 7, 1), **fields}
    return OfficerPost.objects.create(**{"member": member, key: unit, **values})


def make_account(username: str, role: Role | str | None = None, unit=None, **fields) -> Account:
    """An account with one mandate over `unit` (ward, committee, cell or collective); password PASSWORD."""
    account = Account.objects.create_user(
        username, PASSWORD, display_name=fields.pop("display_name", username), **fields
    )
    if role:
        key = "collective" if isinstance(unit, Collective) else "organization"
        Mandate.objects.create(account=account, role=Role(role), from_date=date(2020, 1, 1), **{key: unit})
    return account


def make_deputy(deputy: Account, principal: Account, **values) -> Mandate:
    """Let `deputy` act by the first mandate of `principal`, for twenty days from TODAY."""
    own = Mandate.objects.filter(account=principal, acts_for__isnull=True).order_by("pk")[0]
    dates = {"from_date": TODAY, "to_date": TODAY + timedelta(days=20)} | values
    unit = {"organization": own.organization, "collective": own.collective}
    return Mandate.objects.create(account=deputy, acts_for=principal, role=own.role, **unit, **dates)


def acting(deputy: Account, principal: Account, **values) -> Account:
    """The account of `deputy` as a request finds it while its holder acts for `principal`."""
    mandate = make_deputy(deputy, principal, **values)
    account = Account.objects.get(pk=deputy.pk)
    assert act_as(account, mandate.pk, TODAY)
    return account


def make_campaign(ward: Organization, by: Account, year: int = 2021, **values):
    """A campaign in preparation, created through the service."""
    values = {
        "year": year,
        "review_date": REVIEW_DATE,
        "grading_date": GRADING_DATE,
        "cell_deadline": date(2021, 12, 25),
        "quota_weights": dict(WEIGHTS),
        **values,
    }
    return campaigns.create_campaign(by=by, ward_id=ward.pk, values=values, on=TODAY)


def make_open_campaign(ward: Organization, by: Account | None = None, year: int = 2021, **values):
    """An open campaign over the ground as it stands; `by` defaults to a new office account."""
    by = by or make_account(f"vp-{next(_numbers)}", Role.OFFICE, ward)
    campaign = make_campaign(ward, by, year, **values)
    return campaigns.open_campaign(by=by, campaign_id=campaign.pk, on=TODAY)


def now():
    return timezone.now()
