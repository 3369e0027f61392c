"""Quotas scaled to the unit's grade: members per cell (C2, C3, C4) and officers per unit (D2)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from .apportionment import Claim, Portion, apportion
from .caps import level_cap, member_cap
from .facts import Cell, Unit
from .findings import Finding
from .ground import GOOD_OR_BETTER, Ground
from .rule_ids import Rule
from .suggestions import in_words_en, in_words_vi, propose_moves
from .trace import Look, look
from .vocabulary import CapBase, Grade, ManagementLevel, Severity
from .wording import exact_en, exact_vi, named


@dataclass(frozen=True, slots=True)
class Quota:
    """One unit's row: `share` and `computed` as worked out, `quota` as it holds (a hand-set one replaces it)."""

    rule: Rule
    unit: str
    grade: Grade
    weight: int
    base: int
    share: Fraction
    computed: int
    quota: int
    actual: int
    by_hand: bool = False

    @property
    def excess(self) -> int:
        return max(self.actual - self.quota, 0)

    def as_dict(self) -> dict[str, object]:
        return {
            "rule": self.rule.value,
            "unit": self.unit,
            "base": self.base,
            "share": str(self.share),
            "quota": self.quota,
            "actual": self.actual,
        }


def _claim(ground: Ground, unit: str, grades: list[Grade]) -> Claim:
    grade = ground.grade_in_shares(unit)
    base = sum(grade in GOOD_OR_BETTER for grade in grades)
    return Claim(unit, base, ground.weights.of(grade), grade.rank)


def _cell_portions(ground: Ground, limit: int) -> dict[str, Portion]:
    claims = [_claim(ground, cell.code, ground.standing_of[cell.code]) for cell in ground.dossier.cells]
    return apportion(limit, claims)


def member_quotas(ground: Ground) -> tuple[Quota, ...]:
    """C2: every cell's quota of excellent members, by code. Empty where the rule set issues none."""
    if not ground.rule_set.quotas_issued.value:
        return ()
    portions = _cell_portions(ground, member_cap(ground).limit)
    cells = sorted(ground.dossier.cells, key=lambda cell: cell.code)
    return tuple(_cell_quota(ground, cell, portions[cell.code]) for cell in cells)


def _cell_quota(ground: Ground, cell: Cell, portion: Portion) -> Quota:
    grades = ground.standing_of[cell.code]
    claim = _claim(ground, cell.code, grades)
    return Quota(
        Rule.MEMBER_EXCELLENT_QUOTA,
        cell.code,
        ground.grade_in_shares(cell.code),
        claim.weight,
        claim.base,
        portion.share,
        portion.quota,
        portion.quota if cell.quota is None else cell.quota,
        grades.count(Grade.EXCELLENT),
        cell.quota is not None,
    )


def officer_quotas(ground: Ground) -> tuple[Quota, ...]:
    """D2: the quota of every unit with a post of a level decided here, by level and code."""
    if not ground.rule_set.quotas_issued.value:
        return ()
    decided = ground.rule_set.levels_decided_here.value
    return tuple(row for level in ManagementLevel if level in decided for row in _level_quotas(ground, level))


def _level_quotas(ground: Ground, level: ManagementLevel, limit: int | None = None) -> list[Quota]:
    grades: dict[str, list[Grade]] = {}
    for post in ground.posts_at(level):
        grades.setdefault(post.unit, []).extend([post.grade] if post.grade is not None else [])
    claims = {unit: _claim(ground, unit, given) for unit, given in grades.items()}
    portions = apportion(level_cap(ground, level).limit if limit is None else limit, claims.values())
    return [
        Quota(
            Rule.OFFICER_EXCELLENT_QUOTA,
            unit,
            ground.grade_in_shares(unit),
            claims[unit].weight,
            claims[unit].base,
            portions[unit].share,
            portions[unit].quota,
            portions[unit].quota,
            grades[unit].count(Grade.EXCELLENT),
        )
        for unit in sorted(grades)
    ]


def quota_with_one_more(ground: Ground, row: Quota) -> int:
    """The unit's quota once one of its own has moved up from good to excellent.

    Read as good only, who moves up leaves the base of the limit: a smaller limit may leave the unit a smaller quota.
    """
    if row.by_hand or ground.cap_base is CapBase.GOOD_OR_BETTER:
        return row.quota
    if row.rule is Rule.MEMBER_EXCELLENT_QUOTA:
        return _cell_portions(ground, ground.limit(member_cap(ground).base - 1))[row.unit].quota
    levels = (level for level in ManagementLevel if level in ground.rule_set.levels_decided_here.value)
    then = (one for level in levels for one in _level_quotas(ground, level, _limit_with_one_more(ground, level)))
    return next(one.quota for one in then if one.unit == row.unit)


