"""Heading and signature of what the ward's committee itself sends: letters, notices, decisions (HD 36-HD/VPTW)."""

from datetime import date

from django.utils.translation import gettext as _

from assessments.reports.contents.party_document import OPEN_NUMBER, Letterhead, Signature, basis, long_date
from assessments.rules.citations import CV_123
from cells.document_numbers import with_zero
from cells.models import WardProfile

#: No type of document stands over a letter (công văn): what it is about stands under its number.
LETTER = ""


def ward_head(profile: WardProfile, *, number: str, day: date | None, kind: str, subject: str, to: str) -> Letterhead:
    """`number`: whole, as it was given (15-CV/ĐU); blank parts stay open."""
    return Letterhead(
        superior=profile.superior_name.upper(),
        committee=profile.committee_name.upper(),
        number=_("No. %(number)s") % {"number": with_zero(number) or OPEN_NUMBER},
        place_and_date=f"{profile.place}, {long_date(day)}",
        kind=kind,
        subject=subject,
        addressee=to,
    )


def ward_signature(profile: WardProfile, *recipients: str) -> Signature:
    """The committee signs; the office keeps a copy."""
    lines = [f"- {line[:1].upper()}{line[1:]}," for line in recipients]
    return Signature(
        recipients=(*lines, _("- Kept by the Office of the %(committee)s.") % {"committee": profile.committee_name}),
        authority=profile.signing_authority,
        position=profile.signatory_position,
        name=profile.signatory_name,
    )


def carrying_out(section: str, day: date) -> str:
    """On what a letter of that day rests: the section that asks for it, once it was written; else the general documents."""
    if day < CV_123.issued_on:
        return _("On the basis of %(documents)s") % {"documents": basis(day)}
    return _("Carrying out section %(section)s of Official Letter No. %(number)s, %(day)s") % {
        "section": section,
        "number": CV_123.code,
        "day": long_date(CV_123.issued_on),
    }


def short_date(day: date) -> str:
    return f"{day:%d/%m/%Y}"
