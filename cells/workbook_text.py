"""Text into a cell of a workbook, so that it comes back as it was typed. No database.

The writer keeps a text from being a formula, an address or a number. What it does not keep from, this does: a text between
`<r>` and `</r>` it takes for its own markup and writes as it is, and of two escapes that share a line, as in `_x005F_x0041_`,
it escapes only the first. Such a text is written as runs, in which neither can happen.
"""

import re
from itertools import pairwise

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_HALVES = re.compile("[\ud800-\udfff]")
_UNKNOWN = "\ufffd"
#: Two escapes, of which the first one's closing line opens the second.
_SHARED = re.compile("_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")
#: Between these two an escape is cut, so that no run holds a whole one.
_CUT = re.compile("(?<=_x)(?=[0-9a-fA-F]{4}_)")


def write_text(sheet: Worksheet, line: int, column: int, text: str, look: Format) -> None:
    """Half a pair of surrogates, which no file can hold, becomes the sign for an unknown character."""
    whole = _HALVES.sub(_UNKNOWN, text)
    first, *rest = _runs(whole)
    if rest:
        runs = [token for run in rest for token in (look, run)]
        sheet.write_rich_string(line, column, first, *runs, look)
    else:
        sheet.write_string(line, column, whole, look)


def _runs(text: str) -> list[str]:
    """The text in pieces; one where nothing stands against it."""
    markup = text.startswith("<r>") and text.endswith("</r>")
    cuts = [found.start() for found in _CUT.finditer(text)] if markup or _SHARED.search(text) else []
    places = [0, *(cuts or [1] * markup), len(text)]
    return [text[start:end] for start, end in pairwise(places)]
