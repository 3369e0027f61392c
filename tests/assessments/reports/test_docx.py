"""The working copy in Word: a document of the Party, marked on every page, clean of whatever made it."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assessments.reports.contents.blocks import Part, Row, Table, simple_heads
from assessments.reports.docx import working_copy_of
from tests.assessments.reports.media import word_tables
from tests.assessments.reports.wards import ISSUE, counted, paper_of, random_ward

MARK = "BẢN LÀM VIỆC – không thay bản phát hành"


@pytest.fixture(scope="module")
def paper():
    return paper_of(counted(random_ward(5)).tally, ISSUE)


@pytest.fixture(scope="module")
def content(paper):
    return working_copy_of(paper)


@pytest.fixture(scope="module")
def file(content):
    return Document(BytesIO(content))


def millimetres(*lengths):
    return tuple(round(length / Mm(1)) for length in lengths)


def texts(file):
    return [paragraph.text for paragraph in file.paragraphs]


def test_the_same_contents_give_the_same_bytes(paper, content):
    assert working_copy_of(paper) == content


def test_the_page_is_a_documents_and_lies_across_for_wide_annexes(paper, file):
    sizes = [millimetres(s.page_width, s.page_height) for s in file.sections]
    margins = {millimetres(s.top_margin, s.bottom_margin, s.left_margin, s.right_margin) for s in file.sections}

    assert sizes == [(210, 297), (297, 210), (210, 297)]
    assert [s.orientation for s in file.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert margins == {(20, 20, 30, 15)}


def test_every_page_is_marked_and_the_first_has_no_number(file):
    first = file.sections[0]

    assert [p.text for p in first.first_page_header.paragraphs] == [MARK]
    assert first.header.paragraphs[0].text == MARK
    fields = [field.get(qn("w:instr")) for field in first.header._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert [s.different_first_page_header_footer for s in file.sections] == [True, False, False]
    assert [s.header.is_linked_to_previous for s in file.sections] == [False, True, True]


def test_a_draft_is_marked_as_one_too():
    draft = Document(BytesIO(working_copy_of(paper_of(counted(random_ward(5), decided=False).tally))))

    assert draft.sections[0].header.paragraphs[0].text == f"{MARK} · DỰ THẢO – chưa có quyết định"


def test_text_is_set_in_times_justified_and_indented(paper, file):
    [opening] = [p for p in file.paragraphs if p.text == paper.opening]
    style = opening.style
    fonts = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}")

    assert fonts.get(qn("w:ascii")) == "Times New Roman"
    assert (style.font.size, str(style.paragraph_format.alignment)) == (Pt(14), "JUSTIFY (3)")
    assert millimetres(style.paragraph_format.first_line_indent) == (10,)


def test_heading_text_and_signature_are_the_papers(paper, file):
    heading, signature = file.tables[0].rows[0].cells, [t for t in file.tables if "Nơi nhận:" in t.cell(0, 0).text]

    assert [p.text for p in heading[0].paragraphs] == ["ĐẢNG BỘ QUẬN GÒ VẤP", "ĐẢNG ỦY PHƯỜNG 11", "*", "Số 12-BC/ĐU"]
    assert [p.text for p in heading[1].paragraphs] == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Phường 11, ngày 10 tháng 01 năm 2022"]
    assert [p.text for p in signature[0].cell(0, 0).paragraphs] == ["Nơi nhận:", *paper.signature.recipients]
    assert [p.text for p in signature[0].cell(0, 1).paragraphs] == [
        "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Trần Thị Kiểm Thử"
    ]  # fmt: skip
    said = [text for part in paper.parts for text in (part.title, *part.paragraphs)]
    assert [text for text in texts(file) if text in said] == said


def test_heads_are_repeated_and_no_row_is_split(file):
    rows = [row for table in file.tables for row in table._tbl.tr_lst]

    assert [row for row in rows if row.trPr.find(qn("w:cantSplit")) is None] == []
    with_heads = [t for t in file.tables if t._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None]
    assert len(with_heads) == len(word_tables(_bytes(file)))
    assert len(with_heads) > 10


def _bytes(file):
    buffer = BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def test_charts_say_where_their_bars_are(file):
    assert "Các thanh của biểu đồ được vẽ trong bản PDF của văn bản này; số liệu của biểu đồ ở bảng dưới đây." in texts(
        file
    )


def test_the_file_tells_nothing_of_what_made_it(content, file):
    kept = file.core_properties
    with zipfile.ZipFile(BytesIO(content)) as container:
        everything = b"".join(container.read(name) for name in container.namelist())
        dates = {entry.date_time for entry in container.infolist()}
        names = container.namelist()

    assert (kept.author, kept.last_modified_by, kept.comments, kept.content_status) == (
        "ĐẢNG ỦY PHƯỜNG 11", "ĐẢNG ỦY PHƯỜNG 11", MARK, MARK
    )  # fmt: skip
    assert {f"{kept.created:%Y-%m-%d %H:%M}", f"{kept.modified:%Y-%m-%d %H:%M}"} == {"2022-01-10 00:00"}
    assert dates == {(2022, 1, 10, 0, 0, 0)}
    assert re.findall(rb"python-docx|Macintosh|MS Mincho", everything) == []
    assert [name for name in names if re.search("thumbnail|app.xml|customXml|theme", name)] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("_x0041_ =1+1 @x", "_x0041_ =1+1 @x"),
        ("\u202egnud\u200f a\u0301 <w:br/>&amp;", "\u202egnud\u200f a\u0301 <w:br/>&amp;"),
        ("  hai  khoảng  ", "  hai  khoảng  "),
        ("đen\x00trắng\x1b\x0b", "đen␀trắng␛␋"),
        ("một\nhai\rba\tbốn", "một\nhai\rba\tbốn"),
        ("ắ😀" * 40_000, "ắ😀" * 40_000),
    ],
)
def test_hostile_text_neither_breaks_nor_changes(paper, text, told):
    table = Table(text[:60], simple_heads("TT", "Họ và tên"), (Row(("1", text)),), "people", words=(1,))
    hostile = replace(paper, parts=(Part(text[:60], (text,), (table,)),), annexes=())

    assert word_tables(working_copy_of(hostile)) == [[["1", told]]]
