"""Stacked bars as vectors: shades that stay apart in grey and without colour, no script, the same text each time.

The numbers stand as text beside the bar, so the drawing itself holds none; its title is for those who cannot see it.
"""

from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString, mark_safe

#: Units of the drawing: tenths of a millimetre.
LENGTH, HEIGHT = 560, 36
_SWATCH = 60
_STEP = 18
_FRAME = 'stroke="#000" stroke-width="3"'

#: Black, light grey, hatched, dotted, white: the four grades from the best down, then those without one.
LOOKS = 5


def bar(counts: Sequence[int]) -> SafeString:
    """Shares of the whole, one beside the other; an empty frame where there is nothing."""
    total = sum(counts)
    ends = [LENGTH * sum(counts[: place + 1]) // total for place in range(len(counts))] if total else []
    starts = [0, *ends[:-1]]
    pieces = "".join(
        _piece(look, start, end - start)
        for look, (start, end) in enumerate(zip(starts, ends, strict=False))
        if end > start
    )
    return _drawing("bar", LENGTH, pieces or _piece(LOOKS - 1, 0, LENGTH), " / ".join(map(str, counts)))


def swatch(look: int) -> SafeString:
    return _drawing("swatch", _SWATCH, _piece(look, 0, _SWATCH), "")


def _drawing(name: str, length: int, pieces: str, title: str) -> SafeString:
    """Only numbers and names of this module go in."""
    told = f'role="img"><title>{title}</title>' if title else 'aria-hidden="true">'
    size = f'width="{length / 10:g}mm" height="{HEIGHT / 10:g}mm" viewBox="-2 -2 {length + 4} {HEIGHT + 4}"'
    return mark_safe(f'<svg class="{name}" {size} {told}{pieces}</svg>')


def _piece(look: int, start: int, length: int) -> str:
    fill = ("#000", "#c8c8c8", "#fff", "#fff", "#fff")[look]
    frame = f'<rect x="{start}" y="0" width="{length}" height="{HEIGHT}" fill="{fill}" {_FRAME}/>'
    marks = {2: _hatching, 3: _dots}.get(look)
    return frame + (marks(start, length) if marks else "")


def _hatching(start: int, length: int) -> str:
    lines = " ".join(f"M{x1} {y1}L{x2} {y2}" for x1, y1, x2, y2 in _slants(start, length))
    return f'<path d="{lines}" {_FRAME} fill="none"/>' if lines else ""


def _slants(start: int, length: int) -> Iterator[tuple[int, int, int, int]]:
    """Lines rising to the right, cut where the piece ends."""
    for left in range(_STEP - HEIGHT, length, _STEP):
        low, high = max(left, 0), min(left + HEIGHT, length)
        if high > low:
            yield start + low, HEIGHT - (low - left), start + high, HEIGHT - (high - left)


def _dots(start: int, length: int) -> str:
    return "".join(
        f'<rect x="{start + x}" y="{y}" width="6" height="6" fill="#000"/>'
        for x in range(6, length - 8, _STEP)
        for y in (6, HEIGHT - 12)
    )
