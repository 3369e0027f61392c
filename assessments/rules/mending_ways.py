"""The ways to mend a finding, by rule: drafts, to be tried before they are offered."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from . import mending_words as words
from .caps import member_cap, moves_needed, officer_caps
from .changes import Change, Target
from .facts import Officer
from .faults import Said
from .findings import Finding
from .ground import Ground
from .heads import ceiling_on
from .mend import Choice, Way
from .quota import Quota, member_quotas
from .quota_drops import drops
from .quota_repairs import seat_moves
from .rule_ids import Rule
from .ruleset import OfficerPool
from .trial import posts_alike
from .vocabulary import CapBase, Grade, Severity


@dataclass(frozen=True, slots=True)
class Draft:
    """A way as it was thought of; with nothing to change it is advice."""

    way: Way
    said: Said
    changes: tuple[Change, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass
class Scene:
    """A ground with its findings, and what several ways ask of both."""

    ground: Ground
    findings: tuple[Finding, ...]

    @cached_property
    def member_rows(self) -> tuple[Quota, ...]:
        return member_quotas(self.ground)

    @cached_property
    def hand_quotas(self) -> dict[str, int | None]:
        return {cell.code: cell.quota for cell in self.ground.dossier.cells}

    @cached_property
    def _posts(self) -> list[tuple[Officer, int]]:
        """Every post with its place among the rows alike."""
        posts = self.ground.dossier.officers
        return [(posts[row], place) for rows in posts_alike(posts).values() for place, row in enumerate(rows, 1)]

    def post_changes(self, after: Grade | None, wanted: Callable[[Officer], bool]) -> tuple[Change, ...]:
        """Posts changed, by person, unit, level and place."""
        changes = (
            Change(Target.POST, post.member, post.grade, after, post.unit, post.management_level, place)
            for post, place in self._posts
            if post.grade is not None and wanted(post)
        )
        return tuple(sorted(changes, key=lambda change: change.address))

    def member_change(self, code: str, after: Grade | None) -> Change:
        return Change(Target.MEMBER, code, self.ground.people[code].grade, after)

    def held_changes(self, person: str, after: Grade | None, wanted: Callable[[Grade], bool]) -> tuple[Change, ...]:
        """The grades that count for a head: the member's unless void, and every post's."""
        own = self.ground.graded_members.get(person)
        member = () if own is None or not wanted(own) else (self.member_change(person, after),)
        return member + self.post_changes(after, lambda post: post.member == person and wanted(post.grade))

    def about(self, subject: str, *rules: Rule) -> set[Rule]:
        """Which of these rules have found something about the subject."""
        return {found.rule for found in self.findings if found.subject == subject and found.rule in rules}


def ways(scene: Scene, finding: Finding) -> Iterator[Draft]:
    """Drafts for a violation, or for the needs-reason of a quota; nothing for other findings."""
    quota = finding.rule in {Rule.MEMBER_EXCELLENT_QUOTA, Rule.OFFICER_EXCELLENT_QUOTA}
    if (finding.severity is Severity.VIOLATION or quota) and finding.rule in _WAYS:
        yield from _WAYS[finding.rule](scene, finding)


def _remove_grade(scene: Scene, finding: Finding) -> Iterator[Draft]:
    """A2 to A6: a void grade is taken away."""
    code = finding.subject
    if finding.rule is Rule.MEMBER_NOT_GRADABLE:
        change = scene.member_change(code, None)
    else:
        change = Change(Target.UNIT, code, scene.ground.units[code].grade, None)
    yield Draft(Way.REMOVE_GRADE, words.removed(scene.ground, finding, change), (change,))


def _lower_member(scene: Scene, finding: Finding) -> Iterator[Draft]:
    """B1, B2, B3: the highest grade that all three allow together, as far as what is recorded goes."""
    ground = scene.ground
    ceilings = {
        Rule.EXCELLENT_NOT_EARNED: Grade.GOOD,
        Rule.MUST_BE_UNFULFILLED: Grade.UNFULFILLED,
        Rule.SICK_LEAVE_CEILING: ground.rule_set.sick_leave_ceiling.value,
    }
    allowed = min((ceilings[rule] for rule in scene.about(finding.subject, *ceilings)), key=lambda grade: grade.rank)
    change = scene.member_change(finding.subject, allowed)
    yield Draft(Way.LOWER_GRADE, words.lowered(ground, finding, change), (change,))


def _lower_collective(scene: Scene, finding: Finding) -> Iterator[Draft]:
    """B4: the collective becomes unfulfilled."""
    now = scene.ground.graded_units[finding.subject]
    change = Change(Target.UNIT, finding.subject, now, Grade.UNFULFILLED)
    yield Draft(Way.LOWER_GRADE, words.lowered(scene.ground, finding, change), (change,))


def _move_members(scene: Scene, finding: Finding) -> Iterator[Draft]:
    """C1, C3 (C5): the fewest ballots to good; ties are left to people."""
    moves = int(finding.figures.get("moves", finding.figures["excess"]))
    changes = tuple(scene.member_change(code, Grade.GOOD) for code in finding.suggestion)
    tied = tuple(scene.member_change(code, Grade.GOOD) for code in finding.ties)
    yield _moving(scene, finding, moves, changes, tied)


def _moving(scene: Scene, finding: Finding, moves: int, changes: tuple[Change, ...], tied: tuple[Change, ...]) -> Draft:
    choices = (Choice(moves - len(changes), tied),) if tied else ()
    return Draft(Way.MOVE_TO_GOOD, words.moved(scene.ground, finding, moves, changes, choices), changes, choices)


def _move_posts(scene: Scene, finding: Finding, moves: int, posts: tuple[Change, ...]) -> Draft:
    """Officers have no ballots in the dossier: unless all of them must move, people choose."""
    return _moving(scene, finding, moves, *((posts, ()) if moves == len(posts) else ((), posts)))


def _excellent_posts(scene: Scene, within: Callable[[Officer], bool]) -> tuple[Change, ...]:
    return scene.post_changes(Grade.GOOD, lambda post: post.grade is Grade.EXCELLENT and within(post))


def _cap_of_posts(scene: Scene, finding: Finding) -> Iterator[Draft]:
    """D1, per management level (2020: per unit)."""
    ground, pool = scene.ground, finding.subject
    (cap,) = (cap for cap in officer_caps(ground) if cap.pool == pool)
    by_unit = ground.rule_set.officer_pool.value is OfficerPool.UNIT
    posts = _excellent_posts(scene, lambda post: (post.unit if by_unit else post.management_level.value) == pool)
    yield _move_posts(scene, finding, moves_needed(ground, cap), posts)


def _quota_of_posts(scene: Scene, finding: Finding) -> Iterator[Draft]:
    """D2. Read as good only each move may widen the limit: every number of moves is a draft, the fewest first."""
    ground = scene.ground
    here = ground.rule_set.levels_decided_here.value
    posts = _excellent_posts(scene, lambda p: p.unit == finding.subject and p.management_level in here)
    widens = ground.cap_base is CapBase.GOOD_ONLY
    excess = int(finding.figures["excess"])
    for moves in range(1, len(posts) + 1) if widens else (excess,):
        yield _move_posts(scene, finding, moves, posts)


def _member_quota(scene: Scene, finding: Finding) -> Iterator[Draft]:
    """C3: the cell's nominees move, or seats do; a quota set by hand may also be dropped."""
    yield from _move_members(scene, finding)
    ground, rows = scene.ground, scene.member_rows
    (row,) = (row for row in rows if row.unit == finding.subject)
    if row.computed >= row.actual:  # so it was set by hand, and lower
        yield _dropping(scene, finding, [row])
    moves = seat_moves(rows, member_cap(ground).limit, row.unit)
    if moves is None:
        return
    now = {row.unit: row.quota for row in rows}
    changes = tuple(_quota_change(scene, new.unit, new.quota) for new in (moves.raised, *moves.givers))
    among = tuple(_quota_change(scene, new.unit, new.quota) for new in moves.one_of)
    choices = (Choice(1, among),) if among else ()
    yield Draft(Way.MOVE_SEATS, words.seats_moved(ground, finding, moves, now), changes, choices)


