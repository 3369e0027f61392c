"""A finding: what a rule says about a subject, with its figures and its sentence in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .rule_ids import Rule
from .vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """`suggestion` and `ties` hold member codes: whom to move from excellent to good, among whom people choose."""

    rule: Rule
    severity: Severity
    subject: str
    citation: str
    figures: Mapping[str, object] = field(hash=False)
    message_vi: str
    message_en: str
    suggestion: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """(rule, subject): what a recorded reason names. Heads may have several findings of one key."""
        return self.rule.value, self.subject

    def message(self, lang: str = "vi") -> str:
        return self.message_vi if lang == "vi" else self.message_en

    def as_dict(self, lang: str = "vi") -> dict[str, object]:
        return {
            "rule": self.rule.value,
            "severity": self.severity.value,
            "subject": self.subject,
            "citation": self.citation,
            "figures": dict(self.figures),
            "message": self.message(lang),
            "suggestion": list(self.suggestion),
            "ties": list(self.ties),
        }


def listing_order(finding: Finding) -> tuple[int, str, str, str]:
    """Gravity, rule, subject; several headships of one person by their unit."""
    unit = str(finding.figures.get("unit", ""))
    return finding.severity.gravity, finding.rule.value, finding.subject, unit
