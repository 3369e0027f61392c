"""What the text of a page does not tell: whether it is seen as it is read, and what else a page shows.

A report is black upright text that follows the order of reading, straight black rules, and drawings of which every line is
known (bars, their keys, one code; `drawings`). Whatever else a page does was put there by somebody else. What still cannot
be seen here is told in docs/proof.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pikepdf

from assessments.reports.proof.drawings import Drawing
from assessments.reports.proof.letters import Letters, letters_of
from assessments.reports.proof.places import Box, Order

_BLACK = (0.0, 0.0, 0.0)
_FILLING = frozenset({"f", "F", "f*"})
_BOTH = frozenset({"B", "B*", "b", "b*"})
_ENDING = _FILLING | _BOTH | {"S", "s", "n"}
_CLIPPING = frozenset({"W", "W*"})
_FOREIGN_COLOUR = frozenset({"k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"})
#: Change nothing that is looked at here.
_SILENT = frozenset({"J", "j", "M", "i", "ri", "h", "EMC"})
_PAGE_NUMBER = re.compile(r"/PageNumber\d+")
_TELLING_GS = frozenset({"/Type", "/ca", "/CA"})
#: In points: a rule is thinner, and longer than a stroke of a letter; no letter is smaller; a line is only so far shifted.
_THICKEST, _SHORTEST_ACROSS, _SHORTEST_UP, _SMALLEST, _WIDEST_GAP = 1.2, 8.0, 12.0, 6.0, 2_000
#: More runs of text than a page has; what is compared pair by pair stays within bounds.
MOST_RUNS = 5_000


class CrowdedError(ValueError):
    """A page holds more than any report's."""


@dataclass
class Seen:
    """`marks`: (page counted from 1, code), `drawings`: in the order they are drawn. Page 0: the file itself."""

    marks: list[tuple[int, str]] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)


def seen_in(paper: pikepdf.Pdf) -> Seen:
    """Codes: `action`, `note`, `cut`, `picture`, `layer`, `hidden`, `pale`, `outside`, `covered`, `drawn`, `warped`, `moved`,
    `letters`, `other`. Raises CrowdedError."""
    root = paper.Root
    found = [(0, "action") for key in ("/OpenAction", "/AA", "/AcroForm", "/Collection") if key in root]
    found += [(0, "layer")] if "/OCProperties" in root else []
    seen = Seen(found)
    fonts: dict[tuple[int, int], Letters] = {}
    for number, page in enumerate(paper.pages, start=1):
        look = _Look(page.resources, _box(page.mediabox), number, fonts)
        codes = [*_page_marks(page), *look.at(pikepdf.parse_content_stream(page))]
        seen.marks += [(number, code) for code in dict.fromkeys(codes)]
        seen.drawings += look.drawings
    return seen


def _box(edges: pikepdf.Object) -> Box:
    return Box(*(float(edge) for edge in edges))


def _page_marks(page: pikepdf.Page) -> Iterator[str]:
    if list(page.obj.get("/Annots", [])):
        yield "note"
    if "/AA" in page.obj:
        yield "action"
    boxes = (page.cropbox, *(page.obj[key] for key in ("/TrimBox", "/BleedBox", "/ArtBox") if key in page.obj))
    if any(_box(box) != _box(page.mediabox) for box in boxes) or page.obj.get("/UserUnit", 1) != 1 or _turned(page.obj):
        yield "cut"


def _turned(node: pikepdf.Object) -> bool:
    """A page takes its turn from the tree above it where it says none."""
    for _depth in range(50):
        if "/Rotate" in node:
            return int(node.Rotate) % 360 != 0
        if "/Parent" not in node:
            return False
        node = node.Parent
    return True


