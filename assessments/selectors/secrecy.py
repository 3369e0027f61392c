"""Who may read the tallies of a meeting with few ballots (docs/decisions/0007). From how many on everybody may, the rules'
`ballots.is_told` says; pages that show a tally ask here or read `Meeting.tallies_told`, `BallotCount.is_told`."""

from assessments.models import BallotCount, Meeting, ReviewFile
from assessments.permissions import is_cell_side, may_write_file
from cells.access import Access
from cells.models import JournalEntry


def sees_tallies(access: Access, file: ReviewFile, meeting: Meeting | None) -> bool:
    """Enough ballots, or the unit's own side that counted them, or the office account that typed them in for the unit
    and may still write the file. At most two queries."""
    if meeting is None or meeting.tallies_told or is_cell_side(access, file):
        return True
    return may_write_file(access, file) and _typed_by(access, file, meeting)


def _typed_by(access: Access, file: ReviewFile, meeting: Meeting) -> bool:
    """Where nothing is counted yet, whoever may write begins."""
    if not BallotCount.objects.filter(meeting=meeting).exists():
        return True
    entries = JournalEntry.objects.filter(
        object_type=ReviewFile._meta.model_name, object_id=str(file.pk), action="ballots.saved"
    )
    last = entries.order_by("-pk").values_list("actor_id", flat=True).first()
    return last is not None and last == access.account_id
