"""A report proves itself: what agrees is said to agree; whatever is changed in pages, data or hash is found."""

import io
import json
from copy import deepcopy
from dataclasses import replace

import pikepdf
import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.reports.contents.blocks import Part, Row, Table
from assessments.reports.contents.party_document import PrintedHead
from assessments.reports.contents.ward_summary import summary_of
from assessments.reports.proof.checking import is_as_printed, judged, verdict_on
from assessments.reports.proof.keys import read_public_key
from assessments.reports.proof.reading import NotAReportError
from assessments.reports.proof.seal import DATA_FILE, DOSSIER_FILE, content_of
from assessments.reports.proof.verdict_words import sentences
from assessments.reports.report_data import VERSIONS
from assessments.reports.report_json import canonical, read_report_json
from assessments.rules import read_dossier
from tests.assessments.reports.sealed_reports import RAW, made
from tests.assessments.reports.wards import ISSUE, counted, random_ward, report_data

pytestmark = pytest.mark.usefixtures("one_key")


@pytest.fixture(scope="module")
def verdict(issued):
    return verdict_on(issued[0])


def with_cell(contents, layout, row, column, text):
    """The same contents with one cell of the first table of this layout printed otherwise."""

    def changed(table: Table) -> Table:
        rows = list(table.rows)
        cells = list(rows[row].cells)
        cells[column] = text
        rows[row] = Row(tuple(cells), rows[row].strong, rows[row].inset)
        return replace(table, rows=tuple(rows))

    def walked(part: Part) -> Part:
        tables = tuple(changed(table) if table.layout == layout else table for table in part.tables)
        return replace(part, tables=tables, parts=tuple(map(walked, part.parts)))

    return replace(contents, parts=tuple(map(walked, contents.parts)), annexes=tuple(map(walked, contents.annexes)))


def test_an_issued_report_agrees_with_itself(issued, verdict):
    _content, seal = issued

    assert verdict.differences == ()
    assert (verdict.report_id, verdict.consistent) == (seal.report_id, True)
    assert seal.report_id.startswith("P11-2021-12-")


def test_so_does_one_whose_tables_run_over_pages():
    content, seal = made(random_ward(11, members=60, cells=4))

    verdict = verdict_on(content, frozenset({seal.public_key}))

    assert (verdict.differences, verdict.consistent, verdict.authentic) == ((), True, True)


def test_the_head_of_the_journal_is_printed_and_signed(verdict):
    assert verdict.data.journal == ISSUE.journal
    assert any("120:0123456789abcdef" in line for line in sentences(verdict))

    other = PrintedHead(119, ISSUE.journal.hash)
    changed, _seal = made(RAW, shown=lambda contents: replace(contents, journal=other))
    assert [(one.expected, one.printed) for one in verdict_on(changed).differences] == [
        ("120:0123456789abcdef", "119:0123456789abcdef")
    ]


@pytest.mark.parametrize(("version", "lacking"), [(name, keys) for name, keys in VERSIONS.items() if keys])
def test_a_report_of_an_older_version_still_agrees_with_itself(verdict, version, lacking):
    dossier, data = content_of(verdict.dossier, verdict.data)
    values = {key: value for key, value in json.loads(data).items() if key not in lacking}
    old = canonical(values | {"format": version})
    with override("vi"):
        as_then = summary_of(verdict.dossier, read_report_json(old))
    content, seal = made(RAW, told=(dossier, old), shown=lambda contents: replace(as_then, seal=contents.seal))
    told = verdict_on(content, frozenset({seal.public_key}))

    assert (told.is_in_order, told.authentic, told.data.format) == (True, True, version)
    assert is_as_printed(content, told)


