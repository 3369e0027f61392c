"""Papers to be kept: PDF/A as a validator reads it, and what validators do not look at."""

import hashlib
import io
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as portal
from page import ValidationProfile, validate_pdf_bytes
from pikepdf import Name
from pypdf import PdfReader

from assessments.reports.archivable import written
from assessments.reports.pdf import pdf_of, printable
from assessments.reports.proof.seal import DATA_FILE, DOSSIER_FILE


@pytest.fixture
def paper(issued):
    with pikepdf.open(io.BytesIO(issued[0])) as paper:
        yield paper


def faults(content: bytes, profile: ValidationProfile) -> list[str]:
    report = validate_pdf_bytes(content, profile=profile)
    assert report.rules.total > 100
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def of_type(paper, kind: Name):
    return [item for item in paper.objects if isinstance(item, pikepdf.Dictionary) and item.get(Name.Type) == kind]


def keys_in(paper) -> set[str]:
    """Every key of every dictionary, of streams too."""

    def within(item):
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield from item.keys()
            for value in (item[key] for key in item.keys()):  # noqa: SIM118 -- not a mapping
                if not value.is_indirect if isinstance(value, pikepdf.Object) else False:
                    yield from within(value)
        elif isinstance(item, pikepdf.Array):
            for value in item:
                if isinstance(value, pikepdf.Object) and not value.is_indirect:
                    yield from within(value)

    return {key for item in paper.objects for key in within(item)}


# --- the issued ward report


def test_the_issued_report_is_pdf_a_3u(issued):
    assert faults(issued[0], ValidationProfile.PDF_A_3U) == []


def test_the_validator_finds_faults(issued):
    with pikepdf.open(io.BytesIO(issued[0])) as paper:
        del paper.Root.OutputIntents
        out = io.BytesIO()
        paper.save(out)

    assert any(
        "OUTPUT-INTENT" in fault or "DEVICE" in fault for fault in faults(out.getvalue(), ValidationProfile.PDF_A_3U)
    )


def test_it_declares_what_it_is_once(paper):
    [intent] = paper.Root.OutputIntents

    assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
    assert "sRGB" in str(intent.OutputConditionIdentifier)
    metadata = paper.open_metadata()
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")
    assert (
        len([item for item in paper.objects if isinstance(item, pikepdf.Stream) and item.get("/Type") == "/Metadata"])
        == 1
    )
    assert len(of_type(paper, Name.Catalog)) == 1


def test_both_kinds_of_metadata_say_the_same(paper):
    metadata, info = paper.open_metadata(), paper.docinfo

    assert metadata["dc:title"] == str(info["/Title"])
    assert metadata["dc:creator"] == [str(info["/Author"])]
    assert metadata["pdf:Producer"] == str(info["/Producer"])
    assert (metadata["xmp:CreateDate"], str(info["/CreationDate"])) == ("2022-01-10T00:00:00Z", "D:20220110000000Z")
    assert (metadata["xmp:ModifyDate"], str(info["/ModDate"])) == ("2022-01-10T00:00:00Z", "D:20220110000000Z")
    assert paper.Root.Lang == "vi"


def test_every_font_is_inside_with_its_letters_under_a_tag_of_its_own(paper):
    fonts = [font for font in of_type(paper, Name.Font) if font.Subtype == Name.Type0]
    tags = {}

    assert len(fonts) > 4
    for font in fonts:
        [letters] = font.DescendantFonts
        program = letters.FontDescriptor.FontFile2.read_bytes()
        tag, _plus, _face = str(font.BaseFont)[1:].partition("+")
        assert str(font.BaseFont) == str(letters.BaseFont) == str(letters.FontDescriptor.FontName)
        assert re.fullmatch("[A-Z]{6}", tag)
        assert b"beginbf" in font.ToUnicode.read_bytes()
        assert tags.setdefault(tag, hashlib.sha256(program).digest()) == hashlib.sha256(program).digest()
    assert len(set(tags.values())) == len(tags)


def test_it_carries_its_two_files_and_nothing_that_acts(paper):
    named = paper.Root.Names.EmbeddedFiles.Names
    specs = [named[index] for index in range(1, len(named), 2)]

    assert [str(named[index]) for index in range(0, len(named), 2)] == sorted([DOSSIER_FILE, DATA_FILE])
    assert [spec.objgen for spec in specs] == [spec.objgen for spec in paper.Root.AF]
    assert {str(spec.F): str(spec.AFRelationship) for spec in specs} == {DOSSIER_FILE: "/Source", DATA_FILE: "/Data"}
    assert {str(spec.EF.F.Subtype) for spec in specs} == {"/application/json"}
    forbidden = {
        "/AA",
        "/OpenAction",
        "/JavaScript",
        "/JS",
        "/Launch",
        "/URI",
        "/AcroForm",
        "/Encrypt",
        "/A",
        "/Annots",
    }
    assert keys_in(paper) & forbidden == set()
    assert not paper.is_encrypted