def _limit_with_one_more(ground: Ground, level: ManagementLevel) -> int:
    return ground.limit(max(level_cap(ground, level).base - 1, 0))


def all_quotas(ground: Ground) -> tuple[Quota, ...]:
    return (*member_quotas(ground), *officer_quotas(ground))


def _figures(row: Quota) -> dict[str, object]:
    return {
        "base": row.base,
        "share": str(row.share),
        "quota": row.quota,
        "actual": row.actual,
        "excess": row.excess,
    }


def _look(ground: Ground, row: Quota, finding: Finding | None) -> Look:
    looked_at = {
        "grade": row.grade,
        "weight": row.weight,
        "base": row.base,
        "share": str(row.share),
        "computed": row.computed,
        "quota": row.quota,
        "by_hand": row.by_hand,
        "actual": row.actual,
    }
    return look(row.rule, row.unit, ground.cite(row.rule), looked_at, finding)


def member_excellent_quota(ground: Ground) -> Iterator[Look]:
    """C3: a cell above its quota, whether or not the total holds: needs a reason, with the moves that would mend it."""
    moves_needed = _Moves(ground)
    for row in member_quotas(ground):
        finding = _over_member_quota(ground, row, moves_needed(row)) if row.excess else None
        yield _look(ground, row, finding)


def _over_member_quota(ground: Ground, row: Quota, moves: int) -> Finding:
    cite, where = ground.cite(row.rule), named(ground.units[row.unit])
    graded = ground.graded_members
    excellent = (m for m in ground.members_of[row.unit] if graded.get(m.code) is Grade.EXCELLENT)
    proposal = propose_moves(excellent, moves)
    figures = _figures(row)
    if proposal.moves != row.excess:
        figures["moves"] = proposal.moves
    return Finding(
        row.rule,
        Severity.NEEDS_REASON,
        row.unit,
        cite,
        figures,
        f"{where} có {row.actual} đảng viên được xếp loại “{Grade.EXCELLENT.vi}”, vượt {row.excess} so với chỉ tiêu "
        f"{row.quota} ({_origin_vi(row)}; tương xứng với mức xếp loại chi bộ, {cite}). Hãy chuyển {proposal.moves} "
        f"đồng chí xuống “{Grade.GOOD.vi}”, hoặc ghi lý do chuyển chỉ tiêu giữa các chi bộ. "
        f"{in_words_vi(ground, proposal)}",
        f"{where} has {row.actual} members graded “{Grade.EXCELLENT.en}”, {row.excess} above its quota of {row.quota} "
        f"({_origin_en(row)}; proportionate to the cell's grade, {cite}). Move {proposal.moves} to "
        f"“{Grade.GOOD.en}”, or record why the committee moves seats between cells. {in_words_en(ground, proposal)}",
        proposal.suggestion,
        proposal.ties,
    )


def _origin_vi(row: Quota) -> str:
    if row.by_hand:
        return f"cấp quyết định giao; phần tính là {exact_vi(row.share)}"
    return f"phần tính {exact_vi(row.share)} trên {row.base} đảng viên hoàn thành tốt nhiệm vụ trở lên"


def _origin_en(row: Quota) -> str:
    if row.by_hand:
        return f"set by hand; the computed share is {exact_en(row.share)}"
    return f"share {exact_en(row.share)} for {row.base} members good or better"


class _Moves:
    """How many moves from excellent to good mend a cell's excess.

    Read as good only, each move widens the base of the limit, so the quota is worked out anew, once for each limit.
    """

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.base = member_cap(ground).base
        self.portions: dict[int, dict[str, Portion]] = {}

    def __call__(self, row: Quota) -> int:
        if row.by_hand or self.ground.cap_base is CapBase.GOOD_OR_BETTER:
            return row.excess
        # One move more takes one excellent away, and a wider limit costs a cell one seat at most: enough stays enough.
        # With all of them moved it always is, so that needs no asking.
        return bisect_left(
            range(row.actual), True, key=lambda moves: row.actual - moves <= self._quota_after(row, moves)
        )

    def _quota_after(self, row: Quota, moves: int) -> int:
        limit = self.ground.limit(self.base + moves)
        if limit not in self.portions:
            self.portions[limit] = _cell_portions(self.ground, limit)
        return self.portions[limit][row.unit].quota


