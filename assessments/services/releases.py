"""Release of results: until then the cells see nothing of what was decided."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import ReviewFile
from assessments.selectors.desk import desk_of
from assessments.services.desk_locks import lock_desk
from assessments.services.settling import settle_files
from assessments.services.steps import take_step
from assessments.workflow import Stage
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.roles import Role


@transaction.atomic
def release_files(
    *, by: Account, campaign_id: int, file_ids: Collection[int] | None = None, on: date
) -> list[ReviewFile]:
    """Release decided files to their cells: the chosen ones, or all that are decided. All or none.

    Files whose last grade was settled without a signature (after a re-review) are decided first. Raises NotPermitted;
    Refused when nothing can be released, or a chosen file is not decided.
    """
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.COMMITTEE, on=on)
    settle_files(by=by, desk=desk_of(campaign), on=on)
    files = ReviewFile.objects.filter(campaign=campaign).order_by("position", "code")
    chosen = [file for file in files if _is_chosen(file, file_ids)]
    refusals = [
        Refusal(_("“%(file)s” is not decided yet.") % {"file": file.name}, f"file-{file.pk}")
        for file in chosen
        if Stage(file.stage) is not Stage.DECIDED
    ]
    if refusals:
        raise Refused(*refusals)
    if not chosen:
        raise Refused(_("No decided file is waiting to be released."))
    released = [take_step(by=by, file_id=file.pk, step="release", on=on) for file in chosen]
    record(
        by=by,
        action="results.released",
        subject=campaign,
        ward_code=campaign.ward.code,
        after={"files": [file.code for file in released]},
    )
    return released


def _is_chosen(file: ReviewFile, file_ids: Collection[int] | None) -> bool:
    return Stage(file.stage) is Stage.DECIDED if file_ids is None else file.pk in file_ids
