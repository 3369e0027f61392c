"""Write a dossier as the plain object of `ward-dossier/1`; reading it back gives an equal dossier.

Canonical: keys in the format's order, what is not recorded left out, a missing grade as null.
"""

from datetime import date
from typing import Any

from . import facts
from .dossier_reader import FORMAT
from .facts import NOT_RECORDED
from .vocabulary import Grade

Written = dict[str, Any]


def write_dossier(dossier: facts.Dossier) -> Written:
    """A dictionary of JSON types only; lists keep the order of the dossier."""
    written: Written = {
        "format": FORMAT,
        "ruleset": dossier.ruleset,
        "year": dossier.year,
        "review_date": dossier.review_date.isoformat(),
        "grading_date": dossier.grading_date.isoformat(),
        "parameters": _parameters(dossier.parameters),
    }
    weights = dossier.quota_weights
    if weights is not None:
        written["quota_weights"] = {grade.value: weights.of(grade) for grade in Grade}
    return written | {
        "organization": _unit(dossier.organization),
        "cells": [_cell(cell) for cell in dossier.cells],
        "agencies": [_unit(agency) for agency in dossier.agencies],
        "members": [_member(member) for member in dossier.members],
        "collectives": [_collective(body) for body in dossier.collectives],
        "officers": [_officer(post) for post in dossier.officers],
        "heads": [_head(head) for head in dossier.heads],
        "reasons": [_reason(reason) for reason in dossier.reasons],
    }


def _recorded(**fields: object) -> Written:
    return {key: _plain(value) for key, value in fields.items() if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    # An enum of codes is a string already; its bare value keeps other writers from seeing more than that.
    return str(value) if isinstance(value, str) else value


def _grade(grade: Grade | None) -> str | None:
    return None if grade is None else grade.value


def _unit(unit: facts.Organization | facts.Agency) -> Written:
    return _recorded(code=unit.code, name=unit.name) | {"grade": _grade(unit.grade)}


def _cell(cell: facts.Cell) -> Written:
    head = _recorded(code=cell.code, name=cell.name, established_on=cell.established_on)
    return head | {"grade": _grade(cell.grade)} | _recorded(quota=cell.quota)


def _member(member: facts.Member) -> Written:
    written = _recorded(code=member.code, name=member.name) | {"cell": member.cell}
    written |= _recorded(status=member.status, admitted_on=member.admitted_on)
    written |= {"grade": _grade(member.grade)} | _recorded(excellent_ballots=member.excellent_ballots)
    levels = {
        name: [level.value for level in given]
        for name, given in (("tasks", member.levels.tasks), ("others", member.levels.others))
        if given
    }
    if levels:
        written["levels"] = levels
    if member.employer_grade is not NOT_RECORDED:
        written["employer_grade"] = _grade(member.employer_grade)
    return written | _recorded(
        task_completion=member.task_completion,
        sick_leave_months=member.sick_leave_months,
        disciplined=member.disciplined,
        found_degraded=member.found_degraded,
        unfulfilled_reason=member.unfulfilled_reason,
    )


def _collective(body: facts.Collective) -> Written:
    written = _recorded(code=body.code, name=body.name, kind=body.kind, established_on=body.established_on)
    written["seats"] = [_seat(seat) for seat in body.seats]
    return written | _recorded(reviewed=body.reviewed) | {"grade": _grade(body.grade)}


def _seat(seat: facts.Seat) -> Written:
    return {"member": seat.member} | _recorded(**{"from": seat.since, "to": seat.until})


def _officer(post: facts.Officer) -> Written:
    held = _recorded(member=post.member, management_level=post.management_level, unit=post.unit)
    return held | {"grade": _grade(post.grade)}


def _head(head: facts.Head) -> Written:
    return _recorded(
        member=head.member,
        unit=head.unit,
        appointed_on=head.appointed_on,
        main_duty=head.main_duty,
        exception=head.exception,
    )


def _reason(reason: facts.Reason) -> Written:
    return _recorded(rule=reason.rule, subject=reason.subject, text=reason.text, decided_by=reason.decided_by)


def _parameters(parameters: facts.Parameters) -> Written:
    set_here = _recorded(cap_percent=parameters.cap_percent, cap_base=parameters.cap_base)
    listed = [
        _recorded(code=exception.code, text=exception.text, citation=exception.citation)
        for exception in parameters.head_exceptions
    ]
    return set_here | {"head_exceptions": listed}
