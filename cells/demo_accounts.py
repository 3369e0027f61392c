"""The accounts of the sample ward: `sample_ward` makes them, the sign-in page and the start command show them.

They exist only in the sample set-up; a real ward makes its own accounts with single-use first passwords.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cells.roles import FACTOR_ROLES, Role

DEMO_PASSWORD = "kiem-diem-2021"
#: Passes for the code of an app, for these accounts and in the sample set-up alone; nothing of it lies in the database.
DEMO_CODE = "246810"


@dataclass(frozen=True)
class DemoAccount:
    """`unit` is the folded beginning of the unit's name, "" for the ward itself. `acts_for`: a deputy's, in the place of
    that account and nothing else."""

    username: str
    role: Role
    unit: str
    who: str | Promise
    password: str = DEMO_PASSWORD
    acts_for: str = ""

    @property
    def has_code(self) -> bool:
        return self.role in FACTOR_ROLES


DEMO_ACCOUNTS = (
    DemoAccount("vanphong", Role.OFFICE, "", _("Ward party office: roster, board, proposals, papers")),
    DemoAccount("thuongvu1", Role.COMMITTEE, "", _("Standing committee: decides and signs")),
    DemoAccount("thuongvu2", Role.COMMITTEE, "", _("Standing committee, second account")),
    DemoAccount("bithu3", Role.SECRETARY, "chi bo khu pho 3", _("Secretary of the cell Khu phố 3")),
    DemoAccount(
        "phobithu3",
        Role.SECRETARY,
        "chi bo khu pho 3",
        _("Deputy secretary of that cell: may act in the secretary's place"),
        acts_for="bithu3",
    ),
    DemoAccount(
        "dangvien1", Role.MEMBER, "chi bo khu pho 3", _("Member of that cell, invited: a review hint waits"), "730246"
    ),
    DemoAccount(
        "dangvien2", Role.MEMBER, "chi bo khu pho 3", _("Member of that cell, invited: has begun to write"), "518204"
    ),
    DemoAccount("quanuy", Role.DISTRICT, "", _("District Organization Board: reads released results")),
    DemoAccount("quantri", Role.ADMIN, "", _("Accounts administrator")),
)


def demo_code_of(username: str) -> str:
    """The fixed code of an account of the sample ward; "" for every other account, and for all outside the sample set-up."""
    if settings.SAMPLE_SETUP and any(one.username == username and one.has_code for one in DEMO_ACCOUNTS):
        return DEMO_CODE
    return ""
