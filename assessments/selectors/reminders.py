"""Reminders as people read them: the stages with what was sent last, a draft with its letters, the own ones.

Letters are in the ward's language, whatever the language of the page.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Campaign, ReminderBatch, ReminderMessage
from assessments.models.reminder import MAIL_STATE_LABELS
from assessments.permissions import may_see_file
from assessments.selectors.reminder_stages import REMINDED_STAGES, StageLeft, Thing, YearLeft
from assessments.workflow import CampaignStage
from cells.access import access_of
from cells.models import Account

#: Code of a message's `error` → what it says. A number after a colon is the mail server's own.
MAIL_FAULTS = {
    "unreachable": gettext_lazy("The mail server could not be reached, or did not let the portal in."),
    "sender": gettext_lazy("The mail server does not take the sender's address of this portal."),
    "address": gettext_lazy("The mail server does not take this address. Check it in the account."),
    "later": gettext_lazy("The mail server asked to try again later."),
    "broken": gettext_lazy("The connection broke off; it is not known whether the mail arrived. It is not sent again."),
    "nobody": gettext_lazy("The account answers for nothing of it any more."),
}
#: What `ReminderForm` prefills → the sentence for each stage: what is asked.
_ASKED = {
    "own_reviews": gettext_lazy("Please finish your self-critique and submit it, so that the cell can meet."),
    "hints": gettext_lazy("Please see that every point of the review hints is answered in the review."),
    "files": gettext_lazy("Please finish what is left of the file and send it to the ward party office."),
    "returned": gettext_lazy("Please mend what the return asks for and send the file again."),
    "office": gettext_lazy("Please check the files that were sent, and accept them or return them with reasons."),
    "district": gettext_lazy("Please bring decision, release and report to their end before the district's date."),
    "planning": gettext_lazy("Please file the review of the planning of cadres that follows the decision."),
    "remedies": gettext_lazy("Please carry out the measures of the remediation plans and record what came of them."),
}


@dataclass(frozen=True)
class StageRow:
    """One stage with the draft that waits and the reminder sent last, if any."""

    left: StageLeft
    draft: ReminderBatch | None
    last: ReminderBatch | None


@dataclass(frozen=True)
class Letter:
    """What one account gets: in the portal, and by e-mail where it has an address."""

    account: Account
    subject: str
    text: str
    things: tuple[Thing, ...]


@dataclass(frozen=True)
class Preview:
    """A draft with the letters it would send now."""

    batch: ReminderBatch
    left: StageLeft
    letters: tuple[Letter, ...]

    @property
    def by_mail(self) -> int:
        return sum(bool(letter.account.email) for letter in self.letters)

    @property
    def portal_only(self) -> int:
        return len(self.letters) - self.by_mail

    @property
    def fingerprint(self) -> str:
        """Of every letter and its address: what was looked at before it is sent."""
        shown = [[one.account.pk, one.account.email, one.subject, one.text] for one in self.letters]
        return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class SentMessage:
    message: ReminderMessage

    @property
    def fault(self) -> str:
        """Why its mail did not leave, in words; blank when nothing went wrong."""
        return fault_words(self.message.error)


@dataclass(frozen=True)
class Record:
    """A reminder that was sent: to whom, with what result."""

    batch: ReminderBatch
    rows: tuple[SentMessage, ...]

    @cached_property
    def counts(self) -> dict[str, tuple[str, int]]:
        """State of the mail → (label, how many), those that occur."""
        found = Counter(row.message.mail_state for row in self.rows)
        return {state: (str(label), found[state]) for state, label in MAIL_STATE_LABELS.items() if found[state]}

    @property
    def unsent(self) -> int:
        return sum(row.message.mail_state in ("waiting", "failed") for row in self.rows)


@dataclass(frozen=True)
class OwnReminder:
    """One message to the account. `things`: what of it is still left now; without a `url` where it does
    not open in the place the account acts in now."""

    message: ReminderMessage
    things: tuple[Thing, ...]

    @property
    def is_open(self) -> bool:
        return bool(self.things)

    @property
    def is_anothers(self) -> bool:
        """Something of it does not open in the place the account acts in now."""
        return any(not thing.url for thing in self.things)


def fault_words(error: str) -> str:
    code, _colon, number = error.partition(":")
    if code not in MAIL_FAULTS:
        return ""
    return f"{MAIL_FAULTS[code]} ({number})" if number else str(MAIL_FAULTS[code])


def mail_goes_out() -> bool:
    """Mails leave the machine; otherwise they are written into a folder or onto the console."""
    return "smtp" in settings.EMAIL_BACKEND


def stage_rows(campaign: Campaign, on: date) -> list[StageRow]:
    """Every stage of the year; the queries of `YearLeft` and one."""
    drafts, last = {}, {}
    for batch in ReminderBatch.objects.filter(campaign=campaign, state__in=("draft", "sent")).order_by("sent_at", "pk"):
        (drafts if batch.state == "draft" else last)[batch.stage] = batch
    return [StageRow(left, drafts.get(left.code), last.get(left.code)) for left in YearLeft(campaign, on).all()]


def past_reminders(campaign: Campaign) -> list[Record]:
    """What was sent in this year, newest first; two queries."""
    batches = ReminderBatch.objects.filter(campaign=campaign, state="sent").order_by("-sent_at", "-pk")
    return [_record(batch) for batch in batches.prefetch_related("messages")]


def record_of(batch: ReminderBatch) -> Record:
    """One query."""
    return _record(batch)


def _record(batch: ReminderBatch) -> Record:
    messages = sorted(batch.messages.all(), key=lambda one: (one.name, one.pk))
    return Record(batch, tuple(map(SentMessage, messages)))


def preview_of(batch: ReminderBatch, on: date) -> Preview:
    """The letters of a draft as they would leave now, in the ward's language."""
    with translation.override(settings.LANGUAGE_CODE):
        left = YearLeft(batch.campaign, on).of(batch.stage)
        letters = tuple(
            Letter(account, batch.subject, _letter(batch, account, things), tuple(things))
            for account, things in left.recipients
        )
    return Preview(batch, left, letters)


