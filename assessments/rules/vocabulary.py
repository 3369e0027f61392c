"""The law's own words as enums: codes for files and databases, labels as printed in the sources."""

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """A code with its Vietnamese (as printed) and English label."""

    vi: str
    en: str

    def __new__(cls, code: str, vi: str, en: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.vi = vi
        member.en = en
        return member

    def label(self, lang: str = "vi") -> str:
        return self.vi if lang == "vi" else self.en


class Grade(Worded):
    """Mức xếp loại. Compare with `rank`, `better_than` and `at_least`; `<` compares letters only."""

    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ", "Excellent"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ", "Good"
    FULFILLED = "fulfilled", "Hoàn thành nhiệm vụ", "Fulfilled"
    UNFULFILLED = "unfulfilled", "Không hoàn thành nhiệm vụ", "Unfulfilled"

    @property
    def rank(self) -> int:
        """4 for excellent down to 1 for unfulfilled: a higher rank is a better grade."""
        return _RANKS[self]

    def better_than(self, other: "Grade") -> bool:
        return self.rank > other.rank

    def at_least(self, other: "Grade") -> bool:
        return self.rank >= other.rank


_RANKS = {grade: 4 - place for place, grade in enumerate(Grade)}


class Level(Worded):
    """Rating of ONE criterion; not a grade."""

    EXCELLENT = "excellent", "Xuất sắc", "Excellent"
    GOOD = "good", "Tốt", "Good"
    AVERAGE = "average", "Trung bình", "Average"
    POOR = "poor", "Kém", "Poor"


class MemberStatus(Worded):
    ACTIVE = "active", "Đảng viên chính thức", "Full member"
    PROBATIONARY = "probationary", "Đảng viên dự bị", "Probationary member"
    EXEMPT = (
        "exempt",
        "Miễn công tác và sinh hoạt đảng",
        "Exempt from Party work and activity",
    )
    SUSPENDED = "suspended", "Đình chỉ sinh hoạt đảng", "Suspended from Party activity"
    COMMITTEE_SUSPENDED = (
        "committee_suspended",
        "Đình chỉ sinh hoạt cấp ủy",
        "Suspended from the committee only",
    )
    NON_MEMBER = "non_member", "Người ngoài Đảng", "Outside the Party"


class CollectiveKind(Worded):
    CELL_COMMITTEE = "cell_committee", "Chi ủy", "Cell committee"
    PARTY_COMMITTEE = "party_committee", "Đảng ủy", "Party committee"
    STANDING_COMMITTEE = "standing_committee", "Ban Thường vụ", "Standing committee"
    PEOPLES_COMMITTEE = (
        "peoples_committee",
        "Ủy ban nhân dân phường",
        "Ward People's Committee",
    )
    PEOPLES_COUNCIL_STANDING = (
        "peoples_council_standing",
        "Thường trực Hội đồng nhân dân",
        "Standing body of the People's Council",
    )
    AGENCY_LEADERSHIP = (
        "agency_leadership",
        "Tập thể lãnh đạo cơ quan, đơn vị",
        "Leadership of an agency",
    )


class ManagementLevel(Worded):
    """Cấp quản lý cán bộ: who manages the officer."""

    WARD = "ward", "cấp phường", "ward level"
    DISTRICT = "district", "cấp quận", "district level"
    CITY = "city", "cấp thành phố", "city level"


class DisciplineForm(Worded):
    """Hình thức kỷ luật, from the lightest to the gravest."""

    REPRIMAND = "reprimand", "khiển trách", "reprimand"
    WARNING = "warning", "cảnh cáo", "warning"
    DISMISSAL = "dismissal", "cách chức", "dismissal from post"
    EXPULSION = "expulsion", "khai trừ", "expulsion"

    def from_up(self) -> "frozenset[DisciplineForm]":
        """This form and every graver one."""
        forms = list(DisciplineForm)
        return frozenset(forms[forms.index(self) :])


class UnfulfilledReason(Worded):
    DEGRADED = (
        "degraded",
        "Suy thoái, “tự diễn biến”, “tự chuyển hóa”",
        "Degradation found by a competent authority",
    )
    UNDER_HALF_OF_TASKS = (
        "under_half_of_tasks",
        "Hoàn thành dưới 50% nhiệm vụ được giao",
        "Under 50% of assigned tasks completed",
    )
    EMPLOYER_UNFULFILLED = (
        "employer_unfulfilled",
        "Cơ quan, đơn vị xếp loại không hoàn thành nhiệm vụ",
        "Graded unfulfilled by the employer",
    )
    DISCIPLINED = "disciplined", "Bị kỷ luật trong năm", "Disciplined in the year"
    OTHER = "other", "Lý do khác", "Another reason"


class Severity(Worded):
    VIOLATION = "violation", "Trái quy định, phải sửa trước khi ký", "Must be mended before signing"
    NEEDS_REASON = "needs-reason", "Cần ghi lý do mới ký được", "Needs a recorded reason"
    NOTICE = "notice", "Để biết", "For information"

    @property
    def gravity(self) -> int:
        """0 for the gravest: the order in which findings are listed."""
        return list(Severity).index(self)


class CapBase(Worded):
    """How the cap's base is read: the letter says both 1(2) “trở lên” and 3.6 without it."""

    GOOD_OR_BETTER = (
        "good_or_better",
        "xếp loại “Hoàn thành tốt nhiệm vụ” trở lên",
        "graded good or better",
    )
    GOOD_ONLY = "good_only", "xếp loại “Hoàn thành tốt nhiệm vụ”", "graded good"


class NotGradable(Worded):
    """Why a subject is not graded (or not reviewed)."""

    NON_MEMBER = "non_member", "không phải là đảng viên", "is not a Party member"
    EXEMPT = (
        "exempt",
        "được miễn công tác và sinh hoạt đảng",
        "is exempt from Party work and activity",
    )
    SUSPENDED = (
        "suspended",
        "đang bị đình chỉ sinh hoạt đảng",
        "is suspended from Party activity",
    )
    TOO_NEW = "too_new", "chưa đủ thời gian", "is too new"
    TOO_SMALL = "too_small", "không đủ số thành viên", "has too few members"
    KIND_NOT_SUBJECT = (
        "kind_not_subject",
        "không thuộc đối tượng",
        "is not a kind of body that is subject",
    )


class HeadException(Worded):
    """Why a headship is lifted out of F1 and F2 (123-CV/ĐU 1(5))."""

    NOT_MAIN_DUTY = (
        "not_main_duty",
        "chức vụ bí thư không phải là nhiệm vụ chính",
        "heading the Party unit is not the main duty",
    )
    NEW_IN_POST = "new_in_post", "mới nhận nhiệm vụ", "new in the post"
    LISTED = "listed", "trường hợp khác đã liệt kê", "another exception that the campaign lists"
