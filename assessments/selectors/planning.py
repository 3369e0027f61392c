"""The planning review after the decision (rules G5): who filed, what, and what the office makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from assessments.models import Campaign, PlanningReview, PlanningSummary, ReviewFile
from assessments.selectors.cell_tasks import Task, TaskState
from assessments.workflow import CampaignStage, Stage
from cells.access import Access
from cells.roles import Role

#: What happens to somebody in the planning.
CHANGE_LABELS = {
    "keep": _("Stays in the planning"),
    "add": _("Added to the planning"),
    "remove": _("Taken out of the planning"),
}
PLANNING_CLAUSE = "123-CV/ĐU 4"


@dataclass(frozen=True)
class Entry:
    """One line of a planning review."""

    name: str
    post: str
    change: str
    why: str

    @property
    def change_label(self):
        return CHANGE_LABELS[self.change]


@dataclass(frozen=True)
class PlanningRow:
    """One file of the year with its planning review. `is_late`: filed after the office had summed up."""

    file: ReviewFile
    planning: PlanningReview | None
    summed_up_at: datetime | None

    @property
    def is_due(self) -> bool:
        """The results are out; before that there is nothing to review."""
        return self.file.stage == Stage.RELEASED

    @property
    def is_filed(self) -> bool:
        return self.planning is not None and self.planning.filed_at is not None

    @property
    def is_late(self) -> bool:
        return self.is_filed and self.summed_up_at is not None and self.planning.filed_at > self.summed_up_at

    @property
    def is_outdated(self) -> bool:
        """Filed on results that a re-review has replaced since: the file was released again (rules G4, G5)."""
        return self.is_due and self.is_filed and self.planning.filed_at < self.file.stage_since

    @property
    def may_be_taken_back(self) -> bool:
        """Nobody has summed it up yet, or what it rests on stands no more."""
        return self.is_filed and (self.summed_up_at is None or self.is_late or self.is_outdated)

    @property
    def entries(self) -> list[Entry]:
        return entries_of(self.planning)


@dataclass(frozen=True)
class WardPlanning:
    """The whole ward's planning reviews, and the office's summary."""

    rows: list[PlanningRow]
    summary: PlanningSummary | None

    @property
    def filed(self) -> list[PlanningRow]:
        return [row for row in self.rows if row.is_filed]

    @property
    def missing(self) -> list[PlanningRow]:
        return [row for row in self.rows if row.is_due and not row.is_filed]

    @property
    def not_due(self) -> list[PlanningRow]:
        return [row for row in self.rows if not row.is_due and not row.is_filed]

    @property
    def late(self) -> list[PlanningRow]:
        return [row for row in self.rows if row.is_late]

    @property
    def is_submitted(self) -> bool:
        return self.summary is not None and self.summary.submitted_at is not None

    def count(self, change: str) -> int:
        return sum(entry.change == change for row in self.filed for entry in row.entries)

    @property
    def kept(self) -> int:
        return self.count("keep")

    @property
    def added(self) -> int:
        return self.count("add")

    @property
    def removed(self) -> int:
        return self.count("remove")


def entries_of(planning: PlanningReview | None) -> list[Entry]:
    if planning is None:
        return []
    return [Entry(row["name"], row["post"], row["change"], row["why"]) for row in planning.entries]


def ward_planning(campaign: Campaign) -> WardPlanning:
    """Three queries, whatever the ward's size."""
    files = list(
        ReviewFile.objects.filter(campaign=campaign).select_related("campaign").order_by("position", "code", "pk")
    )
    filed = {planning.file_id: planning for planning in PlanningReview.objects.filter(file__campaign=campaign)}
    summary = PlanningSummary.objects.filter(campaign=campaign).first()
    at = summary.submitted_at if summary else None
    return WardPlanning([PlanningRow(file, filed.get(file.pk), at) for file in files], summary)


def planning_of(file: ReviewFile) -> PlanningRow:
    """One file's planning review; two queries."""
    summary = PlanningSummary.objects.filter(campaign=file.campaign_id).first()
    planning = PlanningReview.objects.filter(file=file).first()
    return PlanningRow(file, planning, summary.submitted_at if summary else None)


def planning_task(row: PlanningRow, number: int) -> Task | None:
    """The line of the cell's task list once the results are out."""
    if not row.is_due:
        return None
    state = TaskState.NOT_STARTED
    if row.planning is not None:
        state = TaskState.DONE if row.is_filed and not row.is_outdated else TaskState.WORKING
    count = str(len(row.entries)) if row.entries else ""
    return Task("planning", number, str(_("Review of the planning of cadres")), state, count=count)


def plannings_waiting(access: Access) -> Iterator[tuple[Campaign, WardPlanning]]:
    """For the office's queue: of each ward the newest year with results out, while it is not summed up or something
    was filed since."""
    wards = access.wards.get(Role.OFFICE, frozenset())
    campaigns = (
        Campaign.objects.filter(ward_id__in=wards, stage=CampaignStage.OPEN, files__stage=Stage.RELEASED)
        .distinct()
        .order_by("ward_id", "-year")
    )
    seen: set[int] = set()
    for campaign in campaigns:
        if campaign.ward_id in seen:
            continue
        seen.add(campaign.ward_id)
        planning = ward_planning(campaign)
        if not planning.is_submitted or planning.late:
            yield campaign, planning
