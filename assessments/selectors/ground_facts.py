"""The ground as facts of one year: what is frozen into the reviews when a campaign opens.

Every function answers dossier rows (plain JSON values, codes instead of ids), read in a fixed number of queries.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from cells.models import (
    Collective,
    Discipline,
    Headship,
    Member,
    OfficerPost,
    Organization,
    Seat,
    StatusPeriod,
    YearRecord,
)
from cells.vocabulary import DisciplineForm, EmployerAnswer, MemberStatus, OrganizationKind

_GRAVITY = {form: place for place, form in enumerate(DisciplineForm.values)}


def present_members(ward: Organization, grading_date: date):
    """People here on the grading date, Party members and others: arrived by then, not left by then."""
    return (
        Member.objects.filter(ward=ward)
        .filter(Q(left_on__isnull=True) | Q(left_on__gt=grading_date))
        .filter(Q(arrived_on__isnull=True) | Q(arrived_on__lte=grading_date))
    )


def seated_leavers(ward: Organization, review_date: date, grading_date: date):
    """People who left between the two dates and whose seat, ended with it, still counts on the review date (A1)."""
    return Member.objects.filter(
        ward=ward,
        left_on__lte=grading_date,
        seats__to_date__gt=review_date,
        seats__to_date__lte=grading_date,
    ).distinct()


def standing_organizations(ward: Organization, grading_date: date):
    """Cells, committees and agencies not dissolved by the grading date."""
    return Organization.objects.filter(ward=ward).filter(
        Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=grading_date)
    )


def standing_collectives(ward: Organization, review_date: date):
    return Collective.objects.filter(ward=ward).filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=review_date))


def standing_posts(ward: Organization, grading_date: date):
    return (
        OfficerPost.objects.filter(member__ward=ward)
        .filter(Q(from_date__isnull=True) | Q(from_date__lte=grading_date))
        .filter(Q(to_date__isnull=True) | Q(to_date__gt=grading_date))
        .select_related("member", "organization", "collective")
    )


def standing_heads(ward: Organization, grading_date: date):
    """The heads on the grading date; one appointed later heads nothing yet."""
    return (
        Headship.objects.filter(member__ward=ward, appointed_on__lte=grading_date)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=grading_date))
        .select_related("member", "organization", "collective")
        .order_by("appointed_on", "pk")
    )


@dataclass(frozen=True)
class YearFacts:
    """What a year says of people, by member id."""

    records: dict[int, YearRecord]
    disciplines: dict[int, str]
    statuses: dict[int, str]


def year_facts(members, year: int, grading_date: date) -> YearFacts:
    """Records, gravest discipline counted in the year, standing on the grading date."""
    records = {record.member_id: record for record in YearRecord.objects.filter(member__in=members, year=year)}
    disciplines: dict[int, str] = {}
    for member_id, form in Discipline.objects.filter(member__in=members, counted_in_year=year).values_list(
        "member_id", "form"
    ):
        if member_id not in disciplines or _GRAVITY[form] > _GRAVITY[disciplines[member_id]]:
            disciplines[member_id] = form
    statuses: dict[int, str] = {}
    periods = StatusPeriod.objects.filter(member__in=members).order_by(F("from_date").asc(nulls_first=True), "pk")
    for period in periods:
        begun = period.from_date is None or period.from_date <= grading_date
        if begun and (period.to_date is None or period.to_date >= grading_date):
            statuses[period.member_id] = period.status
    return YearFacts(records, disciplines, statuses)


def member_row(member: Member, cell_code: str | None, facts: YearFacts) -> dict:
    """One row of `members`: only what is recorded has a key."""
    row: dict = {
        "code": member.code,
        "name": member.full_name,
        "cell": cell_code,
        "status": facts.statuses.get(member.pk, member.status) if cell_code else member.status,
        "disciplined": facts.disciplines.get(member.pk),
    }
    if member.admitted_on:
        row["admitted_on"] = member.admitted_on.isoformat()
    record = facts.records.get(member.pk)
    if record is None:
        return row
    if record.employer_grade:
        row["employer_grade"] = None if record.employer_grade == EmployerAnswer.NONE else record.employer_grade
    for key in ("task_completion", "sick_leave_months", "found_degraded"):
        if getattr(record, key) is not None:
            row[key] = getattr(record, key)
    row["unfulfilled_reason"] = record.unfulfilled_reason or None
    return row


def unit_row(organization: Organization, heads: list[dict]) -> dict:
    """A row of `cells`, `agencies` or `organization`, with its heads beside it."""
    row: dict = {"code": organization.code, "name": organization.name, "heads": heads}
    if organization.kind == OrganizationKind.CELL and organization.established_on:
        row["established_on"] = organization.established_on.isoformat()
    return row


def leaver_row(member: Member) -> dict:
    """The row of somebody who left before the grading date and is named by a seat alone. Only `non_member` is in no
    count of members and owes nothing (rules, part A); whoever left is treated so [choice]. `seat_only` marks such a
    row; the dossier does not carry it."""
    return {
        "code": member.code,
        "name": member.full_name,
        "cell": None,
        "status": MemberStatus.NON_MEMBER.value,
        "disciplined": None,
        "seat_only": True,
    }


def collective_row(collective: Collective, seats: list[Seat], heads: list[dict], grading_date: date) -> dict:
    """A row of `collectives`. What begins or ends after the grading date says nothing about this year's two dates."""
    row: dict = {
        "code": collective.code,
        "name": collective.name,
        "kind": collective.kind,
        "seats": [
            {
                "member": seat.member.code,
                **({"from": seat.from_date.isoformat()} if seat.from_date else {}),
                "to": seat.to_date.isoformat() if seat.to_date and seat.to_date <= grading_date else None,
            }
            for seat in seats
            if seat.from_date is None or seat.from_date <= grading_date
        ],
        "heads": heads,
    }
    if collective.established_on:
        row["established_on"] = collective.established_on.isoformat()
    return row


def head_row(head: Headship) -> dict:
    return {
        "member": head.member.code,
        "appointed_on": head.appointed_on.isoformat(),
        "main_duty": head.main_duty,
        "evidence": head.main_duty_evidence,
        "exception": head.exception or None,
    }


def post_row(post: OfficerPost) -> dict:
    return {
        "member": post.member.code,
        "management_level": post.management_level,
        "unit": post.unit.code,
        "title": post.title,
    }


def seats_by_collective(collectives, review_date: date) -> dict[int, list[Seat]]:
    """Collective id → its seats; one that ended by the review date says nothing about this year's two dates."""
    seats: dict[int, list[Seat]] = defaultdict(list)
    held = Seat.objects.filter(collective__in=collectives).filter(Q(to_date__isnull=True) | Q(to_date__gt=review_date))
    for seat in held.select_related("member").order_by("from_date", "pk"):
        seats[seat.collective_id].append(seat)
    return seats


def heads_by_unit(ward: Organization, grading_date: date) -> dict[tuple[str, int], list[dict]]:
    """("organization" | "collective", id) → head rows."""
    heads: dict[tuple[str, int], list[dict]] = defaultdict(list)
    for head in standing_heads(ward, grading_date):
        key = ("organization", head.organization_id) if head.organization_id else ("collective", head.collective_id)
        heads[key].append(head_row(head))
    return heads
