"""Freezing the roster into a campaign: a review per subject, a file per cell and per collective that meets alone."""

from datetime import datetime

from assessments.models import Campaign, FactsVersion, Review, ReviewFile
from assessments.selectors import ground_facts
from assessments.workflow import SubjectKind
from cells.models import Member
from cells.vocabulary import CollectiveKind, OrganizationKind

# Which collective's file carries the officers of an agency or of the ward organization itself.
_LEADS_AN_ORGANIZATION = (
    CollectiveKind.AGENCY_LEADERSHIP,
    CollectiveKind.STANDING_COMMITTEE,
    CollectiveKind.PARTY_COMMITTEE,
)


class Freezer:
    """Builds all files and reviews of one opening in memory, then writes them at once."""

    def __init__(self, campaign: Campaign, at: datetime, by_name: str):
        self.campaign, self.at, self.by_name = campaign, at, by_name
        ward, grading = campaign.ward, campaign.grading_date
        self.organizations = list(ground_facts.standing_organizations(ward, grading).order_by("position", "code", "pk"))
        self.collectives = list(
            ground_facts.standing_collectives(ward, campaign.review_date)
            .select_related("organization")
            .order_by("code")
        )
        self.members = list(ground_facts.present_members(ward, grading).select_related("cell").order_by("code"))
        self.posts = list(ground_facts.standing_posts(ward, grading).order_by("member__code", "pk"))
        self.heads = ground_facts.heads_by_unit(ward, grading)
        self.head_codes = {head["member"] for heads in self.heads.values() for head in heads}
        self.cell_files: dict[int, ReviewFile] = {}
        self.collective_files: dict[int, ReviewFile] = {}
        self.reviews: list[Review] = []

    def freeze(self) -> None:
        """Write files, reviews and the first version of every review's facts."""
        self._files()
        self._units()
        self._members()
        self._officers()
        for review in self.reviews:
            review.fill_keys()
        Review.objects.bulk_create(self.reviews)
        FactsVersion.objects.bulk_create(
            FactsVersion(
                review=review, version=1, facts=review.facts, reason="opening", by_name=self.by_name, at=self.at
            )
            for review in self.reviews
        )

    def _files(self) -> None:
        cells = [row for row in self.organizations if row.kind == OrganizationKind.CELL]
        files = [self._file(position, row.code, row.name, cell=row) for position, row in enumerate(cells)]
        alone = [row for row in self.collectives if row.kind != CollectiveKind.CELL_COMMITTEE]
        files += [self._file(1000 + position, row.code, row.name, collective=row) for position, row in enumerate(alone)]
        ReviewFile.objects.bulk_create(files)
        self.cell_files = {file.cell_id: file for file in files if file.cell_id}
        self.collective_files = {file.collective_id: file for file in files if file.collective_id}

    def _file(self, position: int, code: str, name: str, **unit) -> ReviewFile:
        return ReviewFile(campaign=self.campaign, position=position, code=code, name=name, stage_since=self.at, **unit)

    def _add(self, kind: SubjectKind, code: str, name: str, facts: dict, **links) -> None:
        self.reviews.append(
            Review(
                campaign=self.campaign,
                kind=kind,
                code=code,
                name=name,
                facts=facts,
                position=len(self.reviews),
                **links,
            )
        )

    def _units(self) -> None:
        ward = self.campaign.ward
        ward_heads = self.heads.get(("organization", ward.pk), [])
        self._add(
            SubjectKind.ORGANIZATION, ward.code, ward.name, ground_facts.unit_row(ward, ward_heads), organization=ward
        )
        kinds = {OrganizationKind.CELL: SubjectKind.CELL, OrganizationKind.AGENCY: SubjectKind.AGENCY}
        for row in self.organizations:
            if row.kind not in kinds:
                continue
            facts = ground_facts.unit_row(row, self.heads.get(("organization", row.pk), []))
            self._add(kinds[row.kind], row.code, row.name, facts, organization=row, file=self.cell_files.get(row.pk))
        seats = ground_facts.seats_by_collective([row.pk for row in self.collectives], self.campaign.review_date)
        for row in self.collectives:
            facts = ground_facts.collective_row(row, seats.get(row.pk, []), self.heads.get(("collective", row.pk), []))
            file = self.collective_files.get(row.pk) or self.cell_files.get(row.organization_id)
            self._add(SubjectKind.COLLECTIVE, row.code, row.name, facts, collective=row, file=file)

    def _members(self) -> None:
        facts = ground_facts.year_facts(
            [member.pk for member in self.members], self.campaign.year, self.campaign.grading_date
        )
        for member in self.members:
            cell_code = member.cell.code if member.cell_id else None
            self._add(
                SubjectKind.MEMBER,
                member.code,
                member.full_name,
                ground_facts.member_row(member, cell_code, facts),
                member=member,
                file=self.cell_files.get(member.cell_id),
                heads_something=member.code in self.head_codes,
            )

    def _officers(self) -> None:
        by_organization = {
            row.organization_id: self.collective_files[row.pk]
            for kind in reversed(_LEADS_AN_ORGANIZATION)
            for row in self.collectives
            if row.kind == kind and row.pk in self.collective_files
        }
        for number, post in enumerate(self.posts, start=1):
            file = (
                self.collective_files.get(post.collective_id)
                if post.collective_id
                else self.cell_files.get(post.organization_id) or by_organization.get(post.organization_id)
            )
            if post.collective_id and file is None:  # a cell's own committee meets with the cell
                file = self.cell_files.get(post.collective.organization_id)
            facts = ground_facts.post_row(post)
            self._add(
                SubjectKind.OFFICER,
                f"{post.member.code}@{facts['unit']}#{number}",
                post.member.full_name,
                facts,
                member=post.member,
                post=post,
                file=file,
                heads_something=post.member.code in self.head_codes,
            )


def refreeze_review(*, review: Review, facts: dict, reason: str, by_name: str, at: datetime) -> bool:
    """Give a review new facts as a new version; False when nothing changed. The caller holds the review's lock."""
    if review.facts == facts:
        return False
    review.facts_version += 1
    review.facts = facts
    review.save(update_fields=["facts", "facts_version"])
    FactsVersion.objects.create(
        review=review, version=review.facts_version, facts=facts, reason=reason, by_name=by_name, at=at
    )
    return True


def member_facts_now(member: Member, campaign: Campaign) -> dict:
    """The member's dossier row as the ground stands now."""
    year = ground_facts.year_facts([member.pk], campaign.year, campaign.grading_date)
    return ground_facts.member_row(member, member.cell.code if member.cell_id else None, year)
