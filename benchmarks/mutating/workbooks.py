"""The XML inside a workbook, and its cells, with what no roster holds. The container around it stays sound."""

import io
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from openpyxl import load_workbook

from benchmarks.mutating.containers import packed, parts_of
from benchmarks.mutating.raw import few

NUMBERS = (
    "", "-1", "0", "0.1", "1e308", "1e400", "-1e400", "NaN", "inf", "2958465", "2958466", "-693594", "99999999999999999999",
    "44197.999999", "1e-320", "0x10", "1_000", "١٢", "9" * 5000, " 5 ", "-0",
)  # fmt: skip
TEXTS = (
    "", " ", "\t", "\x0b", "x" * 40_000, "Nguyễn " * 5_000, "\u202eAn", "\u200b", "\ufeff", "\U0001f600" * 50, "=1+1", "=cmd|'/c'!A0",
    "<r>x</r>", "&amp;#0;", "_x0000_", "_x0001_An", "_xD800_", "null", "31/02/2021", "00/00/0000", "29/02/1900", "1/1/0001",
    "31/12/9999", "2021-13-45", "Chi bộ", "Tổng cộng", "1. CHI BỘ", "79.000001", "-1", "9" * 400, "1e400", "Đảng", "İ", "ẞ", "ﬁ",
    "Nam", "Nữ", "xx", "%s %(a)s {0}", "'; DROP TABLE--", "../../x", "\ud7ff\ue000", "A\u0300" * 300,
)  # fmt: skip
VALUES = (
    0, -1, 1, 5.5, 10**15, 10**18, 10**30, -(2**63) - 1, 2**63, 1e308, -1e-300, True, False, None, date(1900, 1, 1),
    date(9999, 12, 31), datetime.fromisoformat("1899-12-31"), datetime.fromisoformat("2021-02-03T04:05:06"), time(1, 2),
    timedelta(days=400), "#REF!", "#N/A", *TEXTS,
)  # fmt: skip
_DOCTYPES = (
    '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;">]>',
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x">',
)
_FAR = ("A1048576", "XFD1048576", "XFD1", "ZZZZ9", "A0", "A99999999999", "A-1", "a1", "1A", "", "A20001", "DP1", "$A$1")
_TAG, _CELL, _V = re.compile(r"<[^/?!][^<>]*>"), re.compile(r"<c [^<>]*>"), re.compile(r"<v>[^<]*</v>")
Text = Callable[[str, Random], str]


def _in_part(wanted: str, change: Text) -> Callable[[bytes, Random, bytes], bytes]:
    """`change` the text of one part whose name fits `wanted`."""

    def mutate(data: bytes, dice: Random, _other: bytes) -> bytes:
        parts = parts_of(data)
        fitting = [n for n, (name, _content) in enumerate(parts) if re.search(wanted, name)] or [0]
        at = dice.choice(fitting)
        text = change(parts[at][1].decode("utf-8", "surrogateescape"), dice)
        parts[at] = (parts[at][0], text.encode("utf-8", "surrogatepass" if "\ud800" in text else "surrogateescape"))
        return packed(parts)

    return mutate


def _some(pattern: re.Pattern[str], text: str, dice: Random, change: Callable[[str], str], most: int = 20) -> str:
    """A few of the places that fit changed."""
    places = [found.span() for found in pattern.finditer(text)]
    for begin, end in sorted(dice.sample(places, min(few(dice, most), len(places))), reverse=True):
        text = text[:begin] + change(text[begin:end]) + text[end:]
    return text


def _numbers(text: str, dice: Random) -> str:
    return _some(_V, text, dice, lambda _old: f"<v>{dice.choice(NUMBERS)}</v>")


def _types(text: str, dice: Random) -> str:
    kinds = ("s", "n", "b", "e", "d", "str", "inlineStr", "x", "", "S")
    return _some(
        _CELL, text, dice, lambda old: re.sub(r' t="\w*"|(?=/?>$)', f' t="{dice.choice(kinds)}"', old, count=1)
    )


