"""Who heads what (rules F): appointment, whether it is the main duty, and what lifts it."""

import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells.access import access_of, require
from cells.journal import record
from cells.models import Account, Headship, Member
from cells.refusals import Refusal, Refused
from cells.services.dates import shown
from cells.services.edits import locked, put_values
from cells.services.units import Unit, period_refusals, person_refusals, unit_field, unit_of, ward_of
from cells.vietnamese import tidy

FIELDS = frozenset({"appointed_on", "ended_on", "main_duty", "main_duty_evidence", "exception"})
#: The code of a further exception, as the committee lists it and a headship names it.
EXCEPTION_CODE = re.compile(r"[A-Za-z0-9_-]{1,30}")


@transaction.atomic
def appoint_head(
    *,
    by: Account,
    member_id: int,
    organization_id: int | None = None,
    collective_id: int | None = None,
    appointed_on: date,
    ended_on: date | None = None,
    main_duty: bool = True,
    main_duty_evidence: str = "",
    exception: str = "",
    on: date,
) -> Headship:
    """Record who heads a unit. `main_duty` false needs its evidence: it lifts a party unit's headship (F1 (1)).

    Raises Refused.
    """
    unit = _office_unit(by, unit_of(organization_id, collective_id), on)
    member = Member.objects.get(pk=member_id)
    headship = Headship(
        member=member,
        appointed_on=appointed_on,
        ended_on=ended_on,
        main_duty=main_duty,
        main_duty_evidence=tidy(main_duty_evidence),
        exception=exception.strip(),
        **unit_field(unit),
    )
    _guard(headship, person_refusals(member, ward_of(unit).pk))
    headship.save()
    record(by=by, action="head.appointed", subject=unit, ward_code=ward_of(unit).code, after=facts_of(headship))
    return headship


@transaction.atomic
def change_headship(*, by: Account, headship_id: int, values: dict, on: date) -> Headship:
    """Mend or end a headship: `ended_on` is the first day without it.

    `values` may hold: appointed_on, ended_on, main_duty, main_duty_evidence, exception. Raises Refused.
    """
    headship, unit = _locked_headship(by, headship_id, on)
    before = facts_of(headship)
    put_values(headship, values, FIELDS)
    headship.main_duty_evidence = tidy(headship.main_duty_evidence)
    _guard(headship, [])
    headship.save()
    record(
        by=by,
        action="head.changed",
        subject=unit,
        ward_code=ward_of(unit).code,
        before=before,
        after=facts_of(headship),
    )
    return headship


@transaction.atomic
def withdraw_headship(*, by: Account, headship_id: int, reason: str, on: date) -> None:
    """Take back a headship entered by mistake; the journal keeps what it was. Raises Refused."""
    headship, unit = _locked_headship(by, headship_id, on)
    if not reason.strip():
        raise Refused(_("Say why it is taken back."), field="reason")
    record(
        by=by,
        action="head.withdrawn",
        subject=unit,
        ward_code=ward_of(unit).code,
        before=facts_of(headship),
        reason=reason,
    )
    headship.delete()


def facts_of(headship: Headship) -> dict:
    return {
        "member": headship.member.code,
        "appointed_on": headship.appointed_on,
        "ended_on": headship.ended_on,
        "main_duty": headship.main_duty,
        "main_duty_evidence": headship.main_duty_evidence,
        "exception": headship.exception,
    }


def _office_unit(by: Account, unit: Unit, on: date) -> Unit:
    """The unit, locked: two people who name its head at once queue here."""
    require(access_of(by, on).is_office(ward_of(unit).pk), _("ward party office"))
    return locked(type(unit).objects.select_related("ward"), unit.pk)


def _locked_headship(by: Account, headship_id: int, on: date) -> tuple[Headship, Unit]:
    found = Headship.objects.get(pk=headship_id)
    unit = _office_unit(by, unit_of(found.organization_id, found.collective_id), on)
    return locked(Headship.objects.select_related("member"), headship_id), unit


def _guard(headship: Headship, refusals: list[Refusal]) -> None:
    refusals = refusals + period_refusals(headship.appointed_on, headship.ended_on, "ended_on")
    refusals += _other_heads(headship)
    if not headship.main_duty and not headship.main_duty_evidence:
        refusals.append(
            Refusal(
                _("Name the decision or paper that shows it is not the main duty: this lifts the ceiling."),
                field="main_duty_evidence",
                citation="123-CV/ĐU 1(5)",
            )
        )
    if headship.exception and not EXCEPTION_CODE.fullmatch(headship.exception):
        refusals.append(
            Refusal(
                _("The code of an exception has letters without accents, digits and hyphens only."), field="exception"
            )
        )
    if refusals:
        raise Refused(*refusals)


def _other_heads(headship: Headship) -> list[Refusal]:
    """One head at a time: the predecessor's headship ends before the next begins."""
    unit = headship.unit
    others = Headship.objects.filter(**unit_field(unit)).exclude(pk=headship.pk).select_related("member")
    end = headship.ended_on or date.max
    return [
        Refusal(
            _("%(name)s heads %(unit)s since %(start)s. End that first, with its date.")
            % {"name": other.member.full_name, "unit": unit.name, "start": shown(other.appointed_on)},
            field="appointed_on",
        )
        for other in others
        if headship.appointed_on < (other.ended_on or date.max) and other.appointed_on < end
    ]
