"""The typed ballot sheet: numbers read strictly, everything typed kept for showing again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from assessments.rules import Grade
from assessments.selectors.meetings import SheetRow
from assessments.services.meetings import ProposalRow
from cells.refusals import Refusal

COLUMNS = tuple(grade.value for grade in Grade)
COLUMN_LABELS = {
    "excellent": pgettext_lazy("ballots", "Excellent"),
    "good": pgettext_lazy("ballots", "Good"),
    "fulfilled": pgettext_lazy("ballots", "Fulfilled"),
    "unfulfilled": pgettext_lazy("ballots", "Unfulfilled"),
}
_MOST_DIGITS = 4


@dataclass(slots=True)
class TypedRow:
    """One row as it is shown: `typed` per column, the grade chosen (blank: as the ballots say) and its reason."""

    row: SheetRow
    typed: dict[str, str]
    grade: str
    reason: str
    valid: int | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def total(self) -> int | None:
        """The sum of what is typed; None when nothing is, or when it is no number."""
        filled = [text for text in self.typed.values() if text]
        if not filled or not all(_is_number(text) for text in filled):
            return None
        return sum(int(text) for text in filled)

    @property
    def short(self) -> int:
        """Ballots missing to the valid ones; below zero: too many."""
        return 0 if self.total is None or self.valid is None else self.valid - self.total

    @property
    def over(self) -> int:
        return -self.short

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """(column, its label, what is typed)."""
        return [(column, str(COLUMN_LABELS[column]), self.typed[column]) for column in COLUMNS]

    @property
    def carried(self) -> str:
        """The grade of the saved ballots, where what is typed is still the same."""
        return self.row.carried if self.row.counts == _counts(self.typed) else ""


@dataclass(slots=True)
class BallotSheet:
    rows: list[TypedRow]
    revision: int
    faults: list[Refusal] = field(default_factory=list)

    def proposals(self) -> list[ProposalRow]:
        """The rows for the service; only rows due a grade are sent. Read `faults` first."""
        return [_proposal(one) for one in self.rows if one.row.bar is None]

    def show(self, refusals: Iterable[Refusal]) -> None:
        """Put each refusal at its row."""
        by_row = {str(one.row.review.pk): one for one in self.rows}
        for refusal in refusals:
            parts = refusal.field.split("_")
            if parts[0] == "row" and parts[1] in by_row:
                by_row[parts[1]].errors.append(str(refusal))


def stored_sheet(rows: list[SheetRow], revision: int, valid: int | None) -> BallotSheet:
    """The sheet as it is saved."""
    typed = []
    for row in rows:
        counts = dict(zip(COLUMNS, map(str, row.counts), strict=True)) if row.counts else dict.fromkeys(COLUMNS, "")
        by_hand = row.grade if row.grade != row.carried else ""
        typed.append(TypedRow(row, counts, by_hand, row.reason, valid))
    return BallotSheet(typed, revision)


def posted_sheet(rows: list[SheetRow], data: Mapping[str, str], valid: int | None) -> BallotSheet:
    """The sheet as it was typed; a cell that is no whole number is a fault at its place."""
    revision = data.get("revision", "")
    sheet = BallotSheet([], int(revision) if _is_number(revision) else -1)
    for row in rows:
        name = f"row_{row.review.pk}_"
        typed = {column: data.get(name + column, "").strip() for column in COLUMNS}
        one = TypedRow(row, typed, data.get(name + "grade", ""), data.get(name + "reason", "").strip(), valid)
        sheet.rows.append(one)
        for column, text in typed.items():
            if text and not _is_number(text):
                message = _("%(name)s: “%(typed)s” is no number of ballots. Write a whole number.")
                sheet.faults.append(Refusal(message % {"name": row.review.name, "typed": text[:20]}, f"{name}{column}"))
    return sheet


def _proposal(one: TypedRow) -> ProposalRow:
    return ProposalRow(one.row.review.pk, _counts(one.typed), one.grade, one.reason)


def _counts(typed: dict[str, str]) -> tuple[int, int, int, int] | None:
    """Blank cells of a row that is begun are zero; a row without any number has not been counted."""
    if not any(typed.values()) or not all(_is_number(text) for text in typed.values() if text):
        return None
    return tuple(int(typed[column] or 0) for column in COLUMNS)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
