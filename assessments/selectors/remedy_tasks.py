"""What shortcomings ask of a cell and of the ward: the line of the task list, the queue."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Campaign, ReviewFile
from assessments.selectors.cell_progress import Progress
from assessments.selectors.cell_tasks import Task, TaskState
from assessments.selectors.remedies import subjects_of
from assessments.selectors.works import Work
from assessments.workflow import CampaignStage
from cells.access import Access
from cells.roles import Role


def plan_task(file: ReviewFile, progress: Progress, number: int) -> Task | None:
    """The line of the cell's task list once the file was sent: straight after the review comes the plan (G3)."""
    plans = progress.plans
    if file.is_writable or not plans.total:
        return None
    state = TaskState.DONE if plans.is_done else TaskState.WORKING if plans.done else TaskState.NOT_STARTED
    return Task(
        "remedy_plan",
        number,
        str(_("Remediation plan")),
        state,
        count=f"{plans.done}/{plans.total}",
        done=plans.done,
        total=plans.total,
    )


def overdue_measures(access: Access, on: date) -> list[Work]:
    """For the office: measures of the newest year of each ward whose day has passed. The number of queries depends on
    the account's wards alone."""
    wards = access.wards.get(Role.OFFICE, frozenset())
    years = Campaign.objects.filter(ward__in=wards).exclude(stage=CampaignStage.PREPARING).order_by("ward_id", "year")
    works = []
    for campaign in {year.ward_id: year for year in years}.values():
        days = [measure.due_on for subject in subjects_of(campaign) for measure in subject.overdue(on)]
        if days:
            what = ngettext(
                "%(count)d measure of a remediation plan is overdue",
                "%(count)d measures of remediation plans are overdue",
                len(days),
            )
            url = reverse("assessments:ward_remedies", args=[campaign.pk]) + "?only=overdue"
            works.append(Work(what % {"count": len(days)}, url, min(days), overdue=True))
    return works
