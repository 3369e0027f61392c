"""Whose hands made what somebody is about to approve (docs/decisions/0009): pairs of the account that did it and the one
it acted for. `is_own_work` asks whether it would come back to the same hands through a deputy. One query each."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assessments.models import FileEvent, Order, Review, ReviewFile
from assessments.selectors.orders import is_about
from cells.acting import approves_own_work
from cells.models import Account, JournalEntry

Hands = Iterable[tuple[int | None, int | None]]


def is_own_work(account: Account, hands: Hands) -> bool:
    return any(approves_own_work(account, did, did_for) for did, did_for in hands)


def hands_that_sent(files: Iterable[ReviewFile]) -> dict[int, tuple[int | None, int | None]]:
    """File id → who sent it last."""
    sent = FileEvent.objects.filter(file__in=[file.pk for file in files], step="submit").order_by("pk")
    return {file: (did, did_for) for file, did, did_for in sent.values_list("file", "by_account", "for_account")}


def hands_on_order(order: Order) -> Hands:
    """Who drafted the order, and everybody who wrote in the draft since."""
    return [(order.drafted_account, order.drafted_for_account), *_recorded(order, "order.saved")]


def why_not_issued(order: Order, by: Account) -> str:
    """Why this committee account does not issue the draft; blank when it may. At most two queries."""
    if is_about(order, by):
        return _(
            "This order concerns your own review. Nobody decides on themselves; another committee account issues it."
        )
    if is_own_work(by, hands_on_order(order)):
        return _(
            "This order was drafted by the same hands. Nobody approves their own work through a deputy; "
            "another committee account issues it."
        )
    return ""


def hands_on_hints(review: Review) -> Hands:
    """Who drafted or changed a hint about this subject: which of several it was is not asked."""
    return _recorded(review, "hint.drafted", "hint.changed")


def _recorded(row: Order | Review, *actions: str) -> Hands:
    entries = JournalEntry.objects.filter(object_type=row._meta.model_name, object_id=str(row.pk), action__in=actions)
    return list(entries.values_list("actor_id", "acting_for_id"))
