"""A cell's sheet handed out and taken back: kept, compared three ways, applied. All of it or nothing, as the preview showed.

What a download said is kept to compare with: of the last few downloads of a file (`KEPT_DOWNLOADS`), until it is accepted.
The bytes that came back go once they are applied, thrown away or replaced, at the latest when the file is accepted (`sheet_keeping`).
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.cell_sheet.content import CellSheet, Snapshot
from assessments.cell_sheet.reading import SheetReading, read_sheet
from assessments.cell_sheet.three_way import Choice, RowDifference, SheetPlan, State, compare
from assessments.cell_sheet.writing import write_sheet
from assessments.models import ReviewFile, SheetDownload, SheetUpload
from assessments.selectors.cell_sheets import KEPT_DOWNLOADS, cell_sheet
from assessments.services.sheet_rows import SheetFaults, write_rows
from assessments.services.writable_files import lock_writable
from cells import clock
from cells.access import Access, NotPermitted, access_of
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.services.workbook_uploads import PlanChanged
from cells.vietnamese import fold, tidy


@transaction.atomic
def download_sheet(*, by: Account, file_id: int, on: date) -> bytes:
    """The bytes of the sheet as the portal stands, and what it said kept under its mark. NotPermitted, Refused."""
    file = lock_writable(by, file_id, on)
    sheet = cell_sheet(file, access_of(by, on))
    mark = f"p{secrets.token_hex(16)}"
    SheetDownload.objects.create(file=file, mark=mark, content=sheet.snapshot(), by=by, at=clock.now())
    kept = file.sheet_downloads.order_by("-at", "-pk").values_list("pk", flat=True)[:KEPT_DOWNLOADS]
    file.sheet_downloads.exclude(pk__in=list(kept)).update(content={})
    record(
        by=by,
        action="cell_sheet.downloaded",
        subject=file,
        ward_code=file.campaign.ward.code,
        after={"rows": sheet.people, "ballots": not sheet.withheld},
    )
    return write_sheet(sheet, mark=mark)


@transaction.atomic
def stage_sheet(*, by: Account, file_id: int, filename: str, data: bytes, on: date) -> SheetUpload:
    """Keep a sheet for its preview; one of the same account and file that waits is thrown away. Nothing else changes.

    Raises NotPermitted; Refused when it is no such workbook, or another file's or year's sheet.
    """
    file = lock_writable(by, file_id, on)
    reading = _read(cell_sheet(file, access_of(by, on)), data)
    download = _origin(file, reading)
    SheetUpload.objects.filter(file=file, by=by, applied_at__isnull=True).delete()
    return SheetUpload.objects.create(
        file=file,
        download=download,
        filename=tidy(filename)[-200:],
        content=data,
        sha256=hashlib.sha256(data).hexdigest(),
        by=by,
        at=clock.now(),
    )


def plan_sheet(upload: SheetUpload, file: ReviewFile, access: Access) -> tuple[SheetPlan, SheetReading]:
    """Compare a kept sheet with the portal as it stands; writes nothing."""
    sheet = cell_sheet(file, access)
    reading = _read(sheet, bytes(upload.content))
    base: Snapshot | None = upload.download.content or None if upload.download else None
    return compare(reading, sheet, base), reading


@transaction.atomic
def apply_sheet(
    *, by: Account, upload_id: int, choices: Mapping[int, str], expected_digest: str, on: date
) -> SheetUpload:
    """Write what the file brings in, once. choices: place of a conflict in the plan's list of conflicts → Choice.

    expected_digest stands for the plan the preview showed. Raises NotPermitted, Refused (a conflict without a choice,
    each row named), PlanChanged, SheetFaults; nothing is written then.
    """
    upload, file = _take(by, upload_id, on)
    plan, _reading = plan_sheet(upload, file, access_of(by, on))
    if plan.digest() != expected_digest:
        raise PlanChanged
    if plan.faults:
        raise SheetFaults(plan.faults)
    settled = _settled(plan, choices)
    told = write_rows(by=by, file=file, rows=settled, on=on)
    counts = {
        "written": len(told),
        "by_choice": sum(choice is Choice.FILE for _row, choice in settled),
        "left": sum(choice is Choice.PORTAL for _row, choice in settled),
        "kept": len(plan.of(State.PORTAL)),
        "unchanged": plan.unchanged,
    }
    record(
        by=by,
        action="cell_sheet.applied",
        subject=file,
        ward_code=file.campaign.ward.code,
        after={**counts, "file": upload.filename, "sha256": upload.sha256},
    )
    upload.applied_at, upload.outcome, upload.content = clock.now(), {**counts, "rows": told}, b""
    upload.save(update_fields=["applied_at", "outcome", "content"])
    return upload


@transaction.atomic
def discard_sheet(*, by: Account, upload_id: int) -> None:
    """Throw a waiting sheet away, of a file that may have been sent since. Raises NotPermitted, Refused."""
    _own(by, upload_id).delete()


def _take(by: Account, upload_id: int, on: date) -> tuple[SheetUpload, ReviewFile]:
    """The file locked, then the upload: every writer of the file's rows takes the same lock first."""
    file_id = SheetUpload.objects.filter(pk=upload_id).values_list("file_id", flat=True).first()
    if file_id is None:
        raise _gone()
    file = lock_writable(by, file_id, on)
    return _own(by, upload_id), file


