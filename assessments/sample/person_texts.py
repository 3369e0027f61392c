"""What fictional members write of themselves. Pure: a seeded generator in, a text out. Nobody real stands behind it.

Each section is put together from sentences that fit the kind of cell; figures differ from person to person, and
`Writer` never hands out the same text twice, because the portal refuses copied texts.
"""

import random
from collections.abc import Callable

from cells.vietnamese import fold_words

Fields = dict[str, object]

#: What people of a cell do, by kind of cell: (duty, detail, who benefits).
DUTIES: dict[str, tuple[str, ...]] = {
    "neighbourhood": (
        "tham gia Tổ COVID cộng đồng số {team}, phát {packs} phần quà an sinh cho các hộ khó khăn trong hẻm {alley}",
        "vận động {homes} hộ trong tổ dân phố {team} đóng góp Quỹ Vì người nghèo, hoàn thành {percent}% chỉ tiêu giao",
        "phụ trách tổ hòa giải khu phố, hòa giải thành {cases}/{cases_all} vụ việc, không để phát sinh khiếu nại vượt cấp",
        "đi từng nhà lập danh sách tiêm vắc-xin cho {homes} hộ, nhắc lịch cho người cao tuổi sống một mình",
        "giữ sổ chi hội Cựu chiến binh với {people} hội viên, thu nộp hội phí đầy đủ {months} tháng",
        "cùng ban điều hành khu phố nắm tình hình cư trú, phối hợp rà soát {homes} nhà trọ trong hẻm {alley}",
        "tham gia câu lạc bộ ông bà cháu, tổ chức {cases} buổi sinh hoạt trực tuyến trong thời gian giãn cách",
        "vận động bà con hẻm {alley} phân loại rác tại nguồn, {homes} hộ ký cam kết và thực hiện",
    ),
    "police": (
        "trực chốt kiểm soát dịch {shifts} ca, xử lý {cases} trường hợp ra đường không có lý do chính đáng",
        "phụ trách địa bàn khu phố {team}, cập nhật dữ liệu dân cư cho {homes} hộ, đạt {percent}% kế hoạch",
        "tham gia khám phá {cases} vụ việc về trật tự xã hội, lập hồ sơ đúng thời hạn",
        "cấp căn cước công dân lưu động {shifts} buổi cho {people} người cao tuổi, người khuyết tật",
    ),
    "military": (
        "trực sẵn sàng chiến đấu {shifts} ca, cùng lực lượng dân quân chuyển {packs} túi an sinh đến tận nhà dân",
        "tham gia huấn luyện dân quân năm 2021, kiểm tra bắn súng đạt loại khá, quân số bảo đảm {percent}%",
        "rà soát nguồn sẵn sàng nhập ngũ của {homes} hộ thuộc khu phố {team}, không sót đối tượng",
        "hỗ trợ đưa {people} người bệnh đi cách ly, điều trị trong cao điểm tháng {month}",
    ),
    "office": (
        "tham mưu Ủy ban nhân dân phường {cases_all} văn bản, giải quyết {people} hồ sơ, {percent}% trả trước và đúng hạn",
        "phụ trách chi hỗ trợ theo Nghị quyết 68 cho {people} lao động tự do, không có khiếu nại",
        "trực đường dây nóng của phường {shifts} ca, chuyển xử lý {cases_all} phản ánh của người dân",
        "số hóa {people} hồ sơ tư pháp – hộ tịch, cập nhật lên phần mềm dùng chung",
    ),
    "public_service": (
        "giảng dạy trực tuyến lớp {school_class} với {people} học sinh, {percent}% học sinh tham gia đầy đủ",
        "vận động phụ huynh và mạnh thường quân hỗ trợ {packs} thiết bị học tập cho học sinh khó khăn",
        "tham gia lấy mẫu xét nghiệm {shifts} đợt, nhập liệu cho {people} người dân",
        "thực hiện {cases} chuyên đề cấp tổ, dự giờ {shifts} tiết, sáng kiến được hội đồng nhà trường công nhận",
    ),
    "cooperative": (
        "duy trì {percent}% sản lượng trong thời gian “ba tại chỗ”, bảo đảm việc làm cho {people} xã viên",
        "vận động hợp tác xã ủng hộ {packs} phần nhu yếu phẩm cho bếp ăn tuyến đầu",
        "quản lý kho hàng bình ổn, phục vụ {homes} hộ dân mua hàng theo tổ trong tháng {month}",
    ),
    "enterprise": (
        "phụ trách tổ sản xuất {people} người, hoàn thành {percent}% kế hoạch năm dù có {cases} đợt tạm dừng",
        "tham gia tổ an toàn COVID của công ty, xét nghiệm định kỳ cho {people} công nhân",
        "đề xuất {cases} cải tiến nhỏ, tiết kiệm chi phí vật tư, được giám đốc khen thưởng",
    ),
}