def _formulas(text: str, dice: Random) -> str:
    formulas = ("1+1", "HYPERLINK(&quot;http://x&quot;)", "A1", "REPT(&quot;x&quot;,9E9)", "(" * 3000, "x" * 20_000)
    kinds = ("", ' t="shared" si="0"', ' t="array" ref="A1:XFD9"')
    return _some(_V, text, dice, lambda old: f"<f{dice.choice(kinds)}>{dice.choice(formulas)}</f>{old}")


def _places(text: str, dice: Random) -> str:
    return _some(_CELL, text, dice, lambda old: re.sub(r' r="\w*"', f' r="{dice.choice(_FAR)}"', old, count=1), 6)


def _rows(text: str, dice: Random) -> str:
    said = ("0", "-1", "1", "1048576", "1048577", "4294967296", "99999999999999999999", "", "x", "20001")
    return _some(
        re.compile(r"<row [^<>]*>"), text, dice, lambda old: re.sub(r' r="\w*"', f' r="{dice.choice(said)}"', old)
    )


def _dimension(text: str, dice: Random) -> str:
    said = dice.choice(
        ("A1:XFD1048576", "A1", "", "A1:A99999999999", "B5:A1", "XFD1048576", "A1:B2:C3", "x", "A1:ZZZZZZZZZ1")
    )
    return re.sub(r'(<dimension ref=")[^"]*', rf"\g<1>{said}", text)


def _merged(text: str, dice: Random) -> str:
    said = ("A1:XFD1048576", "C3:A1", "A1", "A1:A1", "B2:D40", "A0:B0", "x", "A:A", "1:1", "B3:J3", "A1:A99999999999")
    cells = "".join(f'<mergeCell ref="{dice.choice(said)}"/>' for _ in range(few(dice, 9000)))
    return text.replace("</sheetData>", f'</sheetData><mergeCells count="1">{cells}</mergeCells>', 1)


def _entities(text: str, dice: Random) -> str:
    head, mark, rest = text.partition("?>")
    rest = _some(re.compile(r">[^<]+<"), rest, dice, lambda _old: ">&f;<", 3)
    return f"{head}{mark}{dice.choice(_DOCTYPES)}{rest}" if mark else dice.choice(_DOCTYPES) + text


def _nested(text: str, dice: Random) -> str:
    deep, tag = dice.choice((400, 600, 50_000)), dice.choice(("row", "c", "si", "x", "is"))
    return _some(_TAG, text, dice, lambda old: old + f"<{tag}>" * deep + f"</{tag}>" * deep, 1)


def _tags(text: str, dice: Random) -> str:
    """Tags lost, doubled, torn, with other attributes."""
    torn = (lambda old: "", lambda old: old * 2, lambda old: old[:-1], lambda old: re.sub(r'"[^"]*"', f'"{dice.choice(NUMBERS)}"', old, count=1), lambda old: re.sub(r" \S+=", " x=", old, count=1))  # fmt: skip  # noqa: E501
    return _some(_TAG, text, dice, dice.choice(torn), 4)


def _encoding(text: str, dice: Random) -> str:
    said = dice.choice(("utf-16", "utf-7", "nothing", "ascii", "windows-1258", "idna", "punycode", "zip", "x" * 5000))
    return dice.choice(("", "\ufeff", "\n")) + re.sub(r'encoding="[^"]*"', f'encoding="{said}"', text)


def _shared(text: str, dice: Random) -> str:
    escaped = (
        re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", one).replace("&", "&amp;").replace("<", "&lt;") for one in TEXTS
    )
    said = [*escaped, "&#0;", "&#xD800;", "\ud800", "&#xFFFE;", "_x0000_"]
    return _some(re.compile(r">[^<]+</t>"), text, dice, lambda _old: f">{dice.choice(said)}</t>")


def _decomposed(text: str, _dice: Random) -> str:
    return unicodedata.normalize("NFD", text)


def _books(text: str, dice: Random) -> str:
    sheets = re.findall(r"<sheet [^<>]*/>", text)
    one = dice.choice(sheets) if sheets else ""
    other = dice.choice((
        one * few(dice, 300), "", one.replace("<sheet ", '<sheet state="veryHidden" '), re.sub(r'r:id="\w+"', 'r:id="rId99"', one),
        re.sub(r'name="[^"]*"', f'name="{dice.choice(("", "x" * 5000, "../x", "&#x1F600;", "a/b:*?"))}"', one),
        "".join(re.sub(r'name="[^"]*"', f'name="S{n}"', one) for n in range(few(dice, 300))),
        re.sub(r'sheetId="\w+"', 'sheetId="-1"', one),
    ))  # fmt: skip
    return text.replace(one, other, 1) if one else text


