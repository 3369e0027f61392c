"""A file is decided once nothing in it is left to decide."""

from collections.abc import Collection
from datetime import date

from assessments.models import ReviewFile
from assessments.selectors.desk import Desk
from assessments.services.steps import take_step
from assessments.workflow import Stage
from cells.models import Account


def complete_files(desk: Desk, also: Collection[int] = ()) -> list[ReviewFile]:
    """Accepted files whose every grade due is signed, recorded elsewhere, or left open for a recorded reason.

    `also`: ids of reviews signed since the desk was read.
    """
    files = {rows[0].review.file_id: rows[0].file for rows in desk.by_file.values()}
    return [
        files[file_id]
        for file_id, rows in desk.by_file.items()
        if Stage(files[file_id].stage) is Stage.ACCEPTED
        and all(row.is_settled or row.review.pk in also for row in rows)
    ]


def settle_files(*, by: Account, desk: Desk, on: date, also: Collection[int] = ()) -> list[ReviewFile]:
    """Move complete files to `decided`, in the transaction of the deed that completed them."""
    return [take_step(by=by, file_id=file.pk, step="decide", on=on) for file in complete_files(desk, also)]
