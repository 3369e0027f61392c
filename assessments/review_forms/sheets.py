"""Criteria sheets 03, 04 and 05 by version, as data: what a participating body rates before it proposes a grade. Pure.

Sheets 04 and 05 rate the very criteria that forms 01 and 02 have a level box for, under the same keys, so that a
level is stored once. Sheet 03 stands alone: a party organization writes no form of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from . import form01, form02
from .catalogue import AMENDED_VERSION, BASE_VERSION, COLLECTIVE_FORM, LEADER_FORM, PERSON_FORM, version_for
from .sections import Group, Section
from .shared import hcm_plan, supervision

ORGANIZATION_SHEET = "03"
COLLECTIVE_SHEET = "04"
PERSON_SHEET = "05"
LEADER_SHEET = "05L"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of a sheet. group: "task" or "other" (rules B1, G1); optional: the level may stay open."""

    key: str
    number: str
    heading_vi: str
    heading_en: str
    group: Group
    optional: bool = False
    citation: str = ""

    def heading(self, lang: str = "vi") -> str:
        return self.heading_vi if lang == "vi" else self.heading_en


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the sheet with its criteria."""

    number: str
    heading_vi: str
    heading_en: str
    criteria: tuple[Criterion, ...]

    def heading(self, lang: str = "vi") -> str:
        return self.heading_vi if lang == "vi" else self.heading_en


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet in one version. source: where its words come from, and what of them is our reading."""

    code: str
    version: str
    title_vi: str
    title_en: str
    parts: tuple[Part, ...]
    citation: str
    source_vi: str
    source_en: str

    def title(self, lang: str = "vi") -> str:
        return self.title_vi if lang == "vi" else self.title_en

    def source(self, lang: str = "vi") -> str:
        return self.source_vi if lang == "vi" else self.source_en

    @property
    def number(self) -> str:
        """As the paper is called; the leader's sheet is the same form 05."""
        return self.code[:2]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for part in self.parts for criterion in part.criteria)

    @property
    def groups(self) -> dict[str, Group]:
        """Criterion → "task" or "other"."""
        return {criterion.key: criterion.group for criterion in self.criteria}

    def missing(self, levels: Mapping[str, str]) -> tuple[Criterion, ...]:
        """Criteria without a level that need one."""
        return tuple(one for one in self.criteria if not one.optional and not levels.get(one.key))


def _of(section: Section, number: str, heading_vi: str = "", heading_en: str = "", citation: str = "") -> Criterion:
    """A row for the same thing that a section of a form has a level box for."""
    return Criterion(
        section.key,
        number,
        heading_vi or section.heading_vi,
        heading_en or section.heading_en,
        section.group or "other",
        section.level_optional,
        citation or section.citation,
    )


_HCM, _SUPERVISION = hcm_plan(""), supervision("")
_M03, _M04, _M05 = "HD 21, Mẫu 03", "HD 21, Mẫu 04", "HD 21, Mẫu 05"
_BUILDING = (
    Criterion(
        "politics", "I.1", "Công tác chính trị, tư tưởng", "Political and ideological work", "other", citation=_M03
    ),
    Criterion(
        "staff",
        "I.2",
        "Công tác tổ chức, cán bộ, xây dựng đảng bộ, chi bộ",
        "Organization, staff, building the organization and its cells",
        "other",
        citation=_M03,
    ),
    Criterion(
        "system",
        "I.3",
        "Lãnh đạo chính quyền, Mặt trận Tổ quốc và các đoàn thể",
        "Leading the government, the Fatherland Front and the mass organizations",
        "other",
        citation=_M03,
    ),
    Criterion(
        "inspection",
        "I.4",
        "Công tác kiểm tra, giám sát, kỷ luật đảng",
        "Inspection, supervision, discipline",
        "other",
        citation=_M03,
    ),
)
_LETTER_OF_CELL = (_of(_HCM, "I.5"), _of(_SUPERVISION, "I.6"))
_LED = Part(
    "II",
    "Kết quả lãnh đạo thực hiện nhiệm vụ được giao",
    "Results of leading the tasks assigned",
    (
        Criterion(
            "programme",
            "II.1",
            "Việc cụ thể hóa, xây dựng và thực hiện chương trình công tác năm",
            "Making and carrying out the year's programme",
            "task",
            citation=_M03,
        ),
        Criterion(
            "targets",
            "II.2",
            "Kết quả thực hiện các chỉ tiêu kinh tế - xã hội, quốc phòng - an ninh",
            "Targets of economy and society, defence and security",
            "task",
            citation=_M03,
        ),
    ),
)
_MENDED = Part(
    "III",
    "Kết quả khắc phục những hạn chế, yếu kém đã được chỉ ra",
    "Mending of the shortcomings pointed out",
    (
        Criterion(
            "remedies",
            "III",
            "Việc khắc phục những hạn chế, yếu kém đã được chỉ ra",
            "How the shortcomings pointed out were mended",
            "other",
            citation=_M03,
        ),
    ),
)


