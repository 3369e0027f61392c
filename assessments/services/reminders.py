"""Reminders: drafted for one stage, changed, looked at with every letter, then sent to whoever is not done; or discarded.

Sending writes each letter into the portal and into the outbox; `services.outbox` hands the mails over afterwards.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign, ReminderBatch, ReminderMessage
from assessments.selectors.due_reminders import stages_due
from assessments.selectors.reminder_stages import REMINDED_STAGES, YearLeft, stages_of
from assessments.selectors.reminders import Letter, left_of, preview_of, suggested_words
from assessments.services.campaigns import lock_campaign
from cells import clock
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.roles import Role
from cells.vietnamese import tidy, tidy_text
from cells.vocabulary import ROLE_LABELS

MAX_SUBJECT, MAX_TEXT = 200, 4000


@dataclass(frozen=True)
class ReminderWords:
    """What the office writes. `due_on`: the day reminded of; None keeps the draft's."""

    subject: str
    text: str
    due_on: date | None = None


@transaction.atomic
def draft_reminder(*, by: Account, campaign_id: int, stage: str, on: date, due_on: date | None = None) -> ReminderBatch:
    """Draft the reminder of one stage in the words suggested for it; nothing leaves yet. The draft that waits already is
    given back as it is. `due_on`: the day for a stage without one of its own; left out, today.

    Raises NotPermitted, Refused: unknown stage, a stage this year does not have, nobody left to remind.
    """
    campaign = _lock_year(by, campaign_id, on)
    if stage not in REMINDED_STAGES:
        raise Refused(_("Choose one of the stages."), field="stage")
    if stage not in stages_of(campaign):
        raise Refused(_("The review year %(year)s is not open.") % {"year": campaign.year})
    if waiting := ReminderBatch.objects.filter(campaign=campaign, stage=stage, state="draft").first():
        return waiting
    left = YearLeft(campaign, on).of(stage)
    if left.is_done:
        raise Refused(_("Everybody is done with this stage: there is nobody to remind."))
    batch = _new_draft(campaign, stage, due_on or left.due_on or on, by.signature, on)
    _record(by, batch, "reminder.drafted")
    return batch


@transaction.atomic
def draft_due_reminders(*, campaign_id: int, before: int, after: int, on: date, actor_name: str) -> list[ReminderBatch]:
    """For the command line: draft what `stages_due` names; run again the same day, it drafts nothing more."""
    campaign = lock_campaign(campaign_id, closed_too=True)
    made = []
    for stage, day in list(stages_due(campaign, on, before, after)):
        batch = _new_draft(campaign, stage, day, actor_name, on)
        _record(None, batch, "reminder.drafted", actor_name=actor_name)
        made.append(batch)
    return made


@transaction.atomic
def save_reminder(*, by: Account, batch_id: int, words: ReminderWords, revision: int, on: date) -> ReminderBatch:
    """The office writes its draft anew. Raises NotPermitted, Refused, StaleEdit."""
    batch = _lock_draft(by, batch_id, revision, on)
    batch.subject, batch.text = tidy(words.subject), tidy_text(words.text)
    batch.due_on = words.due_on or batch.due_on
    refusals = []
    if not batch.subject or len(batch.subject) > MAX_SUBJECT:
        refusals.append(
            Refusal(_("Write a subject of at most %(most)s characters.") % {"most": MAX_SUBJECT}, "subject")
        )
    if not batch.text or len(batch.text) > MAX_TEXT:
        refusals.append(Refusal(_("Write a text of at most %(most)s characters.") % {"most": MAX_TEXT}, "text"))
    if refusals:
        raise Refused(*refusals)
    batch.revision += 1
    batch.save()
    _record(by, batch, "reminder.saved")
    return batch


