"""What fictional members write of themselves. Pure: a seeded generator in, a text out. Nobody real stands behind it.

Each section is put together from sentences that fit the writer's life and year; figures differ from person to person,
and `Writer` never hands out the same text twice, because the portal refuses copied texts.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assessments.sample.duty_texts import DUTIES, EMPLOYED_LIMITS, EPIDEMIC_DUTIES, LIMITS, LIMITS_OF
from cells.vietnamese import fold_words

Fields = dict[str, object]
EPIDEMIC_YEAR = 2021


@dataclass(frozen=True)
class Voice:
    """Who writes. `life`: a key of DUTIES; `team`, `alley`: where they live; `is_new`: admitted in the year under review;
    the rest from the year's facts."""

    life: str
    team: int
    alley: int
    is_new: bool = False
    sick_months: int = 0
    discipline: str = ""

    @property
    def is_old(self) -> bool:
        return self.life in {"elder", "retired"}

    @property
    def is_home(self) -> bool:
        """Their days are spent in the street, not at a workplace."""
        return self.life in LIMITS_OF


_BOOKS_2020 = (
    "Nghị quyết Trung ương 4 khóa XII",
    "Chỉ thị 05-CT/TW của Bộ Chính trị",
    "Nghị quyết Đại hội đảng bộ phường nhiệm kỳ 2020 – 2025",
    "Quy định 08-QĐi/TW về trách nhiệm nêu gương",
    "dự thảo văn kiện trình Đại hội XIII của Đảng",
)
_BOOKS_2021 = (
    "Nghị quyết Đại hội XIII của Đảng",
    "Kết luận số 21-KL/TW của Trung ương",
    "Kết luận số 01-KL/TW của Bộ Chính trị",
    "Chỉ thị 05-CT/TW của Bộ Chính trị",
    "Nghị quyết Đại hội đảng bộ phường nhiệm kỳ 2020 – 2025",
    "Quy định 37-QĐ/TW về những điều đảng viên không được làm",
)
_STANDS = (
    "Tôi giữ vững lập trường, tin tưởng đường lối của Đảng, chấp hành sự phân công của chi bộ",
    "Bản thân trung thành với mục tiêu, lý tưởng của Đảng, không dao động trước thông tin xấu, độc",
    "Tôi luôn ý thức mình là đảng viên, nói và làm theo nghị quyết, không phát ngôn trái quy định",
    "Tôi chấp hành nghiêm Điều lệ Đảng, pháp luật của Nhà nước và quy định nơi cư trú",
    "Bản thân yên tâm tư tưởng, thường xuyên tự soi, tự sửa, tiếp thu góp ý của tập thể",
)
_WAYS = (
    "Lối sống giản dị, nói đi đôi với làm",
    "Cư xử đúng mực, được bà con quý mến",
    "Việc đã nhận thì làm đến nơi đến chốn",
    "Sống tiết kiệm, không phô trương trong việc cưới, việc tang",
    "Giữ đoàn kết, không nói xấu sau lưng",
    "Lắng nghe, có sai thì nhận và sửa ngay",
    "Đúng giờ, đúng hẹn trong họp hành và công việc",
)
_HOMES = (
    "gia đình chấp hành tốt quy định phòng, chống dịch",
    "gia đình giữ danh hiệu gia đình văn hóa năm thứ {few}",
    "con cháu chăm ngoan, không ai vi phạm pháp luật",
    "gia đình tham gia đủ {few} khoản vận động của khu phố",
    "gia đình thuận hòa, cùng bà con giữ sạch hẻm {alley}",
)
_OPENINGS = {
    "elder": "Tuổi cao, năm {year} tôi làm những việc vừa sức",
    "retired": "Đã nghỉ hưu, năm {year} tôi nhận phần việc ở nơi cư trú",
}
_CLOSINGS = (
    "Việc chi bộ giao đều hoàn thành, có báo cáo kết quả cho đồng chí bí thư.",
    "Các phần việc được chi bộ kiểm tra trong tháng {month} và ghi nhận.",
    "Phần việc của quý {quarter} có chậm nhưng đã bù đủ trước tháng 12.",
    "Tập thể đánh giá tôi làm được {share}% phần việc đã nhận đầu năm.",
)
_EFFORTS = (
    "việc nêu gương trong gia đình được tổ đảng ghi nhận ở kỳ họp tháng {month}",
    "phần tự học đã hoàn thành {spare} chuyên đề về {book}",
    "đã giúp {spare} hộ khó khăn như đăng ký, trong đó có một hộ thoát nghèo bền vững",
    "mỗi tháng nộp một tin tốt, việc tốt, được {months} tin",
    "đã hiến máu hoặc vận động người thân hiến máu {spare} lần",
    "nội dung phòng, chống lãng phí thực hiện nghiêm từ tháng {month} đến nay",
)
_UNFINISHED = (
    "Còn một nội dung làm chưa đều, tôi xin tiếp tục trong năm {next_year}.",
    "Nội dung còn lại tôi đã báo cáo chi bộ cho kéo dài đến tháng {next_month}/{next_year}.",
    "Chi bộ đã đối chiếu bản cam kết ngày {day} tháng 11 và đồng ý với kết quả tự đánh giá.",
    "Không có nội dung nào phải xin điều chỉnh.",
)
_HCM_DEEDS = (
    "về tiết kiệm, tôi nuôi heo đất được {money} đồng góp vào học bổng khuyến học của khu phố",
    "về gần dân, tôi thăm hỏi {homes} lượt người cao tuổi sống neo đơn",
    "về nêu gương, tôi quét dọn đoạn hẻm {alley} vào sáng chủ nhật, được {sundays} buổi",
    "về học tập, tôi kể {few} câu chuyện về Bác trong sinh hoạt chi bộ, ghi vào sổ được {months} bài",
    "về cần kiệm, tôi giảm tiền điện, nước trong nhà được {share_small}% so với năm trước",
    "về tận tụy, tôi nhận thêm {spare} việc khó mà chi bộ chưa có người làm, xong trong tháng {month}",
)
_HCM_CHECKS = (
    "Chi bộ xác nhận kết quả ở kỳ họp tháng {month}.",
    "Tổ đảng chấm {share}% khối lượng đã đăng ký.",
    "Việc này tôi sẽ giữ tiếp trong năm {next_year}.",
    "Kết quả ghi trong sổ đăng ký làm theo Bác của chi bộ, trang {many}.",
)
_SUPERVISION = (
    "Mặt trận khu phố lấy ý kiến nơi cư trú tháng {month}; tôi nhận {few} ý kiến và đã trả lời trước tổ {team}.",
    "Trong năm không có kết luận giám sát nào nêu tên tôi; tôi dự {few} buổi giám sát cùng Mặt trận, góp {spare} ý kiến ở tổ {team}.",
    "Sau giám sát của Ban Thanh tra nhân dân về vệ sinh hẻm {alley}, tôi cùng bà con tổ {team} khắc phục xong trong {spare} tuần.",
    "Kết luận giám sát quý {quarter} nhắc việc niêm yết chậm {few} ngày; phần liên quan của tôi đã sửa trước ngày {day} tháng {month}.",
    "Hội Phụ nữ và Mặt trận góp ý {points} việc ở tổ {team}; phần của tôi là {spare} việc, đã làm xong trong tháng {month}.",
)
_ENDINGS = (
    "Tôi nhận đây là khuyết điểm của mình.",
    "Đến quý {quarter} đã tiến bộ nhưng chưa vững.",
    "Đồng chí bí thư đã nhắc trong tháng {month}.",
    "Tôi đã trao đổi với tổ đảng ngày {day} tháng 11 để sửa.",
    "Việc này ảnh hưởng đến kết quả chung của chi bộ trong quý {quarter}.",
)
_STATES = (
    "đã khắc phục xong từ tháng {month}",
    "đang khắc phục, đạt khoảng {part}%",
    "đã sửa và giữ được đến nay, chi bộ kiểm tra ngày {day} tháng {month}",
    "đã chuyển biến rõ trong quý {quarter}, còn phải cố gắng thêm",
)
_PLANS = (
    "đọc trước tài liệu và phát biểu ít nhất một ý kiến trong mỗi kỳ sinh hoạt từ quý {quarter}",
    "mỗi tháng dành {spare} buổi đến thăm các hộ khó khăn trong tổ {team}",
    "ghi sổ theo dõi việc được giao, tự kiểm tra vào ngày {day} hằng tháng",
    "trao đổi thẳng thắn với đồng chí mình ngay khi thấy thiếu sót, bắt đầu từ tháng {next_month}",
    "giới thiệu một quần chúng ưu tú trong sáu tháng đầu năm {next_year}",
    "sắp xếp việc nhà để dự đủ {meetings} kỳ sinh hoạt của năm {next_year}",
)
_PLANS_OLD = ("nhờ đoàn viên trẻ hướng dẫn họp trực tuyến, tự tham gia được từ tháng {next_month}/{next_year}",)
_PLANS_WORK = (
    "gửi báo cáo trước ngày {day} hằng tháng, hoàn thành {spare} chuyên đề chuyên môn trong năm {next_year}",
)
_INITIATIVES = (
    "lập nhóm tin nhắn theo từng tổ để báo tin và nhận phản ánh",
    "chia phần việc thành {spare} cụm, mỗi cụm một đảng viên phụ trách",
    "công khai bảng phân công hằng tuần để mọi người cùng kiểm tra",
    "mời người có uy tín cùng tham gia giải thích khi có ý kiến khác nhau",
)


