"""Several papers in one PDF, each with page numbers of its own."""

from dataclasses import dataclass

from assessments.reports.contents.party_document import Letterhead


@dataclass(frozen=True, slots=True)
class Bundle:
    """sheets: the papers, each with the template of the bundle's row. letterhead: what the bundle is called."""

    letterhead: Letterhead
    sheets: tuple
    dated_on: str
    draft: bool = False


def bundle_of(sheets: list, subject: str) -> Bundle:
    """All of them under the first one's head. Raises IndexError without any."""
    first = sheets[0]
    head = Letterhead("", "", "", "", subject, "", "")
    return Bundle(head, tuple(sheets), first.dated_on)
