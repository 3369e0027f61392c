"""Sections that forms 01 and 02 have in common, and those that 123-CV/ĐU adds to both."""

from dataclasses import replace

from .sections import Section

LIMITS = Section(
    "limits",
    "II",
    "Hạn chế, khuyết điểm và nguyên nhân",
    "Shortcomings, faults and their causes",
    "Chỉ rõ những mặt chưa làm được, còn hạn chế, thiếu sót; nguyên nhân chủ quan và khách quan. Tránh kiểm điểm qua "
    "loa, hình thức, nể nang, né tránh, ngại va chạm, “dĩ hòa vi quý” (123-CV/ĐU 2.1, 2.2).",
    "Name plainly what was not done or fell short, and why. A review for form's sake is not enough (123-CV/ĐU 2.1, "
    "2.2).",
)
#: As the second version for 123-CV/ĐU words it: with the note of 3.2.
PLAIN_LIMITS = replace(
    LIMITS,
    guidance_vi="Chỉ rõ những mặt chưa làm được, còn hạn chế, thiếu sót; xác định nguyên nhân chủ quan, khách quan để "
    "có giải pháp khắc phục (123-CV/ĐU 2.2, 3.2). Tránh kiểm điểm qua loa, hình thức, nể nang, né tránh, ngại va chạm, "
    "“dĩ hòa vi quý” (123-CV/ĐU 2.1).",
    guidance_en="Name plainly what was not done or fell short, and why, so that it can be mended (123-CV/ĐU 2.2, 3.2). "
    "A review for form's sake is not enough (123-CV/ĐU 2.1).",
)
PROSPECT = Section(
    "prospect",
    "VI",
    "Phương hướng, biện pháp khắc phục hạn chế, khuyết điểm",
    "Directions and measures to mend the shortcomings",
    "Nêu giải pháp cụ thể, người thực hiện và thời hạn, để sớm khắc phục, sửa chữa (123-CV/ĐU 3.5).",
    "Concrete measures, who carries them out and by when (123-CV/ĐU 3.5).",
)
HINTS = Section(
    "hints",
    "IV",
    "Giải trình những vấn đề được gợi ý kiểm điểm (nếu có)",
    "Answers to the points of the review hint (if any)",
    "Chỉ ghi khi cấp ủy cấp trên có gợi ý kiểm điểm. Giải trình từng vấn đề được gợi ý: nguyên nhân, trách nhiệm, mức "
    "độ (123-CV/ĐU 3.2, 3.5).",
    "Only where the superior committee has issued a hint: answer it point by point (123-CV/ĐU 3.2, 3.5).",
    required=False,
)


def remedies(heading_vi: str, heading_en: str) -> Section:
    return Section(
        "remedies",
        "III",
        heading_vi,
        heading_en,
        "Đối chiếu từng hạn chế, khuyết điểm được chỉ ra năm trước: đã khắc phục, đang khắc phục (mức độ), chưa khắc "
        "phục (123-CV/ĐU 3.5). Nếu kỳ trước không có hạn chế nào được chỉ ra thì ghi rõ như vậy.",
        "For each shortcoming named last year: fixed, being fixed (how far), not fixed (123-CV/ĐU 3.5). If none was "
        "named, say so.",
        group="other",
    )


def hcm_plan(number: str) -> Section:
    """The first criterion that 123-CV/ĐU 3.6 adds; it counts as other (rules G1)."""
    return Section(
        "hcm_plan",
        number,
        "Kết quả thực hiện kế hoạch học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "Result of the plan to study and follow Hồ Chí Minh's thought, morality and style",
        "Tiêu chí bổ sung năm 2021. Nêu việc đã đăng ký trong kế hoạch và kết quả, gắn với Kết luận 01-KL/TW "
        "(123-CV/ĐU 3.3, 3.6).",
        "A criterion added in 2021: what the plan promised and what came of it (123-CV/ĐU 3.3, 3.6).",
        group="other",
        citation="123-CV/ĐU 3.6",
    )


def supervision(number: str) -> Section:
    """The second criterion that 123-CV/ĐU 3.6 adds; without any conclusion in the year there is nothing to rate."""
    return Section(
        "supervision",
        number,
        "Việc thực hiện các kết luận sau giám sát của Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội",
        "What was done about the conclusions of supervision by the Fatherland Front and the socio-political "
        "organizations",
        "Tiêu chí bổ sung năm 2021 (123-CV/ĐU 3.6). Nếu trong năm không có kết luận giám sát nào thì ghi “Không có” và "
        "để trống mức tự đánh giá.",
        "A criterion added in 2021 (123-CV/ĐU 3.6). If there was no such conclusion in the year, write so and leave "
        "the level open.",
        group="other",
        level_optional=True,
        citation="123-CV/ĐU 3.6",
    )
