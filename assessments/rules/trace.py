"""The trace: what each rule looked at, per subject and per pool, whether or not it found anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .findings import Finding
from .rule_ids import Rule
from .vocabulary import Worded


class Outcome(Worded):
    MET = "met", "đúng quy định", "in order"
    FOUND = "found", "có vấn đề", "found something"
    LIFTED = "lifted", "thuộc trường hợp ngoại lệ", "lifted by an exception"
    NOT_BINDING = "not_binding", "không ràng buộc", "binds nobody"


@dataclass(frozen=True, slots=True)
class Look:
    """One look of one rule. `looked_at` holds plain values; `finding` is there when the outcome is found."""

    rule: Rule
    subject: str
    looked_at: Mapping[str, object] = field(hash=False)
    outcome: Outcome
    citation: str
    finding: Finding | None = None

    def as_dict(self) -> dict[str, object]:
        return {
            "rule": self.rule.value,
            "subject": self.subject,
            "looked_at": dict(self.looked_at),
            "outcome": self.outcome.value,
            "citation": self.citation,
        }


def look(
    rule: Rule,
    subject: str,
    citation: str,
    looked_at: Mapping[str, object],
    finding: Finding | None = None,
) -> Look:
    """A look that found something, or found all in order."""
    outcome = Outcome.MET if finding is None else Outcome.FOUND
    return Look(rule, subject, looked_at, outcome, citation, finding)