def suggested_words(campaign: Campaign, stage: str, due_on: date, on: date) -> tuple[str, str]:
    """(subject, text) a draft begins with, in the ward's language; the office changes both."""
    with translation.override(settings.LANGUAGE_CODE):
        values = {"stage": REMINDED_STAGES[stage], "year": campaign.year, "day": f"{due_on:%d/%m/%Y}"}
        if due_on < on:
            subject = _("Overdue since %(day)s: %(stage)s, annual review %(year)s")
            begins = _("The ward party office reminds you of the annual review %(year)s: the date %(day)s has passed.")
        else:
            subject = _("Due on %(day)s: %(stage)s, annual review %(year)s")
            begins = _("The ward party office reminds you of the annual review %(year)s: the date is %(day)s.")
        return subject % values, f"{begins % values} {_ASKED[stage]}"


def _letter(batch: ReminderBatch, account: Account, things: Iterable[Thing]) -> str:
    lines = [_line(thing, thing.due_on or batch.due_on) for thing in things]
    ends = _("Sign in to the review portal to finish it. Whoever has done so meanwhile may disregard this letter.")
    parts = [
        _("To comrade %(name)s") % {"name": account.display_name},
        batch.text,
        "\n".join([_("What is left:"), *lines]),
        f"{ends}\n{batch.campaign.ward.name}",
    ]
    return "\n\n".join(parts)


def _line(thing: Thing, day: date) -> str:
    return _("- %(name)s: %(what)s (due %(day)s)") % {
        "name": thing.name,
        "what": thing.what,
        "day": f"{day:%d/%m/%Y}",
    }


def left_of(things: Iterable[Thing], batch: ReminderBatch) -> list[dict]:
    """What a message keeps of what was left."""
    return [
        {
            "key": thing.key,
            "file": thing.file_id,
            "name": thing.name,
            "what": thing.what,
            "due_on": (thing.due_on or batch.due_on).isoformat(),
        }
        for thing in things
    ]


def own_reminders(account: Account, on: date) -> list[OwnReminder]:
    """Everything the account was reminded of, newest first, with what of it is left. Two queries, and those of a stage
    for each stage with a message of a year not over."""
    messages = ReminderMessage.objects.filter(account=account).select_related("batch__campaign__ward")
    return list(_with_left(messages.order_by("-made_at", "-pk"), account, on))


def open_reminders(account: Account, on: date) -> list[OwnReminder]:
    """What stands on the home page: not marked as read, and something of it left; of each stage the newest. One query
    where there is none."""
    messages = ReminderMessage.objects.filter(account=account, read_at__isnull=True)
    running = ~Q(batch__campaign__stage=CampaignStage.PREPARING)
    newest: dict[tuple[int, str], ReminderMessage] = {}
    for message in messages.filter(running).select_related("batch__campaign__ward").order_by("-made_at", "-pk"):
        newest.setdefault((message.batch.campaign_id, message.batch.stage), message)
    return [own for own in _with_left(newest.values(), account, on) if own.is_open]


def _with_left(messages: Iterable[ReminderMessage], account: Account, on: date) -> Iterator[OwnReminder]:
    years: dict[int, YearLeft] = {}
    stages: dict[tuple[int, str], dict[str, Thing]] = {}
    for message in messages:
        batch = message.batch
        year = years.setdefault(batch.campaign_id, YearLeft(batch.campaign, on))
        place = (batch.campaign_id, batch.stage)
        if place not in stages:
            stages[place] = keys_left(year.of(batch.stage), account.pk) if batch.stage in REMINDED_STAGES else {}
        left = stages[place]
        things = (left[one["key"]] for one in message.left if one["key"] in left)
        yield OwnReminder(
            message, tuple(thing if _opens(thing, year, account) else replace(thing, url="") for thing in things)
        )


def _opens(thing: Thing, year: YearLeft, account: Account) -> bool:
    """Whether the thing's page opens to the account: not to a deputy who does not act for the other now."""
    access = access_of(account, year.on)
    if account.uses_pin:  # one's own review alone
        return True
    if thing.file_id is None:
        return access.sees_ward(year.campaign.ward_id)
    return may_see_file(access, year.files[thing.file_id])


def keys_left(stage: StageLeft, account_id: int) -> dict[str, Thing]:
    """Key → thing of what is still left to one account in a stage."""
    return {thing.key: thing for account, things in stage.recipients if account.pk == account_id for thing in things}
