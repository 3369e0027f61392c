"""The cases of people: a member, one post of an officer, a head."""

from collections.abc import Iterator

from assessments.rules.dates import as_printed
from assessments.rules.facts import Member, Officer
from assessments.rules.faults import Said
from assessments.rules.rule_ids import Rule
from assessments.rules.ruleset import OfficerPool
from assessments.rules.vocabulary import Grade, ManagementLevel, NotGradable
from assessments.rules.wording import named

from . import heads, individual
from .case import Case
from .desk import Desk, quoted
from .eligible import grade_given
from .explanation import Kind, Mark, Point, Step
from .pools import Pool, ballots, pools


def member_case(desk: Desk, member: Member) -> Case:
    """A member's grade: A5, A7, B1 to B3, the pool, and every headship of the person."""
    code, given = member.code, desk.ground.graded_members.get(member.code)
    bar = desk.ground.member_bars[code]
    if bar is not None:
        why = _not_due(desk, member, bar)
        step = desk.missing(Rule.MEMBER_NOT_GRADABLE, why)
        return Case(Kind.MEMBER, code, member.name, member.grade, (_status(desk, member),), lambda grade: [step])
    organization = desk.ground.dossier.organization
    cap = Rule.MEMBER_EXCELLENT_CAP, organization.code, _both(named(organization))
    found = pools(desk, given, cap, (Rule.MEMBER_EXCELLENT_QUOTA, member.cell))

    def obstacles(grade: Grade) -> list[Step]:
        return individual.obstacles(desk, member, grade) + heads.obstacles(desk, code, grade)

    points = tuple(_member_points(desk, member, found))
    return Case(Kind.MEMBER, code, member.name, given, points, obstacles, found)


def _both(words: str) -> Said:
    return Said(words, words)


def _member_points(desk: Desk, member: Member, found: tuple[Pool, ...]) -> Iterator[Point]:
    yield _status(desk, member)
    yield grade_given(desk, member.code, member.grade)
    yield from individual.points(desk, member)
    if found:
        yield ballots(desk, member)
    yield from (pool.point for pool in found)
    yield from heads.points(desk, member.code)


def _not_due(desk: Desk, member: Member, bar: NotGradable) -> Said:
    admitted, months = member.admitted_on, desk.rules.member_months.value
    if bar is NotGradable.TOO_NEW:
        return Said(
            f"kết nạp ngày {as_printed(admitted)}, đến ngày xếp loại {as_printed(desk.day)} chưa đủ {months:02} tháng "
            f"nên chưa xếp loại đảng viên",
            f"admitted on {admitted}, fewer than {months} months before the grading date {desk.day}, and so not "
            f"graded as a member",
        )
    return Said(f"{bar.vi} nên không xếp loại đảng viên", f"{bar.en} and so gets no member's grade")


def _status(desk: Desk, member: Member) -> Point:
    rule, admitted, months = Rule.MEMBER_NOT_GRADABLE, member.admitted_on, desk.rules.member_months.value
    look, bar = desk.look(rule, member.code), desk.ground.member_bars[member.code]
    finding = look.finding if look else None
    figures = {"status": member.status, "admitted_on": admitted}
    status = Said(member.status.vi, member.status.en)
    if bar is not None:
        why = _not_due(desk, member, bar)
        said = Said(f"{status.vi}: {why.vi}.", f"{status.en}: {why.en}.")
        return desk.judged(rule, "status", True, said, figures, finding)
    if admitted is None:
        return desk.unrecorded(rule, "status", Said("ngày kết nạp", "the date of admission"), figures)
    said = Said(
        f"{status.vi}, kết nạp ngày {as_printed(admitted)}: đến ngày xếp loại {as_printed(desk.day)} đã đủ "
        f"{months:02} tháng.",
        f"{status.en}, admitted on {admitted}: {months} months or more before the grading date {desk.day}.",
    )
    return desk.point(rule, "status", Mark.MET, said, figures)


def officer_case(desk: Desk, code: str, post: Officer) -> Case:
    """One post: the pool of its management level (2020: of its unit), its quota, and the person's headships."""
    person, unit = desk.ground.people[post.member], desk.ground.units[post.unit]
    level, decided = post.management_level, desk.rules.levels_decided_here.value
    by_unit = desk.rules.officer_pool.value is OfficerPool.UNIT
    pool, where = (post.unit, _both(named(unit))) if by_unit else (level.value, _level(level, level in decided))
    quota = (Rule.OFFICER_EXCELLENT_QUOTA, post.unit) if level in decided else None
    found = pools(desk, post.grade, (Rule.OFFICER_EXCELLENT_CAP, pool, where), quota)
    points = (_post(desk, post), *(one.point for one in found), *heads.points(desk, post.member))
    return Case(
        Kind.OFFICER,
        code,
        person.name,
        post.grade,
        points,
        lambda grade: heads.obstacles(desk, post.member, grade),
        found,
    )


def _level(level: ManagementLevel, decided_here: bool) -> Said:
    where = Said(f"cán bộ {level.vi}", f"officers at {level.en}")
    if decided_here:
        return where
    return Said(
        f"{where.vi} (do cấp trên quyết định, ở đây chỉ có một phần)", f"{where.en} (decided above, only part is here)"
    )


def _post(desk: Desk, post: Officer) -> Point:
    rule, unit, level = Rule.OFFICER_EXCELLENT_CAP, desk.ground.units[post.unit], post.management_level
    figures = {
        "member": post.member,
        "unit": post.unit,
        "name": unit.name,
        "management_level": level,
        "grade": post.grade,
    }
    grade = quoted(post.grade)
    said = Said(
        f"Chức vụ ở {named(unit)}, thuộc diện {level.vi} quản lý: {grade.vi}.",
        f"Post at {named(unit)}, managed at {level.en}: {grade.en}.",
    )
    return desk.point(rule, "post", Mark.MET if post.grade else Mark.NOT_RECORDED, said, figures)


def head_case(desk: Desk, person: Member) -> Case:
    """Everything that person heads; `given` is the best grade held, as F1 looks at it."""
    code = person.code
    given = next(iter(heads.held(desk, code)), None)
    points = tuple(heads.points(desk, code))
    by = Said("đơn vị đứng đầu", "what is headed")
    return Case(Kind.HEAD, code, person.name, given, points, lambda grade: heads.obstacles(desk, code, grade), by=by)
