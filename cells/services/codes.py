"""Codes: one list for all units of a ward, because dossier and findings name units by code alone."""

import re

from django.utils.translation import gettext as _

from cells.models import Collective, Member, Organization
from cells.refusals import Refusal
from cells.services.edits import locked

# A dossier names an officer's post `member@unit#n`, so neither sign may stand in a code.
_CODE = re.compile(r"[A-Za-z0-9ĐđƠơƯư][\w.\-]{0,29}")


def lock_codes(ward_id: int) -> Organization:
    """Lock the ward row: two people who choose the same code at once queue here."""
    return locked(Organization.objects.filter(ward__isnull=True), ward_id)


def shape_refusals(code: str) -> list[Refusal]:
    if _CODE.fullmatch(code):
        return []
    message = _("“%(code)s” is no code: use up to 30 letters, digits, dots and hyphens, without spaces.")
    return [Refusal(message % {"code": code}, field="code")]


def code_refusals(ward: Organization, code: str, current: Organization | Collective | None = None) -> list[Refusal]:
    """What is wrong with `code` for a unit of the ward; `current` is the unit that holds it already."""
    if refusals := shape_refusals(code):
        return refusals
    taken = _holder_of(ward, code, current)
    if taken is None:
        return []
    return [
        Refusal(
            _("The code %(code)s already belongs to %(name)s. Every unit of the ward needs a code of its own.")
            % {"code": code, "name": taken.name},
            field="code",
        )
    ]


def _holder_of(ward: Organization, code: str, current: Organization | Collective | None):
    if ward.code.lower() == code.lower() and current != ward:
        return ward
    for model in (Organization, Collective):
        others = model.objects.filter(ward=ward, code__iexact=code)
        if isinstance(current, model):
            others = others.exclude(pk=current.pk)
        if (found := others.first()) is not None:
            return found
    return None


def next_member_code(ward_id: int) -> str:
    """`M0001`, `M0002` … : one above the highest of that shape in the ward."""
    return next(member_codes(ward_id))


def member_codes(ward_id: int):
    """Codes one after another, for making many people in one go. The caller holds the lock of the ward."""
    codes = Member.objects.filter(ward_id=ward_id, code__startswith="M").values_list("code", flat=True)
    number = max((int(code[1:]) for code in codes if code[1:].isdecimal()), default=0)
    while True:
        number += 1
        yield f"M{number:04d}"
