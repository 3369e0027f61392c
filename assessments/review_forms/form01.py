"""Form 01: report of a collective (báo cáo kiểm điểm tập thể). Headings of HD 21, with what 123-CV/ĐU adds."""

from dataclasses import replace

from .sections import Section
from .shared import HINTS, LIMITS, PLAIN_LIMITS, PROSPECT, hcm_plan, remedies, supervision

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

# --- the second version for 123-CV/ĐU: what 3.2 and 3.4 ask for by name has a field of its own
_GUIDANCE = {
    "principles": (
        "Năng lực lãnh đạo, sức chiến đấu của cấp ủy, tổ chức đảng; tự phê bình và phê bình; giữ gìn đoàn kết nội bộ "
        "(123-CV/ĐU 3.3).",
        "Ability to lead and fighting strength of committee and organization; self-criticism and criticism; unity "
        "(123-CV/ĐU 3.3).",
    ),
    "party_building": (
        "Thực hiện Nghị quyết Trung ương 4 khóa XI, khóa XII; sắp xếp tổ chức bộ máy tinh gọn, hiệu lực, hiệu quả; "
        "tinh giản biên chế gắn với cơ cấu lại và xây dựng đội ngũ cán bộ (123-CV/ĐU 3.3).",
        "The resolutions of the 4th plenums; a lean organization that works; fewer posts, with the staff set up anew "
        "(123-CV/ĐU 3.3).",
    ),
    "leadership": (
        "Phát triển kinh tế - xã hội, quốc phòng - an ninh, phòng, chống dịch, ổn định đời sống nhân dân; phục hồi và "
        "phát triển kinh tế - xã hội trong điều kiện bình thường mới (123-CV/ĐU 3.3).",
        "Economy and society, defence and security, the epidemic, people's lives; recovery under the new normal "
        "(123-CV/ĐU 3.3).",
    ),
}
EXEMPLARS = Section(
    "exemplars",
    "I.9",
    "Nhân tố mới, điển hình tích cực, sáng tạo, không ngại khó, ngại khổ",
    "New factors, active and creative examples who shun no hardship",
    "Tập thể, cá nhân nào, việc gì, trước hết trong phòng, chống dịch COVID-19 (123-CV/ĐU 3.2). Nếu chưa phát hiện "
    "được thì ghi rõ như vậy.",
    "Which collectives and persons, for what, above all against the epidemic (123-CV/ĐU 3.2). If none was found, say "
    "so.",
    citation="123-CV/ĐU 3.2",
)
_COLLECTIVE_PART = Section(
    "responsibility",
    "V.1",
    "Trách nhiệm của tập thể",
    "Responsibility of the collective",
    "Trách nhiệm của tập thể đối với từng hạn chế, khuyết điểm đã nêu ở mục II (123-CV/ĐU 3.2).",
    "What the collective answers for in each shortcoming of part II (123-CV/ĐU 3.2).",
)
_PERSONS_PART = Section(
    "persons",
    "V.2",
    "Trách nhiệm của cá nhân đối với hạn chế, khuyết điểm của tập thể",
    "Responsibility of persons for the collective's shortcomings",
    "Làm rõ trách nhiệm của người đứng đầu và từng cá nhân liên quan; chỉ rõ tư tưởng né tránh, an phận (123-CV/ĐU "
    "3.2, 3.4). Nếu không có thì ghi rõ như vậy.",
    "The head and each person concerned; evasion and complacency named plainly (123-CV/ĐU 3.2, 3.4). If nobody, say "
    "so.",
    citation="123-CV/ĐU 3.2, 3.4",
)
_INCIDENTS = Section(
    "incidents",
    "V.3",
    "Việc để xảy ra tiêu cực, trục lợi cá nhân, vi phạm pháp luật liên quan trách nhiệm của cán bộ, công chức, viên "
    "chức của đơn vị (nếu có)",
    "Wrongdoing, personal gain or breaches of law for which people of the unit answer (if any)",
    "Nêu từng việc, người liên quan và trách nhiệm (123-CV/ĐU 3.2). Không có thì để trống.",
    "Each case, who was concerned, who answers for it (123-CV/ĐU 3.2). Leave it empty if there was none.",
    required=False,
    citation="123-CV/ĐU 3.2",
)
_HANDLING = Section(
    "handling",
    "V.4",
    "Đề xuất hướng xử lý",
    "Proposed handling",
    "Đề xuất cụ thể, kiên quyết và nhân văn đối với từng tập thể, cá nhân nêu ở mục V.1 đến V.3 (123-CV/ĐU 3.2). Nếu "
    "không có trường hợp phải xử lý thì ghi rõ như vậy.",
    "For each collective and person of V.1 to V.3: concrete, firm and humane (123-CV/ĐU 3.2). If nothing calls for "
    "it, say so.",
    citation="123-CV/ĐU 3.2",
)


def _with_guidance(section: Section) -> Section:
    if section.key not in _GUIDANCE:
        return section
    vi, en = _GUIDANCE[section.key]
    return replace(section, guidance_vi=vi, guidance_en=en)


#: Before the special topics of the year, and after them.
REVISED_FIRST = tuple(_with_guidance(section) for section in AMENDED_FIRST)
REVISED_LAST = (
    EXEMPLARS, PLAIN_LIMITS, _REMEDIES, HINTS, _COLLECTIVE_PART, _PERSONS_PART, _INCIDENTS, _HANDLING, PROSPECT,
)  # fmt: skip