@transaction.atomic
def discard_reminder(*, by: Account, batch_id: int, revision: int, on: date) -> ReminderBatch:
    """Take a draft away; it stays on record. Raises NotPermitted, Refused, StaleEdit."""
    batch = _lock_draft(by, batch_id, revision, on)
    batch.state, batch.discarded_by, batch.discarded_at = "discarded", by.signature, clock.now()
    batch.revision += 1
    batch.save()
    _record(by, batch, "reminder.discarded")
    return batch


@transaction.atomic
def send_reminder(*, by: Account, batch_id: int, expected: str, revision: int, on: date) -> ReminderBatch:
    """Send a draft to everybody who is not done: into the portal at once, into the outbox where there is an address.

    `expected`: fingerprint of the letters that were looked at. Where the list has changed since, nothing is sent.
    Raises NotPermitted, Refused, StaleEdit.
    """
    batch = _lock_draft(by, batch_id, revision, on)
    preview = preview_of(batch, on)
    if not preview.letters:
        raise Refused(_("There is nobody to remind any more: discard the draft."))
    if preview.fingerprint != expected:
        raise Refused(
            _("Who is reminded, or of what, has changed since you looked. Look at the new list, then send it.")
        )
    now = clock.now()
    batch.state, batch.sent_by, batch.sent_at = "sent", by.signature, now
    batch.revision += 1
    batch.save()
    ReminderMessage.objects.bulk_create(_message(batch, letter, now) for letter in preview.letters)
    counts = {"recipients": len(preview.letters), "by_mail": preview.by_mail}
    _record(by, batch, "reminder.sent", after=counts)
    return batch


@transaction.atomic
def mark_read(*, by: Account, message_id: int) -> ReminderMessage:
    """The account has read its own message: it leaves the home page. Raises DoesNotExist for anybody else's."""
    message = ReminderMessage.objects.select_for_update().get(pk=message_id, account=by)
    if message.read_at is None:
        message.read_at = clock.now()
        message.save(update_fields=["read_at"])
    return message


def _new_draft(campaign: Campaign, stage: str, due_on: date, drafted_by: str, on: date) -> ReminderBatch:
    subject, text = suggested_words(campaign, stage, due_on, on)
    return ReminderBatch.objects.create(
        campaign=campaign,
        stage=stage,
        due_on=due_on,
        subject=subject,
        text=text,
        drafted_by=drafted_by,
        drafted_at=clock.now(),
    )


def _message(batch: ReminderBatch, letter: Letter, now) -> ReminderMessage:
    return ReminderMessage(
        batch=batch,
        account=letter.account,
        name=letter.account.display_name,
        address=letter.account.email,
        subject=letter.subject,
        text=letter.text,
        left=left_of(letter.things, batch),
        mail_state="waiting" if letter.account.email else "none",
        made_at=now,
    )


def _lock_year(by: Account, campaign_id: int, on: date) -> Campaign:
    campaign = lock_campaign(campaign_id, closed_too=True)
    require(access_of(by, on).is_office(campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))
    return campaign


def _lock_draft(by: Account, batch_id: int, revision: int, on: date) -> ReminderBatch:
    _lock_year(by, ReminderBatch.objects.values_list("campaign_id", flat=True).get(pk=batch_id), on)
    locked = ReminderBatch.objects.select_for_update(of=("self",)).select_related("campaign__ward")
    batch = locked.get(pk=batch_id)
    if batch.state == "sent":
        raise Refused(_("This reminder was sent by %(by)s; it stays as it is.") % {"by": batch.sent_by})
    if batch.state == "discarded":
        raise Refused(_("This draft was discarded by %(by)s.") % {"by": batch.discarded_by})
    if batch.revision != revision:
        raise StaleEdit(batch)
    return batch


def _record(
    by: Account | None, batch: ReminderBatch, action: str, after: dict | None = None, actor_name: str = ""
) -> None:
    record(
        by=by,
        action=action,
        subject=batch,
        ward_code=batch.campaign.ward.code,
        after={"stage": batch.stage, "due_on": batch.due_on, **(after or {})},
        actor_name=actor_name,
    )
