"""The catalogue of papers: what leaves the ward, for whom, from which contents, at which state of the year; and how any
paper is laid out and printed.

A new paper is a row, a data class in `contents/` and a template in `templates/reports/`.
- A paper of the year is a `Paper` in `CATALOGUE`: read on the year's page of papers, issued under a number there or by the
  deed it belongs to.
- Papers of one file and of one subject are rows in `file_catalogue`, papers of one deed (hint, order, decision) rows in
  `deed_catalogue`; what can be made for the whole year at once stands in `bulk`.
All are laid out and printed alike: `html_of`, `context_of`, `printed` ask for nothing but a template. Contents that are a
`Bundle` hold several papers of that template, with page numbers of their own; a `BallotPaper` is printed once a voter.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol, runtime_checkable

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from assessments.models import Campaign, Review, ReviewFile
from assessments.reports.contents.ballot_paper import BallotPaper
from assessments.reports.contents.blocks import Part, Table
from assessments.reports.contents.bundle import Bundle
from assessments.reports.contents.party_document import Contents, Issue, Letterhead
from assessments.reports.contents.planning_paper import PlanningPaper
from assessments.reports.contents.planning_summary import is_filed, is_written, planning_summary
from assessments.reports.contents.ward_summary import WardSummary, ward_summary
from assessments.reports.deed_catalogue import DeedPaper
from assessments.reports.file_catalogue import FilePaper, ReviewPaper
from assessments.reports.long_papers.joining import Attached, joined_plainly
from assessments.reports.long_papers.printing import printed_in_parts
from assessments.reports.pdf import pdf_of, pdf_of_all, pdf_of_copies, printable, style_sheet
from assessments.reports.proof.seal import Seal
from assessments.reports.qr import qr_code
from assessments.selectors.papers import YEAR_REPORT
from assessments.selectors.tallies import is_decided
from assessments.workflow import CampaignStage
from cells.roles import Role
from cells.vocabulary import ROLE_LABELS

#: Papers are written in the language of the Party's documents, whatever the screen shows.
PAPER_LANGUAGE = "vi"


class PaperState(StrEnum):
    """What can be done with a paper now."""

    WAITING = "waiting"  # there is nothing to print
    DRAFT = "draft"  # something is missing: to read, marked on every page
    READY = "ready"  # whole: may be issued
    ISSUED = "issued"  # an issued copy stands


PAPER_STATE_LABELS = {
    PaperState.WAITING: _("Waits until the year is open"),
    PaperState.DRAFT: _("Draft, no decision yet"),
    PaperState.READY: _("Decided, not issued yet"),
    PaperState.ISSUED: _("Issued"),
}


@runtime_checkable
class Annexed(Protocol):
    """Contents with annexes: a long paper."""

    letterhead: Letterhead
    draft: bool
    dated_on: str
    annexes: tuple[Part, ...]
    seal: Seal | None


@dataclass(frozen=True)
class Paper:
    """One row. `abbreviation`: BC, QĐ …, part of the number; blank where the number is typed whole. `contents`: reads the
    campaign; None: not issued yet. `stands`: waiting, draft or ready. `issue_page`: where it is issued. `for_district`:
    its copies leave the ward. `text_template`: of a paper with annexes, the text before them. `kept_as`: the class of its
    contents where they are running text and tables, which can be had as a workbook and as a Word file too."""

    code: str
    title: str | Promise
    reader: str | Promise
    abbreviation: str
    template: str
    contents: Callable[[Campaign, Issue | None], Contents]
    stands: Callable[[Campaign], PaperState]
    draft_note: str | Promise
    issue_page: str = "assessments:paper_issue"
    for_district: bool = False
    text_template: str = ""
    kept_as: type[Contents] | None = None
    labels: Mapping[PaperState, str | Promise] = field(default_factory=lambda: PAPER_STATE_LABELS)
    readable: frozenset[PaperState] = frozenset({PaperState.DRAFT, PaperState.READY, PaperState.ISSUED})
    issuable: frozenset[PaperState] = frozenset({PaperState.READY, PaperState.ISSUED})

    @property
    def has_office_files(self) -> bool:
        """For templates: they would call a class and find nothing."""
        return self.kept_as is not None


def _report_stands(campaign: Campaign) -> PaperState:
    """A year reopened is a draft again."""
    if campaign.stage == CampaignStage.PREPARING:
        return PaperState.WAITING
    return PaperState.READY if is_decided(campaign) else PaperState.DRAFT


def _planning_stands(campaign: Campaign) -> PaperState:
    """There is something to sum up once a unit has filed; it is whole with the office's words."""
    if not is_filed(campaign):
        return PaperState.WAITING
    return PaperState.READY if is_written(campaign) else PaperState.DRAFT


