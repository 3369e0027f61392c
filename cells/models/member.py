"""People: Party members, and those outside the Party who sit or lead."""

from datetime import date

from django.db import models
from django.db.models import Q

from cells.models.organization import Organization
from cells.vietnamese import fold, sort_key, tidy
from cells.vocabulary import Gender, MemberStatus


def here_on(day: date, prefix: str = "") -> Q:
    """Who is still here on `day`: never left, or leaves later. A leaving recorded beforehand empties no list early.

    `prefix`: the way to the row that holds `left_on`. Used of people and, alike, of their reviews.
    """
    return Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gt": day})


class Member(models.Model):
    """A person of the ward. `non_member` marks people outside the Party (ngoài Đảng); they belong to no cell.

    `status` is what stands today; its dates and papers lie in StatusPeriod.
    `arrived_on`: the first day in the ward of somebody who came from elsewhere, `arrived_from` the organization left;
    empty for those who were here before the portal.
    `left_on`: the first day without the person; it may lie ahead, and until then the person is here.
    `decided_fields` names the fields a person set by hand: an import shows a difference there and never overwrites it.
    """

    ward = models.ForeignKey(Organization, models.PROTECT, related_name="people")
    cell = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="members")
    code = models.CharField(max_length=30)
    full_name = models.CharField(max_length=150)
    folded_name = models.CharField(max_length=150, editable=False, db_index=True)
    sort_key = models.CharField(max_length=600, editable=False)
    gender = models.CharField(max_length=10, choices=Gender, blank=True, default="")
    born_on = models.DateField(null=True, blank=True)
    ethnicity = models.CharField(max_length=50, blank=True, default="")
    admitted_on = models.DateField(null=True, blank=True)
    official_on = models.DateField(null=True, blank=True)
    card_number = models.CharField(max_length=30, blank=True, default="")
    position = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    status = models.CharField(max_length=30, choices=MemberStatus, default=MemberStatus.ACTIVE)
    arrived_on = models.DateField(null=True, blank=True)
    arrived_from = models.CharField(max_length=200, blank=True, default="")
    left_on = models.DateField(null=True, blank=True)
    left_reason = models.CharField(max_length=200, blank=True, default="")
    decided_fields = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ward", "code"], name="member_code_once_in_ward"),
            models.UniqueConstraint(
                fields=["ward", "card_number"], condition=~Q(card_number=""), name="member_card_once_in_ward"
            ),
            models.CheckConstraint(
                condition=Q(status="non_member", cell__isnull=True) | (~Q(status="non_member") & Q(cell__isnull=False)),
                name="member_has_cell_unless_outside_party",
            ),
        ]

    def save(self, *args, **kwargs):
        self.full_name = tidy(self.full_name)
        self.folded_name = fold(self.full_name)
        self.sort_key = sort_key(self.full_name)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return f"{self.full_name} ({self.code})"

    def has_left(self, on: date) -> bool:
        return self.left_on is not None and self.left_on <= on


class StatusPeriod(models.Model):
    """A standing with its dates and the paper it rests on (miễn sinh hoạt, đình chỉ …). No end: it still holds."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="status_periods")
    status = models.CharField(max_length=30, choices=MemberStatus)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_date__isnull=True) | Q(to_date__isnull=True) | Q(to_date__gte=models.F("from_date")),
                name="status_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.status}"
