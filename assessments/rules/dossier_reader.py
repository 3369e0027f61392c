"""Read a ward dossier (`ward-dossier/1`): every fault is named, nothing is guessed, text comes out in NFC."""

from typing import Any

from . import facts
from .dossier_links import link_faults
from .faults import DossierFaults, EnoughFaultsError, Fault, FaultList, Said, shown
from .json_text import parse
from .rule_ids import Rule
from .rule_sets import ALL
from .shapes import UNREAD, Faults, Key, Shape, code, day, flag, list_of, one_of, or_null, record, text, whole
from .vocabulary import (
    CapBase,
    CollectiveKind,
    DisciplineForm,
    Grade,
    Level,
    ManagementLevel,
    MemberStatus,
    UnfulfilledReason,
)

FORMAT = "ward-dossier/1"

_GRADE = one_of(Grade, null=True)
_NAME = or_null(text)
_DAY = or_null(day)
_COUNT = or_null(whole(0))
_LEVELS = list_of(one_of(Level))

_CODE_KEY = {"code": Key("code", code, required=True), "name": Key("name", _NAME)}

_ORGANIZATION = record(facts.Organization, {**_CODE_KEY, "grade": Key("grade", _GRADE)})

_CELL = record(
    facts.Cell,
    {
        **_CODE_KEY,
        "established_on": Key("established_on", _DAY),
        "grade": Key("grade", _GRADE),
        "quota": Key("quota", _COUNT),
    },
)

_AGENCY = record(facts.Agency, {**_CODE_KEY, "grade": Key("grade", _GRADE)})


def _member(cell: str | None = None, **fields: Any) -> facts.Member:
    # Whether the cell may be left out depends on the status; the links look at that.
    return facts.Member(cell=cell, **fields)


_MEMBER = record(
    _member,
    {
        **_CODE_KEY,
        "cell": Key("cell", or_null(code)),
        "status": Key("status", one_of(MemberStatus), required=True),
        "admitted_on": Key("admitted_on", _DAY),
        "grade": Key("grade", _GRADE),
        "excellent_ballots": Key("excellent_ballots", _COUNT),
        "levels": Key("levels", record(facts.Levels, {k: Key(k, _LEVELS) for k in ("tasks", "others")})),
        "employer_grade": Key("employer_grade", _GRADE),
        "task_completion": Key("task_completion", or_null(whole(0, 100))),
        "sick_leave_months": Key("sick_leave_months", _COUNT),
        "disciplined": Key("disciplined", one_of(DisciplineForm, null=True)),
        "found_degraded": Key("found_degraded", flag),
        "unfulfilled_reason": Key("unfulfilled_reason", one_of(UnfulfilledReason, null=True)),
    },
)


def _seat(member: str | None = None, **fields: Any) -> facts.Seat:
    # A seat without a member is vacant.
    return facts.Seat(member, **fields)


_SEAT = record(
    _seat,
    {"member": Key("member", or_null(code)), "from": Key("since", _DAY), "to": Key("until", _DAY)},
)

_COLLECTIVE = record(
    facts.Collective,
    {
        **_CODE_KEY,
        "kind": Key("kind", one_of(CollectiveKind), required=True),
        "established_on": Key("established_on", _DAY),
        "seats": Key("seats", list_of(_SEAT), required=True),
        "reviewed": Key("reviewed", flag),
        "grade": Key("grade", _GRADE),
    },
)

_OFFICER = record(
    facts.Officer,
    {
        "member": Key("member", code, required=True),
        "management_level": Key("management_level", one_of(ManagementLevel), required=True),
        "unit": Key("unit", code, required=True),
        "grade": Key("grade", _GRADE),
    },
)

_HEAD = record(
    facts.Head,
    {
        "member": Key("member", code, required=True),
        "unit": Key("unit", code, required=True),
        "appointed_on": Key("appointed_on", day, required=True),
        "main_duty": Key("main_duty", flag),
        "exception": Key("exception", or_null(code)),
    },
)

_REASON = record(
    facts.Reason,
    {
        "rule": Key("rule", one_of(Rule), required=True),
        "subject": Key("subject", code, required=True),
        "text": Key("text", or_null(text)),
        "decided_by": Key("decided_by", or_null(text)),
    },
)

_EXCEPTION = record(
    facts.ListedException,
    {
        "code": Key("code", code, required=True),
        "text": Key("text", or_null(text)),
        "citation": Key("citation", or_null(text)),
    },
)

_PARAMETERS = record(
    facts.Parameters,
    {
        "cap_percent": Key("cap_percent", whole(1, 100)),
        "cap_base": Key("cap_base", one_of(CapBase)),
        "head_exceptions": Key("head_exceptions", list_of(_EXCEPTION)),
    },
)

_WEIGHT_NUMBERS = record(facts.QuotaWeights, {g.value: Key(g.value, whole(0), required=True) for g in Grade})


def _weights(value: object, where: str, faults: Faults) -> Any:
    weights = _WEIGHT_NUMBERS(value, where, faults)
    if weights is not UNREAD and not weights.fall():
        listed = ", ".join(str(weights.of(grade)) for grade in Grade)
        expected = Said(
            "hệ số giảm dần theo mức xếp loại, chỉ số 0 được lặp lại",
            "weights that fall strictly with the grade, only zeros repeating",
        )
        faults.append(Fault(where, Said(f"gặp {listed}", f"found {listed}"), expected))
    return weights


def _dossier(format: str, **fields: Any) -> facts.Dossier:  # noqa: A002 -- the key's own name
    return facts.Dossier(**fields)


def _lists(**shapes: Shape) -> dict[str, Key]:
    return {name: Key(name, list_of(shape)) for name, shape in shapes.items()}


_DOSSIER = record(
    _dossier,
    {
        "format": Key("format", one_of((FORMAT,)), required=True),
        "ruleset": Key("ruleset", one_of(tuple(ALL)), required=True),
        "year": Key("year", whole(1, 9999), required=True),
        "review_date": Key("review_date", day, required=True),
        "grading_date": Key("grading_date", day, required=True),
        "parameters": Key("parameters", _PARAMETERS),
        "quota_weights": Key("quota_weights", _weights),
        "organization": Key("organization", _ORGANIZATION, required=True),
        **_lists(cells=_CELL, agencies=_AGENCY, members=_MEMBER, collectives=_COLLECTIVE),
        **_lists(officers=_OFFICER, heads=_HEAD, reasons=_REASON),
    },
)


def read_dossier(source: str | bytes | dict[str, Any]) -> facts.Dossier:
    """The dossier in JSON text (UTF-8), or in an object already parsed.

    Raises DossierFaults. Faults of shape (keys, types, values, dates) are told together, the first thousand; references, codes used
    twice and the order of dates are looked at once the shape is right.
    """
    document = source if isinstance(source, dict) else parse(source)
    faults = FaultList()
    if not isinstance(document, dict):
        expected = Said("một đối tượng JSON", "a JSON object")
        raise DossierFaults([Fault("", shown(document), expected)])
    try:
        dossier = _DOSSIER(document, "", faults)
        for fault in () if faults else link_faults(dossier):
            faults.append(fault)
    except EnoughFaultsError:
        raise DossierFaults(faults) from None
    if faults:
        raise DossierFaults(faults)
    return dossier
