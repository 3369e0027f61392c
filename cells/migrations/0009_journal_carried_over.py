"""The journal's chain, second step: entries of before go into the chain of their ward in the order they were written, their
texts beside them, and an entry of each chain says so: it vouches for them from that moment on, not for the time before.

The form that is hashed is written out here as it was: a migration must do the same in years.
"""

import hashlib
import json
import secrets
from datetime import UTC

from django.db import migrations
from django.utils import timezone

TEXTS = ("actor_name", "acting_for_name", "object_name", "before", "after", "reason")
IDS = ("acting_for_id", "action", "actor_id", "content_hash", "covers", "number", "object_id", "object_type", "previous_hash", "ward_code")
AT_ONCE = 500


def digest(values):
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def carry_over(apps, schema_editor):
    Entry, Text, Head = (apps.get_model("cells", name) for name in ("JournalEntry", "JournalText", "JournalHead"))
    wards = list(Entry.objects.order_by("ward_code").values_list("ward_code", flat=True).distinct())
    for ward in wards:
        number, previous, last = 0, "", 0
        while rows := list(Entry.objects.filter(ward_code=ward, pk__gt=last).order_by("pk")[:AT_ONCE]):
            texts = []
            for row in rows:
                texts.append(hang(row, Text, number + 1, previous))
                number, previous, last = row.number, row.hash, row.pk
            Entry.objects.bulk_update(rows, ["number", "content_hash", "previous_hash", "hash"])
            Text.objects.bulk_create(texts)
        said = Entry(
            ward_code=ward, at=timezone.now(), actor_name="migrate", action="journal.chained", object_type="",
            covers=f"1-{number}", after={"carried": number},
        )
        text = hang(said, Text, number + 1, previous)
        said.save()
        text.entry_id = said.pk
        text.save(force_insert=True)
        Head.objects.create(ward_code=ward, number=said.number, hash=said.hash)


def hang(row, Text, number, previous):
    text = Text(entry_id=row.pk, salt=secrets.token_hex(16), **{name: getattr(row, name) for name in TEXTS})
    row.content_hash = digest({name: getattr(text, name) for name in (*TEXTS, "salt")})
    row.number, row.previous_hash = number, previous
    at = row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    row.hash = digest({name: getattr(row, name) for name in IDS} | {"at": at})
    return text


def back_into_the_rows(apps, schema_editor):
    """Erased texts stay blank; the entry that says the chain was begun stays, as it was written."""
    Entry, Text, Head = (apps.get_model("cells", name) for name in ("JournalEntry", "JournalText", "JournalHead"))
    last = 0
    while rows := list(Entry.objects.filter(pk__gt=last).select_related("text").order_by("pk")[:AT_ONCE]):
        for row in rows:
            last, row.number, row.previous_hash, row.hash, row.content_hash = row.pk, None, "", "", ""
            for name in TEXTS if hasattr(row, "text") else ():
                setattr(row, name, getattr(row.text, name))
        Entry.objects.bulk_update(rows, ["number", "content_hash", "previous_hash", "hash", *TEXTS])
    Text.objects.all()._raw_delete("default")
    Head.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("cells", "0008_journal_chain")]

    operations = [migrations.RunPython(carry_over, back_into_the_rows)]
