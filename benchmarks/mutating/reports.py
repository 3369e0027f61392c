"""An issued report with something else in it: its pages, its tree of objects, its attachments. Saved soundly unless said."""

import io
import re
import zlib
from functools import cache
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from benchmarks.mutating import dossiers
from benchmarks.mutating.raw import few, flip_bytes

_ATTACHED = ("dossier.json", "report-data.json")
_DRAWN = (
    b"q " * 300_000, b"Q Q Q", b"/F9 12 Tf", b"12 Tf", b"(x) Tj", b"[(x) 1e400 (y)] TJ", b"1 0 0 1 nan 0 cm",
    b"0 0 0 0 0 0 cm", b"re", b"f", b"1 2 3", b"BT /F0 1e30 Tf 1 0 0 1 0 0 Tm (A) Tj ET", b"0 0 1e38 1e38 re f",
    b"0 0 9 9 re W n " * 3000, b"BI ID x EI", b"/X Do", b"<</A", b"1 0 0 rg", b"3 Tr", b"(" * 5000, b"[" * 5000,
    b"<<" * 5000, b"\x00\xff", b"/OC /x BDC EMC", b"0 0 m 9 9 l S " * 30_000, b"-1 w",
)  # fmt: skip
_KEYS = (
    "/MediaBox", "/CropBox", "/Resources", "/Contents", "/Rotate", "/Parent", "/Type", "/UserUnit", "/Annots", "/Group",
    "/StructParents",
)  # fmt: skip
_WORDS = (b"0", b"-1", b"1e30", b"(x)", b"/F1", b"[", b"]", b"", b"Q", b"q", b"99999999999")
_TABLE = (
    rb"startxref\s+\d+", rb"/Size \d+", rb"/Length \d+", rb"/Prev \d+", rb"/Root \d+", rb"\d+ 0 obj", rb"/W ?\[[^\]]*\]",
)  # fmt: skip


@cache
def _blank(megabytes: int) -> bytes:
    return zlib.compress(bytes(megabytes * 1024 * 1024), 9)


def _values(paper: pikepdf.Pdf, dice: Random) -> object:
    return dice.choice((
        0, -1, 2**31, 1e30, True, None, Name("/X"), String("x" * 50_000), String(""), Array([]), Array([0, 0, 1e9, 1e9]),
        Array([9, 9, 0, 0]), Array(["x"]), Dictionary(), Dictionary(A=1), dice.choice(list(paper.objects)), paper.Root,
        Array([1] * 20_000),
    ))  # fmt: skip


