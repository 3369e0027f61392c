"""What was done, by whom, when, why. The chain holds ids, codes and hashes; the texts lie beside it (docs/journal.md)."""

from django.db import models


class WithTexts(models.Manager):
    """The texts come along: whoever reads an entry asks for them next."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("text")


class JournalEntry(models.Model):
    """One deed: a link of its ward's chain. No foreign keys, so that accounts and people can go.

    `number` counts 1, 2, 3 … within `ward_code` (blank: what belongs to no ward); it and both hashes are given when the
    deed is committed, on PostgreSQL by a trigger, so until then `number` is null there. `covers` names the entries whose
    texts an erasure took away, as `1-40,45`.
    """

    ward_code = models.CharField(max_length=30, blank=True, default="", db_index=True)
    number = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=60, db_index=True)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40, blank=True, default="")
    actor_id = models.BigIntegerField(null=True)
    # A deputy's deed: in whose place.
    acting_for_id = models.BigIntegerField(null=True)
    covers = models.TextField(blank=True, default="")
    content_hash = models.CharField(max_length=64, blank=True, default="")
    previous_hash = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64, blank=True, default="")

    objects = WithTexts()

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="journal_by_object"),
            models.Index(fields=["ward_code"], condition=models.Q(number=None), name="journal_not_yet_chained"),
        ]
        constraints = [models.UniqueConstraint(fields=["ward_code", "number"], name="journal_one_number")]

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("A journal entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A journal entry is never deleted.")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action}"

    @property
    def texts(self) -> "JournalText":
        """Blank ones where they were erased."""
        return JournalText() if self.is_erased else self.text

    @property
    def is_erased(self) -> bool:
        return not hasattr(self, "text")

    @property
    def actor_name(self) -> str:
        return self.texts.actor_name

    @property
    def acting_for_name(self) -> str:
        return self.texts.acting_for_name

    @property
    def object_name(self) -> str:
        return self.texts.object_name

    @property
    def before(self) -> dict | None:
        return self.texts.before

    @property
    def after(self) -> dict | None:
        return self.texts.after

    @property
    def reason(self) -> str:
        return self.texts.reason


class JournalText(models.Model):
    """What an entry says in words, with the salt of its hash: without both, nobody can guess what was there."""

    entry = models.OneToOneField(JournalEntry, models.DO_NOTHING, primary_key=True, related_name="text")
    salt = models.CharField(max_length=32)
    actor_name = models.CharField(max_length=320)
    acting_for_name = models.CharField(max_length=150, blank=True, default="")
    object_name = models.CharField(max_length=250, blank=True, default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True, default="")

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The texts of a journal entry are never changed.")
        super().save(*args, force_insert=True)

    def delete(self, *args, **kwargs):
        raise TypeError("Texts leave the journal through cells.services.journal_upkeep alone.")

    def __str__(self) -> str:
        return f"{self.actor_name} {self.object_name}"


class JournalHead(models.Model):
    """The last link of one ward's chain: what the next one hangs on, and what is locked to hang it there."""

    ward_code = models.CharField(max_length=30, primary_key=True)
    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        """As people note it: number and first digits of the hash."""
        return f"{self.number}:{self.hash[:16]}"