WARD_SUMMARY = Paper(
    code=YEAR_REPORT,
    title=_("Ward summary report"),
    reader=ROLE_LABELS[Role.DISTRICT],
    abbreviation="BC",
    template="reports/ward_summary.html",
    text_template="reports/_report_text.html",
    kept_as=WardSummary,
    contents=ward_summary,
    stands=_report_stands,
    draft_note=_("A draft: the decision is not signed yet, and every printed page says so."),
    for_district=True,
)
PLANNING_SUMMARY = Paper(
    code="planning_summary",
    title=_("Summary of the planning reviews"),
    reader=_("The ward's Party Committee (Executive Committee)"),
    abbreviation="",
    template="reports/planning_paper.html",
    kept_as=PlanningPaper,
    contents=planning_summary,
    stands=_planning_stands,
    draft_note=_("A draft: the office has not written its summary yet, and every printed page says so."),
    issue_page="assessments:planning_submit",
    labels={
        PaperState.WAITING: _("Nothing has been filed yet: there is nothing to sum up"),
        PaperState.DRAFT: _("Draft, the office's summary is not written yet"),
        PaperState.READY: _("Written, not submitted yet"),
        PaperState.ISSUED: _("Submitted to the Party Committee"),
    },
)
CATALOGUE = (WARD_SUMMARY, PLANNING_SUMMARY)
PAPERS = {paper.code: paper for paper in CATALOGUE}


AnyPaper = Paper | FilePaper | ReviewPaper | DeedPaper


def state_of(paper: Paper, campaign: Campaign, *, issued: bool) -> PaperState:
    """State of a paper of this campaign; `issued`: a copy stands."""
    state = paper.stands(campaign)
    return PaperState.ISSUED if issued and state is PaperState.READY else state


def contents_of(paper: Paper, campaign: Campaign, issue: Issue | None = None) -> Contents:
    """What the paper would say now, in Vietnamese."""
    with override(PAPER_LANGUAGE):
        return paper.contents(campaign, issue)


def file_contents_of(paper: FilePaper, file: ReviewFile) -> Contents:
    """What the file's paper says now, in Vietnamese."""
    with override(PAPER_LANGUAGE):
        return paper.contents(file)


def review_contents_of(paper: ReviewPaper, review: Review) -> Contents:
    """What the subject's paper says now, in Vietnamese."""
    with override(PAPER_LANGUAGE):
        return paper.contents(review)


def deed_contents_of(paper: DeedPaper, deed: Model) -> Contents:
    """What the paper of a hint, an order or a decision says, in Vietnamese."""
    with override(PAPER_LANGUAGE):
        return paper.contents(deed)


def html_of(paper: AnyPaper, contents: Contents, title: str = "") -> str:
    """The whole document for the renderer. `title`: of the document, where it is one of several."""
    context = context_of(paper, contents)
    with override(PAPER_LANGUAGE):
        document = context | {"document_title": title or context["document_title"]}
        return printable(render_to_string("reports/_paper.html", document))


def context_of(paper: AnyPaper, contents: Contents) -> dict[str, object]:
    """What the templates of a paper read."""
    head = contents.letterhead
    return {
        "contents": contents,
        "body": "reports/_bundle.html" if isinstance(contents, Bundle) else paper.template,
        "sheet_body": paper.template,
        "document_title": f"{head.kind} {head.subject}".strip(),
    }


