"""Who may act in whose place: the guards of a deputy's mandate, which `services.mandates` writes, and the deputy's word
that acting begins or ends (docs/decisions/0009)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import NotPermitted, act_as
from cells.account_rights import ward_id_of
from cells.journal import record
from cells.models import Account, Mandate, Organization
from cells.refusals import Refusal, Refused
from cells.roles import Role
from cells.services.dates import shown
from cells.services.units import Unit, unit_field
from cells.vocabulary import ROLE_LABELS


def refuse_deputy(
    deputy: Account, principal: Account, role: Role, unit: Unit, from_date: date, to_date: date | None
) -> None:
    """Raises Refused with everything that bars `deputy` from acting for `principal` on these days.

    What holds on the day it is granted is asked again whenever the deputy acts (cells.access).
    """
    refusals = [*_role_refusals(role), *_person_refusals(deputy, principal)]
    if to_date is None:
        refusals.append(Refusal(_("Say until when: somebody acts in another's place for a limited time."), "to_date"))
    elif not refusals:
        refusals = _holding_refusals(principal, role, unit, from_date, to_date)
    if refusals:
        raise Refused(*refusals)


@transaction.atomic
def begin_acting(*, by: Account, mandate_id: int, on: date) -> None:
    """From here on `by` acts by this deputy's mandate; the journal keeps when that began. Raises NotPermitted."""
    if by.acting is not None or not act_as(by, mandate_id, on):
        raise NotPermitted(_("This is no mandate to act in another's place today."))
    _record(by, "acting.begun")


@transaction.atomic
def end_acting(*, by: Account) -> None:
    """From here on `by` acts for itself again."""
    if by.acting is None:
        return
    _record(by, "acting.ended")
    by.acting = None


def _record(by: Account, action: str) -> None:
    mandate = Mandate.objects.select_related("organization", "collective", "acts_for").get(pk=by.acting.mandate_id)
    unit = mandate.organization or mandate.collective
    record(
        by=by,
        action=action,
        subject=mandate.acts_for,
        ward_code=Organization.objects.values_list("code", flat=True).get(pk=ward_id_of(mandate)),
        after={"role": mandate.role, "unit": unit.code, "to": mandate.to_date},
    )


def _role_refusals(role: Role) -> list[Refusal]:
    if role is not Role.MEMBER:
        return []
    return [Refusal(_("One's own self-critique is written by oneself, or entered by the secretary."), "role")]


def _person_refusals(deputy: Account, principal: Account) -> list[Refusal]:
    if not principal.is_active:
        words = _("The account of %(name)s is closed: nobody acts in its place.")
        return [Refusal(words % {"name": principal.display_name}, "acts_for")]
    same_person = deputy.member_id is not None and deputy.member_id == principal.member_id
    if deputy.pk == principal.pk or same_person:
        words = _("Both accounts are %(name)s's: nobody acts in their own place.")
        return [Refusal(words % {"name": principal.display_name}, "acts_for")]
    return []


def _holding_refusals(principal: Account, role: Role, unit: Unit, from_date: date, to_date: date) -> list[Refusal]:
    """The one acted for holds the same role over the same unit on each of the days, by own mandates."""
    own = Mandate.objects.filter(account=principal, acts_for__isnull=True, role=role, **unit_field(unit))
    missing = from_date
    for first, last in sorted(own.values_list("from_date", "to_date")):
        if first <= missing <= (last or date.max):
            missing = last + timedelta(days=1) if last else date.max
    if missing > to_date:
        return []
    words = _("%(name)s is not %(role)s of %(unit)s on %(day)s. Choose other days, or give a mandate of its own.")
    told = {"name": principal.display_name, "role": ROLE_LABELS[role], "unit": unit.name, "day": shown(missing)}
    return [Refusal(words % told, "acts_for")]
