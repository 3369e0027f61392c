"""The secretary's home: what is left, in order; and the list of people to confirm."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.ids import read_revision
from assessments.models import ReviewFile
from assessments.permissions import is_cell_side, may_see_results, may_write_file
from assessments.selectors.board import due_days
from assessments.selectors.cell_progress import progress_of
from assessments.selectors.cell_tasks import next_task, tasks_of
from assessments.selectors.file_events import last_event, mending
from assessments.selectors.file_people import people_of
from assessments.selectors.planning import planning_of, planning_task
from assessments.selectors.remedy_tasks import plan_task
from assessments.selectors.reminders import open_reminders
from assessments.selectors.standings import collective_bar
from assessments.services import submissions
from assessments.views.seen import seen_file
from assessments.workflow import Stage
from cells.clock import today
from cells.refusals import Refused, StaleEdit


def task_url(file: ReviewFile, key: str) -> str:
    """Where a task is done; "critique:<review id>" leads to that one critique."""
    kind, _colon, review_id = key.partition(":")
    if kind == "critique" and review_id.isdigit():
        return reverse("assessments:critique_edit", args=[review_id])
    if kind == "facts" and file.cell_id:
        return reverse("assessments:year_facts", args=[file.cell_id, file.campaign.year])
    names = {
        "people": "file_people",
        "collectives": "critique_list",
        "persons": "critique_list",
        "hints": "file_hints",
        "remedies": "file_remedies",
        "remedy_plan": "file_remedies",
        "meeting": "meeting_edit",
        "attendance": "attendance",
        "ballots": "ballot_sheet",
        "proposals": "ballot_sheet",
        "planning": "planning_file",
        "send": "file_check",
    }
    return reverse(f"assessments:{names[kind]}", args=[file.pk]) if kind in names else ""


@login_required
@require_safe
def cell_home(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    progress = progress_of([file])[file.pk]
    tasks = tasks_of(file, progress)
    event = last_event(file)
    writes = may_write_file(access, file)
    onward = next_task(tasks) if writes else None
    if plan := plan_task(file, progress, len(tasks) + 1):
        tasks.append(plan)
    if file.stage == Stage.RELEASED:
        onward = planning_task(planning_of(file), len(tasks) + 1)
        tasks.append(onward)
        onward = onward if onward.is_open and not access.is_committee(file.campaign.ward_id) else None
    context = {
        "file": file,
        "campaign": file.campaign,
        "tasks": [(task, task_url(file, task.place)) for task in tasks],
        "no_report": None if progress.collectives.total else collective_bar(file),
        "onward": onward,
        "onward_url": task_url(file, onward.place) if onward else "",
        "writes": writes,
        "answers": is_cell_side(access, file),
        "event": event,
        "reminders": open_reminders(request.user, today()),
        "due_on": due_days([file])[file.pk],
        "today": today(),
        "mending": [(place, task_url(file, place.section)) for place in mending(file, event)],
        "stage": Stage(file.stage).name.lower(),
        "results": may_see_results(access, file) and file.stage == Stage.RELEASED,
    }
    return render(request, "assessments/cell_home.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def file_people(request: HttpRequest, file_id: int) -> HttpResponse:
    access, file = seen_file(request, file_id)
    refusals, stale = [], None
    if request.method == "POST":
        try:
            submissions.confirm_roster(by=request.user, file_id=file.pk, revision=_revision(request), on=today())
        except Refused as refused:
            refusals = refused.refusals
        except StaleEdit as edit:
            stale = {"by": edit.current.roster_confirmed_by, "at": edit.current.roster_confirmed_at}
        else:
            messages.success(request, _("The list of people has been confirmed."))
            return redirect("assessments:cell_home", file.pk)
    context = {
        "file": file,
        "campaign": file.campaign,
        "people": people_of(file, today()),
        "writes": may_write_file(access, file),
        "refusals": refusals,
        "stale": stale,
    }
    return render(request, "assessments/file_people.html", context)


def _revision(request: HttpRequest) -> int:
    return read_revision(request.POST.get("revision", ""))
