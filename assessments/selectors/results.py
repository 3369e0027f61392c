"""Results as the cells read them, after release."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from assessments.models import Campaign, FileEvent, Grading, IssuedPaper, Review, ReviewFile
from assessments.permissions import visible_files
from assessments.selectors.gradings import NO_GRADES, ReviewGrades
from assessments.selectors.papers import YEAR_REPORT, issued_copies
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
    """A file and, once it is released, its rows: units first, then people by given name. During a re-review the rows are
    those that were out when it was ordered; they stand until the new ones are released (rules G4)."""

    file: ReviewFile
    rows: tuple[ResultRow, ...]

    @property
    def is_released(self) -> bool:
        return Stage(self.file.stage) is Stage.RELEASED

    @property
    def is_under_re_review(self) -> bool:
        return bool(self.rows) and not self.is_released

    @property
    def is_decided_anew(self) -> bool:
        """The new grades are signed and not out yet."""
        return self.is_under_re_review and Stage(self.file.stage) is Stage.DECIDED

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
    """What the cells may read; files that never were released come without rows. Three queries."""
    files = list(files)
    released = released_until(files)
    reviews = Review.objects.filter(file__in=released).order_by("sort_key", "position", "pk")
    by_review = grades_as_released(released)
    standings = Standings(campaign)
    rows: dict[int, list[ResultRow]] = {pk: [] for pk in released}
    for review in reviews:
        grades = by_review.get(review.pk, NO_GRADES)
        bar = None if grades.final else standings.no_grade(review.kind, review.facts)
        rows[review.file_id].append(ResultRow(review, grades, bar))
    return [FileResult(file, tuple(rows.get(file.pk, ()))) for file in files]


def released_until(files: Iterable[ReviewFile]) -> dict[int, datetime | None]:
    """File id → until when its results were out: None for those that are out now, else the moment the last re-review of
    released results was ordered. Files never released are absent. One query."""
    out: dict[int, datetime | None] = {}
    files = list(files)
    for event in FileEvent.objects.filter(file__in=files, from_stage=Stage.RELEASED).order_by("pk"):
        out[event.file_id] = event.at
    return out | {file.pk: None for file in files if Stage(file.stage) is Stage.RELEASED}


def grades_as_released(
    released: Mapping[int, datetime | None], reviews: Collection[int] | None = None
) -> dict[int, ReviewGrades]:
    """Review id → the grades that are out, or were when the re-review was ordered: never what was signed since and is
    not released. `released`: as `released_until` answers it; `reviews`: of these alone. One query."""
    again = [pk for pk, until in released.items() if until is not None]
    given = Grading.objects.filter(review__file__in=released).filter(Q(current=True) | Q(review__file__in=again))
    if reviews is not None:
        given = given.filter(review__in=reviews)
    found: dict[int, dict[GradingStep, Grading]] = {}
    for grading in given.select_related("decision", "review").order_by("pk"):
        until = released[grading.review.file_id]
        if until is None or grading.at <= until:
            found.setdefault(grading.review_id, {})[GradingStep(grading.step)] = grading
    return {pk: ReviewGrades(by_step) for pk, by_step in found.items()}


def report_out(campaign: Campaign) -> IssuedPaper | None:
    """The report the district reads: the standing one once every file is released; during a re-review the last one issued
    while all were, which stands until the new results are out (rules G4). At most three queries."""
    files = list(ReviewFile.objects.filter(campaign=campaign))
    until = released_until(files)
    if len(until) < len(files):
        return None
    ended = min((at for at in until.values() if at is not None), default=None)
    copies = issued_copies(campaign, YEAR_REPORT)
    return next((copy for copy in copies if (not copy.superseded if ended is None else copy.at <= ended)), None)


def under_re_review(campaign: Campaign) -> list[ReviewFile]:
    """Files that were decided and are reviewed again by order, until they are decided anew. One query."""
    reopened = FileEvent.objects.filter(step="reopen", file__campaign=campaign).values("file_id")
    files = ReviewFile.objects.filter(campaign=campaign, pk__in=reopened)
    return list(files.exclude(stage__in=(Stage.DECIDED, Stage.RELEASED)).order_by("position", "code"))
