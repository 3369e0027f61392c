"""What a new year takes over: the shortcomings that the year before left unmended (rules G3, 123-CV/ĐU 3.5)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from assessments.models import Campaign, Review, Shortcoming
from assessments.selectors.remedies import FIXED
from assessments.selectors.standings import WRITES_CRITIQUE
from assessments.workflow import CampaignStage


def carry_over(campaign: Campaign, reviews: Iterable[Review], *, by_name: str, at: datetime) -> int:
    """Give each of these reviews, new in the year, what the same subject's review in the ward's newest earlier year left
    unmended; how many. A shortcoming is taken over once, with the year it was found in; its assessment begins anew.

    Inside the transaction that makes the reviews; locks the earlier year, so that nothing is added to it meanwhile.
    """
    wanted = {_subject(review): review for review in reviews if review.kind in WRITES_CRITIQUE}
    earlier = (
        Campaign.objects.select_for_update()
        .filter(ward=campaign.ward_id, year__lt=campaign.year)
        .exclude(stage=CampaignStage.PREPARING)
        .order_by("-year")
        .first()
    )
    if earlier is None or not wanted:
        return 0
    left = (
        Shortcoming.objects.filter(review__campaign=earlier, review__kind__in=WRITES_CRITIQUE, carried_to__isnull=True)
        .exclude(outcome=FIXED)
        .select_related("review")
        .order_by("found_year", "position", "pk")
    )
    if len(wanted) == 1:
        [review] = wanted.values()
        left = left.filter(review__member=review.member_id, review__collective=review.collective_id)
    taken: dict[int, int] = defaultdict(int)
    rows = []
    for row in left:
        review = wanted.get(_subject(row.review))
        if review is not None:
            taken[review.pk] += 1
            rows.append(
                Shortcoming(
                    review=review,
                    found_year=row.found_year,
                    position=taken[review.pk],
                    text=row.text,
                    carried_from=row,
                    saved_by=by_name,
                    saved_at=at,
                )
            )
    Shortcoming.objects.bulk_create(rows)
    return len(rows)


def _subject(review: Review) -> tuple[str, int | None, int | None]:
    return str(review.kind), review.member_id, review.collective_id
