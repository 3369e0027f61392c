"""The meeting and its ballots. No link from a vote to a voter anywhere: only counts are stored."""

from django.db import models
from django.db.models import F

from assessments.models.review import Review, ReviewFile
from assessments.rules import ballots
from cells.models import Member


class Meeting(models.Model):
    """The meeting of a cell or collective: who was there, and the count of the ballot papers.

    called, present, voters_present: from the names of `attendance` where they are recorded, else as somebody typed them.
    minutes: the discussion in general; notes: review id (as text) → what was said about that subject.
    guests: who was there without being called, one a line; they have no vote.
    """

    file = models.OneToOneField(ReviewFile, models.PROTECT, related_name="meeting")
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True, default="")
    chair = models.CharField(max_length=150, blank=True, default="")
    clerk = models.CharField(max_length=150, blank=True, default="")
    called = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    voters_present = models.PositiveSmallIntegerField()
    ballots_issued = models.PositiveSmallIntegerField()
    ballots_collected = models.PositiveSmallIntegerField()
    ballots_valid = models.PositiveSmallIntegerField()
    minutes = models.TextField(blank=True, default="")
    began_at = models.TimeField(null=True, blank=True)
    ended_at = models.TimeField(null=True, blank=True)
    guests = models.TextField(blank=True, default="")
    notes = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=320)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(present__lte=F("called")), name="present_among_called"),
            models.CheckConstraint(condition=models.Q(voters_present__lte=F("present")), name="voters_among_present"),
            models.CheckConstraint(
                condition=models.Q(ballots_issued__lte=F("voters_present")), name="one_ballot_a_voter"
            ),
            models.CheckConstraint(
                condition=models.Q(ballots_collected__lte=F("ballots_issued")), name="collected_among_issued"
            ),
            models.CheckConstraint(
                condition=models.Q(ballots_valid__lte=F("ballots_collected")), name="valid_among_collected"
            ),
        ]

    @property
    def tallies_told(self) -> bool:
        """Whether a tally of this meeting may be shown to others than those who counted it."""
        return ballots.is_told(self.ballots_valid)

    def __str__(self) -> str:
        return f"{self.file_id} {self.held_on}"


class BallotCount(models.Model):
    """Ballots for one subject per grade; they sum to the meeting's valid ballots."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="counts")
    review = models.OneToOneField(Review, models.PROTECT, related_name="ballots")
    excellent = models.PositiveSmallIntegerField(default=0)
    good = models.PositiveSmallIntegerField(default=0)
    fulfilled = models.PositiveSmallIntegerField(default=0)
    unfulfilled = models.PositiveSmallIntegerField(default=0)

    @property
    def is_told(self) -> bool:
        """As `Meeting.tallies_told`; the meeting must have been loaded."""
        return self.meeting.tallies_told

    @property
    def total(self) -> int:
        return self.excellent + self.good + self.fulfilled + self.unfulfilled

    def __str__(self) -> str:
        return f"{self.review_id}: {self.excellent}/{self.good}/{self.fulfilled}/{self.unfulfilled}"


class Attendance(models.Model):
    """One person called to the meeting. Says who was there and who had a vote, never how anybody voted.

    `votes`: had a vote on that day (probationary members have none). `reviewed_later_on`: an absent member whose review
    was made up for afterwards, recorded by `reviewed_later_by`. No moment and no order of arrival is kept: beside the
    papers as they came in, either would tell whose is whose.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    member = models.ForeignKey(Member, models.PROTECT, related_name="attendance")
    present = models.BooleanField()
    votes = models.BooleanField()
    absent_reason = models.CharField(max_length=200, blank=True, default="")
    reviewed_later_on = models.DateField(null=True, blank=True)
    reviewed_later_note = models.CharField(max_length=300, blank=True, default="")
    reviewed_later_by = models.CharField(max_length=320, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once_a_member"),
            models.CheckConstraint(
                condition=models.Q(present=False) | models.Q(reviewed_later_on__isnull=True),
                name="reviewed_later_if_absent",
            ),
        ]

    @property
    def awaits_review(self) -> bool:
        """Absent, and not reviewed since: no grade may be proposed yet."""
        return not self.present and self.reviewed_later_on is None

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.member_id}"
