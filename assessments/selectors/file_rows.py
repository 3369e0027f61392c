"""A file as the office reads it: each subject with its critique, ballots, grades and findings; its rounds."""

from dataclasses import dataclass
from datetime import datetime

from assessments.models import FactsVersion, FileEvent, Grading, Meeting, ReviewFile, SelfCritique
from assessments.rules import Finding
from assessments.selectors.desk import Desk, DeskRow
from assessments.selectors.standings import Bar, Standings
from assessments.workflow import GradingStep, Stage, SubjectKind


@dataclass(frozen=True)
class FileRow:
    """One subject of the file. `no_review`, `no_grade`: why none is due. `changed`: written since the last return."""

    desk_row: DeskRow
    critique: SelfCritique | None
    no_review: Bar | None
    no_grade: Bar | None
    changed: bool

    @property
    def review(self):
        return self.desk_row.review

    @property
    def is_unit(self) -> bool:
        return self.desk_row.kind in (SubjectKind.CELL, SubjectKind.COLLECTIVE)

    @property
    def own_grade(self) -> str:
        return self.desk_row.grades.grade(GradingStep.SELF) or (self.critique.self_grade if self.critique else "")

    @property
    def meeting_grade(self) -> str:
        return self.desk_row.grades.grade(GradingStep.CELL)

    @property
    def office_grade(self) -> str:
        return self.desk_row.grades.grade(GradingStep.OFFICE)

    @property
    def final_grade(self) -> str:
        return self.desk_row.grades.final

    @property
    def ballots(self):
        return self.desk_row.ballots

    @property
    def reason(self) -> str:
        """Why the meeting's proposal is not what the ballots say, if it said so."""
        given = self.desk_row.grades.by_step.get(GradingStep.CELL)
        return given.reason if given else ""


@dataclass(frozen=True)
class FileView:
    """Units, people and posts of one file, the meeting, the findings about any of them."""

    file: ReviewFile
    units: list[FileRow]
    people: list[FileRow]
    meeting: Meeting | None
    findings: list[Finding]
    events: list[FileEvent]

    @property
    def last_return(self) -> FileEvent | None:
        return next((event for event in reversed(self.events) if event.to_stage == Stage.RETURNED), None)

    @property
    def changed(self) -> int:
        return sum(row.changed for row in [*self.units, *self.people])


def file_view(file: ReviewFile, desk: Desk) -> FileView:
    """Read the file against the desk: four queries beside the desk's."""
    events = list(FileEvent.objects.filter(file=file).order_by("pk"))
    returned_at = next((event.at for event in reversed(events) if event.to_stage == Stage.RETURNED), None)
    critiques = {critique.review_id: critique for critique in SelfCritique.objects.filter(review__file=file)}
    standings = Standings(desk.campaign)
    rows = [_row(row, critiques.get(row.review.pk), standings, returned_at) for row in desk.by_file.get(file.pk, [])]
    return FileView(
        file=file,
        units=[row for row in rows if row.is_unit],
        people=[row for row in rows if not row.is_unit],
        meeting=Meeting.objects.filter(file=file).first(),
        findings=_findings(desk, rows),
        events=events,
    )


def _row(row: DeskRow, critique: SelfCritique | None, standings: Standings, returned_at: datetime | None) -> FileRow:
    kind, facts = row.review.kind, row.review.facts
    given = row.grades.by_step.get(GradingStep.CELL)
    moments = [critique.saved_at if critique else None, given.at if given else None]
    return FileRow(
        desk_row=row,
        critique=critique,
        no_review=standings.no_review(kind, facts),
        no_grade=standings.no_grade(kind, facts),
        changed=returned_at is not None and any(moment and moment > returned_at for moment in moments),
    )


def _findings(desk: Desk, rows: list[FileRow]) -> list[Finding]:
    """Every finding about a subject of the file, gravest first as the rules list them."""
    codes = {row.review.code for row in rows} | {row.desk_row.person for row in rows}
    return [finding for finding in desk.answer.findings if finding.subject in codes]


@dataclass(frozen=True)
class FileHistory:
    """Rounds with their events, grades that were replaced, facts that were frozen anew."""

    rounds: list[tuple[int, list[FileEvent]]]
    replaced: list[Grading]
    refrozen: list[FactsVersion]


def history_of(file: ReviewFile, *, of_the_ward: bool) -> FileHistory:
    """Three queries. An event belongs to the round it ended: a return of round 1 leads to round 2.

    `of_the_ward` False, for the cell's own secretary: only the meeting's replaced grades, nothing of the ward's.
    """
    rounds: dict[int, list[FileEvent]] = {}
    for event in FileEvent.objects.filter(file=file).order_by("pk"):
        number = event.round - 1 if event.to_stage == Stage.RETURNED else event.round
        rounds.setdefault(number, []).append(event)
    replaced = Grading.objects.filter(review__file=file, current=False).exclude(step=GradingStep.SELF)
    if not of_the_ward:
        replaced = replaced.filter(step=GradingStep.CELL)
    return FileHistory(
        rounds=sorted(rounds.items()),
        replaced=list(replaced.select_related("review").order_by("-at", "-pk")),
        refrozen=list(
            FactsVersion.objects.filter(review__file=file, version__gt=1).select_related("review").order_by("-at")
        ),
    )
