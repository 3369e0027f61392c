"""The heading of papers that a cell or collective fills in itself: no number, the day left open."""

from django.utils.translation import gettext as _

from assessments.models import ReviewFile
from assessments.reports.contents.party_document import Letterhead, Signature, long_date
from cells.models import WardProfile
from cells.vocabulary import CollectiveKind

_BODIES_WITH_A_SYMBOL = frozenset({CollectiveKind.PARTY_COMMITTEE, CollectiveKind.STANDING_COMMITTEE})


def unit_head(file: ReviewFile, kind: str, subject: str) -> Letterhead:
    """Left the ward's committee and the unit, right place and date; the day is written in by hand."""
    profile = file.campaign.ward.profile
    return Letterhead(
        superior=profile.committee_name.upper(),
        committee=file.name.upper(),
        number="",
        place_and_date=f"{profile.place}, {long_date(None)}",
        kind=kind,
        subject=subject,
        addressee="",
    )


def unit_symbol(file: ReviewFile, profile: WardProfile) -> str:
    """`/CB` for a cell; a collective outside the ward's own committees has no symbol known here."""
    if file.cell_id:
        return "/CB"
    return f"/{profile.document_symbol}" if file.collective.kind in _BODIES_WITH_A_SYMBOL else ""


def year_words(file: ReviewFile) -> str:
    return _("Year %(year)s") % {"year": file.campaign.year}


def unit_signature(file: ReviewFile) -> Signature:
    """A cell signs by its secretary, a collective by whoever heads it; the name is written by hand. Neither has a seal."""
    committee = file.campaign.ward.profile.committee_name
    return Signature(
        recipients=(_("- Office of the %(committee)s,") % {"committee": committee}, _("- Kept by the unit.")),
        authority=_("FOR THE CELL") if file.cell_id else _("FOR THE COLLECTIVE"),
        position=_("SECRETARY OF THE CELL") if file.cell_id else "",
        name="",
    )
