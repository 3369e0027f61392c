"""Which subjects one signature decides, and which findings stand in its way. Pure.

The order is the law's (rules C5; 123-CV/ĐU 1(5)): cells and collectives, then members and officers, heads last.
"""

from dataclasses import dataclass

from assessments.rules import Finding, ManagementLevel, Rule, RuleSet
from assessments.workflow import SIGNING_ORDER, Scope, SubjectKind

#: Rules about one cell or collective.
UNIT_RULES = frozenset(
    {
        Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW,
        Rule.COLLECTIVE_TOO_SMALL_TO_GRADE,
        Rule.COLLECTIVE_TOO_NEW_TO_GRADE,
        Rule.COLLECTIVE_KIND_NOT_SUBJECT,
        Rule.CELL_TOO_NEW_TO_GRADE,
        Rule.COLLECTIVE_DISCIPLINED,
        Rule.CELL_GRADE_NOT_EARNED,
    }
)
#: Rules about one member's grade.
MEMBER_RULES = frozenset(
    {
        Rule.MEMBER_NOT_GRADABLE,
        Rule.EXCELLENT_NOT_EARNED,
        Rule.MUST_BE_UNFULFILLED,
        Rule.UNFULFILLED_WITHOUT_REASON,
        Rule.SICK_LEAVE_CEILING,
    }
)
#: Rules about every grade a head holds, as member and as officer.
HEAD_RULES = frozenset({Rule.HEAD_ABOVE_UNIT, Rule.HEAD_GRADED_EARLY})
#: A missing grade may be a unit's or a member's.
MISSING_RULES = frozenset({Rule.GRADE_MISSING})

_UNITS = frozenset({Scope.UNITS})
_PEOPLE_AND_HEADS = frozenset({Scope.PEOPLE, Scope.HEADS})
#: Rules about a pool: they block every signature that changes the pool, whoever is in it.
POOL_RULES: dict[Rule, frozenset[Scope]] = {
    Rule.CELL_EXCELLENT_CAP: _UNITS,
    Rule.COLLECTIVE_EXCELLENT_CAP: _UNITS,
    Rule.MEMBER_EXCELLENT_CAP: _PEOPLE_AND_HEADS,
    Rule.MEMBER_EXCELLENT_QUOTA: _PEOPLE_AND_HEADS,
    Rule.QUOTA_NOT_PROPORTIONATE: _PEOPLE_AND_HEADS,
    Rule.OFFICER_EXCELLENT_CAP: _PEOPLE_AND_HEADS,
    Rule.OFFICER_EXCELLENT_QUOTA: _PEOPLE_AND_HEADS,
}


@dataclass(frozen=True)
class Signed:
    """Codes that a signature answers for: cells and collectives, members by their member's grade, everyone by any."""

    units: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()

    def __or__(self, other: "Signed") -> "Signed":
        return Signed(self.units | other.units, self.members | other.members, self.holders | other.holders)


def scope_of(kind: SubjectKind, *, heads: bool, level: str | None, rule_set: RuleSet) -> Scope | None:
    """The signature that decides this subject; None when its grade is decided elsewhere and only recorded.

    `level` is an officer's management level. A person who heads a unit comes last, as member and as officer.
    """
    if kind in (SubjectKind.CELL, SubjectKind.COLLECTIVE):
        return Scope.UNITS
    if kind is SubjectKind.OFFICER and ManagementLevel(level) not in rule_set.levels_decided_here.value:
        return None
    if kind in (SubjectKind.MEMBER, SubjectKind.OFFICER):
        return Scope.HEADS if heads else Scope.PEOPLE
    return None


def concerns(finding: Finding, scope: Scope, signed: Signed) -> bool:
    """Whether a finding is this signature's affair: its pool is decided in the scope, or its subject is signed."""
    if finding.rule in POOL_RULES:
        return scope in POOL_RULES[finding.rule]
    if finding.rule in UNIT_RULES:
        return finding.subject in signed.units
    if finding.rule in MEMBER_RULES:
        return finding.subject in signed.members
    if finding.rule in HEAD_RULES:
        return finding.subject in signed.holders
    return finding.subject in signed.units or finding.subject in signed.members


def earlier_scopes(scope: Scope) -> tuple[Scope, ...]:
    """What has to be decided before `scope`."""
    return SIGNING_ORDER[: SIGNING_ORDER.index(scope)]
