"""What freezing a year would write: every subject of the ground with its facts, and the file it lies in. Reads only.

The opening writes all of it; a late change writes what it finds different; the page of changes shows what still is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessments.models import Campaign
from assessments.selectors import ground_facts
from assessments.workflow import SubjectKind
from cells.models import Member, Organization
from cells.vocabulary import CollectiveKind, OrganizationKind

#: ("cell", id of the organization) or ("collective", id): which file, before there is one.
FileKey = tuple[str, int]

# Which collective's file carries the officers of an agency or of the ward organization itself.
_LEADS_AN_ORGANIZATION = (
    CollectiveKind.AGENCY_LEADERSHIP,
    CollectiveKind.STANDING_COMMITTEE,
    CollectiveKind.PARTY_COMMITTEE,
)
_KIND_OF = {OrganizationKind.CELL: SubjectKind.CELL, OrganizationKind.AGENCY: SubjectKind.AGENCY}
#: The link of a review that names its ground, by kind of subject.
LINKS = {
    SubjectKind.ORGANIZATION: "organization_id",
    SubjectKind.CELL: "organization_id",
    SubjectKind.AGENCY: "organization_id",
    SubjectKind.COLLECTIVE: "collective_id",
    SubjectKind.MEMBER: "member_id",
    SubjectKind.OFFICER: "post_id",
}


@dataclass(frozen=True)
class Subject:
    """One subject as it would be frozen now. `key`: id of the organization, collective, member or post.

    `left_on`: gone by the grading date, in the year for the sake of a seat alone.
    """

    kind: SubjectKind
    key: int
    code: str
    name: str
    facts: dict
    file: FileKey | None = None
    member_id: int | None = None
    heads_something: bool = False
    left_on: date | None = None

    @property
    def links(self) -> dict[str, int]:
        """The review's links to the ground."""
        links = {LINKS[self.kind]: self.key}
        return links | {"member_id": self.member_id} if self.member_id else links


class FrozenGround:
    """The ground of one year, read in a fixed number of queries.

    `kept_cells`: member id → the cell in which this year keeps somebody who moved after its grading date.
    """

    def __init__(self, campaign: Campaign, kept_cells: Mapping[int, Organization] | None = None):
        self.campaign = campaign
        ward, grading = campaign.ward, campaign.grading_date
        self.organizations = list(ground_facts.standing_organizations(ward, grading).order_by("position", "code", "pk"))
        self.collectives = list(
            ground_facts.standing_collectives(ward, campaign.review_date)
            .select_related("organization")
            .order_by("code")
        )
        self.members = list(ground_facts.present_members(ward, grading).select_related("cell").order_by("code"))
        for member in self.members:
            if kept_cells and member.pk in kept_cells:
                member.cell = kept_cells[member.pk]
        self.leavers = list(ground_facts.seated_leavers(ward, campaign.review_date, grading).order_by("code"))
        self.posts = list(ground_facts.standing_posts(ward, grading).order_by("member__code", "pk"))
        self.heads = ground_facts.heads_by_unit(ward, grading)
        self.head_codes = {head["member"] for heads in self.heads.values() for head in heads}
        self.cells = [row for row in self.organizations if row.kind == OrganizationKind.CELL]
        self.alone = [row for row in self.collectives if row.kind != CollectiveKind.CELL_COMMITTEE]
        self._keys: set[FileKey] = {("cell", row.pk) for row in self.cells}
        self._keys |= {("collective", row.pk) for row in self.alone}

    def files(self) -> list[tuple[int, str, str, FileKey]]:
        """(position, code, name, key) of a file per cell and per collective that is not a cell's own committee."""
        files = [(place, row.code, row.name, ("cell", row.pk)) for place, row in enumerate(self.cells)]
        alone = enumerate(self.alone, start=1000)
        return files + [(place, row.code, row.name, ("collective", row.pk)) for place, row in alone]

    def subjects(self) -> list[Subject]:
        """Units, members, officers' posts, in the order of the dossier."""
        return [*self._units(), *self._members(), *self._officers()]

    def _units(self) -> list[Subject]:
        ward = self.campaign.ward
        subjects = [self._organization(SubjectKind.ORGANIZATION, ward)]
        subjects += [self._organization(_KIND_OF[row.kind], row) for row in self.organizations if row.kind in _KIND_OF]
        seats = ground_facts.seats_by_collective([row.pk for row in self.collectives], self.campaign.review_date)
        for row in self.collectives:
            heads = self.heads.get(("collective", row.pk), [])
            facts = ground_facts.collective_row(row, seats.get(row.pk, []), heads, self.campaign.grading_date)
            file = self._own_file(row.pk) or self._cell_file(row.organization_id)
            subjects.append(Subject(SubjectKind.COLLECTIVE, row.pk, row.code, row.name, facts, file))
        return subjects

    def _organization(self, kind: SubjectKind, row: Organization) -> Subject:
        facts = ground_facts.unit_row(row, self.heads.get(("organization", row.pk), []))
        return Subject(kind, row.pk, row.code, row.name, facts, self._cell_file(row.pk))

    def _members(self) -> list[Subject]:
        year = ground_facts.year_facts(
            [member.pk for member in self.members], self.campaign.year, self.campaign.grading_date
        )
        rows = [
            (member, ground_facts.member_row(member, member.cell.code if member.cell_id else None, year))
            for member in self.members
        ]
        left = {member.pk: member.left_on for member in self.leavers}
        rows += [(member, ground_facts.leaver_row(member)) for member in self.leavers]
        return [
            Subject(
                SubjectKind.MEMBER,
                member.pk,
                member.code,
                member.full_name,
                facts,
                None if member.pk in left else self._cell_file(member.cell_id),
                member_id=member.pk,
                heads_something=member.code in self.head_codes,
                left_on=left.get(member.pk),
            )
            for member, facts in sorted(rows, key=lambda row: row[0].code)
        ]

    def _officers(self) -> list[Subject]:
        leading = {
            row.organization_id: self._own_file(row.pk)
            for kind in reversed(_LEADS_AN_ORGANIZATION)
            for row in self.collectives
            if row.kind == kind and self._own_file(row.pk)
        }
        subjects = []
        for number, post in enumerate(self.posts, start=1):
            if post.collective_id:  # a cell's own committee meets with the cell
                file = self._own_file(post.collective_id) or self._cell_file(post.collective.organization_id)
            else:
                file = self._cell_file(post.organization_id) or leading.get(post.organization_id)
            facts = ground_facts.post_row(post)
            subjects.append(
                Subject(
                    SubjectKind.OFFICER,
                    post.pk,
                    f"{post.member.code}@{facts['unit']}#{number}",
                    post.member.full_name,
                    facts,
                    file,
                    member_id=post.member_id,
                    heads_something=post.member.code in self.head_codes,
                )
            )
        return subjects

    def _cell_file(self, organization_id: int | None) -> FileKey | None:
        return self._file(("cell", organization_id))

    def _own_file(self, collective_id: int) -> FileKey | None:
        return self._file(("collective", collective_id))

    def _file(self, key: tuple[str, int | None]) -> FileKey | None:
        return key if key in self._keys else None


def member_facts_now(member: Member, campaign: Campaign) -> dict:
    """The member's dossier row as the ground stands now."""
    year = ground_facts.year_facts([member.pk], campaign.year, campaign.grading_date)
    return ground_facts.member_row(member, member.cell.code if member.cell_id else None, year)
