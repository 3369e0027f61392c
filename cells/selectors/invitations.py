"""Where the invitations of members stand. One query for any number of people."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from cells.models import Invitation


class State(StrEnum):
    """What came of a member's newest invitation."""

    NONE = "none"  # never invited
    OPEN = "open"  # the link waits to be opened
    EXPIRED = "expired"  # not opened in time; an earlier PIN, if any, is good all the same
    SET = "set"  # opened, the PIN is set
    REVOKED = "revoked"
    CLOSED = "closed"  # the PIN was set, then the account closed in the list of accounts


def newest_invitations(member_ids: Iterable[int]) -> dict[int, Invitation]:
    """Member id → the newest invitation, with its account."""
    rows = Invitation.objects.filter(member__in=set(member_ids)).select_related("account").order_by("made_at", "pk")
    return {row.member_id: row for row in rows}


def state_of(invitation: Invitation | None, now: datetime) -> State:
    if invitation is None:
        return State.NONE
    if invitation.revoked_at is not None:
        return State.REVOKED
    if invitation.used_at is not None:
        return State.SET if invitation.account.is_active else State.CLOSED
    return State.OPEN if invitation.expires_at > now else State.EXPIRED
