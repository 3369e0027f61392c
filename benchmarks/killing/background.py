"""What goes on beside the pages: jobs, looked at once they have ended, and the mails of reminders."""

import email
import email.policy
import random
import time
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from assessments.models import Job, ReminderBatch, ReminderMessage
from assessments.models.job import OPEN_STATES
from assessments.services import job_files
from benchmarks.killing.deeds import Deed, leads_on
from benchmarks.killing.scene import Scene
from benchmarks.killing.state import forget_connection
from benchmarks.killing.visitor import Sending, Visitor
from cells.models import JournalEntry

_KIND = "file_forms_prefilled"
_PASSED = "Thư nhắc này đã được"


class Jobs:
    """The forms of one cell in one PDF. The same forms are the same bytes, whoever made them and however often he died."""

    def __init__(self, scene: Scene, who: Visitor) -> None:
        self.scene, self.who = scene, who
        self.ward = scene.printed[0].campaign.ward.code
        self.promised: list[int] = []
        #: By file: the fingerprint of what was made undisturbed.
        self.sound: dict[int, str] = {}
        self.killed()

    def next(self, _dice: random.Random) -> Deed:
        """Asking for the forms of a file for which nothing is under way."""
        open_files = {job.params["file"] for job in Job.objects.filter(state__in=OPEN_STATES)}
        file = next(file for file in self.scene.printed if file.pk not in open_files)
        there = set(Job.objects.values_list("pk", flat=True))
        forget_connection()

        def whole() -> str:
            new = [job for job in Job.objects.exclude(pk__in=there) if job.params == {"file": file.pk}]
            if len(new) != 1:
                return f"{len(new)} jobs instead of one"
            self.promised += [] if new[0].pk in self.promised else [new[0].pk]
            return ""

        path = reverse("assessments:file_job_ask", args=[file.pk, _KIND])
        return Deed("job", "job: asked for", self.ward, self.who, Sending(path, {}), whole, leads_on)

    def killed(self) -> None:
        self.last_kill, self._since = time.monotonic(), timezone.now()

    def at_work(self) -> bool:
        """One that nobody has killed yet is being made, or has been made already."""
        forget_connection()
        promised = Job.objects.filter(pk__in=self.promised)
        is_made = promised.filter(state="running", seen_at__gt=self._since).exists()
        found = is_made or promised.filter(pk=self.promised[-1], state="done").exists()
        forget_connection()
        return found

    def tries(self) -> Counter[int]:
        return Counter(Job.objects.filter(pk__in=self.promised).values_list("tries", flat=True))

    def open(self) -> int:
        forget_connection()
        many = Job.objects.filter(pk__in=self.promised, state__in=OPEN_STATES).count()
        forget_connection()
        return many

    def settle(self) -> list[str]:
        """What is wrong with the jobs that were promised, all ended by now; they are forgotten then."""
        faults = [fault for job in Job.objects.filter(pk__in=self.promised) if (fault := self._fault(job))]
        self.promised.clear()
        kept = set(Job.objects.exclude(result="").values_list("result", flat=True))
        there = {job_files.kept_name(path) for path in (Path(settings.MEDIA_ROOT) / job_files.FOLDER).iterdir()}
        if kept != there:
            faults.append(f"files of jobs: {len(there - kept)} belong to none, {len(kept - there)} are missing")
        forget_connection()
        return faults

    def _fault(self, job: Job) -> str:
        told = Counter(
            JournalEntry.objects.filter(ward_code=self.ward, object_type="job", object_id=str(job.pk)).values_list(
                "action", flat=True
            )
        )
        if job.state != "done" or told != {"job.asked": 1, "job.done": 1}:
            return f"job {job.pk} is {job.state} {job.error} after {job.tries} tries, in the journal {dict(told)}"
        found = job_files.sha256_of(Path(job.result.path))
        sound = self.sound.setdefault(job.params["file"], job.result_sha256)
        return "" if found == job.result_sha256 == sound else f"job {job.pk}: not the bytes of an undisturbed one"


class Reminders:
    """A reminder to eight secretaries: the letters in the portal in one transaction, then mail by mail."""

    def __init__(self, scene: Scene, who: Visitor) -> None:
        self.scene, self.who = scene, who
        self._number = 0
        #: Mails that broke off in between: nobody knows, and the page says so.
        self.unknown = 0

    def next(self, _dice: random.Random) -> Deed:
        self._number += 1
        subject = f"Nhắc việc lần {self._number} xong"
        drafted = self.who.send(
            Sending(reverse("assessments:reminder_draft", args=[self.scene.written.pk, "files"]), {})
        )
        batch = ReminderBatch.objects.get(campaign=self.scene.written, state="draft")
        self.who.send(
            self.who.form(reverse("assessments:reminder_edit", args=[batch.pk]), "subject").with_(subject=subject)
        )
        form = self.who.form(drafted.location, "expected")
        forget_connection()
        return Deed(
            "remind", "remind", self.scene.written.ward.code, self.who, form, lambda: self._whole(batch.pk, subject),
            lambda answer: answer.status == 200 and _PASSED in answer.text, lambda: self._rest(batch.pk, subject),
        )  # fmt: skip

    def _whole(self, batch_id: int, subject: str) -> str:
        messages = list(ReminderMessage.objects.filter(batch=batch_id).exclude(mail_state="none"))
        if ReminderBatch.objects.get(pk=batch_id).state != "sent" or len(messages) != 8:
            return f"{len(messages)} letters with a mail instead of eight"
        left = mails_of(subject)
        for message in messages:
            wanted = {"waiting": {0}, "sent": {1}, "sending": {0, 1}}.get(message.mail_state, set())
            if left[message.address] not in wanted:
                return f"a mail that is {message.mail_state} left {left[message.address]} times"
        return ""

    def _rest(self, batch_id: int, subject: str) -> None:
        """The office presses “Send the rest”: everybody has the mail once but for those of which nobody knows."""
        self.who.send(Sending(reverse("assessments:reminder_rest", args=[batch_id]), {}))
        states = Counter(ReminderMessage.objects.filter(batch=batch_id).values_list("mail_state", flat=True))
        self.unknown += states["sending"]
        if set(states) - {"sent", "sending", "none"} or max(mails_of(subject).values(), default=0) > 1:
            raise AssertionError(f"mails after the rest was sent: {dict(states)}")
        forget_connection()


def mails_of(subject: str) -> Counter:
    """Address → how many mails with this subject left for it."""
    found: Counter[str] = Counter()
    for path in Path(settings.EMAIL_FILE_PATH).iterdir():
        for text in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
            mail = email.message_from_bytes(text.lstrip(), policy=email.policy.default)
            if mail["Subject"] == subject:
                found[mail["To"]] += 1
    return found
