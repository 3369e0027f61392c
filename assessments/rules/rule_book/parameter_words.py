"""Each parameter of a rule set in words: what it is, and how its value is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from assessments.rules.facts import QuotaWeights
from assessments.rules.ruleset import MemberPool, OfficerPool
from assessments.rules.vocabulary import Grade, Worded

Both = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ParameterWords:
    """`unit`: a whole number in its sentence, Vietnamese and English. `said`: words for single values."""

    vi: str
    en: str
    unit: Both = ("{}", "{}")
    said: Mapping[object, Both] = field(default_factory=dict, hash=False)

    def text(self, lang: str = "vi") -> str:
        return self.vi if lang == "vi" else self.en


_MONTHS = ("{} tháng", "{} months")
_PERCENT = ("{}%", "{}%")
_NO_KIND: dict[object, Both] = {frozenset(): ("không loại nào", "none")}

PARAMETER_WORDS: dict[str, ParameterWords] = {
    "smallest_collective": ParameterWords(
        "Số thành viên ít nhất để tập thể được kiểm điểm và xếp loại",
        "Fewest sitting members for a collective to be reviewed and graded",
        ("{} thành viên", "{} members"),
        {None: ("không quy định", "no minimum")},
    ),
    "collective_months": ParameterWords(
        "Thời gian thành lập ít nhất để tập thể được xếp loại",
        "Least time since it was established for a collective to be graded",
        _MONTHS,
    ),
    "kinds_not_reviewed": ParameterWords(
        "Loại tập thể không kiểm điểm", "Kinds of bodies that are not reviewed", said=_NO_KIND
    ),
    "kinds_not_subject": ParameterWords(
        "Loại tập thể không xếp loại", "Kinds of bodies that are not graded", said=_NO_KIND
    ),
    "statuses_not_graded": ParameterWords(
        "Tình trạng sinh hoạt không kiểm điểm, không xếp loại", "Standings that are neither reviewed nor graded"
    ),
    "member_months": ParameterWords(
        "Thời gian từ ngày vào Đảng ít nhất để được xếp loại",
        "Least time since admission for a member to be graded",
        _MONTHS,
    ),
    "cell_months": ParameterWords(
        "Thời gian thành lập ít nhất để chi bộ được xếp loại",
        "Least time since it was established for a cell to be graded",
        _MONTHS,
    ),
    "excellent_task_levels": ParameterWords(
        "Cấp độ của tiêu chí nhiệm vụ để được xếp loại xuất sắc", "Levels of task criteria that allow excellent"
    ),
    "excellent_other_levels": ParameterWords(
        "Cấp độ của tiêu chí khác để được xếp loại xuất sắc", "Levels of other criteria that allow excellent"
    ),
    "least_task_completion": ParameterWords(
        "Hoàn thành dưới tỷ lệ nhiệm vụ này thì không hoàn thành nhiệm vụ",
        "Share of tasks below which a person is unfulfilled",
        _PERCENT,
    ),
    "sick_leave_months": ParameterWords(
        "Nghỉ ốm trong năm từ bao lâu thì áp mức trần", "Sick leave in the year from which the ceiling applies", _MONTHS
    ),
    "sick_leave_ceiling": ParameterWords("Mức trần khi nghỉ ốm dài ngày", "Ceiling after long sick leave"),
    "collective_discipline_from": ParameterWords(
        "Hình thức kỷ luật thành viên từ đó tập thể không hoàn thành nhiệm vụ",
        "Form of a member's discipline from which the collective is unfulfilled",
    ),
    "cell_excellent_good_percent": ParameterWords(
        "Tỷ lệ đảng viên từ hoàn thành tốt trở lên để chi bộ xuất sắc",
        "Share of members at good or better for an excellent cell",
        _PERCENT,
    ),
    "cell_good_good_percent": ParameterWords(
        "Tỷ lệ đảng viên từ hoàn thành tốt trở lên để chi bộ hoàn thành tốt",
        "Share of members at good or better for a good cell",
        _PERCENT,
    ),
    "cell_disciplined_percent": ParameterWords(
        "Quá tỷ lệ đảng viên bị kỷ luật này thì chi bộ không hoàn thành nhiệm vụ",
        "Share of disciplined members above which a cell is unfulfilled",
        _PERCENT,
    ),
    "cell_grade_severity": ParameterWords(
        "Mức độ bắt buộc của điều kiện xếp loại chi bộ", "How binding the conditions of a cell's grade are"
    ),
    "cap_percent": ParameterWords(
        "Tỷ lệ xuất sắc tối đa, lấy phần nguyên", "Cap on excellent, rounded down to whole people", _PERCENT
    ),
    "cap_base": ParameterWords("Cơ số của mức tối đa", "Base of the cap"),
    "member_pool": ParameterWords(
        "Phạm vi tính mức tối đa với đảng viên",
        "Pool of the members' cap",
        said={MemberPool.ORGANIZATION: ("toàn tổ chức cơ sở đảng", "the whole grassroots organization")},
    ),
    "quotas_issued": ParameterWords(
        "Giao chỉ tiêu xuất sắc cho từng chi bộ, đơn vị tương xứng với mức xếp loại",
        "Quotas of excellent for each cell and unit, scaled to its grade",
        said={True: ("có", "yes"), False: ("không", "no")},
    ),
    "quota_weights": ParameterWords(
        "Hệ số chia chỉ tiêu theo mức xếp loại (ví dụ, chờ xác nhận)",
        "Weights of the quotas by grade (an example, to be confirmed)",
    ),
    "ungraded_unit_counts_as": ParameterWords(
        "Chi bộ, đơn vị chưa xếp loại được tính như mức", "An ungraded cell or unit shares as if graded"
    ),
    "officer_pool": ParameterWords(
        "Phạm vi tính mức tối đa với cán bộ lãnh đạo, quản lý",
        "Pool of the officers' cap",
        said={
            OfficerPool.MANAGEMENT_LEVEL: ("mỗi cấp quản lý cán bộ", "each management level"),
            OfficerPool.UNIT: ("mỗi tổ chức, cơ quan, đơn vị", "each organization, agency or unit"),
        },
    ),
    "levels_decided_here": ParameterWords(
        "Cấp quản lý cán bộ được quyết định tại đây", "Management levels decided here"
    ),
    "officer_cap_above_severity": ParameterWords(
        "Mức độ khi vượt ở cấp quản lý do cấp trên quyết định", "How binding the cap is for a level decided above"
    ),
    "unit_cap_severity": ParameterWords(
        "Mức độ bắt buộc của mức tối đa với tập thể, chi bộ", "How binding the cap on collectives and on cells is"
    ),
    "party_head_exception": ParameterWords(
        "Ngoại lệ (1): bí thư mà không phải là nhiệm vụ chính, đối với mức xếp loại của tổ chức đảng",
        "Exception (1): a secretary whose main duty it is not, against the Party unit's grade",
        said={True: ("được áp dụng", "applies"), False: ("không có", "does not exist")},
    ),
    "head_months": ParameterWords(
        "Ngoại lệ (2): người đứng đầu mới nhận nhiệm vụ, chưa đủ",
        "Exception (2): a head new in the post, for fewer than",
        _MONTHS,
    ),
    "ballot_threshold": ParameterWords(
        "Tỷ lệ phiếu hợp lệ phải vượt qua để đề nghị một mức",
        "Share of valid ballots that a proposed grade must exceed",
    ),
}


def value_words(name: str, value: object, lang: str = "vi") -> str:
    """The value of a parameter as people read it."""
    words = PARAMETER_WORDS[name]
    place = 0 if lang == "vi" else 1
    if value in words.said:
        return words.said[value][place]
    if isinstance(value, Worded):
        return value.label(lang)
    if isinstance(value, QuotaWeights):
        return "; ".join(f"{grade.label(lang)}: {value.of(grade)}" for grade in Grade)
    if isinstance(value, frozenset):
        return "; ".join(entry.label(lang) for entry in _in_order(value))
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return words.unit[place].format(value)


def _in_order(values: frozenset) -> list[Worded]:
    """Members of one vocabulary in its own order."""
    return [entry for entry in type(next(iter(values))) if entry in values]
