"""The office's table of cells and collectives as a form: a select and a reason per row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.models import Grading
from assessments.rules import Grade
from assessments.selectors.desk import Desk, DeskRow
from assessments.services.unit_proposals import is_empty, why_not_open
from assessments.workflow import GradingStep, Scope, SubjectKind
from cells.refusals import Refusal


@dataclass(frozen=True)
class Share:
    """Members of a cell as proposed now (B5): graded, at good or better, at fulfilled or better."""

    graded: int
    good: int
    fulfilled: int


@dataclass(frozen=True)
class UnitLine:
    """One cell or collective: its own proposal, its members' grades, the office's proposal as typed or kept."""

    row: DeskRow
    share: Share | None
    grade: str
    reason: str
    closed: Refusal | None
    error: str

    @property
    def pk(self) -> int:
        return self.row.review.pk

    @property
    def standing(self) -> Grading | None:
        return self.row.grades.by_step.get(GradingStep.OFFICE)

    @property
    def seen(self) -> int:
        return self.standing.pk if self.standing else 0

    @property
    def self_grade(self) -> str:
        return self.row.grades.grade(GradingStep.SELF)

    @property
    def cell_grade(self) -> str:
        return self.row.grades.cell


class UnitTable:
    """Cells first, then collectives; those that are not graded stand apart with the reason why. `left`: rows that wait
    for a proposal; `fillable`: those of them whose meeting proposed a grade."""

    def __init__(
        self,
        desk: Desk,
        overrides: Mapping[int, tuple[str, str]],
        refusals: Iterable[Refusal],
        *,
        left_only: bool = False,
    ):
        """`left_only`: show the rows that wait for a proposal alone; the office's queue counts the accepted ones."""
        self.desk, self.overrides = desk, overrides
        self.errors = {refusal.field: refusal.message for refusal in refusals if refusal.field}
        rows = desk.of(Scope.UNITS)
        graded = [row for row in rows if row.is_due or row.is_signed]
        shown = [row for row in graded if not left_only or (is_empty(row) and row.is_accepted)]
        self.cells = [self._line(row) for row in shown if row.kind is SubjectKind.CELL]
        self.collectives = [self._line(row) for row in shown if row.kind is SubjectKind.COLLECTIVE]
        self.barred = [row for row in rows if row not in graded]
        empty = [row for row in graded if is_empty(row)]
        self.left = len(empty)
        self.fillable = sum(bool(row.grades.cell) for row in empty)

    def _line(self, row: DeskRow) -> UnitLine:
        pk = row.review.pk
        standing = row.grades.by_step.get(GradingStep.OFFICE)
        kept = (standing.grade, standing.reason) if standing else ("", "")
        grade, reason = self.overrides.get(pk, kept)
        error = self.errors.get(f"reason-{pk}") or self.errors.get(f"grade-{pk}") or ""
        return UnitLine(row, self._share(row), grade, reason, why_not_open(row), error)

    def _share(self, row: DeskRow) -> Share | None:
        if row.kind is not SubjectKind.CELL:
            return None
        grades = self.desk.ground.standing_of[row.review.code]
        return Share(
            graded=len(grades),
            good=sum(grade.at_least(Grade.GOOD) for grade in grades),
            fulfilled=sum(grade.at_least(Grade.FULFILLED) for grade in grades),
        )
