"""Results as the cells read them, after release."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.models import Campaign, FileEvent, Grading, Review, ReviewFile
from assessments.permissions import visible_files
from assessments.selectors.gradings import NO_GRADES, ReviewGrades
from assessments.selectors.standings import Bar, Standings
from assessments.workflow import GradingStep, Stage, SubjectKind
from cells.access import Access

_UNITS = frozenset({SubjectKind.CELL, SubjectKind.COLLECTIVE})


@dataclass(frozen=True)
class ResultRow:
    """One subject of a released file: what was proposed, what was decided and by which paper, or why nothing was."""

    review: Review
    grades: ReviewGrades
    bar: Bar | None

    @property
    def is_unit(self) -> bool:
        return SubjectKind(self.review.kind) in _UNITS

    @property
    def title(self) -> str:
        return self.review.facts.get("title", "")

    @property
    def proposed(self) -> str:
        return self.grades.grade(GradingStep.CELL)

    @property
    def final(self) -> Grading | None:
        return self.grades.final_grading

    @property
    def paper(self) -> str:
        """Number of the decision, here or elsewhere."""
        if self.final is None:
            return ""
        return self.final.decision.number if self.final.decision else self.final.document_number

    @property
    def dated_on(self):
        if self.final is None:
            return None
        return self.final.decision.signed_on if self.final.decision else self.final.document_date


@dataclass(frozen=True)
class FileResult:
    """A file and, once it is released, its rows: units first, then people by given name. `was_released`: its results
    were out, at present or before a re-review that is under way."""

    file: ReviewFile
    rows: tuple[ResultRow, ...]
    was_released: bool = False

    @property
    def is_released(self) -> bool:
        return Stage(self.file.stage) is Stage.RELEASED

    @property
    def units(self) -> list[ResultRow]:
        return [row for row in self.rows if row.is_unit]

    @property
    def people(self) -> list[ResultRow]:
        return [row for row in self.rows if not row.is_unit]


def own_files(access: Access, campaign: Campaign) -> list[ReviewFile]:
    """Files of the campaign on whose side the account stands, as secretary."""
    files = visible_files(access).filter(campaign=campaign).select_related("cell", "collective", "campaign__ward")
    return [file for file in files.order_by("position", "code") if _is_own(access, file)]


def _is_own(access: Access, file: ReviewFile) -> bool:
    if file.cell_id:
        return file.cell_id in access.cells
    return file.collective_id in access.collectives or file.collective.organization_id in access.cells


def results_of(campaign: Campaign, files: Iterable[ReviewFile]) -> list[FileResult]:
    """What the cells may read; files that are not released come without rows. A fixed number of queries."""
    files = list(files)
    released = [file.pk for file in files if Stage(file.stage) is Stage.RELEASED]
    reviews = Review.objects.filter(file__in=released).order_by("sort_key", "position", "pk")
    gradings = Grading.objects.filter(review__file__in=released, current=True).select_related("decision")
    by_review: dict[int, dict[GradingStep, Grading]] = {}
    for grading in gradings:
        by_review.setdefault(grading.review_id, {})[GradingStep(grading.step)] = grading
    standings = Standings(campaign)
    rows: dict[int, list[ResultRow]] = {pk: [] for pk in released}
    for review in reviews:
        grades = ReviewGrades(by_review[review.pk]) if review.pk in by_review else NO_GRADES
        bar = None if grades.final else standings.no_grade(review.kind, review.facts)
        rows[review.file_id].append(ResultRow(review, grades, bar))
    out = set(FileEvent.objects.filter(file__in=files, step="release").values_list("file_id", flat=True))
    return [FileResult(file, tuple(rows.get(file.pk, ())), file.pk in out) for file in files]
