"""Where an account is signed in: kept while it lasts, ended one by one or all. Ending takes the framework's session away,
so that the browser's next click leads to the sign-in; what was typed there stays on its device."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from cells.journal import record
from cells.models import Account, AccountSession
from cells.services.mandates import ward_code_of_account
from cells.services.sign_in_doors import sweep

#: Browsers that an account is signed in with at once; more are forgotten sign-ins, or somebody else's.
AT_ONCE = 10


def note_session(*, account: Account, session_key: str, device: str, address: str, now: datetime) -> None:
    """A browser has signed in. What has run out meanwhile, of anybody, is swept away with it; of the account's own the
    longest unseen beyond AT_ONCE end."""
    AccountSession.objects.create(
        account=account, session_key=session_key, device=device[:60], address=address[:45], since=now, last_seen=now
    )
    sweep(now)
    Session.objects.filter(expire_date__lt=now).delete()
    # Not what was seen lately: its key may be changing at this moment.
    gone = AccountSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    gone.filter(last_seen__lt=now - timedelta(hours=1)).delete()
    _end_beyond_the_limit(account, session_key)


@transaction.atomic
def _end_beyond_the_limit(account: Account, session_key: str) -> None:
    others = AccountSession.objects.filter(account=account).exclude(session_key=session_key)
    if ended := _end(others.order_by("-last_seen", "-pk")[AT_ONCE - 1 :]):
        _tell(account, ended, "")


def session_key_changed(*, old: str, new: str) -> None:
    AccountSession.objects.filter(session_key=old).update(session_key=new)


def session_seen(*, session_key: str, now: datetime) -> None:
    AccountSession.objects.filter(session_key=session_key).update(last_seen=now)


def drop_sessions(account: Account, *, but: str = "") -> int:
    """End every session of the account, all but the one with the key `but`; how many there were. No entry of its own."""
    return _end(AccountSession.objects.filter(account=account).exclude(session_key=but))


def _end(ending: QuerySet[AccountSession]) -> int:
    rows = dict(ending.values_list("pk", "session_key"))
    Session.objects.filter(session_key__in=rows.values()).delete()
    AccountSession.objects.filter(pk__in=rows).delete()
    return len(rows)


@transaction.atomic
def end_own_session(*, by: Account, session_id: int) -> None:
    """End one of the own sessions. Raises DoesNotExist."""
    row = AccountSession.objects.select_for_update(of=("self",)).get(pk=session_id, account=by)
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()
    _tell(by, 1, row.device)


@transaction.atomic
def end_other_sessions(*, by: Account, session_key: str) -> int:
    """End all of the own sessions but this one; how many there were."""
    ended = drop_sessions(by, but=session_key)
    if ended:
        _tell(by, ended, "")
    return ended


def _tell(by: Account, count: int, device: str) -> None:
    after = {"count": count, "device": device} if device else {"count": count}
    record(by=by, action="account.sessions_ended", subject=by, ward_code=ward_code_of_account(by), after=after)
