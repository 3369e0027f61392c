"""How the rows of a cell's sheet are written: each through the service that people use on the pages."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import ngettext

from assessments.cell_sheet.content import Value, counts_of
from assessments.cell_sheet.layout import BALLOTS, HINTS
from assessments.cell_sheet.three_way import Choice, RowDifference
from assessments.models import Meeting, ReviewFile, SelfCritique
from assessments.selectors.cell_sheets import point_of, reviews_by_key, reviews_of_points
from assessments.services.critique_writing import CritiqueValues
from assessments.services.levels import save_levels
from assessments.services.meetings import ProposalRow, save_ballots_and_proposals
from assessments.services.self_critiques import save_draft
from cells.ground_workbook.reading import Fault
from cells.models import Account
from cells.refusals import Refusal, Refused

#: What the outcome names of one written row: its sheet, its subject, the headers of what was written.
Told = list[str | list[str]]


class SheetFaults(Refused):
    """Nothing was written. `faults` name what is wrong by sheet, row and column."""

    def __init__(self, faults: Sequence[Fault]):
        self.faults = tuple(faults)
        message = ngettext(
            "%(count)d place of the workbook must be mended; nothing was written.",
            "%(count)d places of the workbook must be mended; nothing was written.",
            len(faults),
        )
        super().__init__(message % {"count": len(faults)}, field="faults")


def write_rows(
    *, by: Account, file: ReviewFile, rows: Iterable[tuple[RowDifference, Choice | None]], on: date
) -> list[Told]:
    """Write the file's side of each row; answers what was written. Critiques, then the meeting's levels, then ballots.

    Part of a deed: the caller holds the file's lock and the transaction, which a refusal must roll back.
    Raises NotPermitted, SheetFaults with everything the services refused.
    """
    return _Writer(by, file, on).write(list(rows))


class _Writer:
    def __init__(self, by: Account, file: ReviewFile, on: date):
        self.by, self.file, self.on = by, file, on
        self.reviews = reviews_by_key(file)
        self.points = reviews_of_points(file)
        self.critiques = {
            one.review_id: one for one in SelfCritique.objects.filter(review__file=file).prefetch_related("answers")
        }
        self.faults: list[Fault] = []

    def write(self, rows: list[tuple[RowDifference, Choice | None]]) -> list[Told]:
        written = [(row, values) for row, choice in rows if (values := row.written(choice))]
        of_meeting: list[tuple[RowDifference, dict[str, Value]]] = []
        answered: dict[str, list[tuple[RowDifference, str]]] = {}
        for row, values in written:
            if row.layout.key == HINTS:
                answered.setdefault(self.points[row.key], []).append((row, str(values["answer"])))
        for row, values in written:
            if row.layout.key not in (BALLOTS, HINTS):
                own = {name: value for name, value in values.items() if not name.startswith("cell_")}
                if own:
                    self._critique(row.key, row, own, answered.pop(row.key, []))
                if len(own) < len(values):
                    of_meeting.append((row, values))
        for key, answers in answered.items():
            self._critique(key, answers[0][0], {}, answers)
        if of_meeting:
            self._levels(of_meeting)
        if ballots := [(row, values) for row, values in written if row.layout.key == BALLOTS]:
            self._ballots(ballots)
        if self.faults:
            raise SheetFaults(self.faults)
        return [_told(row, values) for row, values in written]

    def _critique(
        self, key: str, row: RowDifference, values: dict[str, Value], answered: list[tuple[RowDifference, str]]
    ) -> None:
        """The draft as it stands with the file's values put in, and the answers to points of hints with it: they are
        saved as one, and one revision."""
        review = self.reviews[key]
        critique = self.critiques.get(review.pk)
        answers = {answer.section: answer for answer in critique.answers.all()} if critique else {}
        texts = {section: answer.text for section, answer in answers.items()}
        levels = {section: answer.level_self for section, answer in answers.items()}
        texts |= {name.removeprefix("text_"): value for name, value in values.items() if name.startswith("text_")}
        levels |= {name.removeprefix("level_"): value for name, value in values.items() if name.startswith("level_")}
        typed = CritiqueValues(
            texts,
            levels,
            values.get("self_grade", critique.self_grade if critique else ""),
            values.get("self_grade_officer", critique.self_grade_officer if critique else ""),
            {point_of(of_point.key): text for of_point, text in answered},
        )
        places = {f"hint_{point_of(of_point.key)}": of_point for of_point, _text in answered}
        revision = critique.revision if critique else 0
        try:
            save_draft(by=self.by, review_id=review.pk, values=typed, revision=revision, on=self.on)
        except Refused as refused:
            for refusal in refused.refusals:
                of_point = places.get(refusal.field)
                self.faults.append(_fault(of_point or row, refusal, "answer" if of_point else refusal.field))

    def _levels(self, rows: list[tuple[RowDifference, dict[str, Value]]]) -> None:
        wanted = {
            (self.reviews[row.key].pk, name.removeprefix("cell_")): value
            for row, values in rows
            for name, value in values.items()
            if name.startswith("cell_")
        }
        try:
            save_levels(by=self.by, file_id=self.file.pk, levels=wanted, revision=self._revision(), on=self.on)
        except Refused as refused:
            self.faults += [_fault(rows[0][0], refusal, "") for refusal in refused.refusals]

    def _ballots(self, rows: list[tuple[RowDifference, dict[str, Value]]]) -> None:
        sheet = [
            ProposalRow(self.reviews[row.key].pk, counts_of(values), values["grade"], values["reason"])
            for row, values in rows
        ]
        places = {self.reviews[row.key].pk: row for row, _values in rows}
        try:
            save_ballots_and_proposals(
                by=self.by, file_id=self.file.pk, rows=sheet, revision=self._revision(), on=self.on
            )
        except Refused as refused:
            for refusal in refused.refusals:
                review_id, column = _place(refusal)
                self.faults.append(_fault(places.get(review_id, rows[0][0]), refusal, column))

    def _revision(self) -> int:
        """As it stands under the file's lock: the services before this one raise it."""
        return Meeting.objects.filter(file=self.file).values_list("revision", flat=True).first() or 0


def _place(refusal: Refusal) -> tuple[int, str]:
    """(review id, column) of a refusal at `row_<id>_<column>`."""
    _row, _dash, rest = refusal.field.partition("_")
    review_id, _dash, column = rest.partition("_")
    return (int(review_id), column) if review_id.isdigit() else (0, "")


def _fault(row: RowDifference, refusal: Refusal, name: str) -> Fault:
    column = row.layout.column(name)
    return Fault(row.layout.title, row.row, column.header if column else "", f"{row.name}: {refusal}")


def _told(row: RowDifference, values: dict[str, Value]) -> Told:
    changed = {
        column.name
        for one in row.differences
        for column, file, portal in zip(one.columns, one.file, one.portal, strict=True)
        if file != portal and column.name in values
    }
    return [row.layout.title, row.name, [column.header for column in row.layout.filled if column.name in changed]]
