"""Files made to fool the check, or to break it: each is found, or refused with its reason."""

import io
import json
import re
import zlib
from dataclasses import replace

import pikepdf
import pypdf
import pytest
from fontTools.ttLib import TTFont

from assessments.reports.proof.checking import MARKS, is_as_printed, verdict_on
from assessments.reports.proof.reading import NotAReportError
from assessments.reports.proof.seal import DATA_FILE, DOSSIER_FILE
from assessments.reports.report_json import canonical
from tests.assessments.reports.sealed_reports import RAW, changing, made

pytestmark = pytest.mark.usefixtures("one_key")


def refused(content: bytes) -> str:
    with pytest.raises(NotAReportError) as error:
        verdict_on(content)
    return error.value.code


def found(content: bytes) -> list[tuple[str, str]]:
    return [(difference.place, difference.printed) for difference in verdict_on(content).differences]


def saved_with_pypdf(content: bytes) -> bytes:
    out = io.BytesIO()
    pypdf.PdfWriter(clone_from=io.BytesIO(content)).write(out)
    return out.getvalue()


def saved_line_by_line(content: bytes) -> bytes:
    with changing(content, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.disable) as change:
        pass
    return change.content


@pytest.mark.parametrize("save", [saved_with_pypdf, saved_line_by_line])
def test_a_report_saved_again_by_another_tool_still_proves_itself(issued, save):
    content, seal = issued

    verdict = verdict_on(save(content), frozenset({seal.public_key}))

    assert (verdict.differences, verdict.authentic) == ((), True)


def test_printed_again_it_is_the_same_to_the_byte_unless_somebody_touched_it(issued):
    content, _seal = issued
    verdict = verdict_on(content)

    assert is_as_printed(content, verdict)
    assert not is_as_printed(saved_with_pypdf(content), verdict)


def picture(paper: pikepdf.Pdf) -> pikepdf.Stream:
    return pikepdf.Stream(
        paper, b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
        ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip


def cut(page: pikepdf.Page) -> None:
    page.obj.CropBox = [0, 0, 595, 400]


def turned(page: pikepdf.Page) -> None:
    page.obj.Rotate = 90


def scaled(page: pikepdf.Page) -> None:
    page.obj.UserUnit = 2


def test_what_text_does_not_tell_is_found_on_its_page(issued):
    """Each on a page of its own, so that one check tells of all and of nothing else."""
    drawings = {
        2: (b"q 40 0 0 20 100 700 cm /Lie Do Q", "picture"),
        3: (b"q 40 0 0 20 100 700 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \0 EI Q", "picture"),
        4: (b"1 1 1 rg 0 0 595 842 re f", "covered"),
        5: (b"0 0 0 rg 0 0 595 842 re b", "covered"),
        6: (b"/OC /Layer BDC EMC", "layer"),
    }
    changes = {7: (cut, "cut"), 8: (turned, "cut"), 9: (scaled, "cut")}
    with changing(issued[0]) as change:
        paper = change.paper
        paper.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))
        picture = pikepdf.Stream(
            paper, b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        paper.pages[1].add_resource(picture, pikepdf.Name.XObject, pikepdf.Name("/Lie"))
        for page, (drawing, _code) in drawings.items():
            paper.pages[page - 1].contents_add(drawing)
        for page, (done, _code) in changes.items():
            done(paper.pages[page - 1])
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[90, 690, 200, 710])
        paper.pages[9].Annots = paper.make_indirect(pikepdf.Array([paper.make_indirect(note)]))

    assert found(change.content) == [
        ("tệp PDF", MARKS["action"]),
        *((f"trang {page}", MARKS[code]) for page, (_done, code) in (drawings | changes).items()),
        ("trang 10", MARKS["note"]),
    ]


def rewritten(change, page: int, edit) -> None:
    """One page drawn otherwise; the edit must find what it looks for."""
    target = change.paper.pages[page - 1]
    before = b"\n".join(stream.read_bytes() for stream in target.Contents)
    after = edit(before)
    assert after != before
    target.Contents = change.paper.make_stream(after)


def exchanged(drawn_so_far: bytes) -> bytes:
    """Two runs of text in each other's place, read in the same order as before."""
    places = list(re.finditer(rb"1 0 0 -1 \S+ \S+ Tm", drawn_so_far))
    first, second = places[20], places[24]
    return b"".join(
        [drawn_so_far[: first.start()], second[0], drawn_so_far[first.end() : second.start()], first[0],
         drawn_so_far[second.end() :]]
    )  # fmt: skip


