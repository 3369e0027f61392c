"""Seats of a collective. A seat counts on day d when from ≤ d and (no end, or d < to) (rules A2)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of, require
from cells.journal import record
from cells.models import Account, Collective, Member, Seat
from cells.refusals import Refusal, Refused
from cells.services.dates import shown
from cells.services.edits import locked
from cells.services.units import period_refusals, person_refusals
from cells.vietnamese import tidy


@transaction.atomic
def add_seat(
    *,
    by: Account,
    collective_id: int,
    member_id: int,
    title: str,
    from_date: date | None,
    to_date: date | None = None,
    on: date,
) -> Seat:
    """Seat a person in a collective. No `from_date`: since the beginning. Raises Refused."""
    collective = _locked_collective(by, collective_id, on)
    member = Member.objects.get(pk=member_id)
    seat = Seat(collective=collective, member=member, title=tidy(title), from_date=from_date, to_date=to_date)
    _guard(seat, person_refusals(member, collective.ward_id))
    seat.save()
    _record(by, "seat.added", seat, after=facts_of(seat))
    return seat


@transaction.atomic
def change_seat(
    *, by: Account, seat_id: int, title: str, from_date: date | None, to_date: date | None, on: date
) -> Seat:
    """Mend a seat, or end it: `to_date` is the first day without it. Raises Refused."""
    seat = _locked_seat(by, seat_id, on)
    before = facts_of(seat)
    seat.title, seat.from_date, seat.to_date = tidy(title), from_date, to_date
    _guard(seat, [])
    seat.save()
    _record(by, "seat.changed", seat, before=before, after=facts_of(seat))
    return seat


@transaction.atomic
def end_seat(*, by: Account, seat_id: int, to_date: date, on: date) -> Seat:
    """End a seat; on `to_date` it no longer counts. Raises Refused."""
    seat = _locked_seat(by, seat_id, on)
    before = facts_of(seat)
    seat.to_date = to_date
    _guard(seat, [])
    seat.save()
    _record(by, "seat.ended", seat, before=before, after=facts_of(seat))
    return seat


@transaction.atomic
def withdraw_seat(*, by: Account, seat_id: int, reason: str, on: date) -> None:
    """Take back a seat entered by mistake; the journal keeps what it was. Raises Refused."""
    seat = _locked_seat(by, seat_id, on)
    if not reason.strip():
        raise Refused(_("Say why it is taken back."), field="reason")
    before = facts_of(seat)
    _record(by, "seat.withdrawn", seat, before=before, reason=reason)
    seat.delete()


def facts_of(seat: Seat) -> dict:
    return {"member": seat.member.code, "title": seat.title, "from": seat.from_date, "to": seat.to_date}


def _locked_collective(by: Account, collective_id: int, on: date) -> Collective:
    collective = locked(Collective.objects.select_related("ward"), collective_id)
    require(access_of(by, on).is_office(collective.ward_id), _("ward party office"))
    return collective


def _locked_seat(by: Account, seat_id: int, on: date) -> Seat:
    collective_id = Seat.objects.values_list("collective_id", flat=True).get(pk=seat_id)
    _locked_collective(by, collective_id, on)
    return locked(Seat.objects.select_related("collective__ward", "member"), seat_id)


def _record(by: Account, action: str, seat: Seat, **kept) -> None:
    record(by=by, action=action, subject=seat.collective, ward_code=seat.collective.ward.code, **kept)


def _guard(seat: Seat, refusals: list[Refusal]) -> None:
    refusals = refusals + period_refusals(seat.from_date, seat.to_date, "to_date")
    same = Seat.objects.filter(collective_id=seat.collective_id, member_id=seat.member_id, title=seat.title)
    for other in same.exclude(pk=seat.pk):
        if _overlap(seat, other):
            refusals.append(
                Refusal(
                    _("%(name)s holds this seat already, from %(start)s to %(end)s.")
                    % {"name": seat.member.full_name, "start": shown(other.from_date), "end": shown(other.to_date)},
                    field="member",
                )
            )
    if seat.collective.dissolved_on and (seat.to_date is None or seat.to_date > seat.collective.dissolved_on):
        refusals.append(
            Refusal(
                _("The collective is dissolved since %(day)s; a seat cannot last longer.")
                % {"day": shown(seat.collective.dissolved_on)},
                field="to_date",
            )
        )
    if refusals:
        raise Refused(*refusals)


def _overlap(one: Seat, other: Seat) -> bool:
    begins = max(one.from_date or date.min, other.from_date or date.min)
    return begins < min(one.to_date or date.max, other.to_date or date.max)
