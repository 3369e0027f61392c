"""Leadership collectives and who sits in them (rules A1–A4, B4)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of, require
from cells.journal import record
from cells.models import Account, Collective, Headship, Organization, Seat
from cells.refusals import Refusal, Refused
from cells.services.codes import code_refusals, lock_codes
from cells.services.dates import shown
from cells.services.edits import locked, put_values, require_current, save_next_revision
from cells.vietnamese import tidy
from cells.vocabulary import CollectiveKind, OrganizationKind

FIELDS = frozenset({"code", "name", "kind", "established_on", "organization_id"})


@transaction.atomic
def create_collective(*, by: Account, ward_id: int, values: dict, on: date) -> Collective:
    """Make a collective. `values`: code, name, kind, organization_id; optional established_on. Raises Refused."""
    require(access_of(by, on).is_office(ward_id), _("ward party office"))
    ward = lock_codes(ward_id)
    collective = Collective(ward=ward)
    put_values(collective, values, FIELDS)
    _guard(ward, collective)
    collective.save()
    record(
        by=by,
        action="collective.created",
        subject=collective,
        ward_code=ward.code,
        after={name: getattr(collective, name) for name in sorted(FIELDS)},
    )
    return collective


@transaction.atomic
def save_collective(*, by: Account, collective_id: int, values: dict, revision: int | None, on: date) -> Collective:
    """Change a collective. Raises StaleEdit, Refused."""
    collective = office_collective(by, collective_id, on)
    ward = lock_codes(collective.ward_id)
    collective = locked(Collective.objects.select_related("ward"), collective_id)
    require_current(collective, revision)
    before, after = put_values(collective, values, FIELDS)
    if not after:
        return collective
    _guard(ward, collective)
    save_next_revision(collective)
    record(by=by, action="collective.changed", subject=collective, ward_code=ward.code, before=before, after=after)
    return collective


@transaction.atomic
def dissolve_collective(
    *, by: Account, collective_id: int, dissolved_on: date, reason: str, revision: int | None, on: date
) -> Collective:
    """End a collective on a date; seats and headships open on that date end with it. Raises StaleEdit, Refused."""
    office_collective(by, collective_id, on)
    collective = locked(Collective.objects.select_related("ward"), collective_id)
    require_current(collective, revision)
    if collective.established_on and dissolved_on < collective.established_on:
        raise Refused(
            _("Dissolved before it was founded (%(day)s). Mend the date.") % {"day": shown(collective.established_on)},
            field="dissolved_on",
        )
    collective.dissolved_on = dissolved_on
    save_next_revision(collective)
    _end_with(collective, dissolved_on)
    record(
        by=by,
        action="collective.dissolved",
        subject=collective,
        ward_code=collective.ward.code,
        after={"dissolved_on": dissolved_on},
        reason=reason,
    )
    return collective


def _end_with(collective: Collective, day: date) -> None:
    seats = Seat.objects.filter(collective=collective, to_date__isnull=True)
    seats.filter(from_date__isnull=True).update(to_date=day)
    seats.filter(from_date__lte=day).update(to_date=day)
    Headship.objects.filter(collective=collective, ended_on__isnull=True, appointed_on__lte=day).update(ended_on=day)


def office_collective(by: Account, collective_id: int, on: date) -> Collective:
    """The collective, for the office of its ward."""
    collective = Collective.objects.select_related("ward").get(pk=collective_id)
    require(access_of(by, on).is_office(collective.ward_id), _("ward party office"))
    return collective


def _guard(ward: Organization, collective: Collective) -> None:
    collective.name = tidy(collective.name)
    refusals = code_refusals(ward, collective.code, collective if collective.pk else None)
    if not collective.name:
        refusals.append(Refusal(_("Enter the name."), field="name"))
    if collective.kind not in CollectiveKind.values:
        refusals.append(Refusal(_("Say what kind of collective it is."), field="kind"))
    home = Organization.objects.filter(pk=collective.organization_id).first()
    if home is None or home.ward_root_id != ward.pk:
        refusals.append(Refusal(_("Choose the organization of this ward that it leads."), field="organization_id"))
    elif (collective.kind == CollectiveKind.CELL_COMMITTEE) and home.kind != OrganizationKind.CELL:
        refusals.append(Refusal(_("A cell committee belongs to a cell."), field="organization_id"))
    if refusals:
        raise Refused(*refusals)
