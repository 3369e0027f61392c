"""Every change of a file's stage passes here: lock, permission, guard, write, history."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign, FileEvent, Review, ReviewFile
from assessments.models.fields import STAGE_LABELS
from assessments.permissions import may_see_file, may_take
from assessments.selectors.hands import hands_that_sent, is_own_work
from assessments.services.closed_years import refuse_closed
from assessments.services.drafts import withdraw_later_grades
from assessments.services.gradings import lay_aside_decisions
from assessments.services.rounds import keep_round
from assessments.services.sheet_keeping import forget_sheets
from assessments.workflow import STEP_BY_CODE, Stage, step_from
from cells import clock
from cells.access import NotPermitted, access_of
from cells.acting import did_by, persons_of
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.vietnamese import tidy_text
from cells.vocabulary import ROLE_LABELS


def lock_file(file_id: int, *, closed_too: bool = False, campaign: Campaign | None = None) -> ReviewFile:
    """The file's row, locked, with campaign, cell, collective. Where both are needed, lock the campaign first and name it:
    it is not read again.

    Raises Refused when the year is closed, unless the caller writes in closed years too.
    """
    files = ReviewFile.objects.select_for_update(of=("self",)).select_related("cell", "collective")
    if campaign is not None:
        file = files.get(pk=file_id, campaign=campaign)
        file.campaign = campaign
        return file
    file = files.select_related("campaign__ward").get(pk=file_id)
    if not closed_too:
        # Read again: while this waited for the row, the year may have been closed.
        file.campaign.stage = Campaign.objects.values_list("stage", flat=True).get(pk=file.campaign_id)
        refuse_closed(file.campaign)
    return file


@transaction.atomic
def take_step(
    *,
    by: Account,
    file_id: int,
    step: str,
    on: date,
    note: str = "",
    section_reasons: Iterable[dict] = (),
    due_on: date | None = None,
    revision: int | None = None,
) -> ReviewFile:
    """Move one file by one step of the table.

    section_reasons: [{"section": …, "text": …}] for a return. `revision` given and older than the row: StaleEdit.
    Raises NotPermitted (no mandate), Refused (not from this stage, reason missing), StaleEdit.
    """
    file = lock_file(file_id)
    access = access_of(by, on)
    move = step_from(Stage(file.stage), step)
    if move is None:
        if not may_see_file(access, file):
            raise NotPermitted(_("This file is not yours."))
        raise Refused(
            _("“%(file)s” is now at “%(stage)s”; this step cannot be taken from there.")
            % {"file": file.name, "stage": STAGE_LABELS[Stage(file.stage)]}
        )
    if not may_take(access, file, step):
        needed = ", ".join(str(ROLE_LABELS[role]) for role in sorted(STEP_BY_CODE[step].roles))
        raise NotPermitted(_("This step needs another mandate: %(needed)s.") % {"needed": needed})
    if revision is not None and revision != file.revision:
        raise StaleEdit(file)
    note = tidy_text(note)
    reasons = [
        {"section": reason["section"], "text": tidy_text(reason["text"])}
        for reason in section_reasons
        if reason["text"].strip()
    ]
    if move.note and not (note or reasons):
        raise Refused(_("Say why the file goes back, so that the cell knows what to mend."), field="note")
    if due_on is not None and due_on < on:
        raise Refused(_("The new deadline lies in the past."), field="due_on")
    if move.to is Stage.ACCEPTED:
        refuse_own_files(by, [file])
    former = Stage(file.stage)
    now = clock.now()
    if move.next_round:
        keep_round(by=by, file=file, at=now)
    file.stage = move.to
    file.stage_since = now
    file.round += move.next_round
    file.revision += 1
    file.staged_at, file.staged_by = None, ""
    file.save(update_fields=["stage", "stage_since", "round", "revision", "staged_at", "staged_by"])
    if move.reopens:
        lay_aside_decisions(by=by, file=file, reason=note)
    if move.next_round:
        withdraw_later_grades(by=by, file=file, at=now)
    if move.to is Stage.ACCEPTED:
        forget_sheets(file)
    did, did_for = did_by(by)
    FileEvent.objects.create(
        file=file,
        step=step,
        from_stage=former,
        to_stage=move.to,
        round=file.round,
        note=note,
        section_reasons=reasons,
        due_on=due_on,
        by_name=by.signature,
        by_account=did,
        for_account=did_for,
        at=now,
    )
    record(
        by=by,
        action=f"file.{step}",
        subject=file,
        ward_code=file.campaign.ward.code,
        before={"stage": former},
        after={"stage": move.to, "round": file.round},
        reason=note,
    )
    return file


def refuse_own_files(by: Account, files: Sequence[ReviewFile]) -> None:
    """Raises Refused, naming each file with the own review in it, and each that the same hands sent: nobody accepts the
    own grade, nor approves the own work through a deputy. A query more for accounts of a member."""
    persons = persons_of(by)
    reviewed = Review.objects.filter(file__in=[file.pk for file in files], member__in=persons) if persons else ()
    with_own = {review.file_id for review in reviewed}
    about = _(
        "“%(file)s” holds your own review. Nobody accepts the grade proposed for themselves; another account of the office "
        "accepts it."
    )
    if with_own:
        raise Refused(*(Refusal(about % {"file": one.name}, f"file-{one.pk}") for one in files if one.pk in with_own))
    sent = hands_that_sent(files)
    words = _(
        "“%(file)s” was sent by the same hands. Nobody approves their own work through a deputy; another account of the "
        "office accepts it."
    )
    own = [file for file in files if file.pk in sent and is_own_work(by, [sent[file.pk]])]
    if own:
        raise Refused(*(Refusal(words % {"file": file.name}, f"file-{file.pk}") for file in own))
