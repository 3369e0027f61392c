"""Part A as far as members, cells and collectives share it: the grade given, and the age of a unit."""

from assessments.rules.dates import as_printed
from assessments.rules.facts import Cell, Collective
from assessments.rules.faults import Said
from assessments.rules.rule_ids import Rule
from assessments.rules.vocabulary import Grade

from .desk import Desk
from .explanation import Mark, Point


def grade_given(desk: Desk, code: str, grade: Grade | None) -> Point:
    """A7: the grade given to a subject that is to be graded, or that there is none."""
    rule = Rule.GRADE_MISSING
    look = desk.look(rule, code)
    finding = look.finding if look else None
    if grade is None:
        said = Said("Mức xếp loại: chưa ghi nhận.", "The grade: not recorded.")
        return desk.point(rule, "grade", Mark.FOUND if finding else Mark.NOT_RECORDED, said, {"grade": None}, finding)
    said = Said(f"Đã xếp loại “{grade.vi}”.", f"Graded “{grade.en}”.")
    return desk.point(rule, "grade", Mark.MET, said, {"grade": grade})


def age(desk: Desk, rule: Rule, unit: Collective | Cell, months: int, too_new: bool) -> Point:
    since, look = unit.established_on, desk.look(rule, unit.code)
    finding = look.finding if look else None
    figures = {"established_on": since}
    if since is None:
        return desk.unrecorded(rule, "age", Said("ngày thành lập", "the date of establishment"), figures)
    day = desk.day
    if too_new:
        said = Said(
            f"Thành lập ngày {as_printed(since)}: đến ngày xếp loại {as_printed(day)} chưa đủ {months:02} tháng nên không "
            f"đánh giá, xếp loại.",
            f"Established on {since}: fewer than {months} months before the grading date {day}, and so not graded.",
        )
    else:
        said = Said(
            f"Thành lập ngày {as_printed(since)}: đến ngày xếp loại {as_printed(day)} đã đủ {months:02} tháng.",
            f"Established on {since}: {months} months or more before the grading date {day}.",
        )
    return desk.judged(rule, "age", too_new, said, figures, finding)
