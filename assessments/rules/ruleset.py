"""A rule set: every figure and reading that the rules use, each with the place it rests on.

Named without underscore because `rule_set` is the public function that finds one by its code.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Generic, TypeVar

from .citations import Citation
from .facts import QuotaWeights
from .rule_ids import Rule
from .vocabulary import (
    CapBase,
    CollectiveKind,
    DisciplineForm,
    Grade,
    Level,
    ManagementLevel,
    MemberStatus,
    Severity,
)

Value = TypeVar("Value")


class OfficerPool(StrEnum):
    """Among whom the officers' cap is counted."""

    MANAGEMENT_LEVEL = "management_level"
    UNIT = "unit"


class MemberPool(StrEnum):
    """Among whom the members' cap is counted."""

    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Cited(Generic[Value]):
    """A value and the place it rests on; `choice` names the open reading that it settles, if it settles one."""

    value: Value
    citation: Citation
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class OpenReading:
    """A reading that the sources leave open: what is asked, what this set takes, what else could be meant."""

    key: str
    question_vi: str
    question_en: str
    taken_vi: str
    taken_en: str
    citation: Citation


@dataclass(frozen=True)
class RuleSet:
    """The rules of some review years as data. Percents are whole, months are calendar months."""

    code: str
    title_vi: str
    title_en: str
    review_years: tuple[int, ...]
    verified_on: date
    citations: Mapping[Rule, Citation] = field(hash=False)

    # A: who is reviewed, who is graded. `smallest_collective` None: no minimum.
    smallest_collective: Cited[int | None]
    collective_months: Cited[int]
    kinds_not_reviewed: Cited[frozenset[CollectiveKind]]
    kinds_not_subject: Cited[frozenset[CollectiveKind]]
    statuses_not_graded: Cited[frozenset[MemberStatus]]
    member_months: Cited[int]
    cell_months: Cited[int]

    # B: what a grade needs.
    excellent_task_levels: Cited[frozenset[Level]]
    excellent_other_levels: Cited[frozenset[Level]]
    least_task_completion: Cited[int]
    sick_leave_months: Cited[int]
    sick_leave_ceiling: Cited[Grade]
    collective_discipline_from: Cited[DisciplineForm]
    cell_excellent_good_percent: Cited[int]
    cell_good_good_percent: Cited[int]
    cell_disciplined_percent: Cited[int]
    cell_grade_severity: Cited[Severity]

    # C, D, E: caps and quotas.
    cap_percent: Cited[int]
    cap_base: Cited[CapBase]
    member_pool: Cited[MemberPool]
    quotas_issued: Cited[bool]
    quota_weights: Cited[QuotaWeights]
    ungraded_unit_counts_as: Cited[Grade]
    officer_pool: Cited[OfficerPool]
    levels_decided_here: Cited[frozenset[ManagementLevel]]
    officer_cap_above_severity: Cited[Severity]
    unit_cap_severity: Cited[Severity]

    # F: heads.
    party_head_exception: Cited[bool]
    head_months: Cited[int]

    # The proposal of a meeting.
    ballot_threshold: Cited[Fraction]

    open_readings: tuple[OpenReading, ...] = ()

    def cite(self, rule: Rule) -> str:
        """The clause of a rule, as printed in findings."""
        return str(self.citations[rule])

    def title(self, lang: str = "vi") -> str:
        return self.title_vi if lang == "vi" else self.title_en

    def holds_for(self, year: int) -> bool:
        return year in self.review_years

    def verification_is_old(self, year: int) -> bool:
        """Whether the set was last verified before that review year began."""
        return self.verified_on.year < year

    def parameters(self) -> dict[str, Cited]:
        """Every cited parameter by name, in order: what a rulebook page lists."""
        values = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: value for name, value in values if isinstance(value, Cited)}

    def canonical(self) -> str:
        """The content as JSON with sorted keys and no spaces: one text for one content.

        The date of the last verification is left out: verifying again changes no rule.
        """
        content = {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "verified_on"}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        """SHA-256 of the canonical text; a campaign is pinned to it."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(entry) for key, entry in value.items()}
    if isinstance(value, frozenset):
        return sorted(str(_plain(entry)) for entry in value)
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Fraction | date):
        return str(value)
    return value
