"""Fragments → one PDF/A-3u: page numbers stamped, bookmarks carried over, files attached, the same bytes each time."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf
from pikepdf import AttachedFileSpec, Name, OutlineItem

from assessments.reports.archivable import name_subsets, written


@dataclass(frozen=True)
class Attached:
    """A file carried inside the PDF. relationship: `Source` or `Data` (ISO 32000-2, AFRelationship)."""

    name: str
    content: bytes
    description: str
    relationship: str
    mime: str = "application/json"


def joined(fragments: Sequence[Path], stamps: bytes, attachments: Sequence[Attached], day: date) -> bytes:
    """The first fragment's metadata hold for all. `stamps`: a PDF with as many pages, laid over them one by one."""
    with pikepdf.open(fragments[0]) as paper:
        _extend(paper, fragments[1:])
        _stamp(paper, stamps)
        _attach(paper, attachments, day)
        name_subsets(paper)
        return written(paper)


def joined_plainly(pieces: Sequence[bytes]) -> bytes:
    """Papers that are numbered already, one behind the other in one PDF; marked and named as the first. The same pieces
    give the same bytes."""
    if len(pieces) == 1:
        return pieces[0]
    with pikepdf.open(io.BytesIO(pieces[0])) as paper:
        _extend(paper, [io.BytesIO(piece) for piece in pieces[1:]])
        name_subsets(paper)
        return written(paper)


def _extend(paper: pikepdf.Pdf, rest: Sequence[Path | io.BytesIO]) -> None:
    """Pages and bookmarks of the rest behind those of the paper."""
    marks = list(_bookmarks(paper, 0))
    for fragment in rest:
        with pikepdf.open(fragment) as more:
            marks += _bookmarks(more, len(paper.pages))
            paper.pages.extend(more.pages)
    if marks:
        _mark(paper, marks)


def page_count(fragments: Sequence[Path]) -> list[tuple[bool, ...]]:
    """For each fragment its pages: whether each lies across."""
    found = []
    for fragment in fragments:
        with pikepdf.open(fragment) as paper:
            found.append(tuple(_lies_across(page) for page in paper.pages))
    return found


def _lies_across(page: pikepdf.Page) -> bool:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return right - left > top - bottom


def _stamp(paper: pikepdf.Pdf, stamps: bytes) -> None:
    with pikepdf.open(io.BytesIO(stamps)) as numbers:
        for count, (page, number) in enumerate(zip(paper.pages, numbers.pages, strict=True), start=1):
            # By hand, not by `add_overlay`: that names what it lays over by chance. Pages of a fragment share their
            # resources, so each has a name of its own.
            name = Name(f"/PageNumber{count}")
            page.add_resource(paper.copy_foreign(number.as_form_xobject()), Name.XObject, name)
            page.contents_add(b"q", prepend=True)
            page.contents_add(f"Q q {name} Do Q".encode())


def _bookmarks(paper: pikepdf.Pdf, before: int):
    """(depth, title, page, how far up) of every bookmark, pages counted after those that come before."""
    places = {page.obj.objgen: number for number, page in enumerate(paper.pages)}

    def walk(items, depth: int):
        for item in items:
            page, *where = item.destination
            yield depth, item.title, before + places[page.objgen], float(where[2])
            yield from walk(item.children, depth + 1)

    with paper.open_outline() as outline:
        yield from walk(outline.root, 0)


def _mark(paper: pikepdf.Pdf, marks: Sequence[tuple[int, str, int, float]]) -> None:
    with paper.open_outline() as outline:
        outline.root.clear()
        open_at: list[list[OutlineItem]] = [outline.root]
        for depth, title, page, top in marks:
            item = OutlineItem(title, page, "XYZ", left=0, top=top, zoom=0)
            del open_at[depth + 1 :]
            open_at[depth].append(item)
            open_at.append(item.children)


def _attach(paper: pikepdf.Pdf, attachments: Sequence[Attached], day: date) -> None:
    specs = []
    for attached in attachments:
        stamp = f"D:{day:%Y%m%d}000000Z"
        spec = AttachedFileSpec(
            paper,
            attached.content,
            filename=attached.name,
            description=attached.description,
            mime_type=attached.mime,
            creation_date=stamp,
            mod_date=stamp,
            relationship=Name(f"/{attached.relationship}"),
        )
        paper.attachments[attached.name] = spec
        specs.append(spec.obj)
    if specs:
        paper.Root.AF = paper.make_indirect(pikepdf.Array(paper.make_indirect(spec) for spec in specs))
