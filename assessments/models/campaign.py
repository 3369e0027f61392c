"""One review year of one ward."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from assessments.models.fields import CAMPAIGN_STAGE_LABELS, enum_check, enum_field
from assessments.workflow import CampaignStage
from cells.models import Organization
from cells.vocabulary import GivenGrade


class Campaign(models.Model):
    """The year's campaign, pinned to a rule set and its digest. The review year never follows from a date of entry (G6).

    special_topics: [{"key": "topic_1", "title": …, "text": …, "citation": …}] answered in form 01.
    quota_weights: {"excellent": 5, …}; confirmed by the committee before quotas are issued (C2).
    parameters: as `parameters` of the dossier. ballot_threshold: a fraction as text, share of valid ballots to exceed.
    """

    ward = models.ForeignKey(Organization, models.PROTECT, related_name="campaigns")
    year = models.PositiveSmallIntegerField()
    rule_set = models.CharField(max_length=20)
    rule_set_digest = models.CharField(max_length=64)
    stage = enum_field(CAMPAIGN_STAGE_LABELS, default=CampaignStage.PREPARING)
    review_date = models.DateField()
    grading_date = models.DateField()
    cell_deadline = models.DateField()
    office_deadline = models.DateField(null=True, blank=True)
    district_deadline = models.DateField(null=True, blank=True)
    special_topics = models.JSONField(default=list, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    quota_weights = models.JSONField(default=dict, blank=True)
    weights_confirmed_at = models.DateTimeField(null=True, blank=True)
    weights_confirmed_by = models.CharField(max_length=320, blank=True, default="")
    ballot_threshold = models.CharField(max_length=10, default="1/2")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(max_length=320, blank=True, default="")
    # Parts of the report that the office writes; the figures never are.
    narrative = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ward", "year"], name="campaign_once_a_year"),
            enum_check("stage", CAMPAIGN_STAGE_LABELS, "campaign_stage_known"),
            models.CheckConstraint(condition=Q(review_date__lte=F("grading_date")), name="review_before_grading"),
            models.CheckConstraint(
                condition=Q(weights_confirmed_at__isnull=True, weights_confirmed_by="")
                | (Q(weights_confirmed_at__isnull=False) & ~Q(weights_confirmed_by="")),
                name="weights_confirmed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by="") | (Q(opened_at__isnull=False) & ~Q(opened_by="")),
                name="campaign_opened_at_and_by",
            ),
        ]

    @property
    def threshold(self) -> Fraction:
        return Fraction(self.ballot_threshold)

    @property
    def weights_in_order(self) -> list[tuple[str, int]]:
        """(grade, weight), the highest grade first, whatever order the database kept."""
        return [(grade, self.quota_weights[grade]) for grade in GivenGrade.values if grade in self.quota_weights]

    def __str__(self) -> str:
        return _("Review year %(year)s") % {"year": self.year}
