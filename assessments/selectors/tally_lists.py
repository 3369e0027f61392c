"""The lists behind the tally's figures: who is excellent, who is not graded and why, who did not fulfil the tasks."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date

from assessments.rules import (
    Answer,
    CollectiveKind,
    DisciplineForm,
    Grade,
    Ground,
    MemberStatus,
    NotGradable,
    Rule,
    collective_not_reviewable,
    facts,
    member_not_reviewable,
)
from cells.vietnamese import sort_key

Titles = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a list: where, and for an officer in which post at which level. `cell`: of a member, its code."""

    code: str
    name: str
    unit: str
    title: str = ""
    level: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Excellents:
    """Everyone and everything graded excellent."""

    cells: tuple[str, ...]
    collectives: tuple[str, ...]
    members: tuple[Person, ...]
    officers: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Ungraded:
    """One subject without a grade. `why`: a code of the rules' NotGradable, or `ungraded`; `since`: counted from;
    `reason`: what was recorded for a grade that is due and missing; `cell`: of a member, its code."""

    code: str
    name: str
    unit: str
    why: str
    since: date | None = None
    sitting: int | None = None
    reason: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class NotGraded:
    cells: tuple[Ungraded, ...]
    collectives: tuple[Ungraded, ...]
    members: tuple[Ungraded, ...]
    officers: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class NotFulfilled:
    """A member graded unfulfilled with the stored reason; `discipline` names its form where that is recorded."""

    person: Person
    reason: str
    discipline: DisciplineForm | None


@dataclass(frozen=True, slots=True)
class Unfulfilled:
    cells: tuple[str, ...]
    collectives: tuple[str, ...]
    members: tuple[NotFulfilled, ...]
    officers: tuple[Person, ...]
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """A member who owes a review and has none. `absent`: from the meeting, and not reviewed since; `reason`: why absent, or
    what was recorded for the missing grade; may be blank."""

    person: Person
    absent: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Disciplined:
    """Members disciplined in one form; of them, graded unfulfilled."""

    form: DisciplineForm
    members: int
    unfulfilled: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """A finding that needed a reason, and the reason the deciding level recorded."""

    title: str
    subject: str
    citation: str
    text: str
    decided_by: str


def owes_review(ground: Ground, body: facts.Collective) -> bool:
    return collective_not_reviewable(body, ground.dossier, ground.rule_set) is None


def unreviewed_members(
    answer: Answer, ground: Ground, reviewed: Set[str], absent: Mapping[str, str]
) -> tuple[Unreviewed, ...]:
    """Members who owe a review and have none: absent (code → why) and not reviewed since, or without a self-critique."""
    given = _reasons_for_no_grade(answer)
    missing = [
        member
        for member in ground.dossier.members
        if member.code not in reviewed and member_not_reviewable(member, ground.rule_set) is None
    ]
    return tuple(
        Unreviewed(
            _person(ground, member),
            member.code in absent,
            absent.get(member.code, "") or given.get(member.code, ""),
        )
        for member in _by_name(missing)
    )


def excellents_of(ground: Ground, titles: Titles) -> Excellents:
    return Excellents(
        cells=_units_at(ground, ground.dossier.cells, Grade.EXCELLENT),
        collectives=_units_at(ground, ground.dossier.collectives, Grade.EXCELLENT),
        members=tuple(_person(ground, member) for member in _members_at(ground, Grade.EXCELLENT)),
        officers=_officers_at(ground, Grade.EXCELLENT, titles),
    )


def unfulfilled_of(ground: Ground, titles: Titles) -> Unfulfilled:
    members = _members_at(ground, Grade.UNFULFILLED)
    reasons = [member.unfulfilled_reason.value if member.unfulfilled_reason else "" for member in members]
    return Unfulfilled(
        cells=_units_at(ground, ground.dossier.cells, Grade.UNFULFILLED),
        collectives=_units_at(ground, ground.dossier.collectives, Grade.UNFULFILLED),
        members=tuple(
            NotFulfilled(_person(ground, member), reason, member.disciplined)
            for member, reason in zip(members, reasons, strict=True)
        ),
        officers=_officers_at(ground, Grade.UNFULFILLED, titles),
        reasons=tuple((reason, reasons.count(reason)) for reason in dict.fromkeys(sorted(reasons))),
    )


def disciplined_of(ground: Ground) -> tuple[Disciplined, ...]:
    """Every form, the lightest first, with how many members it was given to."""
    graded = ground.graded_members
    found = [
        (member.disciplined, graded.get(member.code) is Grade.UNFULFILLED)
        for member in ground.dossier.members
        if member.disciplined and member.status is not MemberStatus.NON_MEMBER
    ]
    return tuple(
        Disciplined(form, sum(given is form for given, _unfulfilled in found), found.count((form, True)))
        for form in DisciplineForm
    )


