"""The page for self-critiques on paper as it was posted: rows as typed, rows that nobody touched left alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from assessments.forms.ids import read_revision
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.selectors.paper_entry import EntryRow, EntryTable, entry_tables
from assessments.services.attachments import Upload
from assessments.services.paper_entry import PaperRow
from cells.paper_files import too_large
from cells.refusals import Refusal
from cells.vocabulary import GivenGrade


@dataclass(frozen=True, slots=True)
class EntryField:
    """One choice in a row: its name in the form, what is chosen, what is saved if that is something else now.

    column: what heads its column; label: the same with whose row it is.
    """

    name: str
    column: str
    label: str
    choices: list[tuple[str, str]]
    value: str
    theirs: str = ""


@dataclass(slots=True)
class EntryLine:
    """One row as the page shows it. `was`: what it showed first, so that an untouched row overwrites nothing."""

    row: EntryRow
    fields: list[EntryField]
    was: str
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class EntryPage:
    table: EntryTable
    lines: list[EntryLine]


class EntrySheet:
    """`rows` as they are saved; `data` and `files` as posted, None to show what is saved."""

    def __init__(
        self, rows: list[EntryRow], data: QueryDict | None = None, files: MultiValueDict | None = None
    ) -> None:
        self.rows, self.data, self.files = rows, data, files

    def typed(self) -> tuple[list[PaperRow], list[Refusal]]:
        """(rows somebody touched, what is wrong already). No file is read before all are known to be small enough."""
        uploads = {row.review.pk: self.files.getlist(f"upload_{row.review.pk}") for row in self.rows}
        if faults := [*self._too_large(uploads), *self._too_much(uploads)]:
            return [], faults
        found = []
        for row in self.rows:
            pk, values = row.review.pk, self._values(row)
            revision = self.data.get(f"revision_{pk}", "")
            if not revision:  # shown as submitted: the page had no fields here
                continue
            if _was(values) == self.data.get(f"was_{pk}", "") and not uploads[pk]:
                continue
            found.append(
                PaperRow(
                    pk,
                    read_revision(revision),
                    {section.key: values[f"level_{pk}_{section.key}"] for section in row.form.rated},
                    values[f"grade_{pk}"],
                    values.get(f"officer_{pk}", ""),
                    tuple(Upload(file.name, file.read()) for file in uploads[pk]),
                )
            )
        return found, []

    def pages(self, faults: Iterable[Refusal] = ()) -> list[EntryPage]:
        """Table by table, with what was typed, what is saved otherwise meanwhile, and what is wrong at each row."""
        at_row: dict[str, list[str]] = {}
        for fault in faults:
            at_row.setdefault(fault.field, []).append(str(fault))
        return [
            EntryPage(table, [self._line(row, at_row.get(f"row_{row.review.pk}", [])) for row in table.rows])
            for table in entry_tables(self.rows)
        ]

    def _line(self, row: EntryRow, errors: list[str]) -> EntryLine:
        saved = _saved(row)
        posted = self.data is not None and not row.is_submitted
        typed = self._values(row) if posted else saved
        # Somebody else's change of a row that nobody touched here is simply shown.
        if posted and _was(typed) == self.data.get(f"was_{row.review.pk}", ""):
            typed = saved
        shown_first = self.data.get(f"was_{row.review.pk}", "") if posted else _was(saved)
        columns = _columns(row)
        fields = [
            EntryField(
                name,
                columns[name],
                f"{row.review.name}, {columns[name]}",
                GivenGrade.choices if name.startswith(("grade_", "officer_")) else LEVEL_CHOICES,
                typed[name],
                saved[name] if shown_first != _was(saved) and saved[name] != typed[name] else "",
            )
            for name in saved
        ]
        return EntryLine(row, fields, _was(saved), errors)

    def _values(self, row: EntryRow) -> dict[str, str]:
        return {name: self.data.get(name, "") for name in _saved(row)}

    def _too_large(self, uploads: dict[int, list[UploadedFile]]) -> Iterable[Refusal]:
        for row in self.rows:
            for file in uploads[row.review.pk]:
                if file.size > settings.ATTACHMENT_MAX_BYTES:
                    words = f"{row.review.name}: “{file.name}”: {too_large().refusals[0].message}"
                    yield Refusal(words, f"row_{row.review.pk}")

    def _too_much(self, uploads: dict[int, list[UploadedFile]]) -> Iterable[Refusal]:
        most = settings.ATTACHMENTS_MAX_BYTES_A_FILE
        if sum(file.size for files in uploads.values() for file in files) > most:
            words = _("All files chosen here together are larger than %(most)s MB. Save them in several parts.")
            yield Refusal(words % {"most": most // (1024 * 1024)})


def _saved(row: EntryRow) -> dict[str, str]:
    """Field → what is saved, in the order of the columns."""
    pk = row.review.pk
    values = {f"level_{pk}_{section.key}": row.levels.get(section.key, "") for section in row.form.rated}
    values[f"grade_{pk}"] = row.self_grade
    if row.form.officer_grade:
        values[f"officer_{pk}"] = row.self_grade_officer
    return values


def _columns(row: EntryRow) -> dict[str, str]:
    """Field → what heads its column."""
    pk = row.review.pk
    found = {f"level_{pk}_{section.key}": section.number for section in row.form.rated}
    own = _("Grade proposed for oneself") if row.review.member_id else _("Grade proposed for the collective")
    return found | {f"grade_{pk}": own, f"officer_{pk}": _("As officer or civil servant (if any)")}


def _was(values: dict[str, str]) -> str:
    return "|".join(values.values())
