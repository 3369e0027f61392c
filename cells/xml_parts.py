"""Reading a part of a container as XML that may have been made to do harm: as a stream, without entities, within bounds.

Searching the bytes for what looks like a tag instead is slow on tags that never end, and blind to a ">" in an attribute.
No database.
"""

from collections.abc import Callable
from xml.parsers import expat

from cells.containers import ContainerTooLargeError, DamagedContainerError

#: No file that an office program writes nests deeper.
MAX_DEPTH = 500


class ForbiddenXmlError(DamagedContainerError):
    """It declares a document type, by which entities are expanded or fetched."""


def walk(
    part: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call `start(name, attributes)`, `end(name)`, `text(piece)` as the parts come; names without prefix.

    Raises ForbiddenXmlError, DamagedContainerError (not well-formed), ContainerTooLargeError (nested too deep).
    """
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ContainerTooLargeError
        start(name.rpartition(":")[2], attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(name.rpartition(":")[2])

    def declared(*_what: object) -> None:
        raise ForbiddenXmlError

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.StartDoctypeDeclHandler = declared
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError, UnicodeError):  # LookupError: it names letters that nobody knows
        raise DamagedContainerError from None
