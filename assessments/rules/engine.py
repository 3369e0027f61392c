"""The engine: every rule over one dossier. The page, the signature and the command all ask here."""

from collections.abc import Callable, Iterator

from .answer import Answer
from .caps import all_caps, cell_excellent_cap, collective_excellent_cap, member_excellent_cap, officer_excellent_cap
from .cells import cell_grade_not_earned
from .collectives import collective_disciplined
from .counts import all_counts
from .criteria import excellent_not_earned, must_be_unfulfilled, sick_leave_ceiling, unfulfilled_without_reason
from .facts import Dossier
from .findings import listing_order
from .graded_subjects import (
    cell_too_new_to_grade,
    collective_kind_not_subject,
    collective_too_new_to_grade,
    collective_too_small_to_grade,
    collective_too_small_to_review,
    grade_missing,
    member_not_gradable_rule,
)
from .ground import Ground
from .heads import head_above_unit, head_graded_early
from .quota import all_quotas, member_excellent_quota, officer_excellent_quota, quota_not_proportionate
from .rule_sets import rule_set as find_rule_set
from .ruleset import RuleSet
from .trace import Look

RULES: tuple[Callable[[Ground], Iterator[Look]], ...] = (
    collective_too_small_to_review,
    collective_too_small_to_grade,
    collective_too_new_to_grade,
    collective_kind_not_subject,
    member_not_gradable_rule,
    cell_too_new_to_grade,
    grade_missing,
    excellent_not_earned,
    must_be_unfulfilled,
    unfulfilled_without_reason,
    sick_leave_ceiling,
    collective_disciplined,
    cell_grade_not_earned,
    member_excellent_cap,
    member_excellent_quota,
    quota_not_proportionate,
    officer_excellent_cap,
    officer_excellent_quota,
    collective_excellent_cap,
    cell_excellent_cap,
    head_above_unit,
    head_graded_early,
)
"""In the order of the rule list, A to F; each fires on its own."""


def check(dossier: Dossier, rule_set: RuleSet | str | None = None) -> Answer:
    """Run every rule. `rule_set` overrides the dossier's own: a trial or a comparison, which the answer says.

    UnknownRuleSet when the dossier, or the code given, names none that ships.
    """
    rules = rule_set if isinstance(rule_set, RuleSet) else find_rule_set(rule_set or dossier.ruleset)
    ground = Ground(dossier, rules)
    trace = tuple(look for rule in RULES for look in rule(ground))
    findings = sorted((look.finding for look in trace if look.finding is not None), key=listing_order)
    return Answer(dossier, rules, tuple(findings), all_caps(ground), all_quotas(ground), all_counts(ground), trace)