def _organization_sheet(version: str) -> Sheet:
    added = _LETTER_OF_CELL if version == AMENDED_VERSION else ()
    building = Part(
        "I",
        "Công tác xây dựng Đảng, hệ thống chính trị",
        "Building the Party and the political system",
        (*_BUILDING, *added),
    )
    return Sheet(
        ORGANIZATION_SHEET,
        version,
        "Phiếu phân tích chất lượng và đánh giá, xếp loại tổ chức đảng",
        "Sheet of criteria for a party organization",
        (building, _LED, _MENDED),
        _M03,
        "Tiêu chí theo Mẫu 03 của Hướng dẫn 21-HD/BTCTW; mục II là nhóm kết quả thực hiện nhiệm vụ.",
        "Criteria of form 03 of guidance 21-HD/BTCTW; part II holds the task criteria.",
    )


def _by_key(sections: Iterable[Section]) -> dict[str, Section]:
    return {section.key: section for section in sections}


def _collective_sheet(version: str) -> Sheet:
    own = _by_key((*form01.BASE, *form01.AMENDED_FIRST))
    added = (_of(_HCM, "I.4"), _of(_SUPERVISION, "I.5")) if version == AMENDED_VERSION else ()
    building = (
        _of(
            own["principles"],
            "I.1",
            "Việc thực hiện nguyên tắc tập trung dân chủ, tự phê bình và phê bình; quy chế làm việc; đoàn kết nội bộ",
            "Democratic centralism, self-criticism and criticism; working regulations; unity",
            _M04,
        ),
        _of(own["party_building"], "I.2", citation=_M04),
        *(replace(one, number=f"I.{place}") for place, one in enumerate(added, start=3)),
    )
    tasks = (_of(own["targets"], "II.1", citation=_M04), _of(own["leadership"], "II.2", citation=_M04))
    return Sheet(
        COLLECTIVE_SHEET,
        version,
        "Phiếu phân tích chất lượng và đánh giá, xếp loại tập thể lãnh đạo, quản lý",
        "Sheet of criteria for a leadership collective",
        (
            Part("I", "Xây dựng tập thể lãnh đạo, quản lý", "Building the collective", building),
            Part("II", "Kết quả thực hiện nhiệm vụ", "Results of the tasks", tasks),
            Part(
                "III",
                _MENDED.heading_vi,
                _MENDED.heading_en,
                (_of(own["remedies"], "III", citation=_M04),),
            ),
        ),
        _M04,
        "Mục I.1 theo Mẫu 04 của Hướng dẫn 21-HD/BTCTW; phần còn lại của bảng không đọc được trong nguồn nên lấy theo "
        "các ô tự đánh giá mức của Mẫu 01.",
        "I.1 follows form 04 of guidance 21-HD/BTCTW; the rest of its table could not be read in the source and follows "
        "the level boxes of form 01.",
    )


