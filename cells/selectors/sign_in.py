"""Reads about signing in: who waits, which factors an account has, where it is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from cells.access import access_of
from cells.account_rights import needs_second_factor
from cells.demo_accounts import demo_code_of
from cells.models import Account, AccountSession, AuthenticatorApp, Passkey, RecoveryCode, SignInDoor


def waits_of(account_ids: Iterable[int], now: datetime) -> dict[int, datetime]:
    """Account → until when it waits after wrong tries; those that do not wait are left out. One query."""
    keys = ["", *map(str, account_ids)]  # asked where there is nobody, too: a page costs the same for few and many
    rows = SignInDoor.objects.filter(kind=SignInDoor.Kind.ACCOUNT, key__in=keys, blocked_until__gt=now)
    return {int(row.key): row.blocked_until for row in rows}


def app_of(account: Account) -> AuthenticatorApp | None:
    """The app whose codes count, if one is set up."""
    return AuthenticatorApp.objects.filter(account=account).exclude(secret="").first()


def passkeys_of(account: Account) -> QuerySet[Passkey]:
    return Passkey.objects.filter(account=account).order_by("made_at", "pk")


def has_factor(account: Account) -> bool:
    """A second factor is asked of it: an app, a passkey, or the fixed code of the sample."""
    return bool(demo_code_of(account.username)) or app_of(account) is not None or passkeys_of(account).exists()


def recovery_codes_left(account: Account) -> int:
    return RecoveryCode.objects.filter(account=account, used_at__isnull=True).count()


def open_sessions(account: Account, now: datetime) -> list[AccountSession]:
    """Where the account is signed in, the last used first. What the framework has forgotten is not told."""
    standing = Session.objects.filter(expire_date__gt=now).values("session_key")
    return list(AccountSession.objects.filter(account=account, session_key__in=standing).order_by("-last_seen", "pk"))


@dataclass(frozen=True)
class SignInFacts:
    """What whoever manages an account is told of its sign-in. `needs_factor`: the role asks for one."""

    has_app: bool
    passkeys: int
    needs_factor: bool
    sessions: int
    waits_until: datetime | None

    @property
    def has_factor(self) -> bool:
        return self.has_app or self.passkeys > 0


def sign_in_facts(account: Account, on: date, now: datetime) -> SignInFacts:
    return SignInFacts(
        has_app=app_of(account) is not None,
        passkeys=passkeys_of(account).count(),
        needs_factor=needs_second_factor(access_of(account, on)),
        sessions=len(open_sessions(account, now)),
        waits_until=waits_of([account.pk], now).get(account.pk),
    )
