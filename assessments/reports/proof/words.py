"""The text a document must show, in the order it is set, taken from the very HTML it is set from."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html as lxml_html

from assessments.reports.proof.taking_out import squeezed

#: Elements that carry no printed text.
_SILENT = frozenset({"title", "desc", "style", "head", "script"})
#: A page head of its own, on every page of a draft.
_RUNNING = "draft-mark"


@dataclass(frozen=True, slots=True)
class Word:
    """One printed piece. `place`: where it stands, for people; `head`: of the table it belongs to, printed again on each
    page that the table runs over."""

    text: str
    place: str
    head: str = ""


@dataclass
class _Walk:
    heading: str = ""
    caption: str = ""
    row: int = 0
    head: str = ""
    words: list[Word] = field(default_factory=list)


def words_of(document: str) -> list[Word]:
    """Pieces of one document, without white space."""
    walk = _Walk()
    _visit(lxml_html.fromstring(document), walk)
    return walk.words


def _visit(element, walk: _Walk) -> None:
    if not isinstance(element.tag, str) or element.tag in _SILENT or _RUNNING in (element.get("class") or ""):
        return
    match element.tag:
        case "h1" | "h2" | "h3":
            walk.heading, walk.caption, walk.row = _said(element), "", 0
        case "table":
            walk.row, walk.head, walk.caption = 0, "", ""
        case "caption":
            walk.caption = _said(element)
        case "thead":
            walk.head = squeezed("".join(_texts(element)))
            walk.words.append(Word(walk.head, _place(walk)))
            return
        case "tr":
            walk.row += 1
    _say(element.text, walk)
    for child in element:
        _visit(child, walk)
        _say(child.tail, walk)
    if element.tag == "table":
        walk.head, walk.caption, walk.row = "", "", 0


def _texts(element) -> Iterator[str]:
    for found in element.iter():
        if found.tag in _SILENT:
            continue
        yield found.text or ""
        if found is not element:
            yield found.tail or ""


def _say(text: str | None, walk: _Walk) -> None:
    if text and (said := squeezed(text)):
        walk.words.append(Word(said, _place(walk), walk.head))


def _said(element) -> str:
    return " ".join(element.text_content().split())


def _place(walk: _Walk) -> str:
    places = [walk.heading, walk.caption, f"dòng {walk.row}" if walk.row else ""]
    return ", ".join(place for place in places if place)
