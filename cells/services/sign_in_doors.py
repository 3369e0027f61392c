"""Doors that wait longer with every wrong try: one for the account, one for the address it is tried from.

Whatever proves who somebody is passes here: passwords, PINs, codes of an app, passkeys, recovery codes. A try counts as
wrong before it is looked at, so that many at once win nothing; the right one takes its count back. The account's wait is
capped low, so that no stranger keeps anybody out; the address's grows on, so that the stranger waits longer than the account.
All moments are given by the caller, real ones: the sample's day does not count here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cells.models import Account, SignInDoor

Kind = SignInDoor.Kind


@dataclass(frozen=True)
class Pace:
    """After `free` wrong tries in a row the door waits `first`, twice as long after each further one, at most `longest`.

    `forgotten`: untouched for so long, it begins anew. `leak`: one wrong try is forgotten in each such time, whoever else
    goes on trying; None where only the right one clears the row.
    """

    free: int
    first: timedelta
    longest: timedelta
    forgotten: timedelta
    leak: timedelta | None = None

    def wait_after(self, tries: int) -> timedelta:
        if tries < self.free:
            return timedelta(0)
        return min(self.first * 2 ** min(tries - self.free, 20), self.longest)


#: A whole office may sit behind one address: it has more tries for nothing, and is forgiven some every day.
PACES = {
    Kind.ACCOUNT: Pace(5, timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)),
    Kind.ADDRESS: Pace(20, timedelta(minutes=1), timedelta(days=1), timedelta(days=30), timedelta(hours=12)),
}
#: So many wrong tries of a person who gets in after all are forgiven the address.
_FORGIVEN = 5


class Waiting(Exception):
    """The door waits: nothing was looked at. `until`: when it may be tried again."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until

    @property
    def words(self) -> str:
        """Said of every name alike, whether somebody has it or not."""
        until = timezone.localtime(self.until)
        at = f"{until:%H:%M:%S}" if until.date() == timezone.localdate() else f"{until:%H:%M %d/%m/%Y}"
        return _(
            "Too many wrong tries. For your safety nothing is looked at until %(at)s; then try again, without hurry. Who "
            "cannot wait asks the ward party office."
        ) % {"at": at}


@dataclass(frozen=True)
class Try:
    """A try that was counted: the doors it stands at, and how many wrong ones were before it at the account's."""

    doors: tuple[tuple[str, str], ...]
    before: int


def _hashed(text: str) -> str:
    return salted_hmac("doors that wait", text, algorithm="sha256").hexdigest()


def _doors(username: str, address: str) -> list[tuple[str, str]]:
    """In the order in which they are locked."""
    name = username.strip().lower()
    known = Account.objects.filter(username=name).values_list("pk", flat=True).first()
    doors = [(Kind.ACCOUNT.value, str(known) if known else _hashed(name))]
    return [*doors, (Kind.ADDRESS.value, _hashed(address))] if address else doors


@transaction.atomic
def _count(doors: list[tuple[str, str]], now: datetime) -> tuple[int, datetime | None]:
    """(wrong tries before this one at the first door, until when one of them waits or None); counted unless it waits.

    A try while the account waits counts at the address all the same: whoever hammers goes on waiting longer.
    """
    rows = []
    for kind, key in doors:
        SignInDoor.objects.get_or_create(kind=kind, key=key, defaults={"last_at": now})
        row = SignInDoor.objects.select_for_update().get(kind=kind, key=key)
        _forget(row, now)
        rows.append(row)
    until = max((row.blocked_until for row in rows if row.blocked_until and row.blocked_until > now), default=None)
    before = rows[0].tries
    for row in rows:
        shut = row.blocked_until is not None and row.blocked_until > now
        if shut or (until is not None and row.kind == Kind.ACCOUNT):
            continue
        row.tries += 1
        if PACES[row.kind].leak is None or row.tries == 1:
            row.last_at = now
        wait = PACES[row.kind].wait_after(row.tries)
        row.blocked_until = now + wait if wait else None
        row.save(update_fields=["tries", "last_at", "blocked_until"])
    return before, until


def _forget(row: SignInDoor, now: datetime) -> None:
    """What the time that has passed makes of the tries; of a door that leaks, `last_at` is when the last one leaked."""
    pace, passed = PACES[row.kind], now - row.last_at
    if passed > pace.forgotten:
        row.tries, row.blocked_until = 0, None
    elif pace.leak is not None and (leaked := passed // pace.leak) > 0:
        row.tries = max(0, row.tries - leaked)
        row.last_at += leaked * pace.leak


def begin_try(*, username: str, address: str, now: datetime) -> Try:
    """Count a try before it is looked at; `address` is "" where none is known. Raises Waiting, alike for known and unknown
    names."""
    doors = _doors(username, address)
    before, until = _count(doors, now)
    if until is not None:
        raise Waiting(until)
    return Try(tuple(doors), before)


def take_back(tried: Try) -> None:
    """It was right, and something else is still asked: it counts nowhere, what was wrong before stays counted."""
    for kind, key in tried.doors:
        _lessen(kind, key, 1)


@transaction.atomic
def open_door(tried: Try) -> None:
    """Whoever it is has proved it: the account's door begins anew. The address is forgiven what this person had mistyped,
    and keeps what was tried on others."""
    (kind, key), *addresses = tried.doors
    SignInDoor.objects.filter(kind=kind, key=key).delete()
    for kind, key in addresses:
        _lessen(kind, key, 1 + min(tried.before, _FORGIVEN))


def _lessen(kind: str, key: str, count: int) -> None:
    fewer = Greatest(F("tries") - count, 0)
    SignInDoor.objects.filter(kind=kind, key=key, tries__gt=0).update(tries=fewer, blocked_until=None)


def forget_tries(account: Account) -> None:
    """The account waits no more."""
    SignInDoor.objects.filter(kind=Kind.ACCOUNT, key=str(account.pk)).delete()


def forget_tries_from(address: str) -> bool:
    """The address waits no more. `address` as `cells.client_address` tells it; False: nothing was tried from there."""
    return bool(SignInDoor.objects.filter(kind=Kind.ADDRESS, key=_hashed(address)).delete()[0])


def sweep(now: datetime) -> None:
    """Doors that nobody tried for so long that they begin anew are no longer needed."""
    old = Q()
    for kind, pace in PACES.items():
        old |= Q(kind=kind, last_at__lt=now - pace.forgotten)
    SignInDoor.objects.filter(old).filter(Q(blocked_until__isnull=True) | Q(blocked_until__lt=now)).delete()