def test_text_that_is_not_seen_as_it_is_read_is_found_on_its_page(issued):
    """Each on a page of its own, so that one check tells of all."""
    edits = {
        2: (exchanged, "moved"),
        3: (lambda text: b"q 0 0 1 1 re W n " + text + b" Q", "hidden"),
        4: (lambda text: re.sub(rb"1 0 0 -1 (\S+ \S+) Tm", rb"0.01 0 0 -0.01 \1 Tm", text, count=1), "warped"),
        5: (lambda text: re.sub(rb"(\[<[^]]*>] TJ)", rb"/Span <</ActualText (9)>> BDC \1 EMC", text, count=1), "other"),
        6: (lambda text: text + b" q 3 w 200 60 m 215 40 l S Q", "drawn"),
        7: (lambda text: text + b" q 1 1 1 RG 500 w 0 500 m 595 500 l S Q", "covered"),
        8: (lambda text: re.sub(rb">] TJ", rb">-90000] TJ", text, count=1), "warped"),
        9: (lambda text: text + b" q 200 60 m 200 67 l S Q", "drawn"),
        10: (lambda text: text + b" BT 1 1 1 rg /F0 9 Tf 1 0 0 1 100 700 Tm (7) Tj ET", "pale"),
        11: (lambda text: text + b" BT 3 Tr /F0 9 Tf 1 0 0 1 100 700 Tm (7) Tj ET", "hidden"),
        12: (lambda text: text + b" BT /F0 9 Tf 1 0 0 1 100 9000 Tm (7) Tj ET", "outside"),
    }
    number = 13  # of the page whose number is painted over
    with changing(issued[0]) as change:
        for page, (edit, _code) in edits.items():
            rewritten(change, page, edit)
        form = change.paper.pages[number - 1].resources.XObject[f"/PageNumber{number}"]
        form.write(form.read_bytes() + b" 0 0 100 100 re f")

    expected = {page: code for page, (_edit, code) in edits.items()} | {number: "picture"}
    assert {(f"trang {page}", MARKS[code]) for page, code in expected.items()} <= set(found(change.content))


def test_a_font_that_shows_other_letters_than_are_read_is_found(issued):
    """Three lies, each in the fonts of another annex."""
    lies = {6: other_table, 9: other_shapes, 12: other_numbers}
    with changing(issued[0]) as change:
        for page, lie in lies.items():
            for font in change.paper.pages[page - 1].resources.Font.values():
                lie(change.paper, font)

    assert {(f"trang {page}", MARKS["letters"]) for page in lies} <= set(found(change.content))


def other_table(_paper: pikepdf.Pdf, font: pikepdf.Object) -> None:
    font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0014> <0031>", b"<0014> <0037>"))


def other_shapes(_paper: pikepdf.Pdf, font: pikepdf.Object) -> None:
    file = font.DescendantFonts[0].FontDescriptor.FontFile2
    file.write(with_one_as_seven(file.read_bytes()))


def other_numbers(paper: pikepdf.Pdf, font: pikepdf.Object) -> None:
    numbers = bytearray(b"".join(number.to_bytes(2, "big") for number in range(3_000)))
    numbers[0x14 * 2 : 0x14 * 2 + 2] = (0x1A).to_bytes(2, "big")
    font.DescendantFonts[0].CIDToGIDMap = paper.make_stream(bytes(numbers))


def with_one_as_seven(content: bytes) -> bytes:
    font = TTFont(io.BytesIO(content))
    shapes, order = font["glyf"].glyphs, font.getGlyphOrder()
    shapes[order[0x14]], shapes[order[0x1A]] = shapes[order[0x1A]], shapes[order[0x14]]
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def test_a_bar_of_another_length_and_another_code_are_found(issued):
    def shortened(text: bytes) -> bytes:
        *_others, last = re.finditer(rb"(\S+ \S+) (\S+) 36 re\nB", text)
        return text[: last.start()] + b"%s %d 36 re\nB" % (last[1], int(float(last[2])) - 7) + text[last.end() :]

    with changing(issued[0]) as change:
        number = len(change.paper.pages)
        rewritten(change, number - 1, shortened)
        rewritten(change, number, lambda text: text.replace(b"2 2.5 m\n9 2.5 l", b"2 2.5 m\n8 2.5 l"))

    assert [page for page, printed in found(change.content) if printed == "hình vẽ khác"] == [
        f"trang {number - 1}",
        f"trang {number}",
    ]


@pytest.mark.parametrize("place", ["file", "page", "name"])
def test_a_third_file_or_another_name_is_refused(issued, place):
    with changing(issued[0]) as change:
        more = change.paper.make_indirect(pikepdf.AttachedFileSpec(change.paper, b"x", filename="khac.txt").obj)
        match place:
            case "file":
                change.paper.Root.AF.append(more)
            case "page":
                change.paper.pages[0].obj.AF = pikepdf.Array([more])
            case "name":
                change.paper.attachments[DOSSIER_FILE].obj.UF = pikepdf.String("khac.json")

    assert refused(change.content) == "attachments"


