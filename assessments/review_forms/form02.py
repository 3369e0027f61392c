"""Form 02: a person's self-critique (bản kiểm điểm cá nhân), without and with a leadership post."""

from dataclasses import replace

from .sections import Section
from .shared import HINTS, LIMITS, PLAIN_LIMITS, PROSPECT, hcm_plan, remedies, supervision

TITLE_VI = "Bản kiểm điểm cá nhân"
TITLE_EN = "Self-critique of a person"
TITLE_LEADER_VI = "Bản kiểm điểm cá nhân (người giữ chức vụ lãnh đạo, quản lý)"
TITLE_LEADER_EN = "Self-critique of a person with a leadership post"

_CHARACTER = Section(
    "character",
    "I.1",
    "Về phẩm chất chính trị, đạo đức, lối sống; ý thức tổ chức kỷ luật; tác phong, lề lối làm việc",
    "Political quality, morality, way of life; discipline; style of work",
    "Tư tưởng chính trị, đạo đức, lối sống; kết quả tu dưỡng, rèn luyện; tinh thần tự phê bình và phê bình, “tự soi, "
    "tự sửa”; thực hiện trách nhiệm nêu gương và những điều đảng viên không được làm; biểu hiện chủ nghĩa cá nhân, cơ "
    "hội, cục bộ, “lợi ích nhóm” (123-CV/ĐU 3.4).",
    "Political thought, morality, way of life; self-criticism; example; what Party members may not do; signs of "
    "individualism or group interest (123-CV/ĐU 3.4).",
    group="other",
)
_DUTIES = Section(
    "duties",
    "I.2",
    "Về thực hiện chức trách, nhiệm vụ được giao",
    "Duties and tasks assigned",
    "Nêu việc được chi bộ, đoàn thể, cơ quan giao và kết quả cụ thể, có số liệu nếu có.",
    "The tasks given by cell, organizations, employer, and what came of them, with figures where there are any.",
    group="task",
)
_LEADING = (
    Section(
        "leading",
        "I.3",
        "Kết quả lãnh đạo, quản lý, điều hành; mức độ hoàn thành nhiệm vụ của lĩnh vực, cơ quan, đơn vị phụ trách",
        "Results of leading and managing; how far the tasks of the field or unit in charge were fulfilled",
        "Gắn với kiểm điểm của tập thể; làm rõ trách nhiệm người đứng đầu (123-CV/ĐU 3.4).",
        "Tied to the collective's report; the head's own responsibility (123-CV/ĐU 3.4).",
        group="task",
    ),
    Section(
        "initiative",
        "I.4",
        "Trách nhiệm trong công việc; tinh thần năng động, đổi mới, sáng tạo; xử lý những vấn đề khó, phức tạp, nhạy "
        "cảm",
        "Responsibility, initiative, renewal; dealing with hard, complex, delicate matters",
        group="other",
    ),
    Section(
        "example",
        "I.5",
        "Trách nhiệm nêu gương của bản thân và gia đình; xây dựng đoàn kết nội bộ; đấu tranh phòng, chống tham nhũng, "
        "tiêu cực; mức độ tín nhiệm",
        "Example set by oneself and one's family; unity; against corruption; trust enjoyed",
        group="other",
    ),
)
_COMMITMENT = Section(
    "commitment",
    "I.3",
    "Việc thực hiện cam kết tu dưỡng, rèn luyện, phấn đấu hằng năm",
    "The yearly commitment to cultivate, train and strive",
    "Đối chiếu với bản cam kết đã đăng ký đầu năm.",
    "Compare with the commitment registered at the beginning of the year.",
    group="other",
)
_REMEDIES = remedies(
    "Kết quả khắc phục những hạn chế, khuyết điểm được cấp có thẩm quyền kết luận hoặc được chỉ ra ở các kỳ kiểm điểm "
    "trước",
    "How earlier shortcomings were mended",
)
_OWN_PART = Section(
    "own_part",
    "V",
    "Làm rõ trách nhiệm cá nhân đối với những hạn chế, khuyết điểm của tập thể (nếu có)",
    "Own responsibility for the collective's shortcomings (if any)",
    "Chỉ rõ trách nhiệm cá nhân đối với những hạn chế, khuyết điểm của tập thể (123-CV/ĐU 3.4).",
    "One's own part in the shortcomings of the collective (123-CV/ĐU 3.4).",
    required=False,
)
_REST = (LIMITS, _REMEDIES, HINTS, _OWN_PART, PROSPECT)
_COMMITMENT_LEADER = replace(_COMMITMENT, number="I.6")

