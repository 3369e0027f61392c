"""The desk at which explanations are written: an answer, with its trace, caps, quotas and reasons indexed once."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from assessments.rules.answer import Answer
from assessments.rules.caps import Cap
from assessments.rules.citations import Citation
from assessments.rules.facts import Reason
from assessments.rules.faults import Said
from assessments.rules.findings import Finding
from assessments.rules.ground import Ground
from assessments.rules.heads import Ceiling, ceiling_on
from assessments.rules.quota import Quota
from assessments.rules.rule_ids import Rule
from assessments.rules.trace import Look
from assessments.rules.vocabulary import Grade, Severity

from .explanation import Lack, Mark, Point, Step, StepKind

Written = TypeVar("Written")


class Desk:
    """Reads one answer; nothing here decides anything."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.rules = answer.rule_set
        self.rule_set_digest = answer.rule_set.digest()
        self.ground = Ground(answer.dossier, answer.rule_set)
        self.day = answer.dossier.grading_date
        self.caps: dict[tuple[Rule, str], Cap] = {(cap.rule, cap.pool): cap for cap in answer.caps}
        self.quotas: dict[tuple[Rule, str], Quota] = {(row.rule, row.unit): row for row in answer.quotas}
        self._looks: dict[tuple[Rule, str], list[Look]] = defaultdict(list)
        self.headed: dict[str, list[Look]] = defaultdict(list)
        for look in answer.trace:
            self._looks[look.rule, look.subject].append(look)
            if look.rule is Rule.HEAD_ABOVE_UNIT:
                self.headed[str(look.looked_at["unit"])].append(look)
        self._reasons: dict[tuple[str, str], Reason | None] = {}
        self._ceilings: dict[str, Ceiling] = {}
        self._written: dict[tuple, Any] = {}

    def looks(self, rule: Rule, subject: str) -> list[Look]:
        return self._looks.get((rule, subject), [])

    def look(self, rule: Rule, subject: str) -> Look | None:
        """The one look of a rule that looks once at each subject."""
        return next(iter(self.looks(rule, subject)), None)

    def reason_for(self, finding: Finding) -> Reason | None:
        """As the answer says, asked once for each finding: a cell's is asked for by all its members."""
        if finding.severity is not Severity.NEEDS_REASON:
            return None
        if finding.key not in self._reasons:
            self._reasons[finding.key] = self.answer.reason_for(finding)
        return self._reasons[finding.key]

    def once(self, key: tuple, write: Callable[[], Written]) -> Written:
        """What many subjects share, such as the pool of a cell, is written once."""
        if key not in self._written:
            self._written[key] = write()
        return self._written[key]

    def ceiling(self, person: str) -> Ceiling:
        if person not in self._ceilings:
            self._ceilings[person] = ceiling_on(self.ground, person)
        return self._ceilings[person]

    def point(
        self,
        rule: Rule,
        aspect: str,
        mark: Mark,
        said: Said,
        figures: Mapping[str, object],
        finding: Finding | None = None,
        citation: Citation | None = None,
    ) -> Point:
        """A point; where the rule found something, with how grave it is and the reason recorded for it."""
        severity = reason = None
        if finding is not None:
            severity, reason = finding.severity, self.reason_for(finding)
            said = _with_reason(said, reason)
        clause = citation or self.rules.citations[rule]
        return Point(rule, aspect, mark, said, clause, figures, severity, reason)

    def unrecorded(
        self,
        rule: Rule,
        aspect: str,
        what: Said,
        figures: Mapping[str, object],
        spares: Grade | None = None,
        finding: Finding | None = None,
        citation: Citation | None = None,
    ) -> Point:
        """A point about something that nobody has recorded: never said to be met. `spares` as in `Lack`."""
        said = Said(f"{capital(what.vi)}: chưa ghi nhận.", f"{capital(what.en)}: not recorded.")
        severity = finding.severity if finding else None
        clause = citation or self.rules.citations[rule]
        return Point(rule, aspect, Mark.NOT_RECORDED, said, clause, figures, severity, None, Lack(what, spares))

    def missing(self, rule: Rule, said: Said, citation: Citation | None = None) -> Step:
        return Step(StepKind.MISSING, said, rule, citation or self.rules.citations[rule])

    def judged(
        self,
        rule: Rule,
        aspect: str,
        falls_short: bool,
        said: Said,
        figures: Mapping[str, object],
        finding: Finding | None,
        citation: Citation | None = None,
    ) -> Point:
        """Found, where the grade given contravenes; limits, where a better one would; else in order."""
        if not falls_short:
            return self.point(rule, aspect, Mark.MET, said, figures, None, citation)
        mark = Mark.LIMITS if finding is None else Mark.FOUND
        return self.point(rule, aspect, mark, said, figures, finding, citation)


def _with_reason(said: Said, reason: Reason | None) -> Said:
    if reason is None:
        return said
    by = f" ({reason.decided_by})" if reason.decided_by else ""
    return Said(f"{said.vi} Đã ghi lý do{by}: {reason.text}", f"{said.en} Reason recorded{by}: {reason.text}")


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def quoted(grade: Grade | None) -> Said:
    """A grade as printed, or that there is none."""
    if grade is None:
        return Said("chưa xếp loại", "not graded")
    return Said(f"“{grade.vi}”", f"“{grade.en}”")


def bare(said: Said) -> Said:
    """A sentence of a point as part of a longer one."""
    return Said(*(words[:1].lower() + words[1:].removesuffix(".") for words in said))
