"""Form 01: report of a collective (báo cáo kiểm điểm tập thể). Headings of HD 21, with what 123-CV/ĐU adds."""

from .sections import Section
from .shared import HINTS, LIMITS, PROSPECT, hcm_plan, remedies, supervision

TITLE_VI = "Báo cáo kiểm điểm tập thể"
TITLE_EN = "Report of the collective"

_ACHIEVEMENTS = (
    Section(
        "principles",
        "I.1",
        "Việc chấp hành nguyên tắc tổ chức và hoạt động, nhất là nguyên tắc tập trung dân chủ; thực hiện quy chế làm "
        "việc",
        "Principles of organization, above all democratic centralism; the working regulations",
        "Năng lực lãnh đạo, sức chiến đấu của cấp ủy, tổ chức đảng; tự phê bình và phê bình; giữ gìn đoàn kết nội bộ "
        "(123-CV/ĐU 3.3).",
        "Ability to lead; self-criticism and criticism; unity (123-CV/ĐU 3.3).",
        group="other",
    ),
    Section(
        "targets",
        "I.2",
        "Kết quả thực hiện các mục tiêu, chỉ tiêu, nhiệm vụ được đề ra trong nghị quyết đại hội và nhiệm vụ trong năm",
        "Targets and tasks of the congress resolution and of the year",
        "Nêu số liệu: chỉ tiêu được giao, kết quả đạt được; chương trình hành động thực hiện Nghị quyết Đại hội XIII "
        "của Đảng và nghị quyết đại hội đảng bộ cấp mình (123-CV/ĐU 3.3).",
        "Give figures: what was set, what was reached; the programme for the resolutions of the congresses "
        "(123-CV/ĐU 3.3).",
        group="task",
    ),
    Section(
        "party_building",
        "I.3",
        "Công tác xây dựng, chỉnh đốn Đảng và hệ thống chính trị; trách nhiệm nêu gương, trách nhiệm giải trình; "
        "phòng, chống tham nhũng, tiêu cực; kiểm tra, giám sát",
        "Building the Party and the political system; example, accountability; against corruption; inspection",
        "Thực hiện Nghị quyết Trung ương 4 khóa XI, khóa XII; sắp xếp tổ chức bộ máy tinh gọn; xây dựng đội ngũ cán bộ "
        "(123-CV/ĐU 3.3).",
        "The resolutions of the 4th plenums; a lean organization; building the staff (123-CV/ĐU 3.3).",
        group="other",
    ),
    Section(
        "leadership",
        "I.4",
        "Trách nhiệm của tập thể lãnh đạo, quản lý trong thực hiện nhiệm vụ chính trị",
        "Responsibility of the collective in carrying out the political tasks",
        "Phát triển kinh tế - xã hội, quốc phòng - an ninh, phòng, chống dịch, ổn định đời sống nhân dân (123-CV/ĐU "
        "3.3).",
        "Economy and society, defence and security, the epidemic, people's lives (123-CV/ĐU 3.3).",
        group="task",
    ),
)
DEGRADATION = Section(
    "degradation",
    "I.7",
    "Nhận diện các biểu hiện, mức độ suy thoái, “tự diễn biến”, “tự chuyển hóa” tại địa phương, cơ quan, đơn vị",
    "Signs and degree of degradation in the place or unit",
    "Nhận diện đầy đủ biểu hiện và mức độ; việc phát hiện, đấu tranh, ngăn chặn trong nội bộ (123-CV/ĐU 3.1). Nếu "
    "không có biểu hiện thì nêu rõ căn cứ của nhận định đó.",
    "Which signs, how far, what was done against them (123-CV/ĐU 3.1). If there are none, say what that rests on.",
    citation="123-CV/ĐU 3.1",
)
_REMEDIES = remedies(
    "Kết quả khắc phục những hạn chế, khuyết điểm được cấp có thẩm quyền kết luận hoặc được chỉ ra ở các kỳ kiểm điểm "
    "trước",
    "How earlier shortcomings were mended",
)
_RESPONSIBILITY = Section(
    "responsibility",
    "V",
    "Trách nhiệm của tập thể, cá nhân",
    "Responsibility of the collective and of persons",
    "Làm rõ trách nhiệm của tập thể, của người đứng đầu và từng cá nhân liên quan đối với các hạn chế, khuyết điểm nêu "
    "trên (123-CV/ĐU 3.2, 3.4).",
    "Who answers for the shortcomings named above: the collective, its head, each person (123-CV/ĐU 3.2, 3.4).",
)

#: As the national guidance has it.
BASE = (*_ACHIEVEMENTS, LIMITS, _REMEDIES, HINTS, _RESPONSIBILITY, PROSPECT)
#: Before the special topics of the year, and after them.
AMENDED_FIRST = (*_ACHIEVEMENTS, hcm_plan("I.5"), supervision("I.6"), DEGRADATION)
AMENDED_LAST = (LIMITS, _REMEDIES, HINTS, _RESPONSIBILITY, PROSPECT)
TOPICS_NUMBER = "I.8"
