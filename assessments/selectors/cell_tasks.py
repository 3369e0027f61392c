"""The task list of a file: numbered, each with its count, its state, and what it waits for."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.models import ReviewFile
from assessments.models.fields import FILE_SECTION_LABELS
from assessments.selectors.cell_progress import Count, Progress
from assessments.selectors.hints import count_words

#: Task key → its name: the parts of a file, ballots and proposals done on one page, and the sending.
TASK_LABELS = {
    **{key: label for key, label in FILE_SECTION_LABELS.items() if key not in ("ballots", "proposals")},
    "ballots": _("Ballots and proposed grades"),
    "send": _("Check and send"),
}


#: A missing piece → the name of its task, or of the part of a task.
PIECE_LABELS = TASK_LABELS | {"attendance": _("Attendance")}


class TaskState(StrEnum):
    DONE = "done"
    WORKING = "working"
    NOT_STARTED = "not_started"
    WAITING = "waiting"
    NOT_DUE = "not_due"
    SENT = "sent"


STATE_LABELS = {
    TaskState.DONE: _("Done"),
    TaskState.WORKING: _("In progress"),
    TaskState.NOT_STARTED: _("Not started"),
    TaskState.NOT_DUE: _("Not due"),
    TaskState.SENT: _("Sent"),
}
_STATE_CLASSES = {
    TaskState.DONE: "is-done",
    TaskState.SENT: "is-done",
    TaskState.WORKING: "is-working",
}


@dataclass(slots=True)
class Task:
    """One row. `done`/`total` drive a progress bar where there is one; `waits` holds the numbers of other tasks."""

    key: str
    number: int
    label: str
    state: TaskState
    count: str = ""
    done: int = 0
    total: int = 0
    waits: tuple[int, ...] = ()
    part: str = ""  # the part of the task to do next, where it has a page of its own
    untouched: str = ""  # what a task not begun says of itself, where “not started” is not the word

    @property
    def place(self) -> str:
        """The key of the page where it is done."""
        return self.part or self.key

    @property
    def is_open(self) -> bool:
        """Something can be done here now."""
        return self.state in (TaskState.WORKING, TaskState.NOT_STARTED)

    @property
    def css(self) -> str:
        return _STATE_CLASSES.get(self.state, "is-waiting")

    @property
    def state_label(self) -> str:
        if self.untouched and self.state is TaskState.NOT_STARTED:
            return self.untouched
        return "" if self.state is TaskState.WAITING else str(STATE_LABELS[self.state])

    @property
    def waits_for(self) -> str:
        return ", ".join(str(number) for number in self.waits)

    @property
    def left(self) -> int:
        return self.total - self.done


def tasks_of(file: ReviewFile, progress: Progress) -> list[Task]:
    """Every task of the file in order. A collective's file has no members: no self-critiques, no year facts. Review
    hints are a task only where one was issued, last year's shortcomings only where there are some to assess."""
    absent = set() if file.cell_id else {"persons", "facts"}
    if not progress.hints.total:
        absent.add("hints")
    if not progress.mended.total:
        absent.add("remedies")
    keys = [key for key in TASK_LABELS if key not in absent]
    numbers = {key: place for place, key in enumerate(keys, start=1)}
    tasks = {key: Task(key, numbers[key], str(TASK_LABELS[key]), TaskState.NOT_STARTED) for key in keys}
    if file.collective_id:
        tasks["people"].label = str(_("People of the collective"))
    _people(tasks["people"], progress)
    _counted(tasks["collectives"], progress.collectives)
    if file.cell_id:
        _counted(tasks["persons"], progress.persons)
        _facts(tasks["facts"], progress)
    if progress.hints.total:
        _hints(tasks["hints"], progress.hints)
    if progress.mended.total:
        tasks["remedies"].label = str(_("Mending the shortcomings of %(year)s") % {"year": file.campaign.year - 1})
        _counted(tasks["remedies"], progress.mended)
    _meeting(tasks["meeting"], progress)
    _counted(tasks["ballots"], Count(min(progress.ballots.done, progress.proposals.done), 0, progress.ballots.total))
    if progress.ballots.begun or progress.proposals.done:
        tasks["ballots"].state = TaskState.DONE if _voted(progress) else TaskState.WORKING
    if not progress.meeting and tasks["ballots"].state is TaskState.NOT_STARTED:
        _wait(tasks["ballots"], numbers["meeting"])
    needed = [
        task.number
        for key, task in tasks.items()
        if key not in ("facts", "send") and task.state not in (TaskState.DONE, TaskState.NOT_DUE)
    ]
    send = tasks["send"]
    if not file.is_writable:
        send.state = TaskState.SENT
    elif needed:
        _wait(send, *needed)
    return list(tasks.values())


def next_task(tasks: list[Task]) -> Task | None:
    """Where to go on: the first task open now. Facts of the year hold nothing up and come last."""
    due = [task for task in tasks if task.is_open]
    return next((task for task in due if task.key != "facts"), due[0] if due else None)


def _voted(progress: Progress) -> bool:
    return progress.ballots.is_done and progress.proposals.is_done


def _people(task: Task, progress: Progress) -> None:
    task.count = ngettext("%(count)d person", "%(count)d people", progress.people) % {"count": progress.people}
    if progress.roster_confirmed:
        task.state = TaskState.DONE


def _counted(task: Task, count: Count) -> None:
    task.done, task.total = count.done, count.total
    if not count.total:
        task.state = TaskState.NOT_DUE
        return
    task.count = f"{count.done}/{count.total}"
    if count.is_done:
        task.state = TaskState.DONE
    elif count.done or count.begun:
        task.state = TaskState.WORKING


def _meeting(task: Task, progress: Progress) -> None:
    """Recorded with the names of those who were there, and nobody absent graded before the review."""
    if progress.meeting:
        is_whole = progress.named and not progress.too_early
        task.state, task.part = (TaskState.DONE, "") if is_whole else (TaskState.WORKING, "attendance")
    if progress.absent:
        words = ngettext("%(count)d absent, to be reviewed", "%(count)d absent, to be reviewed", progress.absent)
        task.count = words % {"count": progress.absent}


def _hints(task: Task, points: Count) -> None:
    _counted(task, points)
    task.untouched = str(_("Not answered"))
    task.count = count_words(points.total) if not points.done else f"{points.done}/{count_words(points.total)}"


def _facts(task: Task, progress: Progress) -> None:
    if not progress.facts_open:
        task.state = TaskState.DONE
        return
    open_ = progress.facts_open
    task.count = ngettext("%(count)d not recorded", "%(count)d not recorded", open_) % {"count": open_}
    task.state = TaskState.WORKING


def _wait(task: Task, *numbers: int) -> None:
    task.state, task.waits = TaskState.WAITING, numbers
