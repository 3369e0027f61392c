"""What the fictional collectives report (form 01), with the year's special topics. Pure, seeded, never twice the same."""

import random

from cells.vietnamese import fold_words

Fields = dict[str, object]

_SECTIONS: dict[str, tuple[str, ...]] = {
    "principles": (
        "{name} giữ nguyên tắc tập trung dân chủ: {meetings} kỳ họp trong năm đều có chương trình gửi trước, kết luận ghi thành "
        "nghị quyết và phân công rõ người. Quy chế làm việc được rà soát trong tháng {month}; {cases} ý kiến khác nhau được bàn đến thống nhất.",
        "Sinh hoạt của {name} đúng định kỳ, tỷ lệ dự họp bình quân {percent}%. Việc lớn đều đưa ra tập thể bàn, biểu quyết; "
        "tự phê bình và phê bình thẳng thắn, có {cases} kiến nghị được tiếp thu ngay tại kỳ họp tháng {month}.",
    ),
    "targets": (
        "Nghị quyết năm {year} đề ra {cases_all} chỉ tiêu; {name} hoàn thành {done} chỉ tiêu, trong đó {cases} chỉ tiêu vượt. "
        "Thu ngân sách, an sinh và trật tự địa bàn đạt yêu cầu; phần chưa đạt là {gap}.",
        "{name} triển khai {cases_all} đầu việc trọng tâm, {percent}% đúng hạn. Kết quả rõ nhất: chăm lo {homes} lượt hộ khó khăn, "
        "giải quyết {cases} kiến nghị của cử tri; còn chậm ở {gap}.",
    ),
    "party_building": (
        "Đã học tập, quán triệt {cases} nghị quyết, chỉ thị với {percent}% đảng viên tham gia; kiểm tra {checks} đảng viên chấp hành, "
        "giám sát {checks} chuyên đề. Người đứng đầu nêu gương, giải trình {cases} nội dung trước chi bộ.",
        "Công tác kiểm tra, giám sát thực hiện theo chương trình: {checks} cuộc kiểm tra, {checks} cuộc giám sát; giới thiệu {cases} "
        "quần chúng học lớp nhận thức về Đảng. Phòng, chống tham nhũng, lãng phí được công khai qua {meetings} kỳ niêm yết.",
    ),
    "leadership": (
        "{name} phân công từng thành viên phụ trách địa bàn, lĩnh vực; giao ban {meetings} lần, xử lý {cases_all} phản ánh. "
        "Trách nhiệm người đứng đầu được xác định rõ trong từng việc chậm, nhất là {gap}.",
        "Trong lãnh đạo nhiệm vụ chính trị, {name} bám kế hoạch quý, mỗi tháng kiểm điểm một lần; {percent}% nhiệm vụ cấp trên giao "
        "được báo cáo đúng hạn, {cases} việc phát sinh được giải quyết ngay tại cơ sở.",
    ),
    "hcm_plan": (
        "Kế hoạch học tập và làm theo Bác có {cases} việc cụ thể; {percent}% đảng viên đăng ký và được đánh giá cuối năm. "
        "Mô hình tiêu biểu: {model}, giúp {homes} lượt người.",
        "{name} đăng ký mô hình “{model}”; sau {months} tháng có {homes} lượt người được giúp, {cases} gương tốt được biểu dương.",
    ),
    "supervision": (
        "Mặt trận và các đoàn thể giám sát {checks} nội dung, kết luận nêu {cases} việc cần sửa; {name} đã thực hiện xong trước "
        "ngày {day}/{month}, có báo cáo lại cho Ủy ban Mặt trận phường.",
        "Sau giám sát theo Chỉ thị 13-CT/TU, {name} tiếp thu {cases} kiến nghị, trả lời bằng văn bản trong {hours} tuần; còn "
        "một việc về {gap} đang làm, hẹn xong quý {quarter}.",
    ),
    "degradation": (
        "Qua tự soi, tự sửa, {name} không phát hiện đảng viên suy thoái, “tự diễn biến”, “tự chuyển hóa”. Biểu hiện cần phòng ngừa: "
        "ngại va chạm, sinh hoạt hình thức ({cases} trường hợp được nhắc nhở trong kỳ họp tháng {month}).",
        "{name} rà soát theo từng nhóm biểu hiện, chưa có trường hợp phải xử lý; đã góp ý {cases} đảng viên ít tham gia sinh hoạt "
        "và theo dõi đến hết quý {quarter}.",
    ),
    "limits": (
        "Hạn chế: {gap}; chất lượng {checks} kỳ sinh hoạt chuyên đề chưa cao. Nguyên nhân chủ quan: kiểm tra, đôn đốc của {name} "
        "trong tháng {month} chưa thường xuyên; nguyên nhân khách quan: dịch bệnh, nhân sự biến động.",
        "{name} còn chậm trong {gap}; việc sơ kết {checks} phong trào làm chưa kịp thời. Nguyên nhân là phân công chồng chéo ở quý {quarter}.",
    ),
    "remedies": (
        "Năm trước có {checks} hạn chế được chỉ ra: {cases_fixed} việc đã khắc phục xong, việc còn lại về {gap} đang làm, đạt {percent_done}%.",
        "Các hạn chế kết luận năm trước của {name} đã được đưa vào kế hoạch; kiểm tra tháng {month} cho thấy {gap} đã chuyển biến, "
        "{percent_done}% nội dung hoàn thành.",
    ),
    "responsibility": (
        "Tập thể {name} nhận trách nhiệm chung về {gap}; đồng chí phụ trách lĩnh vực nhận trách nhiệm trực tiếp, đã kiểm điểm "
        "trong kỳ họp ngày {day}/{month}.",
        "Trách nhiệm chính thuộc về người đứng đầu {name} trong việc đôn đốc {gap}; các thành viên nhận phần việc được phân công, "
        "ghi rõ trong biên bản số {checks}{day}.",
    ),
    "prospect": (
        "Năm tới {name} tập trung: dứt điểm {gap} trong quý {quarter}; mỗi tháng kiểm tra một lần; mỗi thành viên theo dõi "
        "{hours} việc cụ thể, báo cáo ngày {day} hằng tháng.",
        "{name} sẽ phân công lại địa bàn, đặt mốc cho {cases} việc, công khai tiến độ hằng quý; mục tiêu {percent}% việc đúng hạn.",
    ),
}
_TOPICS = (
    "{name} nhận chỉ đạo của cấp trên trong ngày và triển khai đến từng tổ dân phố; {cases_all} văn bản được cụ thể hóa thành "
    "phân công, không có việc chậm quá {hours} ngày.",
    "Phân công {people} người vào {cases} tổ công tác, đảng viên đi đầu; khu phố, đoàn thể cùng trực {shifts} ca, giao ban qua "
    "nhóm tin nhắn mỗi tối.",
    "Vận động được {packs} phần quà và {cases_all} lượt ủng hộ; thu chi công khai, {name} kiểm tra {checks} lần.",
    "Tham gia lấy mẫu {shifts} đợt, lập danh sách tiêm vắc-xin cho {homes} hộ; phối hợp Trạm Y tế chăm sóc {people} người bệnh tại nhà "
    "và lo hậu sự chu đáo cho các gia đình có người mất.",
    "Chuyển {packs} túi an sinh đến {homes} hộ, không bỏ sót người thuê trọ; giữ trật tự {checks} điểm phong tỏa, không để xảy ra vụ việc phức tạp.",
    "Cách làm hay: {model}; {name} áp dụng từ tháng {month}, {people} lượt người được hỗ trợ kịp thời.",
    "Sau ngày 05/10, {name} hỗ trợ {cases_all} cơ sở mở lại hoạt động, kiểm tra {checks} lần việc bảo đảm an toàn; chỉ tiêu quý IV đạt {percent}%.",
)
_GAPS = (
    "phát triển đảng viên mới",
    "số hóa hồ sơ đảng viên",
    "vận động quỹ ở các hẻm đông người thuê trọ",
    "chỉnh trang hẻm và thoát nước",
    "tổ chức sinh hoạt chuyên đề",
    "giải ngân hỗ trợ đợt cuối",
    "tuyên truyền tiết kiệm điện",
    "cập nhật dữ liệu hộ nghèo",
)
_MODELS = (
    "tủ thuốc nghĩa tình",
    "đi chợ giúp dân",
    "mỗi đảng viên giúp một hộ",
    "hẻm xanh – sạch – an toàn",
    "giờ học đôi bạn",
    "bếp ăn không đồng",
    "góc đọc sách khu phố",
)


