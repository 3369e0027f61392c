"""The ground's workbook: compared with the ward, rehearsed, applied. All of it or nothing, exactly what the preview showed.

It stands on this side of the house because facts of a year, standings and disciplines also bring the frozen facts of an
open year up to date. Every row goes through the service that people use on the pages.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Campaign
from assessments.services.ground_rows import COLUMN_OF_FIELD, RowWriter
from cells.access import access_of, require
from cells.ground_workbook.comparing import compare
from cells.ground_workbook.plan import GroundPlan, RowDeed, faults_in_order
from cells.ground_workbook.reading import Fault, read_ground
from cells.journal import record
from cells.models import (
    Account,
    Collective,
    Headship,
    Member,
    OfficerPost,
    Organization,
    Seat,
    WorkbookUpload,
)
from cells.refusals import Refused
from cells.selectors.ground import ids_of, tables_of
from cells.services.codes import lock_codes
from cells.services.workbook_uploads import PlanChanged, close_upload, keep_upload, take_upload


class GroundFaults(Refused):
    """Nothing was written. `faults` name what is wrong by sheet, row and column."""

    def __init__(self, faults: Sequence[Fault]):
        self.faults = tuple(faults)
        message = ngettext(
            "%(count)d place of the workbook must be mended; nothing was written.",
            "%(count)d places of the workbook must be mended; nothing was written.",
            len(faults),
        )
        super().__init__(message % {"count": len(faults)}, field="faults")


def plan_ground(ward: Organization, data: bytes, on: date) -> GroundPlan:
    """Compare a workbook with the ward; writes nothing. Raises Refused when the file is no such workbook."""
    return compare(read_ground(data), tables_of(ward, on))


def stage_ground(*, by: Account, ward_id: int, filename: str, data: bytes, on: date) -> WorkbookUpload:
    """Keep a workbook for its preview, rehearsed; refused at once when it is none. Nothing of the ward changes."""
    require(access_of(by, on).is_office(ward_id), _("ward party office"))
    read_ground(data)
    upload = keep_upload(by=by, ward_id=ward_id, kind=WorkbookUpload.GROUND, filename=filename, data=data, on=on)
    return check_upload(by=by, upload_id=upload.pk, on=on)


@transaction.atomic
def check_upload(*, by: Account, upload_id: int, on: date) -> WorkbookUpload:
    """Rehearse a kept workbook and keep what was found with it. Raises Refused when it was applied already."""
    upload = take_upload(by=by, upload_id=upload_id, kind=WorkbookUpload.GROUND, on=on)
    plan, faults = rehearse(by=by, ward_id=upload.ward_id, data=bytes(upload.content), on=on)
    found = [[fault.sheet, fault.row, fault.column, fault.message] for fault in faults]
    upload.checked = {"digest": plan.digest(), "faults": found}
    upload.save(update_fields=["checked"])
    return upload


def rehearse(*, by: Account, ward_id: int, data: bytes, on: date) -> tuple[GroundPlan, tuple[Fault, ...]]:
    """The plan and what stands in its way: the workbook's own faults, or else what the services refuse.

    The rows are written through the services and rolled back; nothing stays.
    """
    with transaction.atomic():
        ward = _locked_ground(ward_id)
        plan = plan_ground(ward, data, on)
        faults = plan.faults or _carry_out(by, ward, plan, on)
        transaction.set_rollback(True)
    return plan, faults


@transaction.atomic
def apply_upload(*, by: Account, upload_id: int, expected_digest: str, on: date) -> WorkbookUpload:
    """Apply a kept workbook once. `expected_digest` stands for the plan the preview showed.

    Raises Refused, PlanChanged, GroundFaults; nothing is written then.
    """
    upload = take_upload(by=by, upload_id=upload_id, kind=WorkbookUpload.GROUND, on=on)
    ward = _locked_ground(upload.ward_id)
    plan = plan_ground(ward, bytes(upload.content), on)
    if plan.digest() != expected_digest:
        raise PlanChanged
    if faults := plan.faults or _carry_out(by, ward, plan, on):
        raise GroundFaults(faults)
    record(
        by=by,
        action="ground_workbook.applied",
        subject=ward,
        ward_code=ward.code,
        after={**plan.counts(), "file": upload.filename, "sha256": upload.sha256},
    )
    close_upload(upload, plan.counts())
    return upload


def _locked_ground(ward_id: int) -> Organization:
    """Lock what the services will lock, in their order: between comparing and writing nobody changes any of it."""
    _take(Campaign.objects.filter(ward_id=ward_id))
    ward = lock_codes(ward_id)
    for rows in (
        Organization.objects.filter(ward=ward),
        Collective.objects.filter(ward=ward),
        Member.objects.filter(ward=ward),
        Seat.objects.filter(collective__ward=ward),
        Headship.objects.filter(member__ward=ward),
        OfficerPost.objects.filter(member__ward=ward),
    ):
        _take(rows)
    return ward


def _take(rows) -> None:
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def _carry_out(by: Account, ward: Organization, plan: GroundPlan, on: date) -> tuple[Fault, ...]:
    """Write every row; answer what the services refused. The caller rolls back when there is anything."""
    writer = RowWriter(by=by, ward=ward, ids=ids_of(ward), on=on)
    faults: list[Fault] = []
    for _sheet, deeds in groupby(plan.deeds, key=lambda deed: deed.layout.key):
        for deed, refused in _settle(writer, list(deeds)):
            faults += _faults_of(deed, refused)
    return faults_in_order(faults)


def _settle(writer: RowWriter, deeds: list[RowDeed]) -> list[tuple[RowDeed, Refused]]:
    """Rows of one sheet may wait for each other: what one refuses for another's sake is tried again after it."""
    while True:
        refused = []
        for deed in deeds:
            try:
                writer.write(deed)
            except Refused as no:
                refused.append((deed, no))
        if len(refused) in (0, len(deeds)):
            return refused
        deeds = [deed for deed, _no in refused]


def _faults_of(deed: RowDeed, refused: Refused) -> Iterable[Fault]:
    for refusal in refused.refusals:
        column = deed.layout.column(COLUMN_OF_FIELD.get(refusal.field, refusal.field))
        yield Fault(deed.layout.title, deed.row, column.header if column else "", str(refusal))
