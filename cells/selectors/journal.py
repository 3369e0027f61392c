"""Reading the journal: what was done to one thing, and the whole of a ward."""

from datetime import date

from django.db.models import Model, QuerySet

from cells.models import JournalEntry, JournalHead


def history_of(row: Model) -> QuerySet[JournalEntry]:
    """Everything recorded about one row, newest first."""
    return JournalEntry.objects.filter(object_type=row._meta.model_name, object_id=str(row.pk)).order_by("-pk")


def last_change(row: Model) -> dict:
    """{"by": name, "at": moment} of the newest entry; blank when there is none."""
    entry = history_of(row).first()
    return {"by": entry.actor_name, "at": entry.at} if entry else {"by": "", "at": None}


def head_of(ward_code: str) -> JournalHead | None:
    """The last link of the ward's chain; None before the first deed is committed."""
    return JournalHead.objects.filter(ward_code=ward_code).first()


def entries_of_ward(
    ward_code: str, *, action: str = "", actor: str = "", about: str = "", since: date | None = None
) -> QuerySet[JournalEntry]:
    """The ward's entries, newest first. `action` begins like the action; `about` and `actor` occur in the names."""
    entries = JournalEntry.objects.filter(ward_code=ward_code)
    if action:
        entries = entries.filter(action__startswith=action)
    if actor:
        entries = entries.filter(text__actor_name__icontains=actor)
    if about:
        entries = entries.filter(text__object_name__icontains=about)
    if since:
        entries = entries.filter(at__date__gte=since)
    return entries.order_by("-number", "-pk")