class CollectiveWriter:
    """Writes the sections of form 01 for one year; `used` keeps every text from being given twice."""

    def __init__(self, generator: random.Random, year: int):
        self.generator, self.year = generator, year
        self.used: set[str] = set()

    def section(self, key: str, name: str) -> str:
        """The text of one section; `topic_n` answers the n-th special topic. `name` is the collective as people say it."""
        options = (
            (_TOPICS[(int(key.split("_")[1]) - 1) % len(_TOPICS)],) if key.startswith("topic_") else _SECTIONS[key]
        )
        for _attempt in range(40):
            figures, told = self._figures(), self.generator.choice(options)
            key = fold_words(
                told.format(name="", **figures)
            )  # with another name in it, it would still be the same text
            if key not in self.used:
                break
        else:
            told, key = told + " (Sổ nghị quyết, trang {page}.)", f"{key} {len(self.used)}"
        self.used.add(key)
        return told.format(name=name, page=len(self.used), **figures)

    def _figures(self) -> Fields:
        roll = self.generator.randint
        cases_all = roll(12, 36)
        return {
            "year": self.year,
            "meetings": roll(10, 14),
            "month": roll(3, 11),
            "months": roll(6, 11),
            "cases": roll(2, 9),
            "cases_all": cases_all,
            "cases_fixed": roll(1, 2),
            "done": cases_all - roll(0, 3),
            "percent": roll(88, 100),
            "percent_done": roll(60, 95),
            "homes": roll(24, 420),
            "people": roll(9, 180),
            "packs": roll(60, 1800),
            "shifts": roll(14, 90),
            "checks": roll(2, 5),
            "hours": roll(2, 4),
            "day": roll(10, 28),
            "quarter": self.generator.choice(("I", "II", "III")),
            "gap": self.generator.choice(_GAPS),
            "model": self.generator.choice(_MODELS),
        }