def _quota_change(scene: Scene, cell: str, quota: int | None) -> Change:
    return Change(Target.QUOTA, cell, scene.hand_quotas[cell], quota)


def _dropping(scene: Scene, finding: Finding, rows: Iterable[Quota]) -> Draft:
    computed = {row.unit: row.computed for row in rows}
    changes = tuple(_quota_change(scene, cell, None) for cell in computed)
    return Draft(Way.DROP_QUOTA, words.quotas_dropped(scene.ground, finding, changes, computed), changes)


def _drop_quotas(scene: Scene, finding: Finding) -> Iterator[Draft]:
    """C4: the fewest hand quotas to drop."""
    for dropped in drops(scene.member_rows, member_cap(scene.ground).limit):
        yield _dropping(scene, finding, dropped)


def _head_above(scene: Scene, finding: Finding) -> Iterator[Draft]:
    """F1: every grade above that of the unit comes down to the lowest of the units headed; or the unit goes up."""
    ground, unit = scene.ground, str(finding.figures["unit"])
    unit_grade, ceiling = ground.graded_units[unit], ceiling_on(ground, finding.subject).grade
    changes = scene.held_changes(finding.subject, ceiling, lambda grade: grade.better_than(unit_grade))
    yield Draft(Way.LOWER_HEAD, words.head_lowered(ground, finding, changes, ceiling), changes)
    raised = Change(Target.UNIT, unit, unit_grade, Grade(finding.figures["head_grade"]))
    yield Draft(Way.RAISE_UNIT, words.unit_raised(ground, finding, raised), (raised,))