class Writer:
    """Writes the sections of one year's critiques; `used` holds every text given out, so that none is given twice."""

    def __init__(self, generator: random.Random, year: int):
        self.generator, self.year = generator, year
        self.used: set[str] = set()

    def section(self, key: str, voice: Voice) -> str:
        """The text of one section of form 02 in this voice; never the same twice."""
        for _attempt in range(60):
            text = _SECTIONS[key](self, voice).format(**self._figures(voice))
            if fold_words(text) not in self.used:
                break
        else:  # a very large ward runs out of sentences: the notebook's page tells the texts apart
            text = f"{text} (Sổ tay đảng viên, trang {len(self.used)}.)"
        self.used.add(fold_words(text))
        return text

    def pick(self, options: Sequence[str]) -> str:
        return self.generator.choice(options)

    def two(self, options: Sequence[str]) -> list[str]:
        """Two different options, or the only one."""
        return self.generator.sample(options, min(2, len(options)))

    def duties(self, voice: Voice) -> tuple[str, ...]:
        return DUTIES[voice.life] + (EPIDEMIC_DUTIES[voice.life] if self.year == EPIDEMIC_YEAR else ())

    def limits(self, voice: Voice) -> list[tuple[str, str]]:
        names = LIMITS_OF.get(voice.life, EMPLOYED_LIMITS)
        return [limit for name in names for limit in LIMITS[name]]

    def _figures(self, voice: Voice) -> Fields:
        roll, pick = self.generator.randint, self.generator.choice
        meetings = 12
        disputes = roll(3, 9)
        return {
            "year": self.year,
            "next_year": self.year + 1,
            "book": pick(_BOOKS_2021 if self.year == EPIDEMIC_YEAR else _BOOKS_2020),
            "meetings": meetings,
            "present": meetings - max(roll(0, 3), voice.sick_months),
            "team": voice.team,
            "team_small": roll(1, 15),
            "alley": voice.alley,
            "packs": roll(18, 460),
            "homes": roll(12, 140),
            "people": roll(14, 320),
            "pupils": roll(22, 44),
            "percent": roll(95, 112),
            "share": roll(88, 100),
            "share_small": roll(5, 20),
            "part": pick(range(75, 96, 5)),
            "few": roll(2, 9),
            "points": roll(5, 12),
            "many": roll(10, 48),
            "disputes": disputes,
            "settled": disputes - roll(0, 2),
            "shifts": roll(12, 74),
            "sundays": roll(18, 44),
            "money": f"{roll(4, 40) * 50_000:,}".replace(",", "."),
            "months": roll(10, 12),
            "month": roll(6, 10),
            "class_primary": f"{roll(1, 5)}/{roll(1, 7)}",
            "class_lower": f"{roll(6, 9)}A{roll(1, 8)}",
            "class_kindergarten": f"{pick(('Mầm', 'Chồi', 'Lá'))} {roll(1, 4)}",
            "absent": roll(1, 3),
            "quarter": pick(("I", "II", "III")),
            "next_month": roll(2, 9),
            "spare": roll(2, 4),
            "day": roll(10, 28),
        }