def test_a_list_of_attachments_that_branches_without_end_is_refused(issued):
    with changing(issued[0]) as change:
        below = pikepdf.Dictionary(Names=pikepdf.Array())
        for _depth in range(18):
            below = pikepdf.Dictionary(Kids=pikepdf.Array([change.paper.make_indirect(below)] * 8))
        change.paper.Root.Names.EmbeddedFiles.Kids = pikepdf.Array([change.paper.make_indirect(below)])

    assert refused(change.content) == "attachments"


def test_two_attachments_of_one_name_are_refused(issued):
    with changing(issued[0]) as change:
        names = change.paper.Root.Names.EmbeddedFiles.Names
        names.append(pikepdf.String(DOSSIER_FILE))
        names.append(names[1])

    assert refused(change.content) == "attachments"


def test_an_attachment_that_opens_as_another_elsewhere_is_refused(issued):
    with changing(issued[0]) as change:
        spec = change.paper.attachments[DOSSIER_FILE].obj
        spec.EF.UF = change.paper.make_stream(b"{}")

    assert refused(change.content) == "attachments"


@pytest.mark.parametrize("key", ["", "bi-mat"])
def test_an_encrypted_file_is_refused(issued, key):
    with changing(issued[0], encryption=pikepdf.Encryption(owner="chu", user=key)) as change:
        pass

    assert refused(change.content) == "encrypted"


@pytest.fixture(scope="module")
def zeros() -> bytes:
    """What unpacks to two gigabytes: one block, pressed once and repeated."""
    size, block = 2 * 1024**3, 1024**2
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    pressed = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    # The sum (RFC 1950) of so many zeros: nothing is added to the 1 it begins with, which is summed at each byte.
    checksum = (size % 65_521 << 16 | 1).to_bytes(4, "big")
    return b"\x78\xda" + pressed * (size // block) + packer.flush() + checksum


def test_an_attachment_of_two_gigabytes_of_nothing_is_refused(issued, zeros):
    with changing(issued[0], stream_decode_level=pikepdf.StreamDecodeLevel.none) as change:
        change.paper.attachments[DATA_FILE].obj.EF.F.write(zeros, filter=pikepdf.Name.FlateDecode)

    assert refused(change.content) == "size"


def test_a_narrative_longer_than_everything_printed_is_refused_before_it_is_laid_out(issued):
    with changing(issued[0]) as change:
        file = change.paper.attachments[DATA_FILE].obj.EF.F
        told = json.loads(file.read_bytes())
        told["narrative"]["situation"] = "a\n" * 5_000_000
        file.write(canonical(told))

    assert refused(change.content) == "size"


def test_a_page_of_two_gigabytes_of_nothing_is_refused(issued, zeros):
    with changing(issued[0], stream_decode_level=pikepdf.StreamDecodeLevel.none) as change:
        bomb = change.paper.make_stream(b"")
        bomb.write(zeros, filter=pikepdf.Name.FlateDecode)
        change.paper.pages[1].Contents = bomb

    assert refused(change.content) in {"size", "pdf"}


def test_objects_packed_into_two_gigabytes_are_refused(zeros):
    """An object stream is unpacked before anything can be asked of the file."""
    stream = b"1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n"
    head = b"%PDF-1.7\n"
    packed = stream % (len(zeros), zeros)
    table_at = len(head) + len(packed)
    rows = (
        b"\0\0\0\0\0"
        + b"\1"
        + len(head).to_bytes(3, "big")
        + b"\0"
        + b"\2\0\0\1\0"
        + b"\1"
        + table_at.to_bytes(3, "big")
        + b"\0"
    )
    table = (
        b"3 0 obj<</Type/XRef/Size 4/W[1 3 1]/Root 2 0 R/Length %d>>stream\n%s\nendstream endobj\nstartxref\n%d\n%%%%EOF"
        % (len(rows), rows, table_at)
    )

    assert refused(head + packed + table) in {"size", "pdf"}


def with_seal(contents, **changes):
    return replace(contents, seal=replace(contents.seal, **changes))


def test_a_signature_in_capitals_is_found():
    """The same number in other letters: nothing is false, and it is not what the portal prints."""
    content, seal = made(RAW, shown=lambda contents: with_seal(contents, signature=contents.seal.signature.upper()))

    verdict = verdict_on(content, frozenset({seal.public_key}))

    assert (verdict.consistent, verdict.authentic) == (False, True)
    code, difference = verdict.differences
    assert code.expected.startswith("mã QR")
    assert (difference.expected, difference.printed) == (seal.signature, seal.signature.upper())


def test_a_hash_printed_otherwise_is_found():
    content, seal = made(RAW, shown=lambda contents: with_seal(contents, content_hash="0" * 64))

    verdict = verdict_on(content, frozenset({seal.public_key}))

    assert (verdict.consistent, verdict.authentic) == (False, True)
    assert verdict.differences[0].printed == "0" * 64
