"""Reminders in the one-cell scene: two files overdue, the first secretary with an address, the second without."""

from assessments.models import Campaign, ReminderBatch, ReminderMessage
from assessments.selectors.reminders import preview_of
from assessments.services import reminders
from cells.models import Account
from tests import factories as make
from tests.assessments.cell_scene import Scene, make_scene
from tests.told_once import told_once

ADDRESS = "bithu1@phuong11.test"


def make_reminder_scene(**campaign) -> Scene:
    return told_once(("reminder scene", repr(sorted(campaign.items()))), lambda: _make(**campaign))


def _make(**campaign) -> Scene:
    scene = make_scene(**campaign)
    scene.secretary.email = ADDRESS
    scene.secretary.save()
    return scene


def draft(scene: Scene, stage: str = "files", by=None, **more) -> ReminderBatch:
    return reminders.draft_reminder(
        by=by or scene.office, campaign_id=scene.campaign.pk, stage=stage, on=make.TODAY, **more
    )


def send(scene: Scene, batch: ReminderBatch | None = None, by=None, **more) -> ReminderBatch:
    """Send a draft as it would be looked at now."""
    batch = batch or draft(scene)
    shown = {"expected": preview_of(batch, make.TODAY).fingerprint, "revision": batch.revision}
    return reminders.send_reminder(by=by or scene.office, batch_id=batch.pk, on=make.TODAY, **shown | more)


def told(campaign: Campaign, account: Account, **values) -> ReminderMessage:
    """A message written straight into the tables, of a reminder that was sent."""
    batch = ReminderBatch.objects.create(
        campaign=campaign, stage="files", due_on=make.TODAY, state="sent", subject="Nhắc", text="Nhắc", drafted_by="x",
        drafted_at=make.now(), sent_by="x", sent_at=make.now(),
    )  # fmt: skip
    return ReminderMessage.objects.create(
        batch=batch, account=account, name=account.display_name, subject="Nhắc", text="Nhắc", made_at=make.now(),
        **{"mail_state": "none", **values},
    )  # fmt: skip
