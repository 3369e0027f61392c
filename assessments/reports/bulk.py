"""Papers of a whole year, one after the other: for the office's bulk printing in the background.

A `BulkKind` counts first (`total`), then yields (file name, PDF bytes) one by one; nothing is kept in memory between two.
Only what stands is made: a file without the paper is passed over, a draft of a hint or an order too. Results are there
once they are released, as everywhere.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from assessments.models import Campaign, Decision, Order, ReviewFile, ReviewHint
from assessments.reports import deed_catalogue as deeds
from assessments.reports import file_catalogue as files
from assessments.reports.catalogue import deed_contents_of, file_contents_of, printed
from assessments.reports.contents.hint_letter import is_written_here
from assessments.reports.deed_catalogue import DeedPaper
from assessments.reports.file_catalogue import FilePaper


@dataclass(frozen=True)
class BulkKind:
    """One kind of paper that can be made for a whole campaign. `total`: how many PDFs `papers` yields."""

    code: str
    title: str | Promise
    total: Callable[[Campaign], int]
    papers: Callable[[Campaign], Iterator[tuple[str, bytes]]]


def bulk_kinds() -> tuple[BulkKind, ...]:
    """In the order of a review year."""
    return _KINDS


def _of_files(paper: FilePaper) -> BulkKind:
    """A PDF for each cell or collective that has the paper."""

    def there(campaign: Campaign) -> list[ReviewFile]:
        found = ReviewFile.objects.filter(campaign=campaign).select_related("cell", "collective")
        rows = []
        for file in found.order_by("position", "code"):
            file.campaign = campaign  # with its ward and profile, loaded once
            if paper.available(file):
                rows.append(file)
        return rows

    def papers(campaign: Campaign) -> Iterator[tuple[str, bytes]]:
        for file in there(campaign):
            yield f"{paper.code}-{file.code}-{campaign.year}.pdf", printed(paper, file_contents_of(paper, file))

    return BulkKind(paper.code, paper.title, lambda campaign: len(there(campaign)), papers)


def _of_deeds(paper: DeedPaper, found: Callable[[Campaign], Iterable]) -> BulkKind:
    """A PDF for each hint, order or decision that was given."""

    def papers(campaign: Campaign) -> Iterator[tuple[str, bytes]]:
        for deed in found(campaign):
            yield f"{paper.code}-{deed.pk}-{campaign.year}.pdf", printed(paper, deed_contents_of(paper, deed))

    return BulkKind(paper.code, paper.title, lambda campaign: sum(1 for _deed in found(campaign)), papers)


def _hints(campaign: Campaign) -> list[ReviewHint]:
    hints = ReviewHint.objects.filter(review__campaign=campaign, state="issued").order_by("dated_on", "pk")
    joined = hints.select_related("review__campaign__ward__profile", "review__file", "in_charge")
    return [hint for hint in joined.prefetch_related("points") if is_written_here(hint)]


def _orders(kind: str) -> Callable[[Campaign], QuerySet[Order]]:
    def found(campaign: Campaign) -> QuerySet[Order]:
        orders = Order.objects.filter(campaign=campaign, kind=kind, state="issued").order_by("dated_on", "pk")
        return orders.select_related("campaign__ward__profile", "file", "review__file", "decision")

    return found


def _decisions(campaign: Campaign) -> QuerySet[Decision]:
    """Every signed decision, a re-grade among them whether an order went before it or not."""
    return Decision.objects.filter(campaign=campaign).select_related("campaign__ward__profile").order_by("pk")


_KINDS = (
    *(
        _of_files(paper)
        for paper in (
            files.FORMS_PREFILLED, files.ATTENDANCE, files.BALLOTS, files.COUNT_BLANK, files.COUNT_FILLED,
            files.MEETING_MINUTES, files.CRITIQUES_SUBMITTED, files.GRADE_PROPOSAL, files.REMEDY_PLANS,
        )
    ),
    _of_deeds(deeds.HINT_LETTER, _hints),
    _of_deeds(deeds.RETURN_LETTER, _orders("return")),
    _of_deeds(deeds.RE_REVIEW_LETTER, _orders("re_review")),
    _of_deeds(deeds.DECISION, _decisions),
    *(_of_files(paper) for paper in (files.UNIT_NOTICE, files.PERSON_NOTICES, files.PLANNING_REVIEW)),
)  # fmt: skip
