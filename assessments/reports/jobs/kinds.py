"""The registry of kinds of long work. A new kind is a row; pages, rights, progress and download follow.

`write` is a generator that writes the result and stops once after each thing done: there the worker tells how far it
is, and there the work may be cancelled. What takes long it makes through `keep`: what an earlier try made from the same
texts is not made again, and a cancel is heard before each.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from assessments.models import Campaign, ReviewFile
from assessments.reports.bulk import BulkKind, bulk_kinds
from assessments.reports.catalogue import (
    PAPER_LANGUAGE,
    WARD_SUMMARY,
    Keep,
    contents_of,
    file_contents_of,
    printed,
    printed_pieces,
)
from assessments.reports.dossier_file import dossier_text
from assessments.reports.file_catalogue import FILE_PAPERS, FilePaper
from assessments.reports.jobs.archive import Entry, names_in, safe_path, zip_of
from assessments.reports.jobs.explanations_file import count_explained, write_explanations
from assessments.reports.jobs.places import CannotBeMade, Place
from assessments.reports.long_papers.joining import joined_plainly
from assessments.reports.report_data import report_data_of
from assessments.reports.report_json import report_json
from assessments.reports.xlsx import workbook_of
from assessments.workflow import CampaignStage

ZIP, JSON, PDF = "application/zip", "application/json; charset=utf-8", "application/pdf"
ENDINGS = {ZIP: "zip", JSON: "json", PDF: "pdf"}


class Reach(StrEnum):
    """Who may ask for it and have it, asked at each of these moments."""

    OFFICE = "office"  # of the ward
    WARD = "ward"  # office and committee of the ward
    FILE = "file"  # whoever may see the file it is about


def _always(_place: Place, _result: BinaryIO, _begun: datetime) -> bool:
    return True


@dataclass(frozen=True)
class JobKind:
    """One row. total: how many steps `write` will take; 0: there is nothing to make. most: the same in one query, at most so
    many, for a page that shows all kinds. holds: what the result is, in a line. stands: whether a result that was begun
    then may still be given out to who may have it: nothing in it was taken back, or told otherwise, since."""

    code: str
    title: str | Promise
    holds: str | Promise
    reach: Reach
    total: Callable[[Place], int]
    write: Callable[[Place, BinaryIO, Keep], Iterator[None]]
    content_type: str
    most: Callable[[Place], int] | None = None
    stands: Callable[[Place, BinaryIO, datetime], bool] = _always

    @property
    def is_of_a_file(self) -> bool:
        return self.reach is Reach.FILE

    def steps(self, place: Place) -> int:
        """0 while there is nothing to make: no year before it is opened."""
        return self.total(place) if _is_open(place) else 0

    def at_most(self, place: Place) -> int:
        return (self.most or self.total)(place) if _is_open(place) else 0

    def result_name(self, place: Place) -> str:
        return f"{self.code.replace('_', '-')}-{place.stem}.{ENDINGS[self.content_type]}"


def _is_open(place: Place) -> bool:
    return place.campaign.stage != CampaignStage.PREPARING


def _count_files(place: Place) -> int:
    return ReviewFile.objects.filter(campaign=place.campaign).count()


def _in_bulk(bulk: BulkKind) -> JobKind:
    """All papers of one kind that the year has by now, as it is printed for one file or one deed."""

    def stands(place: Place, result: BinaryIO, begun: datetime) -> bool:
        there = {safe_path(paper.name): paper.since for paper in bulk.there(_with_profile(place))}
        return all(name in there and (there[name] is None or there[name] <= begun) for name in names_in(result))

    return JobKind(
        code=bulk.code,
        title=bulk.title,
        holds=_("A ZIP file with a PDF for each"),
        reach=Reach.OFFICE,
        total=lambda place: bulk.total(_with_profile(place)),
        write=zip_of(lambda place, keep: bulk.papers(_with_profile(place), keep)),
        content_type=ZIP,
        most=_count_files if bulk.code in FILE_PAPERS else None,
        stands=stands,
    )


def _with_profile(place: Place) -> Campaign:
    """As the papers read it."""
    return Campaign.objects.select_related("ward__profile").get(pk=place.campaign.pk)


def _of_one_file(paper: FilePaper) -> JobKind:
    """A paper of one file that holds one for each person: one PDF, told person by person."""

    def total(place: Place) -> int:
        return len(file_contents_of(paper, place.file).sheets) if paper.available(place.file) else 0

    def write(place: Place, out: BinaryIO, keep: Keep) -> Iterator[None]:
        if not paper.available(place.file):
            raise CannotBeMade("nothing")
        pieces = []
        for piece, papers in printed_pieces(paper, file_contents_of(paper, place.file), keep):
            pieces.append(piece)
            yield from (None for _paper in range(papers))
        out.write(joined_plainly(pieces))

    return JobKind(
        code=f"file_{paper.code}",
        title=paper.title,
        holds=_("One PDF to print"),
        reach=Reach.FILE,
        total=total,
        write=write,
        content_type=PDF,
        most=lambda place: place.file.reviews.count() if paper.available(place.file) else 0,
        stands=lambda place, _result, _begun: paper.available(place.file),
    )


def _data_files(place: Place, _keep: Keep) -> Iterator[Entry]:
    campaign = place.campaign
    yield f"dossier-{place.stem}.json", dossier_text(campaign).encode()
    with override(PAPER_LANGUAGE):
        data = report_data_of(campaign, None)
    yield f"report-data-{place.stem}.json", report_json(data)
    yield f"tables-{place.stem}.xlsx", workbook_of(contents_of(WARD_SUMMARY, campaign))


def _write_report(place: Place, out: BinaryIO, _keep: Keep) -> Iterator[None]:
    out.write(printed(WARD_SUMMARY, contents_of(WARD_SUMMARY, place.campaign)))
    yield


EXPLANATIONS = JobKind(
    "explanations", _("All explanations of the year"), _("JSON, in Vietnamese and English: why this grade, why not higher"),
    Reach.WARD, count_explained, write_explanations, JSON,
)  # fmt: skip
YEAR_DATA = JobKind(
    "year_data", _("Data of the year"), _("A ZIP file: the dossier, what else the report is written from, all tables for Excel"),
    Reach.WARD, lambda place: 3, zip_of(_data_files), ZIP,
)  # fmt: skip
WARD_REPORT = JobKind(
    "ward_report", _("Ward summary report with all annexes, as it stands now"), _("PDF, to read; issuing keeps its own copy"),
    Reach.WARD, lambda place: 1, _write_report, PDF,
)  # fmt: skip
#: Asked for on the year's page of large papers and exports, in this order.
BULK_KINDS = tuple(_in_bulk(bulk) for bulk in bulk_kinds())
DATA_KINDS = (WARD_REPORT, EXPLANATIONS, YEAR_DATA)
WARD_KINDS = (*BULK_KINDS, *DATA_KINDS)
#: Asked for on a file's page of papers.
FILE_KINDS = tuple(_of_one_file(bulk.of_a_file) for bulk in bulk_kinds() if bulk.of_a_file)
KINDS = {kind.code: kind for kind in (*WARD_KINDS, *FILE_KINDS)}
