"""The bytes of a paper that is being issued: as it reads, and where it proves itself, with its data and its seal."""

from dataclasses import asdict, dataclass, replace

from django.utils.translation import override

from assessments.models import Campaign
from assessments.reports.catalogue import PAPER_LANGUAGE, Contents, Paper, printed
from assessments.reports.contents.party_document import Issue
from assessments.reports.contents.ward_summary import WardSummary
from assessments.reports.proof.seal import Seal, attachments_of, content_of, sealed
from assessments.reports.report_data import report_data_of
from assessments.selectors.facts import dossier_of
from assessments.selectors.tallies import standing_grades


@dataclass(frozen=True, slots=True)
class Made:
    content: bytes
    seal: Seal | None = None

    @property
    def seal_values(self) -> dict[str, str]:
        """As the fields of `IssuedPaper`."""
        return asdict(self.seal) if self.seal else {}


def made_of(paper: Paper, campaign: Campaign, issue: Issue, contents: Contents) -> Made:
    """Print it under its number. `contents`: what it says, already read."""
    if not isinstance(contents, WardSummary):
        return Made(printed(paper, contents))
    with override(PAPER_LANGUAGE):
        data = report_data_of(campaign, issue)
    dossier, told = content_of(dossier_of(campaign, standing_grades(campaign)), data)
    seal = sealed(dossier, told, ward=campaign.ward.code, year=campaign.year, number=issue.number)
    return Made(printed(paper, replace(contents, seal=seal), attachments_of(dossier, told)), seal)