#: As the national guidance has it.
BASE = (_CHARACTER, _DUTIES, _COMMITMENT, *_REST)
BASE_LEADER = (_CHARACTER, _DUTIES, *_LEADING, _COMMITMENT_LEADER, *_REST)
#: With the two criteria that 123-CV/ĐU adds.
AMENDED = (_CHARACTER, _DUTIES, _COMMITMENT, hcm_plan("I.4"), supervision("I.5"), *_REST)
AMENDED_LEADER = (
    _CHARACTER, _DUTIES, *_LEADING, _COMMITMENT_LEADER, hcm_plan("I.7"), supervision("I.8"), *_REST,
)  # fmt: skip

# --- the second version for 123-CV/ĐU: the head's responsibility of 3.4 has a field of its own
_REVISED_CHARACTER = replace(
    _CHARACTER,
    guidance_vi="Tư tưởng chính trị, đạo đức, lối sống; kết quả tu dưỡng, rèn luyện; ý thức tự giác, tinh thần tự phê "
    "bình và phê bình, “tự soi, tự sửa”; thực hiện trách nhiệm nêu gương và những điều đảng viên không được làm; biểu "
    "hiện chủ nghĩa cá nhân, cơ hội, cục bộ, “lợi ích nhóm” (123-CV/ĐU 3.4).",
    guidance_en="Political thought, morality, way of life; self-awareness, self-criticism and criticism; example; what "
    "Party members may not do; signs of individualism, opportunism, parochialism, group interest (123-CV/ĐU 3.4).",
)
_OWN_PART_LEADER = replace(
    _OWN_PART,
    number="V.1",
    heading_vi="Trách nhiệm cá nhân đối với những hạn chế, khuyết điểm của tập thể",
    heading_en="Own responsibility for the collective's shortcomings",
    guidance_vi="Kiểm điểm cá nhân gắn với kiểm điểm của tập thể: chỉ rõ phần trách nhiệm của mình đối với từng hạn "
    "chế, khuyết điểm của tập thể (123-CV/ĐU 3.4). Nếu tập thể không có thì ghi rõ như vậy.",
    guidance_en="Tied to the collective's report: one's own part in each of its shortcomings (123-CV/ĐU 3.4). If it "
    "has none, say so.",
    required=True,
    citation="123-CV/ĐU 3.4",
)
_HEAD_PART = Section(
    "head_part",
    "V.2",
    "Trách nhiệm người đứng đầu (đối với người đứng đầu)",
    "Responsibility as head (for heads)",
    "Người đứng đầu làm rõ trách nhiệm của mình đối với kết quả và hạn chế của địa phương, cơ quan, đơn vị (123-CV/ĐU "
    "3.4). Cấp phó và người không đứng đầu để trống.",
    "The head's own responsibility for results and shortcomings of the place or unit (123-CV/ĐU 3.4). Deputies and "
    "others leave it empty.",
    required=False,
    citation="123-CV/ĐU 3.4",
    asked_of_heads=True,
)
_REVISED_REST = (PLAIN_LIMITS, _REMEDIES, HINTS)
REVISED = (
    _REVISED_CHARACTER, _DUTIES, _COMMITMENT, hcm_plan("I.4"), supervision("I.5"), *_REVISED_REST, _OWN_PART, PROSPECT,
)  # fmt: skip
REVISED_LEADER = (
    _REVISED_CHARACTER, _DUTIES, *_LEADING, _COMMITMENT_LEADER, hcm_plan("I.7"), supervision("I.8"), *_REVISED_REST,
    _OWN_PART_LEADER, _HEAD_PART, PROSPECT,
)  # fmt: skip
