"""Freezing the roster into a campaign: a review per subject, a file per cell and per collective that meets alone."""

from datetime import datetime

from assessments.models import Campaign, FactsVersion, Review, ReviewFile
from assessments.selectors.frozen_ground import FileKey, FrozenGround


class Freezer:
    """Builds all files and reviews of one opening in memory, then writes them at once."""

    def __init__(self, campaign: Campaign, at: datetime, by_name: str):
        self.campaign, self.at, self.by_name = campaign, at, by_name
        self.ground = FrozenGround(campaign)
        self.files: dict[FileKey, ReviewFile] = {}
        self.reviews: list[Review] = []

    @property
    def has_cells(self) -> bool:
        return bool(self.ground.cells)

    def freeze(self) -> None:
        """Write files, reviews and the first version of every review's facts."""
        self.files = {
            key: ReviewFile(
                campaign=self.campaign,
                position=position,
                code=code,
                name=name,
                stage_since=self.at,
                **{f"{key[0]}_id": key[1]},
            )
            for position, code, name, key in self.ground.files()
        }
        ReviewFile.objects.bulk_create(self.files.values())
        self.reviews = [
            Review(
                campaign=self.campaign,
                kind=subject.kind,
                code=subject.code,
                name=subject.name,
                facts=subject.facts,
                position=place,
                file=self.files.get(subject.file),
                heads_something=subject.heads_something,
                left_on=subject.left_on,
                **subject.links,
            )
            for place, subject in enumerate(self.ground.subjects())
        ]
        for review in self.reviews:
            review.fill_keys()
        Review.objects.bulk_create(self.reviews)
        FactsVersion.objects.bulk_create(
            FactsVersion(
                review=review, version=1, facts=review.facts, reason="opening", by_name=self.by_name, at=self.at
            )
            for review in self.reviews
        )


def refreeze_review(*, review: Review, facts: dict, reason: str, by_name: str, at: datetime) -> bool:
    """Give a review new facts as a new version; False when nothing changed. The caller holds the review's lock."""
    if review.facts == facts:
        return False
    review.facts_version += 1
    review.facts = facts
    review.save(update_fields=["facts", "facts_version"])
    FactsVersion.objects.create(
        review=review, version=review.facts_version, facts=facts, reason=reason, by_name=by_name, at=at
    )
    return True
