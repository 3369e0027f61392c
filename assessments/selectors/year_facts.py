"""Whose facts one page of a year shows: a cell's people, or those outside the Party. A fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from assessments.models import Campaign, ReviewFile
from cells.models import Discipline, Member, Organization, YearRecord
from cells.vocabulary import OrganizationKind


@dataclass(frozen=True)
class FactsPage:
    """`people` carry `.year_disciplines` and are paired with their record of the year, or None."""

    unit: Organization
    ward: Organization
    year: int
    people: list[tuple[Member, YearRecord | None]]
    campaign: Campaign | None
    file: ReviewFile | None


def facts_page(unit: Organization, year: int) -> FactsPage:
    """`unit` is a cell, or the ward for its people outside the Party. Those who left before the year are not shown."""
    ward = unit if unit.kind == OrganizationKind.WARD else unit.ward
    disciplines = Discipline.objects.filter(counted_in_year=year).order_by("decided_on", "pk")
    people = (
        Member.objects.filter(ward=ward, cell=None if unit == ward else unit)
        .filter(Q(left_on__isnull=True) | Q(left_on__gt=date(year, 12, 31)))
        .prefetch_related(Prefetch("disciplines", queryset=disciplines, to_attr="year_disciplines"))
        .order_by("sort_key", "pk")
    )
    records = {record.member_id: record for record in YearRecord.objects.filter(member__in=people, year=year)}
    campaign = Campaign.objects.filter(ward=ward, year=year).first()
    file = None
    if campaign is not None and unit != ward:
        file = ReviewFile.objects.filter(campaign=campaign, cell=unit).select_related("campaign", "cell").first()
    return FactsPage(unit, ward, year, [(member, records.get(member.pk)) for member in people], campaign, file)


@dataclass(frozen=True)
class PersonFacts:
    """One person's standing, disciplines and record of a year."""

    record: YearRecord | None
    disciplines: list[Discipline]
    periods: list


def person_facts(member: Member, year: int) -> PersonFacts:
    return PersonFacts(
        record=member.year_records.filter(year=year).first(),
        disciplines=list(member.disciplines.order_by("-decided_on", "pk")),
        periods=list(member.status_periods.order_by("-pk")),
    )
