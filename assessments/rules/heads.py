"""Part F: the head is never above what he or she heads, and is graded last (F1, F2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from .dates import as_printed, fewer_than_months
from .facts import Cell, Collective, Dossier, Head, Organization, Unit
from .findings import Finding
from .ground import Ground
from .rule_ids import Rule
from .ruleset import RuleSet
from .trace import Look, Outcome, look
from .vocabulary import CollectiveKind, Grade, HeadException, Severity
from .wording import named, person_vi

_PARTY_KINDS = frozenset(
    {CollectiveKind.CELL_COMMITTEE, CollectiveKind.PARTY_COMMITTEE, CollectiveKind.STANDING_COMMITTEE}
)


def is_party_unit(unit: Unit) -> bool:
    """The organization, a cell, or a cell, party or standing committee: what exception (1) is about."""
    match unit:
        case Organization() | Cell():
            return True
        case Collective(kind=kind):
            return kind in _PARTY_KINDS
        case _:
            return False


def lifted(ground: Ground, head: Head) -> HeadException | None:
    """The exception that takes this headship out of F1 and F2, or None. It lifts this headship only."""
    rules = ground.rule_set
    if rules.party_head_exception.value and not head.main_duty and is_party_unit(ground.units[head.unit]):
        return HeadException.NOT_MAIN_DUTY
    if fewer_than_months(head.appointed_on, rules.head_months.value, ground.dossier.grading_date):
        return HeadException.NEW_IN_POST
    if head.exception in ground.listed_exceptions:
        return HeadException.LISTED
    return None


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What binds a head: the lowest grade of the units headed, and the units still without one (F2).

    `grade` None: no graded unit binds. `units` are those at that grade.
    """

    grade: Grade | None
    units: tuple[str, ...] = ()
    waiting_for: tuple[str, ...] = ()


def ceiling_for(member: str, dossier: Dossier, rule_set: RuleSet) -> Ceiling:
    """The ceiling of a person by code; lifted headships and units that are not gradable bind nobody."""
    return ceiling_on(Ground(dossier, rule_set), member)


def ceiling_on(ground: Ground, member: str) -> Ceiling:
    """As `ceiling_for`, on a ground already built (one ground for a whole page)."""
    bound, waiting = {}, []
    for head in ground.headships_of.get(member, ()):
        if ground.unit_bars[head.unit] is not None or lifted(ground, head) is not None:
            continue
        grade = ground.graded_units.get(head.unit)
        if grade is None:
            waiting.append(head.unit)
        else:
            bound[head.unit] = grade
    if not bound:
        return Ceiling(None, (), tuple(sorted(waiting)))
    lowest = min(bound.values(), key=lambda grade: grade.rank)
    units = tuple(sorted(unit for unit, grade in bound.items() if grade is lowest))
    return Ceiling(lowest, units, tuple(sorted(waiting)))


def head_above_unit(ground: Ground) -> Iterator[Look]:
    """F1: a head's grade, as member or as officer, above that of a unit headed: violation, one per headship."""
    rule, cite = Rule.HEAD_ABOVE_UNIT, ground.cite(Rule.HEAD_ABOVE_UNIT)
    for head in ground.dossier.heads:
        held = ground.held_grades(head.member)
        own = max(held, key=lambda grade: grade.rank, default=None)
        unit_grade = ground.graded_units.get(head.unit)
        looked_at = _looked_at(head, held, unit_grade)
        if outside := _outside(ground, head):
            yield Look(rule, head.member, looked_at | {"why": outside[1]}, outside[0], cite)
            continue
        finding = None
        if own is not None and unit_grade is not None and own.better_than(unit_grade):
            finding = _above(ground, head, own, unit_grade)
        yield look(rule, head.member, cite, looked_at, finding)


def head_graded_early(ground: Ground) -> Iterator[Look]:
    """F2: a head graded while a gradable unit headed has no grade: violation, one per headship."""
    rule, cite = Rule.HEAD_GRADED_EARLY, ground.cite(Rule.HEAD_GRADED_EARLY)
    for head in ground.dossier.heads:
        held = ground.held_grades(head.member)
        unit_grade = ground.graded_units.get(head.unit)
        looked_at = _looked_at(head, held, unit_grade)
        if outside := _outside(ground, head):
            yield Look(rule, head.member, looked_at | {"why": outside[1]}, outside[0], cite)
            continue
        finding = _early(ground, head) if held and unit_grade is None else None
        yield look(rule, head.member, cite, looked_at, finding)


def _outside(ground: Ground, head: Head) -> tuple[Outcome, str] | None:
    exception = lifted(ground, head)
    if exception is not None:
        return Outcome.LIFTED, exception.value
    bar = ground.unit_bars[head.unit]
    return None if bar is None else (Outcome.NOT_BINDING, bar.value)


def _looked_at(head: Head, held: list[Grade], unit_grade: Grade | None) -> dict[str, object]:
    return {
        "unit": head.unit,
        "unit_grade": unit_grade,
        "held_grades": held,
        "appointed_on": head.appointed_on.isoformat(),
        "main_duty": head.main_duty,
        "exception": head.exception,
    }


def _above(ground: Ground, head: Head, own: Grade, unit_grade: Grade) -> Finding:
    member, unit = ground.people[head.member], ground.units[head.unit]
    cite = ground.cite(Rule.HEAD_ABOVE_UNIT)
    return Finding(
        Rule.HEAD_ABOVE_UNIT,
        Severity.VIOLATION,
        head.member,
        cite,
        {"unit": head.unit, "unit_grade": unit_grade.value, "head_grade": own.value},
        f"{person_vi(member)} đứng đầu {named(unit)}, được xếp loại “{own.vi}”, cao hơn mức “{unit_grade.vi}” của đơn "
        f"vị mình đứng đầu ({cite}). Hãy xếp loại cao nhất là “{unit_grade.vi}”, hoặc ghi đúng nhiệm vụ chính, ngày "
        f"nhận nhiệm vụ (từ {as_printed(head.appointed_on)}) nếu thuộc trường hợp ngoại lệ.",
        f"{named(member)} heads {named(unit)} and is graded “{own.en}”, above its “{unit_grade.en}” ({cite}). Grade at "
        f"most “{unit_grade.en}”, or mend the main duty or the appointment ({head.appointed_on}) if an exception "
        f"applies.",
    )


def _early(ground: Ground, head: Head) -> Finding:
    member, unit = ground.people[head.member], ground.units[head.unit]
    cite = ground.cite(Rule.HEAD_GRADED_EARLY)
    return Finding(
        Rule.HEAD_GRADED_EARLY,
        Severity.VIOLATION,
        head.member,
        cite,
        {"unit": head.unit},
        f"{person_vi(member)} đứng đầu {named(unit)}, đã được xếp loại trong khi đơn vị này chưa có mức xếp loại; "
        f"người đứng đầu được xếp loại sau cùng ({cite}). Hãy xếp loại đơn vị trước, hoặc tạm bỏ mức xếp loại của "
        f"người đứng đầu.",
        f"{named(member)} heads {named(unit)} and has a grade while the unit has none; the head is graded last "
        f"({cite}). Grade the unit first, or take the head's grade back for now.",
    )
