"""How far each file has come: the counts behind the secretary's task list and the office's board."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models

from assessments.models import BallotCount, Grading, Meeting, Review, ReviewFile, SelfCritique
from assessments.selectors.attendance import awaiting_review
from assessments.selectors.hints import OpenPoint, points_of_files
from assessments.selectors.remedies import Tallied, tallied_in
from assessments.selectors.standings import WRITES_CRITIQUE, Standings, collective_of
from assessments.workflow import GradingStep, SubjectKind


@dataclass(slots=True)
class Count:
    """done of total; begun: started but not done."""

    done: int = 0
    begun: int = 0
    total: int = 0

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def is_done(self) -> bool:
        return self.done == self.total

    def add(self, *, done: bool, begun: bool) -> None:
        self.total += 1
        self.done += done
        self.begun += begun and not done


@dataclass(slots=True)
class Progress:
    """One file. `people`: members of the cell, or who sits in the collective on the review date.

    facts_open: members due a grade whose employer's grade is not recorded. ballots.done: rows whose ballots sum to
    the valid ones; ballots.begun: rows whose ballots do not (any more). hints: points of issued review hints to subjects
    that owe a critique; open_points: those without an answer. named: attendance is recorded of everybody called. absent:
    rows due a grade whose person was absent and is not reviewed yet, in neither ballots nor proposals; too_early: those
    of them with ballots or a grade all the same. mended: shortcomings of earlier years, done once they are assessed;
    to_assess: whose are not. plans: subjects with a shortcoming, done once each has a measure; unplanned: whose have none.
    """

    file_id: int
    roster_confirmed: bool
    people: int = 0
    collectives: Count = field(default_factory=Count)
    persons: Count = field(default_factory=Count)
    hints: Count = field(default_factory=Count)
    open_points: list[OpenPoint] = field(default_factory=list)
    mended: Count = field(default_factory=Count)
    to_assess: list[Tallied] = field(default_factory=list)
    plans: Count = field(default_factory=Count)
    unplanned: list[Tallied] = field(default_factory=list)
    facts_open: int = 0
    meeting: bool = False
    named: bool = False
    absent: int = 0
    too_early: int = 0
    ballots: Count = field(default_factory=Count)
    proposals: Count = field(default_factory=Count)

    @property
    def is_complete(self) -> bool:
        """Nothing is missing that a sent file must hold."""
        counts = (self.collectives, self.persons, self.hints, self.mended, self.ballots, self.proposals)
        held = self.meeting and self.named and not self.too_early
        return self.roster_confirmed and held and all(count.is_done for count in counts)


def progress_of(files: Iterable[ReviewFile]) -> dict[int, Progress]:
    """File id → progress; eight queries for any number of files. The files' campaigns must be loaded."""
    files = list(files)
    campaigns = {file.campaign_id: file.campaign for file in files}
    standings = {pk: Standings(campaign) for pk, campaign in campaigns.items()}
    ids = [file.pk for file in files]
    alone = {file.pk for file in files if file.collective_id}
    critiques = dict(SelfCritique.objects.filter(review__file__in=ids).values_list("review_id", "submitted_at"))
    meetings = Meeting.objects.filter(file__in=ids).annotate(names=models.Count("attendance"))
    valid = {meeting.file_id: meeting.ballots_valid for meeting in meetings}
    named = {meeting.file_id for meeting in meetings if meeting.names == meeting.called}
    progress = {
        file.pk: Progress(
            file.pk, file.roster_confirmed_at is not None, meeting=file.pk in valid, named=file.pk in named
        )
        for file in files
    }
    ballots = {count.review_id: count.total for count in BallotCount.objects.filter(meeting__file__in=ids)}
    proposed = set(
        Grading.objects.filter(review__file__in=ids, step=GradingStep.CELL, current=True)
        .exclude(grade="")
        .values_list("review_id", flat=True)
    )
    owing = set()
    awaiting = awaiting_review(ids)
    rows = Review.objects.filter(file__in=ids).values_list("pk", "file_id", "campaign_id", "kind", "facts", "member_id")
    for pk, file_id, campaign_id, kind, facts, member_id in rows:
        one, standing = progress[file_id], standings[campaign_id]
        in_cell = kind == SubjectKind.MEMBER
        if in_cell:
            one.people += 1
        elif kind == SubjectKind.COLLECTIVE and file_id in alone:
            one.people += len(collective_of(facts).sitting_on(campaigns[campaign_id].review_date))
        if kind in WRITES_CRITIQUE and standing.no_review(kind, facts) is None:
            count = one.persons if in_cell else one.collectives
            count.add(done=critiques.get(pk) is not None, begun=pk in critiques)
            owing.add(pk)
        if standing.no_grade(kind, facts) is not None:
            continue
        one.facts_open += in_cell and "employer_grade" not in facts
        if (file_id, member_id) in awaiting:
            one.absent += 1
            one.too_early += pk in ballots or pk in proposed
        else:
            one.ballots.add(done=pk in ballots and ballots[pk] == valid[file_id], begun=pk in ballots)
            one.proposals.add(done=pk in proposed, begun=False)
    for point, is_answered in points_of_files(ids):
        if point.review_id in owing:
            progress[point.file_id].hints.add(done=is_answered, begun=False)
            progress[point.file_id].open_points += [] if is_answered else [point]
    for one in tallied_in(ids):
        if one.review_id in owing:
            _add_remedies(progress[one.file_id], one)
    return progress


def _add_remedies(progress: Progress, one: Tallied) -> None:
    progress.mended.total += one.assessed + one.unassessed
    progress.mended.done += one.assessed
    progress.to_assess += [one] if one.unassessed else []
    if one.lacks_plan is not None:
        progress.plans.add(done=not one.lacks_plan, begun=False)
        progress.unplanned += [one] if one.lacks_plan else []
