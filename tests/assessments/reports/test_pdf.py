"""The PDF itself: its text is its source, its fonts are in it, its pages are A4, and nothing is fetched."""

import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader, mult

from assessments.reports.catalogue import CATALOGUE, PAPERS, WARD_SUMMARY, html_of, printed
from assessments.reports.contents.blocks import Head, Row, Table, numbered
from assessments.reports.contents.ward_summary_tables import graded_heads
from assessments.reports.pdf import pdf_of, style_sheet
from assessments.reports.renderer import ground_here
from tests.assessments.reports.wards import ISSUE, NARRATIVE, counted, paper_of, random_ward

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
MARK = "DỰ THẢO – chưa có quyết định"
#: Faces with Times metrics and every Vietnamese letter, and the fallback that always has the letters.
FACES = ("Liberation-Serif", "Tinos", "Times", "TeX-Gyre-Termes", "DejaVu-Serif")


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def words(text: str) -> str:
    """Text without its line breaks and spaces: columns and wrapped lines leave the letters as they are."""
    return re.sub(r"\s+", "", text)


def text_of(reader: PdfReader) -> str:
    return words("".join(page.extract_text() for page in reader.pages))


@pytest.fixture(scope="module")
def ward():
    return counted(random_ward(11, members=90, cells=6))


@pytest.fixture(scope="module")
def paper(ward):
    return paper_of(ward.tally, ISSUE)


@pytest.fixture(scope="module")
def issued(paper):
    return read(printed(WARD_SUMMARY, paper))


@pytest.fixture(scope="module")
def draft():
    return read(printed(WARD_SUMMARY, paper_of(counted(random_ward(11), decided=False).tally)))


def printed_texts(paper):
    """Every text the contents hold."""
    head, sign = paper.letterhead, paper.signature
    yield from (head.superior, head.committee, head.number, head.place_and_date, head.kind, head.subject)
    yield from (paper.opening, paper.closing, sign.authority, sign.position, sign.name, *sign.recipients)
    parts = [*paper.parts, *paper.annexes, *(under for part in paper.parts for under in part.parts)]
    for part in parts:
        yield from (part.title, *part.paragraphs)
    for table in (table for part in parts for table in part.tables):
        yield table.caption
        for row in table.rows:
            yield from row.cells


def test_every_text_of_the_contents_is_found_again(issued, paper):
    found = text_of(issued)

    assert [text for text in printed_texts(paper) if words(text) not in found] == []


def test_the_text_is_composed_unicode(issued):
    texts = [page.extract_text() for page in issued.pages]

    assert [text for text in texts if not unicodedata.is_normalized("NFC", text)] == []
    assert "\ufffd" not in "".join(texts)


def test_every_font_is_embedded_and_a_serif_with_all_letters(issued):
    fonts = {
        font["/BaseFont"]: font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for page in issued.pages
        for font in (ref.get_object() for ref in page["/Resources"]["/Font"].values())
    }

    assert fonts
    assert [
        name for name, descriptor in fonts.items() if "/FontFile2" not in descriptor and "/FontFile3" not in descriptor
    ] == []
    assert [name for name in fonts if not name.partition("+")[2].startswith(FACES)] == []


def test_pages_are_a4_and_only_the_two_wide_tables_lie_across(issued):
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in issued.pages]
    across = [page.extract_text() for page, (width, height) in zip(issued.pages, sizes, strict=True) if width > height]

    assert all(sorted(size) == pytest.approx(sorted(A4), abs=0.5) for size in sizes)
    assert ["Thống kê kết quả" in across[0], "Kết quả theo chi bộ" in across[1], len(across)] == [True, True, 2]


def places_on(page) -> list[tuple[float, float]]:
    """Where pieces of text begin, in points from the lower left corner."""
    found = []

    def visit(text, outer, inner, _font, _size):
        if text.strip():
            found.append(tuple(mult(inner, outer)[4:]))

    page.extract_text(visitor_text=visit)
    return found


def test_the_text_keeps_the_margins(issued):
    """Left 30, right 15, bottom 20, top 20 mm; only page number and draft mark stand in the top margin."""
    for number, page in enumerate(issued.pages, start=1):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        places = places_on(page)
        in_the_margin = [y for _x, y in places if y > height - 20 * MM]

        assert min(x for x, _y in places) >= 30 * MM - 1
        assert max(x for x, _y in places) <= width - 15 * MM
        assert min(y for _x, y in places) >= 20 * MM
        assert len(in_the_margin) == (number > 1)


def test_every_page_after_the_first_carries_its_number(issued):
    total = len(issued.pages)

    for number, page in enumerate(issued.pages, start=1):
        assert (f"{number}/{total}" in page.extract_text()) == (number > 1)


