"""Grades that other bodies decide: of the organization, the agencies, the officers managed above the ward."""

from dataclasses import dataclass

from assessments.models import Campaign, Grading, Review
from assessments.rules import ManagementLevel, rule_set
from assessments.workflow import OUTSIDE_KINDS, GradingStep, SubjectKind
from cells.vocabulary import ManagementLevel as LevelLabels


@dataclass(frozen=True)
class OutsideRow:
    """One subject with its recorded grade, if there is one."""

    review: Review
    grading: Grading | None

    @property
    def kind(self) -> str:
        return self.review.get_kind_display()

    @property
    def level(self) -> str:
        """Management level of an officer, in words; blank for a unit."""
        code = self.review.facts.get("management_level")
        return str(LevelLabels(code).label) if code else ""

    @property
    def title(self) -> str:
        """The officer's post; blank for a unit."""
        return self.review.facts.get("title", "")


def is_decided_outside(review: Review) -> bool:
    """The grade of this subject is decided above the ward. The review's campaign must be loaded."""
    if review.kind in OUTSIDE_KINDS:
        return True
    if review.kind != SubjectKind.OFFICER:
        return False
    here = rule_set(review.campaign.rule_set).levels_decided_here.value
    return ManagementLevel(review.facts["management_level"]) not in here


def standing_outside(review: Review) -> Grading | None:
    """What was recorded last; without a grade when it was withdrawn."""
    return Grading.objects.filter(review=review, step=GradingStep.OUTSIDE, current=True).first()


def outside_rows(campaign: Campaign) -> list[OutsideRow]:
    """Units first, then officers by level and given name. Two queries."""
    kinds = [*OUTSIDE_KINDS, SubjectKind.OFFICER]
    reviews = Review.objects.filter(campaign=campaign, kind__in=kinds).select_related("campaign", "file")
    subjects = [review for review in reviews if is_decided_outside(review)]
    recorded = Grading.objects.filter(review__campaign=campaign, step=GradingStep.OUTSIDE, current=True)
    given = {grading.review_id: grading for grading in recorded.exclude(grade="")}
    return [OutsideRow(review, given.get(review.pk)) for review in sorted(subjects, key=_order)]


def missing_outside(rows: list[OutsideRow]) -> list[OutsideRow]:
    return [row for row in rows if row.grading is None]


_KINDS = (SubjectKind.ORGANIZATION, SubjectKind.AGENCY, SubjectKind.OFFICER)
_LEVELS = ("", *reversed(LevelLabels.values))


def _order(review: Review) -> tuple:
    level = review.facts.get("management_level", "")
    return _KINDS.index(SubjectKind(review.kind)), _LEVELS.index(level), review.sort_key, review.position
