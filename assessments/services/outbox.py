"""The outbox: mails of sent reminders, handed over one by one, each at most once.

A mail is claimed first ("sending", committed by itself), then handed over, then its outcome is written. Whatever
breaks off in between leaves it claimed, so nothing is mailed twice; two senders at once share the mails out.
"""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from time import monotonic

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F

from assessments.models import ReminderBatch, ReminderMessage
from assessments.selectors.reminder_stages import StageLeft, YearLeft
from assessments.selectors.reminders import keys_left
from cells import clock
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS

#: A page waits so long for the mail server; what is left then waits for the next run.
PAGE_SECONDS = 10
#: A server that asks to come again later is asked so often.
MOST_TRIES = 5
_CLOSING = 421  # the server says this and hangs up


@dataclass
class Delivery:
    """What one run did. `fault`: the code that ended it early; blank when it went through. `waiting`: not tried."""

    sent: int = 0
    failed: int = 0
    skipped: int = 0
    waiting: int = 0
    fault: str = ""


class _Ended(Exception):
    """The server takes nothing more in this run; `fault` says why."""

    def __init__(self, fault: str):
        self.fault = fault
        super().__init__(fault)


def deliver(
    *, on: date, batch_id: int | None = None, failed_too: bool = False, seconds: float | None = None, connection=None
) -> Delivery:
    """Hand over what waits, of one reminder or of all, over one connection. Outside any transaction: each mail's state
    is its own. `failed_too`: also those that the server refused before. Never raises for what a mail server does.

    Who is done meanwhile is passed over, and told so in the record.
    """
    states = ("waiting", "failed") if failed_too else ("waiting",)
    wanted = ReminderMessage.objects.filter(mail_state__in=states, batch__state="sent")
    if batch_id is not None:
        wanted = wanted.filter(batch=batch_id)
    messages = list(wanted.select_related("batch__campaign__ward").order_by("pk"))
    delivery = Delivery(waiting=len(messages))
    if messages:
        _hand_over(messages, states, delivery, on, connection or get_connection(), seconds)
    return delivery


@transaction.atomic
def _note_rest(*, by: Account, batch_id: int, on: date) -> None:
    batch = ReminderBatch.objects.select_related("campaign__ward").get(pk=batch_id)
    require(access_of(by, on).is_office(batch.campaign.ward_id), str(ROLE_LABELS[Role.OFFICE]))
    record(by=by, action="reminder.rest_sent", subject=batch, ward_code=batch.campaign.ward.code)


def send_rest(*, by: Account, batch_id: int, on: date) -> Delivery:
    """The office tries again what did not leave, refused mails too. Raises NotPermitted."""
    _note_rest(by=by, batch_id=batch_id, on=on)
    return deliver(on=on, batch_id=batch_id, failed_too=True, seconds=PAGE_SECONDS)


def _hand_over(messages, states, delivery: Delivery, on: date, connection, seconds: float | None) -> None:
    ends = None if seconds is None else monotonic() + seconds
    left = _Left(on)
    try:
        connection.open()
        for message in messages:
            if ends is not None and monotonic() > ends:
                break
            _one(message, states, delivery, left, connection)
    except _Ended as ended:
        delivery.fault = ended.fault
    except (smtplib.SMTPException, OSError):  # the connection itself: nothing has been claimed
        delivery.fault = "unreachable"
        ids = [message.pk for message in messages]
        ReminderMessage.objects.filter(pk__in=ids, mail_state__in=states).update(error="unreachable")
    finally:
        _close(connection)


def _one(message: ReminderMessage, states, delivery: Delivery, left: "_Left", connection) -> None:
    """Claim one mail, hand it over, write what came of it. Raises _Ended."""
    if (reason := left.reason_to_skip(message)) is not None:
        if _move(message, states, "skipped", error=reason):
            delivery.skipped += 1
            delivery.waiting -= 1
        return
    if not _move(message, states, "sending", tries=F("tries") + 1, error="broken"):
        delivery.waiting -= 1  # another sender has it
        return
    delivery.waiting -= 1
    try:
        _mail(message, connection)
    except _Refusal as refusal:
        message.refresh_from_db(fields=["tries"])
        again = refusal.fault != "address" and message.tries < MOST_TRIES
        _move(message, ("sending",), "waiting" if again else "failed", error=refusal.told)
        if again:
            delivery.waiting += 1
        else:
            delivery.failed += 1
        if refusal.ends:
            raise _Ended(refusal.fault) from refusal
    except (smtplib.SMTPException, OSError) as error:
        raise _Ended("broken") from error
    else:
        _move(message, ("sending",), "sent", mailed_at=clock.now(), error="")
        delivery.sent += 1


def _move(message: ReminderMessage, states, state: str, **values) -> bool:
    """Change the state if it is still one of `states`: one statement, so that of two senders only one succeeds."""
    rows = ReminderMessage.objects.filter(pk=message.pk, mail_state__in=states)
    return rows.update(mail_state=state, **values) == 1


class _Refusal(Exception):
    """The server answered that it did not take the mail. `ends`: it takes no other either."""

    def __init__(self, fault: str, number: int | None = None, ends: bool = False):
        self.fault, self.ends = fault, ends
        self.told = fault if number is None else f"{fault}:{number}"
        super().__init__(self.told)


def _mail(message: ReminderMessage, connection) -> None:
    """Raises _Refusal where it surely did not leave; SMTPException or OSError where nobody knows."""
    mail = EmailMessage(
        subject=message.subject,
        body=message.text,
        to=[message.address],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        number = next(iter(error.recipients.values()))[0]
        raise _of_number(number) from error
    except smtplib.SMTPSenderRefused as error:
        raise _Refusal("sender", error.smtp_code, ends=True) from error
    except smtplib.SMTPResponseException as error:
        raise _of_number(error.smtp_code) from error
    except ValueError as error:  # an address or a subject that is no header: Django refuses it before it is sent
        raise _Refusal("address") from error


def _of_number(number: int) -> _Refusal:
    if 400 <= number < 500:
        return _Refusal("later", number, ends=number == _CLOSING)
    return _Refusal("address", number)


def _close(connection) -> None:
    with suppress(smtplib.SMTPException, OSError):  # it may be gone already
        connection.close()


class _Left:
    """What is still left to whom, each stage read once a run."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.years: dict[int, YearLeft] = {}
        self.stages: dict[int, StageLeft] = {}

    def reason_to_skip(self, message: ReminderMessage) -> str | None:
        """ "" when all of it is done, "nobody" when the account answers for nothing of the stage; None: it goes out."""
        batch = message.batch
        if batch.pk not in self.stages:
            year = self.years.setdefault(batch.campaign_id, YearLeft(batch.campaign, self.on))
            self.stages[batch.pk] = year.of(batch.stage)
        stage = self.stages[batch.pk]
        told = {one["key"] for one in message.left}
        if told & keys_left(stage, message.account_id).keys():
            return None
        return "nobody" if told & {thing.key for thing in stage.things} else ""
