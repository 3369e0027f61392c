"""The ward summary report as a PDF file."""

import hashlib

from assessments.management.ward_year import WardYearCommand
from assessments.models import Campaign
from assessments.reports.catalogue import WARD_SUMMARY, PaperState, contents_of, printed, state_of
from assessments.selectors.papers import standing_copy


class Command(WardYearCommand):
    help = (
        "Writes the ward summary report: the issued copy where one stands, else as it reads now; before the decision a "
        "draft, marked on every page."
    )
    suffix = "pdf"

    def written(self, campaign: Campaign) -> tuple[bytes, dict]:
        copy = standing_copy(campaign, WARD_SUMMARY.code)
        state = state_of(WARD_SUMMARY, campaign, issued=copy is not None)
        if copy and state is PaperState.ISSUED:
            content, draft, number = bytes(copy.content), False, copy.number
        else:
            contents = contents_of(WARD_SUMMARY, campaign)
            content, draft, number = printed(WARD_SUMMARY, contents), contents.draft, None
        return content, {"draft": draft, "issued": number, "sha256": hashlib.sha256(content).hexdigest()}
