"""The answer of a check: findings, caps, quotas, counts, and whether anything stands in the way of a signature."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .caps import Cap
from .facts import Dossier, Reason
from .findings import Finding
from .quota import Quota
from .rule_ids import Rule
from .ruleset import RuleSet
from .trace import Look
from .vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Answer:
    """`trace` says what every rule looked at, also where it found nothing."""

    dossier: Dossier = field(repr=False)
    rule_set: RuleSet = field(repr=False)
    findings: tuple[Finding, ...]
    caps: tuple[Cap, ...]
    quotas: tuple[Quota, ...]
    counts: Mapping[str, Mapping]
    trace: tuple[Look, ...] = field(repr=False)

    def reason_for(self, finding: Finding) -> Reason | None:
        """The recorded reason that lifts this finding; only a needs-reason can be lifted, and only in words."""
        if finding.severity is not Severity.NEEDS_REASON:
            return None
        given = (r for r in self.dossier.reasons if (r.rule, r.subject) == finding.key)
        return next((reason for reason in given if (reason.text or "").strip()), None)

    def open_findings(self) -> tuple[Finding, ...]:
        """What stands in the way of a signature: violations, and needs-reason without a reason."""
        return tuple(finding for finding in self.findings if self.stands_in_the_way(finding))

    def stands_in_the_way(self, finding: Finding) -> bool:
        if finding.severity is Severity.NEEDS_REASON:
            return self.reason_for(finding) is None
        return finding.severity is Severity.VIOLATION

    @property
    def compliant(self) -> bool:
        return not self.open_findings()

    def findings_about(self, subject: str) -> tuple[Finding, ...]:
        """Findings of one member, cell, collective, unit or pool, by code."""
        return tuple(finding for finding in self.findings if finding.subject == subject)

    def trace_of(self, rule: Rule | None = None, subject: str | None = None) -> tuple[Look, ...]:
        """The looks of one rule, at one subject, or both."""
        return tuple(
            look
            for look in self.trace
            if (rule is None or look.rule is rule) and (subject is None or look.subject == subject)
        )

    def remarks(self, lang: str = "vi") -> list[str]:
        """That the set applied is not the dossier's own, or not the one of its year: such an answer signs nothing."""
        applied, own, year = self.rule_set.code, self.dossier.ruleset, self.dossier.year
        said = []
        if applied != own:
            said.append(
                f"Hồ sơ ghi bộ quy tắc {own}; lần kiểm tra này áp dụng bộ {applied}, chỉ để so sánh."
                if lang == "vi"
                else f"The dossier names rule set {own}; this check applies set {applied}, for comparison only."
            )
        if not self.rule_set.holds_for(year):
            said.append(
                f"Bộ quy tắc {applied} không phải là bộ của năm kiểm điểm {year}; kết quả chỉ để tham khảo."
                if lang == "vi"
                else f"Rule set {applied} is not the one of the review year {year}; the answer is for information only."
            )
        return said

    def as_dict(self, lang: str = "vi") -> dict[str, object]:
        """The JSON of the interchange format; `remarks` is added only where there is something to say."""
        answer: dict[str, object] = {
            "ruleset": self.rule_set.code,
            "compliant": self.compliant,
            "counts": {name: dict(counts) for name, counts in self.counts.items()},
            "caps": [cap.as_dict() for cap in self.caps],
            "quotas": [quota.as_dict() for quota in self.quotas],
            "findings": [finding.as_dict(lang) for finding in self.findings],
        }
        if remarks := self.remarks(lang):
            answer["remarks"] = remarks
        return answer
