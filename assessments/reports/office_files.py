"""The forms in which an office works on with a paper of the year, and what they say: of an issued paper, what was issued."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assessments.models import Campaign, IssuedPaper
from assessments.reports.catalogue import Contents, Paper, PaperState, contents_of, state_of
from assessments.reports.copies import contents_of_copy
from assessments.reports.docx import working_copy_of
from assessments.reports.table_figures import Written
from assessments.reports.xlsx import workbook_of
from assessments.selectors.papers import standing_copy

_OPEN_XML = "application/vnd.openxmlformats-officedocument"


class OfficeForm(StrEnum):
    """The suffix of the file."""

    XLSX = "xlsx"
    DOCX = "docx"


CONTENT_TYPES = {
    OfficeForm.XLSX: f"{_OPEN_XML}.spreadsheetml.sheet",
    OfficeForm.DOCX: f"{_OPEN_XML}.wordprocessingml.document",
}
_MADE: dict[OfficeForm, Callable[[Written], bytes]] = {
    OfficeForm.XLSX: workbook_of,
    OfficeForm.DOCX: working_copy_of,
}


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """`issued`: the copy whose words and figures it holds; None: as they read now."""

    name: str
    content: bytes
    draft: bool
    issued: IssuedPaper | None


def office_file(paper: Paper, campaign: Campaign, form: OfficeForm) -> OfficeFile:
    """Make it, under a name in ASCII. `paper` is one with `kept_as`, in a state in which it can be read."""
    contents, copy = _contents(paper, campaign)
    name = f"{paper.code}-{campaign.ward.code}-{campaign.year}{'-draft' if contents.draft else ''}.{form}"
    return OfficeFile(name.encode("ascii", "ignore").decode(), _MADE[form](contents), contents.draft, copy)


def _contents(paper: Paper, campaign: Campaign) -> tuple[Contents, IssuedPaper | None]:
    copy = standing_copy(campaign, paper.code)
    if copy and state_of(paper, campaign, issued=True) is PaperState.ISSUED:
        return contents_of_copy(paper, copy), copy
    return contents_of(paper, campaign), None
