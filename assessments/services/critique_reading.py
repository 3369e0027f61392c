"""Reading somebody's self-critique: a deed that is written down where it is not one's own unit's."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import CritiqueVersion, Review, ReviewFile
from assessments.permissions import is_cell_side, is_own_review, may_read_critique
from cells.access import access_of, require
from cells.journal import record
from cells.models import Account


@transaction.atomic
def note_reading(*, by: Account, review: Review, on: date, page: str) -> None:
    """Office, committee and whoever is in charge of a hint leave an entry. `page`: where the text is shown.

    `review` comes with its file, campaign and ward; that it may be read the page has asked (`views.seen.read_review`).
    """
    access = access_of(by, on)
    if not (is_cell_side(access, review.file) or is_own_review(access, review)):
        after = {"page": page}
        record(by=by, action="critique.read", subject=review, ward_code=review.campaign.ward.code, after=after)


@transaction.atomic
def note_file_reading(*, by: Account, file: ReviewFile, on: date, page: str, round_number: int | None = None) -> None:
    """The self-critiques of a whole file, likewise: everybody's in one entry. `file` comes with its campaign and ward."""
    access = access_of(by, on)
    if not is_cell_side(access, file):
        after = {"page": page} | ({"round": round_number} if round_number else {})
        record(by=by, action="critique.file_read", subject=file, ward_code=file.campaign.ward.code, after=after)


@transaction.atomic
def read_versions(*, by: Account, review: Review, numbers: list[int], on: date) -> list[CritiqueVersion]:
    """The versions of these numbers in this order, unknown ones left out; office and committee leave an entry.

    `review` comes with its file, campaign and ward. Raises NotPermitted.
    """
    access = access_of(by, on)
    require(may_read_critique(access, review), _("secretary of the unit, ward party office or committee"))
    rows = CritiqueVersion.objects.filter(critique__review=review, number__in=numbers)
    found = {version.number: version for version in rows}
    versions = [found[number] for number in numbers if number in found]
    if versions and not (is_cell_side(access, review.file) or is_own_review(access, review)):
        record(
            by=by,
            action="critique.version_read",
            subject=review,
            ward_code=review.campaign.ward.code,
            after={"versions": [version.number for version in versions]},
        )
    return versions
