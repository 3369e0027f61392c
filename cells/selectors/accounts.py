"""Accounts with their mandates, and which units still wait for a secretary. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from cells.access import Access
from cells.account_names import suggested_username
from cells.account_rights import may_manage
from cells.models import Account, Collective, Headship, Mandate, Member, Organization
from cells.models.member import here_on
from cells.roles import Role
from cells.vietnamese import fold
from cells.vocabulary import CollectiveKind, OrganizationKind

#: A mandate that ends within so many days is told to those who give mandates.
TOLD_AHEAD = timedelta(days=14)


def account_wards(access: Access) -> frozenset[int]:
    """Wards whose accounts the holder lists: administrator and office."""
    return access.wards.get(Role.ADMIN, frozenset()) | access.wards.get(Role.OFFICE, frozenset())


def visible_accounts(access: Access) -> QuerySet[Account]:
    """Accounts with a mandate, past or present, in one of these wards."""
    wards = account_wards(access)
    held = Mandate.objects.filter(
        Q(organization_id__in=wards) | Q(organization__ward_id__in=wards) | Q(collective__ward_id__in=wards)
    )
    return Account.objects.filter(pk__in=held.values("account_id"))


def with_mandates(accounts: QuerySet[Account]) -> QuerySet[Account]:
    mandates = Mandate.objects.select_related("organization", "collective", "acts_for").order_by(
        "to_date", "from_date", "pk"
    )
    return accounts.select_related("member").prefetch_related(Prefetch("mandates", queryset=mandates))


@dataclass(frozen=True)
class AccountLine:
    account: Account
    holding: list[Mandate]
    manageable: bool


def account_lines(access: Access, accounts: Iterable[Account], on: date) -> list[AccountLine]:
    """What the list shows; `accounts` come from `with_mandates`."""
    return [
        AccountLine(
            account,
            [mandate for mandate in account.mandates.all() if mandate.to_date is None or mandate.to_date >= on],
            may_manage(access, account, account.mandates.all(), on),
        )
        for account in accounts
    ]


def find_accounts(access: Access, text: str, state: str, on: date) -> QuerySet[Account]:
    """`text`: of the account's name or its person, without accents. `state`: one of ACCOUNT_STATES, on the day `on`;
    anything else asks for all."""
    found = visible_accounts(access)
    if state in ACCOUNT_STATES:
        found = found.filter(pk__in=ACCOUNT_STATES[state](found, on))
    if wanted := fold(text):
        names = found.values_list("pk", "username", "display_name")
        found = found.filter(pk__in=[pk for pk, username, name in names if wanted in fold(f"{username} {name}")])
    return with_mandates(found).order_by("username")


def _unused(accounts: QuerySet[Account], on: date) -> QuerySet:
    """Open accounts whose first password nobody has used."""
    return accounts.filter(is_active=True, must_change_password=True).values("pk")


def _idle(accounts: QuerySet[Account], on: date) -> QuerySet:
    """Open accounts that hold no mandate on this day or later."""
    held = Mandate.objects.filter(Q(to_date__isnull=True) | Q(to_date__gte=on))
    return accounts.filter(is_active=True).exclude(pk__in=held.values("account_id")).values("pk")


def _ending(accounts: QuerySet[Account], on: date) -> QuerySet:
    """Open accounts with a mandate that ends within the days told ahead."""
    ends = Mandate.objects.filter(to_date__gte=on, to_date__lte=on + TOLD_AHEAD)
    return accounts.filter(is_active=True, pk__in=ends.values("account_id")).values("pk")


#: State → the accounts in it, of these, on a day.
ACCOUNT_STATES: dict[str, Callable[[QuerySet[Account], date], QuerySet]] = {
    "unused": _unused,
    "idle": _idle,
    "ending": _ending,
}


def account_counts(access: Access, on: date) -> dict[str, int]:
    """State → how many accounts are in it; the list of that state holds as many. Three queries."""
    accounts = visible_accounts(access)
    return {state: chosen(accounts, on).count() for state, chosen in ACCOUNT_STATES.items()}


@dataclass(frozen=True)
class WaitingUnit:
    """A cell or collective without a secretary's account, with what is suggested for one."""

    unit: Organization | Collective
    username: str
    display_name: str
    head: Member | None


def units_without_secretary(ward: Organization, on: date) -> list[WaitingUnit]:
    """Cells, and collectives that meet on their own, for which no open account holds the secretary's mandate."""
    mandates = Mandate.objects.filter(role=Role.SECRETARY, acts_for__isnull=True, account__is_active=True).filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on)
    )
    cells = Organization.objects.filter(ward=ward, kind=OrganizationKind.CELL, dissolved_on__isnull=True)
    bodies = Collective.objects.filter(ward=ward, dissolved_on__isnull=True).exclude(kind=CollectiveKind.CELL_COMMITTEE)
    waiting = [
        *cells.exclude(pk__in=mandates.filter(organization__isnull=False).values("organization_id")).order_by(
            "position", "code"
        ),
        *bodies.exclude(pk__in=mandates.filter(collective__isnull=False).values("collective_id")).order_by("code"),
    ]
    heads = _secretaries_of_the_roster(ward, on) | _heads(ward, on)
    taken = set(Account.objects.values_list("username", flat=True))
    lines = []
    for unit in waiting:
        head = heads.get((type(unit), unit.pk))
        prefix = "bithu" if isinstance(unit, Organization) else "thuky"
        lines.append(
            WaitingUnit(unit, suggested_username(prefix, unit.code, taken), head.full_name if head else "", head)
        )
    return lines


def _heads(ward: Organization, on: date) -> dict[tuple[type, int], Member]:
    heads = Headship.objects.filter(member__ward=ward).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    return {
        (Organization, head.organization_id) if head.organization_id else (Collective, head.collective_id): head.member
        for head in heads.select_related("member").order_by("appointed_on")
    }


def _secretaries_of_the_roster(ward: Organization, on: date) -> dict[tuple[type, int], Member]:
    """Before heads are entered the roster's column “Chức vụ” tells a cell's secretary, where it names just one."""
    found = defaultdict(list)
    for member in Member.objects.filter(here_on(on), ward=ward, cell__isnull=False).exclude(position=""):
        if fold(member.position).removesuffix(" chi bo") == "bi thu":
            found[Organization, member.cell_id].append(member)
    return {unit: members[0] for unit, members in found.items() if len(members) == 1}


def principals_for(access: Access, account: Account | None = None) -> list[Account]:
    """Open accounts in whose place another may be put, by name: whoever holds more than the own review, but nobody of
    the hands that choose, nor the deputy itself (`account`). One query."""
    held = Mandate.objects.exclude(role=Role.MEMBER).filter(acts_for__isnull=True)
    found = visible_accounts(access).filter(is_active=True, pk__in=held.values("account_id"))
    barred = access.hands | ({account.pk} if account else set())
    return list(found.exclude(pk__in=barred).order_by("display_name", "pk"))


def deputies_of(account: Account) -> list[Mandate]:
    """Who acts, acted or will act in the place of this account; one query."""
    mandates = Mandate.objects.filter(acts_for=account).select_related("account", "organization", "collective")
    return list(mandates.order_by("to_date", "from_date", "pk"))


def successors_for(access: Access, account: Account, on: date) -> list[Account]:
    """Open accounts that may take over, by name."""
    others = with_mandates(visible_accounts(access).filter(is_active=True).exclude(pk=account.pk))
    return [
        other for other in others.order_by("display_name", "pk") if may_manage(access, other, other.mandates.all(), on)
    ]
