"""The minutes of a meeting: when it began and ended, what was said in general and about each subject."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Meeting, Review
from assessments.services.meeting_rows import keep_meeting, lock_meeting
from assessments.services.meetings import MAX_MINUTES
from assessments.services.writable_files import lock_writable
from cells.journal import record
from cells.models import Account
from cells.refusals import Refusal, Refused
from cells.vietnamese import tidy_text

MAX_NOTE = 4_000


@dataclass(frozen=True)
class MinutesValues:
    """minutes: the discussion in general. notes: review id → what was said about that subject."""

    began_at: time | None = None
    ended_at: time | None = None
    minutes: str = ""
    notes: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def save_minutes(*, by: Account, file_id: int, values: MinutesValues, revision: int, on: date) -> Meeting:
    """Keep the minutes' own words; everything else in them is read from the meeting. NotPermitted, Refused, StaleEdit."""
    file = lock_writable(by, file_id, on)
    meeting = lock_meeting(file, revision)
    if meeting is None:
        raise Refused(_("Record the meeting first; the minutes take its day and place from there."))
    names = dict(Review.objects.filter(file=file).values_list("pk", "name"))
    refusals = [*_time_refusals(values), *_length_refusals(values, names)]
    if refusals:
        raise Refused(*refusals)
    meeting.began_at, meeting.ended_at = values.began_at, values.ended_at
    meeting.minutes = tidy_text(values.minutes)
    meeting.notes = {str(pk): text for pk in names if (text := tidy_text(values.notes.get(pk, "")))}
    keep_meeting(meeting, by)
    record(
        by=by,
        action="minutes.saved",
        subject=file,
        ward_code=file.campaign.ward.code,
        after={"began_at": meeting.began_at, "ended_at": meeting.ended_at, "notes": len(meeting.notes)},
    )
    return meeting


def _time_refusals(values: MinutesValues) -> list[Refusal]:
    if values.began_at and values.ended_at and values.ended_at <= values.began_at:
        return [Refusal(_("The meeting ends before it begins. Correct one of the two times."), "ended_at")]
    return []


def _length_refusals(values: MinutesValues, names: dict[int, str]) -> list[Refusal]:
    refusals = []
    if len(values.minutes) > MAX_MINUTES:
        message = _("The minutes are too long: %(found)s characters, at most %(most)s.")
        refusals.append(Refusal(message % {"found": len(values.minutes), "most": MAX_MINUTES}, "minutes"))
    message = _("%(name)s: what was said is too long: %(found)s characters, at most %(most)s.")
    for pk, text in values.notes.items():
        if pk in names and len(text) > MAX_NOTE:
            words = message % {"name": names[pk], "found": len(text), "most": MAX_NOTE}
            refusals.append(Refusal(words, f"note_{pk}"))
    return refusals