_PLACES = ("tại nơi cư trú", "ở khu phố", "trong cơ quan", "trong chi bộ", "nơi công tác")
_BOOKS_2020 = (
    "Nghị quyết Trung ương 4 khóa XII",
    "Chỉ thị 05-CT/TW",
    "Nghị quyết Đại hội đảng bộ phường nhiệm kỳ 2020 – 2025",
    "Quy định 08-QĐi/TW về trách nhiệm nêu gương",
)
_BOOKS_2021 = (
    "Nghị quyết Đại hội XIII của Đảng",
    "Kết luận số 21-KL/TW",
    "Kết luận số 01-KL/TW",
    "Chỉ thị 05-CT/TW",
    "Nghị quyết Đại hội đảng bộ phường",
)
#: What only the epidemic of 2021 brought; sentences with these words do not belong into another year.
_OF_2021 = (
    "COVID",
    "vắc-xin",
    "giãn cách",
    "chốt",
    "an sinh",
    "cách ly",
    "ba tại chỗ",
    "Nghị quyết 68",
    "trực tuyến",
    "xét nghiệm",
    "tuyến đầu",
    "chống dịch",
    "tạm dừng",
    "hoãn",
)
_TRAITS = (
    "đúng giờ",
    "nói đi đôi với làm",
    "tiết kiệm",
    "gần dân, lắng nghe dân",
    "ngăn nắp, khoa học",
    "khiêm tốn, cầu thị",
)
_LIMITS = (
    ("phát biểu trong sinh hoạt chi bộ còn ít", "ngại va chạm, chuẩn bị ý kiến chưa kỹ"),
    ("sử dụng máy tính, điện thoại để họp trực tuyến còn chậm", "ít được hướng dẫn, thị lực giảm"),
    ("vắng {absent} kỳ sinh hoạt trong năm", "sức khỏe và việc gia đình"),
    ("việc ghi chép, tự học nghị quyết chưa đều", "sắp xếp thời gian chưa hợp lý"),
    ("góp ý cho đồng chí, đồng nghiệp còn nể nang", "chưa mạnh dạn tự phê bình và phê bình"),
    ("vận động {homes} hộ còn lại trong hẻm tham gia phong trào chưa đạt", "chưa đi sâu nắm hoàn cảnh từng hộ"),
    ("báo cáo tháng gửi trễ {absent} lần", "công việc dồn vào cao điểm chống dịch tháng {month}"),
    ("chưa giới thiệu được quần chúng ưu tú cho Đảng", "địa bàn nhiều người thuê trọ, biến động"),
    ("học tập chuyên môn nâng cao còn gián đoạn", "giãn cách kéo dài, lớp học hoãn {absent} đợt"),
)
_PLANS = (
    "đọc trước tài liệu và phát biểu ít nhất một ý kiến trong mỗi kỳ sinh hoạt từ quý {quarter}",
    "nhờ đoàn viên trẻ hướng dẫn họp trực tuyến, tự tham gia được từ tháng {next_month}/{next_year}",
    "mỗi tháng dành {hours} buổi đến thăm các hộ khó khăn trong tổ",
    "ghi sổ theo dõi việc được giao, báo cáo đúng ngày {day} hằng tháng",
    "trao đổi thẳng thắn với đồng chí mình ngay khi thấy thiếu sót, xong trong quý {quarter}",
    "giới thiệu ít nhất một quần chúng ưu tú trong sáu tháng đầu năm {next_year}",
    "sắp xếp việc nhà để dự đủ {meetings} kỳ sinh hoạt của năm {next_year}",
)


