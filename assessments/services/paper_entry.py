"""Self-critiques handed in on paper: pages, levels and own grades of a whole file kept together, then submitted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Review, ReviewFile, SelfCritique
from assessments.selectors.attachments import CRITIQUE
from assessments.selectors.paper_entry import EntryRow, entry_rows
from assessments.services import self_critiques
from assessments.services.attachments import Room, Upload, keep_paper
from assessments.services.critique_writing import CritiqueValues
from assessments.services.writable_files import lock_writable
from cells import clock
from cells.models import Account
from cells.paper_files import PaperFile, checked_paper
from cells.refusals import Refusal, Refused, StaleEdit


@dataclass(frozen=True)
class PaperRow:
    """What is typed in one row. `revision`: of the critique as it was shown, 0 for none. uploads: pages to attach."""

    review_id: int
    revision: int
    levels: Mapping[str, str] = field(default_factory=dict)
    self_grade: str = ""
    self_grade_officer: str = ""
    uploads: tuple[Upload, ...] = ()


@dataclass(frozen=True)
class Submitted:
    """Who was submitted, and who was not, with every reason."""

    done: list[Review]
    refused: list[tuple[Review, list[Refusal]]]


def save_paper_rows(*, by: Account, file_id: int, rows: Iterable[PaperRow], on: date) -> int:
    """Keep all rows or none; answers how many changed. What was typed as text in the portal stays.

    A row that says what is saved already is not saved again. Raises NotPermitted; Refused, each refusal at the field
    `row_<review id>`: also where somebody else saved that row first.
    """
    rows = list(rows)
    with transaction.atomic():
        lock_writable(by, file_id, on)
    papers, refusals = _looked_at(rows)
    with transaction.atomic():
        file = lock_writable(by, file_id, on)
        stored, room, changed = {row.review.pk: row for row in entry_rows(file)}, Room(file), 0
        for row in rows:
            if row.review_id not in stored:
                refusals.append(Refusal(_("The form holds a row that is not on this table. Load the page anew.")))
                continue
            try:
                changed += _keep(by, file, stored[row.review_id], row, papers[row.review_id], room, on)
            except Refused as refused:
                refusals += at_row(stored[row.review_id].review, refused.refusals)
            except StaleEdit as stale:
                refusals += at_row(stored[row.review_id].review, [_saved_by_another(stale.current)])
        if refusals:
            raise Refused(*refusals)
    return changed


def submit_papers(*, by: Account, file_id: int, on: date) -> Submitted:
    """Submit everyone whose pages are attached and whose levels and grade are complete, each a deed of its own.

    Raises NotPermitted, Refused when the file may not be written.
    """
    with transaction.atomic():
        file = lock_writable(by, file_id, on)
        ready = [row for row in entry_rows(file) if row.is_ready]
    done, refused = [], []
    for row in ready:
        try:
            self_critiques.submit_saved(by=by, review_id=row.review.pk, revision=row.revision, on=on)
        except Refused as one:
            refused.append((row.review, one.refusals))
        except StaleEdit as stale:
            refused.append((row.review, [_saved_by_another(stale.current)]))
        else:
            done.append(row.review)
    return Submitted(done, refused)


def at_row(review: Review, refusals: Iterable[Refusal]) -> list[Refusal]:
    """The same refusals, each with the name and the row it belongs to."""
    return [Refusal(f"{review.name}: {one.message}", f"row_{review.pk}", one.citation) for one in refusals]


def _looked_at(rows: list[PaperRow]) -> tuple[dict[int, list[PaperFile]], list[Refusal]]:
    """Every page told by its bytes, before anything is locked."""
    names = dict(Review.objects.filter(pk__in=[row.review_id for row in rows]).values_list("pk", "name"))
    papers: dict[int, list[PaperFile]] = {row.review_id: [] for row in rows}
    refusals = []
    for row in rows:
        for upload in row.uploads:
            try:
                papers[row.review_id].append(checked_paper(upload.name, upload.data))
            except Refused as refused:
                named = f"{names.get(row.review_id, '')}: “{upload.name}”: "
                refusals += [Refusal(named + one.message, f"row_{row.review_id}") for one in refused.refusals]
    return papers, refusals


def _keep(
    by: Account, file: ReviewFile, stored: EntryRow, row: PaperRow, papers: list[PaperFile], room: Room, on: date
) -> bool:
    """One row written where it differs. Raises Refused, StaleEdit."""
    levels = {section.key: row.levels.get(section.key, "") for section in stored.form.rated}
    officer = row.self_grade_officer if stored.form.officer_grade else ""
    typed = ({key: level for key, level in levels.items() if level}, row.self_grade, officer)
    differs = typed != (stored.levels, stored.self_grade, stored.self_grade_officer)
    if not differs and not papers:
        return False
    if stored.is_submitted:
        raise Refused(_("This self-critique has been submitted. Take it back first, then change it."))
    if found := [one for paper in papers for one in room.refusals(stored.review, CRITIQUE, paper)]:
        raise Refused(*found)
    for paper in papers:
        keep_paper(by=by, file=file, review=stored.review, kind=CRITIQUE, paper=paper, at=clock.now())
    if differs:
        answers = stored.critique.answers.all() if stored.critique else ()
        values = CritiqueValues({one.section: one.text for one in answers}, levels, row.self_grade, officer)
        self_critiques.save_draft(by=by, review_id=row.review_id, values=values, revision=row.revision, on=on)
    return True


def _saved_by_another(current: SelfCritique | None) -> Refusal:
    if current is None:
        return Refusal(_("This row has changed in between. Look at it again, then save."))
    message = _("%(by)s saved this row at %(at)s; it stands beside yours. Save again to put yours in its place.")
    at = timezone.localtime(current.saved_at)
    return Refusal(message % {"by": current.saved_by, "at": f"{at:%H:%M %d/%m/%Y}"})
