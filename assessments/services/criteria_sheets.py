"""Filling in sheet 03 of a cell. Levels of sheets 04 and 05 are those of the forms: services.levels writes them."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import CriteriaSheet, Review
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.selectors.criteria_sheets import sheet_for
from assessments.services.writable_files import lock_writable
from assessments.workflow import SubjectKind
from cells import clock
from cells.access import NotPermitted
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused, StaleEdit
from cells.vietnamese import tidy_text

MAX_COMMENT = 5_000
_LEVELS = frozenset(level for level, _label in LEVEL_CHOICES)


@transaction.atomic
def save_cell_sheet(
    *, by: Account, review_id: int, levels: dict[str, str], comment: str, revision: int, on: date
) -> CriteriaSheet:
    """Keep the levels (criterion → level or blank) and the comment of a cell's sheet, complete or not.

    `revision` 0: not begun yet. The sheet stays in the version it was begun on. Raises NotPermitted; Refused, nothing
    written; StaleEdit.
    """
    review = Review.objects.select_related("campaign__ward").get(pk=review_id)
    if review.file_id is None:
        raise NotPermitted(_("This file is not yours."))
    file = lock_writable(by, review.file_id, on)
    if review.kind != SubjectKind.CELL:
        raise Refused(_("Only a cell has a sheet 03; the levels of others belong to their forms."), citation="HD 21")
    review.campaign = file.campaign
    stored = CriteriaSheet.objects.select_for_update().filter(review=review).first()
    if (stored.revision if stored else 0) != revision:
        raise StaleEdit(stored)
    sheet = sheet_for(review, stored=stored)
    comment = tidy_text(comment)
    refusals = []
    if not levels.keys() <= sheet.groups.keys() or not set(levels.values()) <= {"", *_LEVELS}:
        refusals.append(Refusal(_("A level is one of: excellent, good, average, poor.")))
    if len(comment) > MAX_COMMENT:
        words = _("The general comment is too long: %(found)s characters, at most %(most)s. Shorten it.")
        refusals.append(Refusal(words % {"found": len(comment), "most": MAX_COMMENT}, "comment"))
    if refusals:
        raise Refused(*refusals)
    stored = stored or CriteriaSheet(review=review, sheet=sheet.code, sheet_version=sheet.version)
    stored.levels = {key: level for key, level in levels.items() if level}
    stored.comment = comment
    stored.saved_by, stored.saved_at, stored.revision = by.signature, clock.now(), revision + 1
    stored.save()
    record(
        by=by,
        action="sheet.saved",
        subject=review,
        ward_code=file.campaign.ward.code,
        after={"sheet": stored.sheet, "version": stored.sheet_version, "levels": len(stored.levels)},
    )
    return stored
