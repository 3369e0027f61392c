"""Whether a font of a file shows the letters that are read from it.

Text is read by a table of codes (ToUnicode), seen by the shapes behind them. The font's own table must say the same, the widths
by which words are set be those of the shapes, and every shape be that of the font of this name installed here, where that is of
the same version. Loads nothing of the portal: it looks at foreign files.
"""

import io
import re
import subprocess
from array import array
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from fontTools.ttLib import TTFont

_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_SECTION = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_MOST_TABLE = 4 * 1024 * 1024
_MANY_GLYPHS = 70_000
#: Of the flags of a point (OpenType, glyf).
_ON_CURVE = 1


@dataclass(frozen=True)
class Letters:
    widths: dict[int, float]
    are_true: bool

    def width(self, codes: bytes) -> float:
        """Of a run, in thousandths of its size."""
        return sum(self.widths.get(int.from_bytes(codes[at : at + 2], "big"), 0.0) for at in range(0, len(codes), 2))


_FALSE = Letters({}, are_true=False)


def letters_of(font: pikepdf.Object) -> Letters:
    """False also of a font of another make than a report's."""
    try:
        return _read(font)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # a broken font breaks in as many ways as it has tables
        return _FALSE


def _read(font: pikepdf.Object) -> Letters:
    below = font.DescendantFonts[0]
    if (font.Subtype, font.Encoding, below.Subtype) != ("/Type0", "/Identity-H", "/CIDFontType2"):
        return _FALSE
    widths = _widths(below)
    if below.get("/CIDToGIDMap", pikepdf.Name.Identity) != pikepdf.Name.Identity:
        return Letters(widths, are_true=False)
    shapes = TTFont(io.BytesIO(bytes(below.FontDescriptor.FontFile2.read_bytes())), lazy=True)
    told = _told(bytes(font.ToUnicode.read_bytes()[:_MOST_TABLE]))
    return Letters(widths, are_true=_agree(shapes, told, widths))


def _widths(below: pikepdf.Object) -> dict[int, float]:
    widths: dict[int, float] = {}
    entries = list(below.get("/W", []))
    at = 0
    while at + 1 < len(entries):
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, pikepdf.Array):
            widths |= {first + number: float(width) for number, width in enumerate(second)}
            at += 2
        else:
            last = min(int(second), 0xFFFF)
            widths |= dict.fromkeys(range(first, last + 1), float(entries[at + 2]))
            at += 3
    return widths


def _told(table: bytes) -> dict[int, str]:
    """Code → what is read. Ranges are not written by a report's renderer: their codes are then missing, and so untrue."""
    if b"beginbfrange" in table:
        raise ValueError("ranges")
    found: dict[int, str] = {}
    for section in _SECTION.findall(table):
        for code, text in _PAIR.findall(section):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found


def _agree(shapes: TTFont, told: dict[int, str], widths: dict[int, float]) -> bool:
    order = shapes.getGlyphOrder()
    if len(order) > _MANY_GLYPHS:
        return False
    letters, advances = shapes.getBestCmap(), shapes["hmtx"]
    unit = 1000 / shapes["head"].unitsPerEm
    for code, text in told.items():
        if len(text) == 1 and letters.get(ord(text), order[code]) != order[code]:
            return False
        if abs(widths.get(code, 0.0) - advances[order[code]][0] * unit) > 2:
            return False
    known = _installed(_name(shapes, 1), _name(shapes, 2))
    if known is None or known["head"].fontRevision != shapes["head"].fontRevision:
        return True  # another version: nothing to compare with
    own = known.getBestCmap()
    return all(
        len(text) != 1 or ord(text) not in own or _outline(shapes, order[code]) == _known_outline(known, own[ord(text)])
        for code, text in told.items()
    )


def _outline(font: TTFont, name: str) -> tuple[array, list[int], bytes]:
    """Points, where each contour ends, which points lie on it; of a letter put together from others, of all of them."""
    table = font["glyf"]
    points, ends, flags = table[name].getCoordinates(table)
    return points.array, list(ends), bytes(flag & _ON_CURVE for flag in flags)


@lru_cache(maxsize=4_096)
def _known_outline(font: TTFont, name: str) -> tuple[array, list[int], bytes]:
    """Of an installed font: each part of a report brings its own choice of the same letters."""
    return _outline(font, name)


def _name(font: TTFont, number: int) -> str:
    return font["name"].getDebugName(number) or ""


@lru_cache(maxsize=16)
def _installed(family: str, style: str) -> TTFont | None:
    """The font of this name on this machine; None where there is none, or nothing to ask."""
    if not re.fullmatch(r"[\w ]{1,60}", family) or not re.fullmatch(r"[\w ]{1,40}", style):
        return None
    asked = ["fc-match", "--format=%{family}\n%{file}", f"{family}:style={style}"]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=False).stdout.split("\n")
        found = TTFont(answer[1], lazy=True) if family in answer[0].split(",") else None
    except (OSError, subprocess.SubprocessError, IndexError, ValueError):
        return None
    return found if found and "glyf" in found and _name(found, 2) == style else None
