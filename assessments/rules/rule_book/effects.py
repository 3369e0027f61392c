"""The same dossier from set 2020 to set 2021, one amendment after another: what each item brings and takes away.

The steps add up to the whole difference between the two sets, so that nothing is counted at two items.
"""

from dataclasses import dataclass, replace

from assessments.rules.answer import Answer
from assessments.rules.eligibility import collective_not_reviewable
from assessments.rules.engine import check
from assessments.rules.facts import Dossier, Head
from assessments.rules.ground import Ground
from assessments.rules.heads import lifted
from assessments.rules.plain_difference import Difference, difference, plain
from assessments.rules.rule_sets import rule_set
from assessments.rules.ruleset import RuleSet

from .amendments import AFTER, AMENDMENTS, BEFORE, Amendment


@dataclass(frozen=True, slots=True)
class Effect:
    """Before is without the item, after is with it. `not_reviewed`, `not_graded`: units that the item takes out, by
    code. `lifted`: headships that it takes out of F1 and F2."""

    amendment: Amendment
    difference: Difference
    not_reviewed: tuple[str, ...] = ()
    not_graded: tuple[str, ...] = ()
    lifted: tuple[Head, ...] = ()

    def __bool__(self) -> bool:
        return any((self.difference, self.not_reviewed, self.not_graded, self.lifted))


@dataclass(frozen=True, slots=True)
class Effects:
    before: Answer
    after: Answer
    items: tuple[Effect, ...]


def effects_on(dossier: Dossier, lang: str = "vi") -> Effects:
    old, new = rule_set(BEFORE), rule_set(AFTER)
    steps: dict[str, Difference] = {}
    not_graded: dict[str, tuple[str, ...]] = {}
    lifted_by: dict[str, tuple[Head, ...]] = {}
    rules, answer = old, plain(check(dossier, old), lang)
    for amendment in AMENDMENTS:
        if amendment.text_only:
            continue
        former, then = Ground(dossier, rules), answer
        rules = with_item(rules, new, amendment)
        ground, answer = Ground(dossier, rules), plain(check(dossier, rules), lang)
        steps[amendment.item] = difference(then, answer)
        not_graded[amendment.item] = tuple(
            code for code, bar in ground.unit_bars.items() if bar is not None and former.unit_bars[code] is None
        )
        lifted_by[amendment.item] = tuple(
            head for head in dossier.heads if lifted(ground, head) is not None and lifted(former, head) is None
        )
    steps = _claimed(steps)
    not_reviewed = _not_reviewed(dossier, old, new)
    items = tuple(
        Effect(
            amendment,
            steps.get(amendment.item, Difference()),
            not_reviewed if "kinds_not_reviewed" in amendment.parameters else (),
            not_graded.get(amendment.item, ()),
            lifted_by.get(amendment.item, ()),
        )
        for amendment in AMENDMENTS
    )
    return Effects(check(dossier, old), check(dossier, new), items)


def with_item(rules: RuleSet, new: RuleSet, amendment: Amendment) -> RuleSet:
    """The rules with this item's parameters as the new set has them."""
    return replace(rules, **{name: getattr(new, name) for name in amendment.parameters})


def _not_reviewed(dossier: Dossier, old: RuleSet, new: RuleSet) -> tuple[str, ...]:
    """Only one item says who is reviewed; it shares its figure with the item that says who is graded."""
    return tuple(
        body.code
        for body in dossier.collectives
        if collective_not_reviewable(body, dossier, new) and not collective_not_reviewable(body, dossier, old)
    )


_MOVED = ("gone", "come", "quotas")


def _claimed(steps: dict[str, Difference]) -> dict[str, Difference]:
    """Findings and quotas of a rule that an item claims stand at that item, wherever their parameter stands."""
    owner = {rule.value: amendment.item for amendment in AMENDMENTS for rule in amendment.claims}
    moved: dict[str, dict[str, list]] = {item: {name: [] for name in _MOVED} for item in steps}
    for item, step in steps.items():
        for name in _MOVED:
            for row in getattr(step, name):
                moved[owner.get(_rule(row), item)][name].append(row)
    return {
        item: replace(step, **{name: tuple(rows) for name, rows in moved[item].items()}) for item, step in steps.items()
    }


def _rule(row: object) -> str:
    """The rule of a finding, or of the side of a pair that is there."""
    one = next(side for side in row if side is not None) if isinstance(row, tuple) else row
    return one["rule"]  # type: ignore[index]
