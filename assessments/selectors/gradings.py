"""Which grade stands: per review the current grade of every step, the working one, the final one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import starmap
from typing import NamedTuple

from assessments.models import Campaign, Grading, ReviewFile
from assessments.workflow import FINAL_STEPS, GRADING_ORDER, GradingStep


class BareGrading(NamedTuple):
    """Of a grading what says which one stands."""

    pk: int
    review_id: int
    step: str
    grade: str
    at: datetime


@dataclass(frozen=True)
class ReviewGrades:
    """Current grades of one review by step."""

    by_step: dict[GradingStep, Grading | BareGrading] = field(default_factory=dict)

    def grade(self, step: GradingStep) -> str:
        given = self.by_step.get(step)
        return given.grade if given else ""

    @property
    def final_grading(self) -> Grading | BareGrading | None:
        """Signed here or decided elsewhere; the later of the two if both exist. A signed one may say that no grade is
        given; one recorded and withdrawn says nothing."""
        given = [self.by_step[step] for step in FINAL_STEPS if step in self.by_step]
        given = [grading for grading in given if grading.grade or grading.step == GradingStep.DECISION]
        return max(given, key=lambda grading: (grading.at, grading.pk)) if given else None

    @property
    def final(self) -> str:
        return self.final_grading.grade if self.final_grading else ""

    @property
    def working_step(self) -> GradingStep | None:
        """The latest step that speaks; a withdrawn one is silent, a self-proposed grade never counts."""
        if self.final_grading:
            return GradingStep(self.final_grading.step)
        for step in reversed(GRADING_ORDER):
            if step not in FINAL_STEPS and step is not GradingStep.SELF and self.grade(step):
                return step
        return None

    @property
    def working(self) -> str:
        return self.grade(self.working_step) if self.working_step else ""

    @property
    def cell(self) -> str:
        """What the meeting proposed: the cell is checked on this, never on the office's or the committee's table."""
        return self.grade(GradingStep.CELL)

    @property
    def proposal(self) -> str:
        """What the ward was asked for: the office's grade, else the meeting's."""
        return self.grade(GradingStep.OFFICE) or self.grade(GradingStep.CELL)


NO_GRADES = ReviewGrades()


def grades_of(campaign: Campaign, file: ReviewFile | None = None) -> dict[int, ReviewGrades]:
    """Review id → its current grades; one query. Reviews without any grade are absent: use `.get(id, NO_GRADES)`."""
    gradings = Grading.objects.filter(review__campaign=campaign, current=True).select_related("decision")
    if file is not None:
        gradings = gradings.filter(review__file=file)
    return _by_review(gradings)


def bare_grades_of(campaign: Campaign) -> dict[int, ReviewGrades]:
    """As `grades_of`, without reasons, papers and decisions: enough for which grade is working, final, the cell's. What
    the rules read of a whole campaign takes a fifth of the time so; one query."""
    gradings = Grading.objects.filter(review__campaign=campaign, current=True)
    return _by_review(starmap(BareGrading, gradings.values_list("pk", "review_id", "step", "grade", "at")))


def _by_review(gradings: Iterable[Grading | BareGrading]) -> dict[int, ReviewGrades]:
    collected: dict[int, dict[GradingStep, Grading | BareGrading]] = defaultdict(dict)
    for grading in gradings:
        collected[grading.review_id][GradingStep(grading.step)] = grading
    return {review_id: ReviewGrades(by_step) for review_id, by_step in collected.items()}
