"""`record()`: the one function that writes the journal, inside the transaction of the deed it records."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from cells import clock
from cells.models import Account, JournalEntry


class OutsideTransaction(RuntimeError):
    """A deed and its record must stand or fall together."""


def record(
    *,
    by: Account | None,
    action: str,
    subject: models.Model | None = None,
    ward_code: str = "",
    before: dict | None = None,
    after: dict | None = None,
    reason: str = "",
    actor_name: str = "",
) -> JournalEntry:
    """Write one entry. `by` is None only for the command line; then `actor_name` says which command.

    A deputy's deed bears both names; what somebody does to the own account is never done for another.
    `action` is `noun.verb` in the past tense (`roster.applied`). `before` and `after` hold plain JSON values:
    codes, grades, dates; never the text of a self-critique. Raises OutsideTransaction when called outside one.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(action)
    acting = by.acting if by and subject != by else None
    if by:
        actor_name = by.signature if acting else by.display_name
    values = {
        "ward_code": ward_code,
        "actor_id": by.pk if by else None,
        "actor_name": actor_name,
        "acting_for_id": acting.principal_id if acting else None,
        "acting_for_name": acting.principal_name if acting else "",
        "action": action,
        "object_type": subject._meta.model_name if subject is not None else "",
        "object_id": str(subject.pk) if subject is not None else "",
        "object_name": str(subject)[:250] if subject is not None else "",
        "before": _plain(before),
        "after": _plain(after),
        "reason": reason,
    }
    now = clock.now()
    digest = hashlib.sha256(
        json.dumps({**values, "at": now.isoformat()}, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()
    return JournalEntry.objects.create(at=now, entry_hash=digest, **values)


def _plain(values: dict | None) -> dict | None:
    """Dates and lazy labels as text, so that what is stored reads the same in years."""
    return None if values is None else json.loads(json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False))
