"""The meeting and its ballots. No link from a vote to a voter anywhere: only counts are stored."""

from django.db import models
from django.db.models import F

from assessments.models.review import Review, ReviewFile


class Meeting(models.Model):
    """The meeting of a cell or collective: who was there, and the count of the ballot papers."""

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
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=150)
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
    def total(self) -> int:
        return self.excellent + self.good + self.fulfilled + self.unfulfilled

    def __str__(self) -> str:
        return f"{self.review_id}: {self.excellent}/{self.good}/{self.fulfilled}/{self.unfulfilled}"
