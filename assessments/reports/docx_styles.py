"""The bare Word file a working copy is written into, and its styles: a document of the Party as HD 36-HD/VPTW sets it."""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

#: Twentieths of a point to the millimetre: the unit of indents and spaces.
TWIPS = 1440 / 25.4
#: What the library's own file holds beside the text: a picture, another machine's settings, a second set of styles.
_PARTS_KEPT = ("/officeDocument", "/metadata/core-properties", "/styles", "/settings")


@dataclass(frozen=True, slots=True)
class _Style:
    """`size` in points; spaces in points, `indent` of the first line in millimetres; `level`: of a heading, from 0."""

    name: str
    align: str = "left"
    size: float = 14
    bold: bool = False
    italic: bool = False
    before: int = 0
    after: int = 0
    indent: int = 0
    keep: bool = False
    level: int | None = None


_STYLES = (
    _Style("Running text", align="both", after=6, indent=10),
    _Style("Middle", align="center", after=10),
    _Style("Title", align="center", size=16, bold=True, before=22),
    _Style("Subtitle", align="center", bold=True),
    _Style("heading 1", bold=True, before=11, after=6, indent=10, keep=True, level=0),
    _Style("heading 2", bold=True, italic=True, before=8, after=6, indent=10, keep=True, level=1),
    _Style("heading 3", italic=True, before=8, after=6, indent=10, keep=True, level=2),
    _Style("Annex", align="center", bold=True, keep=True, level=0),
    _Style("Annex title", align="center", bold=True, after=6, keep=True),
    _Style("Form mark", align="right", size=12, italic=True, after=6, keep=True),
    _Style("Table caption", align="center", size=12, bold=True, before=6, after=3, keep=True),
    _Style("Table text", size=12),
    _Style("After table", size=6),
    _Style("No rows", before=6, after=6),
    _Style("Working mark", align="right", size=11, bold=True),
    _Style("Page number", align="center", size=12),
)
_SETTINGS = f"""<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"""
_ALWAYS = """<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>
<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>
<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>
</w:tblPr></w:style>"""


def bare_document() -> WordFile:
    """A Word file with nothing in it that comes from anywhere else, and the styles of a working copy."""
    file = Document()
    for owner in (file.part.package, file.part):
        for key, relation in list(owner.rels.items()):
            if not relation.reltype.endswith(_PARTS_KEPT) or "WithEffects" in relation.reltype:
                owner.rels.pop(key)
    styles = _ALWAYS + "".join(map(_written, _STYLES))
    _fill(file.styles.element, parse_xml(f"<w:styles {nsdecls('w')}>{styles}</w:styles>"))
    _fill(file.settings.element, parse_xml(_SETTINGS))
    return file


def _fill(element, other) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(list(other))


def _written(style: _Style) -> str:
    """Children in the order that the format's schema asks for."""
    flags = "<w:b/><w:bCs/>" * style.bold + "<w:i/><w:iCs/>" * style.italic
    half_points = round(style.size * 2)
    indent = f'<w:ind w:firstLine="{round(style.indent * TWIPS)}"/>' if style.indent else ""
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId={quoteattr(style.name.title().replace(" ", ""))}>'
        f'<w:name w:val={quoteattr(style.name)}/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{'<w:keepNext/><w:keepLines/>' * style.keep}"
        f'<w:spacing w:before="{style.before * 20}" w:after="{style.after * 20}"/>{indent}<w:jc w:val="{style.align}"/>{level}'
        f'</w:pPr><w:rPr>{flags}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr></w:style>'
    )


def add_field(paragraph: Paragraph, code: str) -> None:
    """A number that the reader's program works out: PAGE, NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
