"""Files made to do harm, each made here: refused in words, in little time and memory, nothing fetched, nothing run.

A process of its own with a bound on its memory opens them all: what takes more than that bound fails there.
"""

import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from cells.workbooks import open_workbook

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
FETCHES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hostname">]>'
#: Opens each file as the portal does; the answer of each, and how much memory all took together.
OPENS = """
import json, resource, sys, django
django.setup()
from cells.paper_files import checked_paper
from cells.refusals import Refused
from cells.workbooks import open_workbook
from pathlib import Path
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
said = {}
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
for file in sorted(Path(sys.argv[1]).iterdir()):
    try:
        open_workbook(file.read_bytes()) if file.name.startswith("xlsx") else checked_paper("a", file.read_bytes())
        said[file.name] = "taken"
    except Refused as refused:
        said[file.name] = str(refused.refusals[0])
    except BaseException as fault:
        said[file.name] = f"FAULT {type(fault).__name__}"
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
print(json.dumps({"said": said, "grown": grown}))
"""


def packed(letter: bytes, megabytes: int) -> bytes:
    return zlib.compress(letter * megabytes * MEGABYTE, 9)


def container(parts: dict) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return made.getvalue()


def word(text: bytes, links: bytes = b"") -> bytes:
    inside = {"[Content_Types].xml": TYPES, "word/document.xml": text}
    return container(inside | ({"word/_rels/document.xml.rels": links} if links else {}))


def links_to(*targets: str) -> bytes:
    """Relationships of a package (the workbook, first) or of a workbook (a sheet, then its texts)."""
    kinds = ("officeDocument",) if len(targets) == 1 else ("worksheet", "sharedStrings")
    links = "".join(
        f'<Relationship Id="r{number}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(zip(kinds, targets, strict=True), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'.encode()


BOOK = (
    f'<workbook xmlns="{SHEET}" xmlns:r="{LINKS}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
)


def sheet(cells: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    named = f'<worksheet xmlns="{SHEET}"><sheetData>'.encode()
    return before + named + cells + b"</sheetData>" + after + b"</worksheet>"


def texts(shared: bytes) -> bytes:
    return f'<sst xmlns="{SHEET}">'.encode() + shared + b"</sst>"


def workbook(
    cells: bytes,
    *,
    before: bytes = b"",
    after: bytes = b"",
    shared: bytes = b"",
    part: str = "worksheets/s.xml",
    more: dict[str | zipfile.ZipInfo, bytes] | None = None,
) -> bytes:
    """`more`: parts that stand last in the file."""
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": links_to("xl/workbook.xml"),
        "xl/workbook.xml": BOOK.encode(),
        "xl/_rels/workbook.xml.rels": links_to(part, "sharedStrings.xml"),
        f"xl/{part}": sheet(cells, before, after),
        "xl/sharedStrings.xml": texts(shared),
    }
    return container(parts | (more or {}))


def renamed(name: str, other: str) -> zipfile.ZipInfo:
    """An entry that some readers find under `other` (Info-ZIP's field for names in Unicode)."""
    entry = zipfile.ZipInfo(name)
    told = struct.pack("<BI", 1, zlib.crc32(name.encode())) + other.encode()
    entry.extra = struct.pack("<HH", 0x7075, len(told)) + told
    return entry


def stream(head: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)


def pdf(*objects: bytes) -> bytes:
    made, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))
    return made + head + table + tail


def pdf_of_packed_table() -> bytes:
    """The table of contents of the file itself unpacks to what no machine holds."""
    head = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    table = stream(b"/Type /XRef /W [1 4 1] /Size 30000000 /Root 1 0 R /Filter /FlateDecode", packed(b"\0", 170))
    return head + b"5 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (table, len(head))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    sealed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(sealed)


def size(width: int, height: int) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)


