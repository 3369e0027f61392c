"""What is done to the journal itself, each an entry in it: an export, and texts that retention takes away."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from cells.journal import record
from cells.journal.chain import ERASING, allowed
from cells.journal.form import short
from cells.journal.ranges import ranges_of, written
from cells.models import Account, JournalEntry, JournalHead, JournalText
from cells.refusals import Refused

#: Databases bound how many values one question may name.
_AT_ONCE = 500


@transaction.atomic
def begin_export(*, ward_code: str, command: str) -> int:
    """How far an export reaches: up to the head as it stands, before the entry that tells of it. Raises Refused."""
    head = JournalHead.objects.filter(ward_code=ward_code).first()
    if head is None:
        raise Refused(_("There is no journal of “%(ward)s”.") % {"ward": ward_code})
    after = {"entries": head.number, "head": short(head.number, head.hash)}
    record(by=None, actor_name=command, action="journal.exported", ward_code=ward_code, after=after)
    return head.number


@transaction.atomic
def erase_texts(
    *, ward_code: str, numbers: Iterable[int], reason: str, by: Account | None = None, command: str = ""
) -> JournalEntry | None:
    """Take away texts and salts of these entries of one chain; hashes and ids stay, so that the chain still holds.

    The one way texts leave. The entry that tells of it, which numbers it covered, is returned; None when there was
    nothing left to erase. `reason`: the rule that asks for it; `by`: whoever was found to have the right, or else
    `command`. Raises Refused without a reason.
    """
    if not reason.strip():
        raise Refused(_("Say which rule asks for texts of the journal to be erased."))
    asked, erased = sorted(set(numbers)), []
    with allowed(ERASING):
        for start in range(0, len(asked), _AT_ONCE):
            texts = JournalText.objects.filter(
                entry__ward_code=ward_code, entry__number__in=asked[start : start + _AT_ONCE]
            )
            found = dict(texts.order_by("entry__number").values_list("entry__number", "entry_id"))
            JournalText.objects.filter(entry_id__in=found.values()).delete()
            erased += found
    if not erased:
        return None
    return record(
        by=by,
        actor_name=command,
        action="journal.erased",
        ward_code=ward_code,
        after={"entries": len(erased)},
        reason=reason,
        covers=written(ranges_of(erased)),
    )
