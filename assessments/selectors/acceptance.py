"""What would be accepted together: the files laid aside, their totals, what stands open in them, what is still missing."""

import hashlib
from dataclasses import dataclass

from assessments.models import Grading, Review, ReviewFile
from assessments.rules import Finding, Severity
from assessments.selectors.cell_progress import Progress, progress_of
from assessments.selectors.desk import Desk
from assessments.selectors.file_check import Missing, missing_pieces
from assessments.selectors.grade_counts import grade_counts
from assessments.workflow import Stage


@dataclass(frozen=True)
class SentFile:
    """One file with the office. `mark`: fingerprint of what was read of it; `findings`: open ones about its subjects."""

    file: ReviewFile
    mark: str
    progress: Progress
    missing: list[Missing]
    findings: list[Finding]

    @property
    def is_staged(self) -> bool:
        return self.file.staged_at is not None

    def open(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def violations(self) -> int:
        return self.open(Severity.VIOLATION)

    @property
    def unreasoned(self) -> int:
        return self.open(Severity.NEEDS_REASON)


@dataclass(frozen=True)
class Acceptance:
    """`staged` are accepted together; `waiting` lie with the office, `with_the_cells` have not been sent."""

    staged: list[SentFile]
    waiting: list[SentFile]
    with_the_cells: list[tuple[ReviewFile, Progress]]
    accepted: int
    files: int
    counts: list[tuple[str, list[int], int]]

    @property
    def subjects(self) -> int:
        return sum(total for _kind, _numbers, total in self.counts)

    @property
    def violations(self) -> int:
        return sum(sent.violations for sent in self.staged)

    @property
    def unreasoned(self) -> int:
        return sum(sent.unreasoned for sent in self.staged)


def acceptance_of(desk: Desk) -> Acceptance:
    """Read the campaign's files against its desk; a fixed number of queries."""
    files = list(
        ReviewFile.objects.filter(campaign=desk.campaign)
        .select_related("campaign", "cell", "collective")
        .order_by("position", "code", "pk")
    )
    progress = progress_of(files)
    marks = marks_of([file for file in files if file.stage == Stage.SUBMITTED])
    sent = [
        SentFile(file, marks[file.pk], progress[file.pk], missing_pieces(progress[file.pk]), _findings(desk, file))
        for file in files
        if file.stage == Stage.SUBMITTED
    ]
    staged = [one for one in sent if one.is_staged]
    rows = [row for one in staged for row in desk.by_file.get(one.file.pk, []) if row.is_due]
    return Acceptance(
        staged=staged,
        waiting=[one for one in sent if not one.is_staged],
        with_the_cells=[(file, progress[file.pk]) for file in files if file.is_writable],
        accepted=sum(file.stage in (Stage.ACCEPTED, Stage.DECIDED, Stage.RELEASED) for file in files),
        files=len(files),
        counts=grade_counts(rows, lambda row: row.grades.proposal),
    )


def marks_of(files: list[ReviewFile]) -> dict[int, str]:
    """File id → fingerprint of the file's row, the facts frozen for it and the grades given in it; two queries."""
    ids = [file.pk for file in files]
    said: dict[int, list[str]] = {file.pk: [f"{file.stage} {file.round} {file.revision}"] for file in files}
    facts = Review.objects.filter(file__in=ids).order_by("pk").values_list("file_id", "pk", "facts_version")
    for file_id, review_id, version in facts:
        said[file_id].append(f"{review_id}v{version}")
    given = Grading.objects.filter(review__file__in=ids, current=True).order_by("pk")
    for file_id, grading_id in given.values_list("review__file_id", "pk"):
        said[file_id].append(f"g{grading_id}")
    return {file_id: hashlib.sha256(" ".join(words).encode()).hexdigest()[:20] for file_id, words in said.items()}


def _findings(desk: Desk, file: ReviewFile) -> list[Finding]:
    """Open findings about the file's own subjects, each once."""
    rows = desk.by_file.get(file.pk, [])
    found = {id(finding): finding for row in rows for finding in row.findings}
    return [finding for finding in found.values() if desk.answer.stands_in_the_way(finding)]