ROOT_OF_PDF = b"<< /Type /Catalog /Pages 2 0 R >>"
DOT, END = (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")
FAR = b'<row r="1"><c r="XFD1048576"><v>1</v></c></row>'
TALL = FAR.replace(b"XFD1048576", b"Z200000")
TEXT = b'<row r="%d">' + b'<c t="s"><v>0</v></c>' * 20 + b"</row>"
ONE = b"<row><c><v>1</v></c></row>"
MANY, LONG = b"".join(TEXT % row for row in range(1, 3000)), b"<si><t>%s</t></si>" % (b"x" * MEGABYTE)


def read_otherwise() -> dict[str, bytes]:
    """Workbooks of which a reader with other rules for names sees what nobody looked at."""
    tall = {"xl/worksheets/tall.bin": sheet(TALL)}
    other = links_to("worksheets/tall.bin", "sharedStrings.xml")
    text = texts(LONG.replace(b"x" * MEGABYTE, b"x" * 700))
    return {
        "capitals": workbook(ONE, more=tall | {"XL/_rels/workbook.xml.rels": other}),
        "the other stroke": workbook(ONE, more=tall | {"xl\\_rels\\workbook.xml.rels": other}),
        "another book": workbook(
            ONE, more=tall | {"_rels/.rels": links_to("x/workbook.xml"), "x/workbook.xml": BOOK.encode(), "x/_rels/workbook.xml.rels": other}
        ),
        "texts behind the other stroke": workbook(MANY, shared=b"<si/>", more={"xl\\sharedStrings.xml": text}),
        "texts elsewhere": workbook(
            MANY,
            more={
                "_rels/.rels": links_to("x/workbook.xml"), "x/workbook.xml": BOOK.encode(), "x/sharedStrings.xml": text,
                "x/_rels/workbook.xml.rels": links_to("/xl/worksheets/s.xml", "sharedStrings.xml"),
            },
        ),
    }  # fmt: skip


def made() -> dict[str, bytes]:
    """Name (beginning with its kind) → file."""
    branches = [b"<< /Type /Pages /Kids [%d 0 R %d 0 R %d 0 R] /Count 1 >>" % ((n,) * 3) for n in range(3, 30)]
    outside = f'<Relationships><Relationship Id="r1" Type="{LINKS}/attachedTemplate" Note=">" Target="http://x/" TargetMode="External"/></Relationships>'
    return {
        "pdf packed table": pdf_of_packed_table(),
        "pdf tree without end": pdf(ROOT_OF_PDF, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
        "pdf tree of many branches": pdf(ROOT_OF_PDF, *branches, b"<< /Type /Page >>"),
        "pdf nested deep": pdf(b"<< /Type /Catalog /Pages 2 0 R /Names " + b"[" * 90_000, b"<< /Type /Pages >>"),
        "png of a huge size": png(size(60_000, 60_000), DOT, END),
        "png text that unpacks": png(size(1, 1), *[(b"zTXt", b"k\0\0" + packed(b"A", 40))] * 3, DOT, END),
        "png profile that unpacks": png(size(1, 1), (b"iCCP", b"k\0\0" + packed(b"A", 100)), DOT, END),
        "docx entities": word(LAUGHS + b"<w>&j;</w>"),
        "docx entity fetched": word(FETCHES + b"<w>&j;</w>"),
        "docx template behind a bracket": word(b"<w/>", outside.encode()),
        "docx tags that never end": word(b"<w/>", b"<Relationship " * 2_000_000),
        "xlsx entities": workbook(b"<row><c><v>&j;</v></c></row>", before=LAUGHS),
        "xlsx entity fetched": workbook(b"<row><c><v>&j;</v></c></row>", before=FETCHES),
        "xlsx far cell": workbook(FAR),
        "xlsx far cell behind a bracket": workbook(FAR.replace(b"<c ", b'<c q=">" ')),
        "xlsx far cell under another name": workbook(FAR, part="other/s.bin"),
        "xlsx cells without address": workbook(b"<row>" + b"<c><v>1</v></c>" * 1_000_000 + b"</row>"),
        "xlsx one text named often": workbook(MANY, shared=LONG),
        "xlsx merged without end": workbook(b"", after=b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 900_000 + b"</mergeCells>"),
        "xlsx tags that never end": workbook(b'<c t="e" r="A1" ' * 1_000_000),
        "xlsx nested deep": workbook(b"<c>" * 2_000_000),
        **{f"xlsx read otherwise, {name}": data for name, data in read_otherwise().items()},
    }  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict:
    folder = tmp_path_factory.mktemp("hostile")
    for name, data in made().items():
        (folder / name).write_bytes(data)
    line = [sys.executable, "-c", OPENS, str(folder)]
    environment = {"DJANGO_SETTINGS_MODULE": "review_portal.settings", "PORTAL_VAR": str(folder.parent), "PATH": ""}
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_the_workbook_they_are_made_from_is_read():
    assert open_workbook(workbook(ONE)).sheets[0].rows == ((1.0,),)


def test_a_part_that_bears_a_second_name_is_read_under_the_one_that_was_looked_at():
    two = sheet(ONE.replace(b"1", b"2"))

    read = open_workbook(workbook(ONE, more={renamed("xl/two.bin", "xl/worksheets/s.xml"): two}))

    assert read.sheets[0].rows == ((1.0,),)


def test_each_is_refused_in_words(told):
    not_refused = {name: said for name, said in told["said"].items() if said == "taken" or said.startswith("FAULT")}

    assert len(told["said"]) == 26
    assert not_refused == {}


def test_all_of_them_take_little_memory(told):
    assert told["grown"] < 300
