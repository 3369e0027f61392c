"""What a PDF that was handed over holds: its attachments, and the text of its pages in the order it was set."""

import base64
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from django.conf import settings

from assessments.reports.proof.drawings import Drawing
from assessments.reports.proof.places import Box
from assessments.reports.proof.seal import DATA_FILE, DOSSIER_FILE, Seal

_TAKING_OUT = "assessments.reports.proof.taking_out"
MOST_BYTES = 40 * 1024 * 1024
_MOST_SECONDS = 300


class NotAReportError(ValueError):
    """The file is no report of this portal; `code` says why: `size`, `pdf`, `encrypted`, `attachments`, `pages`, `seal`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Handed:
    """`pages`: the text of each, without white space. `marks`: (page, code) of what a report never shows."""

    dossier: bytes
    data: bytes
    pages: tuple[str, ...]
    marks: tuple[tuple[int, str], ...]
    drawings: tuple[Drawing, ...]


def read_report(content: bytes) -> Handed:
    """Raises NotAReportError; whatever is wrong with the file, nothing else."""
    if len(content) > MOST_BYTES:
        raise NotAReportError("size")
    if b"%PDF-" not in content[:1024]:
        raise NotAReportError("pdf")
    answer = _answer(content)
    if "refused" in answer:
        raise NotAReportError(answer["refused"])
    return Handed(
        base64.b64decode(answer["dossier"]),
        base64.b64decode(answer["data"]),
        tuple(answer["pages"]),
        tuple((page, code) for page, code in answer["marks"]),
        tuple(_drawing(**row) for row in answer["drawings"]),
    )


def _drawing(page: int, box: dict, frame: list, shapes: list) -> Drawing:
    return Drawing(page, Box(**box), tuple(frame), shapes)


def _answer(content: bytes) -> dict:
    """By a process of its own: a file made to burst memory ends that one alone."""
    command = [sys.executable, "-m", _TAKING_OUT, DOSSIER_FILE, DATA_FILE]
    with tempfile.TemporaryFile() as inbox:
        inbox.write(content)
        inbox.seek(0)
        try:
            done = subprocess.run(
                command, stdin=inbox, capture_output=True, cwd=settings.BASE_DIR, timeout=_MOST_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise NotAReportError("size") from None
    try:
        return json.loads(done.stdout)
    except ValueError:  # killed at its bounds
        raise NotAReportError("size") from None


_SEAL = re.compile(
    r"(?P<id>[^:]+?-\d{4}-[^:]+?-[0-9a-fA-F]{8})[^:]*?:(?P<hash>[0-9a-fA-F]{64})[^:]*?:(?P<signature>[0-9a-fA-F]{128})"
    r"[^:]*?:(?P<key>[0-9a-fA-F]{64})"
)


def printed_seal(pages: tuple[str, ...]) -> Seal | None:
    """Id, hash, signature and key as the last pages print them; None where they print none. Capitals are read as small
    letters: that they are printed is a difference of its own."""
    found = _SEAL.search("".join(pages[-2:]).rpartition("Mãbáocáo:")[2])
    return (
        Seal(*(found[name].lower() if name != "id" else found[name] for name in ("id", "hash", "signature", "key")))
        if found
        else None
    )