def not_graded_of(answer: Answer, ground: Ground, titles: Titles) -> NotGraded:
    """Everyone who stands without a grade: barred by part A, or due one and left without; of officers every such post."""
    given = _reasons_for_no_grade(answer)
    return NotGraded(
        cells=tuple(
            _ungraded_unit(ground, cell, given) for cell in ground.dossier.cells if cell.code not in ground.graded_units
        ),
        collectives=tuple(
            _ungraded_unit(ground, body, given)
            for body in ground.dossier.collectives
            if body.code not in ground.graded_units
        ),
        members=tuple(
            _ungraded_member(ground, member, given)
            for member in _by_name(ground.dossier.members)
            if member.status is not MemberStatus.NON_MEMBER and member.code not in ground.graded_members
        ),
        officers=_officers_at(ground, None, titles),
    )


def _reasons_for_no_grade(answer: Answer) -> dict[str, str]:
    return {reason.subject: reason.text or "" for reason in answer.dossier.reasons if reason.rule == Rule.GRADE_MISSING}


def recorded_of(answer: Answer, ground: Ground) -> tuple[Recorded, ...]:
    """The reasons that let findings stand, but for missing grades: those stand in their own list."""
    reasons = [
        (finding, reason)
        for finding in answer.findings
        if finding.rule is not Rule.GRADE_MISSING and (reason := answer.reason_for(finding))
    ]
    return tuple(
        Recorded(
            finding.rule.vi,
            _subject_name(ground, finding.subject),
            finding.citation,
            reason.text or "",
            reason.decided_by or "",
        )
        for finding, reason in reasons
    )


def _by_name(members) -> list[facts.Member]:
    return sorted(members, key=lambda member: (sort_key(member.name or member.code), member.code))


def _members_at(ground: Ground, grade: Grade) -> list[facts.Member]:
    graded = ground.graded_members
    return _by_name(member for member in ground.dossier.members if graded.get(member.code) is grade)


def _units_at(ground: Ground, units, grade: Grade) -> tuple[str, ...]:
    return tuple(unit.name or unit.code for unit in units if ground.graded_units.get(unit.code) is grade)


def _officers_at(ground: Ground, grade: Grade | None, titles: Titles) -> tuple[Person, ...]:
    posts = [post for post in ground.dossier.officers if post.grade is grade]
    people = [
        Person(
            post.member,
            ground.people[post.member].name or post.member,
            _unit_name(ground, post.unit),
            titles.get((post.member, post.unit), ""),
            post.management_level.vi,
        )
        for post in posts
    ]
    return tuple(sorted(people, key=lambda person: (sort_key(person.name), person.code, person.unit)))


def _person(ground: Ground, member: facts.Member) -> Person:
    return Person(member.code, member.name or member.code, _cell_name(ground, member), cell=member.cell or "")


def _cell_name(ground: Ground, member: facts.Member) -> str:
    return _unit_name(ground, member.cell) if member.cell else ""


def _unit_name(ground: Ground, code: str) -> str:
    unit = ground.units.get(code)
    return (unit.name if unit else None) or code


def _subject_name(ground: Ground, code: str) -> str:
    """Name of a person or a unit; a management level in its words."""
    person = ground.people.get(code)
    return (person.name or code) if person else _unit_name(ground, code)


def _ungraded_member(ground: Ground, member: facts.Member, given: Mapping[str, str]) -> Ungraded:
    bar = ground.member_bars[member.code]
    return Ungraded(
        member.code,
        member.name or member.code,
        _cell_name(ground, member),
        bar.value if bar else "ungraded",
        since=member.admitted_on if bar is NotGradable.TOO_NEW else None,
        reason=given.get(member.code, "") if bar is None else "",
        cell=member.cell or "",
    )


def _ungraded_unit(ground: Ground, unit: facts.Cell | facts.Collective, given: Mapping[str, str]) -> Ungraded:
    bar = ground.unit_bars[unit.code]
    sitting = None
    if bar is NotGradable.TOO_SMALL and isinstance(unit, facts.Collective):
        sitting = len(unit.sitting_on(ground.dossier.grading_date))
    kind = unit.kind if isinstance(unit, facts.Collective) else None
    return Ungraded(
        unit.code,
        unit.name or unit.code,
        CollectiveKind(kind).vi if kind else "",
        bar.value if bar else "ungraded",
        since=unit.established_on if bar is NotGradable.TOO_NEW else None,
        sitting=sitting,
        reason=given.get(unit.code, "") if bar is None else "",
    )
