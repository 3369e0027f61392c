"""Part B for members: what an individual grade needs (B1, B2, B3). Void grades are not looked at."""

from collections.abc import Iterator

from .facts import NOT_RECORDED, Member
from .findings import Finding
from .ground import Ground
from .rule_ids import Rule
from .trace import Look, look
from .vocabulary import Grade, Severity
from .wording import counted_en, listed, named, person_vi


def excellent_not_earned(ground: Ground) -> Iterator[Look]:
    """B1: task criteria all at Xuất sắc, the others at least Tốt, the employer's grade excellent if there is one.

    Something recorded that falls short: violation. Something not recorded: notice, for absent data is never met.
    """
    rule, cite = Rule.EXCELLENT_NOT_EARNED, ground.cite(Rule.EXCELLENT_NOT_EARNED)
    for member in _standing(ground, Grade.EXCELLENT):
        short, missing = shortfalls(ground, member), not_recorded(member)
        finding = None
        if short:
            finding = _not_earned(cite, member, short)
        elif missing:
            finding = _not_shown(cite, member, missing)
        employer = member.employer_grade
        looked_at = {
            "tasks": list(member.levels.tasks),
            "others": list(member.levels.others),
            "employer_grade": "not recorded" if employer is NOT_RECORDED else employer,
        }
        yield look(rule, member.code, cite, looked_at, finding)


def _standing(ground: Ground, *grades: Grade) -> Iterator[Member]:
    graded = ground.graded_members
    return (member for member in ground.dossier.members if graded.get(member.code) in grades)


Shortfalls = dict[str, tuple[str, str]]


def shortfalls(ground: Ground, member: Member) -> Shortfalls:
    """What is recorded and falls short of excellent, by condition; the words in both languages."""
    rules, found = ground.rule_set, {}
    tasks = sum(level not in rules.excellent_task_levels.value for level in member.levels.tasks)
    others = sum(level not in rules.excellent_other_levels.value for level in member.levels.others)
    if tasks:
        found["tasks"] = (
            f"{tasks} tiêu chí về kết quả thực hiện nhiệm vụ chưa đạt mức Xuất sắc",
            f"{counted_en(tasks, 'task criterion is', 'task criteria are')} below Xuất sắc",
        )
    if others:
        found["others"] = (
            f"{others} tiêu chí khác dưới mức Tốt",
            f"{counted_en(others, 'other criterion is', 'other criteria are')} below Tốt",
        )
    employer = member.employer_grade
    if isinstance(employer, Grade) and employer is not Grade.EXCELLENT:
        found["employer_grade"] = (
            f"cơ quan, đơn vị xếp loại “{employer.vi}”",
            f"the employer's grade is “{employer.en}”",
        )
    return found


def not_recorded(member: Member) -> Shortfalls:
    """What excellent needs and nobody has recorded, by condition."""
    found = {}
    if not member.levels.tasks:
        found["tasks"] = ("mức của các tiêu chí nhiệm vụ", "the levels of the task criteria")
    if not member.levels.others:
        found["others"] = ("mức của các tiêu chí khác", "the levels of the other criteria")
    if member.employer_grade is NOT_RECORDED:
        found["employer_grade"] = ("mức xếp loại của cơ quan, đơn vị", "the employer's grade")
    return found


def _not_earned(cite: str, member: Member, short: Shortfalls) -> Finding:
    return Finding(
        Rule.EXCELLENT_NOT_EARNED,
        Severity.VIOLATION,
        member.code,
        cite,
        {"short": list(short)},
        f"{person_vi(member)} được xếp loại “{Grade.EXCELLENT.vi}” nhưng {listed(vi for vi, _ in short.values())}. Mức "
        f"này cần mọi tiêu chí nhiệm vụ đạt Xuất sắc, các tiêu chí khác từ Tốt trở lên và cơ quan, đơn vị (nếu có) xếp "
        f"loại xuất sắc ({cite}). Hãy hạ mức xếp loại, hoặc sửa thông tin nếu ghi chưa đúng.",
        f"{named(member)} is graded “{Grade.EXCELLENT.en}”, but {listed(en for _, en in short.values())}. The grade "
        f"needs every task criterion at Xuất sắc, the others at least Tốt, and an excellent from the employer, if any "
        f"({cite}). Lower the grade, or mend the facts if they are wrong.",
    )


def _not_shown(cite: str, member: Member, missing: Shortfalls) -> Finding:
    return Finding(
        Rule.EXCELLENT_NOT_EARNED,
        Severity.NOTICE,
        member.code,
        cite,
        {"not_recorded": list(missing)},
        f"{person_vi(member)} được xếp loại “{Grade.EXCELLENT.vi}” nhưng hồ sơ chưa ghi "
        f"{listed(vi for vi, _ in missing.values())}, nên chưa đối chiếu được điều kiện ({cite}). Hãy bổ sung.",
        f"{named(member)} is graded “{Grade.EXCELLENT.en}”, but the dossier does not record "
        f"{listed(en for _, en in missing.values())}, so the conditions cannot be shown to be met ({cite}). Add them.",
    )


