"""The ward summary report as a PDF file, its tables as a workbook, or its working copy as a Word file."""

import hashlib
from pathlib import Path

from assessments.management.ward_year import WardYearCommand
from assessments.models import Campaign
from assessments.reports.catalogue import WARD_SUMMARY, PaperState, contents_of, printed, state_of
from assessments.reports.office_files import OfficeForm, office_file
from assessments.selectors.papers import standing_copy


class Command(WardYearCommand):
    help = (
        "Writes the ward summary report: the issued copy where one stands, else as it reads now; before the decision a "
        "draft, marked on every page. A file that ends in .xlsx gets the report's tables, one in .docx a working copy "
        "to edit; both say what the report says."
    )
    suffix = "pdf"
    command = "ward_report"
    form: OfficeForm | None = None

    def handle(self, *args: object, **options: object) -> None:
        suffix = Path(str(options["out"])).suffix.removeprefix(".").lower()
        self.form = OfficeForm(suffix) if suffix in list(OfficeForm) else None
        super().handle(*args, **options)

    def written(self, campaign: Campaign) -> tuple[bytes, dict]:
        if self.form:
            file = office_file(WARD_SUMMARY, campaign, self.form)
            content, draft, number = file.content, file.draft, file.issued.number if file.issued else None
        else:
            content, draft, number = _pdf(campaign)
        return content, {"draft": draft, "issued": number, "sha256": hashlib.sha256(content).hexdigest()}


def _pdf(campaign: Campaign) -> tuple[bytes, bool, str | None]:
    copy = standing_copy(campaign, WARD_SUMMARY.code)
    if copy and state_of(WARD_SUMMARY, campaign, issued=True) is PaperState.ISSUED:
        return bytes(copy.content), False, copy.number
    contents = contents_of(WARD_SUMMARY, campaign)
    return printed(WARD_SUMMARY, contents), contents.draft, None
