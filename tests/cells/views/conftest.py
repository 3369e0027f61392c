"""One ward with a unit of each kind, a second ward, and an account of each role."""

from dataclasses import dataclass
from datetime import date

import pytest

from cells.models import Account, Collective, Headship, Mandate, Member, OfficerPost, Organization, Seat
from tests.factories import (
    make_account,
    make_agency,
    make_cell,
    make_collective,
    make_head,
    make_member,
    make_post,
    make_ward,
)


@dataclass
class Ground:
    ward: Organization
    cell: Organization
    other_cell: Organization
    agency: Organization
    collective: Collective
    member: Member
    outsider: Member
    gone: Member
    seat: Seat
    head: Headship
    post: OfficerPost
    accounts: dict[str, Account]

    def address_ids(self) -> dict[str, int]:
        return {
            "ward": self.ward.pk,
            "cell": self.cell.pk,
            "agency": self.agency.pk,
            "collective": self.collective.pk,
            "member": self.member.pk,
            "gone": self.gone.pk,
            "seat": self.seat.pk,
            "head": self.head.pk,
            "post": self.post.pk,
            "account": self.accounts["secretary"].pk,
            "mandate": Mandate.objects.get(account=self.accounts["secretary"]).pk,
        }


@pytest.fixture
def ground(db) -> Ground:
    ward = make_ward()
    cell, other_cell = make_cell(ward, "KP01"), make_cell(ward, "KP02")
    agency = make_agency(ward)
    member = make_member(cell, "Trần Thị Bình")
    outsider = make_member(None, "Lê Văn Ngoài", ward=ward)
    gone = make_member(cell, "Phạm Văn Đi", left_on=date(2021, 5, 1), left_reason="Chuyển đi")
    collective = make_collective(ward, [member, outsider], code="UBND", kind="peoples_committee")
    other_ward = make_ward("P12", "Đảng bộ Phường 12")
    roles = {
        "office": ("office", ward),
        "committee": ("committee", ward),
        "admin": ("admin", ward),
        "district": ("district", ward),
        "secretary": ("secretary", cell),
        "other_secretary": ("secretary", other_cell),
        "collective_secretary": ("secretary", collective),
        "other_office": ("office", other_ward),
        "nobody": (None, None),
    }
    return Ground(
        ward=ward,
        cell=cell,
        other_cell=other_cell,
        agency=agency,
        collective=collective,
        member=member,
        outsider=outsider,
        gone=gone,
        seat=collective.seats.get(member=member),
        head=make_head(member, cell),
        post=make_post(member, collective),
        accounts={name: make_account(name, role, unit) for name, (role, unit) in roles.items()},
    )


@pytest.fixture
def sign_in(client, ground):
    """Sign in by role; answers the client."""

    def enter(name: str):
        client.force_login(ground.accounts[name])
        return client

    return enter
