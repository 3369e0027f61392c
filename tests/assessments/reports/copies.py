"""A copy in the register without printing it: what stands before the thing a test is about."""

import hashlib

from assessments.models import Campaign, IssuedPaper
from assessments.reports.catalogue import WARD_SUMMARY, contents_of
from assessments.reports.contents.party_document import Issue
from assessments.reports.copies import kept_data
from tests import factories as make

CONTENT = b"%PDF-1.7 a copy as it was sent"


def issued_copy(campaign: Campaign, number: str = "12") -> IssuedPaper:
    """The ward report as issued on TODAY, its words those of today's figures."""
    return IssuedPaper.objects.create(
        campaign=campaign,
        paper=WARD_SUMMARY.code,
        number=f"{number}-BC/ĐU",
        dated_on=make.TODAY,
        content=CONTENT,
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        data=kept_data(contents_of(WARD_SUMMARY, campaign, Issue(number, make.TODAY))),
        by_name="Văn phòng",
        at=make.now(),
    )
