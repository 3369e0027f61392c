"""What the explanation of one subject is made from, whatever its kind."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from assessments.rules.faults import Said
from assessments.rules.vocabulary import Grade

from .desk import capital
from .explanation import Kind, Point, Step, StepKind
from .pools import Pool

_RECORD = Said("hồ sơ", "the record")


@dataclass(frozen=True, slots=True)
class Case:
    """`obstacles` answers what keeps the subject from a grade; `pools` are where an excellent needs a place.

    `by` names what was looked at, where that is not the subject's whole record.
    """

    kind: Kind
    code: str
    name: str | None
    given: Grade | None
    points: tuple[Point, ...]
    obstacles: Callable[[Grade], list[Step]]
    pools: tuple[Pool, ...] = ()
    by: Said = _RECORD

    def __post_init__(self) -> None:
        # Asked grade by grade for the highest, and again for the nearest.
        object.__setattr__(self, "obstacles", cache(self.obstacles))

    def lacking(self, grade: Grade) -> list[Said]:
        """What nobody has recorded and this grade rests on."""
        return [point.lack.said for point in self.points if point.lack is not None and point.lack.touches(grade)]

    def highest(self) -> Grade | None:
        return next((grade for grade in Grade if not self.obstacles(grade)), None)

    def highest_said(self, highest: Grade | None) -> Said:
        by = self.by
        if highest is None:
            why = self.obstacles(Grade.UNFULFILLED)
            return Said(
                f"{capital(by.vi)} chưa cho phép mức nào: {'; '.join(step.said.vi for step in why)}.",
                f"{capital(by.en)} allows no grade now: {'; '.join(step.said.en for step in why)}.",
            )
        vi = f"Mức cao nhất mà {by.vi} cho phép: “{highest.vi}”."
        en = f"The highest grade that {by.en} allows: “{highest.en}”."
        if lacking := self.lacking(highest):
            vi += f" Chưa ghi nhận, nên chưa coi là đạt: {'; '.join(said.vi for said in lacking)}."
            en += f" Not recorded, and so not taken as met: {'; '.join(said.en for said in lacking)}."
        return Said(vi, en)

    def nearest(self, highest: Grade | None) -> tuple[Step, ...]:
        """What is missing for one grade above the one given; for an excellent, what is missing for it itself."""
        if highest is None:
            return tuple(self.obstacles(Grade.UNFULFILLED))
        if self.given is None:
            return (_open(highest),)
        top = self.given is Grade.EXCELLENT
        target = Grade.EXCELLENT if top else next(one for one in Grade if one.rank == self.given.rank + 1)
        if steps := self.obstacles(target):
            return tuple(steps)
        lacking = [_lacking(said) for said in self.lacking(target)]
        if top:
            return (_TOP, *lacking)
        steps = [pool.step() for pool in self.pools] if target is Grade.EXCELLENT else []
        full = [step for step in steps if step.kind is StepKind.FULL]
        return (*(full or steps), *lacking) or (self._nothing(target),)

    def _nothing(self, target: Grade) -> Step:
        by = self.by
        said = Said(f"{by.vi} không cản trở mức “{target.vi}”", f"{by.en} does not stand against “{target.en}”")
        return Step(StepKind.NOTHING, said)


_TOP = Step(StepKind.TOP, Said("đã ở mức cao nhất", "this is the highest grade"))


def _open(highest: Grade) -> Step:
    return Step(
        StepKind.NOTHING,
        Said(
            f"chưa có mức xếp loại; hồ sơ cho phép đến mức “{highest.vi}”",
            f"no grade is given yet; the record allows up to “{highest.en}”",
        ),
    )


def _lacking(said: Said) -> Step:
    return Step(StepKind.NOT_RECORDED, Said(f"chưa ghi nhận {said.vi}", f"not recorded: {said.en}"))