def _links(text: str, dice: Random) -> str:
    said = ("../../../etc/passwd", "/xl/worksheets/sheet1.xml", "http://127.0.0.1:9/x", "", "sharedStrings.xml", "workbook.xml",
            "worksheets/../worksheets/sheet1.xml", "WORKSHEETS/SHEET1.XML", "worksheets/sheet9.xml", "styles.xml")  # fmt: skip
    return _some(re.compile(r'Target="[^"]*"'), text, dice, lambda _old: f'Target="{dice.choice(said)}"', 2)


def _styles(text: str, dice: Random) -> str:
    return re.sub(
        r'numFmtId="\d+"', lambda _old: f'numFmtId="{dice.choice((0, 14, 22, 46, 164, 999, 4294967296))}"', text
    )


def _typed(data: bytes, dice: Random, _other: bytes) -> bytes:
    """Values typed into cells, by another program."""
    book = load_workbook(io.BytesIO(data))
    sheet = dice.choice(book.worksheets)
    for _time in range(few(dice, 30)):
        cell = sheet.cell(dice.randint(1, sheet.max_row + 1), dice.randint(1, sheet.max_column + 1))
        value = dice.choice(VALUES)
        try:
            cell.value = value
        except ValueError:  # what that program refuses to write, or a cell inside merged ones
            continue
        except AttributeError:
            continue
        if isinstance(value, str) and dice.random() < 0.7:
            cell.data_type = "s"
    return _saved(book, data)


def _moved(data: bytes, dice: Random, _other: bytes) -> bytes:
    """Rows and columns taken out, put in, doubled, sheets copied or removed."""
    book = load_workbook(io.BytesIO(data))
    sheet = dice.choice(book.worksheets)
    row, column = dice.randint(1, sheet.max_row), dice.randint(1, sheet.max_column)
    match dice.randrange(6):
        case 0:
            sheet.delete_rows(row, few(dice, 5))
        case 1:
            sheet.insert_cols(column, few(dice, 150))
        case 2:
            sheet.delete_cols(column)
        case 3:
            for _time in range(few(dice, 300)):
                sheet.append([cell.value for cell in sheet[row]])
        case 4:
            for _time in range(few(dice, 140)):
                book.copy_worksheet(sheet)
        case _:
            if len(book.worksheets) > 1:
                book.remove(sheet)
    return _saved(book, data)


def _saved(book, data: bytes) -> bytes:
    out = io.BytesIO()
    try:
        book.save(out)
    except (ValueError, TypeError, OverflowError):  # that program cannot write it
        return data[: len(data) // 2]
    told = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")  # the hour of this run
    return packed([(name, told.sub(rb"\g<1>2022-01-10T00:00:00Z", part)) for name, part in parts_of(out.getvalue())])


SHEET, ANY = r"worksheets/.*\.xml$", r"\.(xml|rels)$"
MUTATIONS = {
    "values typed": _typed,
    "rows moved": _moved,
    "numbers": _in_part(SHEET, _numbers),
    "types of cells": _in_part(SHEET, _types),
    "formulas": _in_part(SHEET, _formulas),
    "far cells": _in_part(SHEET, _places),
    "far rows": _in_part(SHEET, _rows),
    "dimension": _in_part(SHEET, _dimension),
    "merged cells": _in_part(SHEET, _merged),
    "entities": _in_part(ANY, _entities),
    "nested": _in_part(ANY, _nested),
    "tags torn": _in_part(ANY, _tags),
    "encoding": _in_part(ANY, _encoding),
    "shared texts": _in_part(r"sharedStrings", _shared),
    "decomposed": _in_part(r"sharedStrings|sheet1", _decomposed),
    "sheets": _in_part(r"workbook\.xml$", _books),
    "links": _in_part(r"\.rels$", _links),
    "styles": _in_part(r"styles", _styles),
}