def made_anew(_texts: Sequence[str], make: Callable[[], bytes]) -> bytes:
    """A `Keep` that keeps nothing."""
    return make()


#: Given the texts that are to be set, and how: the bytes, made now or earlier from the same texts.
Keep = Callable[[Sequence[str], Callable[[], bytes]], bytes]
#: Papers of a bundle that are set at once: more take more memory, fewer more time.
_AT_ONCE = 20
#: Rows of an annex after which the next table begins a piece: some thirty pages, of which the last may end early.
_ROWS_AT_ONCE = 1000


def printed(paper: AnyPaper, contents: Contents, attachments: Sequence[Attached] = (), keep: Keep = made_anew) -> bytes:
    """The paper as PDF. One with annexes is set in parts and is a PDF/A-3u, which can carry attachments."""
    if isinstance(contents, Annexed):
        day = date.fromisoformat(contents.dated_on)
        return printed_in_parts(part_htmls(paper, contents), style_sheet(), day, attachments)
    if isinstance(contents, Bundle):
        return joined_plainly([piece for piece, _papers in printed_pieces(paper, contents, keep)])
    if isinstance(contents, BallotPaper):
        texts = (html_of(paper, replace(contents, on_sheet=1)), f"{contents.copies} {contents.most}")
        return keep(texts, lambda: _ballots(paper, contents))
    html = html_of(paper, contents)
    return keep((html,), lambda: pdf_of(html))


def _ballots(paper: AnyPaper, ballot: BallotPaper) -> bytes:
    return pdf_of_copies(lambda number: html_of(paper, replace(ballot, on_sheet=number)), ballot.copies, ballot.most)


def printed_pieces(paper: AnyPaper, bundle: Bundle, keep: Keep = made_anew) -> Iterator[tuple[bytes, int]]:
    """The papers of a bundle, some at a time, to be joined plainly: the PDF and how many papers are in it."""
    title = context_of(paper, bundle)["document_title"]
    for first in range(0, len(bundle.sheets), _AT_ONCE):
        htmls = [html_of(paper, sheet, title) for sheet in bundle.sheets[first : first + _AT_ONCE]]
        yield keep(htmls, lambda htmls=htmls: pdf_of_all(htmls)), len(htmls)


def part_htmls(paper: Paper | DeedPaper, contents: Annexed) -> list[str]:
    """The text, then each annex, a long list in pieces: documents that begin on a page of their own."""
    context = context_of(paper, contents)
    annex = {"body": "reports/_annex.html"}
    pieces: list[dict[str, object]] = [{"body": paper.text_template}]
    for number, part in enumerate(contents.annexes, start=1):
        first, *rest = _pieces(part)
        named = {"is_first": True, "number": number if len(contents.annexes) > 1 else None}
        pieces.append(annex | named | {"annex": part, "tables": first})
        pieces += [annex | {"annex": part, "tables": tables} for tables in rest]
    if contents.seal:
        sealed = {"seal": contents.seal, "journal": contents.journal, "qr": qr_code(contents.seal.code)}
        pieces.append({"body": "reports/_seal.html", **sealed})
    with override(PAPER_LANGUAGE):
        return [printable(render_to_string("reports/_paper.html", context | piece)) for piece in pieces]


def _pieces(part: Part) -> list[tuple[Table, ...]]:
    """The tables of an annex that are set together, beginning on a page of their own. At least one piece."""
    if part.split:
        return [(table,) for table in part.tables] or [()]
    pieces: list[list[Table]] = [[]]
    for table in part.tables:
        if sum(len(held.rows) for held in pieces[-1]) >= _ROWS_AT_ONCE:
            pieces.append([])
        pieces[-1].append(table)
    return [tuple(piece) for piece in pieces]


def data_of(contents: Contents) -> dict:
    """Everything the paper says, as plain values to keep beside the issued copy."""
    return asdict(contents)
