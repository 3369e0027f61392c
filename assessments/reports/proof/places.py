"""Where things stand on a page, in points: boxes, and the order in which text is read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

#: How far boxes may reach into one another, and a line lie beside another and be the same.
_SLACK = 1.0
_BUCKET = 20


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]]) -> "Box":
        across, up = zip(*points, strict=True)
        return cls(min(across), min(up), max(across), max(up))

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def lies_in(self, other: "Box") -> bool:
        return (
            other.left - _SLACK <= self.left
            and other.bottom - _SLACK <= self.bottom
            and self.right <= other.right + _SLACK
            and self.top <= other.top + _SLACK
        )

    def within(self, other: "Box") -> "Box":
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Box(left, bottom, max(left, min(self.right, other.right)), max(bottom, min(self.top, other.top)))

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def meets(self, other: "Box") -> bool:
        """Shares more than an edge with it."""
        return (
            self.left < other.right - _SLACK
            and other.left < self.right - _SLACK
            and self.bottom < other.top - _SLACK
            and other.bottom < self.top - _SLACK
        )


@dataclass
class Order:
    """The runs of text of one page as they come: to the right on a line, then below; the next cell of a row may begin higher, a
    new row begins below the whole row before it. Words whose places were exchanged break this."""

    runs: list[Box] = field(default_factory=list)
    left: float = 0.0
    low: float = float("inf")
    buckets: dict[int, list[Box]] = field(default_factory=lambda: defaultdict(list))

    def take(self, run: Box) -> Iterator[str]:
        if run.width < 0.01:
            return
        if any(run.meets(other) for other in self._near(run)):
            yield "covered"
        if self.runs and not self._follows(run):
            yield "moved"
        if not self.runs or run.left <= self.left + _SLACK:
            self.left, self.low = run.left, run.bottom
        else:
            self.low = min(self.low, run.bottom)
        self.runs.append(run)
        for place in self._places(run):
            self.buckets[place].append(run)

    def _follows(self, run: Box) -> bool:
        last = self.runs[-1]
        if run.left <= self.left + _SLACK and run.bottom > self.low - _SLACK:
            return False
        if run.bottom >= last.bottom - _SLACK:
            return run.left >= last.left - _SLACK
        return True

    def is_covered(self, paint: Box) -> bool:
        """Whether paint lies over letters."""
        return any(
            paint.left < run.right and run.left < paint.right and paint.bottom < run.top and run.bottom < paint.top
            for run in self._near(paint)
        )

    def is_crossed(self, rule: Box) -> bool:
        """Whether a thin line goes through letters; below their feet it underlines them."""
        for run in self._near(rule):
            body = Box(run.left + _SLACK, run.bottom + run.height / 5, run.right - _SLACK, run.top - run.height / 10)
            if rule.left < body.right and body.left < rule.right and rule.bottom < body.top and body.bottom < rule.top:
                return True
        return False

    def _near(self, box: Box) -> Iterator[Box]:
        for place in self._places(box):
            yield from self.buckets.get(place, ())

    @staticmethod
    def _places(box: Box) -> range:
        """Bounded: paint may be said to reach anywhere."""
        low, high = (max(-1.0, min(edge / _BUCKET, 1_000.0)) for edge in (box.bottom, box.top))
        return range(int(low), int(high) + 1)
