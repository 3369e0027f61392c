"""How far each file has come: the counts behind the secretary's task list and the office's board."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from assessments.models import BallotCount, Grading, Meeting, Review, ReviewFile, SelfCritique
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
    the valid ones; ballots.begun: rows whose ballots do not (any more).
    """

    file_id: int
    roster_confirmed: bool
    people: int = 0
    collectives: Count = field(default_factory=Count)
    persons: Count = field(default_factory=Count)
    facts_open: int = 0
    meeting: bool = False
    ballots: Count = field(default_factory=Count)
    proposals: Count = field(default_factory=Count)

    @property
    def is_complete(self) -> bool:
        """Nothing is missing that a sent file must hold."""
        counts = (self.collectives, self.persons, self.ballots, self.proposals)
        return self.roster_confirmed and self.meeting and all(count.is_done for count in counts)


def progress_of(files: Iterable[ReviewFile]) -> dict[int, Progress]:
    """File id → progress; five queries for any number of files. The files' campaigns must be loaded."""
    files = list(files)
    campaigns = {file.campaign_id: file.campaign for file in files}
    standings = {pk: Standings(campaign) for pk, campaign in campaigns.items()}
    ids = [file.pk for file in files]
    alone = {file.pk for file in files if file.collective_id}
    critiques = dict(SelfCritique.objects.filter(review__file__in=ids).values_list("review_id", "submitted_at"))
    valid = dict(Meeting.objects.filter(file__in=ids).values_list("file_id", "ballots_valid"))
    progress = {
        file.pk: Progress(file.pk, file.roster_confirmed_at is not None, meeting=file.pk in valid) for file in files
    }
    ballots = {count.review_id: count.total for count in BallotCount.objects.filter(meeting__file__in=ids)}
    proposed = set(
        Grading.objects.filter(review__file__in=ids, step=GradingStep.CELL, current=True)
        .exclude(grade="")
        .values_list("review_id", flat=True)
    )
    rows = Review.objects.filter(file__in=ids).values_list("pk", "file_id", "campaign_id", "kind", "facts")
    for pk, file_id, campaign_id, kind, facts in rows:
        one, standing = progress[file_id], standings[campaign_id]
        in_cell = kind == SubjectKind.MEMBER
        if in_cell:
            one.people += 1
        elif kind == SubjectKind.COLLECTIVE and file_id in alone:
            one.people += len(collective_of(facts).sitting_on(campaigns[campaign_id].review_date))
        if kind in WRITES_CRITIQUE and standing.no_review(kind, facts) is None:
            count = one.persons if in_cell else one.collectives
            count.add(done=critiques.get(pk) is not None, begun=pk in critiques)
        if standing.no_grade(kind, facts) is None:
            one.ballots.add(done=pk in ballots and ballots[pk] == valid[file_id], begun=pk in ballots)
            one.proposals.add(done=pk in proposed, begun=False)
            one.facts_open += in_cell and "employer_grade" not in facts
    return progress