def _character(writer: Writer, voice: Voice) -> str:
    text = (
        f"{writer.pick(_STANDS)}. Trong năm, tôi dự {{present}}/{{meetings}} kỳ sinh hoạt chi bộ, đóng đảng phí đúng kỳ; "
        f"đã học {{book}} và viết thu hoạch. {writer.pick(_WAYS)}; {writer.pick(_HOMES)}."
    )
    if voice.sick_months:
        text += f" Tôi nghỉ điều trị bệnh {voice.sick_months} tháng nên có kỳ xin vắng, đã báo chi ủy."
    if voice.discipline:
        text += f" Trong năm tôi bị kỷ luật {voice.discipline}; tôi đã chấp hành quyết định và nhận khuyết điểm trước chi bộ."
    return text


def _duties(writer: Writer, voice: Voice) -> str:
    first, *more = writer.two(writer.duties(voice))
    extra = f" Ngoài ra, tôi {more[0]}." if more else ""
    opening = _OPENINGS.get(voice.life, "Năm {year}, tôi được phân công")
    return f"{opening}: {first}.{extra} {writer.pick(_CLOSINGS)}"


def _commitment(writer: Writer, _voice: Voice) -> str:
    return f"Bản cam kết đầu năm có {{few}} nội dung: {'; '.join(writer.two(_EFFORTS))}. {writer.pick(_UNFINISHED)}"


