"""Shortcomings and remediation in figures: the one place that screen and report take them from (rules G3)."""

from dataclasses import dataclass, field
from datetime import date

from assessments.models import Campaign
from assessments.selectors.remedies import FIXED, FIXING, NOT_FIXED, Subject, subjects_of
from assessments.workflow import SubjectKind


@dataclass(frozen=True, slots=True)
class Remedied:
    """One kind of subject, as it stood on a day. earlier = fixed + fixing + not_fixed + unassessed; subjects = planned +
    unplanned: those with a shortcoming to mend, with a measure against each or not."""

    found: int = 0
    earlier: int = 0
    fixed: int = 0
    fixing: int = 0
    not_fixed: int = 0
    planned: int = 0
    unplanned: int = 0
    measures: int = 0
    done: int = 0
    corrected: int = 0
    open_days: tuple[date, ...] = ()

    @property
    def unassessed(self) -> int:
        return self.earlier - self.fixed - self.fixing - self.not_fixed

    @property
    def subjects(self) -> int:
        return self.planned + self.unplanned

    def overdue_on(self, day: date) -> int:
        """Measures not done whose day lies before this one."""
        return sum(due < day for due in self.open_days)


@dataclass(frozen=True, slots=True)
class RemedyFigures:
    collectives: Remedied = field(default_factory=Remedied)
    members: Remedied = field(default_factory=Remedied)

    @property
    def is_empty(self) -> bool:
        return not any(kind.found or kind.earlier for kind in (self.collectives, self.members))


NO_REMEDIES = RemedyFigures()


def remedy_figures(campaign: Campaign, day: date) -> RemedyFigures:
    """As it stood on that day: what was done, corrected or taken over by another year later counts as still open then, so
    that a dated paper keeps its figures. Five queries at most."""
    subjects = subjects_of(campaign)
    return RemedyFigures(
        *(
            _counted([one for one in subjects if one.review.kind == kind], day)
            for kind in (SubjectKind.COLLECTIVE, SubjectKind.MEMBER)
        )
    )


def _counted(subjects: list[Subject], day: date) -> Remedied:
    outcomes = [row.outcome for one in subjects for row in one.earlier]
    planned = [one for one in subjects if one.planned]
    followed = [measure for one in subjects for row in one.rows for measure in row.followed_on(day)]
    return Remedied(
        found=sum(len(one.found) for one in subjects),
        earlier=len(outcomes),
        fixed=outcomes.count(FIXED),
        fixing=outcomes.count(FIXING),
        not_fixed=outcomes.count(NOT_FIXED),
        planned=sum(not one.lacks_plan for one in planned),
        unplanned=sum(one.lacks_plan for one in planned),
        measures=sum(len(one.measures) for one in subjects),
        done=sum(measure.is_done_on(day) for one in subjects for measure in one.measures),
        corrected=sum(any(note.noted_on <= day for note in one.notes) for one in subjects),
        open_days=tuple(sorted(measure.due_on for measure in followed if not measure.is_done_on(day))),
    )
