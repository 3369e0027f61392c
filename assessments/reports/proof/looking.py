"""What the text of a page does not tell: pictures, notes and paint that a report never has, text that is read but not seen.

A report is black text, black lines and the bars of its charts. Anything else on a page was put there by somebody else.
What still cannot be seen here: strokes drawn by hand that look like a figure, and a font whose shapes belong to other
letters. `verify_report --print-again` finds those: it compares every byte with a printing of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pikepdf

Point = tuple[float, float]
_BLACK = (0.0, 0.0, 0.0)
_PAINTING = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
_ENDING = _PAINTING | {"S", "s", "n"}
_TELLING = frozenset({"Tj", "TJ", "'", '"'})
_FOREIGN_COLOUR = frozenset({"k", "cs", "sc", "scn", "sh"})
_PAGE_NUMBER = re.compile(r"/PageNumber\d+")
#: Paint reaches this far over the foot of a letter before it is taken for a cover.
_INSET = 0.5


def marks_of(paper: pikepdf.Pdf) -> list[tuple[int, str]]:
    """(page counted from 1, code): `action`, `note`, `cut`, `picture`, `layer`, `hidden`, `pale`, `outside`, `covered`. Page 0:
    the file itself."""
    root = paper.Root
    found = [(0, "action") for key in ("/OpenAction", "/AA", "/AcroForm") if key in root]
    found += [(0, "layer")] if "/OCProperties" in root else []
    for number, page in enumerate(paper.pages, start=1):
        found += [(number, code) for code in dict.fromkeys(_marks(page))]
    return found


def _marks(page: pikepdf.Page) -> Iterator[str]:
    if list(page.obj.get("/Annots", [])):
        yield "note"
    if "/AA" in page.obj:
        yield "action"
    box = [float(edge) for edge in page.mediabox]
    if [float(edge) for edge in page.cropbox] != box or page.obj.get("/UserUnit", 1) != 1 or _turned(page.obj):
        yield "cut"
    yield from _Look(page.resources, box).at(pikepdf.parse_content_stream(page))


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
    opaque: bool = True
    shown: bool = True

    def place(self, x: float, y: float) -> Point:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def moved(self, by: tuple[float, ...]) -> "_State":
        a, b, c, d, e, f = by
        (x1, y1), (x2, y2), origin = self.place(a, b), self.place(c, d), self.place(e, f)
        zero = self.place(0, 0)
        return replace(self, matrix=(x1 - zero[0], y1 - zero[1], x2 - zero[0], y2 - zero[1], origin[0], origin[1]))


@dataclass
class _Look:
    """One pass over what a page draws, in its order."""

    resources: pikepdf.Object
    box: list[float]
    state: _State = _State()
    stack: list[_State] = field(default_factory=list)
    path: list[Point] = field(default_factory=list)
    feet: list[Point] = field(default_factory=list)
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

    def _laid_over(self, name: str, depth: int) -> Iterator[str]:
        """Only the page's number is laid over it."""
        form = self.resources.get("/XObject", pikepdf.Dictionary()).get(name)
        if form is None or depth or not _PAGE_NUMBER.fullmatch(name) or form.get("/Subtype") != "/Form":
            yield "picture"
            return
        inner = _Look(form.get("/Resources", pikepdf.Dictionary()), self.box)
        yield from inner.at(pikepdf.parse_content_stream(form), depth=1)
        if inner.painted:
            yield "picture"

    def _take(self, operator: str, operands: list) -> Iterator[str]:
        match operator:
            case "q":
                self.stack.append(self.state)
            case "Q":
                self.state = self.stack.pop() if self.stack else _State()
            case "cm":
                self.state = self.state.moved(_numbers(operands))
            case "rg":
                self.state = replace(self.state, fill=_numbers(operands))
            case "g":
                self.state = replace(self.state, fill=_numbers(operands) * 3)
            case "gs":
                self.state = replace(self.state, opaque=self._is_opaque(str(operands[0])))
            case "Tr":
                self.state = replace(self.state, shown=int(operands[0]) == 0)
            case "Tm":
                yield from self._foot(_numbers(operands))
            case "m" | "l":
                self.path.append(self.state.place(*_numbers(operands)))
            case "c" | "v" | "y":
                numbers = _numbers(operands)
                self.path += [self.state.place(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
            case "re":
                x, y, width, height = _numbers(operands)
                self.path += [self.state.place(x, y), self.state.place(x + width, y + height)]
            case _ if operator in _FOREIGN_COLOUR:
                self.state = replace(self.state, fill=None)
            case _ if operator in _TELLING:
                yield from self._told()
            case _ if operator in _ENDING:
                yield from self._ended(operator)

    def _is_opaque(self, name: str) -> bool:
        values = self.resources.get("/ExtGState", pikepdf.Dictionary()).get(name, pikepdf.Dictionary())
        return all(float(values.get(key, 1)) == 1 for key in ("/ca", "/CA"))

    def _foot(self, matrix: tuple[float, ...]) -> Iterator[str]:
        x, y = self.state.place(matrix[4], matrix[5])
        left, bottom, right, top = self.box
        if not (left <= x <= right and bottom <= y <= top):
            yield "outside"
        self.feet.append((x, y))

    def _told(self) -> Iterator[str]:
        if not self.state.shown:
            yield "hidden"
        if self.state.fill != _BLACK or not self.state.opaque:
            yield "pale"

    def _ended(self, operator: str) -> Iterator[str]:
        if operator != "n":
            self.painted = True
        if operator in _PAINTING and self.path:
            across, up = zip(*self.path, strict=True)
            low, high = (min(across) - _INSET, min(up) - _INSET), (max(across) + _INSET, max(up) + _INSET)
            if any(low[0] <= x <= high[0] and low[1] <= y <= high[1] for x, y in self.feet):
                yield "covered"
        self.path = []


def _numbers(operands: list) -> tuple[float, ...]:
    return tuple(float(operand) for operand in operands)
