"""The meeting's row: locked for a change, kept after it. Its revision is that of everything that hangs on it."""

from assessments.models import Meeting, ReviewFile
from cells import clock
from cells.models import Account
from cells.refusals import StaleEdit


def lock_meeting(file: ReviewFile, revision: int) -> Meeting | None:
    """The meeting, locked; None before there is one (`revision` 0). StaleEdit when somebody saved in between."""
    meeting = Meeting.objects.select_for_update().filter(file=file).first()
    if (meeting.revision if meeting else 0) != revision:
        raise StaleEdit(meeting)
    return meeting


def keep_meeting(meeting: Meeting, by: Account) -> None:
    """Write the row with its next revision and who saved it."""
    meeting.revision = meeting.revision + 1 if meeting.pk else 1
    meeting.saved_at, meeting.saved_by = clock.now(), by.signature
    meeting.save()
