"""Reminders of the fictional year: addresses of half the secretaries, one reminder sent, one drafted for the office."""

from dataclasses import dataclass
from datetime import date

from django.core.mail import get_connection

from assessments.models import Campaign
from assessments.sample.ground import Ground
from assessments.selectors.reminders import preview_of
from assessments.services import outbox, reminders
from cells import clock
from cells.services.addresses import set_address

#: No mail of the sample ward leaves the machine, whatever server it has.
_NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
#: One cell in so many keeps its secretary without an address.
_WITHOUT = 2


@dataclass
class ReminderStory:
    """Plays the reminders of one campaign, each on its day."""

    ground: Ground
    campaign: Campaign

    def addresses(self, on: date) -> None:
        with clock.acting_on(on):
            for number, account in enumerate(self.ground.secretaries.values()):
                if number % _WITHOUT == 0:
                    email = f"{account.username}@phuong11.test"
                    set_address(by=self.ground.office, account_id=account.pk, email=email, revision=None, on=on)

    def send(self, stage: str, on: date) -> None:
        """Drafted, looked at and sent on one day."""
        with clock.acting_on(on):
            batch = self.draft(stage, on)
            reminders.send_reminder(
                by=self.ground.office,
                batch_id=batch.pk,
                expected=preview_of(batch, on).fingerprint,
                revision=batch.revision,
                on=on,
            )
            outbox.deliver(on=on, batch_id=batch.pk, connection=get_connection(_NOWHERE))

    def draft(self, stage: str, on: date):
        with clock.acting_on(on):
            return reminders.draft_reminder(by=self.ground.office, campaign_id=self.campaign.pk, stage=stage, on=on)
