"""Uploaded workbooks: kept for the preview, taken once, then emptied."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cells import clock
from cells.access import access_of, require
from cells.models import Account, WorkbookUpload
from cells.refusals import Refused
from cells.services.edits import locked
from cells.vietnamese import tidy


class PlanChanged(Refused):
    """The ward, or the meaning of the workbook for it, changed since the preview; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The ward changed since this preview was made, so nothing was written. Look at the preview again and confirm."
            )
        )


@transaction.atomic
def keep_upload(*, by: Account, ward_id: int, kind: str, filename: str, data: bytes, on: date) -> WorkbookUpload:
    """Keep a workbook that was opened without complaint; an earlier one of the same account and kind is thrown away."""
    require(access_of(by, on).is_office(ward_id), _("ward party office"))
    WorkbookUpload.objects.filter(ward_id=ward_id, kind=kind, by=by, applied_at__isnull=True).delete()
    return WorkbookUpload.objects.create(
        ward_id=ward_id,
        kind=kind,
        filename=tidy(filename)[-200:],
        content=data,
        sha256=hashlib.sha256(data).hexdigest(),
        by=by,
        at=clock.now(),
    )


@transaction.atomic
def discard_upload(*, by: Account, upload_id: int, kind: str, on: date) -> None:
    """Throw a waiting workbook away. Raises Refused when it was applied already."""
    take_upload(by=by, upload_id=upload_id, kind=kind, on=on).delete()


def take_upload(*, by: Account, upload_id: int, kind: str, on: date) -> WorkbookUpload:
    """Lock an upload for applying. Raises Refused when it was applied already: pressing twice does nothing twice."""
    try:
        upload = locked(WorkbookUpload.objects.select_related("ward").filter(kind=kind), upload_id)
    except WorkbookUpload.DoesNotExist:
        raise Refused(_("This workbook was thrown away in the meantime. Choose it again.")) from None
    require(access_of(by, on).is_office(upload.ward_id), _("ward party office"))
    if upload.applied_at is not None:
        raise Refused(_("This workbook was applied already; nothing was done twice."))
    return upload


def close_upload(upload: WorkbookUpload, outcome: dict) -> None:
    """Remember what it did and forget its bytes."""
    upload.applied_at, upload.outcome, upload.content, upload.checked = clock.now(), outcome, b"", None
    upload.save(update_fields=["applied_at", "outcome", "content", "checked"])
