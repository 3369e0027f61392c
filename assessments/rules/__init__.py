"""The grading service: pure rules over plain facts. No Django, no input or output, no clock.

answer = check(read_dossier(text))
answer.compliant, answer.findings, answer.caps, answer.quotas, answer.counts, answer.trace
"""

from . import ballots, facts
from .answer import Answer
from .apportionment import apportion
from .caps import Cap, level_cap_over
from .changes import Change, Target
from .differences import Difference, difference
from .dossier_reader import read_dossier
from .dossier_writer import write_dossier
from .eligibility import (
    cell_not_gradable,
    collective_bars,
    collective_not_gradable,
    collective_not_reviewable,
    member_not_gradable,
    member_not_reviewable,
)
from .engine import RULES, check
from .faults import DossierFaults, Fault
from .findings import Finding
from .ground import Ground
from .heads import Ceiling, ceiling_for, ceiling_on
from .mend import Choice, Mend, Way, WrongChoice
from .mending import mends
from .quota import Quota
from .rule_ids import Rule
from .rule_sets import ALL as ALL_RULE_SETS
from .rule_sets import NoRuleSetForYear, UnknownRuleSet, rule_set, rule_set_for_year
from .ruleset import Cited, OpenReading, RuleSet
from .trace import Look, Outcome
from .trial import ChangesRefused, apply, changing, describe
from .vocabulary import (
    CapBase,
    CollectiveKind,
    DisciplineForm,
    Grade,
    HeadException,
    Level,
    ManagementLevel,
    MemberStatus,
    NotGradable,
    Severity,
    UnfulfilledReason,
)

__all__ = [
    "ALL_RULE_SETS",
    "RULES",
    "Answer",
    "Cap",
    "CapBase",
    "Ceiling",
    "Change",
    "ChangesRefused",
    "Choice",
    "Cited",
    "CollectiveKind",
    "Difference",
    "DisciplineForm",
    "DossierFaults",
    "Fault",
    "Finding",
    "Grade",
    "Ground",
    "HeadException",
    "Level",
    "Look",
    "ManagementLevel",
    "MemberStatus",
    "Mend",
    "NoRuleSetForYear",
    "NotGradable",
    "OpenReading",
    "Outcome",
    "Quota",
    "Rule",
    "RuleSet",
    "Severity",
    "Target",
    "UnfulfilledReason",
    "UnknownRuleSet",
    "Way",
    "WrongChoice",
    "apply",
    "apportion",
    "ballots",
    "ceiling_for",
    "ceiling_on",
    "cell_not_gradable",
    "changing",
    "check",
    "collective_bars",
    "collective_not_gradable",
    "collective_not_reviewable",
    "describe",
    "difference",
    "facts",
    "level_cap_over",
    "member_not_gradable",
    "member_not_reviewable",
    "mends",
    "read_dossier",
    "rule_set",
    "rule_set_for_year",
    "write_dossier",
]
