"""Papers of a whole year, one after the other: for the office's bulk printing in the background. And papers of one file
that take long, because they hold one for each person.

A `BulkKind` tells first what there is (`there`), then makes one by one; nothing is kept in memory between two.
Only what stands is made: a file without the paper is passed over, a draft of a hint or an order too. Results are there
once they are released, as everywhere.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Model, QuerySet
from django.utils.functional import Promise

from assessments.models import Campaign, Decision, FileEvent, Grading, Order, ReviewFile, ReviewHint
from assessments.reports import deed_catalogue as deeds
from assessments.reports import file_catalogue as files
from assessments.reports.catalogue import Keep, deed_contents_of, file_contents_of, made_anew, printed
from assessments.reports.contents.hint_letter import is_written_here
from assessments.reports.deed_catalogue import DeedPaper
from assessments.reports.file_catalogue import FilePaper


@dataclass(frozen=True)
class BulkPaper:
    """One PDF of many. since: of a result that is told, since when it stands as it does; what was made before tells
    another one."""

    name: str
    make: Callable[[Keep], bytes]
    since: datetime | None = None


@dataclass(frozen=True)
class BulkKind:
    """One kind of paper that can be made for a whole campaign. `there`: what there is to make now, in a fixed order, each
    under a name of its own. `of_a_file`: the paper, where that of a single file takes long too."""

    code: str
    title: str | Promise
    there: Callable[[Campaign], list[BulkPaper]]
    of_a_file: FilePaper | None = None

    def total(self, campaign: Campaign) -> int:
        return len(self.there(campaign))

    def papers(self, campaign: Campaign, keep: Keep = made_anew) -> Iterator[tuple[str, bytes]]:
        for paper in self.there(campaign):
            yield paper.name, paper.make(keep)


def bulk_kinds() -> tuple[BulkKind, ...]:
    """In the order of a review year."""
    return _KINDS


def _of_files(paper: FilePaper, *, tells_results: bool = False, is_long: bool = False) -> BulkKind:
    """A PDF for each cell or collective that has the paper."""

    def there(campaign: Campaign) -> list[BulkPaper]:
        found = ReviewFile.objects.filter(campaign=campaign).select_related("cell", "collective")
        since = _told_since(campaign) if tells_results else {}
        rows = []
        for file in found.order_by("position", "code"):
            file.campaign = campaign  # with its ward and profile, loaded once
            if paper.available(file):
                rows.append(_of_file(paper, file, since.get(file.pk)))
        return rows

    return BulkKind(paper.code, paper.title, there, paper if is_long else None)


def _of_file(paper: FilePaper, file: ReviewFile, since: datetime | None) -> BulkPaper:
    name = f"{paper.code}-{file.code}-{file.campaign.year}.pdf"
    return BulkPaper(name, lambda keep: printed(paper, file_contents_of(paper, file), keep=keep), since)


def _told_since(campaign: Campaign) -> dict[int, datetime]:
    """Since when each file's results stand as they do: its last release, or a grade given anew after it. Two queries."""
    released = FileEvent.objects.filter(file__campaign=campaign, step="release").order_by()
    graded = Grading.objects.filter(review__campaign=campaign, current=True).order_by()
    found = dict(released.values_list("file").annotate(last=Max("at")))
    for file, at in graded.values_list("review__file").annotate(last=Max("at")):
        found[file] = max(at, found.get(file, at))
    return found


def _of_deeds(paper: DeedPaper, found: Callable[[Campaign], Iterable]) -> BulkKind:
    """A PDF for each hint, order or decision that was given."""

    def there(campaign: Campaign) -> list[BulkPaper]:
        return [_of_deed(paper, deed, campaign.year) for deed in found(campaign)]

    return BulkKind(paper.code, paper.title, there)


def _of_deed(paper: DeedPaper, deed: Model, year: int) -> BulkPaper:
    name = f"{paper.code}-{deed.pk}-{year}.pdf"
    return BulkPaper(name, lambda keep: printed(paper, deed_contents_of(paper, deed), keep=keep))


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
    _of_files(files.FORMS_PREFILLED, is_long=True),
    *(
        _of_files(paper)
        for paper in (files.ATTENDANCE, files.BALLOTS, files.COUNT_BLANK, files.COUNT_FILLED, files.MEETING_MINUTES)
    ),
    _of_files(files.CRITIQUES_SUBMITTED, is_long=True),
    *(_of_files(paper) for paper in (files.GRADE_PROPOSAL, files.REMEDY_PLANS)),
    _of_deeds(deeds.HINT_LETTER, _hints),
    _of_deeds(deeds.RETURN_LETTER, _orders("return")),
    _of_deeds(deeds.RE_REVIEW_LETTER, _orders("re_review")),
    _of_deeds(deeds.DECISION, _decisions),
    *(_of_files(paper, tells_results=True) for paper in (files.UNIT_NOTICE, files.PERSON_NOTICES)),
    _of_files(files.PLANNING_REVIEW),
)
