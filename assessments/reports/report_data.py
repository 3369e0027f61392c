"""`report-data/3`: what the ward summary report prints beside the dossier, as plain values.

Dossier and report data together are all that the report says: `contents.ward_summary.summary_of` writes it from the two
alone, on this machine from the database's, on another from the attachments of a PDF. Described in
`docs/report-data.md`.
"""

from dataclasses import dataclass
from datetime import date

from assessments.models import Campaign, Review
from assessments.reports.contents.party_document import Issue, PrintedHead
from assessments.selectors.attendance import not_reviewed_yet
from assessments.selectors.hint_figures import HintFigures, hint_figures
from assessments.selectors.last_year_figures import LastYear, last_year_of
from assessments.selectors.late_changes import LateLine, late_lines
from assessments.selectors.remedy_figures import RemedyFigures, remedy_figures
from assessments.selectors.tallies import is_decided, reviewed_members, titles_held
from assessments.selectors.year_rounds import YearRounds, year_rounds
from assessments.workflow import SubjectKind
from cells.models import WardProfile

FORMAT = "report-data/3"
#: Every version that can be read, with the keys that it does not have yet: they came later.
VERSIONS = {"report-data/1": ("journal", "absent"), "report-data/2": ("absent",), FORMAT: ()}
_PROFILE = (
    "superior_name", "committee_name", "deciding_body", "place", "document_symbol", "signing_authority",
    "signatory_position", "signatory_name", "receiving_body", "recipients",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WardOnPaper:
    """The ward as its papers name it: the fields of `cells.models.WardProfile`."""

    superior_name: str
    committee_name: str
    deciding_body: str
    place: str
    document_symbol: str
    signing_authority: str
    signatory_position: str
    signatory_name: str
    receiving_body: str
    recipients: str


@dataclass(frozen=True, slots=True)
class HeldTitle:
    """The title (or titles) a person holds in a unit; both by their codes of the dossier."""

    member: str
    unit: str
    title: str


@dataclass(frozen=True, slots=True)
class AbsentMember:
    """A member absent from the meeting and not reviewed since, by the code of the dossier; `reason` as recorded."""

    member: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportData:
    """`number`: the running number alone, empty before the report is issued; then `dated_on` is the grading date.

    `reviewed`: codes of the members who have been reviewed; `cell_kinds`: code of a cell → `cells.vocabulary.CellKind`;
    `narrative`: part → text as the office typed it, paragraphs one a line; `journal`: before the report was issued.
    """

    format: str
    year: int
    draft: bool
    number: str
    dated_on: date
    ward: WardOnPaper
    narrative: dict[str, str]
    reviewed: tuple[str, ...]
    titles: tuple[HeldTitle, ...]
    cell_kinds: dict[str, str]
    hints: HintFigures
    remedies: RemedyFigures
    rounds: YearRounds
    late: tuple[LateLine, ...]
    last_year: LastYear | None = None
    journal: PrintedHead | None = None
    absent: tuple[AbsentMember, ...] = ()

    @property
    def edition(self) -> int:
        """Number of the version: what a later one words or lays out otherwise, an older report keeps as it was printed."""
        return int(self.format.rpartition("/")[2])

    @property
    def issue(self) -> Issue | None:
        return Issue(self.number, self.dated_on, self.journal, as_typed=self.edition < 3) if self.number else None


#: Parts of the narrative that the office writes, in the order they are printed.
NARRATIVE_KEYS = ("situation", "hints", "remediation", "planning", "shortcomings", "proposals")


def report_data_of(campaign: Campaign, issue: Issue | None = None) -> ReportData:
    """Read what stands now, remediation as it stood on the paper's day; a fixed number of queries. Words are in the
    language that is active."""
    dated_on = issue.dated_on if issue else campaign.grading_date
    kinds = Review.objects.filter(campaign=campaign, kind=SubjectKind.CELL).values_list(
        "code", "organization__cell_kind"
    )
    return ReportData(
        format=FORMAT,
        year=campaign.year,
        draft=not is_decided(campaign),
        number=issue.number if issue else "",
        dated_on=dated_on,
        ward=ward_on_paper(campaign.ward.profile),
        narrative={key: campaign.narrative.get(key, "") for key in NARRATIVE_KEYS},
        reviewed=tuple(sorted(reviewed_members(campaign))),
        titles=tuple(HeldTitle(*post, title) for post, title in sorted(titles_held(campaign).items())),
        cell_kinds={code: kind or "" for code, kind in sorted(kinds)},
        hints=hint_figures(campaign),
        remedies=remedy_figures(campaign, dated_on),
        rounds=year_rounds(campaign),
        late=late_lines(campaign),
        last_year=last_year_of(campaign),
        journal=issue.journal if issue else None,
        absent=tuple(AbsentMember(*row) for row in not_reviewed_yet(campaign).items()),
    )


def ward_on_paper(profile: WardProfile) -> WardOnPaper:
    return WardOnPaper(**{name: getattr(profile, name) for name in _PROFILE})