def test_a_draft_is_marked_on_every_page(draft):
    assert [number for number, page in enumerate(draft.pages, 1) if MARK not in page.extract_text()] == []


def test_a_decided_paper_carries_no_mark(issued):
    assert words("DỰ THẢO") not in text_of(issued)


def pages_of_a_list(rows: int) -> list[str]:
    """A list of people alone, set by the paper's template and style."""
    heads = (tuple(Head(text) for text in ("TT", "Họ và tên", "Chi bộ")),)
    table = Table("Đảng viên", heads, numbered(("Lê Văn An", "Khu phố 1") for _row in range(rows)), "people")
    html = render_to_string("reports/_table.html", {"table": table})
    return [page.extract_text() for page in read(pdf_of(f"<div class='paper'>{html}</div>")).pages]


def test_heads_of_long_tables_are_repeated():
    pages = pages_of_a_list(120)

    assert len(pages) >= 3
    assert [text.count("Họ và tên") for text in pages] == [1] * len(pages)
    assert sum(text.count("Lê Văn An") for text in pages) == 120


def test_no_row_stands_alone_on_a_page():
    fit = pages_of_a_list(120)[0].count("Lê Văn An")

    for rows in range(fit - 1, fit + 4):
        counts = [text.count("Lê Văn An") for text in pages_of_a_list(rows)]
        assert sum(counts) == rows
        assert min(counts) >= 2
    assert len(pages_of_a_list(fit)) == 1


def test_every_figure_of_the_officers_table_stays_on_one_line():
    row = Row(("cấp quận", "100", "0", "100", *("100", "100,0%") * 4))
    table = Table("Cán bộ", graded_heads("Cấp quản lý", "Tổng số", "Chưa xếp loại"), (row,), "pools")
    html = render_to_string("reports/_table.html", {"table": table})
    (page,) = read(pdf_of(f"<div class='paper'>{html}</div>")).pages

    assert page.extract_text().count("100,0%") == 4


def test_bytes_follow_from_the_data_alone():
    first, again, other = (
        printed(WARD_SUMMARY, paper_of(counted(random_ward(11, members=members)).tally, ISSUE)) for members in (6, 6, 7)
    )

    assert first == again
    assert first != other


def test_the_only_date_inside_is_the_papers(issued):
    assert issued.metadata["/CreationDate"] == "D:20220110000000Z"
    assert issued.metadata["/ModDate"] == "D:20220110000000Z"
    assert issued.metadata["/Title"].startswith("BÁO CÁO kết quả kiểm điểm")
    assert issued.metadata["/Author"] == "ĐẢNG ỦY PHƯỜNG 11"
    assert issued.trailer["/Root"]["/Lang"] == "vi"


HOSTILE = (
    "<img src='file:///etc/passwd'><link rel=attachment href='file:///etc/hostname'> & {{ 1 }} {% now 'Y' %}",
    "<style>@page{size:A5}</style><script>alert(1)</script>",
    "<iframe src='http://127.0.0.1:9/'></iframe> url(http://127.0.0.1:9/x.png)",
    "a" * 600,
)


def test_typed_text_stays_text():
    few = counted(random_ward(2, members=4, cells=1)).tally

    reader = read(printed(WARD_SUMMARY, paper_of(few, ISSUE, NARRATIVE | {"situation": "\n".join(HOSTILE)})))

    found = text_of(reader)
    assert [text for text in HOSTILE if words(text) not in found] == []
    assert reader.attachments == {}
    assert {round(float(page.mediabox.width + page.mediabox.height)) for page in reader.pages} == {round(sum(A4))}


def test_the_renderer_fetches_nothing(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>bí mật</text></svg>")
    html = f"<p>trước</p><img src='{secret.as_uri()}' alt=''><link rel='attachment' href='{secret.as_uri()}'><p>sau</p>"

    reader = read(pdf_of(html))

    assert "bí mật" not in reader.pages[0].extract_text()
    assert reader.attachments == {}
    assert list(reader.pages[0].images) == []


def test_the_style_sheet_names_no_address():
    assert "url(" not in style_sheet()
    assert "@import" not in style_sheet()


def test_the_catalogue_is_found_by_its_codes():
    assert list(PAPERS) == [paper.code for paper in CATALOGUE]
    assert 'lang="vi"' in html_of(WARD_SUMMARY, paper_of(counted(random_ward(1)).tally))


def test_each_thread_makes_the_ground_of_papers_once():
    with ThreadPoolExecutor(1) as other:
        grounds = [ground_here(""), ground_here(""), other.submit(ground_here, "").result()]

    assert grounds[0] is grounds[1]
    assert grounds[0] is not grounds[2]
