"""Invitations: links by which one member comes to a PIN account of their own."""

from django.db import models
from django.db.models import Q

from cells.models.account import Account
from cells.models.member import Member


class Invitation(models.Model):
    """One link to one member. Of the link only the SHA-256 of its 256-bit token is kept; it opens once, until `expires_at`.

    `account` is the member's PIN account; it has no mandate before the first link is used. A link that is replaced by
    a newer one, or taken back, is revoked; one that was used is revoked when the member's access ends.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="invitations")
    account = models.ForeignKey(Account, models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=320)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=320, blank=True, default="")
    revoked_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="invitation_open_once_a_member",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="") | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="invitation_revoked_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="invitation_expires_after_it_is_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.made_at:%d/%m/%Y}"