def officer_excellent_quota(ground: Ground) -> Iterator[Look]:
    """D2: a unit above its quota: needs a reason."""
    cite = ground.cite(Rule.OFFICER_EXCELLENT_QUOTA)
    for row in officer_quotas(ground):
        finding = None
        if row.excess:
            unit: Unit = ground.units[row.unit]
            finding = Finding(
                row.rule,
                Severity.NEEDS_REASON,
                row.unit,
                cite,
                _figures(row),
                f"{named(unit)} có {row.actual} cán bộ được xếp loại “{Grade.EXCELLENT.vi}”, vượt {row.excess} so với "
                f"chỉ tiêu {row.quota} (phần tính {exact_vi(row.share)}; tương xứng với mức xếp loại đơn vị, {cite}). "
                f"Hãy điều chỉnh, hoặc ghi lý do của cấp quyết định.",
                f"{named(unit)} has {row.actual} officers graded “{Grade.EXCELLENT.en}”, {row.excess} above its quota "
                f"of {row.quota} (share {exact_en(row.share)}; proportionate to the unit's grade, {cite}). Adjust, or "
                f"record the deciding level's reason.",
            )
        yield _look(ground, row, finding)


def quota_not_proportionate(ground: Ground) -> Iterator[Look]:
    """C4: looks as soon as one quota is set by hand; one violation for the organization, whatever the causes."""
    rows = member_quotas(ground)
    if not any(row.by_hand for row in rows):
        return
    rule, cite = Rule.QUOTA_NOT_PROPORTIONATE, ground.cite(Rule.QUOTA_NOT_PROPORTIONATE)
    organization = ground.dossier.organization
    limit, total = member_cap(ground).limit, sum(row.quota for row in rows)
    over_base = [row.unit for row in rows if row.quota > row.base]
    disorder = out_of_order(rows)
    looked_at = {
        "limit": limit,
        "total": total,
        "over_base": over_base,
        "disorder": [[high.value, low.value] for high, low in disorder],
        "by_hand": [row.unit for row in rows if row.by_hand],
    }
    finding = None
    if total > limit or over_base or disorder:
        causes = list(_causes(ground, limit, total, over_base, disorder))
        finding = Finding(
            rule,
            Severity.VIOLATION,
            organization.code,
            cite,
            {key: value for key, value in looked_at.items() if key != "by_hand"},
            f"Chỉ tiêu giao cho các chi bộ chưa đúng: {'; '.join(vi for vi, _ in causes)} ({cite}). Hãy sửa các chỉ "
            f"tiêu đã giao riêng, hoặc bỏ để dùng chỉ tiêu tính sẵn.",
            f"The quotas of the cells are not in order: {'; '.join(en for _, en in causes)} ({cite}). Mend the quotas "
            f"set by hand, or remove them to use the computed ones.",
        )
    yield look(rule, organization.code, cite, looked_at, finding)


def _causes(
    ground: Ground, limit: int, total: int, over_base: list[str], disorder: list[tuple[Grade, Grade]]
) -> Iterator[tuple[str, str]]:
    if total > limit:
        yield (
            f"tổng chỉ tiêu {total} vượt mức tối đa {limit}",
            f"the quotas sum to {total}, above the limit of {limit}",
        )
    if over_base:
        which = ", ".join(named(ground.units[code]) for code in over_base)
        yield (
            f"chỉ tiêu lớn hơn số đảng viên hoàn thành tốt nhiệm vụ trở lên ở {which}",
            f"a quota above the number of members good or better in {which}",
        )
    for high, low in disorder:
        yield (
            f"chi bộ xếp loại “{high.vi}” được tỷ lệ không cao hơn chi bộ xếp loại “{low.vi}”, làm tròn không giải "
            f"thích được",
            f"cells graded “{high.en}” have no higher a rate than cells graded “{low.en}”, which rounding cannot "
            f"explain",
        )


def out_of_order(rows: tuple[Quota, ...]) -> list[tuple[Grade, Grade]]:
    """Pairs (higher, lower grade) with (Q_H + n_H)/B_H ≤ (Q_K − n_K)/B_K, over the cells with a base; exact."""
    quotas, bases, cells = Counter[Grade](), Counter[Grade](), Counter[Grade]()
    for row in rows:
        if row.base:
            quotas[row.grade] += row.quota
            bases[row.grade] += row.base
            cells[row.grade] += 1
    present = [grade for grade in Grade if cells[grade]]
    return [
        (high, low)
        for high, low in combinations(present, 2)
        if (quotas[high] + cells[high]) * bases[low] <= (quotas[low] - cells[low]) * bases[high]
    ]
