"""The case of a cell: A6, A7, B5 from its members' shares, and the cap on cells."""

from collections.abc import Iterator

from assessments.rules.cells import figures_of, good_percent_for, shortfalls_of
from assessments.rules.facts import Cell
from assessments.rules.faults import Said
from assessments.rules.rule_ids import Rule
from assessments.rules.vocabulary import Grade
from assessments.rules.wording import counted_en, named

from .case import Case
from .desk import Desk, bare
from .eligible import age, grade_given
from .explanation import Kind, Mark, Point, Step
from .pools import pools


def cell_case(desk: Desk, cell: Cell) -> Case:
    """A6, A7, B5 from the members' shares, and the cap on cells."""
    rule, too_new = Rule.CELL_TOO_NEW_TO_GRADE, desk.ground.unit_bars[cell.code] is not None
    old = age(desk, rule, cell, desk.rules.cell_months.value, too_new)
    if too_new:
        step = desk.missing(rule, bare(old.said))
        return Case(Kind.CELL, cell.code, cell.name, cell.grade, (old,), lambda grade: [step])
    organization = desk.ground.dossier.organization
    cap = (
        Rule.CELL_EXCELLENT_CAP,
        organization.code,
        Said(f"chi bộ của {named(organization)}", f"cells of {named(organization)}"),
    )
    found = pools(desk, cell.grade, cap)
    figures = figures_of(desk.ground, cell.code)
    points = (
        old,
        grade_given(desk, cell.code, cell.grade),
        *_shares(desk, cell, figures),
        *(pool.point for pool in found),
    )

    def obstacles(grade: Grade) -> list[Step]:
        return [
            desk.missing(Rule.CELL_GRADE_NOT_EARNED, _short(desk, grade, figures, condition, Said(*words)))
            for condition, words in shortfalls_of(desk.ground, grade, figures).items()
        ]

    return Case(Kind.CELL, cell.code, cell.name, cell.grade, points, obstacles, found)


def _short(desk: Desk, grade: Grade, figures: dict[str, int], condition: str, words: Said) -> Said:
    if condition != "good":
        return words
    needed = good_percent_for(desk.ground, grade)
    lacking = _least(needed, figures["graded"]) - figures["good_or_better"]
    return Said(
        f"còn thiếu {lacking} đảng viên ở mức tốt trở lên để đạt {needed}%: {words.vi}",
        f"{counted_en(lacking, 'more member', 'more members')} at good or better {'is' if lacking == 1 else 'are'} needed "
        f"for {needed}%: {words.en}",
    )


def _least(percent: int, of: int) -> int:
    """The smallest whole number that is at least this percent."""
    return -(-percent * of // 100)


def _shares(desk: Desk, cell: Cell, figures: dict[str, int]) -> Iterator[Point]:
    rule = Rule.CELL_GRADE_NOT_EARNED
    look = desk.look(rule, cell.code)
    finding = look.finding if look else None
    now = shortfalls_of(desk.ground, cell.grade, figures) if cell.grade else {}
    best = shortfalls_of(desk.ground, Grade.EXCELLENT, figures)

    def share(condition: str, said: Said, looked_at: tuple[str, ...]) -> Point:
        found = finding if condition in now else None
        seen = {key: figures[key] for key in looked_at}
        return desk.judged(rule, condition, condition in best, said, seen, found)

    graded, fulfilled, good = figures["graded"], figures["fulfilled_or_better"], figures["good_or_better"]
    high, low = (good_percent_for(desk.ground, grade) for grade in (Grade.EXCELLENT, Grade.GOOD))
    if graded:
        yield share(
            "fulfilled",
            Said(
                f"{fulfilled}/{graded} đảng viên hoàn thành nhiệm vụ trở lên (mức tốt và xuất sắc cần 100%).",
                f"{fulfilled}/{graded} members are fulfilled or better (good and excellent need 100%).",
            ),
            ("graded", "fulfilled_or_better"),
        )
        yield share(
            "good",
            Said(
                f"{good}/{graded} đảng viên hoàn thành tốt nhiệm vụ trở lên (xuất sắc cần {high}%: {_least(high, graded)}; "
                f"tốt cần {low}%: {_least(low, graded)}).",
                f"{good}/{graded} members are good or better (excellent needs {high}%: {_least(high, graded)}; good "
                f"needs {low}%: {_least(low, graded)}).",
            ),
            ("graded", "good_or_better"),
        )
    else:
        what = Said("mức xếp loại của các đảng viên trong chi bộ", "the grades of the cell's members")
        yield desk.unrecorded(rule, "good", what, {"graded": 0}, Grade.FULFILLED)
    allowed, members, disciplined = (
        desk.rules.cell_disciplined_percent.value,
        figures["members"],
        figures["disciplined"],
    )
    most = Said(
        f"quá {allowed}% thì cao nhất là “{Grade.UNFULFILLED.vi}”",
        f"above {allowed}% “{Grade.UNFULFILLED.en}” is the most",
    )
    if members and not disciplined:
        # Nothing recorded is not said to be met, here as for one member.
        said = Said(
            f"Chưa ghi nhận kỷ luật nào trong số {members} đảng viên ({most.vi}).",
            f"No discipline is recorded among {counted_en(members, 'member', 'members')} ({most.en}).",
        )
        yield desk.point(rule, "disciplined", Mark.NOT_RECORDED, said, {"members": members, "disciplined": 0})
        return
    yield share(
        "disciplined",
        Said(
            f"{disciplined}/{members} đảng viên bị ghi kỷ luật ({most.vi}).",
            f"{disciplined}/{members} members are recorded as disciplined ({most.en}).",
        ),
        ("members", "disciplined"),
    )
