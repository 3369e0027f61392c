"""One decision as it was signed: its rows, what the rules said then, the reasons given."""

from collections import Counter
from dataclasses import dataclass

from assessments.models import Decision, Grading
from assessments.models.fields import SUBJECT_LABELS
from assessments.rules import Rule, Severity
from assessments.workflow import Scope, SubjectKind
from assessments.workflow_scopes import POOL_RULES
from cells.vocabulary import GivenGrade


@dataclass(frozen=True)
class KeptFinding:
    """A finding of the stored check; its sentence stands as it was printed then."""

    severity: Severity
    title: str
    message: str
    reason: str
    decided_by: str


@dataclass(frozen=True)
class DecisionRecord:
    """`superseded`: grades of this decision that a later order changed. `findings`: those of the pools and of the
    subjects signed; `others` counts what the check said about everybody else."""

    rows: list[Grading]
    superseded: int
    counts: list[tuple[str, list[int], int]]
    findings: list[KeptFinding]
    others: int


def record_of(decision: Decision) -> DecisionRecord:
    """Two queries beside the decision's own."""
    rows = signed_rows(decision)
    codes = {row.review.facts.get("member", row.review.code) for row in rows} | {row.review.code for row in rows}
    answer = decision.check_run.answer
    reasons = {(r["rule"], r["subject"]): r for r in decision.check_run.dossier.get("reasons", ())}
    concerned = [f for f in answer["findings"] if _concerned(f, decision, codes)]
    return DecisionRecord(
        rows=rows,
        superseded=sum(not row.current for row in rows),
        counts=_counts(rows),
        findings=[_kept(finding, reasons) for finding in concerned],
        others=len(answer["findings"]) - len(concerned),
    )


def signed_rows(decision: Decision) -> list[Grading]:
    """What was signed, file by file; one query."""
    return sorted(Grading.objects.filter(decision=decision).select_related("review__file"), key=_reading_order)


def _reading_order(grading: Grading) -> tuple:
    review = grading.review
    file = review.file
    return (file.position if file else 10_000, file.code if file else "", review.kind, review.sort_key, review.pk)


def _concerned(finding: dict, decision: Decision, codes: set[str]) -> bool:
    rule = Rule(finding["rule"])
    if rule in POOL_RULES:
        return decision.scope == Scope.REGRADE or Scope(decision.scope) in POOL_RULES[rule]
    return finding["subject"] in codes


def _kept(finding: dict, reasons: dict) -> KeptFinding:
    reason = reasons.get((finding["rule"], finding["subject"]), {})
    severity = Severity(finding["severity"])
    given = reason if severity is Severity.NEEDS_REASON else {}
    return KeptFinding(
        severity=severity,
        title=Rule(finding["rule"]).title(),
        message=finding["message"],
        reason=given.get("text", ""),
        decided_by=given.get("decided_by", ""),
    )


def _counts(rows: list[Grading]) -> list[tuple[str, list[int], int]]:
    """(kind of subject, how many of each grade, how many in all)."""
    given = Counter((row.review.kind, row.grade) for row in rows)
    kinds = [kind for kind in SubjectKind if any(row.review.kind == kind for row in rows)]
    return [
        (
            str(SUBJECT_LABELS[kind]),
            [given[kind.value, grade] for grade in GivenGrade.values],
            sum(row.review.kind == kind for row in rows),
        )
        for kind in kinds
    ]
