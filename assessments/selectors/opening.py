"""What opening a year would freeze, and what is still missing, before anybody presses the button."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Campaign
from assessments.rules import Rule, rule_set
from assessments.selectors import ground_facts
from assessments.workflow import CampaignStage
from cells.models import Collective, Mandate, Member, Organization, Seat
from cells.roles import Role
from cells.vocabulary import CollectiveKind, ManagementLevel, MemberStatus, OrganizationKind


@dataclass(frozen=True)
class Counted:
    """One line of the summary."""

    label: str
    count: int
    detail: str = ""


@dataclass(frozen=True)
class Place:
    """Where a gap is mended."""

    name: str
    url: str


@dataclass(frozen=True)
class Gap:
    """Something that should be entered first: what, why it matters, where. Nothing here blocks the opening."""

    title: str
    why: str
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        return len(self.places)


@dataclass(frozen=True)
class Opening:
    counts: list[Counted]
    gaps: list[Gap]
    has_cells: bool
    open_years: list[Campaign]


def opening_of(campaign: Campaign, on: date) -> Opening:
    """Counts of what is frozen and the gaps in the ground, in a fixed number of queries."""
    ground = _Ground(campaign, on)
    others = Campaign.objects.filter(ward=campaign.ward_id, stage=CampaignStage.OPEN).exclude(pk=campaign.pk)
    gaps = [gap for gap in ground.gaps() if gap.places]
    return Opening(ground.counts(), gaps, bool(ground.cells), list(others.order_by("year")))


class _Ground:
    """The standing ground of the campaign's ward, read once."""

    def __init__(self, campaign: Campaign, on: date) -> None:
        ward, graded_on = campaign.ward, campaign.grading_date
        self.campaign, self.ward = campaign, ward
        self.rules = rule_set(campaign.rule_set)
        organizations = list(ground_facts.standing_organizations(ward, graded_on).order_by("position", "code"))
        self.cells = [row for row in organizations if row.kind == OrganizationKind.CELL]
        self.agencies = [row for row in organizations if row.kind == OrganizationKind.AGENCY]
        self.collectives = list(ground_facts.standing_collectives(ward, campaign.review_date).order_by("code"))
        self.members = list(
            ground_facts.present_members(ward, graded_on)
            .order_by("sort_key")
            .values("pk", "full_name", "cell_id", "status", "admitted_on")
        )
        self.statuses = ground_facts.year_facts(Member.objects.filter(ward=ward), campaign.year, graded_on).statuses
        self.posts = list(ground_facts.standing_posts(ward, graded_on).values_list("management_level", flat=True))
        self.heads = list(ground_facts.standing_heads(ward, graded_on))
        self.sitting = self._sitting()
        self.secretaries = set(
            Mandate.objects.filter(
                role=Role.SECRETARY, acts_for__isnull=True, organization__ward=ward, from_date__lte=on
            )
            .filter(Q(to_date__isnull=True) | Q(to_date__gte=on))
            .values_list("organization_id", flat=True)
        )

    def _sitting(self) -> dict[int, int]:
        """Collective id → people in seats on the review date, each once (rules A1)."""
        day = self.campaign.review_date
        seats = (
            Seat.objects.filter(collective__ward=self.ward)
            .filter(Q(from_date__isnull=True) | Q(from_date__lte=day))
            .filter(Q(to_date__isnull=True) | Q(to_date__gt=day))
            .values_list("collective_id")
            .annotate(people=Count("member", distinct=True))
        )
        return dict(seats)

    def _cells_without_account(self) -> list[Organization]:
        """No secretary of the cell itself, nor of the subordinate committee above it."""
        return [row for row in self.cells if not {row.pk, row.parent_id} & self.secretaries]

    def _with_count(self, row: Collective) -> str:
        count = self.sitting[row.pk]
        words = ngettext("%(name)s: %(count)d person", "%(name)s: %(count)d people", count)
        return words % {"name": row.name, "count": count}

    def status(self, member: dict) -> str:
        return self.statuses.get(member["pk"], member["status"]) if member["cell_id"] else member["status"]

    def counts(self) -> list[Counted]:
        in_cells = [member for member in self.members if member["cell_id"]]
        statuses = [self.status(member) for member in in_cells]
        by_status = _spelled((status.label, statuses.count(status.value)) for status in MemberStatus)
        kinds = [collective.kind for collective in self.collectives]
        by_kind = _spelled((kind.label, kinds.count(kind.value)) for kind in CollectiveKind)
        by_level = _spelled((level.label, self.posts.count(level.value)) for level in ManagementLevel)
        return [
            Counted(_("Cells"), len(self.cells)),
            Counted(_("Party members"), len(in_cells), by_status),
            Counted(_("People outside the Party"), len(self.members) - len(in_cells)),
            Counted(_("Leadership collectives"), len(self.collectives), by_kind),
            Counted(_("Agencies and units"), len(self.agencies)),
            Counted(_("Officers' posts"), len(self.posts), by_level),
            Counted(_("Headships"), len(self.heads)),
        ]

    def gaps(self) -> list[Gap]:
        return [*self._gaps_of_cells(), *self._gaps_of_collectives(), *self._gaps_of_people()]

    def _gaps_of_cells(self) -> list[Gap]:
        manned = {member["cell_id"] for member in self.members}
        return [
            Gap(
                _("Cells without founding date"),
                _("Without the date a cell is never taken as under six months old (HD 21)."),
                _places("organization_detail", (row for row in self.cells if row.established_on is None)),
            ),
            Gap(
                _("Cells without members"),
                _("Nobody would be reviewed there; import the roster or dissolve the cell."),
                _places("organization_detail", (row for row in self.cells if row.pk not in manned)),
            ),
            Gap(
                _("Cells without an account of their own"),
                _("Nobody could enter for the cell but the office."),
                _places("organization_detail", self._cells_without_account()),
            ),
        ]

    def _gaps_of_collectives(self) -> list[Gap]:
        smallest = self.rules.smallest_collective.value or 0
        few = [row for row in self.collectives if 0 < self.sitting.get(row.pk, 0) < smallest]
        return [
            Gap(
                _("Collectives without seats"),
                _("A collective with nobody in seats is neither reviewed nor graded (123-CV/ĐU 1(1), 1(3))."),
                _places("collective_detail", (row for row in self.collectives if not self.sitting.get(row.pk))),
            ),
            Gap(
                _("Collectives with fewer than %(least)s people in seats on the review date") % {"least": smallest},
                _("Right if it is so: such a collective is not reviewed (%(clause)s).")
                % {"clause": self.rules.cite(Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW) if smallest else ""},
                tuple(Place(self._with_count(row), _page("collective_detail", row.pk)) for row in few),
            ),
        ]

    def _gaps_of_people(self) -> list[Gap]:
        headed = {head.organization_id for head in self.heads}
        headed |= {head.collective.organization_id for head in self.heads if head.collective_id}
        units = [self.ward, *self.cells, *self.agencies]
        return [
            Gap(
                _("Units without a head"),
                _("A head's grade cannot be held against the unit's (123-CV/ĐU 1(5))."),
                _places("organization_detail", (row for row in units if row.pk not in headed)),
            ),
            Gap(
                _("Heads for whom it is not the main duty, without evidence"),
                _("The exception for a head by side duty needs its evidence (123-CV/ĐU 1(5))."),
                tuple(
                    Place(f"{head.member.full_name} – {head.unit.name}", _page("head_edit", head.pk))
                    for head in self.heads
                    if not head.main_duty and not head.main_duty_evidence
                ),
            ),
            Gap(
                _("Members without admission date"),
                _("Without the date nobody is taken as admitted under six months ago (HD 21)."),
                tuple(
                    Place(row["full_name"], _page("member_detail", row["pk"]))
                    for row in self.members
                    if row["cell_id"] and row["admitted_on"] is None
                ),
            ),
        ]


def _page(name: str, pk: int) -> str:
    return reverse(f"cells:{name}", args=[pk])


def _places(page: str, rows: Iterable[Organization | Collective]) -> tuple[Place, ...]:
    return tuple(Place(row.name, _page(page, row.pk)) for row in rows)


def _spelled(pairs) -> str:
    """“Chính thức 560 · Dự bị 12”, without the zeros."""
    return " · ".join(f"{label} {count}" for label, count in pairs if count)
