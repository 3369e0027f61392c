"""The levels of the criteria as the meeting sees them (rules G1: the cell's level is the one B1 reads)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Answer, Meeting
from assessments.models.self_critique import LEVEL_CHOICES
from assessments.review_forms import SECTION_GROUPS
from assessments.services.writable_files import lock_writable
from cells import clock
from cells.journal import record
from cells.models import Account
from cells.refusals import Refused, StaleEdit

_LEVELS = frozenset(level for level, _label in LEVEL_CHOICES)


@transaction.atomic
def save_levels(*, by: Account, file_id: int, levels: dict[tuple[int, str], str], revision: int, on: date) -> int:
    """(review id, section) → the meeting's level; answers how many changed. `revision` is the meeting's.

    A level equal to the self-rating is not stored twice. Raises NotPermitted, Refused, StaleEdit.
    """
    file = lock_writable(by, file_id, on)
    meeting = Meeting.objects.select_for_update().filter(file=file).first()
    if meeting is None:
        raise Refused(_("Record the meeting first: until then the self-rating counts."), citation="123-CV/ĐU 3.6")
    if meeting.revision != revision:
        raise StaleEdit(meeting)
    if not set(levels.values()) <= {"", *_LEVELS}:
        raise Refused(_("A level is one of: excellent, good, average, poor."))
    answers = Answer.objects.select_related("critique__review").filter(
        critique__review__file=file, critique__submitted_at__isnull=False
    )
    changed: list[Answer] = []
    before: dict[str, dict[str, str]] = {}
    after: dict[str, dict[str, str]] = {}
    for answer in answers:
        wanted = levels.get((answer.critique.review_id, answer.section))
        groups = SECTION_GROUPS[answer.critique.form, answer.critique.form_version]
        if wanted is None or answer.section not in groups:
            continue
        wanted = "" if wanted == answer.level_self else wanted
        if wanted != answer.level_cell:
            code = answer.critique.review.code
            before.setdefault(code, {})[answer.section] = answer.level_cell or answer.level_self
            answer.level_cell = wanted
            after.setdefault(code, {})[answer.section] = wanted or answer.level_self
            changed.append(answer)
    Answer.objects.bulk_update(changed, ["level_cell"], batch_size=500)
    meeting.revision += 1
    meeting.saved_at, meeting.saved_by = clock.now(), by.signature
    meeting.save(update_fields=["revision", "saved_at", "saved_by"])
    record(
        by=by,
        action="levels.saved",
        subject=file,
        ward_code=file.campaign.ward.code,
        before={"levels": before},
        after={"levels": after, "changed": len(changed)},
    )
    return len(changed)
