"""The catalogue of papers: what leaves the ward, for whom, from which contents, at which state of the year; and what is
printed of one file.

A new paper is a row here, a data class in `contents/` and a template in `templates/reports/`.
- A paper of the year is a `Paper` in `CATALOGUE`: read and issued under a number on the year's page of papers.
- A paper of one file is a `FilePaper` in `FILE_CATALOGUE`: whoever may see the file reads and prints it at
  `files/<id>/papers/<code>/`, from what the file says at that moment; it gets no number and is not kept. A paper of one
  person would be a third such row, with its review in place of the file.
All are laid out and printed alike: `html_of`, `context_of`, `printed` ask for nothing but a template.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Protocol

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from assessments.models import Campaign, ReviewFile
from assessments.reports.contents.meeting_minutes import is_held, meeting_minutes
from assessments.reports.contents.party_document import Issue, Letterhead
from assessments.reports.contents.ward_summary import ward_summary
from assessments.reports.pdf import pdf_of
from assessments.selectors.tallies import is_decided
from assessments.workflow import CampaignStage
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS

#: Papers are written in the language of the Party's documents, whatever the screen shows.
PAPER_LANGUAGE = "vi"


class PaperState(StrEnum):
    """What can be done with a paper now."""

    WAITING = "waiting"  # the year is not open: there is nothing to print
    DRAFT = "draft"  # before the decision: to read, marked on every page
    READY = "ready"  # decided: may be issued
    ISSUED = "issued"  # an issued copy stands


PAPER_STATE_LABELS = {
    PaperState.WAITING: _("Waits until the year is open"),
    PaperState.DRAFT: _("Draft, no decision yet"),
    PaperState.READY: _("Decided, not issued yet"),
    PaperState.ISSUED: _("Issued"),
}


class Contents(Protocol):
    """What every paper's data class holds for the frame and the register."""

    letterhead: Letterhead
    draft: bool
    dated_on: str


@dataclass(frozen=True)
class Paper:
    """One row. `abbreviation`: BC, QĐ …, part of the number. `contents`: reads the campaign; None: not issued yet."""

    code: str
    title: str | Promise
    reader: str | Promise
    abbreviation: str
    template: str
    contents: Callable[[Campaign, Issue | None], Contents]
    readable: frozenset[PaperState]
    issuable: frozenset[PaperState]


WARD_SUMMARY = Paper(
    code="ward_summary",
    title=_("Ward summary report"),
    reader=ROLE_LABELS[Role.DISTRICT],
    abbreviation="BC",
    template="reports/ward_summary.html",
    contents=ward_summary,
    readable=frozenset({PaperState.DRAFT, PaperState.READY, PaperState.ISSUED}),
    issuable=frozenset({PaperState.READY, PaperState.ISSUED}),
)
CATALOGUE = (WARD_SUMMARY,)
PAPERS = {paper.code: paper for paper in CATALOGUE}


@dataclass(frozen=True)
class FilePaper:
    """One row. `contents` reads the file; `available`: there is something to print yet, and `waits` says what it waits
    for."""

    code: str
    title: str | Promise
    template: str
    contents: Callable[[ReviewFile], Contents]
    available: Callable[[ReviewFile], bool]
    waits: str | Promise


MEETING_MINUTES = FilePaper(
    code="meeting_minutes",
    title=_("Minutes of the meeting"),
    template="reports/meeting_minutes.html",
    contents=meeting_minutes,
    available=is_held,
    waits=_("The minutes wait for the meeting to be recorded."),
)
FILE_CATALOGUE = (MEETING_MINUTES,)
FILE_PAPERS = {paper.code: paper for paper in FILE_CATALOGUE}


def state_of(campaign: Campaign, *, issued: bool) -> PaperState:
    """State of a paper of this campaign; `issued`: a copy stands. A year reopened is a draft again."""
    if campaign.stage == CampaignStage.PREPARING:
        return PaperState.WAITING
    if not is_decided(campaign):
        return PaperState.DRAFT
    return PaperState.ISSUED if issued else PaperState.READY


def contents_of(paper: Paper, campaign: Campaign, issue: Issue | None = None) -> Contents:
    """What the paper would say now, in Vietnamese."""
    with override(PAPER_LANGUAGE):
        return paper.contents(campaign, issue)


def file_contents_of(paper: FilePaper, file: ReviewFile) -> Contents:
    """What the file's paper says now, in Vietnamese."""
    with override(PAPER_LANGUAGE):
        return paper.contents(file)


def html_of(paper: Paper | FilePaper, contents: Contents) -> str:
    """The whole document for the renderer."""
    with override(PAPER_LANGUAGE):
        return render_to_string("reports/_paper.html", context_of(paper, contents))


def context_of(paper: Paper | FilePaper, contents: Contents) -> dict[str, object]:
    """What the templates of a paper read."""
    head = contents.letterhead
    return {
        "contents": contents,
        "body": paper.template,
        "document_title": f"{head.kind} {head.subject}",
        "annex_after": len(getattr(contents, "annexes", ())) + 1,
    }


def printed(paper: Paper | FilePaper, contents: Contents) -> bytes:
    """The paper as PDF."""
    return pdf_of(html_of(paper, contents))


def data_of(contents: Contents) -> dict:
    """Everything the paper says, as plain values to keep beside the issued copy."""
    return asdict(contents)
