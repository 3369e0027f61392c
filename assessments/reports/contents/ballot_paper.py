"""The ballot paper of a meeting. All of them are alike to the last letter: no number, no name, no mark of a voter."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import ReviewFile
from assessments.reports.contents.blocks import Table, numbered, simple_heads
from assessments.reports.contents.meeting_minutes import named_subject
from assessments.reports.contents.party_document import Letterhead
from assessments.reports.contents.unit_head import unit_head, year_words
from assessments.rules import Grade
from assessments.selectors.printing import ballot_of

#: Rows of a ballot's table that a page holds without anything else.
_ROWS_OF_A_PAGE = 36


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """copies: how many are printed, one a voter. on_sheet: how many stand on one sheet of paper, set when it is printed."""

    letterhead: Letterhead
    how: str
    table: Table
    dated_on: str
    copies: int
    on_sheet: int = 1
    draft: bool = False

    @property
    def most(self) -> int:
        """No more than so many can fit on one page: their rows alone would fill it."""
        return max(1, _ROWS_OF_A_PAGE // len(self.table.rows))

    @property
    def places(self) -> range:
        return range(self.on_sheet)


def can_vote(file: ReviewFile) -> bool:
    """Somebody votes on something."""
    ballot = ballot_of(file)
    return bool(ballot.rows) and ballot.voters > 0


def ballot_paper(file: ReviewFile) -> BallotPaper:
    ballot = ballot_of(file)
    return BallotPaper(
        letterhead=unit_head(file, pgettext("paper", "BALLOT ON THE GRADES"), year_words(file)),
        how=_("Mark one box with an x in each row. Do not sign and do not write your name."),
        table=Table(
            caption="",
            heads=simple_heads(pgettext("paper", "No"), _("Subject of the vote"), *(grade.vi for grade in Grade)),
            rows=numbered((named_subject(row), "", "", "", "") for row in ballot.rows),
            layout="ballot",
            words=(1,),
        ),
        dated_on=file.campaign.review_date.isoformat(),
        copies=ballot.voters,
    )
