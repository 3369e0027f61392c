"""A table saved by rows: what was changed here, what somebody else changed meanwhile. Nobody overwrites unseen."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Grading
from assessments.selectors.desk import Desk, DeskRow
from assessments.workflow import GradingStep
from cells.refusals import Refusal, Refused
from cells.vocabulary import GivenGrade


@dataclass(frozen=True)
class Entry:
    """What stands, or was typed, in one row: a grade (blank: none) and the reason beside it, if the table has one."""

    grade: str = ""
    reason: str = ""


@dataclass(frozen=True)
class StaleRow:
    """A row that somebody else saved first: theirs stands, yours was not written."""

    row: DeskRow
    theirs: Grading | None
    yours: Entry


@dataclass(frozen=True)
class TableOutcome:
    """How many rows were written, and which were not because they had changed meanwhile."""

    saved: int
    stale: tuple[StaleRow, ...] = ()


def split_changes(
    desk: Desk, step: GradingStep, typed: Mapping[int, Entry], seen: Mapping[int, int]
) -> tuple[list[tuple[DeskRow, Entry]], list[StaleRow]]:
    """(changes to write, stale rows). `seen`: id of the grading the form showed in each row, 0 for none.

    A row that still shows what the form showed was not touched: what others wrote there stays.
    """
    shown = {
        grading.pk: _held(grading)
        for grading in Grading.objects.filter(review__campaign=desk.campaign, step=step, pk__in=set(seen.values()))
    }
    changes, stale = [], []
    for review_id, entry in typed.items():
        row = desk.rows.get(review_id)
        if row is None or (entry.grade and entry.grade not in GivenGrade.values):
            raise Refused(Refusal(_("The form holds a row that is not on this table. Load the page anew.")))
        current = row.grades.by_step.get(step)
        seen_id = seen.get(review_id, 0)
        if entry == shown.get(seen_id, Entry()) or entry == _held(current):
            continue
        if seen_id != (current.pk if current else 0) or row.is_signed:
            stale.append(StaleRow(row, row.grades.final_grading or current, entry))
        else:
            changes.append((row, entry))
    return changes, stale


def _held(grading: Grading | None) -> Entry:
    if grading is None:
        return Entry()
    return Entry(grading.grade, grading.reason if grading.step == GradingStep.OFFICE else "")