def _character(pick: Callable, place: str) -> str:
    return (
        f"Tôi giữ vững lập trường, tin tưởng đường lối của Đảng, chấp hành sự phân công của tổ chức {place}. "
        f"Trong năm, tôi dự {{present}}/{{meetings}} kỳ sinh hoạt chi bộ, đóng đảng phí đầy đủ; đã học {{book}}"
        f" và viết thu hoạch. Lối sống {pick(_TRAITS)}, gia đình chấp hành tốt các quy định phòng, chống dịch."
    )


class Writer:
    """Writes the sections of one year's critiques; `used` holds every text given out, so that none is given twice."""

    def __init__(self, generator: random.Random, year: int):
        self.generator, self.year = generator, year
        self.used: set[str] = set()

    def section(self, key: str, cell_kind: str) -> str:
        """The text of one section of form 02 for a person of a cell of this kind; never the same twice."""
        for _attempt in range(40):
            text = _SECTIONS[key](self._pick, cell_kind).format(**self._figures())
            if fold_words(text) not in self.used:
                break
        else:  # a very large ward runs out of sentences: the notebook's page tells the texts apart
            text = f"{text} (Sổ tay đảng viên, trang {len(self.used)}.)"
        self.used.add(fold_words(text))
        return text

    def _pick(self, options):
        """One of the options that fit the year."""
        if self.year != 2021:
            options = [option for option in options if not any(word in str(option) for word in _OF_2021)] or options
        return self.generator.choice(list(options))

    def _figures(self) -> Fields:
        roll = self.generator.randint
        meetings = roll(10, 12)
        cases_all = roll(9, 48)
        return {
            "year": self.year,
            "next_year": self.year + 1,
            "book": self.generator.choice(_BOOKS_2021 if self.year == 2021 else _BOOKS_2020),
            "meetings": meetings,
            "present": meetings - roll(0, 2),
            "team": roll(12, 96),
            "alley": f"{roll(3, 98) * 10 + roll(1, 9)}",
            "packs": roll(18, 460),
            "homes": roll(12, 240),
            "people": roll(14, 320),
            "percent": roll(86, 112),
            "cases": roll(2, 8),
            "cases_all": cases_all,
            "shifts": roll(9, 74),
            "months": roll(10, 12),
            "month": roll(6, 9),
            "school_class": f"{roll(1, 5)}/{roll(1, 7)}",
            "absent": roll(1, 3),
            "quarter": self.generator.choice(("I", "II", "III")),
            "next_month": roll(2, 9),
            "hours": roll(1, 4),
            "day": roll(20, 28),
        }


def _duties(pick: Callable, kind: str) -> str:
    duties = DUTIES[kind]
    first, second = pick(duties), pick(duties)
    closing = (
        "Việc chi bộ giao đều hoàn thành, có báo cáo kết quả cho đồng chí bí thư.",
        "Các phần việc được chi bộ kiểm tra, ghi nhận trong sổ theo dõi đảng viên.",
        "Phần việc cuối quý {quarter} có chậm nhưng đã bù đủ trước tháng 12.",
        "Bà con và đồng nghiệp đánh giá tốt, không có phản ánh về thái độ phục vụ.",
    )
    more = f" Ngoài ra, {second}." if second != first else ""
    return f"Năm {{year}}, tôi được phân công: {first}.{more} {pick(closing)}"


def _commitment(pick: Callable, _kind: str) -> str:
    return (
        f"Bản cam kết đầu năm có {{cases}} nội dung. Đến nay tôi thực hiện xong phần “{pick(_TRAITS)}” và phần tự học "
        f"{{book}}; đăng ký giúp {{hours}} hộ khó khăn {pick(_PLACES)} và đã làm được trong tháng {{month}}."
    )


def _hcm_plan(pick: Callable, _kind: str) -> str:
    deeds = (
        "nuôi heo đất được {packs} nghìn đồng góp cho học bổng khuyến học của khu phố",
        "tiết kiệm điện, nước trong sinh hoạt, giảm {hours} phần mười so với năm trước",
        "dậy sớm quét dọn đoạn hẻm {alley} mỗi sáng chủ nhật, {shifts} buổi trong năm",
        "kể {cases} câu chuyện về Bác trong sinh hoạt chi bộ và câu lạc bộ",
        "thăm hỏi {homes} lượt người cao tuổi sống neo đơn trong đợt giãn cách",
    )
    return f"Tôi đăng ký làm theo Bác việc {pick(_TRAITS)}: {pick(deeds)}. Chi bộ xác nhận kết quả ở kỳ họp tháng {{next_month}}."