def must_be_unfulfilled(ground: Ground) -> Iterator[Look]:
    """B2: degradation found, tasks under the floor, unfulfilled as a public employee, or disciplined in the year."""
    rule, cite = Rule.MUST_BE_UNFULFILLED, ground.cite(Rule.MUST_BE_UNFULFILLED)
    for member in _standing(ground, *Grade):
        grade = ground.graded_members[member.code]
        causes = unfulfilled_causes(ground, member)
        finding = None
        if causes and grade.better_than(Grade.UNFULFILLED):
            finding = Finding(
                rule,
                Severity.VIOLATION,
                member.code,
                cite,
                {"causes": list(causes)},
                f"{person_vi(member)} được xếp loại “{grade.vi}” nhưng {listed(vi for vi, _ in causes.values())}; "
                f"trường hợp này phải xếp loại “{Grade.UNFULFILLED.vi}” ({cite}). Hãy sửa mức xếp loại, hoặc sửa thông "
                f"tin nếu ghi chưa đúng.",
                f"{named(member)} is graded “{grade.en}”, but {listed(en for _, en in causes.values())}; the grade "
                f"must be “{Grade.UNFULFILLED.en}” ({cite}). Change the grade, or mend the facts if they are wrong.",
            )
        looked_at = {
            "found_degraded": member.found_degraded,
            "task_completion": member.task_completion,
            "employer_unfulfilled": member.employer_grade is Grade.UNFULFILLED,
            "disciplined": member.disciplined,
            "grade": grade,
        }
        yield look(rule, member.code, cite, looked_at, finding)


def unfulfilled_causes(ground: Ground, member: Member) -> Shortfalls:
    """What makes unfulfilled the only grade, by cause; the words in both languages."""
    causes = {}
    least, done = ground.rule_set.least_task_completion.value, member.task_completion
    if member.found_degraded:
        causes["degraded"] = (
            "cấp có thẩm quyền kết luận có biểu hiện suy thoái, “tự diễn biến”, “tự chuyển hóa”",
            "a competent authority found degradation",
        )
    if done is not None and done < least:
        causes["under_half_of_tasks"] = (
            f"chỉ hoàn thành {done}% nhiệm vụ được giao (dưới {least}%)",
            f"completed only {done}% of the assigned tasks (under {least}%)",
        )
    if member.employer_grade is Grade.UNFULFILLED:
        causes["employer_unfulfilled"] = (
            "cơ quan, đơn vị xếp loại không hoàn thành nhiệm vụ",
            "the employer graded the work unfulfilled",
        )
    if member.disciplined is not None:
        causes["disciplined"] = (
            f"bị kỷ luật {member.disciplined.vi} trong năm",
            f"was disciplined in the year ({member.disciplined.en})",
        )
    return causes


def unfulfilled_without_reason(ground: Ground) -> Iterator[Look]:
    """B2: every unfulfilled stores its reason, because the statistics ask for it; only that field is looked at."""
    rule, cite = Rule.UNFULFILLED_WITHOUT_REASON, ground.cite(Rule.UNFULFILLED_WITHOUT_REASON)
    for member in _standing(ground, Grade.UNFULFILLED):
        finding = None
        if member.unfulfilled_reason is None:
            finding = Finding(
                rule,
                Severity.NOTICE,
                member.code,
                cite,
                {},
                f"{person_vi(member)} được xếp loại “{Grade.UNFULFILLED.vi}” nhưng chưa ghi lý do; biểu thống kê cần "
                f"lý do này ({cite}). Hãy chọn lý do.",
                f"{named(member)} is graded “{Grade.UNFULFILLED.en}” without its reason, which the statistics ask for "
                f"({cite}). Choose the reason.",
            )
        yield look(rule, member.code, cite, {"unfulfilled_reason": member.unfulfilled_reason}, finding)


def sick_leave_ceiling(ground: Ground) -> Iterator[Look]:
    """B3: long sick leave in the year, at most fulfilled; a better grade: violation."""
    rule, cite = Rule.SICK_LEAVE_CEILING, ground.cite(Rule.SICK_LEAVE_CEILING)
    months = ground.rule_set.sick_leave_months.value
    for member in _standing(ground, *Grade):
        grade, leave = ground.graded_members[member.code], member.sick_leave_months
        if leave is None:
            continue
        finding = None
        ceiling = leave_ceiling(ground, member)
        if ceiling is not None and grade.better_than(ceiling):
            finding = Finding(
                rule,
                Severity.VIOLATION,
                member.code,
                cite,
                {"sick_leave_months": leave, "months": months},
                f"{person_vi(member)} nghỉ ốm {leave} tháng trong năm nên chỉ xếp loại cao nhất là “{ceiling.vi}” "
                f"({cite}), nhưng hồ sơ ghi “{grade.vi}”. Hãy hạ mức xếp loại, hoặc sửa thời gian nghỉ nếu ghi chưa "
                f"đúng.",
                f"{named(member)} was on sick leave for {leave} months in the year and can be graded “{ceiling.en}” at "
                f"most ({cite}), but has “{grade.en}”. Lower the grade, or mend the leave if it is wrong.",
            )
        yield look(rule, member.code, cite, {"sick_leave_months": leave, "grade": grade}, finding)


def leave_ceiling(ground: Ground, member: Member) -> Grade | None:
    """The most that long sick leave allows; None where it sets no ceiling, or is not recorded."""
    leave, rules = member.sick_leave_months, ground.rule_set
    long = leave is not None and leave >= rules.sick_leave_months.value
    return rules.sick_leave_ceiling.value if long else None
