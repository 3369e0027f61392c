"""Inviting members to write their own review: a link that opens once and sets a PIN, and its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext as _

from cells import clock
from cells.access import access_of, require
from cells.account_names import suggested_username
from cells.account_rights import may_invite
from cells.journal import record
from cells.models import Account, Invitation, Mandate, Member, Organization
from cells.refusals import Refused
from cells.roles import Role
from cells.services import mandates
from cells.services.edits import locked, save_next_revision
from cells.services.pins import pin_problem
from cells.services.sign_in_doors import forget_tries
from cells.vietnamese import fold, tidy

LIFE = timedelta(days=14)
_TOKEN_BYTES = 32


class DeadLink(Exception):
    """Used, expired, revoked or unknown: nobody is told which."""


@dataclass(frozen=True)
class InvitationSlip:
    """What is handed to the member. The token stands in clear nowhere else and cannot be shown again."""

    member_id: int
    display_name: str
    unit_name: str
    username: str
    token: str
    expires_at: datetime


def hash_of(token: str) -> str:
    """What is kept of a link: 64 hexadecimal digits."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, by: Account, member_ids: Iterable[int], only_without_pin: bool = False, on: date) -> list[InvitationSlip]:
    """A link for each of these members, by given name, all or none. An earlier link dies, a waiting PIN account may be
    tried again at once; a PIN that is set stays good until another is.

    `only_without_pin` leaves out those who have set their PIN by now. Raises NotPermitted, Refused, DoesNotExist.
    """
    access = access_of(by, on)
    wanted = set(member_ids)
    cells = Member.objects.filter(pk__in=wanted, cell__isnull=False).values("cell_id")
    # Two who invite in one cell at once queue here: account names are given one after the other.
    list(Organization.objects.select_for_update().filter(pk__in=cells).order_by("pk"))
    people = Member.objects.select_for_update(of=("self",)).filter(pk__in=wanted).select_related("ward", "cell")
    members = sorted(people, key=lambda member: (member.sort_key, member.pk))
    if len(members) != len(wanted):
        raise Member.DoesNotExist
    for member in members:
        require(may_invite(access, member), _("secretary of the member's cell or ward party office"))
    slips = []
    for member in members:
        last = Invitation.objects.filter(member=member).order_by("-made_at", "-pk").first()
        if only_without_pin and last and last.used_at and not last.revoked_at:
            continue
        slips.append(_invite(by, member, last, on))
    return slips


def _invite(by: Account, member: Member, last: Invitation | None, on: date) -> InvitationSlip:
    if member.has_left(on):
        raise Refused(_("%(name)s has left the ward.") % {"name": member.full_name})
    now = clock.now()
    account = Account.objects.select_for_update(of=("self",)).filter(member=member, uses_pin=True).first()
    if account is None:
        account = _pin_account(member)
    elif not account.is_active and last and last.used_at and not last.revoked_at:
        message = _("The account of %(name)s was closed in the list of accounts. It is opened there again first.")
        raise Refused(message % {"name": member.full_name})
    forget_tries(account)
    Invitation.objects.filter(member=member, used_at__isnull=True, revoked_at__isnull=True).update(
        revoked_at=now, revoked_by=by.signature
    )
    token = token_urlsafe(_TOKEN_BYTES)
    invitation = Invitation.objects.create(
        member=member,
        account=account,
        token_hash=hash_of(token),
        made_at=now,
        made_by=by.signature,
        expires_at=now + LIFE,
    )
    record(
        by=by,
        action="invitation.made",
        subject=member,
        ward_code=member.ward.code,
        after={"account": account.username, "until": invitation.expires_at.date()},
    )
    unit = member.cell.name
    return InvitationSlip(member.pk, member.full_name, unit, account.username, token, invitation.expires_at)


