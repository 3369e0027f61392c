"""What was done, by whom, when, why. Append-only, without foreign keys, names frozen as text."""

from django.db import models


class JournalEntry(models.Model):
    """One deed. `before`/`after` hold what changed; `previous_hash`/`entry_hash` are the places of the chain."""

    at = models.DateTimeField(db_index=True)
    ward_code = models.CharField(max_length=30, blank=True, default="", db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=320)
    # A deputy's deed: in whose place.
    acting_for_id = models.BigIntegerField(null=True)
    acting_for_name = models.CharField(max_length=150, blank=True, default="")
    action = models.CharField(max_length=60, db_index=True)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40, blank=True, default="")
    object_name = models.CharField(max_length=250, blank=True, default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True, default="")
    previous_hash = models.CharField(max_length=64, blank=True, default="")
    entry_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id"], name="journal_by_object")]

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("A journal entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A journal entry is never deleted.")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action}"