def test_no_letter_is_hidden(paper):
    for page in paper.pages:
        modes = [int(operands[0]) for operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "Tr"]
        assert set(modes) <= {0}


def test_bookmarks_lead_to_their_pages_and_pages_are_numbered(issued):
    reader = PdfReader(io.BytesIO(issued[0]))
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    bare = [re.sub(r"\s", "", text) for text in texts]

    def marks(items):
        for item in items:
            yield from marks(item) if isinstance(item, list) else [item]

    found = [(mark.title, reader.get_destination_page_number(mark)) for mark in marks(reader.outline)]
    assert len(found) > 10
    assert [title for title, page in found if re.sub(r"\s", "", title) not in bare[page]] == []
    pages = [page for _title, page in found]
    assert pages == sorted(pages)
    # The first page of a party document carries no number; those of the annexes, begun apart, carry on.
    numbers = [re.search(r"(\d+)/(\d+)$", text) for text in texts]
    assert [found and found.groups() for found in numbers] == [
        None,
        *((str(number), str(len(texts))) for number in range(2, len(texts) + 1)),
    ]


def test_two_processes_write_the_same_bytes(tmp_path):
    """Each with a cache of its own and another order of its sets; the key is the same, or the signature would differ."""
    program = (
        "import django; django.setup()\n"
        "import hashlib, pathlib\n"
        "from assessments.reports.catalogue import WARD_SUMMARY, printed\n"
        "from tests.assessments.reports.wards import ISSUE, counted, paper_of, random_ward\n"
        "print(hashlib.sha256(printed(WARD_SUMMARY, paper_of(counted(random_ward(3, members=5, cells=1)).tally, ISSUE))).hexdigest())"
    )
    digests = []
    for seed in ("1", "2"):
        place = {"PORTAL_VAR": str(tmp_path / seed), "PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}"}
        Path(place["PORTAL_VAR"]).mkdir()
        command = [sys.executable, "-c", program]
        ran = subprocess.run(
            command, env=os.environ | place, cwd=portal.BASE_DIR, capture_output=True, text=True, check=True
        )
        digests.append(ran.stdout.strip())

    assert len(digests[0]) == 64
    assert digests[0] == digests[1]


# --- letters without a shape

PASTED = "\uf0b7 Đã làm \ue123 x\u0378 y\ufffe z\U000e0000"


def test_signs_no_font_has_are_shown_as_one():
    assert printable(PASTED) == "• Đã làm � x� y� z�"
    assert printable("ẮẰẲẴẶ e\u0302\u0323 😀 漢") == "ẮẰẲẴẶ e\u0302\u0323 😀 漢"


def test_a_paper_with_them_is_still_pdf_a_and_can_be_read_back():
    content = pdf_of(f"<html lang='vi'><head><title>Đơn</title></head><body>{printable(PASTED)}</body></html>")

    assert faults(content, ValidationProfile.PDF_A_2U) == []
    assert PdfReader(io.BytesIO(content)).pages[0].extract_text() == "• Đã làm � x� y� z�"


def test_beside_a_letter_that_no_font_has_the_others_can_be_read():
    """No PDF/A, but no loss: a letter without a font, here of Cham and past the last plane that fonts know."""
    content = pdf_of("<html lang='vi'><head><title>Đơn</title></head><body>Đảng \uaa00 ủy \U00011000</body></html>")

    assert PdfReader(io.BytesIO(content)).pages[0].extract_text() == "Đảng \uaa00 ủy \U00011000"


# --- the file


def test_no_stream_ends_in_a_carriage_return():
    data = b"q Q " * 6  # the sum over it ends in one
    assert zlib.adler32(data) & 0xFF == ord("\r")
    with pikepdf.new() as paper:
        paper.add_blank_page()
        paper.pages[0].Contents = paper.make_stream(data)
        plain = io.BytesIO()
        paper.save(plain)
        content = written(paper)

    assert b"\r\nendstream" in plain.getvalue()
    assert b"\r\nendstream" not in content
    with pikepdf.open(io.BytesIO(content)) as again:
        assert again.pages[0].Contents.read_bytes() == data
    assert PdfReader(io.BytesIO(content)).pages[0].get_contents().get_data().strip() == data.strip()


# --- the other papers


def test_a_small_paper_is_pdf_a_2u():
    content = pdf_of("<html lang='vi'><head><title>Đơn</title></head><body><p>Đảng ủy phường ẮẰẲẴẶ</p></body></html>")

    assert faults(content, ValidationProfile.PDF_A_2U) == []
