"""Letters of the ward that a file may read and print: hints and orders once they are issued, never their drafts."""

from dataclasses import dataclass

from assessments.models import Order, ReviewFile, ReviewHint
from assessments.permissions import visible_hints, visible_order_papers
from cells.access import Access


@dataclass(frozen=True, slots=True)
class Letters:
    hints: tuple[ReviewHint, ...]
    orders: tuple[Order, ...]

    def __bool__(self) -> bool:
        return bool(self.hints or self.orders)


def letters_of(file: ReviewFile, access: Access) -> Letters:
    """What was issued to this file or a subject of it; two queries."""
    hints = visible_hints(access).filter(review__file=file, state="issued", issuer="ward")
    orders = visible_order_papers(access).filter(state="issued")
    own = orders.filter(file=file) | orders.filter(review__file=file)
    return Letters(
        tuple(hints.select_related("review").order_by("dated_on", "pk")),
        tuple(own.select_related("review", "file").distinct().order_by("dated_on", "pk")),
    )
