"""Part B for collectives (B4)."""

from collections.abc import Iterator

from .facts import Collective
from .findings import Finding
from .ground import Ground
from .rule_ids import Rule
from .trace import Look, look
from .vocabulary import Grade, Severity
from .wording import named, people


def collective_disciplined(ground: Ground) -> Iterator[Look]:
    """B4: someone sitting on the grading date disciplined from a warning up: the collective is unfulfilled.

    Everyone in a seat counts, whatever the member status.
    """
    rule, cite = Rule.COLLECTIVE_DISCIPLINED, ground.cite(Rule.COLLECTIVE_DISCIPLINED)
    lightest = ground.rule_set.collective_discipline_from.value
    for body in ground.dossier.collectives:
        grade = ground.graded_units.get(body.code)
        if grade is None:
            continue
        disciplined = disciplined_in(ground, body)
        finding = None
        if disciplined and grade.better_than(Grade.UNFULFILLED):
            who = people(ground, disciplined)
            finding = Finding(
                rule,
                Severity.VIOLATION,
                body.code,
                cite,
                {"disciplined": disciplined},
                f"{named(body)} được xếp loại “{grade.vi}” nhưng có thành viên bị kỷ luật từ {lightest.vi} trở lên: "
                f"{who}. Tập thể phải xếp loại “{Grade.UNFULFILLED.vi}” ({cite}). Hãy sửa mức xếp loại, hoặc sửa thông "
                f"tin kỷ luật nếu ghi chưa đúng.",
                f"{named(body)} is graded “{grade.en}”, but has members disciplined from a {lightest.en} up: {who}. "
                f"The collective must be “{Grade.UNFULFILLED.en}” ({cite}). Change the grade, or mend the discipline "
                f"if it is wrong.",
            )
        yield look(rule, body.code, cite, {"disciplined": disciplined, "grade": grade}, finding)


def disciplined_in(ground: Ground, body: Collective) -> list[str]:
    """Who sits on the grading date and was disciplined gravely enough to count, by code."""
    forms = ground.rule_set.collective_discipline_from.value.from_up()
    sitting = body.sitting_on(ground.dossier.grading_date)
    return sorted(code for code in sitting if ground.people[code].disciplined in forms)