def _own(by: Account, upload_id: int) -> SheetUpload:
    upload = SheetUpload.objects.select_for_update(of=("self",)).select_related("download").filter(pk=upload_id).first()
    if upload is None:
        raise _gone()
    if upload.by_id != by.pk:
        raise NotPermitted(_("Only who uploaded a sheet looks at it and applies it."))
    if upload.applied_at is not None:
        raise Refused(_("This workbook was applied already; nothing was done twice."))
    return upload


def _gone() -> Refused:
    return Refused(_("This workbook was thrown away in the meantime. Choose it again."))


def _read(sheet: CellSheet, data: bytes) -> SheetReading:
    layouts = [table.layout for table in sheet.tables]
    return read_sheet(data, layouts, withheld=sheet.withheld)


def _origin(file: ReviewFile, reading: SheetReading) -> SheetDownload | None:
    """The download that the sheet comes from, None when it carries no mark that is known. Refused: another file's."""
    found = SheetDownload.objects.select_related("file__campaign").filter(mark=reading.mark).first()
    if found is not None and found.file_id != file.pk:
        raise _foreign(file, found.file.name, str(found.file.campaign.year))
    if found is None and reading.code and fold(reading.code) != fold(file.code):
        raise _foreign(file, reading.code, reading.year)
    if found is None and reading.year and reading.year != str(file.campaign.year):
        raise _foreign(file, reading.code, reading.year)
    return found


def _foreign(file: ReviewFile, name: str, year: str) -> Refused:
    message = _("This is the sheet of “%(found)s” for %(year)s, not of “%(file)s” for %(own)s. Choose the right file.")
    named = {"found": name, "year": year or "?", "file": file.name, "own": file.campaign.year}
    return Refused(message % named, field="workbook")


def _settled(plan: SheetPlan, choices: Mapping[int, str]) -> list[tuple[RowDifference, Choice | None]]:
    """Every row that may bring something in, with what was chosen for it. Refused: a conflict nobody settled."""
    settled: list[tuple[RowDifference, Choice | None]] = [(row, None) for row in plan.of(State.FILE)]
    refusals = []
    for place, row in enumerate(plan.of(State.CONFLICT)):
        chosen = choices.get(place, "")
        where = {"sheet": row.layout.title, "row": row.row, "name": row.name, "why": row.closed}
        if chosen not in set(Choice):
            message = _("%(sheet)s, row %(row)s, %(name)s: choose the file or the portal.") % where
            refusals.append(Refusal(message, f"choice_{place}"))
        elif chosen == Choice.FILE and row.closed:
            message = _("%(sheet)s, row %(row)s, %(name)s: the file's cannot be taken. %(why)s") % where
            refusals.append(Refusal(message, f"choice_{place}"))
        else:
            settled.append((row, Choice(chosen)))
    if refusals:
        raise Refused(*refusals)
    return settled
