"""What went back, what was graded anew, and the planning reviews of a year: figures for report and results."""

from dataclasses import dataclass

from assessments.models import Campaign, FileEvent, Grading
from assessments.selectors.planning import ward_planning
from assessments.workflow import GradingStep, Scope, Stage
from cells.vocabulary import GivenGrade


@dataclass(frozen=True, slots=True)
class YearRounds:
    """`returned`: files sent back before their decision; `re_reviewed`: files reopened after it; `regraded`: grades
    given anew by order, of them `from_excellent` lowered from excellent. The planning figures stand once the office has
    submitted its summary."""

    returned: int = 0
    re_reviewed: int = 0
    regraded: int = 0
    from_excellent: int = 0
    planning_submitted: bool = False
    planning_number: str = ""
    planning_filed: int = 0
    planning_files: int = 0
    planning_added: int = 0
    planning_removed: int = 0


NO_ROUNDS = YearRounds()


def year_rounds(campaign: Campaign) -> YearRounds:
    """Six queries, whatever the ward's size."""
    back = FileEvent.objects.filter(file__campaign=campaign, to_stage=Stage.RETURNED)
    reopened = {Stage.DECIDED, Stage.RELEASED}
    again = set(back.filter(from_stage__in=reopened).values_list("file_id", flat=True))
    before = set(back.exclude(from_stage__in=reopened).values_list("file_id", flat=True))
    regraded, from_excellent = _regrades(campaign)
    planning = ward_planning(campaign)
    done = planning.is_submitted
    return YearRounds(
        returned=len(before),
        re_reviewed=len(again),
        regraded=regraded,
        from_excellent=from_excellent,
        planning_submitted=done,
        planning_number=planning.summary.number if done else "",
        planning_filed=len(planning.filed) if done else 0,
        planning_files=len(planning.rows) if done else 0,
        planning_added=planning.added if done else 0,
        planning_removed=planning.removed if done else 0,
    )


def _regrades(campaign: Campaign) -> tuple[int, int]:
    """(grades given anew, of them from excellent to something else): each order against the grade it superseded."""
    given = (
        Grading.objects.filter(review__campaign=campaign, step=GradingStep.DECISION)
        .order_by("pk")
        .values_list("review_id", "grade", "decision__scope")
    )
    former: dict[int, str] = {}
    regraded = from_excellent = 0
    for review_id, grade, scope in given:
        if scope == Scope.REGRADE:
            regraded += 1
            from_excellent += former.get(review_id) == GivenGrade.EXCELLENT and grade != GivenGrade.EXCELLENT
        former[review_id] = grade
    return regraded, from_excellent
