"""How many of each grade, kind by kind, for the pages that show totals before something is done to many files."""

from collections import Counter
from collections.abc import Callable, Iterable

from assessments.models.fields import SUBJECT_LABELS
from assessments.selectors.desk import DeskRow
from assessments.workflow import SubjectKind
from cells.vocabulary import GivenGrade


def grade_counts(rows: Iterable[DeskRow], grade: Callable[[DeskRow], str]) -> list[tuple[str, list[int], int]]:
    """(kind of subject, how many of each grade, how many rows of that kind with or without one)."""
    rows = list(rows)
    given = Counter((row.kind, grade(row)) for row in rows)
    kinds = [kind for kind in SubjectKind if any(row.kind is kind for row in rows)]
    return [
        (
            str(SUBJECT_LABELS[kind]),
            [given[kind, code] for code in GivenGrade.values],
            sum(row.kind is kind for row in rows),
        )
        for kind in kinds
    ]
