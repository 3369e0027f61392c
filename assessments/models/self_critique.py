"""Self-critiques: answers by form version and section, with the levels of the criteria."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.fields import grade_field
from assessments.models.review import Review
from cells.vocabulary import GivenGrade

LEVEL_CHOICES = [
    ("excellent", _("Level: excellent")),
    ("good", _("Level: good")),
    ("average", _("Level: average")),
    ("poor", _("Level: poor")),
]


class SelfCritique(models.Model):
    """Report of a collective (form 01) or of a person (form 02), kept with the form version it was written on.

    `self_grade` as Party member (or of the collective); `self_grade_officer` as civil servant or officer, if any.
    """

    review = models.OneToOneField(Review, models.PROTECT, related_name="critique")
    form = models.CharField(max_length=10)
    form_version = models.CharField(max_length=20)
    self_grade = grade_field()
    self_grade_officer = grade_field()
    # What stands at the head of form 02, frozen when it is submitted: {"born_on", "posts", "unit", …}.
    header = models.JSONField(default=dict, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=320, blank=True, default="")
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=320)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by="")
                | (Q(submitted_at__isnull=False) & ~Q(submitted_by="")),
                name="critique_submitted_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(self_grade__in=["", *GivenGrade.values])
                & Q(self_grade_officer__in=["", *GivenGrade.values]),
                name="critique_grades_known",
            ),
        ]

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    def __str__(self) -> str:
        return f"{self.form}/{self.review_id}"


class Answer(models.Model):
    """One section's text and level. `level_cell` is the meeting's; the self-rating counts until it is given (G1).

    `fingerprint` is the SHA-256 of the folded text: it finds a text copied from another person.
    """

    critique = models.ForeignKey(SelfCritique, models.PROTECT, related_name="answers")
    section = models.CharField(max_length=40)
    text = models.TextField(blank=True, default="")
    level_self = models.CharField(max_length=10, choices=LEVEL_CHOICES, blank=True, default="")
    level_cell = models.CharField(max_length=10, choices=LEVEL_CHOICES, blank=True, default="")
    fingerprint = models.CharField(max_length=64, blank=True, default="", db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["critique", "section"], name="answer_once_a_section")]

    def __str__(self) -> str:
        return f"{self.critique_id}: {self.section}"
