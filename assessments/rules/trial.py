"""What if: the dossier as it would be after some changes, and what that makes of its answer. Nothing is stored."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from .change_words import describe, describe_result, in_words, subject
from .changes import Address, Change, Changed, Target
from .facts import Cell, Dossier, Member, Officer, QuotaWeights, Unit
from .faults import Said
from .vocabulary import Grade

__all__ = ["Change", "ChangesRefused", "Target", "apply", "changing", "describe", "describe_result", "posts_alike"]


class ChangesRefused(ValueError):
    """Changes that cannot be made on this dossier; `faults` holds a sentence for each, in both languages."""

    def __init__(self, faults: Iterable[Said]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.lines("en")))

    def lines(self, lang: str = "vi") -> list[str]:
        return [fault.within(lang) for fault in self.faults]


def posts_alike(posts: Iterable[Officer]) -> dict[tuple[str, str, str], list[int]]:
    """Rows by (person, unit, level), the best grade first: place 1 is the first of a list."""
    rows: dict[tuple[str, str, str], list[int]] = {}
    ranks = []
    for row, post in enumerate(posts):
        rows.setdefault((post.member, post.unit, post.management_level.value), []).append(row)
        ranks.append(0 if post.grade is None else post.grade.rank)
    return {key: sorted(alike, key=lambda row: -ranks[row]) for key, alike in rows.items()}


class _Standing:
    """The values of a dossier by address; each index is built when first asked for."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    @cached_property
    def members(self) -> dict[str, Member]:
        return {member.code: member for member in self.dossier.members}

    @cached_property
    def cells(self) -> dict[str, Cell]:
        return {cell.code: cell for cell in self.dossier.cells}

    @cached_property
    def units(self) -> dict[str, Unit]:
        dossier = self.dossier
        units = (dossier.organization, *dossier.cells, *dossier.collectives, *dossier.agencies)
        return {unit.code: unit for unit in units}

    @cached_property
    def posts(self) -> dict[tuple[str, str, str], list[int]]:
        return posts_alike(self.dossier.officers)

    def row_of(self, change: Change) -> int:
        """The row of a post; LookupError when there is none."""
        alike = self.posts[change.code, change.unit, change.level]
        if not 1 <= change.place <= len(alike):
            raise LookupError(change.place)
        return alike[change.place - 1]

    def value_of(self, change: Change) -> Changed:
        """What the dossier has now; LookupError when nobody and nothing has the code."""
        match change.target:
            case Target.MEMBER:
                return self.members[change.code].grade
            case Target.POST:
                return self.dossier.officers[self.row_of(change)].grade
            case Target.UNIT:
                return self.units[change.code].grade
            case Target.QUOTA:
                return self.cells[change.code].quota
            case Target.WEIGHTS:
                return self.dossier.quota_weights


def changing(dossier: Dossier, target: Target, code: str, after: Changed, **post: object) -> Change:
    """The change of this value of the dossier to `after`; `unit`, `level`, `place` for a post. ChangesRefused."""
    change = Change(target, code, None, after, **post)
    try:
        return replace(change, before=_Standing(dossier).value_of(change))
    except LookupError:
        raise ChangesRefused([_unknown(change)]) from None


def apply(dossier: Dossier, changes: Iterable[Change]) -> Dossier:
    """The dossier as it would be. The order of the changes is irrelevant; the dossier given stays as it is.

    ChangesRefused, with every fault: a subject that is not there, a value that cannot be, a value changed twice, or
    one that is no longer what the change starts from.
    """
    changes = sorted(changes, key=lambda change: change.address)
    standing = _Standing(dossier)
    faults = list(_faults(standing, changes))
    if faults:
        raise ChangesRefused(faults)
    units: dict[str, dict[str, Changed]] = {}
    members: dict[str, dict[str, Changed]] = {}
    officers, weights = list(dossier.officers), dossier.quota_weights
    for change in changes:
        match change.target:
            case Target.MEMBER:
                members[change.code] = {"grade": change.after}
            case Target.POST:
                row = standing.row_of(change)
                officers[row] = replace(officers[row], grade=change.after)
            case Target.UNIT:
                units.setdefault(change.code, {})["grade"] = change.after
            case Target.QUOTA:
                units.setdefault(change.code, {})["quota"] = change.after
            case Target.WEIGHTS:
                weights = change.after
    (organization,) = _with((dossier.organization,), units)
    return replace(
        dossier,
        organization=organization,
        cells=_with(dossier.cells, units),
        collectives=_with(dossier.collectives, units),
        agencies=_with(dossier.agencies, units),
        members=_with(dossier.members, members),
        officers=tuple(officers),
        quota_weights=weights,
    )


def _with(entries: tuple, new: Mapping[str, dict[str, Changed]]) -> tuple:
    if not new:
        return entries
    return tuple(replace(entry, **new[entry.code]) if entry.code in new else entry for entry in entries)


def _faults(standing: _Standing, changes: list[Change]) -> Iterator[Said]:
    seen: set[Address] = set()
    for change in changes:
        vi, en = subject(change)
        if change.address in seen:
            yield Said(f"{vi} được thay đổi hai lần; chỉ giữ một thay đổi.", f"{en} is changed twice; keep one change.")
            continue
        seen.add(change.address)
        if not _possible(change):
            yield Said(f"{vi}: giá trị mới không hợp lệ.", f"{en}: the new value cannot be.")
        try:
            now = standing.value_of(change)
        except LookupError:
            yield _unknown(change)
            continue
        if now != change.before:
            is_now, was = in_words(now), in_words(change.before)
            yield Said(
                f"{vi} nay là {is_now.vi}, không còn là {was.vi}; hãy làm lại thay đổi này.",
                f"{en} is now {is_now.en}, no longer {was.en}; make this change anew.",
            )


def _possible(change: Change) -> bool:
    if change.after is None:
        return True
    match change.target:
        case Target.QUOTA:
            return type(change.after) is int and change.after >= 0
        case Target.WEIGHTS:
            return isinstance(change.after, QuotaWeights) and change.after.fall()
        case _:
            return isinstance(change.after, Grade)


def _unknown(change: Change) -> Said:
    vi, en = subject(change)
    return Said(f"{vi}: hồ sơ không có.", f"{en}: the dossier has none.")
