"""Reports that prove themselves, printed without a database: as they are, or with something changed on the way."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pikepdf
from django.utils.translation import override

from assessments.reports.catalogue import WARD_SUMMARY, printed
from assessments.reports.contents.ward_summary import summary_of
from assessments.reports.proof.seal import attachments_of, content_of, sealed
from assessments.rules import read_dossier
from tests.assessments.reports.wards import ISSUE, counted, random_ward, report_data

#: A small ward with every kind of page.
RAW = random_ward(3, members=12, cells=2)


def made(raw, *, told=None, shown=lambda contents: contents, hashed=None):
    """A report of the ward `raw`: `told` what its attachments say instead, `shown` what its pages show instead."""
    dossier, tally = read_dossier(raw), counted(raw)
    data = report_data(tally.tally, ISSUE, reviewed=tuple(sorted(tally.reviewed)))
    with override("vi"):
        contents = summary_of(dossier, data)
    attached = told or content_of(dossier, data)
    seal = sealed(*(hashed or attached), ward=raw["organization"]["code"], year=2021, number="12")
    contents = shown(replace(contents, seal=seal))
    return printed(WARD_SUMMARY, contents, attachments_of(*attached)), seal


class Changing:
    """A PDF opened to be changed: `paper` is what pikepdf reads, `content` what was saved in the end."""

    paper: pikepdf.Pdf
    content: bytes = b""


@contextmanager
def changing(content: bytes, **saving) -> Iterator[Changing]:
    change = Changing()
    with pikepdf.open(io.BytesIO(content)) as change.paper:
        yield change
        out = io.BytesIO()
        change.paper.save(out, **saving)
    change.content = out.getvalue()