def _pin_account(member: Member) -> Account:
    """Closed and without a mandate until a link is used. Two people of one name are told apart by the code behind it."""
    given = fold(member.full_name).split(" ")[-1]
    stem = suggested_username(given, member.cell.code, set())
    taken = set(Account.objects.filter(username__startswith=stem).values_list("username", flat=True))
    named_alike = Account.objects.filter(display_name=member.full_name).exclude(member=member).exists()
    account = Account(
        username=suggested_username(given, member.cell.code, taken),
        display_name=f"{member.full_name} ({member.code})" if named_alike else member.full_name,
        member=member,
        uses_pin=True,
        is_active=False,
    )
    account.set_unusable_password()
    account.save()
    return account


def open_invitation(token_hash: str, now: datetime) -> Invitation:
    """The invitation a link opens now, with member and account. Raises DeadLink."""
    found = Invitation.objects.select_related("member__ward", "account").filter(
        token_hash=token_hash, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now
    )
    if (invitation := found.first()) is None or invitation.member.has_left(clock.today()):
        raise DeadLink
    return invitation


@transaction.atomic
def accept(*, token_hash: str, pin: str, on: date) -> Account:
    """Use a link up: the PIN is set, the account opens, and from now on it holds the mandate of its member.

    Raises DeadLink; Refused for a PIN that may not serve, and then the link stays as it was.
    """
    now = clock.now()
    # The same order of locks as inviting and revoking: the member, then the account.
    locked(Member.objects, open_invitation(token_hash, now).member_id)
    invitation = open_invitation(token_hash, now)
    member = invitation.member
    if problem := pin_problem(pin, member):
        raise Refused(problem, field="pin")
    account = locked(Account.objects, invitation.account_id)
    account.set_password(pin)
    account.is_active, account.must_change_password = True, False
    forget_tries(account)
    save_next_revision(account)
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    record(
        by=account,
        action="invitation.accepted",
        subject=member,
        ward_code=member.ward.code,
        after={"account": account.username, "invited_by": invitation.made_by},
    )
    _let_in(account, member, invitation.made_by, on)
    return account


def _let_in(account: Account, member: Member, invited_by: str, on: date) -> None:
    held = Mandate.objects.filter(account=account, role=Role.MEMBER, organization=member.ward).order_by("-from_date")
    running = next((mandate for mandate in held if mandate.to_date is None or mandate.to_date >= on), None)
    reason = _("invited by %(name)s") % {"name": invited_by}
    if running is None:
        mandates.give(by=account, account=account, role=Role.MEMBER, unit=member.ward, from_date=on, reason=reason)
    elif running.to_date is not None:  # revoked and invited again on one day
        mandates.prolong(by=account, mandate=running, reason=reason)


@transaction.atomic
def revoke(*, by: Account, member_id: int, reason: str, on: date) -> None:
    """End a member's link and access: it opens nothing any more, the mandate ends, open sessions end at the next click.

    What was written stays. Raises NotPermitted, Refused, DoesNotExist.
    """
    member = Member.objects.select_for_update(of=("self",)).select_related("ward").get(pk=member_id)
    require(may_invite(access_of(by, on), member), _("secretary of the member's cell or ward party office"))
    standing = Invitation.objects.filter(member=member, revoked_at__isnull=True)
    if not standing.exists():
        raise Refused(_("%(name)s has no invitation that could be revoked.") % {"name": member.full_name})
    reason = tidy(reason)
    if not reason:
        raise Refused(_("Say why; the journal keeps it."), field="reason")
    standing.update(revoked_at=clock.now(), revoked_by=by.signature, revoked_reason=reason)
    account = Account.objects.select_for_update(of=("self",)).get(member=member, uses_pin=True)
    # Every session carries the mark of the password it began with.
    account.set_unusable_password()
    account.is_active = False
    save_next_revision(account)
    for mandate in mandates.mandates_of(account):
        if mandate.to_date is None or mandate.to_date >= on:
            last_day = max(on - timedelta(days=1), mandate.from_date)
            mandates.end(by=by, mandate=mandate, to_date=last_day, reason=reason)
    record(
        by=by,
        action="invitation.revoked",
        subject=member,
        ward_code=member.ward.code,
        before={"account": account.username},
        reason=reason,
    )
