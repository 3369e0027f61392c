"""One trail for every value that a year sets for itself: before, after, document, by whom, when."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from assessments.models import Campaign, ParameterChange
from cells import clock
from cells.models import Account
from cells.refusals import Refusal


def keep(
    *, by: Account, campaign: Campaign, changed: Mapping[str, tuple[object, object]], document: str, day: date
) -> None:
    """A row for each name → (before, after), in the transaction of the change itself."""
    now = clock.now()
    for name, (before, after) in changed.items():
        ParameterChange.objects.create(
            campaign=campaign,
            name=name,
            before=before,
            after=after,
            document=document,
            document_date=day,
            by_name=by.signature,
            at=now,
        )


def paper_refusals(document: str, document_date: date | None, on: date) -> Iterator[Refusal]:
    """Why no change can rest on this document."""
    if not document:
        yield Refusal(_("Name the document: its number and the body that issued it."), "document")
    if document_date is None:
        yield Refusal(_("Enter the day of the document."), "document_date")
    elif document_date > on:
        yield Refusal(_("The document lies in the future."), "document_date")


def paper_words(document: str, document_date: date) -> str:
    """07-NQ/ĐU, 07/01/2022: the reason in the journal."""
    return f"{document}, {document_date:%d/%m/%Y}"
