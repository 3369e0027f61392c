"""Acting in another's place: whose hands and whose persons stand behind a deed (docs/decisions/0009).

An account acts for itself until its holder says otherwise (`Account.acting`). Services and pages that must keep somebody
from approving the own work, or deciding on the own person, ask here and nowhere else.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.functional import Promise

from cells.roles import Role
from cells.vocabulary import ROLE_LABELS

#: Where a session keeps the id of the deputy's mandate its holder acts by.
SESSION_KEY = "acts_by_mandate"


@dataclass(frozen=True, slots=True)
class Deputyship:
    """A deputy's mandate that holds today, with the one in whose place it is held. `until` is its last day."""

    mandate_id: int
    principal_id: int
    principal_name: str
    principal_member_id: int | None
    role: Role
    unit_name: str
    until: date

    @property
    def role_words(self) -> Promise:
        return ROLE_LABELS[self.role]


class Actor(Protocol):
    """What is asked of an account here."""

    pk: int
    member_id: int | None
    acting: Deputyship | None


def hands_of(account: Actor) -> frozenset[int]:
    """Ids of the accounts that act when this one does: its own and, while it acts for another, that one's."""
    return frozenset({account.pk, account.acting.principal_id} if account.acting else {account.pk})


def did_by(account: Actor) -> tuple[int, int | None]:
    """What is kept of the hands behind a deed: the account, and the one it acted for."""
    return account.pk, account.acting.principal_id if account.acting else None


def persons_of(account: Actor) -> frozenset[int]:
    """Ids of the members behind these hands: neither decides on a row of the own, whoever of them signs."""
    persons = {account.member_id, account.acting.principal_member_id if account.acting else None}
    return frozenset(persons - {None})


def is_about_self(account: Actor, member_id: int | None) -> bool:
    """Whether what concerns this member concerns one of the persons behind the account."""
    return member_id in persons_of(account)


def is_about_principal(account: Actor, member_id: int | None) -> bool:
    """Whether it concerns the one acted for and not the account's own person: the words are others then."""
    return is_about_self(account, member_id) and member_id != account.member_id


def approves_own_work(account: Actor, did: int | None, did_for: int | None) -> bool:
    """Whether work by the account `did`, in the place of `did_for`, would come back to the same hands through a deputy.

    Without a deputy on either side the answer is no: who may enter and approve by own mandates is not asked here.
    """
    through_deputy = account.acting is not None or did_for is not None
    return through_deputy and bool(hands_of(account) & {did, did_for})


def mark_of(account: Actor) -> str:
    """Names the account and the one it acts for; a page carries it, so that it is not sent in another's name."""
    return f"{account.pk}-{account.acting.principal_id}" if account.acting else str(account.pk)