@dataclass(frozen=True)
class _State:
    """What `q` keeps and `Q` brings back."""

    matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
    fill: tuple[float, ...] | None = _BLACK
    stroke: tuple[float, ...] | None = _BLACK
    width: float = 1.0
    opaque: bool = True
    shown: bool = True
    clip: Box | None = None
    letters: Letters | None = None
    size: float = 0.0

    def place(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def moved(self, by: tuple[float, ...]) -> "_State":
        return replace(self, matrix=_over(by, self.matrix))


def _over(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = inner
    m, n, o, p, q, r = outer
    return (a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r)


@dataclass
class _Look:
    """One pass over what a page draws, in its order."""

    resources: pikepdf.Object
    box: Box
    number: int
    fonts: dict[tuple[int, int], Letters]
    state: _State = _State()
    stack: list[_State] = field(default_factory=list)
    path: list[tuple[str, tuple[float, ...]]] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    clipping: bool = False
    text: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
    order: Order = field(default_factory=Order)
    rules: list[Box] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    #: The drawing under way, and how deep the stack was where it began.
    drawing: tuple[Drawing, int] | None = None
    painted: bool = False

    def at(self, instructions, *, depth: int = 0) -> Iterator[str]:
        for instruction in instructions:
            operator = str(instruction.operator)
            operands = list(instruction.operands) if operator != "INLINE IMAGE" else []
            if operator == "Do":
                yield from self._laid_over(str(operands[0]), depth)
            elif operator in {"INLINE IMAGE", "BI"}:
                yield "picture"
            elif operator == "BDC" and operands and str(operands[0]) == "/OC":
                yield "layer"
            else:
                yield from self._take(operator, operands)
        for rule in self.rules:
            if self.order.is_crossed(rule):
                yield "covered"
        for drawing in self.drawings:
            if self.order.is_covered(drawing.box):
                yield "covered"

    def _laid_over(self, name: str, depth: int) -> Iterator[str]:
        """Only the page's number is laid over it, once and in its own place."""
        form = self.resources.get("/XObject", pikepdf.Dictionary()).get(name)
        if form is None or depth or not _PAGE_NUMBER.fullmatch(name) or form.get("/Subtype") != "/Form":
            yield "picture"
            return
        if "/Matrix" in form or "/Group" in form or self.stack != [_State()]:
            yield "warped"
        inner = _Look(form.get("/Resources", pikepdf.Dictionary()), self.box, self.number, self.fonts)
        inner.state = replace(self.state, clip=_box(form.BBox) if "/BBox" in form else None)
        yield from inner.at(pikepdf.parse_content_stream(form), depth=1)
        if inner.painted or inner.drawings:
            yield "picture"
        if any(self.order.is_covered(run) for run in inner.order.runs):
            yield "covered"

    def _take(self, operator: str, operands: list) -> Iterator[str]:
        match operator:
            case "q":
                self.stack.append(self.state)
            case "Q":
                self._back()
            case "cm":
                self.state = self.state.moved(_numbers(operands))
            case "rg":
                self.state = replace(self.state, fill=_numbers(operands))
            case "g":
                self.state = replace(self.state, fill=_numbers(operands) * 3)
            case "RG":
                self.state = replace(self.state, stroke=_numbers(operands))
            case "G":
                self.state = replace(self.state, stroke=_numbers(operands) * 3)
            case "w":
                self.state = replace(self.state, width=float(operands[0]))
            case "d":
                if list(operands[0]):
                    yield "other"
            case "gs":
                yield from self._settings(str(operands[0]))
            case "m" | "l" | "re":
                self._draw(operator, _numbers(operands))
            case "BT" | "ET":
                self.text = (1, 0, 0, 1, 0, 0)
            case "Tr":
                self.state = replace(self.state, shown=int(operands[0]) == 0)
            case "Tm":
                self.text = _numbers(operands)
            case "Tf":
                yield from self._font(str(operands[0]), float(operands[1]))
            case "Tj":
                yield from self._told([operands[0]])
            case "TJ":
                yield from self._told(list(operands[0]))
            case _ if operator in _CLIPPING:
                self.clipping = True
            case _ if operator in _FOREIGN_COLOUR:
                self.state = replace(self.state, fill=None, stroke=None)
            case _ if operator in _ENDING:
                yield from self._ended(operator)
            case _ if operator not in _SILENT:
                yield "other"  # curves, marked content, text set by other means than a report's

    def _back(self) -> None:
        self.state = self.stack.pop() if self.stack else _State()
        if self.drawing and len(self.stack) < self.drawing[1]:
            self.drawing = None

    def _settings(self, name: str) -> Iterator[str]:
        values = self.resources.get("/ExtGState", pikepdf.Dictionary()).get(name, pikepdf.Dictionary())
        if set(values.keys()) - _TELLING_GS:
            yield "other"
        opaque = all(float(values.get(key, 1)) == 1 for key in ("/ca", "/CA"))
        self.state = replace(self.state, opaque=opaque)

    def _font(self, name: str, size: float) -> Iterator[str]:
        font = self.resources.get("/Font", pikepdf.Dictionary()).get(name)
        if font is None:
            yield "letters"
            return
        known = self.fonts.get(font.objgen) if font.is_indirect else None
        if known is None:
            known = self.fonts[font.objgen] = letters_of(font)
        if not known.are_true:
            yield "letters"
        self.state = replace(self.state, letters=known, size=size)

    def _told(self, pieces: list) -> Iterator[str]:
        if not self.state.shown:
            yield "hidden"
        if self.state.fill != _BLACK or not self.state.opaque:
            yield "pale"
        whole = _over(self.text, self.state.matrix)
        height = self.state.size * whole[3]
        if not Box(whole[4], whole[5], whole[4], whole[5]).lies_in(self.box):
            yield "outside"
        if self.state.letters is None or not _is_upright(whole) or height < _SMALLEST:
            yield "warped"
            return
        across = 0.0
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                across += self.state.letters.width(bytes(piece))
            else:
                if abs(float(piece)) > _WIDEST_GAP:
                    yield "warped"
                across -= float(piece)
        across *= self.state.size / 1000
        box = Box(whole[4], whole[5], whole[4] + across * whole[0], whole[5] + height * 0.7)
        if not box.lies_in(self.box):
            yield "outside"
        if self.state.clip and not box.lies_in(self.state.clip):
            yield "hidden"
        self.text = _over((1, 0, 0, 1, across, 0), self.text)
        if len(self.order.runs) >= MOST_RUNS:
            raise CrowdedError
        yield from self.order.take(box)

    def _draw(self, operator: str, numbers: tuple[float, ...]) -> None:
        self.path.append((operator, numbers))
        self.points.append(self.state.place(*numbers[:2]))
        if operator == "re":
            x, y, width, height = numbers
            self.points += [self.state.place(x + width, y + height), self.state.place(x + width, y)]

    def _ended(self, operator: str) -> Iterator[str]:
        path, points, clipping = self.path, self.points, self.clipping
        self.path, self.points, self.clipping = [], [], False
        if operator != "n":
            self.painted = True
            yield from self._paint(operator, path, points)
        if clipping and points:
            around = Box.around(points)
            inside = around.within(self.state.clip) if self.state.clip else around
            self.state = replace(self.state, clip=inside)
            if self.drawing is None and [name for name, _numbers in path] == ["re"]:
                drawing = Drawing(self.number, around)
                self.drawings.append(drawing)
                self.drawing = (drawing, len(self.stack))

    def _paint(self, operator: str, path: list, points: list) -> Iterator[str]:
        if len(self.rules) + len(self.drawings) > 4 * MOST_RUNS:
            raise CrowdedError
        if not points:
            return
        if self.drawing:
            if not self.state.opaque:
                yield "pale"
            colour = self.state.fill if operator in _FILLING | _BOTH else None
            line = (self.state.stroke, self.state.width) if operator not in _FILLING else None
            self.drawing[0].add(self.state.matrix, operator, colour, line, path)
            return
        yield from self._rule(operator, points)

    def _rule(self, operator: str, points: list) -> Iterator[str]:
        """Outside of drawings only straight black lines are drawn."""
        around = Box.around(points)
        if operator in _FILLING:
            colour = self.state.fill
            around = around.within(self.state.clip) if self.state.clip else around
            thick = min(around.width, around.height)
        else:
            colour = self.state.stroke
            thick = self.state.width * abs(self.state.matrix[0]) if operator in {"S", "s"} else _THICKEST * 2
            if min(around.width, around.height) > 0.1 or len(points) != 2:
                thick = _THICKEST * 2
        shortest = _SHORTEST_ACROSS if around.width > around.height else _SHORTEST_UP
        short = max(around.width, around.height) < shortest
        if colour != _BLACK or not self.state.opaque or thick > _THICKEST or short:
            yield (
                "covered"
                if self.order.is_covered(around.grown(thick / 2 if operator not in _FILLING else 0))
                else "drawn"
            )
        else:
            self.rules.append(around)


def _is_upright(matrix: tuple[float, ...]) -> bool:
    a, b, c, d = matrix[:4]
    return a > 0 and abs(a - d) < a / 100 and abs(b) < a / 100 and abs(c) < a / 100


def _numbers(operands: list) -> tuple[float, ...]:
    return tuple(float(operand) for operand in operands)
