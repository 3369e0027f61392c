"""A mend: one smallest set of changes that makes a finding go, in words. It is offered, never applied by itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from .changes import Change
from .findings import Finding
from .vocabulary import Worded


class Way(Worded):
    """How a mend goes about it."""

    MOVE_TO_GOOD = "move_to_good", "chuyển xuống hoàn thành tốt nhiệm vụ", "move to good"
    LOWER_GRADE = "lower_grade", "hạ xuống mức cao nhất được phép", "lower to the highest grade allowed"
    REMOVE_GRADE = "remove_grade", "bỏ mức xếp loại", "remove the grade"
    LOWER_HEAD = "lower_head", "hạ mức xếp loại người đứng đầu", "lower the head's grade"
    RAISE_UNIT = "raise_unit", "nâng mức xếp loại đơn vị", "raise the unit's grade"
    GRADE_UNIT_FIRST = "grade_unit_first", "xếp loại đơn vị trước", "grade the unit first"
    TAKE_BACK = "take_back", "tạm bỏ mức xếp loại người đứng đầu", "take the head's grade back for now"
    MOVE_SEATS = "move_seats", "chuyển chỉ tiêu giữa các chi bộ", "move seats between cells"
    DROP_QUOTA = "drop_quota", "bỏ chỉ tiêu giao riêng", "drop quotas set by hand"


@dataclass(frozen=True, slots=True)
class Choice:
    """People choose `count` of these, any of them; nothing recorded tells them apart or rules one of them out."""

    count: int
    among: tuple[Change, ...]


class WrongChoice(ValueError):
    """Not the number that a mend asks for, or something it does not offer."""


@dataclass(frozen=True, slots=True)
class Mend:
    """`changes` for certain, and as many of each of the `choices` as it says: together they make the finding go and
    bring no new violation, and no part of them does. Neither changes nor choices: the sentence says what must be done
    or why this way is closed.

    `brings`: the needs-reason that come with it whatever is chosen; `may_bring`: those that some choices bring.
    """

    finding: Finding
    way: Way
    changes: tuple[Change, ...]
    choices: tuple[Choice, ...]
    brings: tuple[Finding, ...]
    may_bring: tuple[Finding, ...]
    message_vi: str
    message_en: str

    @property
    def offered(self) -> bool:
        """Whether there is something to apply."""
        return bool(self.changes or self.choices)

    @property
    def size(self) -> int:
        """How many values change."""
        return len(self.changes) + sum(choice.count for choice in self.choices)

    def message(self, lang: str = "vi") -> str:
        return self.message_vi if lang == "vi" else self.message_en

    def completed(self, chosen: Iterable[Change] = ()) -> tuple[Change, ...]:
        """The changes to apply with what people chose. WrongChoice when it is not what the choices ask for."""
        chosen = tuple(dict.fromkeys(chosen))
        offered = {change for choice in self.choices for change in choice.among}
        counts = [sum(change in choice.among for change in chosen) for choice in self.choices]
        if not set(chosen) <= offered or counts != [choice.count for choice in self.choices]:
            asked = ", ".join(f"{choice.count}/{len(choice.among)}" for choice in self.choices) or "0"
            raise WrongChoice(f"Cần chọn / choose: {asked}; đã chọn / chosen: {len(chosen)}.")
        return self.changes + chosen

    def as_dict(self, lang: str = "vi") -> dict[str, object]:
        return {
            "rule": self.finding.rule.value,
            "subject": self.finding.subject,
            "way": self.way.value,
            "citation": self.finding.citation,
            "changes": [change.as_dict() for change in self.changes],
            "choices": [
                {"count": choice.count, "among": [change.as_dict() for change in choice.among]}
                for choice in self.choices
            ],
            "brings": [finding.as_dict(lang) for finding in self.brings],
            "may_bring": [finding.as_dict(lang) for finding in self.may_bring],
            "message": self.message(lang),
        }
