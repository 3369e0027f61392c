"""People of the ward: entered, changed by hand, moved between cells, left."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of, require
from cells.journal import record
from cells.models import Account, Member, Organization
from cells.refusals import Refusal, Refused
from cells.services.codes import lock_codes, next_member_code
from cells.services.dates import shown
from cells.services.edits import locked, put_values, require_current, save_next_revision
from cells.vietnamese import tidy
from cells.vocabulary import MemberStatus, OrganizationKind

FIELDS = frozenset(
    {
        "full_name",
        "gender",
        "born_on",
        "ethnicity",
        "admitted_on",
        "official_on",
        "card_number",
        "position",
        "note",
        "arrived_on",
        "arrived_from",
    }
)


@transaction.atomic
def create_member(
    *, by: Account, ward_id: int, cell_id: int | None, values: dict, on: date, status: str = MemberStatus.ACTIVE
) -> Member:
    """Enter a person by hand. Without a cell: a person outside the Party (non_member). Raises Refused."""
    require(access_of(by, on).is_office(ward_id), _("ward party office"))
    ward = lock_codes(ward_id)
    status = status if cell_id else MemberStatus.NON_MEMBER
    member = Member(ward=ward, cell_id=cell_id, status=status, code=next_member_code(ward_id))
    put_values(member, values, FIELDS)
    _guard(member, on)
    member.decided_fields = sorted({*values, "cell", "status"})
    member.save()
    record(
        by=by,
        action="member.created",
        subject=member,
        ward_code=ward.code,
        after={"code": member.code, "cell": _cell_code(member), "status": status, **values},
    )
    return member


@transaction.atomic
def save_member(*, by: Account, member_id: int, values: dict, revision: int | None, on: date) -> Member:
    """Change what is recorded of a person. The fields changed here become decided: an import leaves them alone.

    Raises StaleEdit, Refused.
    """
    member = _office_member(by, member_id, on)
    require_current(member, revision)
    before, after = put_values(member, values, FIELDS)
    if not after:
        return member
    _guard(member, on)
    _decide(member, *after)
    save_next_revision(member)
    record(by=by, action="member.changed", subject=member, ward_code=member.ward.code, before=before, after=after)
    return member


@transaction.atomic
def transfer_member(
    *, by: Account, member_id: int, cell_id: int, reason: str, revision: int | None, on: date
) -> Member:
    """Move a member to another cell of the ward (chuyển sinh hoạt nội bộ). Raises StaleEdit, Refused."""
    member = _office_member(by, member_id, on)
    require_current(member, revision)
    if member.status == MemberStatus.NON_MEMBER:
        raise Refused(_("A person outside the Party belongs to no cell."), field="cell")
    if member.cell_id == cell_id:
        raise Refused(_("The member belongs to this cell already."), field="cell")
    before = {"cell": _cell_code(member)}
    member.cell_id = cell_id
    _guard(member, on)
    _decide(member, "cell")
    save_next_revision(member)
    record(
        by=by,
        action="member.transferred",
        subject=member,
        ward_code=member.ward.code,
        before=before,
        after={"cell": _cell_code(member)},
        reason=reason,
    )
    return member


@transaction.atomic
def mark_left(*, by: Account, member_id: int, left_on: date, reason: str, revision: int | None, on: date) -> Member:
    """The person left the ward's organization (chuyển đi, ra khỏi Đảng, từ trần). Raises StaleEdit, Refused."""
    member = _office_member(by, member_id, on)
    require_current(member, revision)
    if not reason.strip():
        raise Refused(_("Say why the person left: transferred, deceased, taken off the list …"), field="reason")
    if member.admitted_on and left_on < member.admitted_on:
        raise Refused(
            _("Left before being admitted (%(day)s). Mend the date.") % {"day": shown(member.admitted_on)},
            field="left_on",
        )
    before = {"left_on": member.left_on}
    member.left_on, member.left_reason = left_on, tidy(reason)[:200]
    _decide(member, "left_on")
    save_next_revision(member)
    record(
        by=by,
        action="member.left",
        subject=member,
        ward_code=member.ward.code,
        before=before,
        after={"left_on": left_on},
        reason=reason,
    )
    return member


@transaction.atomic
def bring_back(*, by: Account, member_id: int, reason: str, revision: int | None, on: date) -> Member:
    """The person is here after all, or came back. Raises StaleEdit, Refused."""
    member = _office_member(by, member_id, on)
    require_current(member, revision)
    if member.left_on is None:
        raise Refused(_("The person has not left."))
    before = {"left_on": member.left_on, "left_reason": member.left_reason}
    member.left_on, member.left_reason = None, ""
    _decide(member, "left_on")
    save_next_revision(member)
    record(
        by=by,
        action="member.brought_back",
        subject=member,
        ward_code=member.ward.code,
        before=before,
        after={"left_on": None},
        reason=reason,
    )
    return member


def _office_member(by: Account, member_id: int, on: date) -> Member:
    member = locked(Member.objects.select_related("ward", "cell"), member_id)
    require(access_of(by, on).is_office(member.ward_id), _("ward party office"))
    return member


def _decide(member: Member, *names: str) -> None:
    member.decided_fields = sorted({*member.decided_fields, *names})


def _cell_code(member: Member) -> str:
    return Organization.objects.get(pk=member.cell_id).code if member.cell_id else ""


def _guard(member: Member, on: date) -> None:
    refusals = [*_identity_refusals(member), *_date_refusals(member, on), *_cell_refusals(member)]
    if refusals:
        raise Refused(*refusals)


def _identity_refusals(member: Member) -> list[Refusal]:
    member.full_name, member.card_number = tidy(member.full_name), tidy(member.card_number)
    refusals = []
    if not member.full_name:
        refusals.append(Refusal(_("Enter the full name."), field="full_name"))
    same_card = Member.objects.filter(ward_id=member.ward_id, card_number=member.card_number).exclude(pk=member.pk)
    if member.card_number and (other := same_card.first()) is not None:
        refusals.append(
            Refusal(
                _("The card number %(number)s already belongs to %(name)s. One card, one person.")
                % {"number": member.card_number, "name": other.full_name},
                field="card_number",
            )
        )
    return refusals


def _date_refusals(member: Member, on: date) -> list[Refusal]:
    refusals = []
    if member.born_on and member.born_on > on:
        refusals.append(Refusal(_("The date of birth lies in the future. Mend it."), field="born_on"))
    for earlier, later, message in (
        ("born_on", "admitted_on", _("Admitted before being born (%(day)s). Mend one of the dates.")),
        ("admitted_on", "official_on", _("Full member before being admitted (%(day)s). Mend one of the dates.")),
    ):
        first, second = getattr(member, earlier), getattr(member, later)
        if first and second and second < first:
            refusals.append(Refusal(message % {"day": shown(first)}, field=later))
    return refusals


def _cell_refusals(member: Member) -> list[Refusal]:
    if member.cell_id is None:
        return []
    cell = Organization.objects.filter(
        pk=member.cell_id, ward_id=member.ward_id, kind=OrganizationKind.CELL, dissolved_on__isnull=True
    )
    if cell.exists():
        return []
    return [Refusal(_("Choose a cell of this ward that is not dissolved."), field="cell")]
