"""What a mend brings when people still choose: needs-reason that come whatever they choose, and those that may come.

Which of the equals moves changes nothing but how many excellent are left in each cell (or, of officers, unit); limits
and quotas after the moves are the same. So a cell's finding depends on how many of its own are chosen, and it is
enough to look at the most and the fewest.
"""

from .changes import Change, Target
from .findings import Finding
from .ground import Ground
from .mend import Choice
from .quota import Quota, all_quotas
from .rechecking import Trials
from .rule_ids import Rule

Brought = tuple[tuple[Finding, ...], tuple[Finding, ...]]

_QUOTAS = {Target.MEMBER: Rule.MEMBER_EXCELLENT_QUOTA, Target.POST: Rule.OFFICER_EXCELLENT_QUOTA}


def brought(trials: Trials, changes: tuple[Change, ...], choices: tuple[Choice, ...]) -> Brought:
    """(always, perhaps): the new needs-reason of the set, exactly."""
    first = changes + tuple(change for choice in choices for change in choice.among[: choice.count])
    trial = trials.of(first)
    always = {finding.key: finding for finding in trial.new_needs_reason}
    perhaps: dict[tuple[str, str], Finding] = {}
    before = {finding.key for finding in trials.answer.findings}
    rows = {(row.rule, row.unit): row for row in all_quotas(trial.ground)} if choices else {}
    for choice in choices:
        (target,) = {change.target for change in choice.among}
        rule = _QUOTAS.get(target)
        for unit in {_unit(trials.ground, change) for change in choice.among} if rule else ():
            row = rows.get((rule, unit))
            if row is None or (rule.value, unit) in before:
                continue
            fewest = _with_fewest_of(trials.ground, choice, unit)
            if _over(row, trials.ground, choice, unit, most=True):
                continue  # comes whatever is chosen: it is among the first trial's
            always.pop((rule.value, unit), None)
            if _over(row, trials.ground, choice, unit, most=False):
                others = tuple(c for other in choices if other is not choice for c in other.among[: other.count])
                worst = trials.of(changes + others + fewest)
                perhaps[rule.value, unit] = next(f for f in worst.new_needs_reason if f.key == (rule.value, unit))
    return tuple(always.values()), tuple(perhaps[key] for key in sorted(perhaps))


def _unit(ground: Ground, change: Change) -> str:
    """The cell of a member, the unit of a post: where its excellent is counted."""
    return change.unit if change.target is Target.POST else str(ground.people[change.code].cell)


def _over(row: Quota, ground: Ground, choice: Choice, unit: str, *, most: bool) -> bool:
    """Whether the unit is above its quota when the most, or the fewest, of its own are chosen."""
    own = [_unit(ground, change) == unit for change in choice.among]
    moved = min(choice.count, sum(own)) if most else max(choice.count - (len(own) - sum(own)), 0)
    return row.actual + sum(own[: choice.count]) - moved > row.quota


def _with_fewest_of(ground: Ground, choice: Choice, unit: str) -> tuple[Change, ...]:
    others_first = sorted(choice.among, key=lambda change: _unit(ground, change) == unit)
    return tuple(others_first[: choice.count])
