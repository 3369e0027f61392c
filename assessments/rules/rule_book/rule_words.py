"""Each rule in a sentence: what it holds, how gravely, and on which parameters it rests."""

from dataclasses import dataclass

from assessments.rules.rule_ids import Rule
from assessments.rules.ruleset import OfficerPool, RuleSet
from assessments.rules.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class RuleWords:
    """`parameters`: what the rule reads. `severities`: fixed ones. `severity_of`: a parameter that holds one.
    `needs`: the rule is silent in a set where all of these are switched off (none, empty, false)."""

    vi: str
    en: str
    parameters: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    severity_of: str = ""
    needs: tuple[str, ...] = ()

    def text(self, lang: str = "vi") -> str:
        return self.vi if lang == "vi" else self.en


_CAP = ("cap_percent", "cap_base")
_QUOTAS = ("quota_weights", "ungraded_unit_counts_as", "quotas_issued")

RULE_WORDS: dict[Rule, RuleWords] = {
    Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW: RuleWords(
        "Tập thể không đủ số thành viên vào ngày kiểm điểm thì không kiểm điểm; vẫn nộp báo cáo thì chỉ nêu để biết.",
        "A collective with too few sitting members on the review date is not reviewed; a review all the same is only noted.",
        ("smallest_collective",),
        (Severity.NOTICE,),
        needs=("smallest_collective",),
    ),
    Rule.COLLECTIVE_TOO_SMALL_TO_GRADE: RuleWords(
        "Tập thể không đủ số thành viên vào ngày xếp loại thì không xếp loại.",
        "A collective with too few sitting members on the grading date is not graded.",
        ("smallest_collective",),
        (Severity.VIOLATION,),
        needs=("smallest_collective",),
    ),
    Rule.COLLECTIVE_TOO_NEW_TO_GRADE: RuleWords(
        "Tập thể mới thành lập, chưa đủ số tháng vào ngày xếp loại thì không xếp loại.",
        "A collective established too few months before the grading date is not graded.",
        ("collective_months",),
        (Severity.VIOLATION,),
    ),
    Rule.COLLECTIVE_KIND_NOT_SUBJECT: RuleWords(
        "Loại tập thể không thuộc đối tượng: xếp loại là trái quy định, kiểm điểm thì nêu để biết.",
        "A kind of body that is not subject: a grade is a violation, a review is only noted.",
        ("kinds_not_reviewed", "kinds_not_subject"),
        (Severity.VIOLATION, Severity.NOTICE),
        needs=("kinds_not_reviewed", "kinds_not_subject"),
    ),
    Rule.MEMBER_NOT_GRADABLE: RuleWords(
        "Người được miễn hoặc bị đình chỉ sinh hoạt đảng, người mới vào Đảng chưa đủ số tháng và người ngoài Đảng không "
        "xếp loại đảng viên.",
        "People exempt or suspended from Party activity, members admitted too few months ago and people outside the Party "
        "are not graded as members.",
        ("statuses_not_graded", "member_months"),
        (Severity.VIOLATION,),
    ),
    Rule.CELL_TOO_NEW_TO_GRADE: RuleWords(
        "Chi bộ mới thành lập chưa đủ số tháng thì không xếp loại chi bộ; đảng viên của chi bộ vẫn xếp loại.",
        "A cell established too few months ago is not graded; its members are.",
        ("cell_months",),
        (Severity.VIOLATION,),
    ),
    Rule.GRADE_MISSING: RuleWords(
        "Đảng viên, chi bộ, tập thể thuộc diện xếp loại mà chưa có mức xếp loại.",
        "A member, cell or collective that is due a grade has none.",
        (),
        (Severity.NEEDS_REASON,),
    ),
    Rule.EXCELLENT_NOT_EARNED: RuleWords(
        "Đảng viên xuất sắc phải đạt cấp độ quy định ở mọi tiêu chí nhiệm vụ và mọi tiêu chí khác; cán bộ, công chức, viên "
        "chức còn phải được cơ quan xếp loại xuất sắc. Thiếu dữ liệu thì nêu để biết, không coi là đạt.",
        "An excellent member has the required level in every task criterion and in every other one; a public employee is "
        "also excellent with the employer. What is not recorded is noted, never taken as met.",
        ("excellent_task_levels", "excellent_other_levels"),
        (Severity.VIOLATION, Severity.NOTICE),
    ),
    Rule.MUST_BE_UNFULFILLED: RuleWords(
        "Có kết luận suy thoái, “tự diễn biến”, “tự chuyển hóa”, hoàn thành quá ít nhiệm vụ, bị cơ quan xếp không hoàn "
        "thành, hoặc bị kỷ luật trong năm (mỗi vi phạm tính một năm) thì không được xếp loại cao hơn không hoàn thành.",
        "Found to show degradation, too few tasks completed, graded unfulfilled by the employer, or disciplined in the "
        "year (one violation counts in one year): no better grade than unfulfilled.",
        ("least_task_completion",),
        (Severity.VIOLATION,),
    ),
    Rule.UNFULFILLED_WITHOUT_REASON: RuleWords(
        "Mỗi mức không hoàn thành nhiệm vụ cần ghi lý do, vì biểu thống kê hỏi đến.",
        "Every unfulfilled grade stores its reason, because the statistics ask for it.",
        (),
        (Severity.NOTICE,),
    ),
    Rule.SICK_LEAVE_CEILING: RuleWords(
        "Nghỉ ốm trong năm từ số tháng quy định trở lên thì không xếp loại cao hơn mức trần.",
        "Sick leave of that many months or more in the year: no better grade than the ceiling.",
        ("sick_leave_months", "sick_leave_ceiling"),
        (Severity.VIOLATION,),
    ),
    Rule.COLLECTIVE_DISCIPLINED: RuleWords(
        "Tập thể có thành viên đương nhiệm bị kỷ luật từ hình thức quy định trở lên thì không hoàn thành nhiệm vụ.",
        "A collective with a sitting member disciplined from that form up is unfulfilled.",
        ("collective_discipline_from",),
        (Severity.VIOLATION,),
    ),
    Rule.CELL_GRADE_NOT_EARNED: RuleWords(
        "Mức xếp loại chi bộ cần 100% đảng viên được xếp loại đạt từ hoàn thành nhiệm vụ và đủ tỷ lệ từ hoàn thành tốt; "
        "quá tỷ lệ bị kỷ luật thì không cao hơn không hoàn thành.",
        "A cell's grade needs all its graded members at fulfilled or better and enough of them at good or better; too "
        "large a share disciplined allows at most unfulfilled.",
        (
            "cell_excellent_good_percent",
            "cell_good_good_percent",
            "cell_disciplined_percent",
            "cell_grade_severity",
        ),
        severity_of="cell_grade_severity",
    ),
    Rule.MEMBER_EXCELLENT_CAP: RuleWords(
        "Số đảng viên xuất sắc của tổ chức cơ sở đảng không vượt tỷ lệ tối đa, lấy phần nguyên.",
        "The excellent members of the grassroots organization stay within the cap, rounded down.",
        (*_CAP, "member_pool"),
        (Severity.VIOLATION,),
    ),
    Rule.MEMBER_EXCELLENT_QUOTA: RuleWords(
        "Chi bộ vượt chỉ tiêu xuất sắc của mình, dù toàn tổ chức chưa vượt mức tối đa.",
        "A cell above its own quota of excellent members, whether or not the whole stays within the cap.",
        _QUOTAS,
        (Severity.NEEDS_REASON,),
        needs=("quotas_issued",),
    ),
    Rule.QUOTA_NOT_PROPORTIONATE: RuleWords(
        "Chỉ tiêu giao riêng làm tổng vượt mức tối đa, vượt cơ số của chi bộ, hoặc cho chi bộ xếp loại thấp hơn tỷ lệ cao hơn.",
        "Quotas set by hand exceed the cap in sum, exceed a cell's base, or give a lower-graded cell the higher rate.",
        _QUOTAS,
        (Severity.VIOLATION,),
        needs=("quotas_issued",),
    ),
    Rule.OFFICER_EXCELLENT_CAP: RuleWords(
        "Số cán bộ lãnh đạo, quản lý xuất sắc trong mỗi phạm vi không vượt tỷ lệ tối đa, mỗi chức vụ tính một lần.",
        "The excellent officers of each pool stay within the cap, one count per post.",
        (*_CAP, "officer_pool", "levels_decided_here", "officer_cap_above_severity"),
        (Severity.VIOLATION,),
        "officer_cap_above_severity",
    ),
    Rule.OFFICER_EXCELLENT_QUOTA: RuleWords(
        "Đơn vị vượt chỉ tiêu cán bộ xuất sắc của mình trong cấp quản lý được quyết định tại đây.",
        "A unit above its own quota of excellent officers within the level decided here.",
        (*_QUOTAS, "levels_decided_here"),
        (Severity.NEEDS_REASON,),
        needs=("quotas_issued",),
    ),
    Rule.COLLECTIVE_EXCELLENT_CAP: RuleWords(
        "Số tập thể lãnh đạo, quản lý xuất sắc trong hồ sơ không vượt tỷ lệ tối đa.",
        "The excellent collectives of the dossier stay within the cap.",
        (*_CAP, "unit_cap_severity"),
        severity_of="unit_cap_severity",
    ),
    Rule.CELL_EXCELLENT_CAP: RuleWords(
        "Số chi bộ xuất sắc trong hồ sơ không vượt tỷ lệ tối đa.",
        "The excellent cells of the dossier stay within the cap.",
        (*_CAP, "unit_cap_severity"),
        severity_of="unit_cap_severity",
    ),
    Rule.HEAD_ABOVE_UNIT: RuleWords(
        "Người đứng đầu không được xếp loại cao hơn mỗi đơn vị mình đứng đầu, trừ các trường hợp ngoại lệ.",
        "A head is not graded above any unit headed, the exceptions apart.",
        ("party_head_exception", "head_months"),
        (Severity.VIOLATION,),
    ),
    Rule.HEAD_GRADED_EARLY: RuleWords(
        "Chỉ xếp loại người đứng đầu sau khi đơn vị mình đứng đầu đã có mức xếp loại.",
        "A head is graded only after the unit headed has its grade.",
        ("party_head_exception", "head_months"),
        (Severity.VIOLATION,),
    ),
}


def in_force(rule: Rule, rules: RuleSet) -> bool:
    """Whether the rule can find anything under this set."""
    needs = RULE_WORDS[rule].needs
    return not needs or any(getattr(rules, name).value for name in needs)


def severities_of(rule: Rule, rules: RuleSet) -> tuple[Severity, ...]:
    """What its findings can be under this set, the gravest first."""
    words = RULE_WORDS[rule]
    found = set(words.severities)
    # A pool by unit is always decided here: nothing is left for the severity of levels above.
    if words.severity_of and not (
        words.severity_of == "officer_cap_above_severity" and rules.officer_pool.value is OfficerPool.UNIT
    ):
        found.add(getattr(rules, words.severity_of).value)
    return tuple(sorted(found, key=lambda severity: severity.gravity))
