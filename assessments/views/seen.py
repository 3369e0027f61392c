"""What an account may open; for everybody else it does not exist."""

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from assessments.models import Review, ReviewFile
from assessments.permissions import (
    critiques_to_write,
    own_reviews,
    readable_reviews,
    visible_files,
    visible_reviews,
)
from assessments.selectors.critiques import REVIEW_JOINS
from cells.access import Access, access_of
from cells.clock import today


def seen_file(request: HttpRequest, file_id: int) -> tuple[Access, ReviewFile]:
    """A file of one's own cell or collective, or of one's ward; 404 otherwise."""
    access = access_of(request.user, today())
    files = visible_files(access).select_related("campaign__ward", "cell", "collective")
    return access, get_object_or_404(files, pk=file_id)


def seen_review(request: HttpRequest, review_id: int) -> tuple[Access, Review]:
    """A review inside a file one may see; 404 otherwise, also for reviews that lie in no file."""
    access = access_of(request.user, today())
    reviews = visible_reviews(access).filter(file__isnull=False).select_related(*REVIEW_JOINS)
    return access, get_object_or_404(reviews, pk=review_id)


def seen_critique(request: HttpRequest, review_id: int) -> tuple[Access, Review]:
    """`seen_review`, and the review of the account's own person: for pages of the self-critique itself only."""
    access = access_of(request.user, today())
    reviews = critiques_to_write(access).filter(file__isnull=False).select_related(*REVIEW_JOINS)
    return access, get_object_or_404(reviews, pk=review_id)


def read_review(request: HttpRequest, review_id: int) -> tuple[Access, Review]:
    """`seen_review`, and a review whose issued hint one is in charge of, and one that has left the year since: to read
    its critique, nothing else."""
    access = access_of(request.user, today())
    of_files = Review.everyone.filter(left_on__isnull=False, file__in=visible_files(access)).values("pk")
    own = own_reviews(access).values("pk")
    reviews = Review.everyone.filter(
        Q(pk__in=readable_reviews(access).values("pk")) | Q(pk__in=of_files) | Q(pk__in=own)
    )
    return access, get_object_or_404(reviews.filter(file__isnull=False).select_related(*REVIEW_JOINS), pk=review_id)
