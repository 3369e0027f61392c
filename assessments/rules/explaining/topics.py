"""What each rule is about, in words that accuse nobody: a rule's own title names what it finds."""

from assessments.rules.faults import Said
from assessments.rules.rule_ids import Rule

_ESTABLISHED = Said("Thời gian thành lập", "Since when it exists")
_CAP = Said("Mức tối đa xuất sắc", "Cap on excellent")
_QUOTA = Said("Chỉ tiêu xuất sắc", "Quota of excellent")

TOPICS = {
    Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW: Said("Số thành viên khi kiểm điểm", "Members at the review"),
    Rule.COLLECTIVE_TOO_SMALL_TO_GRADE: Said("Số thành viên khi xếp loại", "Members at the grading"),
    Rule.COLLECTIVE_TOO_NEW_TO_GRADE: _ESTABLISHED,
    Rule.COLLECTIVE_KIND_NOT_SUBJECT: Said("Đối tượng kiểm điểm, xếp loại", "Kind of body"),
    Rule.MEMBER_NOT_GRADABLE: Said("Diện xếp loại đảng viên", "Whether a member's grade is due"),
    Rule.CELL_TOO_NEW_TO_GRADE: _ESTABLISHED,
    Rule.GRADE_MISSING: Said("Mức xếp loại", "The grade"),
    Rule.EXCELLENT_NOT_EARNED: Said("Điều kiện của mức xuất sắc", "What excellent needs"),
    Rule.MUST_BE_UNFULFILLED: Said("Trường hợp phải xếp không hoàn thành", "What makes it unfulfilled"),
    Rule.UNFULFILLED_WITHOUT_REASON: Said("Lý do không hoàn thành", "Reason of an unfulfilled"),
    Rule.SICK_LEAVE_CEILING: Said("Nghỉ ốm trong năm", "Sick leave in the year"),
    Rule.COLLECTIVE_DISCIPLINED: Said("Kỷ luật trong tập thể", "Discipline in the collective"),
    Rule.CELL_GRADE_NOT_EARNED: Said("Điều kiện mức xếp loại chi bộ", "What the cell's grade needs"),
    Rule.MEMBER_EXCELLENT_CAP: _CAP,
    Rule.MEMBER_EXCELLENT_QUOTA: _QUOTA,
    Rule.QUOTA_NOT_PROPORTIONATE: _QUOTA,
    Rule.OFFICER_EXCELLENT_CAP: _CAP,
    Rule.OFFICER_EXCELLENT_QUOTA: _QUOTA,
    Rule.COLLECTIVE_EXCELLENT_CAP: _CAP,
    Rule.CELL_EXCELLENT_CAP: _CAP,
    Rule.HEAD_ABOVE_UNIT: Said("Người đứng đầu và đơn vị", "Head and unit headed"),
    Rule.HEAD_GRADED_EARLY: Said("Thứ tự xếp loại người đứng đầu", "Order of grading a head"),
}
