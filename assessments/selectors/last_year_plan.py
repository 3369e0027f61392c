"""Last year's remediation plan, as it lies beside the sections that answer to it (123-CV/ĐU 3.5)."""

from django.db.models import Prefetch

from assessments.models import RemedyMeasure, Review, Shortcoming

#: Shortcomings, how the earlier ones were mended, and the measures to come.
PLAN_SECTIONS = frozenset({"limits", "remedies", "prospect"})


def last_years_plan(review: Review) -> list[Shortcoming]:
    """The shortcomings in the same person's or collective's review of the year before, in order, each with its
    `measures` in order. Two queries, one where there were none."""
    if review.member_id:
        subject = {"review__member": review.member_id}
    elif review.collective_id:
        subject = {"review__collective": review.collective_id}
    else:
        return []
    rows = Shortcoming.objects.filter(
        review__campaign__ward=review.campaign.ward_id,
        review__campaign__year=review.campaign.year - 1,
        review__kind=review.kind,
        **subject,
    )
    return list(
        rows.order_by("position", "pk").prefetch_related(
            Prefetch("measures", RemedyMeasure.objects.order_by("position", "pk"))
        )
    )
