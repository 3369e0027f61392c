"""What fictional bodies say of fictional members and cells. Pure data, told apart by place, never by chance."""

from collections.abc import Sequence

_COMMITTEE = {
    "excellent": (
        "Đồng chí gương mẫu, nhận việc khó và hoàn thành vượt yêu cầu; được chi bộ và bà con tín nhiệm. Cần giúp thêm đảng viên trẻ.",
        "Đồng chí hoàn thành xuất sắc phần việc được giao, nêu gương trong gia đình và nơi cư trú. Hạn chế: có lúc ôm việc.",
    ),
    "good": (
        "Đồng chí chấp hành tốt phân công, sinh hoạt đều. Hạn chế: ít phát biểu thảo luận, cần mạnh dạn góp ý hơn.",
        "Đồng chí giữ gìn phẩm chất, hoàn thành việc được giao. Cần chủ động hơn trong vận động quần chúng.",
        "Đồng chí đoàn kết, đúng mực, hoàn thành nhiệm vụ. Cần gửi báo cáo đúng hạn hơn.",
    ),
    "fulfilled": (
        "Đồng chí có cố gắng nhưng kết quả chưa đều; chi ủy đã góp ý và đồng chí nhận sửa.",
        "Đồng chí hoàn thành phần việc tối thiểu; cần dự sinh hoạt đầy đủ hơn trong năm tới.",
    ),
    "unfulfilled": ("Đồng chí có vi phạm trong năm, đã kiểm điểm trước chi bộ; chi ủy theo dõi việc sửa chữa.",),
}
_RESIDENCE = (
    "Đồng chí và gia đình chấp hành tốt quy định nơi cư trú, tham gia đủ các khoản vận động; đã dự hai kỳ họp với cấp ủy nơi cư trú.",
    "Đồng chí giữ mối liên hệ với chi ủy nơi cư trú, tham gia hỗ trợ phòng, chống dịch tại tổ dân phố.",
)
_EMPLOYER = (
    "Hoàn thành nhiệm vụ chuyên môn được giao, chấp hành nội quy, phối hợp tốt với đồng nghiệp.",
    "Bảo đảm ngày công, có tinh thần trách nhiệm; cần tăng cường ứng dụng công nghệ trong công việc.",
)
_MASS = (
    "Đồng chí nhiệt tình với phong trào của hội, vận động được hội viên tham gia; mong dành thêm thời gian cho chi hội.",
)
CELL = "Chi bộ giữ nguyên tắc tập trung dân chủ, nội bộ đoàn kết; cần nâng chất lượng sinh hoạt chuyên đề."


def words_of(body: str, grade: str, place: int) -> str:
    """What this body says of the member at `place` of the list, whom the meeting is going to grade so."""
    told: dict[str, Sequence[str]] = {"residence": _RESIDENCE, "employer": _EMPLOYER, "mass_organization": _MASS}
    options = told.get(body) or _COMMITTEE[grade]
    return options[place % len(options)]
