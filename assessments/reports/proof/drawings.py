"""The drawings of a report, line for line: those of a foreign file beside those that the data ask for.

Only numbers are compared, in the units in which a drawing is written; nothing is painted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assessments.reports.proof.places import Box

_POINTS = 72 / 25.4
_PATH = re.compile(r"[MLhvmlHVz]|-?\d*\.?\d+")
Shape = str


@dataclass
class Drawing:
    """`box`: where it stands on its page; `frame`: scale, and where its origin lies in the box; `shapes`: each a text."""

    page: int
    box: Box
    frame: tuple[float, float, float] = (0.0, 0.0, 0.0)
    shapes: list[Shape] = field(default_factory=list)

    def add(self, matrix: tuple[float, ...], operator: str, fill, line, path: list) -> None:
        self.frame = (abs(matrix[3]), matrix[4] - self.box.left, self.box.top - matrix[5])
        upright = matrix[0] > 0 and abs(matrix[0] + matrix[3]) < 0.01 and abs(matrix[1]) + abs(matrix[2]) < 0.01
        self.shapes.append(_shape(operator if upright else "turned", fill, line, path))


def _shape(operator: str, fill, line, path: list) -> Shape:
    """A step that another follows without a line between draws nothing."""
    steps = [
        (name, numbers)
        for at, (name, numbers) in enumerate(path)
        if name != "m" or (at + 1 < len(path) and path[at + 1][0] == "l")
    ]
    told = " ".join(f"{name}{','.join(f'{number:.2f}' for number in numbers)}" for name, numbers in steps)
    ink = "-" if line is None else f"{_colour(line[0])}/{line[1]:g}"
    return operator if operator == "turned" else f"{_colour(fill) if _has_inside(steps) else '-'} {ink} {told}"


def _has_inside(steps: list) -> bool:
    """Single lines have nothing that could be filled."""
    return any(
        name == "re" or (name == "l" and at > 1 and steps[at - 1][0] == "l")
        for at, (name, _numbers) in enumerate(steps)
    )


def _colour(colour) -> str:
    return "-" if colour is None else ",".join(f"{part:.2f}" for part in colour)


@dataclass(frozen=True)
class Expected:
    """`told`: for people; `place`: heading and caption above it. `size`: in points; `key`: stands in the head of a table, which is
    printed again on each page."""

    told: str
    size: tuple[float, float]
    frame: tuple[float, float, float]
    shapes: tuple[Shape, ...]
    key: bool

    def is_drawn_as(self, drawing: Drawing) -> bool:
        near = (self.size[0] - drawing.box.width, self.size[1] - drawing.box.height)
        near += tuple(mine - other for mine, other in zip(self.frame, drawing.frame, strict=True))
        return all(abs(apart) < 0.1 for apart in near) and list(self.shapes) == drawing.shapes


def expected_of(svg, sizes: dict[str, float]) -> Expected:
    """From an element of the very document that is set. `sizes`: class → its side in millimetres by the style sheet."""
    name = svg.get("class") or ""
    view = [float(part) for part in svg.get("viewbox").split()]
    if name in sizes:
        across = up = sizes[name] * _POINTS
    else:
        across, up = (float(svg.get(side).removesuffix("mm")) * _POINTS for side in ("width", "height"))
    scale = min(across / view[2], up / view[3])
    frame = (scale, (across - scale * view[2]) / 2 - scale * view[0], (up - scale * view[3]) / 2 - scale * view[1])
    title = svg.find("title")
    shapes = tuple(_expected_shape(element) for element in svg if element.tag in {"rect", "path"})
    told = title.text if title is not None else "QR" if name in sizes else name
    return Expected(told, (across, up), frame, shapes, key=name == "swatch")


def _expected_shape(element) -> Shape:
    fill, stroke = (_paint(element.get(key), missing) for key, missing in (("fill", "#000"), ("stroke", "none")))
    line = (stroke, float(element.get("stroke-width", "1"))) if stroke else None
    if element.tag == "rect":
        path = [("re", tuple(float(element.get(key)) for key in ("x", "y", "width", "height")))]
    else:
        path = list(_steps(element.get("d")))
    return _shape("B", fill, line, path)


def _paint(colour: str, missing: str) -> tuple[float, ...] | None:
    colour = colour or missing
    if colour == "none":
        return None
    digits = colour.removeprefix("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]
    return tuple(int(pair, 16) / 255 for pair in pairs)


def _steps(path: str) -> Iterator[tuple[str, tuple[float, float]]]:
    """`M`, `m`, `L`, `l`, `h`, `v` as they are written by the portal: moves and lines in absolute numbers."""
    x = y = 0.0
    letter = ""
    parts = iter(_PATH.findall(path))
    for part in parts:
        if part.isalpha():
            letter = part
            part = next(parts)
        first = float(part)
        match letter:
            case "h":
                x += first
            case "v":
                y += first
            case _:
                second = float(next(parts))
                x, y = (x + first, y + second) if letter.islower() else (first, second)
        yield ("m" if letter in "Mm" else "l"), (x, y)


@dataclass(frozen=True)
class Fault:
    """A drawing that is not as it must be; `page` 0: it is missing. `told`: as the data say, empty for one too many."""

    page: int
    told: str


def faults_of(expected: Sequence[Expected], drawn: Sequence[Drawing]) -> list[Fault]:
    """In their order, each below the one before it on its page; the keys of a table's head may come again."""
    keys = [one for one in expected if one.key]
    wanted = iter([one for one in expected if not one.key])
    faults, at, last = [], 0, None
    kinds = keys[: len({one.shapes for one in keys})]
    while at < len(drawn):
        together = drawn[at : at + len(kinds)]
        if kinds and len(together) == len(kinds) and all(map(Expected.is_drawn_as, kinds, together)):
            at += len(kinds)
            continue
        one, now = next(wanted, None), drawn[at]
        below = last is None or last.page < now.page or last.box.bottom >= now.box.top - 1
        if one is None or not below or not one.is_drawn_as(now):
            faults.append(Fault(now.page, one.told if one else ""))
        at, last = at + 1, now
    faults += [Fault(0, one.told) for one in wanted]
    return faults
