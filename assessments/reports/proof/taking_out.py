"""What a foreign PDF holds, taken out by a process of its own with bounded memory and time.

Started with `python -m`, it loads nothing of the portal: a PDF on standard input, one JSON object on standard output,
`{"dossier", "data"}` in base64, `{"pages"}` as text without white space, `{"marks"}` as [page, code] of what a report never
shows (`looking`), `{"drawings"}` as rows of `drawings.Drawing`; or `{"refused": code}`. What grows past the bounds (a few packed
bytes may stand for more than the machine has) ends the process, and with it nothing else.
"""

import base64
import io
import json
import re
import resource
import sys
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice

import pikepdf
import pypdf

from assessments.reports.proof.looking import CrowdedError, seen_in

#: 4,000 members fill 155.
MOST_PAGES = 1_500
#: An attachment unpacks to at most so much: 20,000 members are some 8 MB, up to 350 MB once they are read.
MOST_ATTACHED = 8 * 1024 * 1024
MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS = 120
_DEEPEST = 4


class RefusedError(ValueError):
    """`code` as in `reading.NotAReportError`."""


def taken_out(content: bytes, names: tuple[str, str]) -> dict[str, object]:
    """`names`: of the two attachments, the dossier's first. Raises RefusedError, and what the libraries raise."""
    try:
        # Not mended: two readers mend a damaged file in two ways, and a viewer in a third.
        paper = pikepdf.open(io.BytesIO(content), attempt_recovery=False)
    except pikepdf.PasswordError:
        raise RefusedError("encrypted") from None
    with paper:
        if paper.is_encrypted:
            raise RefusedError("encrypted")
        if len(paper.pages) > MOST_PAGES:
            raise RefusedError("pages")
        dossier, data = _attachments(paper, names)
        seen = seen_in(paper)
        return {
            "dossier": base64.b64encode(dossier).decode(),
            "data": base64.b64encode(data).decode(),
            "pages": _texts(paper),
            "marks": seen.marks,
            "drawings": [asdict(drawing) for drawing in seen.drawings],
        }


def _attachments(paper: pikepdf.Pdf, names: tuple[str, str]) -> tuple[bytes, bytes]:
    """The two, each there once: a viewer may open another of the same name."""
    tree = paper.Root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles")
    # A tree that leads to itself again and again has no end that could be waited for.
    found = list(islice(_entries(tree, 0), 3)) if tree is not None else []
    if sorted(name for name, _spec in found) != sorted(names):
        raise RefusedError("attachments")
    specs = dict(found)
    if any(str(spec.get(key, name)) != name for name, spec in found for key in ("/F", "/UF")):
        raise RefusedError("attachments")
    # Wherever else a file may hang: at a page, a note, in the list that PDF/A-3 asks for.
    others = [one for one in paper.objects if isinstance(one, pikepdf.Dictionary) and "/EF" in one]
    if {one.objgen for one in others} - {spec.objgen for spec in specs.values()}:
        raise RefusedError("attachments")
    return _unpacked(specs[names[0]]), _unpacked(specs[names[1]])


def _entries(node: pikepdf.Object, depth: int) -> Iterator[tuple[str, pikepdf.Object]]:
    if depth > _DEEPEST:
        raise RefusedError("attachments")
    pairs = list(node.get("/Names", []))
    yield from ((str(name), spec) for name, spec in zip(pairs[::2], pairs[1::2], strict=True))
    for kid in node.get("/Kids", []):
        yield from _entries(kid, depth + 1)


def _unpacked(spec: pikepdf.Object) -> bytes:
    stream = spec.EF.F
    other = spec.EF.get("/UF", stream)
    packed = stream.read_raw_bytes()
    if other.read_raw_bytes() != packed:
        raise RefusedError("attachments")
    filters = stream.get("/Filter")
    if filters is None:
        unpacked = packed
    elif filters == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream:
        unpacked = zlib.decompressobj().decompress(packed, MOST_ATTACHED + 1)
    else:
        raise RefusedError("attachments")
    if len(unpacked) > MOST_ATTACHED:
        raise RefusedError("size")
    return unpacked


def _texts(paper: pikepdf.Pdf) -> list[str]:
    """Read from the file as the first reader understood it, so that both speak of the same pages."""
    again = io.BytesIO()
    paper.save(again)
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(again).pages]


def squeezed(text: str) -> str:
    """Without white space: columns and wrapped lines leave the letters as they are."""
    return re.sub(r"\s+", "", text)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        answer = taken_out(sys.stdin.buffer.read(), (sys.argv[1], sys.argv[2]))
    except RefusedError as refused:
        answer = {"refused": str(refused)}
    except (MemoryError, CrowdedError):
        answer = {"refused": "size"}
    except Exception:  # a broken file breaks in as many ways as there are objects in it
        answer = {"refused": "pdf"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
