"""Changes in words: one line each, in both languages."""

from collections.abc import Mapping

from .changes import Change, Changed, Target
from .facts import Member, QuotaWeights, Unit
from .faults import Said
from .vocabulary import Grade

Names = Mapping[str, Member | Unit]
"""People and units by code: their names stand beside the codes."""


def subject(change: Change, names: Names | None = None) -> Said:
    target = change.target
    vi, en = target.vi[0].upper() + target.vi[1:], target.en.capitalize()
    if target is Target.WEIGHTS:
        return Said(vi, en)
    who = _named(change.code, names)
    if target is not Target.POST:
        # A cell's name begins with what it is: not "chi bộ Chi bộ Khu phố 1".
        what = vi.removesuffix(" chi bộ") if who.startswith("Chi bộ ") else vi
        return Said(f"{what} {who}", f"{en}, {who}")
    where, level, row = _named(change.unit, names), change.level, ""
    if change.place > 1:
        row = f", {change.place}"
    at = ("?", "?") if level is None else (level.vi, level.en)
    return Said(f"{vi} {who} ({where}, {at[0]}{row})", f"{en}, {who} ({where}, {at[1]}{row})")


def _named(code: str, names: Names | None) -> str:
    entry = (names or {}).get(code)
    return f"{entry.name} ({code})" if entry is not None and entry.name else code


def in_words(value: Changed) -> Said:
    """A value for people: a grade as printed, a number, the weights in a row."""
    if value is None:
        return Said("không có", "none")
    if isinstance(value, Grade):
        return Said(f"“{value.vi}”", f"“{value.en}”")
    if isinstance(value, QuotaWeights):
        row = " : ".join(str(value.of(grade)) for grade in Grade)
        return Said(row, row)
    return Said(str(value), str(value))


def describe(change: Change, lang: str = "vi", names: Names | None = None) -> str:
    """One line: what changes, from what, to what. `names` (people and units by code) adds names to the codes."""
    what, before, after = subject(change, names), in_words(change.before), in_words(change.after)
    if lang == "vi":
        return f"{what.vi}: từ {before.vi} thành {after.vi}"
    return f"{what.en}: from {before.en} to {after.en}"


def describe_result(change: Change, lang: str = "vi", names: Names | None = None) -> str:
    """One line for a change whose start is not on record: what changes and to what."""
    what, after = subject(change, names), in_words(change.after)
    return f"{what.vi}: thành {after.vi}" if lang == "vi" else f"{what.en}: to {after.en}"
