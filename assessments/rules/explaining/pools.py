"""Where an excellent needs a place: the cap of a pool (C1, D1, E1) and the quota of a unit (C3, D2), in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.rules.caps import Cap
from assessments.rules.citations import Citation
from assessments.rules.facts import Member
from assessments.rules.faults import Said
from assessments.rules.findings import Finding
from assessments.rules.quota import Quota, quota_with_one_more
from assessments.rules.rule_ids import Rule
from assessments.rules.vocabulary import CapBase, Grade
from assessments.rules.wording import base_en, base_vi, counted_en, exact_en, exact_vi, named

from .desk import Desk
from .explanation import Mark, Point, Step, StepKind

_COUNTED = {
    Rule.MEMBER_EXCELLENT_CAP: Said("đảng viên", "members"),
    Rule.OFFICER_EXCELLENT_CAP: Said("cán bộ", "officers"),
    Rule.COLLECTIVE_EXCELLENT_CAP: Said("tập thể", "collectives"),
    Rule.CELL_EXCELLENT_CAP: Said("chi bộ", "cells"),
}


@dataclass(frozen=True, slots=True)
class Pool:
    """One pool or quota as it stands; `room` is what one more excellent, moved up from good, would find."""

    rule: Rule
    citation: Citation
    room: int
    taken: Said
    point: Point

    def step(self) -> Step:
        if self.room > 0:
            said = Said(
                f"hồ sơ không cản trở “{Grade.EXCELLENT.vi}” và còn chỗ: {self.taken.vi}",
                f"nothing on record stands against “{Grade.EXCELLENT.en}” and there is room: {self.taken.en}",
            )
            return Step(StepKind.ROOM, said, self.rule, self.citation)
        said = Said(
            f"hồ sơ không cản trở “{Grade.EXCELLENT.vi}” nhưng đã hết chỗ: {self.taken.vi}",
            f"nothing on record stands against “{Grade.EXCELLENT.en}”, but the places are taken up: {self.taken.en}",
        )
        return Step(StepKind.FULL, said, self.rule, self.citation)


def pools(
    desk: Desk, given: Grade | None, cap: tuple[Rule, str, Said], quota: tuple[Rule, str | None] | None = None
) -> tuple[Pool, ...]:
    """The cap and, where one is issued, the quota; only for who has, or stands next to, an excellent."""
    if given not in {Grade.EXCELLENT, Grade.GOOD}:
        return ()
    rule, pool, where = cap
    found = [desk.once((given, rule, pool), lambda: _cap(desk, given, desk.caps[rule, pool], where))]
    if (row := desk.quotas.get(quota)) is not None:
        found.append(desk.once((given, *quota), lambda: _quota(desk, given, row)))
    return tuple(found)


def _cap(desk: Desk, given: Grade, cap: Cap, where: Said) -> Pool:
    ground, of = desk.ground, _COUNTED[cap.rule]
    limit, base = cap.limit, cap.base
    taken = Said(f"{where.vi} được chọn {limit}, đã có {cap.actual}", f"{where.en} may have {limit}, has {cap.actual}")
    if given is Grade.GOOD and ground.cap_base is CapBase.GOOD_ONLY:
        # Read as good alone, whoever moves up leaves the base.
        limit = ground.limit(base - 1)
        taken = Said(
            f"{taken.vi}; thêm một thì cơ số còn {base - 1} và được chọn {limit}",
            f"{taken.en}; with one more the base is {base - 1} and the limit {limit}",
        )
    arithmetic = Said(
        f"{ground.cap_percent}% của {base} {of.vi} {base_vi(ground)}, lấy phần nguyên",
        f"{ground.cap_percent}% of {base} {of.en} {base_en(ground)}, rounded down",
    )
    taken = Said(f"{taken.vi} ({arithmetic.vi})", f"{taken.en} ({arithmetic.en})")
    room = limit - cap.actual
    look = desk.look(cap.rule, cap.pool)
    figures = {
        "pool": cap.pool,
        "where": list(where),
        "percent": ground.cap_percent,
        "reading": ground.cap_base,
        "base": base,
        "limit": cap.limit,
        "actual": cap.actual,
    }
    return _pool(desk, given, cap.rule, "cap", taken, room, figures, look.finding if look else None)


def _quota(desk: Desk, given: Grade, row: Quota) -> Pool:
    unit = desk.ground.units[row.unit]
    where = Said(named(unit), named(unit))
    if row.by_hand:
        origin = Said(
            f"chỉ tiêu giao riêng; phần tính là {exact_vi(row.share)}",
            f"set by hand; the computed share is {exact_en(row.share)}",
        )
    else:
        origin = Said(
            f"phần tính {exact_vi(row.share)}: hệ số {row.weight} của mức “{row.grade.vi}”, {row.base} người từ tốt "
            f"trở lên",
            f"share {exact_en(row.share)}: weight {row.weight} of “{row.grade.en}”, {row.base} good or better",
        )
    taken = Said(
        f"{where.vi} được chọn {row.quota}, đã có {row.actual} ({origin.vi})",
        f"{where.en} may have {row.quota}, has {row.actual} ({origin.en})",
    )
    figures = {
        "unit": row.unit,
        "name": unit.name,
        "grade": row.grade,
        "weight": row.weight,
        "base": row.base,
        "share": row.share,
        "quota": row.quota,
        "by_hand": row.by_hand,
        "actual": row.actual,
    }
    quota = quota_with_one_more(desk.ground, row) if given is Grade.GOOD else row.quota
    if quota != row.quota:
        taken = Said(
            f"{taken.vi}; thêm một thì chỉ tiêu còn {quota}",
            f"{taken.en}; with one more the quota is {quota}",
        )
    look = desk.look(row.rule, row.unit)
    room = quota - row.actual
    return _pool(desk, given, row.rule, "quota", taken, room, figures, look.finding if look else None)


def _pool(
    desk: Desk,
    given: Grade,
    rule: Rule,
    aspect: str,
    taken: Said,
    room: int,
    figures: Mapping[str, object],
    finding: Finding | None,
) -> Pool:
    said = Said(f"“{Grade.EXCELLENT.vi}”: {taken.vi}.", f"“{Grade.EXCELLENT.en}”: {taken.en}.")
    full = finding is not None or (given is Grade.GOOD and room <= 0)
    point = desk.judged(rule, aspect, full, said, figures, finding)
    return Pool(rule, point.citation, room, taken, point)


def ballots(desk: Desk, member: Member) -> Point:
    """C5: the ballots that order the nominees when some must move; they bind nobody. So few are not told in number."""
    number = member.told_ballots
    figures = {"excellent_ballots": number} | ({} if member.ballots_told else {"told": False})
    rule = Rule.MEMBER_EXCELLENT_CAP
    if not member.ballots_told:
        said = Said(
            "Số phiếu xuất sắc: ít phiếu, không hiện chi tiết; khi vượt mức tối đa thì vẫn xét theo thứ tự số phiếu.",
            "Ballots for excellent: few ballots, not shown in detail; above the cap their order still counts.",
        )
        return desk.point(rule, "ballots", Mark.NOT_BINDING, said, figures)
    if number is None:
        said = Said("Số phiếu xuất sắc: chưa ghi nhận.", "Ballots for excellent: not recorded.")
        return desk.point(rule, "ballots", Mark.NOT_RECORDED, said, figures)
    said = Said(
        f"{number} phiếu xuất sắc; khi vượt mức tối đa thì xét từ người ít phiếu nhất.",
        f"{counted_en(number, 'ballot', 'ballots')} for excellent; above the cap those with the fewest are looked at first.",
    )
    return desk.point(rule, "ballots", Mark.NOT_BINDING, said, figures)
