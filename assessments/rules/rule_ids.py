"""The rules by name. The letter and number (`A1`) is the item of the rule list; names never change meaning."""

from enum import StrEnum
from typing import Self


class Rule(StrEnum):
    """Identifier of a rule, its item and its title in both languages."""

    item: str
    vi: str
    en: str

    def __new__(cls, code: str, item: str, vi: str, en: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.item = item
        member.vi = vi
        member.en = en
        return member

    COLLECTIVE_TOO_SMALL_TO_REVIEW = (
        "collective-too-small-to-review",
        "A1",
        "Tập thể không đủ thành viên để kiểm điểm",
        "Collective too small to be reviewed",
    )
    COLLECTIVE_TOO_SMALL_TO_GRADE = (
        "collective-too-small-to-grade",
        "A2",
        "Tập thể không đủ thành viên để xếp loại",
        "Collective too small to be graded",
    )
    COLLECTIVE_TOO_NEW_TO_GRADE = (
        "collective-too-new-to-grade",
        "A3",
        "Tập thể mới thành lập, chưa xếp loại",
        "Collective too new to be graded",
    )
    COLLECTIVE_KIND_NOT_SUBJECT = (
        "collective-kind-not-subject",
        "A4",
        "Tập thể không thuộc đối tượng",
        "Kind of collective not subject",
    )
    MEMBER_NOT_GRADABLE = (
        "member-not-gradable",
        "A5",
        "Cá nhân không thuộc diện xếp loại đảng viên",
        "Person not to be graded as a member",
    )
    CELL_TOO_NEW_TO_GRADE = (
        "cell-too-new-to-grade",
        "A6",
        "Chi bộ mới thành lập, chưa xếp loại",
        "Cell too new to be graded",
    )
    GRADE_MISSING = "grade-missing", "A7", "Chưa có mức xếp loại", "Grade missing"
    EXCELLENT_NOT_EARNED = (
        "excellent-not-earned",
        "B1",
        "Chưa đủ điều kiện xếp loại xuất sắc",
        "Excellent not earned",
    )
    MUST_BE_UNFULFILLED = (
        "must-be-unfulfilled",
        "B2",
        "Phải xếp loại không hoàn thành nhiệm vụ",
        "Must be graded unfulfilled",
    )
    UNFULFILLED_WITHOUT_REASON = (
        "unfulfilled-without-reason",
        "B2",
        "Không hoàn thành nhiệm vụ nhưng chưa ghi lý do",
        "Unfulfilled without its reason",
    )
    SICK_LEAVE_CEILING = (
        "sick-leave-ceiling",
        "B3",
        "Nghỉ ốm từ 3 tháng trở lên",
        "Ceiling for long sick leave",
    )
    COLLECTIVE_DISCIPLINED = (
        "collective-disciplined",
        "B4",
        "Tập thể có thành viên bị kỷ luật",
        "Collective with a disciplined member",
    )
    CELL_GRADE_NOT_EARNED = (
        "cell-grade-not-earned",
        "B5",
        "Chi bộ chưa đủ điều kiện của mức xếp loại",
        "Cell grade not earned",
    )
    MEMBER_EXCELLENT_CAP = (
        "member-excellent-cap",
        "C1",
        "Mức tối đa đảng viên xuất sắc",
        "Cap on excellent members",
    )
    MEMBER_EXCELLENT_QUOTA = (
        "member-excellent-quota",
        "C3",
        "Chỉ tiêu đảng viên xuất sắc của chi bộ",
        "Quota of excellent members of a cell",
    )
    QUOTA_NOT_PROPORTIONATE = (
        "quota-not-proportionate",
        "C4",
        "Chỉ tiêu không tương xứng với mức xếp loại chi bộ",
        "Quotas not proportionate to the cells' grades",
    )
    OFFICER_EXCELLENT_CAP = (
        "officer-excellent-cap",
        "D1",
        "Mức tối đa cán bộ xuất sắc",
        "Cap on excellent officers",
    )
    OFFICER_EXCELLENT_QUOTA = (
        "officer-excellent-quota",
        "D2",
        "Chỉ tiêu cán bộ xuất sắc của đơn vị",
        "Quota of excellent officers of a unit",
    )
    COLLECTIVE_EXCELLENT_CAP = (
        "collective-excellent-cap",
        "E1",
        "Mức tối đa tập thể xuất sắc",
        "Cap on excellent collectives",
    )
    CELL_EXCELLENT_CAP = (
        "cell-excellent-cap",
        "E1",
        "Mức tối đa chi bộ xuất sắc",
        "Cap on excellent cells",
    )
    HEAD_ABOVE_UNIT = (
        "head-above-unit",
        "F1",
        "Người đứng đầu cao hơn đơn vị mình đứng đầu",
        "Head above the unit headed",
    )
    HEAD_GRADED_EARLY = (
        "head-graded-early",
        "F2",
        "Xếp loại người đứng đầu trước đơn vị",
        "Head graded before the unit",
    )

    def title(self, lang: str = "vi") -> str:
        return self.vi if lang == "vi" else self.en
