"""What PDF/A asks of the file itself, done where a paper is written: the renderer sees to what stands on the pages."""

import hashlib
import io
import re
import sys
import zlib
from array import array

import pikepdf
from pikepdf import Name, ObjectStreamMode

#: PDF/A-2u: archivable, with text that can be taken out again. Long papers carry files and are PDF/A-3u.
VARIANT = "pdf/a-2u"
#: A stream whose last byte is a carriage return: with the line feed after it, nobody can tell where it ends.
_UNCLEAR_END = b"\r\nendstream"
_CODE = re.compile(rb"<([0-9a-f]{4})> (\d+)\n")


def archivable(content: bytes) -> bytes:
    """The same paper; the renderer's metadata unpacked (they are to be read without a PDF reader), streams ending clearly."""
    with pikepdf.open(io.BytesIO(content)) as paper:
        return written(paper)


def written(paper: pikepdf.Pdf) -> bytes:
    """The bytes of an open paper, the same each time."""
    _number_letters_plainly(paper)
    _end_streams_clearly(paper)
    content = _saved(paper, ObjectStreamMode.generate)
    # The streams that only the writer makes, of objects and of places, may end unclearly too (1 in 256).
    return content if _UNCLEAR_END not in content else _saved(paper, ObjectStreamMode.disable)


def _saved(paper: pikepdf.Pdf, objects: ObjectStreamMode) -> bytes:
    content = io.BytesIO()
    paper.save(content, deterministic_id=True, object_stream_mode=objects)
    return content.getvalue()


def _end_streams_clearly(paper: pikepdf.Pdf) -> None:
    """A stream's length must be told by its end as well (ISO 19005-3, 6.1.7.1). Compressed data end in the last byte of
    a sum over them, however hard they were pressed: where that is a carriage return, say the same data otherwise, as
    one row of a picture that differs from the empty row above it (ISO 32000-1, 7.4.4.4: 2, "up")."""
    for stream in [item for item in paper.objects if isinstance(item, pikepdf.Stream)]:
        data = stream.read_bytes() if _is_of_bytes(stream) else b""
        if zlib.adler32(data) & 0xFF == ord("\r"):
            row = pikepdf.Dictionary(Predictor=15, Columns=len(data))
            stream.write(zlib.compress(b"\x02" + data, 9), filter=Name.FlateDecode, decode_parms=row)


def _is_of_bytes(stream: pikepdf.Stream) -> bool:
    """Written as plain compressed bytes: metadata are never compressed, pictures have a filter or rows of their own."""
    return (
        stream.get(Name.Type) != Name.Metadata
        and stream.get(Name.Filter, Name.FlateDecode) == Name.FlateDecode
        and Name.DecodeParms not in stream
    )


def _number_letters_plainly(paper: pikepdf.Pdf) -> None:
    """Where a font lacks a letter, the renderer adds a table of codes: each is its own letter of the font, what is lacking
    is 0, a blank. Readers of text fail over such a table; said on the font's side, they do not."""
    for font in filter(_is_composite_font, paper.objects):
        if isinstance(font.Encoding, pikepdf.Stream):
            codes = [(int(code, 16), int(letter)) for code, letter in _CODE.findall(font.Encoding.read_bytes())]
            table = array("H", range(max(code for code, _letter in codes) + 1))
            for code, letter in codes:
                table[code] = letter
            if sys.byteorder == "little":
                table.byteswap()
            font.DescendantFonts[0].CIDToGIDMap = paper.make_stream(table.tobytes())
            font.Encoding = Name("/Identity-H")


def name_subsets(paper: pikepdf.Pdf) -> None:
    """Parts rendered apart each bring their own choice of a font's letters under one and the same tag: tag them by what
    they hold (ISO 32000-1, 9.6.4), and keep once what is the same."""
    programs: dict[str, pikepdf.Object] = {}
    for font in filter(_is_composite_font, paper.objects):
        [letters] = font.DescendantFonts
        descriptor = letters.FontDescriptor
        program = Name.FontFile2 if Name.FontFile2 in descriptor else Name.FontFile3
        digest = hashlib.sha256(descriptor[program].read_raw_bytes()).digest()
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        descriptor[program] = programs.setdefault(digest.hex(), descriptor[program])
        name = Name(f"/{tag}+{str(font.BaseFont).rpartition('+')[2].lstrip('/')}")
        font.BaseFont = letters.BaseFont = descriptor.FontName = name


def _is_composite_font(item: pikepdf.Object) -> bool:
    return (
        isinstance(item, pikepdf.Dictionary)
        and item.get(Name.Type) == Name.Font
        and item.get(Name.Subtype) == Name.Type0
        and Name.BaseFont in item
    )
