"""Form 6F-BTCTW in figures: who was to be reviewed, who was, and why the others were not."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass

from assessments.rules import (
    Ground,
    MemberStatus,
    NotGradable,
    collective_bars,
    collective_not_reviewable,
    member_not_reviewable,
)


@dataclass(frozen=True, slots=True)
class SelfCriticism:
    """One column. concerned = reviewed + missing; missing = too_new + too_small + exempt + suspended + others.

    `concerned`: of a kind that is reviewed at all, so with the exempt and the suspended, who stand among the missing;
    `too_new`, `others`: owe a review and have none; `absent`: those of the others whom the meeting missed.
    """

    reviewed: int = 0
    too_new: int = 0
    too_small: int = 0
    exempt: int = 0
    suspended: int = 0
    others: int = 0
    absent: int = 0

    @property
    def missing(self) -> int:
        return self.too_new + self.too_small + self.exempt + self.suspended + self.others

    @property
    def concerned(self) -> int:
        return self.reviewed + self.missing


def self_criticism_of_collectives(ground: Ground) -> SelfCriticism:
    """Kinds that the rule set does not have reviewed stand in no row (123-CV/ĐU 1.1)."""
    found: Counter[str] = Counter()
    for body in ground.dossier.collectives:
        bar = collective_not_reviewable(body, ground.dossier, ground.rule_set)
        if bar is NotGradable.KIND_NOT_SUBJECT:
            continue
        if bar is None and body.reviewed:
            found["reviewed"] += 1
        elif bar is NotGradable.TOO_SMALL:
            found["too_small"] += 1
        else:
            bars = collective_bars(body, ground.dossier, ground.rule_set)
            found["too_new" if bars[NotGradable.TOO_NEW] else "others"] += 1
    return SelfCriticism(**found)


def self_criticism_of_members(ground: Ground, reviewed: Set[str], absent: Set[str] = frozenset()) -> SelfCriticism:
    """`absent`: codes of those absent from the meeting and not reviewed since."""
    found: Counter[str] = Counter()
    for member in ground.dossier.members:
        if member.status is MemberStatus.NON_MEMBER:
            continue
        bar = member_not_reviewable(member, ground.rule_set)
        if bar is not None:
            found[bar.value] += 1
        elif member.code in reviewed:
            found["reviewed"] += 1
        elif ground.member_bars[member.code] is NotGradable.TOO_NEW:
            found["too_new"] += 1
        else:
            found["others"] += 1
            found["absent"] += member.code in absent
    return SelfCriticism(**found)
