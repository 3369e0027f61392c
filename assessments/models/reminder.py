"""Reminders of a stage's deadline, and the outbox they leave by: looked at and counted first, then sent, then on record."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.campaign import Campaign
from cells.models import Account

REMINDER_STATE_LABELS = {
    "draft": _("Drafted"),
    "sent": _("Sent"),
    "discarded": _("Discarded"),
}
MAIL_STATE_LABELS = {
    "none": _("Read in the portal only"),
    "waiting": _("Waiting to be sent"),
    "sending": _("Handed to the mail server; what came of it is not known"),
    "sent": _("Sent by e-mail"),
    "failed": _("Could not be sent"),
    "skipped": _("Not sent: done in the meantime"),
}


class ReminderBatch(models.Model):
    """One reminder to everybody who is not done with one stage. stage: a code of `selectors.reminders`; due_on: the day
    that was reminded of, the reminder lying before or after it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reminders")
    stage = models.CharField(max_length=20)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=list(REMINDER_STATE_LABELS.items()), default="draft")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    drafted_by = models.CharField(max_length=320)
    drafted_at = models.DateTimeField()
    sent_by = models.CharField(max_length=320, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.CharField(max_length=320, blank=True, default="")
    discarded_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(REMINDER_STATE_LABELS)), name="reminder_state_known"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by="") | (Q(sent_at__isnull=False) & ~Q(sent_by="")),
                name="reminder_sent_at_and_by",
            ),
            models.UniqueConstraint(
                fields=["campaign", "stage"], condition=Q(state="draft"), name="one_draft_reminder_a_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.stage} {self.due_on}"


class ReminderMessage(models.Model):
    """What one account was sent, as it read: append-only but for the state of the mail and when it was read.

    left: [{"key", "file": id or null, "name", "what", "due_on"}] that was not done when it was sent; `key` as
    `selectors.reminder_stages.Thing`. `mail_state` "sending" is set and committed before the mail is handed over, so
    that no mail leaves twice, whatever breaks off in between. error: a code of `selectors.reminders.MAIL_FAULTS`, with
    the server's number behind a colon.
    """

    batch = models.ForeignKey(ReminderBatch, models.PROTECT, related_name="messages")
    account = models.ForeignKey(Account, models.PROTECT, related_name="reminders")
    name = models.CharField(max_length=150)
    address = models.EmailField(blank=True, default="")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    left = models.JSONField(default=list, blank=True)
    mail_state = models.CharField(max_length=10, choices=list(MAIL_STATE_LABELS.items()))
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True, default="")
    mailed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(mail_state__in=list(MAIL_STATE_LABELS)), name="mail_state_known"),
            models.CheckConstraint(
                condition=Q(mail_state="none", address="") | (~Q(mail_state="none") & ~Q(address="")),
                name="mail_has_an_address",
            ),
            models.CheckConstraint(
                condition=Q(mail_state="sent", mailed_at__isnull=False)
                | (~Q(mail_state="sent") & Q(mailed_at__isnull=True)),
                name="mail_sent_and_when",
            ),
            models.UniqueConstraint(fields=["batch", "account"], name="reminded_once_a_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.name}"
