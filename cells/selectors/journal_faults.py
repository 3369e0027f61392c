"""What the check of the journal found, in sentences."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.journal.checking import Answer, Fault
from cells.journal.form import short

_ONE: dict[str, str | Promise] = {
    "missing": gettext_lazy("entry %(first)s is missing: it was deleted or cut off"),
    "edited": gettext_lazy("entry %(first)s was changed, or moved here from another place: it does not fit its hash"),
    "link": gettext_lazy("entry %(first)s does not hang on the one before it: one of the two was put in or made anew"),
    "text_edited": gettext_lazy("the texts of entry %(first)s were changed: they do not fit the chain"),
    "text_missing": gettext_lazy("the texts of entry %(first)s are gone, and no erasure in the journal covers them"),
    "nothing": gettext_lazy("there is no entry at all, although every ward has its setting up in the journal"),
    "head": gettext_lazy("the head of the chain does not fit its last entry, %(first)s"),
    "no_head": gettext_lazy("the head of the chain is gone; its last entry is %(first)s"),
    "beyond_head": gettext_lazy("entry %(first)s was put in behind the head of the chain"),
    "unnumbered": gettext_lazy("entries without a number, put in past the portal: %(first)s"),
    "head_unknown": gettext_lazy("the printed head names entry %(first)s, which is not in the journal: its end was cut off"),
    "head_differs": gettext_lazy("entry %(first)s is another than the one whose hash was printed: the journal was rewritten"),
    "export_differs": gettext_lazy("entry %(first)s is another than in the earlier export"),
    "export_longer": gettext_lazy("entry %(first)s of the earlier export is not in the journal: its end was cut off"),
    "export_broken": gettext_lazy("line %(first)s of the earlier export is damaged: what follows was not compared"),
}  # fmt: skip
_SEVERAL: dict[str, str | Promise] = {
    "missing": gettext_lazy("entries %(first)s to %(last)s are missing: they were deleted or cut off"),
    "text_missing": gettext_lazy(
        "the texts of entries %(first)s to %(last)s are gone, and no erasure in the journal covers them"
    ),
    "beyond_head": gettext_lazy("entries %(first)s to %(last)s were put in behind the head of the chain"),
    "export_longer": gettext_lazy(
        "entries %(first)s to %(last)s of the earlier export are not in the journal: its end was cut off"
    ),
}


def fault_words(fault: Fault) -> str:
    words = _ONE[fault.code] if fault.first == fault.last else _SEVERAL[fault.code]
    return str(words) % {"first": fault.first, "last": fault.last}


def chain_name(ward_code: str) -> str:
    return ward_code or _("without a ward")


def sentences(answer: Answer) -> Iterator[str]:
    """One line of what was read, then one for each fault."""
    told = {"ward": chain_name(answer.ward_code), "entries": answer.entries, "head": short(answer.number, answer.hash)}
    if answer.is_whole:
        yield _("Journal %(ward)s: whole, %(entries)s entries, head %(head)s") % told
    else:
        yield _("Journal %(ward)s: NOT WHOLE, %(entries)s entries, head %(head)s") % told
    if answer.erased:
        yield "  " + _("texts erased on purpose, as the journal says: %(count)s") % {"count": answer.erased}
    for fault in answer.faults:
        yield "  " + fault_words(fault)
    if answer.found > len(answer.faults):
        yield "  " + _("and %(count)s more") % {"count": answer.found - len(answer.faults)}
