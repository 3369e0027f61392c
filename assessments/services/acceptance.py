"""Acceptance in two steps: the office lays files aside while it reads them, looks at their totals, accepts them together."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import ReviewFile
from assessments.permissions import is_office_side, may_see_file
from assessments.selectors.acceptance import marks_of
from assessments.services.desk_locks import lock_desk
from assessments.services.steps import lock_file, refuse_own_files, take_step
from assessments.workflow import Stage
from cells import clock
from cells.access import NotPermitted, access_of, require
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS


@transaction.atomic
def stage_file(*, by: Account, file_id: int, staged: bool, on: date) -> ReviewFile:
    """Lay a sent file aside to be accepted with others, or take it back from there. Nothing moves yet; any step the
    file takes ends it. Raises NotPermitted, Refused."""
    file = lock_file(file_id)
    access = access_of(by, on)
    if not may_see_file(access, file):
        raise NotPermitted(_("This file is not yours."))
    require(is_office_side(access, file), str(ROLE_LABELS[Role.OFFICE]))
    if Stage(file.stage) is not Stage.SUBMITTED:
        raise Refused(
            _("“%(file)s” does not lie with the office; only a sent file is laid aside.") % {"file": file.name}
        )
    if staged == (file.staged_at is not None):
        return file
    file.staged_at, file.staged_by = (clock.now(), by.signature) if staged else (None, "")
    file.save(update_fields=["staged_at", "staged_by"])
    record(
        by=by,
        action="file.staged" if staged else "file.unstaged",
        subject=file,
        ward_code=file.campaign.ward.code,
    )
    return file


@transaction.atomic
def accept_staged(*, by: Account, campaign_id: int, seen: Mapping[int, str], on: date) -> list[ReviewFile]:
    """Accept every file laid aside, all or none. `seen`: file id → mark of each file whose totals the page showed.

    Raises NotPermitted; Refused, naming each file that changed, came or went since, and nothing is accepted then.
    """
    campaign = lock_desk(by=by, campaign_id=campaign_id, role=Role.OFFICE, on=on)
    files = list(ReviewFile.objects.filter(campaign=campaign).order_by("position", "code", "pk"))
    staged = [file for file in files if file.staged_at is not None and file.stage == Stage.SUBMITTED]
    if not staged and not seen:
        raise Refused(_("No file is laid aside. Mark the files that are to be accepted first."))
    marks = marks_of(staged)
    changed = [file for file in files if marks.get(file.pk) != seen.get(file.pk)]
    if changed:
        words = _("“%(file)s” changed since its totals were shown. Look at the numbers below again, then accept.")
        raise Refused(*(Refusal(words % {"file": file.name}, f"file-{file.pk}") for file in changed))
    refuse_own_files(by, staged)
    accepted = [take_step(by=by, file_id=file.pk, step="accept", on=on) for file in staged]
    record(
        by=by,
        action="files.accepted",
        subject=campaign,
        ward_code=campaign.ward.code,
        after={"files": [file.code for file in accepted]},
    )
    return accepted
