"""What forms, sheets and ballots are printed from: everything of a file read at once, whatever its size."""

from collections import defaultdict
from dataclasses import dataclass

from assessments.models import HintPoint, Review, ReviewFile, Shortcoming
from assessments.models.opinion import BODY_LABELS
from assessments.review_forms import (
    ORGANIZATION_SHEET,
    SHEET_OF_FORM,
    Sheet,
    read_sheet,
    sheet_version_for,
    sheet_version_of,
)
from assessments.selectors.attendance import roll_of
from assessments.selectors.critique_header import HeaderLine, Held, header_lines
from assessments.selectors.expected_opinions import BODIES, CELL_COMMITTEE, Expectations
from assessments.selectors.meetings import SheetRow, meeting_of, sheet_of
from assessments.selectors.paper_entry import EntryRow, entry_rows
from assessments.workflow import SubjectKind


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One subject's form with what is known. shortcomings: of earlier years, to be answered for. points: of issued
    review hints."""

    row: EntryRow
    header: tuple[HeaderLine, ...]
    shortcomings: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """One criteria sheet to be filled in by one body. body: its name, or its kind where the name is written in by hand;
    blank: any body."""

    review: Review
    sheet: Sheet
    body: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Ballot:
    """rows: everybody and everything that is voted on. voters: how many papers are needed."""

    rows: tuple[SheetRow, ...]
    voters: int


def printed_forms(file: ReviewFile, review: Review | None = None) -> list[PrintedForm]:
    """Forms 01, then 02, of all who owe a self-critique, or of one of them; eleven queries."""
    rows = [row for row in entry_rows(file) if review is None or row.review.pk == review.pk]
    rows.sort(key=lambda row: row.review.kind != SubjectKind.COLLECTIVE)
    ids = [row.review.pk for row in rows]
    held = Held(row.review.member for row in rows if row.review.member_id)
    earlier, asked = defaultdict(list), defaultdict(list)
    left = Shortcoming.objects.filter(review__in=ids, found_year__lt=file.campaign.year)
    for one in left.order_by("found_year", "position", "pk"):
        earlier[one.review_id].append(one.text)
    points = HintPoint.objects.filter(hint__review__in=ids, hint__state="issued").select_related("hint")
    for point in points.order_by("hint", "position"):
        asked[point.hint.review_id].append(point.text)
    return [
        PrintedForm(
            row,
            tuple(header_lines(row.review, row.critique, held)),
            tuple(earlier[row.review.pk]),
            tuple(asked[row.review.pk]),
        )
        for row in rows
    ]


def printed_sheets(file: ReviewFile, kind: str, review: Review | None = None) -> list[PrintedSheet]:
    """A sheet for each subject of this kind and each body that takes part; a fixed number of queries.

    Of a member: the bodies whose comment is asked for. Of a cell or collective: every body that may comment.
    """
    subjects = _sheet_subjects(file, kind)
    expectations = Expectations(file)
    found = []
    for subject, sheet in subjects:
        if review is not None and subject.pk != review.pk:
            continue
        asked = [one.body for one in expectations.of(subject)] if kind == SubjectKind.MEMBER else BODIES[kind]
        bodies = [_body_words(file, body) for body in asked] or [("", False)]
        found += [PrintedSheet(subject, sheet, *words) for words in bodies]
    return found


def has_sheet_subjects(file: ReviewFile, kind: str) -> bool:
    return bool(_sheet_subjects(file, kind))


def _sheet_subjects(file: ReviewFile, kind: str) -> list[tuple[Review, Sheet]]:
    if kind == SubjectKind.CELL:
        sheet = read_sheet(ORGANIZATION_SHEET, sheet_version_for(file.campaign.rule_set))
        return [(review, sheet) for review in Review.objects.filter(file=file, kind=kind)]
    return [
        (row.review, read_sheet(SHEET_OF_FORM[row.form.code], sheet_version_of(row.form.version)))
        for row in entry_rows(file)
        if row.review.kind == kind
    ]


def _body_words(file: ReviewFile, body: str) -> tuple[str, bool]:
    """The cell committee by its cell's name; of the others the kind, their own name is written in."""
    if body == CELL_COMMITTEE and file.cell_id:
        return f"{BODY_LABELS[body]} {file.name}", True
    return str(BODY_LABELS[body]), False


def ballot_of(file: ReviewFile) -> Ballot:
    """Who stands on the ballot: all that are due a grade; whoever was absent and is not reviewed yet does not. A paper for
    each voter present, before the meeting for each voter."""
    meeting = meeting_of(file)
    rows = tuple(row for row in sheet_of(file, meeting) if row.bar is None and not row.awaits_review)
    voters = meeting.voters_present if meeting else roll_of(file, None).voters
    return Ballot(rows, voters)
