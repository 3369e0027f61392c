"""Leadership bodies, who sits in them, who heads what, who is an officer."""

from django.db import models
from django.db.models import Q

from cells.models.member import Member
from cells.models.organization import Organization
from cells.vietnamese import fold, tidy
from cells.vocabulary import CollectiveKind, ManagementLevel

_ENDS_AFTER_IT_BEGINS = Q(from_date__isnull=True) | Q(to_date__isnull=True) | Q(to_date__gte=models.F("from_date"))
_ONE_UNIT = Q(organization__isnull=False, collective__isnull=True) | Q(
    organization__isnull=True, collective__isnull=False
)


class Collective(models.Model):
    """Leadership collective (tập thể lãnh đạo, quản lý) of an organization or agency."""

    ward = models.ForeignKey(Organization, models.PROTECT, related_name="collectives")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="own_collectives")
    kind = models.CharField(max_length=30, choices=CollectiveKind)
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, editable=False)
    established_on = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "code"], name="collective_code_once_in_ward")]

    def save(self, *args, **kwargs):
        self.name = tidy(self.name)
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A seat held: it counts on day d when from ≤ d and (no end, or d < to) (rules A2)."""

    collective = models.ForeignKey(Collective, models.PROTECT, related_name="seats")
    member = models.ForeignKey(Member, models.PROTECT, related_name="seats")
    title = models.CharField(max_length=100, blank=True, default="")
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=_ENDS_AFTER_IT_BEGINS, name="seat_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.collective_id}: {self.member_id}"


class Headship(models.Model):
    """Who heads a unit (người đứng đầu). `main_duty` false lifts a party unit's headship (rules F1 (1)), with evidence."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="headships")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="heads")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, blank=True, related_name="heads")
    appointed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    main_duty = models.BooleanField(default=True)
    main_duty_evidence = models.CharField(max_length=300, blank=True, default="")
    exception = models.CharField(max_length=30, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ONE_UNIT, name="headship_of_one_unit"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("appointed_on")),
                name="headship_ends_after_it_begins",
            ),
        ]

    @property
    def unit(self):
        return self.organization or self.collective

    def __str__(self) -> str:
        return f"{self.member_id} heads {self.organization_id or self.collective_id}"


class OfficerPost(models.Model):
    """A post graded as leader (cán bộ lãnh đạo, quản lý), with the level that manages it. Each row is one post."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="posts")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="posts")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, blank=True, related_name="posts")
    title = models.CharField(max_length=150)
    management_level = models.CharField(max_length=10, choices=ManagementLevel)
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ONE_UNIT, name="post_in_one_unit"),
            models.CheckConstraint(condition=_ENDS_AFTER_IT_BEGINS, name="post_ends_after_it_begins"),
        ]

    @property
    def unit(self):
        return self.organization or self.collective

    def __str__(self) -> str:
        return f"{self.title} ({self.member_id})"
