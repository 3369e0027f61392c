"""Caps on excellent: members (C1), officers (D1), collectives and cells (E1). Whole numbers only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .facts import Cell, Collective, Dossier, Officer, Organization
from .findings import Finding
from .ground import Ground
from .rule_ids import Rule
from .ruleset import OfficerPool, RuleSet
from .suggestions import in_words_en, in_words_vi, propose_moves
from .trace import Look, look
from .vocabulary import CapBase, Grade, ManagementLevel, Severity
from .wording import base_en, base_vi, named


@dataclass(frozen=True, slots=True)
class Cap:
    """One pool: how many count in the base, how many may be excellent, how many are."""

    rule: Rule
    pool: str
    base: int
    limit: int
    actual: int

    @property
    def excess(self) -> int:
        return max(self.actual - self.limit, 0)

    @property
    def room(self) -> int:
        """Excellent grades still free; 0 when the pool is full or over."""
        return max(self.limit - self.actual, 0)

    def as_dict(self) -> dict[str, object]:
        return {
            "rule": self.rule.value,
            "pool": self.pool,
            "base": self.base,
            "limit": self.limit,
            "actual": self.actual,
        }


def _cap(ground: Ground, rule: Rule, pool: str, grades: Iterable[Grade]) -> Cap:
    grades = list(grades)
    base = ground.base(grades)
    actual = sum(grade is Grade.EXCELLENT for grade in grades)
    return Cap(rule, pool, base, ground.limit(base), actual)


def member_cap(ground: Ground) -> Cap:
    """C1 over the whole grassroots organization."""
    return _cap(ground, Rule.MEMBER_EXCELLENT_CAP, ground.dossier.organization.code, ground.graded_members.values())


def level_cap(ground: Ground, level: ManagementLevel) -> Cap:
    """D1 over one management level, one count per post."""
    return _officer_cap(ground, level.value, ground.posts_at(level))


def level_cap_over(dossiers: Iterable[Dossier], level: ManagementLevel, rules: RuleSet) -> Cap | None:
    """D1 as the level above sees it: one pool over the posts of all its wards; None where the set caps officers by unit.

    A ward holds only a part of a pool that is decided above it. Here base and excellent grades are counted over every post
    of the level in every ward, and the percent is taken of their sum, once: limits of single wards, each rounded down, would
    add up to less. Percent and reading are the rule set's own: what one ward set for its year binds that ward alone.
    """
    dossiers = tuple(dossiers)
    if rules.officer_pool.value is OfficerPool.UNIT or not dossiers:
        return None
    first = dossiers[0]
    posts = tuple(post for dossier in dossiers for post in dossier.officers)
    together = Dossier(
        first.ruleset, first.year, first.review_date, first.grading_date, Organization(level.value), officers=posts
    )
    return level_cap(Ground(together, rules), level)


def officer_caps(ground: Ground) -> list[Cap]:
    """D1, a row per level present (rule set 2020: per unit)."""
    if ground.rule_set.officer_pool.value is OfficerPool.UNIT:
        posts: dict[str, list[Officer]] = {}
        for post in ground.dossier.officers:
            posts.setdefault(post.unit, []).append(post)
        return [_officer_cap(ground, unit, posts[unit]) for unit in sorted(posts)]
    return [level_cap(ground, level) for level in ManagementLevel if ground.posts_at(level)]


def _officer_cap(ground: Ground, pool: str, posts: Iterable[Officer]) -> Cap:
    grades = (post.grade for post in posts if post.grade is not None)
    return _cap(ground, Rule.OFFICER_EXCELLENT_CAP, pool, grades)


def collective_cap(ground: Ground) -> Cap:
    return _unit_cap(ground, Rule.COLLECTIVE_EXCELLENT_CAP, ground.dossier.collectives)


def cell_cap(ground: Ground) -> Cap:
    return _unit_cap(ground, Rule.CELL_EXCELLENT_CAP, ground.dossier.cells)


def _unit_cap(ground: Ground, rule: Rule, units: Iterable[Cell | Collective]) -> Cap:
    graded = ground.graded_units
    grades = (graded[unit.code] for unit in units if unit.code in graded)
    return _cap(ground, rule, ground.dossier.organization.code, grades)


def all_caps(ground: Ground) -> tuple[Cap, ...]:
    """Members, officers per pool, collectives, cells."""
    return (member_cap(ground), *officer_caps(ground), collective_cap(ground), cell_cap(ground))


def _figures(cap: Cap) -> dict[str, object]:
    return {"base": cap.base, "limit": cap.limit, "actual": cap.actual, "excess": cap.excess}


def _look(ground: Ground, cap: Cap, finding: Finding | None) -> Look:
    looked_at = {
        "percent": ground.cap_percent,
        "reading": ground.cap_base.value,
        "base": cap.base,
        "limit": cap.limit,
        "actual": cap.actual,
    }
    return look(cap.rule, cap.pool, ground.cite(cap.rule), looked_at, finding)


def _arithmetic(ground: Ground, cap: Cap, of_vi: str, of_en: str) -> tuple[str, str]:
    percent, cite = ground.cap_percent, ground.cite(cap.rule)
    return (
        f"{cap.actual} {of_vi} được xếp loại “{Grade.EXCELLENT.vi}”, vượt {cap.excess} so với mức tối đa {cap.limit} "
        f"({percent}% của {cap.base} {of_vi} {base_vi(ground)}, lấy phần nguyên; {cite}).",
        f"{cap.actual} {of_en} graded “{Grade.EXCELLENT.en}”, {cap.excess} above the limit of {cap.limit} "
        f"({percent}% of {cap.base} {base_en(ground)}, rounded down; {cite}).",
    )


def moves_needed(ground: Ground, cap: Cap) -> int:
    """How many moves from excellent to good mend the excess; read as good only, each move widens the base."""
    if ground.cap_base is CapBase.GOOD_OR_BETTER:
        return cap.excess
    return next(k for k in range(cap.actual + 1) if cap.actual - k <= ground.limit(cap.base + k))


def member_excellent_cap(ground: Ground) -> Iterator[Look]:
    """C1: above the limit: violation, with the moves that would mend it (C5)."""
    cap = member_cap(ground)
    finding = None
    if cap.excess:
        graded = ground.graded_members
        excellent = (m for m in ground.dossier.members if graded.get(m.code) is Grade.EXCELLENT)
        proposal = propose_moves(excellent, moves_needed(ground, cap))
        vi, en = _arithmetic(ground, cap, "đảng viên", "members")
        figures = _figures(cap)
        if proposal.moves != cap.excess:
            figures["moves"] = proposal.moves
        where = named(ground.dossier.organization)
        finding = Finding(
            cap.rule,
            Severity.VIOLATION,
            cap.pool,
            ground.cite(cap.rule),
            figures,
            f"{where} có {vi} Cần chuyển {proposal.moves} đồng chí xuống “{Grade.GOOD.vi}”. "
            f"{in_words_vi(ground, proposal)}",
            f"{where}: {en} Move {proposal.moves} of them to “{Grade.GOOD.en}”. {in_words_en(ground, proposal)}",
            proposal.suggestion,
            proposal.ties,
        )
    yield _look(ground, cap, finding)


def officer_excellent_cap(ground: Ground) -> Iterator[Look]:
    """D1: above the limit: violation for a pool decided here, notice for a level decided above."""
    for cap in officer_caps(ground):
        yield _look(ground, cap, _officer_finding(ground, cap) if cap.excess else None)


def _officer_finding(ground: Ground, cap: Cap) -> Finding:
    vi, en = _arithmetic(ground, cap, "cán bộ", "officers")
    rules = ground.rule_set
    severity = Severity.VIOLATION
    mend_vi = "Cần điều chỉnh mức xếp loại cho đủ."
    mend_en = "Adjust the grades."
    if rules.officer_pool.value is OfficerPool.UNIT:
        where_vi = where_en = named(ground.units[cap.pool])
    else:
        level = ManagementLevel(cap.pool)
        where_vi, where_en = f"Cán bộ thuộc diện {level.vi} quản lý", f"Officers managed at {level.en}"
        if level not in rules.levels_decided_here.value:
            severity = rules.officer_cap_above_severity.value
            mend_vi = "Cấp này do cấp trên quyết định và ở đây chỉ có một phần số cán bộ; chỉ để biết."
            mend_en = "This level is decided above and only part of it is here; for information."
    return Finding(
        cap.rule,
        severity,
        cap.pool,
        ground.cite(cap.rule),
        _figures(cap),
        f"{where_vi}: {vi} {mend_vi}",
        f"{where_en}: {en} {mend_en}",
    )


def collective_excellent_cap(ground: Ground) -> Iterator[Look]:
    """E1 for collectives: above the limit: needs a reason."""
    yield _unit_look(ground, collective_cap(ground), "tập thể", "collectives")


def cell_excellent_cap(ground: Ground) -> Iterator[Look]:
    """E1 for cells: above the limit: needs a reason."""
    yield _unit_look(ground, cell_cap(ground), "chi bộ", "cells")


def _unit_look(ground: Ground, cap: Cap, of_vi: str, of_en: str) -> Look:
    finding = None
    if cap.excess:
        vi, en = _arithmetic(ground, cap, of_vi, of_en)
        where = named(ground.dossier.organization)
        finding = Finding(
            cap.rule,
            ground.rule_set.unit_cap_severity.value,
            cap.pool,
            ground.cite(cap.rule),
            _figures(cap),
            f"{where} có {vi} Công văn không nêu phạm vi tính: hãy xem lại, hoặc ghi lý do của cấp quyết định.",
            f"{where}: {en} The letter names no pool: reconsider, or record the deciding level's reason.",
        )
    return _look(ground, cap, finding)