def _person_sheet(code: str, version: str) -> Sheet:
    leads, amended = code == LEADER_SHEET, version == AMENDED_VERSION
    sections = (
        (form02.AMENDED_LEADER if leads else form02.AMENDED)
        if amended
        else (form02.BASE_LEADER if leads else form02.BASE)
    )
    rated = [section for section in sections if section.group]
    tasks = [section for section in rated if section.group == "task"]
    first = [section for section in rated if section.group == "other" and section.key != "remedies"]

    def part(number: str, heading_vi: str, heading_en: str, held: list[Section]) -> Part:
        rows = (
            _of(
                section,
                f"{number}.{place}" if len(held) > 1 else number,
                citation="" if section.citation.startswith("123-CV") else _M05,
            )
            for place, section in enumerate(held, start=1)
        )
        return Part(number, heading_vi, heading_en, tuple(rows))

    return Sheet(
        code,
        version,
        "Phiếu phân tích chất lượng và đánh giá, xếp loại đảng viên",
        "Sheet of criteria for a Party member",
        (
            part("I", "Phẩm chất, ý thức tổ chức kỷ luật, tu dưỡng", "Quality, discipline, cultivation", first),
            part("II", "Kết quả thực hiện chức trách, nhiệm vụ", "Results of duties and tasks", tasks),
            part(
                "III",
                "Kết quả khắc phục hạn chế, khuyết điểm",
                "Mending of shortcomings",
                [section for section in rated if section.key == "remedies"],
            ),
        ),
        _M05,
        "Bảng của Mẫu 05 không đọc được trong nguồn; tiêu chí lấy theo các ô tự đánh giá mức của Mẫu 02 (Hướng dẫn "
        "21-HD/BTCTW).",
        "The table of form 05 could not be read in the source; its criteria follow the level boxes of form 02 (guidance "
        "21-HD/BTCTW).",
    )


SHEETS: dict[tuple[str, str], Sheet] = {
    (sheet.code, sheet.version): sheet
    for version in (BASE_VERSION, AMENDED_VERSION)
    for sheet in (
        _organization_sheet(version),
        _collective_sheet(version),
        _person_sheet(PERSON_SHEET, version),
        _person_sheet(LEADER_SHEET, version),
    )
}
#: The sheet that rates what a form describes.
SHEET_OF_FORM = {COLLECTIVE_FORM: COLLECTIVE_SHEET, PERSON_FORM: PERSON_SHEET, LEADER_FORM: LEADER_SHEET}


def sheet_version_for(rule_set: str) -> str:
    """The sheets' version of a campaign under this rule set."""
    return sheet_version_of(version_for(rule_set))


def sheet_version_of(form_version: str) -> str:
    """The sheets' version that has the criteria of this version of the forms."""
    return BASE_VERSION if form_version == BASE_VERSION else AMENDED_VERSION


def read_sheet(code: str, version: str) -> Sheet:
    """A sheet by what a stored row says of itself. Raises KeyError for one that there never was."""
    return SHEETS[code, version]


def borne_grade(sheet: Sheet, levels: Mapping[str, str]) -> str:
    """The best grade these levels bear by HD 21; blank while a level is missing.

    Excellent: every task criterion at Xuất sắc, the others at least Tốt; good: at least Tốt and Trung bình; fulfilled:
    all at least Trung bình. What else a grade needs is the rules' to say.
    """
    if sheet.missing(levels):
        return ""
    places = {"excellent": 3, "good": 2, "average": 1, "poor": 0}
    given = [(one.group, places[level]) for one in sheet.criteria if (level := levels.get(one.key))]
    tasks = min(place for group, place in given if group == "task")
    others = min(place for group, place in given if group == "other")
    if tasks == 3 and others >= 2:
        return "excellent"
    if tasks >= 2 and others >= 1:
        return "good"
    return "fulfilled" if min(tasks, others) >= 1 else "unfulfilled"
