"""Committees, cells and agencies of a ward: made, changed, dissolved with a date; never deleted."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of, require
from cells.journal import record
from cells.models import Account, Headship, Member, Organization
from cells.models.member import here_on
from cells.refusals import Refusal, Refused
from cells.services.codes import code_refusals, lock_codes
from cells.services.dates import shown
from cells.services.edits import locked, put_values, require_current, save_next_revision
from cells.vietnamese import tidy
from cells.vocabulary import OrganizationKind

FIELDS = frozenset({"code", "name", "cell_kind", "established_on", "position", "parent_id"})
#: What may stand directly below what.
PARENT_KINDS = {
    OrganizationKind.COMMITTEE: {OrganizationKind.WARD},
    OrganizationKind.CELL: {OrganizationKind.WARD, OrganizationKind.COMMITTEE},
    OrganizationKind.AGENCY: {OrganizationKind.WARD},
}


@transaction.atomic
def create_organization(*, by: Account, ward_id: int, kind: str, values: dict, on: date) -> Organization:
    """Make a committee, cell or agency. `values`: code, name; optional cell_kind, established_on, position, parent_id.

    Raises Refused when the code is taken by any unit of the ward or the place in the tree is impossible.
    """
    require(access_of(by, on).is_office(ward_id), _("ward party office"))
    ward = lock_codes(ward_id)
    organization = Organization(ward=ward, kind=kind)
    put_values(organization, {"parent_id": ward.pk, **values}, FIELDS)
    _guard(ward, organization)
    organization.save()
    record(
        by=by,
        action="organization.created",
        subject=organization,
        ward_code=ward.code,
        after={"kind": kind, **{name: getattr(organization, name) for name in sorted(FIELDS)}},
    )
    return organization


@transaction.atomic
def save_organization(
    *, by: Account, organization_id: int, values: dict, revision: int | None, on: date
) -> Organization:
    """Change a committee, cell or agency. Raises StaleEdit, Refused."""
    organization = Organization.objects.get(pk=organization_id)
    require(access_of(by, on).is_office(organization.ward_root_id), _("ward party office"))
    ward = lock_codes(organization.ward_root_id)
    organization = locked(Organization.objects.filter(ward=ward), organization_id)
    require_current(organization, revision)
    before, after = put_values(organization, values, FIELDS)
    if not after:
        return organization
    _guard(ward, organization)
    save_next_revision(organization)
    record(by=by, action="organization.changed", subject=organization, ward_code=ward.code, before=before, after=after)
    return organization


@transaction.atomic
def dissolve_organization(
    *, by: Account, organization_id: int, dissolved_on: date, reason: str, revision: int | None, on: date
) -> Organization:
    """End an organization on a date; its headships end with it. Raises Refused while people or units are in it."""
    organization = Organization.objects.get(pk=organization_id)
    require(access_of(by, on).is_office(organization.ward_root_id), _("ward party office"))
    organization = locked(Organization.objects.select_related("ward"), organization_id)
    require_current(organization, revision)
    if refusals := _dissolution_refusals(organization, dissolved_on):
        raise Refused(*refusals)
    organization.dissolved_on = dissolved_on
    save_next_revision(organization)
    Headship.objects.filter(organization=organization, ended_on__isnull=True, appointed_on__lte=dissolved_on).update(
        ended_on=dissolved_on
    )
    record(
        by=by,
        action="organization.dissolved",
        subject=organization,
        ward_code=organization.ward.code,
        after={"dissolved_on": dissolved_on},
        reason=reason,
    )
    return organization


def _guard(ward: Organization, organization: Organization) -> None:
    organization.name = tidy(organization.name)
    refusals = code_refusals(ward, organization.code, organization if organization.pk else None)
    refusals += _place_refusals(ward, organization)
    if not organization.name:
        refusals.append(Refusal(_("Enter the name."), field="name"))
    if organization.kind == OrganizationKind.CELL and not organization.cell_kind:
        refusals.append(Refusal(_("Say on what kind of base the cell stands."), field="cell_kind"))
    if (
        organization.established_on
        and organization.dissolved_on
        and (organization.established_on > organization.dissolved_on)
    ):
        refusals.append(
            Refusal(
                _("Founded after it was dissolved (%(day)s). Mend one of the dates.")
                % {"day": shown(organization.dissolved_on)},
                field="established_on",
            )
        )
    if refusals:
        raise Refused(*refusals)


def _place_refusals(ward: Organization, organization: Organization) -> list[Refusal]:
    allowed = PARENT_KINDS.get(OrganizationKind(organization.kind), set())
    parent = Organization.objects.filter(pk=organization.parent_id).first()
    if parent is None or parent.ward_root_id != ward.pk or parent.kind not in allowed:
        return [Refusal(_("It cannot stand there: choose the ward or one of its committees."), field="parent_id")]
    if parent.dissolved_on is not None:
        return [Refusal(_("%(name)s is dissolved. Choose another.") % {"name": parent.name}, field="parent_id")]
    return []


def _dissolution_refusals(organization: Organization, dissolved_on: date) -> list[Refusal]:
    refusals = []
    if organization.kind == OrganizationKind.WARD:
        refusals.append(Refusal(_("The ward itself is not dissolved here.")))
    if organization.established_on and dissolved_on < organization.established_on:
        refusals.append(
            Refusal(
                _("Dissolved before it was founded (%(day)s). Mend the date.")
                % {"day": shown(organization.established_on)},
                field="dissolved_on",
            )
        )
    present = Member.objects.filter(here_on(dissolved_on), cell=organization).count()
    if present:
        refusals.append(
            Refusal(_("%(count)d people still belong to it. Move them to other cells first.") % {"count": present})
        )
    units = organization.children.filter(dissolved_on__isnull=True).count()
    bodies = organization.own_collectives.filter(dissolved_on__isnull=True).count()
    if units or bodies:
        refusals.append(Refusal(_("%(count)d units still stand below it. End them first.") % {"count": units + bodies}))
    return refusals
