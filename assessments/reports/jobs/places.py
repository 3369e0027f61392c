"""What a piece of work is about, and why it may not be makeable."""

from dataclasses import dataclass

from assessments.models import Campaign, ReviewFile


@dataclass(frozen=True)
class Place:
    """A year, or one file of it."""

    campaign: Campaign
    file: ReviewFile | None = None

    @property
    def params(self) -> dict[str, int]:
        """As kept with the job: plain values in a fixed order, so that the same place is the same row."""
        return {"file": self.file.pk} if self.file else {}

    @property
    def stem(self) -> str:
        """What tells its results apart in a folder of downloads."""
        return f"{self.file.code if self.file else self.campaign.ward.code}-{self.campaign.year}"


class CannotBeMade(Exception):
    """The work ends without a result for a reason that can be told. fault: a code of `reading.FAULTS`."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(fault)