def test_who_vouches_depends_on_the_keys_that_are_known(issued, verdict):
    other = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"  # RFC 8032, test 2
    keys = [frozenset(), frozenset({issued[1].public_key}), frozenset({read_public_key(other)})]

    told = [judged(verdict, known) for known in keys]

    assert verdict.authentic is None
    assert [(one.consistent, one.authentic, one.is_in_order) for one in told] == [
        (True, None, True), (True, True, True), (True, False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(("layout", "row", "column"), [("members", 8, 1), ("caps", 0, 3), ("cells-quotas", 1, 8)])
def test_a_figure_changed_on_the_page_is_found_and_named(layout, row, column):
    content, _seal = made(RAW, shown=lambda contents: with_cell(contents, layout, row, column, "987"))

    verdict = verdict_on(content)

    assert not verdict.consistent
    [difference] = verdict.differences
    assert difference.expected != "987"
    assert difference.printed.startswith("987")
    assert f"dòng {row + 1}" in difference.place


def test_a_grade_changed_in_the_data_is_found_although_hash_and_seal_follow():
    changed = deepcopy(RAW)
    member = next(row for row in changed["members"] if row.get("grade") == "good")
    member["grade"] = "excellent"
    dossier, tally = read_dossier(changed), counted(RAW)
    told = content_of(dossier, report_data(tally.tally, ISSUE, reviewed=tuple(sorted(tally.reviewed))))

    content, seal = made(RAW, told=told)
    verdict = verdict_on(content, frozenset({seal.public_key}))

    assert not verdict.consistent
    assert verdict.authentic is True  # whoever has the key may lie: the figures tell


def test_data_changed_under_the_printed_hash_are_found(issued):
    content, seal = issued
    paper = pikepdf.open(io.BytesIO(content))
    data = paper.attachments[DATA_FILE].get_file().read_bytes().replace(b'"draft":false', b'"draft":false ')
    paper.attachments[DATA_FILE] = pikepdf.AttachedFileSpec(paper, data, filename=DATA_FILE)
    changed = io.BytesIO()
    paper.save(changed)

    verdict = verdict_on(changed.getvalue(), frozenset({seal.public_key}))

    assert (verdict.consistent, verdict.authentic) == (False, False)
    assert verdict.differences[0].place == "mã băm của dữ liệu đính kèm"


@pytest.mark.parametrize("change", ["drop", "repeat", "swap"])
def test_pages_dropped_repeated_or_swapped_are_found(issued, change):
    paper = pikepdf.open(io.BytesIO(issued[0]))
    match change:
        case "drop":
            del paper.pages[4]
        case "repeat":
            paper.pages.insert(4, paper.pages[3])
        case "swap":
            first = paper.pages[2]
            del paper.pages[2]
            paper.pages.insert(3, first)
    changed = io.BytesIO()
    paper.save(changed)

    assert not verdict_on(changed.getvalue()).consistent


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "pdf"), (b"%PDF-1.7\n", "pdf"), (b"PK\x03\x04", "pdf"), (b"\0" * (41 * 1024 * 1024), "size")],
)
def test_what_is_no_report_is_refused_with_a_reason(content, code):
    with pytest.raises(NotAReportError) as refused:
        verdict_on(content)

    assert refused.value.code == code


def test_a_report_without_its_attachments_is_refused(issued):
    paper = pikepdf.open(io.BytesIO(issued[0]))
    del paper.attachments[DOSSIER_FILE]
    changed = io.BytesIO()
    paper.save(changed)

    with pytest.raises(NotAReportError) as refused:
        verdict_on(changed.getvalue())

    assert refused.value.code == "attachments"


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_a_damaged_report_is_refused_or_differs_and_never_breaks_the_check(issued, data):
    content = bytearray(issued[0])
    for _number in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(1, len(content)))] if data.draw(st.booleans()) else content)

    assert outcome(cut) in {"checked", "pdf", "attachments", "pages", "seal", "size", "encrypted"}


def outcome(content: bytes) -> str:
    try:
        verdict_on(content)
    except NotAReportError as refused:
        return refused.code
    return "checked"
