"""Who changed a row last, for the page that tells the second of two editors."""

from django.db.models import Model

from cells.models import JournalEntry


def last_change(row: Model) -> dict:
    """{"by": name, "at": moment} of the newest journal entry about the row; blank when there is none."""
    entry = JournalEntry.objects.filter(object_type=row._meta.model_name, object_id=str(row.pk)).order_by("-pk").first()
    return {"by": entry.actor_name, "at": entry.at} if entry else {"by": "", "at": None}
