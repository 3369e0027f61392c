"""Files a secretary answers for: of the own cells and collectives, newest year first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from assessments.models import Campaign, ReviewFile
from assessments.selectors.board import due_days
from assessments.workflow import Stage
from cells.access import Access
from cells.roles import Role


@dataclass(frozen=True)
class OwnFile:
    file: ReviewFile
    due_on: date | None

    @property
    def is_over(self) -> bool:
        return self.file.stage == Stage.RELEASED


def own_files(access: Access) -> list[OwnFile]:
    """Two queries."""
    files = list(
        ReviewFile.objects.filter(
            Q(cell_id__in=access.cells)
            | Q(collective_id__in=access.collectives)
            | Q(collective__organization_id__in=access.cells)
        )
        .select_related("campaign__ward")
        .order_by("-campaign__year", "position", "code")
    )
    due = due_days(files)
    return [OwnFile(file, due[file.pk]) for file in files]


def released_campaigns(access: Access) -> list[Campaign]:
    """Years whose results the district may read, at least in part."""
    wards = access.wards.get(Role.DISTRICT, frozenset())
    released = ReviewFile.objects.filter(stage=Stage.RELEASED).values("campaign_id")
    campaigns = Campaign.objects.filter(ward_id__in=wards, pk__in=released)
    return list(campaigns.select_related("ward").order_by("-year", "pk"))
