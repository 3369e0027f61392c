"""The heading of papers that a cell or collective fills in itself: no number, the day left open."""

from django.utils.translation import gettext as _

from assessments.models import ReviewFile
from assessments.reports.contents.party_document import OPEN, Letterhead


def unit_head(file: ReviewFile, kind: str, subject: str) -> Letterhead:
    """Left the ward's committee and the unit, right place and date; the day is written in by hand."""
    profile = file.campaign.ward.profile
    day = _("day %(day)s month %(month)s year %(year)s") % {"day": OPEN, "month": OPEN, "year": OPEN}
    return Letterhead(
        superior=profile.committee_name.upper(),
        committee=file.name.upper(),
        number="",
        place_and_date=f"{profile.place}, {day}",
        kind=kind,
        subject=subject,
        addressee="",
    )


def year_words(file: ReviewFile) -> str:
    return _("Year %(year)s") % {"year": file.campaign.year}