def _opened(change, **saving):
    """`change` the open report and save it; what cannot be saved any more comes out cut in two."""

    def mutate(data: bytes, dice: Random, _other: bytes) -> bytes:
        out = io.BytesIO()
        try:
            with pikepdf.open(io.BytesIO(data)) as paper:
                change(paper, dice)
                paper.save(out, **saving)
        except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, RecursionError, KeyError):
            return data[: len(data) // 2]
        return out.getvalue()

    return mutate


def _stream(paper: pikepdf.Pdf, dice: Random) -> None:
    page = dice.choice(list(paper.pages))
    content = page.Contents.read_bytes() if isinstance(page.Contents, pikepdf.Stream) else b""
    at = dice.choice((0, len(content), dice.randrange(len(content) + 1)))
    put = dice.choice((dice.choice(_DRAWN), flip_bytes(content[:200] or b"x", dice, b"")))
    page.Contents = paper.make_stream(
        content[:at] + b"\n" + put + b"\n" + content[dice.choice((at, at + few(dice, 500))) :]
    )


def _operands(paper: pikepdf.Pdf, dice: Random) -> None:
    """Numbers and words of what is drawn changed in their places."""
    page = dice.choice(list(paper.pages))
    words = page.Contents.read_bytes().split(b" ")
    for _time in range(few(dice, 30)):
        words[dice.randrange(len(words))] = dice.choice(_WORDS)
    page.Contents = paper.make_stream(b" ".join(words))


def _removed(paper: pikepdf.Pdf, dice: Random) -> None:
    for _time in range(few(dice, 4)):
        number = dice.randrange(1, len(paper.objects))
        # pikepdf has no other way.
        paper._replace_object(
            (number, 0), Dictionary() if dice.random() < 0.4 else paper.make_indirect(dice.choice((0, None)))
        )


def _tree(paper: pikepdf.Pdf, dice: Random) -> None:
    """A key somewhere says something of another type, or points back to where it hangs."""
    holders = [one for one in paper.objects if isinstance(one, Dictionary | pikepdf.Stream) and list(one.keys())]
    for _time in range(few(dice, 5)):
        holder = dice.choice(holders)
        key = dice.choice(list(holder.keys()))
        value = _values(paper, dice)
        if value is None:
            del holder[key]
        elif key != "/Length":
            holder[key] = value


def _page_tree(paper: pikepdf.Pdf, dice: Random) -> None:
    page = dice.choice(list(paper.pages)).obj
    match dice.randrange(4):
        case 0:
            page[dice.choice(_KEYS)] = _values(paper, dice) or 0
        case 1:
            paper.Root.Pages.Kids.append(paper.Root.Pages)
        case 2:
            paper.Root.Pages.Count = dice.choice((-1, 0, 10**9))
        case _:
            page.Resources = _values(paper, dice) or 0


def _pages(paper: pikepdf.Pdf, dice: Random) -> None:
    match dice.randrange(4):
        case 0:
            del paper.pages[dice.randrange(len(paper.pages))]
        case 1:
            paper.pages.extend([dice.choice(list(paper.pages))] * few(dice, 300))
        case 2:
            paper.pages.reverse()
        case _:
            del paper.pages[:]


def _fonts(paper: pikepdf.Pdf, dice: Random) -> None:
    fonts = [one for one in paper.objects if isinstance(one, Dictionary) and one.get("/Type") == "/Font"]
    inner = [
        one
        for one in paper.objects
        if (isinstance(one, pikepdf.Stream) and "/Length1" in one)
        or (isinstance(one, Dictionary) and "/FontFile2" in one)
    ]
    one = dice.choice(fonts + inner)
    if isinstance(one, pikepdf.Stream):
        one.write(flip_bytes(one.read_bytes(), dice, b"") if dice.random() < 0.7 else b"")
    else:
        one[dice.choice(list(one.keys()))] = _values(paper, dice) or 0


def _specs(paper: pikepdf.Pdf) -> list:
    return list(paper.Root.Names.EmbeddedFiles.Names)[1::2]


def _attached(paper: pikepdf.Pdf, dice: Random) -> None:
    one, two = _specs(paper)
    content = one.EF.F.read_bytes()
    match dice.randrange(6):
        case 0:
            one.EF, two.EF = two.EF, one.EF
        case 1:
            one.EF.F = one.EF.UF = paper.make_stream(content[: dice.randrange(len(content))])
        case 2:
            stream = paper.make_stream(b"")
            stream.write(_blank(dice.choice((10, 15, 17, 300))), filter=Name.FlateDecode)
            one.EF.F = one.EF.UF = stream
        case 3:
            del one.EF.F
        case 4:
            names = paper.Root.Names.EmbeddedFiles
            names.Kids = Array([names])
        case _:
            names = paper.Root.Names.EmbeddedFiles.Names
            names[dice.randrange(len(names))] = _values(paper, dice) or 0


def _told(paper: pikepdf.Pdf, dice: Random) -> None:
    """What an attachment says, mutated as JSON: the rules and the printing meet it."""
    spec = dice.choice(_specs(paper))
    content = spec.EF.F.read_bytes()
    wanted = [name for name in dossiers.MUTATIONS if name != "figures" or b'"members"' in content]
    try:
        changed = dossiers.MUTATIONS[dice.choice(wanted)](content, dice, content)
    except (IndexError, KeyError):  # nothing of that kind in it
        changed = flip_bytes(content, dice, b"")
    spec.EF.F = spec.EF.UF = paper.make_stream(changed)


def _locked(data: bytes, dice: Random, _other: bytes) -> bytes:
    keys = pikepdf.Encryption(user=dice.choice(("", "x")), owner="y", R=dice.choice((3, 4, 6)))
    return _opened(lambda _paper, _dice: None, encryption=keys)(data, dice, b"")


def _table_of_objects(data: bytes, dice: Random, _other: bytes) -> bytes:
    """As bytes: where objects begin, how many there are, how long streams are."""
    pattern = dice.choice(_TABLE)
    found = list(re.finditer(pattern, data)) or list(re.finditer(rb"startxref\s+\d+", data))
    begin, end = dice.choice(found).span()
    number = str(dice.choice((0, 1, 99, len(data), 2**31, 10**19))).encode()
    return data[:begin] + re.sub(rb"\d+", number, data[begin:end]) + data[end:]


def _added(data: bytes, dice: Random, _other: bytes) -> bytes:
    """Objects written behind the end, as an editor does."""
    number, place = dice.randrange(1, 40), len(data)
    said = dice.choice(
        (b"<< /Type /Catalog >>", b"null", b"[ " * 3000, b"<< /A " * 3000, b"<< /Type /Pages /Kids [] /Count 0 >>")
    )
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer << /Size 99 /Root %d 0 R /Prev %d >>" % (
        number, place, number, data.rfind(b"xref"),
    )  # fmt: skip
    return data + b"%d 0 obj\n%s\nendobj\n%s\nstartxref\n%d\n%%%%EOF\n" % (number, said, table, place + len(said) + 18)


MUTATIONS = {
    "drawing": _opened(_stream),
    "operands": _opened(_operands),
    "objects removed": _opened(_removed),
    "keys": _opened(_tree),
    "page tree": _opened(_page_tree),
    "pages": _opened(_pages),
    "fonts": _opened(_fonts),
    "attachments": _opened(_attached),
    "attached words": _opened(_told),
    "packed objects": _opened(_stream, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True),
    "locked": _locked,
    "table of objects": _table_of_objects,
    "added behind": _added,
}
