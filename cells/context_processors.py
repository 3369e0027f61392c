"""What every page's frame shows: the ward's name and the ways open to this account."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from cells.access import Access, access_of
from cells.clock import today
from cells.demo_accounts import DEMO_ACCOUNTS
from cells.models import Organization
from cells.roles import Role
from cells.vocabulary import OrganizationKind

ANYONE = frozenset(Role)
WARD = frozenset({Role.OFFICE, Role.COMMITTEE})


@dataclass(frozen=True)
class Way:
    """One entry of the navigation: shown to accounts that hold one of `roles`."""

    label: str | Promise
    url_name: str
    roles: frozenset[Role]


NAVIGATION = (
    Way(_("My work"), "assessments:dashboard", ANYONE),
    Way(_("Board of cells"), "assessments:board", WARD),
    Way(_("Decide and sign"), "assessments:decisions", WARD),
    Way(_("Papers"), "assessments:papers", WARD | {Role.DISTRICT}),
    Way(_("Organizations and members"), "cells:organization_list", WARD | {Role.SECRETARY}),
    Way(_("Accounts"), "cells:account_list", frozenset({Role.OFFICE, Role.ADMIN})),
    Way(_("Journal"), "cells:journal", WARD),
)


class Frame:
    """Read when the base page asks for it: a page without the frame costs no query."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def access(self) -> Access:
        return access_of(getattr(self.request, "user", None), today())

    def nav(self) -> list[tuple[str, str, bool]]:
        """(label, address, is it where we are) of each way open to the account."""
        held = self.access.roles()
        ways = [(way.label, url) for way in NAVIGATION if way.roles & held and (url := _address(way.url_name))]
        here = max((url for _label, url in ways if self.request.path.startswith(url)), key=len, default="")
        return [(str(label), url, url == here) for label, url in ways]

    def ward_name(self) -> str:
        """The ward of the account; the only ward there is, for somebody who has not signed in."""
        wards = dict(Organization.objects.filter(kind=OrganizationKind.WARD).values_list("pk", "name"))
        if len(wards) > 1:
            wards = {pk: name for pk, name in wards.items() if pk in self._own_wards()}
        return next(iter(wards.values())) if len(wards) == 1 else ""

    def _own_wards(self) -> set[int]:
        cells = Organization.objects.filter(pk__in=self.access.cells)
        return {*self.access.ward_ids(), *cells.values_list("ward_id", flat=True)}


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def portal(request: HttpRequest) -> dict[str, object]:
    """Context of `base.html`."""
    frame = Frame(request)
    return {
        "nav": SimpleLazyObject(frame.nav),
        "ward_name": SimpleLazyObject(frame.ward_name),
        "sample_setup": settings.SAMPLE_SETUP,
        "demo_accounts": DEMO_ACCOUNTS if settings.SAMPLE_SETUP else (),
    }
