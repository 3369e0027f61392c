"""An explanation: what the record says about one subject, how high it lets the grade be, and what is nearest missing.

Everything said follows from `facts` and the rule set alone, so that a kept explanation can be held against them later.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from assessments.rules.citations import Citation
from assessments.rules.facts import Reason
from assessments.rules.faults import Said
from assessments.rules.rule_ids import Rule
from assessments.rules.trace import Outcome
from assessments.rules.vocabulary import Grade, Severity, Worded

from .topics import TOPICS

FORMAT = "explanation/1"


class Kind(Worded):
    """What is explained; an officer is one post, a head one person with all units headed."""

    MEMBER = "member", "Đảng viên", "Party member"
    OFFICER = "officer", "Cán bộ", "Officer"
    HEAD = "head", "Người đứng đầu", "Head"
    COLLECTIVE = "collective", "Tập thể", "Collective"
    CELL = "cell", "Chi bộ", "Cell"
    ORGANIZATION = "organization", "Tổ chức đảng", "Party organization"
    AGENCY = "agency", "Cơ quan, đơn vị", "Agency"


class Mark(Worded):
    """How a point stands: the four outcomes of a look, and two that the trace does not tell apart."""

    MET = Outcome.MET.value, Outcome.MET.vi, Outcome.MET.en
    FOUND = Outcome.FOUND.value, Outcome.FOUND.vi, Outcome.FOUND.en
    LIFTED = Outcome.LIFTED.value, Outcome.LIFTED.vi, Outcome.LIFTED.en
    NOT_BINDING = Outcome.NOT_BINDING.value, Outcome.NOT_BINDING.vi, Outcome.NOT_BINDING.en
    LIMITS = "limits", "giới hạn mức xếp loại", "limits the grade"
    NOT_RECORDED = "not_recorded", "chưa ghi nhận", "not recorded"


class StepKind(Worded):
    """What stands between the grade given and the next better one."""

    MISSING = "missing", "còn thiếu", "missing"
    NOT_RECORDED = "not_recorded", "chưa ghi nhận", "not recorded"
    FULL = "full", "đã hết chỗ", "taken up"
    ROOM = "room", "còn chỗ", "room left"
    NOTHING = "nothing", "không thiếu điều kiện nào", "nothing missing"
    TOP = "top", "đã ở mức cao nhất", "at the highest grade"


@dataclass(frozen=True, slots=True)
class Lack:
    """What nobody has recorded. Grades better than `spares` rest on it; None: every grade does."""

    said: Said
    spares: Grade | None

    def touches(self, grade: Grade) -> bool:
        return self.spares is None or grade.better_than(self.spares)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a rule looked at; `lack` is there when nobody has recorded it."""

    rule: Rule
    aspect: str
    mark: Mark
    said: Said
    citation: Citation
    figures: Mapping[str, object] = field(hash=False)
    severity: Severity | None = None
    reason: Reason | None = None
    lack: Lack | None = None

    @property
    def holds_from(self) -> date:
        """The day of the document on which the clause rests."""
        return self.citation.document.issued_on

    @property
    def topic(self) -> Said:
        """What the rule is about, whether or not it found anything."""
        return TOPICS[self.rule]

    def as_dict(self, lang: str = "vi") -> dict[str, object]:
        return {
            "rule": self.rule.value,
            "item": self.rule.item,
            "aspect": self.aspect,
            "topic": self.topic.within(lang),
            "mark": self.mark.value,
            "mark_text": self.mark.label(lang),
            "text": self.said.within(lang),
            "citation": str(self.citation),
            "holds_from": self.holds_from.isoformat(),
            "severity": self.severity.value if self.severity else None,
            "reason": _reason(self.reason),
        }

    def fact(self) -> dict[str, object]:
        fact = {"rule": self.rule.value, "aspect": self.aspect, "figures": plain(self.figures)}
        return fact | ({"reason": _reason(self.reason)} if self.reason else {})


@dataclass(frozen=True, slots=True)
class Step:
    """A condition that is missing for a grade, or what else there is to say about it."""

    kind: StepKind
    said: Said
    rule: Rule | None = None
    citation: Citation | None = None

    def as_dict(self, lang: str = "vi") -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "kind_text": self.kind.label(lang),
            "text": self.said.within(lang),
            "rule": self.rule.value if self.rule else None,
            "citation": str(self.citation) if self.citation else None,
            "holds_from": self.citation.document.issued_on.isoformat() if self.citation else None,
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """`highest` None: no grade may be given now; `highest_said` says why. `nearest` is for one grade above `given`."""

    kind: Kind
    code: str
    name: str | None
    year: int
    grading_date: date
    given: Grade | None
    highest: Grade | None
    highest_said: Said
    points: tuple[Point, ...]
    nearest: tuple[Step, ...]
    rule_set_code: str
    rule_set_digest: str

    @property
    def facts(self) -> dict[str, object]:
        """Exactly what the explanation rested on, without any words of its own."""
        return {
            "kind": self.kind.value,
            "code": self.code,
            "name": self.name,
            "year": self.year,
            "grading_date": self.grading_date.isoformat(),
            "given": self.given.value if self.given else None,
            "looked_at": [point.fact() for point in self.points],
        }

    @property
    def facts_digest(self) -> str:
        return digest_of(self._rule_set(), self.facts)

    def _rule_set(self) -> dict[str, str]:
        return {"code": self.rule_set_code, "digest": self.rule_set_digest}

    def as_dict(self, lang: str = "vi") -> dict[str, object]:
        """JSON types only; equal for equal facts, whatever the order of the dossier."""
        return self.as_dicts(lang)[lang]

    def as_dicts(self, *langs: str) -> dict[str, dict[str, object]]:
        """Language → `as_dict`; the facts and their digest, which speak none, are worked out once."""
        facts, rule_set = self.facts, self._rule_set()
        digest = digest_of(rule_set, facts)
        return {
            lang: {
                "format": FORMAT,
                "language": lang,
                "ruleset": rule_set,
                "kind_text": self.kind.label(lang),
                "facts": facts,
                "facts_digest": digest,
                "highest": self.highest.value if self.highest else None,
                "highest_text": self.highest_said.within(lang),
                "points": [point.as_dict(lang) for point in self.points],
                "nearest": [step.as_dict(lang) for step in self.nearest],
            }
            for lang in langs
        }


def digest_of(rule_set: Mapping[str, object], facts: Mapping[str, object]) -> str:
    """SHA-256 of the canonical JSON of the facts and of the rule set's code and content."""
    return hashlib.sha256(canonical({"ruleset": rule_set, "facts": facts}).encode()).hexdigest()


def canonical(content: object) -> str:
    """JSON with sorted keys and no spaces: one text for one content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: object) -> object:
    """JSON types only: enums as their codes, dates and fractions as text."""
    if value is None or type(value) in (str, int, bool):  # most values by far
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    return str(value)


def _reason(reason: Reason | None) -> dict[str, object] | None:
    return {"text": reason.text, "decided_by": reason.decided_by} if reason else None
