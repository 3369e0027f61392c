"""Part B for cells (B5)."""

from collections.abc import Iterator

from .findings import Finding
from .ground import GOOD_OR_BETTER, Ground
from .rule_ids import Rule
from .trace import Look, look
from .vocabulary import Grade
from .wording import listed, named


def cell_grade_not_earned(ground: Ground) -> Iterator[Look]:
    """B5: the members' grades that a cell's excellent or good needs, and the ceiling for many disciplined.

    One finding per cell. A cell with no graded member has no shares to check; discipline is counted over all members
    but the exempt and suspended, those admitted recently included.
    """
    rule, cite = Rule.CELL_GRADE_NOT_EARNED, ground.cite(Rule.CELL_GRADE_NOT_EARNED)
    for cell in ground.dossier.cells:
        grade = ground.graded_units.get(cell.code)
        if grade is None:
            continue
        figures = figures_of(ground, cell.code)
        short = shortfalls_of(ground, grade, figures)
        finding = None
        if short:
            finding = Finding(
                rule,
                ground.rule_set.cell_grade_severity.value,
                cell.code,
                cite,
                figures,
                f"{named(cell)} được xếp loại “{grade.vi}” nhưng {listed(vi for vi, _ in short.values())} ({cite}). Hãy xem lại "
                f"mức xếp loại chi bộ, hoặc ghi lý do của cấp quyết định.",
                f"{named(cell)} is graded “{grade.en}”, but {listed(en for _, en in short.values())} ({cite}). Reconsider the "
                f"cell's grade, or record the deciding level's reason.",
            )
        yield look(rule, cell.code, cite, {**figures, "grade": grade}, finding)


def figures_of(ground: Ground, cell: str) -> dict[str, int]:
    """How many members are graded, at which grades, and how many of those who count were disciplined."""
    grades = ground.standing_of[cell]
    outside = ground.rule_set.statuses_not_graded.value
    counted = [member for member in ground.members_of[cell] if member.status not in outside]
    return {
        "graded": len(grades),
        "fulfilled_or_better": sum(grade is not Grade.UNFULFILLED for grade in grades),
        "good_or_better": sum(grade in GOOD_OR_BETTER for grade in grades),
        "members": len(counted),
        "disciplined": sum(member.disciplined is not None for member in counted),
    }


def good_percent_for(ground: Ground, grade: Grade) -> int | None:
    """The share of good or better that a cell's grade needs; None where it needs none."""
    rules = ground.rule_set
    needed = {Grade.EXCELLENT: rules.cell_excellent_good_percent, Grade.GOOD: rules.cell_good_good_percent}
    return needed[grade].value if grade in needed else None


def shortfalls_of(ground: Ground, grade: Grade, figures: dict[str, int]) -> dict[str, tuple[str, str]]:
    """What keeps a cell with these figures from this grade, by condition; the words in both languages."""
    rules, short = ground.rule_set, {}
    needed = good_percent_for(ground, grade)
    graded, good = figures["graded"], figures["good_or_better"]
    if needed is not None:
        below = graded - figures["fulfilled_or_better"]
        if below:
            short["fulfilled"] = (
                f"có {below} trên {graded} đảng viên được xếp loại không hoàn thành nhiệm vụ, trong khi cần 100% "
                f"hoàn thành nhiệm vụ trở lên",
                f"{below} of {graded} graded members are unfulfilled, where 100% must be fulfilled or better",
            )
        if 100 * good < needed * graded:
            short["good"] = (
                f"chỉ có {good} trên {graded} đảng viên được xếp loại hoàn thành tốt nhiệm vụ trở lên, trong khi "
                f"cần ít nhất {needed}%",
                f"only {good} of {graded} graded members are good or better, where {needed}% are needed",
            )
    allowed, members, disciplined = rules.cell_disciplined_percent.value, figures["members"], figures["disciplined"]
    if grade.better_than(Grade.UNFULFILLED) and 100 * disciplined > allowed * members:
        short["disciplined"] = (
            f"có {disciplined} trên {members} đảng viên bị kỷ luật, quá {allowed}% nên chỉ xếp loại cao nhất là "
            f"“{Grade.UNFULFILLED.vi}”",
            f"{disciplined} of {members} members were disciplined, more than {allowed}%, so that "
            f"“{Grade.UNFULFILLED.en}” is the most it can be",
        )
    return short
