"""A member's own reviews, newest year first: what is to be done now, what was decided. A fixed number of queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from assessments.models import Review, SelfCritique, Shortcoming
from assessments.permissions import own_reviews
from assessments.selectors.board import due_days
from assessments.selectors.gradings import NO_GRADES
from assessments.selectors.hints import issued_points
from assessments.selectors.results import ResultRow, grades_as_released, released_until
from assessments.selectors.standings import Bar, Standings, leaving_bar
from assessments.workflow import CampaignStage, Stage
from cells.access import Access


@dataclass(frozen=True, slots=True)
class OwnYear:
    """One year. `bar`: why no self-critique is owed. `open_points`: points of hints without an answer.
    `to_mend`: shortcomings of earlier years to say a word about (rules G3). `result`: only
    once the file is released; during a re-review the one that was out before."""

    review: Review
    critique: SelfCritique | None
    bar: Bar | None
    due_on: date | None
    open_points: int
    to_mend: int
    result: ResultRow | None

    @property
    def is_running(self) -> bool:
        return self.review.campaign.stage == CampaignStage.OPEN and not self.is_released

    @property
    def is_released(self) -> bool:
        return self.review.file.stage == Stage.RELEASED

    @property
    def is_submitted(self) -> bool:
        return self.critique is not None and self.critique.is_submitted

    @property
    def is_writable(self) -> bool:
        return self.bar is None and self.review.file.is_writable


def own_years(access: Access) -> list[OwnYear]:
    """At most seven queries, and one for each running year's hints."""
    reviews = list(
        own_reviews(access)
        .select_related("campaign__ward", "file__cell", "file__campaign", "member")
        .order_by("-campaign__year", "-pk")
    )
    critiques = {one.review_id: one for one in SelfCritique.objects.filter(review__in=reviews)}
    due = due_days([review.file for review in reviews])
    released = released_until([review.file for review in reviews])
    grades = grades_as_released(released, [review.pk for review in reviews])
    earlier = Shortcoming.objects.filter(review__in=reviews, found_year__lt=F("review__campaign__year"))
    mending = Counter(earlier.values_list("review_id", flat=True))
    years = []
    for review in reviews:
        standing = Standings(review.campaign)
        is_running = review.campaign.stage == CampaignStage.OPEN and review.file.stage != Stage.RELEASED
        points = issued_points(review) if is_running else []
        result = None
        if review.file_id in released:
            decided = grades.get(review.pk, NO_GRADES)
            bar = None if decided.final else standing.no_grade(review.kind, review.facts)
            result = ResultRow(review, decided, bar)
        years.append(
            OwnYear(
                review=review,
                critique=critiques.get(review.pk),
                bar=leaving_bar(review) or standing.no_review(review.kind, review.facts),
                due_on=due[review.file_id],
                open_points=sum(not point.is_answered for point in points),
                to_mend=mending.get(review.pk, 0),
                result=result,
            )
        )
    return years
