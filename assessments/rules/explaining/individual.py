"""Part B for one member, point by point: what the record says of each condition (B1, B2, B3)."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from assessments.rules.citations import Citation
from assessments.rules.criteria import leave_ceiling, shortfalls, unfulfilled_causes
from assessments.rules.facts import NOT_RECORDED, Member
from assessments.rules.faults import Said
from assessments.rules.findings import Finding
from assessments.rules.rule_ids import Rule
from assessments.rules.ruleset import Cited
from assessments.rules.vocabulary import Grade, Level, Severity
from assessments.rules.wording import counted_en

from .desk import Desk, quoted
from .explanation import Mark, Point, Step


class _Criteria(NamedTuple):
    """The words of one list of criteria; `one` for a list of a single one, in English."""

    vi: str
    en: str
    one: str

    def of(self, number: int) -> str:
        return self.one if number == 1 else self.en


_TASKS = _Criteria("tiêu chí nhiệm vụ", "task criteria", "task criterion")
_OTHERS = _Criteria("tiêu chí khác", "other criteria", "other criterion")


def points(desk: Desk, member: Member) -> Iterator[Point]:
    """B1, B2, B3 and the stored reason of an unfulfilled, for a member whose grade stands or is due."""
    yield from chain(_earned(desk, member), _unfulfilled(desk, member), _leave(desk, member), _stored(desk, member))


def obstacles(desk: Desk, member: Member, grade: Grade) -> list[Step]:
    """What the record holds against this grade."""
    steps = []
    if grade.better_than(Grade.UNFULFILLED):
        rule = Rule.MUST_BE_UNFULFILLED
        steps += [desk.missing(rule, Said(*words)) for words in unfulfilled_causes(desk.ground, member).values()]
    ceiling = leave_ceiling(desk.ground, member)
    if ceiling is not None and grade.better_than(ceiling):
        steps.append(desk.missing(Rule.SICK_LEAVE_CEILING, _long_leave(member, ceiling)))
    if grade is Grade.EXCELLENT:
        steps += [_short(desk, member, condition) for condition in shortfalls(desk.ground, member)]
    return steps


def _long_leave(member: Member, ceiling: Grade) -> Said:
    return Said(
        f"nghỉ ốm {member.sick_leave_months} tháng trong năm, cao nhất là “{ceiling.vi}”",
        f"sick leave of {counted_en(member.sick_leave_months or 0, 'month', 'months')} in the year allows “{ceiling.en}” at most",
    )


def _short(desk: Desk, member: Member, condition: str) -> Step:
    rule, rules = Rule.EXCELLENT_NOT_EARNED, desk.rules
    if condition == "employer_grade":
        grade = quoted(member.employer_grade if isinstance(member.employer_grade, Grade) else None)
        cite = desk.rules.cite(rule)
        said = Said(
            f"cơ quan, đơn vị xếp loại {grade.vi}; {cite} đòi hỏi “{Grade.EXCELLENT.vi}”",
            f"the employer's grade is {grade.en}; {cite} asks “{Grade.EXCELLENT.en}”",
        )
        return desk.missing(rule, said)
    if condition == "tasks":
        return _levels_short(desk, member.levels.tasks, rules.excellent_task_levels, _TASKS)
    return _levels_short(desk, member.levels.others, rules.excellent_other_levels, _OTHERS)


def _levels_short(desk: Desk, levels: Iterable[Level], needed: Cited[frozenset[Level]], of: _Criteria) -> Step:
    levels = list(levels)
    below = [level for level in levels if level not in needed.value]
    counted = _counted(below)
    having_vi = ", ".join(f"{number} {of.vi} ở mức {Level(code).vi}" for code, number in counted.items())
    having_en = ", ".join(
        f"{number} of {len(levels)} {of.of(len(levels))} at {Level(code).vi}" for code, number in counted.items()
    )
    asked, cite = _asked(needed.value), str(needed.citation)
    said = Said(f"{having_vi}; {cite} đòi hỏi tất cả {asked.vi}", f"{having_en}; {cite} asks {asked.en} for all")
    return desk.missing(Rule.EXCELLENT_NOT_EARNED, said, needed.citation)


def _asked(levels: frozenset[Level]) -> Said:
    """One level, or the lowest of several and better."""
    lowest = [level for level in Level if level in levels][-1]
    if len(levels) == 1:
        return Said(f"ở mức {lowest.vi}", lowest.vi)
    return Said(f"từ mức {lowest.vi} trở lên", f"{lowest.vi} or better")


def _counted(levels: Iterable[Level]) -> dict[str, int]:
    """Levels counted, the best first: the order of the criteria does not matter."""
    levels = list(levels)
    return {level.value: levels.count(level) for level in Level if level in levels}


def _earned(desk: Desk, member: Member) -> Iterator[Point]:
    rules = desk.rules
    look = desk.look(Rule.EXCELLENT_NOT_EARNED, member.code)
    finding = look.finding if look else None
    short = shortfalls(desk.ground, member)
    # One finding for all conditions: a violation where something falls short, a notice where nothing is recorded.
    yield _levels(desk, "tasks", member.levels.tasks, rules.excellent_task_levels, _TASKS, short, finding)
    yield _levels(desk, "others", member.levels.others, rules.excellent_other_levels, _OTHERS, short, finding)
    yield _employer(desk, member, "employer_grade" in short, finding)


def _levels(
    desk: Desk,
    aspect: str,
    levels: tuple[Level, ...],
    needed: Cited[frozenset[Level]],
    of: _Criteria,
    short: Collection[str],
    finding: Finding | None,
) -> Point:
    rule, figures = Rule.EXCELLENT_NOT_EARNED, {"levels": _counted(levels)}
    cite: Citation = needed.citation
    if not levels:
        what = Said(f"mức của các {of.vi}", f"the levels of the {of.en}")
        return desk.unrecorded(rule, aspect, what, figures, Grade.GOOD, _notice(finding), cite)
    met, asked = sum(level in needed.value for level in levels), _asked(needed.value)
    said = Said(f"{met}/{len(levels)} {of.vi} {asked.vi}.", f"{met}/{len(levels)} {of.of(len(levels))} at {asked.en}.")
    return desk.judged(rule, aspect, aspect in short, said, figures, finding, cite)


def _employer(desk: Desk, member: Member, falls: bool, finding: Finding | None) -> Point:
    rule, aspect, given = Rule.EXCELLENT_NOT_EARNED, "employer_grade", member.employer_grade
    if given is NOT_RECORDED:
        what = Said("mức xếp loại của cơ quan, đơn vị", "the employer's grade")
        return desk.unrecorded(rule, aspect, what, {"employer_grade": "not recorded"}, Grade.GOOD, _notice(finding))
    figures = {"employer_grade": given}
    if not isinstance(given, Grade):
        said = Said("Không có cơ quan, đơn vị nào xếp loại đồng chí này.", "No employer grades this person.")
        return desk.point(rule, aspect, Mark.MET, said, figures)
    said = Said(f"Cơ quan, đơn vị xếp loại “{given.vi}”.", f"The employer's grade is “{given.en}”.")
    return desk.judged(rule, aspect, falls, said, figures, finding)


def _notice(finding: Finding | None) -> Finding | None:
    """What is not recorded is no part of a violation."""
    return finding if finding and finding.severity is Severity.NOTICE else None


def _unfulfilled(desk: Desk, member: Member) -> Iterator[Point]:
    rule = Rule.MUST_BE_UNFULFILLED
    causes = unfulfilled_causes(desk.ground, member)
    look = desk.look(rule, member.code)
    finding = look.finding if look else None

    def cause(aspect: str, said: Said, figures: dict[str, object]) -> Point:
        return desk.judged(rule, aspect, aspect in causes, said, figures, finding)

    degraded = member.found_degraded
    if degraded is None:
        what = Said("kết luận về suy thoái của cấp có thẩm quyền", "whether a competent authority found degradation")
        yield desk.unrecorded(rule, "degraded", what, {"found_degraded": None}, Grade.UNFULFILLED)
    else:
        said = Said(
            "Cấp có thẩm quyền kết luận có biểu hiện suy thoái, “tự diễn biến”, “tự chuyển hóa”.",
            "A competent authority found degradation.",
        )
        clear = Said(
            "Không bị kết luận có biểu hiện suy thoái, “tự diễn biến”, “tự chuyển hóa”.",
            "No competent authority found degradation.",
        )
        yield cause("degraded", said if degraded else clear, {"found_degraded": degraded})
    done, least = member.task_completion, desk.rules.least_task_completion.value
    if done is None:
        what = Said("tỷ lệ hoàn thành nhiệm vụ được giao", "how much of the assigned tasks was completed")
        yield desk.unrecorded(rule, "under_half_of_tasks", what, {"task_completion": None}, Grade.UNFULFILLED)
    else:
        said = Said(
            f"Hoàn thành {done}% nhiệm vụ được giao (dưới {least}% thì phải xếp loại “{Grade.UNFULFILLED.vi}”).",
            f"Completed {done}% of the assigned tasks (under {least}% must be “{Grade.UNFULFILLED.en}”).",
        )
        yield cause("under_half_of_tasks", said, {"task_completion": done})
    if member.employer_grade is Grade.UNFULFILLED:
        given = member.employer_grade
        said = Said(f"Cơ quan, đơn vị xếp loại “{given.vi}”.", f"The employer's grade is “{given.en}”.")
        yield cause("employer_unfulfilled", said, {"employer_grade": given})
    form = member.disciplined
    if form is None:
        said = Said("Chưa ghi nhận kỷ luật nào trong năm.", "No discipline in the year is recorded.")
        yield desk.point(rule, "disciplined", Mark.NOT_RECORDED, said, {"disciplined": None})
    else:
        said = Said(f"Bị kỷ luật {form.vi} trong năm.", f"Disciplined in the year: {form.en}.")
        yield cause("disciplined", said, {"disciplined": form})


def _leave(desk: Desk, member: Member) -> Iterator[Point]:
    rule, leave = Rule.SICK_LEAVE_CEILING, member.sick_leave_months
    figures = {"sick_leave_months": leave}
    if leave is None:
        what = Said("số tháng nghỉ ốm trong năm", "the months of sick leave in the year")
        yield desk.unrecorded(rule, "sick_leave", what, figures, desk.rules.sick_leave_ceiling.value)
        return
    months, ceiling = desk.rules.sick_leave_months.value, desk.rules.sick_leave_ceiling.value
    look = desk.look(rule, member.code)
    finding = look.finding if look else None
    said = Said(
        f"Nghỉ ốm {leave} tháng trong năm (từ {months} tháng trở lên thì cao nhất là “{ceiling.vi}”).",
        f"Sick leave in the year: {counted_en(leave, 'month', 'months')} (from {months} months up “{ceiling.en}” is the most).",
    )
    limits = leave_ceiling(desk.ground, member) is not None
    yield desk.judged(rule, "sick_leave", limits, said, figures, finding)


def _stored(desk: Desk, member: Member) -> Iterator[Point]:
    rule = Rule.UNFULFILLED_WITHOUT_REASON
    look, why = desk.look(rule, member.code), member.unfulfilled_reason
    if look is None:
        return
    figures = {"unfulfilled_reason": why}
    if why is None:
        said = Said(
            f"Lý do xếp loại “{Grade.UNFULFILLED.vi}”: chưa ghi nhận.",
            f"The reason for “{Grade.UNFULFILLED.en}”: not recorded.",
        )
        yield desk.point(rule, "stored_reason", Mark.FOUND, said, figures, look.finding)
    else:
        said = Said(f"Lý do đã ghi: {why.vi}.", f"Reason on record: {why.en}.")
        yield desk.point(rule, "stored_reason", Mark.MET, said, figures)
