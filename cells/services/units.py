"""A unit is an organization or a collective; heads, officers and mandates stand over one of the two."""

from django.utils.translation import gettext as _

from cells.models import Collective, Member, Organization
from cells.refusals import Refusal

Unit = Organization | Collective


def unit_of(organization_id: int | None, collective_id: int | None) -> Unit:
    """The one unit meant. Raises ValueError unless exactly one id is given, DoesNotExist when there is none."""
    if (organization_id is None) == (collective_id is None):
        raise ValueError("one of organization_id and collective_id")
    if organization_id is not None:
        return Organization.objects.select_related("ward").get(pk=organization_id)
    return Collective.objects.select_related("ward").get(pk=collective_id)


def ward_of(unit: Unit) -> Organization:
    return unit if unit.ward_id is None else unit.ward


def unit_field(unit: Unit) -> dict[str, Unit]:
    """The keyword under which Headship, OfficerPost and Mandate hold the unit."""
    return {"organization": unit} if isinstance(unit, Organization) else {"collective": unit}


def person_refusals(member: Member, ward_id: int, field: str = "member") -> list[Refusal]:
    """Only somebody of the same ward who has not left may sit, lead or hold a post."""
    if member.ward_id != ward_id:
        return [Refusal(_("The person does not belong to this ward."), field=field)]
    if member.left_on is not None:  # on a day to come, too: nobody about to leave is given a new seat or post
        words = {"name": member.full_name, "day": f"{member.left_on:%d/%m/%Y}"}
        return [Refusal(_("%(name)s is recorded as leaving the ward on %(day)s.") % words, field=field)]
    return []


def period_refusals(start, end, field: str) -> list[Refusal]:
    """A seat, post or headship never ends before it begins."""
    if start is None or end is None or end >= start:
        return []
    return [Refusal(_("It ends before it begins. Mend one of the dates."), field=field)]
