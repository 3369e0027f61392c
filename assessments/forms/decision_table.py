"""The committee's table as a form: a select per row, with the draft it was shown with."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.forms.ids import read_id
from assessments.models import QuotaIssue
from assessments.rules import Ceiling, Finding, Quota, Rule, ceiling_on
from assessments.selectors.desk import Desk, DeskRow
from assessments.selectors.head_waits import NOTHING, HeadWaits, head_waits
from assessments.selectors.quotas import CellQuotaIssued, issued_rows
from assessments.services.drafts import why_locked
from assessments.workflow import GradingStep, Scope, SubjectKind
from cells.models import Account
from cells.refusals import Refusal

#: Findings of quotas stand at the cell or unit they are about; those of caps above the table.
SHOWN_AT_SECTION = frozenset({Rule.MEMBER_EXCELLENT_QUOTA, Rule.OFFICER_EXCELLENT_QUOTA})


@dataclass(frozen=True)
class Line:
    """One row as shown: `grade` is what its select holds, `locked` why there is none."""

    row: DeskRow
    grade: str
    locked: Refusal | None
    is_own: bool
    wait: HeadWaits
    ceiling: Ceiling | None

    @property
    def pk(self) -> int:
        return self.row.review.pk

    @property
    def seen(self) -> int:
        return self.row.draft.pk if self.row.draft else 0

    @property
    def self_grade(self) -> str:
        return self.row.grades.grade(GradingStep.SELF)

    @property
    def cell_grade(self) -> str:
        return self.row.grades.grade(GradingStep.CELL)

    @property
    def office_grade(self) -> str:
        return self.row.grades.grade(GradingStep.OFFICE)

    @property
    def office_reason(self) -> str:
        given = self.row.grades.by_step.get(GradingStep.OFFICE)
        return given.reason if given and given.grade else ""

    @property
    def is_open(self) -> bool:
        return self.locked is None

    @property
    def counts_in(self) -> str:
        """Where an excellent here is counted live: the cell's code for a member; officers and units are not."""
        return self.row.review.facts.get("cell") or "" if self.row.kind is SubjectKind.MEMBER else ""


@dataclass(frozen=True)
class Section:
    """The rows of one file (for units: of one kind), with the cell's quota as issued and as it stands now."""

    code: str
    title: str
    file_id: int | None
    lines: tuple[Line, ...]
    barred: tuple[DeskRow, ...]
    issued: CellQuotaIssued | None = None
    quota: Quota | None = None
    findings: tuple[Finding, ...] = ()


class DecisionTable:
    """Everything the page of one scope shows. `overrides`: review id → grade typed and not saved."""

    def __init__(
        self,
        desk: Desk,
        scope: Scope,
        account: Account,
        *,
        issue: QuotaIssue | None = None,
        only: str = "",
        overrides: Mapping[int, str] | None = None,
        left_only: bool = False,
    ):
        """`only`: one section. `left_only`: rows of accepted files that have no grade on the table yet."""
        self.left_only = left_only
        self.desk, self.scope, self.account = desk, scope, account
        self.overrides = overrides or {}
        self.waits = head_waits(desk) if scope is Scope.HEADS else {}
        self.issued = issued_rows(issue)
        self.quotas = {quota.unit: quota for quota in desk.answer.quotas if quota.rule is Rule.MEMBER_EXCELLENT_QUOTA}
        self.everything = self._sections()
        self.choices = [(section.code, section.title) for section in self.everything]
        self.sections = [section for section in self.everything if only in ("", section.code)]

    def _sections(self) -> list[Section]:
        rows = self.desk.of(self.scope)
        if self.scope is Scope.UNITS:
            kinds = (SubjectKind.CELL, SubjectKind.COLLECTIVE)
            found = [self._section(kind.value, "", None, [r for r in rows if r.kind is kind]) for kind in kinds]
            return [section for section in found if section.lines or section.barred]
        files: dict[int | None, list[DeskRow]] = {}
        for row in rows:
            files.setdefault(row.review.file_id, []).append(row)
        found = [
            self._section(rows[0].file.code if file_id else "", rows[0].file.name if file_id else "", file_id, rows)
            for file_id, rows in files.items()
        ]
        return [section for section in found if section.lines]

    def _section(self, code: str, title: str, file_id: int | None, rows: list[DeskRow]) -> Section:
        shown = [row for row in rows if row.is_due or row.is_signed]
        return Section(
            code=code,
            title=title,
            file_id=file_id,
            lines=tuple(self._line(row) for row in shown if not self.left_only or self._is_left(row)),
            barred=tuple(row for row in rows if row not in shown and row.review.facts.get("status") != "non_member"),
            issued=self.issued.get(code),
            quota=self.quotas.get(code),
            findings=tuple(f for f in self.desk.answer.findings if f.rule in SHOWN_AT_SECTION and f.subject == code),
        )

    def _is_left(self, row: DeskRow) -> bool:
        return row.is_accepted and not row.is_settled and not row.draft_grade and not row.is_of(self.account)

    def _line(self, row: DeskRow) -> Line:
        return Line(
            row=row,
            grade=self.overrides.get(row.review.pk, row.draft_grade),
            locked=why_locked(row, self.account, self.waits),
            is_own=row.is_of(self.account),
            wait=self.waits.get(row.person, NOTHING),
            ceiling=ceiling_on(self.desk.ground, row.person) if self.scope is Scope.HEADS else None,
        )

    @property
    def placed(self) -> frozenset[tuple[str, str]]:
        """Keys of findings that have their section, shown now or not; the others stand above the table."""
        return frozenset(finding.key for section in self.everything for finding in section.findings)

    @property
    def lines(self) -> list[Line]:
        return [line for section in self.sections for line in section.lines]


def read_grades(data: Mapping[str, str]) -> tuple[dict[int, str], dict[int, int]]:
    """(review id → grade typed, review id → id of the draft shown) of a posted table; what is no number is left out."""
    seen = {pk: read_id(value) for pk, value in _fields(data, "seen-")}
    return dict(_fields(data, "grade-")), {pk: shown for pk, shown in seen.items() if shown is not None}


def read_reasons(data: Mapping[str, str]) -> dict[int, str]:
    return dict(_fields(data, "reason-"))


def _fields(data: Mapping[str, str], prefix: str) -> list[tuple[int, str]]:
    found = ((read_id(name.removeprefix(prefix)), value) for name, value in data.items() if name.startswith(prefix))
    return [(pk, value) for pk, value in found if pk is not None]
