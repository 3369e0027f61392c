"""A change of one value of a dossier: which, from what, to what. Values alone; `trial` makes and applies them.

A change names its subject by the codes of the dossier; an officer's post by person, unit and management level, and by
its place among the rows alike when the same post is listed more than once. A head has no grade of his or her own:
it is the member's and those of the posts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from .facts import QuotaWeights
from .vocabulary import Grade, ManagementLevel, Worded


class Target(Worded):
    """What a change is about."""

    MEMBER = "member", "mức xếp loại đảng viên", "member's grade"
    POST = "post", "mức xếp loại cán bộ", "officer's grade"
    UNIT = "unit", "mức xếp loại đơn vị", "unit's grade"
    QUOTA = "quota", "chỉ tiêu giao riêng của chi bộ", "cell's quota set by hand"
    WEIGHTS = "weights", "hệ số chỉ tiêu", "quota weights"


Changed = Grade | int | QuotaWeights | None
Address = tuple[str, str, str, str, int]


def _grade(value: object) -> Grade | None:
    return None if value is None else Grade(value)


def _whole(value: object) -> int | None:
    if value is not None and type(value) is not int:
        raise ValueError(value)
    return value


def _weights(value: object) -> QuotaWeights | None:
    return None if value is None else QuotaWeights(**{grade.value: _whole(value[grade.value]) for grade in Grade})


_READ: dict[Target, Callable[[object], Changed]] = {
    Target.MEMBER: _grade,
    Target.POST: _grade,
    Target.UNIT: _grade,
    Target.QUOTA: _whole,
    Target.WEIGHTS: _weights,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value, `before` as the dossier has it and `after` as it would be; None: no grade, no quota or weights set.

    `code` is the member's, the officer's person or the unit's (a cell, collective, agency or the organization); empty
    for the weights. `unit`, `level` and `place` are for a post alone: `place` counts from 1 among the rows of the same
    person, unit and level, the best grade first, so that it does not depend on the order of the file.
    """

    target: Target
    code: str
    before: Changed
    after: Changed
    unit: str = ""
    level: ManagementLevel | None = None
    place: int = 1

    @property
    def address(self) -> Address:
        """Which value it is; also the order in which changes are listed."""
        return self.target.value, self.code, self.unit, self.level or "", self.place

    def as_dict(self) -> dict[str, object]:
        """Plain values, for JSON; the keys of a post stand there for a post alone."""
        post = {"unit": self.unit, "management_level": self.level, "place": self.place}
        return {
            "target": self.target.value,
            "code": self.code,
            **(post if self.target is Target.POST else {}),
            "from": _plain(self.before),
            "to": _plain(self.after),
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, object]) -> Self:
        """A change as `as_dict` wrote it. ValueError when it is none; whether it fits a dossier, `apply` says."""
        try:
            target = Target(plain["target"])
            read = _READ[target]
            values = target, str(plain["code"]), read(plain["from"]), read(plain["to"])
            if target is not Target.POST:
                return cls(*values)
            return cls(*values, str(plain["unit"]), ManagementLevel(plain["management_level"]), int(plain["place"]))
        except (KeyError, TypeError, ValueError) as fault:
            raise ValueError(f"not a change: {plain!r}") from fault


def _plain(value: Changed) -> object:
    if isinstance(value, QuotaWeights):
        return {grade.value: value.of(grade) for grade in Grade}
    return value.value if isinstance(value, Grade) else value
