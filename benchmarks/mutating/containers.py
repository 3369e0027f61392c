"""A workbook as a zip container with false parts: doubled, removed, renamed, swapped, locked, unpacking without end."""

import io
import struct
import warnings
import zipfile
from random import Random

from benchmarks.mutating.raw import few, flip_bytes

Parts = list[tuple[str, bytes]]
_NAMES = (
    "../../../etc/passwd", "/xl/workbook.xml", "XL/WORKBOOK.XML", "xl\\workbook.xml", "xl/vbaProject.bin", "a" * 60_000,
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "", "\x00", "xl/workbook.bin",
)  # fmt: skip


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return [(entry.filename, container.read(entry)) for entry in container.infolist()]


def packed(parts: Parts, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", how) as container:
        warnings.simplefilter("ignore")  # a name borne twice is what is wanted
        for name, content in parts:
            container.writestr(zipfile.ZipInfo(name, (2022, 1, 10, 0, 0, 0)), content, how)
    return out.getvalue()


def double(data: bytes, dice: Random, other: bytes) -> bytes:
    parts = parts_of(data)
    name, content = dice.choice(parts)
    parts.insert(dice.randrange(len(parts) + 1), (name, dice.choice((content, b"", flip_bytes(content, dice, other)))))
    return packed(parts)


def remove(data: bytes, dice: Random, _other: bytes) -> bytes:
    parts = parts_of(data)
    for _time in range(few(dice, 3)):
        parts.pop(dice.randrange(len(parts)))
    return packed(parts)


def rename(data: bytes, dice: Random, _other: bytes) -> bytes:
    parts = parts_of(data)
    at = dice.randrange(len(parts))
    name = dice.choice((*_NAMES, parts[at][0].upper(), parts[at][0].lower(), f"/{parts[at][0]}"))
    parts[at] = (name, parts[at][1])
    return packed(parts)


def swap(data: bytes, dice: Random, _other: bytes) -> bytes:
    parts = parts_of(data)
    one, two = dice.randrange(len(parts)), dice.randrange(len(parts))
    parts[one], parts[two] = (parts[one][0], parts[two][1]), (parts[two][0], parts[one][1])
    return packed(parts)


def take_from_another(data: bytes, dice: Random, other: bytes) -> bytes:
    """One part, or all of one kind, out of another workbook."""
    parts, foreign = parts_of(data), dict(parts_of(other))
    wanted = dice.choice(sorted(foreign))
    return packed([(name, foreign[wanted] if name == wanted else content) for name, content in parts])


def garble_a_part(data: bytes, dice: Random, other: bytes) -> bytes:
    """As a part that was packed damaged: its checksum is right."""
    parts = parts_of(data)
    at = dice.randrange(len(parts))
    parts[at] = (parts[at][0], flip_bytes(parts[at][1] or b"x", dice, other))
    return packed(parts)


def false_promise(data: bytes, dice: Random, _other: bytes) -> bytes:
    """A field of an entry says something else: how packed, locked, which size, where it begins, which checksum."""
    changed = bytearray(data)
    entry = _nth(data, b"PK\x01\x02", dice)
    offset, size = dice.choice(((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (42, 4)))
    value = dice.choice((0, 1, 8, 9, 99, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)) & (2 ** (8 * size) - 1)
    changed[entry + offset : entry + offset + size] = struct.pack("<H" if size == 2 else "<I", value)
    return bytes(changed)


def false_end(data: bytes, dice: Random, _other: bytes) -> bytes:
    changed, end = bytearray(data), data.rfind(b"PK\x05\x06")
    offset, size = dice.choice(((4, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)))
    changed[end + offset : end + offset + size] = dice.randbytes(size)
    return bytes(changed)


def _nth(data: bytes, mark: bytes, dice: Random) -> int:
    places, at = [], data.find(mark)
    while at >= 0:
        places.append(at)
        at = data.find(mark, at + 1)
    return dice.choice(places)


def without_end(data: bytes, dice: Random, _other: bytes) -> bytes:
    parts = parts_of(data)
    at = dice.randrange(len(parts))
    blank = b" " * (dice.choice((30, 70, 200)) * 1024 * 1024)
    parts[at] = (parts[at][0], dice.choice((parts[at][1] + blank, blank + parts[at][1])))
    return packed(parts)


def many_parts(data: bytes, dice: Random, _other: bytes) -> bytes:
    return packed(parts_of(data) + [(f"xl/worksheets/sheet{n}.xml", b"<a/>") for n in range(9, few(dice, 20_000) + 9)])


def other_packing(data: bytes, dice: Random, _other: bytes) -> bytes:
    return packed(parts_of(data), dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))


MUTATIONS = {
    "part doubled": double,
    "part removed": remove,
    "part renamed": rename,
    "parts swapped": swap,
    "part of another": take_from_another,
    "part garbled": garble_a_part,
    "false entry": false_promise,
    "false directory": false_end,
    "unpacks without end": without_end,
    "many parts": many_parts,
    "packed otherwise": other_packing,
}