def _head_early(scene: Scene, finding: Finding) -> Iterator[Draft]:
    """F2: the unit comes first; until then the head's grades can be taken back."""
    ground = scene.ground
    yield Draft(Way.GRADE_UNIT_FIRST, words.unit_first(ground, finding))
    changes = scene.held_changes(finding.subject, None, lambda grade: True)
    yield Draft(Way.TAKE_BACK, words.taken_back(ground, finding, changes), changes)


_WAYS: dict[Rule, Callable[[Scene, Finding], Iterator[Draft]]] = {
    Rule.COLLECTIVE_TOO_SMALL_TO_GRADE: _remove_grade,
    Rule.COLLECTIVE_TOO_NEW_TO_GRADE: _remove_grade,
    Rule.COLLECTIVE_KIND_NOT_SUBJECT: _remove_grade,
    Rule.MEMBER_NOT_GRADABLE: _remove_grade,
    Rule.CELL_TOO_NEW_TO_GRADE: _remove_grade,
    Rule.EXCELLENT_NOT_EARNED: _lower_member,
    Rule.MUST_BE_UNFULFILLED: _lower_member,
    Rule.SICK_LEAVE_CEILING: _lower_member,
    Rule.COLLECTIVE_DISCIPLINED: _lower_collective,
    Rule.MEMBER_EXCELLENT_CAP: _move_members,
    Rule.MEMBER_EXCELLENT_QUOTA: _member_quota,
    Rule.QUOTA_NOT_PROPORTIONATE: _drop_quotas,
    Rule.OFFICER_EXCELLENT_CAP: _cap_of_posts,
    Rule.OFFICER_EXCELLENT_QUOTA: _quota_of_posts,
    Rule.HEAD_ABOVE_UNIT: _head_above,
    Rule.HEAD_GRADED_EARLY: _head_early,
}
"""E1 and B5 are never violations in the sets that ship; if a set makes them so, no way is known and none is offered."""
