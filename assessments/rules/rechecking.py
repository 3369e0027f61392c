"""Many small trials on one answer: the findings after some changes, without asking again about untouched subjects.

What goes and what comes is what `check` would say; only the way there is shorter. Who may be graded never depends on
a grade, so that the bars of the first look hold for every trial.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from .answer import Answer
from .caps import cell_excellent_cap, collective_excellent_cap, member_excellent_cap, officer_excellent_cap
from .cells import cell_grade_not_earned
from .changes import Change, Target
from .differences import compare_findings
from .engine import RULES
from .facts import Dossier, Member
from .findings import Finding, listing_order
from .ground import Ground
from .heads import head_above_unit, head_graded_early
from .quota import member_excellent_quota, member_quotas, officer_excellent_quota, quota_not_proportionate
from .rule_ids import Rule
from .trace import Look
from .trial import apply
from .vocabulary import NotGradable, Severity

KEPT = 8
"""Trials kept at hand: a set is tried, completed and described in a row."""

RuleRun = Callable[[Ground], Iterator[Look]]

_FIRST_OF_POOLS = RULES.index(cell_grade_not_earned)
_SUBJECT_RULES = RULES[:_FIRST_OF_POOLS]
"""A1 to B4: each looks at one subject and at nobody else's grade."""

_POOL_RULES: dict[RuleRun, tuple[Rule, frozenset[Target]]] = {
    cell_grade_not_earned: (Rule.CELL_GRADE_NOT_EARNED, frozenset({Target.MEMBER, Target.UNIT})),
    member_excellent_cap: (Rule.MEMBER_EXCELLENT_CAP, frozenset({Target.MEMBER})),
    member_excellent_quota: (Rule.MEMBER_EXCELLENT_QUOTA, frozenset(Target) - {Target.POST}),
    quota_not_proportionate: (Rule.QUOTA_NOT_PROPORTIONATE, frozenset(Target) - {Target.POST}),
    officer_excellent_cap: (Rule.OFFICER_EXCELLENT_CAP, frozenset({Target.POST})),
    officer_excellent_quota: (Rule.OFFICER_EXCELLENT_QUOTA, frozenset({Target.POST, Target.UNIT, Target.WEIGHTS})),
    collective_excellent_cap: (Rule.COLLECTIVE_EXCELLENT_CAP, frozenset({Target.UNIT})),
    cell_excellent_cap: (Rule.CELL_EXCELLENT_CAP, frozenset({Target.UNIT})),
    head_above_unit: (Rule.HEAD_ABOVE_UNIT, frozenset({Target.MEMBER, Target.POST, Target.UNIT})),
    head_graded_early: (Rule.HEAD_GRADED_EARLY, frozenset({Target.MEMBER, Target.POST, Target.UNIT})),
}
"""B5 to F2, with what each reads that a change can change."""


class Regraded(Ground):
    """The ground of a trial: bars as on the first ground, everything else worked out anew."""

    def __init__(self, dossier: Dossier, first: Ground) -> None:
        super().__init__(dossier, first.rule_set)
        self._first = first

    @cached_property
    def member_bars(self) -> dict[str, NotGradable | None]:
        return self._first.member_bars

    @cached_property
    def unit_bars(self) -> dict[str, NotGradable | None]:
        return self._first.unit_bars

    @cached_property
    def members_of(self) -> dict[str, list[Member]]:
        """As on the first ground: read for codes, statuses, ballots and discipline, never for grades."""
        return self._first.members_of


@dataclass(frozen=True, slots=True)
class Trial:
    """What some changes make of an answer: its findings then, those that went, and those that came.

    A quota (C3) that was passed before and still is may stand among the findings with its figures of before.
    """

    ground: Ground
    findings: tuple[Finding, ...]
    went: tuple[Finding, ...]
    came: tuple[Finding, ...]

    @property
    def new_violations(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.came if finding.severity is Severity.VIOLATION)

    @property
    def new_needs_reason(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.came if finding.severity is Severity.NEEDS_REASON)


class Trials:
    """Trials on one answer; the same set of changes is looked at once."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.ground = Ground(answer.dossier, answer.rule_set)
        self._done: dict[frozenset[Change], Trial] = {}

    def of(self, changes: Iterable[Change]) -> Trial:
        changes = frozenset(changes)
        if changes not in self._done:
            if len(self._done) == KEPT:
                del self._done[next(iter(self._done))]
            self._done[changes] = self._look(changes)
        return self._done[changes]

    def _look(self, changes: frozenset[Change]) -> Trial:
        ground = Regraded(apply(self.answer.dossier, changes), self.ground)
        touched = {change.code for change in changes}
        targets = {change.target for change in changes}
        asked = {rule: run for run, (rule, read) in _POOL_RULES.items() if targets & read}
        kept = (f for f in self.answer.findings if f.rule not in asked and not self._is_touched(f, touched))
        anew = (f for f in _found(_SUBJECT_RULES, _slice(ground, touched)) if self._is_touched(f, touched))
        pools = (finding for rule, run in asked.items() for finding in self._of_pool(rule, run, ground))
        findings = tuple(sorted((*kept, *anew, *pools), key=listing_order))
        went, came, _ = compare_findings(self.answer.findings, findings)
        return Trial(ground, findings, went, came)

    def _of_pool(self, rule: Rule, run: RuleRun, ground: Ground) -> Iterable[Finding]:
        """What one of the rules B5 to F2 finds. Two that are asked most are not asked where it is clear."""
        if rule is Rule.QUOTA_NOT_PROPORTIONATE and all(cell.quota is None for cell in ground.dossier.cells):
            return ()  # C4 looks only where a quota is set by hand
        if rule is Rule.MEMBER_EXCELLENT_QUOTA:
            over = {row.unit for row in member_quotas(ground) if row.excess}
            if over <= self._over.keys():
                return [self._over[unit] for unit in over]
        return _found((run,), ground)

    @cached_property
    def _over(self) -> dict[str, Finding]:
        return {f.subject: f for f in self.answer.findings if f.rule is Rule.MEMBER_EXCELLENT_QUOTA}

    @staticmethod
    def _is_touched(finding: Finding, touched: set[str]) -> bool:
        return finding.rule not in _OF_POOLS and finding.subject in touched


_OF_POOLS = frozenset(rule for rule, _ in _POOL_RULES.values())


def _found(rules: Iterable[RuleRun], ground: Ground) -> Iterator[Finding]:
    return (look.finding for rule in rules for look in rule(ground) if look.finding is not None)


def _slice(ground: Ground, touched: set[str]) -> Ground:
    """A dossier of the touched subjects alone, and of the people who sit in the touched collectives."""
    dossier = ground.dossier
    bodies = tuple(body for body in dossier.collectives if body.code in touched)
    wanted = touched.union(*(body.sitting_on(dossier.grading_date) for body in bodies))
    part = replace(
        dossier,
        members=tuple(member for member in dossier.members if member.code in wanted),
        cells=tuple(cell for cell in dossier.cells if cell.code in touched),
        collectives=bodies,
        agencies=(),
        officers=(),
        heads=(),
    )
    return Regraded(part, ground)
