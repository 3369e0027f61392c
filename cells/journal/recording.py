"""`record()`: the one function that writes the journal, inside the transaction of the deed it records."""

import json
import secrets

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from cells import clock
from cells.journal.chain import hang
from cells.journal.form import digest, text_values
from cells.models import Account, JournalEntry, JournalText

_SALT_BYTES = 16


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
    covers: str = "",
) -> JournalEntry:
    """Write one entry. `by` is None only for the command line; then `actor_name` says which command.

    A deputy's deed bears both names; what somebody does to the own account is never done for another.
    `action` is `noun.verb` in the past tense (`roster.applied`). `before` and `after` hold plain JSON values:
    codes, grades, dates; never the text of a self-critique. `covers`: of an erasure alone. Raises OutsideTransaction
    when called outside one.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(action)
    acting = by.acting if by and subject != by else None
    if by:
        actor_name = by.signature if acting else by.display_name
    text = JournalText(
        salt=secrets.token_hex(_SALT_BYTES),
        actor_name=actor_name,
        acting_for_name=acting.principal_name if acting else "",
        object_name=str(subject)[:250] if subject is not None else "",
        before=_plain(before),
        after=_plain(after),
        reason=str(reason),
    )
    entry = JournalEntry(
        ward_code=ward_code,
        at=clock.now(),
        action=action,
        object_type=subject._meta.model_name if subject is not None else "",
        object_id=str(subject.pk) if subject is not None else "",
        actor_id=by.pk if by else None,
        acting_for_id=acting.principal_id if acting else None,
        covers=covers,
        content_hash=digest(text_values(text)),
    )
    hang(entry)
    entry.save()
    text.entry = entry
    text.save()
    return entry


def _plain(values: dict | None) -> dict | None:
    """Dates and lazy labels as text, so that what is stored reads the same in years; fractions too, which databases round
    and write each in its own way."""
    if values is None:
        return None
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False), parse_float=str)