def _hcm_plan(writer: Writer, _voice: Voice) -> str:
    first, second = writer.two(_HCM_DEEDS)
    return f"Theo bản đăng ký làm theo Bác năm {{year}}: {first}; {second}. {writer.pick(_HCM_CHECKS)}"


def _supervision(writer: Writer, _voice: Voice) -> str:
    return writer.pick(_SUPERVISION)


def _limits(writer: Writer, voice: Voice) -> str:
    (what, why), (other, _why) = writer.two(writer.limits(voice))
    text = f"Hạn chế: {what}; {other}. Nguyên nhân: {why}. {writer.pick(_ENDINGS)}"
    if voice.discipline:
        text = (
            f"Khuyết điểm lớn nhất: để xảy ra vi phạm dẫn đến bị kỷ luật {voice.discipline}, do bản thân chủ quan, thiếu rèn luyện. "
            + text
        )
    return text


def _remedies(writer: Writer, voice: Voice) -> str:
    what, _why = writer.pick(writer.limits(voice))
    if voice.is_new:
        return (
            f"Tôi được kết nạp trong năm {{year}} nên chưa có kết luận của kỳ kiểm điểm trước. Việc chi bộ nhắc khi kết nạp "
            f"là {what}: {writer.pick(_STATES)}."
        )
    return f"Hạn chế được chỉ ra năm trước: {what}. Kết quả: {writer.pick(_STATES)}."


def _prospect(writer: Writer, voice: Voice) -> str:
    more = (_PLANS_OLD if voice.is_old else ()) + (() if voice.is_home else _PLANS_WORK)
    first, second = writer.two(_PLANS + more)
    return f"Năm tới tôi sẽ {first}; {second}. Nhờ chi bộ kiểm tra vào ngày {{day}} tháng {{next_month}}."


def _leading(writer: Writer, voice: Voice) -> str:
    return (
        "Ở cương vị được giao, tôi cùng tập thể điều hành {many} đầu việc, {share}% đúng hạn; chủ trì {meetings} kỳ họp, kết luận "
        f"rõ người, rõ việc. Trực tiếp, tôi {writer.pick(writer.duties(voice))}."
    )


def _initiative(writer: Writer, _voice: Voice) -> str:
    return (
        f"Gặp việc khó trong tháng {{month}}, tôi {writer.pick(_INITIATIVES)}; xử lý xong {{few}} việc phức tạp với {{people}} người "
        "liên quan, không đẩy lên trên."
    )


def _example(writer: Writer, _voice: Voice) -> str:
    return (
        f"{writer.pick(_WAYS)}; {writer.pick(_HOMES)}. Nội bộ đoàn kết, {{few}} ý kiến khác nhau đều được bàn đến thống nhất; thu chi "
        "công khai {many} lượt, không có biểu hiện lãng phí, tiêu cực."
    )


def _own_part(writer: Writer, voice: Voice) -> str:
    what, _why = writer.pick(writer.limits(voice))
    return (
        f"Đối với hạn chế của tập thể, tôi nhận phần trách nhiệm của mình: {what}. Tôi đã báo cáo tại kỳ họp ngày {{day}} tháng {{month}} "
        "và sẽ sửa trong quý {quarter} năm {next_year}."
    )


def _head_part(writer: Writer, voice: Voice) -> str:
    what, _why = writer.pick(writer.limits(voice))
    return (
        "Là người đứng đầu, tôi chịu trách nhiệm về {many} đầu việc của đơn vị, {share}% xong đúng hạn; phần chậm có lỗi của tôi vì "
        f"{what}. Tôi đã nhận trách nhiệm trước tập thể ngày {{day}} tháng {{month}}, hẹn sửa trong quý {{quarter}} năm {{next_year}}."
    )


_SECTIONS: dict[str, Callable[[Writer, Voice], str]] = {
    "character": _character,
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
    "head_part": _head_part,
}
SECTIONS = tuple(_SECTIONS)
