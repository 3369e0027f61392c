"""Files, the reviews in them, and the frozen facts each review rests on."""

from django.db import models
from django.db.models import Q

from assessments.models.campaign import Campaign
from assessments.models.fields import STAGE_LABELS, SUBJECT_LABELS, enum_check, enum_field
from assessments.workflow import WRITABLE, Stage
from cells.models import Collective, Member, OfficerPost, Organization
from cells.vietnamese import fold, sort_key


class ReviewFile(models.Model):
    """The file (hồ sơ) of one cell, or of one collective that meets on its own: what is sent, returned, accepted.

    A cell's file holds the cell, its cell committee, its members, officers of the cell.
    A collective's file holds the collective and the officers of its unit.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="files")
    cell = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="files")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, blank=True, related_name="files")
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=30)
    position = models.PositiveIntegerField(default=0)
    stage = enum_field(STAGE_LABELS, default=Stage.COLLECTING)
    stage_since = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=1)
    # Confirmed by the cell's side before it writes: the list of people is right.
    roster_confirmed_at = models.DateTimeField(null=True, blank=True)
    roster_confirmed_by = models.CharField(max_length=320, blank=True, default="")
    # Laid aside by the office to be accepted together with others, once their totals have been looked at.
    staged_at = models.DateTimeField(null=True, blank=True)
    staged_by = models.CharField(max_length=320, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="file_code_once"),
            enum_check("stage", STAGE_LABELS, "file_stage_known"),
            models.CheckConstraint(
                condition=Q(cell__isnull=False, collective__isnull=True)
                | Q(cell__isnull=True, collective__isnull=False),
                name="file_of_cell_or_collective",
            ),
        ]

    @property
    def is_writable(self) -> bool:
        return Stage(self.stage) in WRITABLE

    def __str__(self) -> str:
        return self.name


class FileEvent(models.Model):
    """One step a file took, with the reason given and the reasons per section."""

    file = models.ForeignKey(ReviewFile, models.PROTECT, related_name="events")
    step = models.CharField(max_length=20)
    from_stage = enum_field(STAGE_LABELS)
    to_stage = enum_field(STAGE_LABELS)
    round = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True, default="")
    section_reasons = models.JSONField(default=list, blank=True)
    due_on = models.DateField(null=True, blank=True)
    by_name = models.CharField(max_length=320)
    # Whose hands it was: the account's, and that of the one it acted for. A name alone may be two people's.
    by_account = models.BigIntegerField(null=True)
    for_account = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.file_id}: {self.step}"


class InYear(models.Manager):
    """The reviews that count: of everything and everybody that has not left the year since it was opened.

    No day is asked. A leaving is frozen into the year only when it takes effect by the grading date, and the year is
    judged as of that date: findings, tallies, bases of caps and what is owed pass the person over from the moment it is
    recorded, so that no grade is proposed which would be void. Lists of people and the roll of a meeting ask `here_on`:
    there the person stays until the day.
    """

    def get_queryset(self):
        return super().get_queryset().filter(left_on__isnull=True)


class Review(models.Model):
    """One subject in one campaign, with the facts frozen at opening.

    `facts` is the row of the dossier without what the review itself brings (grade, levels, ballots, reviewed);
    `heads` inside the facts of a unit is the list of its heads. `code` is the dossier's code; an officer's is
    `member@unit#n`. `heads_something` is true for a person whose headship binds (scope HEADS).
    `left_on`: a late change took the subject out of the year with effect from that day. It owes nothing and counts
    nowhere: `objects` (and `file.reviews`, `campaign.reviews`) pass it over; `everyone` finds it, its texts stay readable.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reviews")
    file = models.ForeignKey(ReviewFile, models.PROTECT, null=True, blank=True, related_name="reviews")
    kind = enum_field(SUBJECT_LABELS)
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=800, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="reviews")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="reviews")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, blank=True, related_name="reviews")
    post = models.ForeignKey(OfficerPost, models.PROTECT, null=True, blank=True, related_name="reviews")
    facts = models.JSONField()
    facts_version = models.PositiveSmallIntegerField(default=1)
    heads_something = models.BooleanField(default=False)
    left_on = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = InYear()
    everyone = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "kind", "code"], name="review_once_in_campaign"),
            enum_check("kind", SUBJECT_LABELS, "review_kind_known"),
        ]

    def save(self, *args, **kwargs):
        self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        """Search and sort keys; also called before a bulk_create, which skips save()."""
        self.folded_name = fold(self.name)
        self.sort_key = sort_key(self.name) if self.member_id else f"{self.position:05d}"

    def __str__(self) -> str:
        return self.name


class FactsVersion(models.Model):
    """Every state of a review's frozen facts; the newest is copied on the review."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="facts_versions")
    version = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    reason = models.CharField(max_length=300)
    by_name = models.CharField(max_length=320)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "version"], name="facts_version_once")]

    def __str__(self) -> str:
        return f"{self.review_id} v{self.version}"
