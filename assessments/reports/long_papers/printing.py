"""A long paper as PDF bytes: set its parts, count the pages, number them, join all."""

from collections.abc import Sequence
from datetime import date

from assessments.reports.long_papers.fragments import fragments_of
from assessments.reports.long_papers.joining import Attached, joined, page_count

#: Fragments carry no page number: nobody knows yet which page they will be.
_WITHOUT_NUMBER = "@page { @top-center { content: none } }"


def printed_in_parts(parts: Sequence[str], style: str, day: date, attachments: Sequence[Attached] = ()) -> bytes:
    """`parts`: whole documents, each beginning on a page of its own; the first one's title and dates hold for all.

    `style`: text of the paper's style sheet. The same arguments give the same bytes.
    """
    fragments = fragments_of(parts, f"{style}\n{_WITHOUT_NUMBER}")
    pages = [across for fragment in page_count(fragments) for across in fragment]
    [stamps] = fragments_of([_stamp_document(pages, day)], style)
    return joined(fragments, stamps.read_bytes(), attachments, day)


def _stamp_document(pages: Sequence[bool], day: date) -> str:
    """As many empty pages, upright or across as the paper's, with nothing on them but what the style sheet numbers."""
    sheets = "".join(f'<div class="stamp{" across" if across else ""}"></div>' for across in pages)
    dated = f'<meta name="dcterms.created" content="{day}"><meta name="dcterms.modified" content="{day}">'
    return (
        f'<!DOCTYPE html><html lang="vi"><head><title>n</title>{dated}</head><body class="paper">{sheets}</body></html>'
    )
