"""A ward is set up from the command line, once, with its first office account; its profile is kept by the office."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of, require
from cells.journal import record
from cells.models import Account, Mandate, Organization, WardProfile
from cells.refusals import Refused
from cells.roles import Role
from cells.services.codes import shape_refusals
from cells.services.edits import locked, put_values, require_current, save_next_revision
from cells.services.passwords import first_password
from cells.services.usernames import free_username
from cells.vietnamese import tidy
from cells.vocabulary import OrganizationKind

PROFILE_FIELDS = frozenset(
    {
        "superior_name",
        "committee_name",
        "deciding_body",
        "place",
        "document_symbol",
        "signing_authority",
        "signatory_position",
        "signatory_name",
        "receiving_body",
        "recipients",
    }
)


@dataclass(frozen=True)
class WardSetUp:
    """What the set-up made. `first_password` is known only here; it is stored nowhere in clear."""

    ward: Organization
    account: Account
    first_password: str


@transaction.atomic
def create_ward(
    *,
    by: Account | None,
    code: str,
    name: str,
    profile: dict,
    office_username: str,
    office_display_name: str,
    on: date,
    command: str = "setup_ward",
) -> WardSetUp:
    """Make the ward, its profile and the first office account, which also administers accounts.

    `by` is None: only somebody at the machine may set up a ward. Raises Refused when the code is no code or the
    ward or the username is there already; nothing is made twice.
    """
    require(by is None, _("set-up from the command line"))
    _refuse_existing(code)
    ward = Organization.objects.create(kind=OrganizationKind.WARD, code=code, name=name)
    WardProfile.objects.create(ward=ward, **profile)
    clear = first_password()
    account = Account.objects.create_user(
        free_username(office_username),
        clear,
        display_name=tidy(office_display_name),
        must_change_password=True,
    )
    for role in (Role.OFFICE, Role.ADMIN):
        Mandate.objects.create(account=account, role=role, organization=ward, from_date=on)
    record(
        by=None,
        actor_name=command,
        action="ward.created",
        subject=ward,
        ward_code=ward.code,
        after={"code": code, "name": ward.name, "office_account": account.username},
    )
    return WardSetUp(ward, account, clear)


def _refuse_existing(code: str) -> None:
    if Organization.objects.filter(kind=OrganizationKind.WARD, code__iexact=code).exists():
        raise Refused(_("The ward %(code)s is set up already; nothing was made.") % {"code": code}, field="code")
    if refusals := shape_refusals(code):
        raise Refused(*refusals)


@transaction.atomic
def save_profile(*, by: Account, ward_id: int, name: str, values: dict, revision: int | None, on: date) -> WardProfile:
    """Save what the ward's papers print, and the ward's name. Raises StaleEdit."""
    require(access_of(by, on).is_office(ward_id), _("ward party office"))
    profile = locked(WardProfile.objects.select_related("ward"), _profile_id(ward_id))
    require_current(profile, revision)
    before, after = put_values(profile, values, PROFILE_FIELDS)
    ward = profile.ward
    if ward.name != tidy(name):
        before["name"], after["name"] = ward.name, tidy(name)
        ward.name = name
        save_next_revision(ward)
    if not after:
        return profile
    save_next_revision(profile)
    record(by=by, action="ward.profile_changed", subject=ward, ward_code=ward.code, before=before, after=after)
    return profile


def _profile_id(ward_id: int) -> int:
    return WardProfile.objects.values_list("pk", flat=True).get(ward_id=ward_id)
