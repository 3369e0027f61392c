"""A change of one value of a dossier: which, from what, to what. Values alone; `trial` makes and applies them.

A change names its subject by the codes of the dossier; an officer's post by person, unit and management level, and by
its place among the rows alike when the same post is listed more than once.
"""

from dataclasses import dataclass

from .facts import QuotaWeights
from .vocabulary import Grade, ManagementLevel, Worded


class Target(Worded):
    """What a change is about."""

    MEMBER = "member", "mức xếp loại đảng viên", "member's grade"
    POST = "post", "mức xếp loại cán bộ", "officer's grade"
    UNIT = "unit", "mức xếp loại đơn vị", "unit's grade"
    QUOTA = "quota", "chỉ tiêu giao tay của chi bộ", "cell's quota set by hand"
    WEIGHTS = "weights", "trọng số chỉ tiêu", "quota weights"


Changed = Grade | int | QuotaWeights | None
Address = tuple[str, str, str, str, int]


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


def _plain(value: Changed) -> object:
    if isinstance(value, QuotaWeights):
        return {grade.value: value.of(grade) for grade in Grade}
    return value.value if isinstance(value, Grade) else value
