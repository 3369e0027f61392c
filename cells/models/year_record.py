"""What a year says of a person: everything part B of the rules reads, each with its source document."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from cells.models.member import Member
from cells.vocabulary import DisciplineForm, EmployerAnswer, UnfulfilledReason

#: What is recorded of a person's year (rules part B), each fact with its source.
YEAR_FACTS = (
    "sick_leave_months",
    "sick_leave_source",
    "task_completion",
    "task_source",
    "employer_grade",
    "employer_source",
    "found_degraded",
    "degraded_source",
    "unfulfilled_reason",
    "unfulfilled_source",
)


class YearRecord(models.Model):
    """One person's facts of one year. Null or blank means: not recorded (never: met)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="year_records")
    year = models.PositiveSmallIntegerField()
    sick_leave_months = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(12)])
    sick_leave_source = models.CharField(max_length=300, blank=True, default="")
    task_completion = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(100)])
    task_source = models.CharField(max_length=300, blank=True, default="")
    employer_grade = models.CharField(max_length=20, choices=EmployerAnswer, blank=True, default="")
    employer_source = models.CharField(max_length=300, blank=True, default="")
    found_degraded = models.BooleanField(null=True, blank=True)
    degraded_source = models.CharField(max_length=300, blank=True, default="")
    unfulfilled_reason = models.CharField(max_length=30, choices=UnfulfilledReason, blank=True, default="")
    unfulfilled_source = models.CharField(max_length=300, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "year"], name="year_record_once"),
            models.CheckConstraint(
                condition=Q(task_completion__isnull=True) | Q(task_completion__lte=100), name="task_completion_percent"
            ),
            models.CheckConstraint(
                condition=Q(sick_leave_months__isnull=True) | Q(sick_leave_months__lte=12), name="sick_leave_in_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}/{self.year}"


class Discipline(models.Model):
    """A Party discipline. One violation counts in one year only: `counted_in_year` (HD 21)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="disciplines")
    form = models.CharField(max_length=20, choices=DisciplineForm)
    decided_on = models.DateField()
    violated_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    counted_in_year = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.member_id} {self.form} {self.decided_on}"
