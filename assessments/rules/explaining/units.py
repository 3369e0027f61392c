"""The case of the organization or an agency: a grade given elsewhere, which binds whoever heads it."""

from assessments.rules.facts import Agency, Organization
from assessments.rules.faults import Said
from assessments.rules.findings import Finding
from assessments.rules.rule_ids import Rule
from assessments.rules.wording import named

from .case import Case
from .desk import Desk, quoted
from .explanation import Kind, Mark, Point
from .heads import held


def unit_case(desk: Desk, kind: Kind, unit: Organization | Agency) -> Case:
    """No rule sets a condition for its grade; it binds whoever heads it."""
    rule, grade = Rule.HEAD_ABOVE_UNIT, quoted(unit.grade)
    said = Said(
        f"Xếp loại của đơn vị: {grade.vi}; bộ quy tắc không đặt điều kiện riêng cho mức này.",
        f"The unit's grade: {grade.en}; the rule set sets no condition of its own for it.",
    )
    mark = Mark.MET if unit.grade else Mark.NOT_RECORDED
    points = [desk.point(rule, "grade", mark, said, {"grade": unit.grade})]
    for look in sorted(desk.headed.get(unit.code, ()), key=lambda look: look.subject):
        points.append(_headed_by(desk, look.subject, Mark(look.outcome.value), look.finding))
    return Case(kind, unit.code, unit.name, unit.grade, tuple(points), lambda grade: [])


def _headed_by(desk: Desk, code: str, mark: Mark, finding: Finding | None) -> Point:
    person = desk.ground.people[code]
    grades = held(desk, code)
    own = quoted(next(iter(grades), None))
    said = Said(
        f"Người đứng đầu {named(person)}: {own.vi} ({mark.vi}).", f"Headed by {named(person)}: {own.en} ({mark.en})."
    )
    figures = {"person": code, "name": person.name, "held_grades": grades, "outcome": mark}
    return desk.point(Rule.HEAD_ABOVE_UNIT, code, mark, said, figures, finding)