def _supervision(pick: Callable, _kind: str) -> str:
    answers = (
        "Mặt trận khu phố giám sát việc lấy ý kiến nơi cư trú tháng {month}; tôi nhận {cases} ý kiến và đã trả lời tại tổ {team}.",
        "Trong năm, đoàn thể không có kết luận giám sát nào nêu tên tôi; tôi tham gia {cases} buổi giám sát cùng Mặt trận.",
        "Sau giám sát của Ban Thanh tra nhân dân về vệ sinh hẻm {alley}, tôi cùng tổ {team} khắc phục xong trong {hours} tuần.",
        "Kết luận sau giám sát quý {quarter} nhắc việc niêm yết chậm; phần liên quan của tôi đã sửa trước ngày {day} tháng {month}.",
    )
    return pick(answers)


def _limits(pick: Callable, _kind: str) -> str:
    (what, why), (other, _reason) = pick(_LIMITS), pick(_LIMITS)
    also = f" Có lúc {other}." if other != what else ""
    return f"Hạn chế: {what}.{also} Nguyên nhân: {why}; trong quý {{quarter}} chưa khắc phục dứt điểm, tự thấy cần sửa trước ngày {{day}}."


def _remedies(pick: Callable, _kind: str) -> str:
    states = ("đã khắc phục xong", "đang khắc phục, đạt khoảng {percent_done}%", "đã sửa và giữ được đến nay")
    return (
        f"Hạn chế được chỉ ra năm trước: {pick(_LIMITS)[0]}. Kết quả: {pick(states)}; chi bộ đã kiểm tra ở kỳ họp tháng "
        "{month}, ghi sổ ngày {day}."
    ).replace("{percent_done}", str(pick(range(55, 96, 5))))


def _prospect(pick: Callable, _kind: str) -> str:
    first, second = pick(_PLANS), pick(_PLANS)
    also = f"; {second}" if second != first else ""
    return f"Năm tới tôi sẽ {first}{also}. Nhờ chi bộ kiểm tra vào ngày {{day}} tháng {{next_month}}."


def _leading(pick: Callable, _kind: str) -> str:
    return (
        f"Ở cương vị được giao, tôi cùng tập thể điều hành {{cases_all}} đầu việc, hoàn thành {{percent}}% kế hoạch năm; "
        f"chủ trì {{meetings}} kỳ họp, kết luận rõ người, rõ việc. Nổi bật: {pick(DUTIES[_kind])}."
    )


def _initiative(pick: Callable, _kind: str) -> str:
    ways = (
        "lập nhóm tin nhắn theo từng hẻm để báo tin và nhận phản ánh",
        "chia địa bàn thành {hours} cụm, mỗi cụm một đảng viên phụ trách",
        "đưa phiếu phân công công khai hằng tuần để mọi người cùng kiểm tra",
        "mời người có uy tín cùng tham gia giải thích khi có ý kiến khác nhau",
    )
    return f"Gặp việc khó trong cao điểm tháng {{month}}, tôi {pick(ways)}; xử lý xong {{cases}} việc phức tạp, không đẩy lên trên."


def _example(pick: Callable, _kind: str) -> str:
    return (
        f"Tôi và gia đình gương mẫu {pick(_TRAITS)}; nội bộ đoàn kết, {{cases}} ý kiến khác nhau đều được bàn đến thống nhất. "
        f"Không có biểu hiện lãng phí, tiêu cực; công khai {{people}} lượt thu chi, ủng hộ {pick(_PLACES)}."
    )


def _own_part(pick: Callable, _kind: str) -> str:
    return (
        f"Đối với hạn chế của tập thể, tôi nhận trách nhiệm phần {pick(_LIMITS)[0]} do mình phụ trách trong tháng {{month}}, "
        "sẽ sửa trong quý {quarter}."
    )


_SECTIONS: dict[str, Callable[[Callable, str], str]] = {
    "character": lambda pick, kind: _character(pick, pick(_PLACES)),
    "duties": _duties,
    "commitment": _commitment,
    "hcm_plan": _hcm_plan,
    "supervision": _supervision,
    "limits": _limits,
    "remedies": _remedies,
    "prospect": _prospect,
    "leading": _leading,
    "initiative": _initiative,
    "example": _example,
    "own_part": _own_part,
}
SECTIONS = tuple(_SECTIONS)
