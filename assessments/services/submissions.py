"""Confirming the list of people, and sending a complete file to the ward party office."""

from datetime import date

from django.db import transaction

from assessments.models import ReviewFile
from assessments.selectors.cell_progress import progress_of
from assessments.selectors.file_check import missing_pieces
from assessments.services.campaigns import lock_campaign
from assessments.services.checks import store_check
from assessments.services.rounds import keep_round
from assessments.services.steps import take_step
from assessments.services.writable_files import lock_writable
from cells import clock
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit

#: How a cell's note on a finding is kept among the reasons of the step: `finding:<rule>:<subject>`.
NOTE_PREFIX = "finding"


@transaction.atomic
def confirm_roster(*, by: Account, file_id: int, revision: int, on: date) -> ReviewFile:
    """The cell's side says that the list of people is right. Raises NotPermitted, Refused, StaleEdit."""
    file = lock_writable(by, file_id, on)
    if file.revision != revision:
        raise StaleEdit(file)
    file.roster_confirmed_at, file.roster_confirmed_by = clock.now(), by.signature
    file.revision += 1
    file.save(update_fields=["roster_confirmed_at", "roster_confirmed_by", "revision"])
    record(by=by, action="file.roster_confirmed", subject=file, ward_code=file.campaign.ward.code)
    return file


@transaction.atomic
def submit_file(
    *,
    by: Account,
    file_id: int,
    on: date,
    revision: int | None = None,
    note: str = "",
    finding_notes: dict[tuple[str, str], str] | None = None,
) -> ReviewFile:
    """Send the file. Missing pieces refuse it, all at once; findings of the rules are kept with it and do not.

    finding_notes: (rule, subject) → the cell's reason, kept with the step; the committee records its own.
    Raises NotPermitted, Refused, StaleEdit.
    """
    campaign = lock_campaign(ReviewFile.objects.values_list("campaign_id", flat=True).get(pk=file_id))
    file = lock_writable(by, file_id, on, campaign=campaign)
    missing = missing_pieces(progress_of([file])[file.pk])
    if missing:
        raise Refused(*(Refusal(piece.words, f"missing_{piece.task}", piece.citation) for piece in missing))
    store_check(by=by, campaign=campaign, purpose=f"submit {file.code}"[:40], grades="cell", at=clock.now())
    reasons = [
        {"section": f"{NOTE_PREFIX}:{rule}:{subject}", "text": text}
        for (rule, subject), text in (finding_notes or {}).items()
    ]
    sent = take_step(
        by=by, file_id=file_id, step="submit", on=on, note=note, section_reasons=reasons, revision=revision
    )
    keep_round(by=by, file=sent, at=sent.stage_since)
    return sent
