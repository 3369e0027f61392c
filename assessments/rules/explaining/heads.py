"""Part F in words: each headship of a person, the unit's grade, and what lifts it (F1, F2)."""

from collections.abc import Iterator

from assessments.rules.dates import as_printed
from assessments.rules.facts import Head
from assessments.rules.faults import Said
from assessments.rules.heads import lifted
from assessments.rules.rule_ids import Rule
from assessments.rules.trace import Look, Outcome
from assessments.rules.vocabulary import Grade, HeadException
from assessments.rules.wording import named

from .desk import Desk, quoted
from .explanation import Mark, Point, Step


def points(desk: Desk, person: str) -> Iterator[Point]:
    """By unit. A headship that binds nobody is said once; the others under F1 and F2."""
    heads = {head.unit: head for head in desk.ground.headships_of.get(person, ())}
    above = {str(look.looked_at["unit"]): look for look in desk.looks(Rule.HEAD_ABOVE_UNIT, person)}
    early = {str(look.looked_at["unit"]): look for look in desk.looks(Rule.HEAD_GRADED_EARLY, person)}
    for unit in sorted(heads):
        head, look = heads[unit], above[unit]
        if look.outcome in {Outcome.LIFTED, Outcome.NOT_BINDING}:
            yield _outside(desk, head, look)
        else:
            yield _above(desk, head, look)
            yield _early(desk, head, early[unit])


def obstacles(desk: Desk, person: str, grade: Grade) -> list[Step]:
    """Units still without a grade keep a head from any (F2); the lowest of those graded is the ceiling (F1)."""
    ceiling, units = desk.ceiling(person), desk.ground.units
    steps = [desk.missing(Rule.HEAD_GRADED_EARLY, _waits(named(units[unit]))) for unit in ceiling.waiting_for]
    if ceiling.grade is not None and grade.better_than(ceiling.grade):
        limit = ceiling.grade
        for unit in ceiling.units:
            name = named(units[unit])
            said = Said(
                f"{name} xếp loại “{limit.vi}”; người đứng đầu không được xếp loại cao hơn đơn vị mình đứng đầu",
                f"{name} is graded “{limit.en}”; a head is not graded above the unit headed",
            )
            steps.append(desk.missing(Rule.HEAD_ABOVE_UNIT, said))
    return steps


def held(desk: Desk, person: str) -> list[Grade]:
    """All grades the person holds, the best first."""
    return sorted(desk.ground.held_grades(person), key=lambda grade: -grade.rank)


def _waits(name: str) -> Said:
    return Said(
        f"{name} chưa có mức xếp loại; người đứng đầu được xếp loại sau cùng",
        f"{name} has no grade yet; the head is graded last",
    )


def _figures(desk: Desk, head: Head) -> dict[str, object]:
    return {
        "person": head.member,
        "unit": head.unit,
        "name": desk.ground.units[head.unit].name,
        "unit_grade": desk.ground.graded_units.get(head.unit),
        "held_grades": held(desk, head.member),
        "appointed_on": head.appointed_on,
        "main_duty": head.main_duty,
    }


def _above(desk: Desk, head: Head, look: Look) -> Point:
    figures, name = _figures(desk, head), named(desk.ground.units[head.unit])
    grade, since = desk.ground.graded_units.get(head.unit), head.appointed_on
    rule = Rule.HEAD_ABOVE_UNIT
    if grade is None:
        said = Said(
            f"Đứng đầu {name} từ {as_printed(since)}; mức xếp loại của đơn vị: chưa ghi nhận.",
            f"Heads {name} since {since}; the unit's grade: not recorded.",
        )
        return desk.point(rule, head.unit, Mark.NOT_RECORDED, said, figures)
    own = quoted(next(iter(held(desk, head.member)), None))
    said = Said(
        f"Đứng đầu {name} từ {as_printed(since)}; đơn vị xếp loại “{grade.vi}”, người đứng đầu: {own.vi}.",
        f"Heads {name} since {since}; the unit is graded “{grade.en}”, the head: {own.en}.",
    )
    limits = grade is not Grade.EXCELLENT
    return desk.judged(rule, head.unit, limits, said, figures, look.finding)


def _early(desk: Desk, head: Head, look: Look) -> Point:
    figures, name = _figures(desk, head), named(desk.ground.units[head.unit])
    waits = head.unit not in desk.ground.graded_units
    graded = Said(f"{name} đã có mức xếp loại", f"{name} has its grade")
    said = _waits(name) if waits else graded
    said = Said(f"{said.vi}.", f"{said.en}.")
    return desk.judged(Rule.HEAD_GRADED_EARLY, head.unit, waits, said, figures, look.finding)


def _outside(desk: Desk, head: Head, look: Look) -> Point:
    name, since = named(desk.ground.units[head.unit]), as_printed(head.appointed_on)
    figures = _figures(desk, head) | {"why": look.looked_at["why"]}
    exception = lifted(desk.ground, head)
    bar = desk.ground.unit_bars[head.unit]
    if exception is HeadException.LISTED:
        listed = desk.ground.listed_exceptions[head.exception]
        figures |= {"exception": listed.code, "text": listed.text, "exception_citation": listed.citation}
        named_as = f"{listed.text or listed.code}" + (f" ({listed.citation})" if listed.citation else "")
        why = Said(f"{exception.vi}: {named_as}", f"{exception.en}: {named_as}")
    elif exception is HeadException.NEW_IN_POST:
        months = desk.rules.head_months.value
        why = Said(
            f"{exception.vi} từ {since}, chưa đủ {months:02} tháng",
            f"{exception.en} since {head.appointed_on}, fewer than {months} months",
        )
    elif exception is not None:
        why = Said(exception.vi, exception.en)
    else:
        why = Said(f"đơn vị {bar.vi}", f"the unit {bar.en}") if bar else Said("", "")
    said = Said(
        f"Đứng đầu {name}: không ràng buộc, vì {why.vi}.", f"Heads {name}: this does not bind, because {why.en}."
    )
    return desk.point(Rule.HEAD_ABOVE_UNIT, head.unit, Mark(look.outcome.value), said, figures)
