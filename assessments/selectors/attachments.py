"""Papers brought in as they are: which stand, who may open them, which self-critiques are on paper."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from assessments.models import Attachment, Review, ReviewFile
from assessments.permissions import readable_reviews, visible_files
from assessments.selectors.expected_opinions import BODIES
from assessments.selectors.standings import WRITES_CRITIQUE
from cells.access import Access

CRITIQUE = "critique"
#: What may lie with a whole file.
_OF_FILE = ("minutes", "evidence")


def kinds_for(review: Review | None) -> tuple[str, ...]:
    """What a paper may be: of one subject, or (`review` None) of the whole file."""
    if review is None:
        return _OF_FILE
    found = [CRITIQUE] if review.kind in WRITES_CRITIQUE else []
    if review.kind in BODIES:
        found.append("opinion")
    return (*found, "evidence")


def openable_attachments(access: Access) -> QuerySet[Attachment]:
    """Papers in the files one sees; of a self-critique that one may read beside those (one's own, or because one is in
    charge of its hint) the pages of the critique alone. Withdrawn ones too: they were part of the file."""
    of_files = Q(file__in=visible_files(access))
    return Attachment.objects.filter(of_files | Q(kind=CRITIQUE, review__in=readable_reviews(access)))


def attachments_of(file: ReviewFile, review: Review | None) -> list[Attachment]:
    """Of one subject, or of the whole file: those that stand, then the withdrawn, without their bytes. One query."""
    rows = Attachment.objects.filter(file=file, review=review).defer("content").order_by("pk")
    return sorted(rows, key=lambda row: row.withdrawn_at is not None)


def critique_papers(file: ReviewFile) -> dict[int, list[Attachment]]:
    """Review id → the standing pages of its self-critique. One query."""
    found = defaultdict(list)
    rows = Attachment.objects.filter(file=file, kind=CRITIQUE, withdrawn_at__isnull=True, review__isnull=False)
    for row in rows.defer("content").order_by("pk"):
        found[row.review_id].append(row)
    return found


def papers_of_critique(review: Review) -> list[Attachment]:
    """The standing pages of one self-critique. One query."""
    rows = Attachment.objects.filter(review=review, kind=CRITIQUE, withdrawn_at__isnull=True)
    return list(rows.defer("content").order_by("pk"))


def is_on_paper(review: Review) -> bool:
    """The self-critique was handed in on paper, and stands."""
    return Attachment.objects.filter(review=review, kind=CRITIQUE, withdrawn_at__isnull=True).exists()


def on_paper_words(papers: Sequence[Attachment]) -> str:
    """`on paper: a.pdf, b.pdf`; blank without any."""
    if not papers:
        return ""
    return _("on paper: %(names)s") % {"names": ", ".join(paper.name for paper in papers)}
