"""What the fictional collectives report (form 01), with the year's special topics. Pure, seeded, never twice the same."""

import random
from dataclasses import dataclass

from cells.vietnamese import fold_words

Fields = dict[str, object]


@dataclass(frozen=True)
class Body:
    """Who reports. `work`: a key of WORKS; `called`: how the report names the collective, at the start of a sentence."""

    work: str
    called: str

    @property
    def inside(self) -> str:
        """The name within a sentence: “tập thể”, “chi ủy” in small letters, names of organs as they are."""
        small = self.called.startswith(("Tập thể", "Chi ủy"))
        return self.called[:1].lower() + self.called[1:] if small else self.called


@dataclass(frozen=True)
class Work:
    """What a kind of collective answers for: results, matters left behind, good examples, and its part against the epidemic."""

    results: tuple[str, ...]
    gaps: tuple[str, ...]
    models: tuple[str, ...]
    epidemic: tuple[str, ...]


WORKS: dict[str, Work] = {
    "street": Work(
        results=(
            "vận động các quỹ đạt {percent}% chỉ tiêu, chăm lo {homes} lượt hộ khó khăn, hòa giải thành {few} vụ việc",
            "giữ vững khu phố văn hóa, {share}% hộ phân loại rác tại nguồn, giải quyết {few} kiến nghị của bà con",
            "trật tự địa bàn ổn định, {many} lượt tuần tra nhân dân, bê tông hóa {few} tuyến hẻm do dân góp sức",
        ),
        gaps=(
            "phát triển đảng viên mới",
            "vận động quỹ ở các hẻm đông người thuê trọ",
            "chỉnh trang hẻm và thoát nước",
            "sinh hoạt chuyên đề",
            "nắm hộ tạm trú",
        ),
        models=("đi chợ giúp dân", "mỗi đảng viên giúp một hộ", "hẻm xanh – sạch – an toàn", "tủ thuốc nghĩa tình"),
        epidemic=(
            "Tham gia lấy mẫu {shifts} buổi, lập danh sách tiêm vắc-xin cho {homes} hộ; phối hợp Trạm Y tế chăm sóc {people} người bệnh tại "
            "nhà, cùng gia đình lo hậu sự cho {few} người đã mất.",
            "Chuyển {packs} túi an sinh đến {homes} hộ, không bỏ sót người thuê trọ; giữ trật tự {few} điểm phong tỏa, không để xảy ra vụ "
            "việc phức tạp.",
            "Sau ngày 05/10, hỗ trợ {many} hộ kinh doanh mở lại, nhắc nhở an toàn {few} đợt; các chỉ tiêu quý IV đạt {share}%.",
        ),
    ),
    "ward": Work(
        results=(
            "thu ngân sách đạt {percent}% dự toán, giải quyết đúng hạn {share}% hồ sơ hành chính, chăm lo {homes} lượt hộ khó khăn",
            "kéo giảm phạm pháp hình sự {few} vụ so với năm trước, giao quân đủ chỉ tiêu, giải quyết {many} kiến nghị của cử tri",
            "hoàn thành {few} công trình dân sinh, cấp {people} lượt hỗ trợ an sinh đúng đối tượng, không có khiếu nại vượt cấp",
        ),
        gaps=(
            "số hóa hồ sơ đảng viên",
            "quản lý trật tự xây dựng trên các tuyến hẻm",
            "giải ngân vốn công trình dân sinh",
            "cập nhật dữ liệu hộ nghèo",
            "xử lý lấn chiếm lòng lề đường",
        ),
        models=("chính quyền thân thiện", "ngày thứ bảy vì dân", "bếp ăn không đồng", "trả kết quả tại nhà"),
        epidemic=(
            "Tổ chức {shifts} đợt xét nghiệm, {many} đợt tiêm vắc-xin cho {thousands} lượt người; lập trạm y tế lưu động chăm sóc {people} "
            "người bệnh tại nhà, lo hậu sự chu đáo cho các gia đình có người mất.",
            "Chi hỗ trợ theo Nghị quyết 68 cho {people} lao động tự do, chuyển {packs} túi an sinh đến các khu phố, không bỏ sót người thuê trọ; "
            "giữ trật tự {many} điểm phong tỏa.",
            "Sau ngày 05/10, thẩm định cho {people} cơ sở mở lại, kiểm tra {many} lượt; thu ngân sách quý IV đạt {share}% kế hoạch.",
        ),
    ),
    "school": Work(
        results=(
            "duy trì sĩ số {share}%, {few} học sinh đạt giải cấp quận, {many} giáo viên có sáng kiến được công nhận",
            "hoàn thành chương trình năm học, {share}% phụ huynh hài lòng qua phiếu khảo sát, giúp {homes} em khó khăn",
            "kiểm định chất lượng giữ mức độ 2, dự giờ {people} tiết, tổ chức {few} chuyên đề cấp cụm",
        ),
        gaps=(
            "ứng dụng công nghệ trong dạy học",
            "bồi dưỡng giáo viên trẻ",
            "thu hồi công nợ bán trú",
            "sửa chữa phòng học xuống cấp",
        ),
        models=("giờ học đôi bạn", "góc đọc sách", "bữa sáng yêu thương", "thầy cô đến nhà"),
        epidemic=(
            "Làm điểm lấy mẫu, tiêm vắc-xin {shifts} buổi; {share}% giáo viên tiêm đủ hai mũi, lập tổ tư vấn cho {people} phụ huynh có người bệnh.",
            "Tặng {packs} phần quà và {few} máy học trực tuyến cho học sinh khó khăn; thăm {few} gia đình có người mất vì dịch.",
            "Từ tháng 10, chuẩn bị {few} phương án đón trẻ trở lại, tổng vệ sinh {many} phòng học; chương trình học kỳ I đạt {share}%.",
        ),
    ),
    "kindergarten": Work(
        results=(
            "tỷ lệ chuyên cần {share}%, cân đo và theo dõi biểu đồ {few} đợt, không có trẻ suy dinh dưỡng nặng",
            "bếp ăn an toàn cả năm, {many} giáo viên có đồ dùng tự làm được khen, {share}% phụ huynh hài lòng qua phiếu khảo sát",
        ),
        gaps=(
            "thu hồi công nợ bán trú",
            "bồi dưỡng giáo viên trẻ",
            "sửa chữa sân chơi xuống cấp",
            "tuyên truyền phụ huynh ra lớp đúng tuổi",
        ),
        models=("bữa sáng yêu thương", "vườn rau của bé", "cô giáo đến nhà", "góc đọc sách cùng con"),
        epidemic=(
            "Làm điểm lấy mẫu, tiêm vắc-xin {shifts} buổi; {share}% giáo viên, nhân viên tiêm đủ hai mũi, tư vấn cho {people} phụ huynh.",
            "Tặng {packs} phần quà cho trẻ và giáo viên mất thu nhập; thăm {few} gia đình có người mất vì dịch.",
            "Từ tháng 10, chuẩn bị {few} phương án đón trẻ trở lại, tổng vệ sinh {many} phòng nhóm; quay {people} đoạn phim dạy trẻ tại nhà.",
        ),
    ),
    "clinic": Work(
        results=(
            "khám {thousands} lượt người, tiêm chủng mở rộng đạt {share}%, quản lý {people} người bệnh mạn tính",
            "giữ chuẩn quốc gia về y tế phường, kiểm tra {many} cơ sở thực phẩm, không có ổ sốt xuất huyết kéo dài quá {few} ngày",
        ),
        gaps=(
            "lập hồ sơ sức khỏe điện tử",
            "thu hút khám bảo hiểm y tế",
            "quản lý vật tư tồn kho",
            "bồi dưỡng điều dưỡng trẻ",
        ),
        models=("thăm khám tại nhà", "tủ thuốc nghĩa tình", "hai phút dặn dò"),
        epidemic=(
            "Truy vết {people} trường hợp, lấy mẫu {shifts} buổi, tiêm {thousands} mũi vắc-xin; theo dõi {homes} người bệnh tại nhà, phối hợp lo hậu "
            "sự cho {few} trường hợp.",
            "Phát {packs} túi thuốc A, B đến tận nhà; tư vấn qua điện thoại {people} cuộc, giữ an toàn {many} điểm tiêm.",
            "Từ tháng 10, khôi phục {few} chương trình khám thường xuyên, tiêm bù {people} trẻ; chỉ tiêu quý IV đạt {share}%.",
        ),
    ),
    "workplace": Work(
        results=(
            "đơn vị hoàn thành {percent}% kế hoạch, {share}% nhiệm vụ đúng hạn, {few} tập thể, cá nhân được khen",
            "thực hiện {many} đầu việc cấp trên giao, không có việc quá hạn trên {few} ngày, nội bộ đoàn kết",
            "chăm lo {homes} lượt người lao động, giải quyết {few} kiến nghị ngay tại đơn vị",
        ),
        gaps=("phát triển đảng viên mới", "sinh hoạt chuyên đề", "phối hợp với cấp ủy nơi cư trú", "lưu trữ hồ sơ"),
        models=("mỗi đảng viên một việc tốt", "giờ làm việc hiệu quả", "tổ tự quản an toàn"),
        epidemic=(
            "Cử {people} lượt người hỗ trợ lấy mẫu, tiêm vắc-xin {shifts} buổi; {share}% người của đơn vị tiêm đủ hai mũi, {few} người bệnh được chăm sóc.",
            "Chuyển {packs} túi an sinh, giúp {homes} gia đình người lao động; bảo đảm an toàn {few} khu vực của đơn vị.",
            "Từ tháng 10, đơn vị trở lại hoạt động với {share}% quân số, xét nghiệm {many} đợt; kế hoạch quý IV đạt {percent}%.",
        ),
    ),
}

_SECTIONS: dict[str, tuple[str, ...]] = {
    "principles": (
        "{We} giữ nguyên tắc tập trung dân chủ: {meetings} kỳ họp trong năm đều có chương trình gửi trước, kết luận ghi thành nghị "
        "quyết và phân công rõ người. Quy chế làm việc được rà soát trong tháng {month}; {few} ý kiến khác nhau được bàn đến thống nhất.",
        "Sinh hoạt đúng định kỳ, tỷ lệ dự họp bình quân {share}%. Việc lớn đều đưa ra tập thể bàn và biểu quyết; tự phê bình và phê "
        "bình thẳng thắn, {few} kiến nghị được tiếp thu ngay tại kỳ họp tháng {month}.",
        "{We} phân công {spare} nhóm việc, mỗi thành viên chịu trách nhiệm một phần; {meetings} kỳ họp có biên bản đầy đủ, {spare} việc "
        "phải biểu quyết lại đều được giải thích rõ.",
    ),
    "targets": (
        "Nghị quyết năm {year} đề ra {targets} chỉ tiêu; đạt {done} chỉ tiêu, trong đó {above} chỉ tiêu vượt. Kết quả rõ nhất: {result}. "
        "Phần chưa đạt là {gap}.",
        "Đã triển khai {many} đầu việc trọng tâm, {share}% đúng hạn: {result}; còn chậm ở việc {gap}.",
    ),
    "party_building": (
        "Đã học tập, quán triệt {few} nghị quyết, chỉ thị với {share}% đảng viên tham gia; kiểm tra {spare} đảng viên chấp hành, giám sát "
        "{spare} chuyên đề. Người đứng đầu nêu gương, giải trình {few} nội dung trước tập thể.",
        "Công tác kiểm tra, giám sát đi theo chương trình: {spare} cuộc kiểm tra, {few} lần nhắc nhở; giới thiệu {spare} quần chúng học lớp "
        "nhận thức về Đảng. Thu chi được niêm yết công khai {meetings} kỳ.",
    ),
    "leadership": (
        "{We} phân công từng thành viên phụ trách lĩnh vực, giao ban {meetings} lần, xử lý {many} phản ánh. Trách nhiệm người đứng đầu "
        "được xác định trong từng việc chậm, nhất là việc {gap}.",
        "Trong lãnh đạo nhiệm vụ chính trị, {us} bám kế hoạch quý, mỗi tháng kiểm điểm một lần; {share}% nhiệm vụ cấp trên giao được báo "
        "cáo đúng hạn, {few} việc phát sinh giải quyết ngay tại cơ sở.",
    ),
    "hcm_plan": (
        "Kế hoạch học tập và làm theo Bác có {few} việc cụ thể; {share}% đảng viên đăng ký và được đánh giá cuối năm. Mô hình tiêu biểu "
        "“{model}” giúp {homes} lượt người.",
        "{We} đăng ký mô hình “{model}”; sau {months} tháng có {homes} lượt người được giúp, {few} gương tốt được biểu dương.",
    ),
    "supervision": (
        "Mặt trận và các đoàn thể giám sát {spare} nội dung, kết luận nêu {few} việc cần sửa; {us} thực hiện xong trước ngày {day}/{month}, "
        "đã báo cáo lại Ủy ban Mặt trận phường.",
        "Thực hiện Chỉ thị 13-CT/TU, {us} tiếp thu {few} kiến nghị sau giám sát, trả lời bằng văn bản trong {spare} tuần; còn một kiến nghị "
        "về việc {gap} đang làm, hẹn xong trong quý {quarter} năm {next_year}.",
    ),
    "degradation": (
        "Qua tự soi, tự sửa và {meetings} kỳ họp, chưa phát hiện đảng viên suy thoái, “tự diễn biến”, “tự chuyển hóa”. Biểu hiện cần phòng "
        "ngừa: ngại va chạm, sinh hoạt hình thức ({few} trường hợp được nhắc nhở trong tháng {month}).",
        "{We} rà soát theo từng nhóm biểu hiện của Nghị quyết Trung ương 4, chưa có trường hợp phải xử lý; đã góp ý {few} đảng viên ít tham "
        "gia sinh hoạt và theo dõi từ tháng {month}.",
    ),
    "limits": (
        "Hạn chế: việc {gap} còn chậm; {spare} kỳ sinh hoạt chuyên đề chất lượng chưa cao. Nguyên nhân chủ quan: kiểm tra, đôn đốc trong tháng "
        "{month} chưa thường xuyên; nguyên nhân khách quan: dịch bệnh, một người phụ trách thay đổi công tác từ tháng {month_left}.",
        "{We} chưa làm tốt việc {gap}; sơ kết {spare} phong trào chưa kịp thời. Nguyên nhân là phân công chồng chéo ở quý {quarter}, có {few} "
        "việc không rõ người chịu trách nhiệm chính.",
    ),
    "remedies": (
        "Năm trước có {shown} hạn chế được chỉ ra: {fixed} việc đã khắc phục xong từ tháng {month}, việc {gap} đang làm, đạt {part}%.",
        "{shown} hạn chế kết luận năm trước đã được đưa vào kế hoạch khắc phục; kiểm tra tháng {month} cho thấy việc {gap} đã chuyển biến, "
        "{part}% nội dung hoàn thành.",
    ),
    "responsibility": (
        "{We} nhận trách nhiệm chung về việc {gap}; thành viên phụ trách nhận trách nhiệm trực tiếp, đã kiểm điểm trong kỳ họp ngày {day}/{month} "
        "với {few} ý kiến góp ý.",
        "Trách nhiệm chính thuộc về người đứng đầu trong việc đôn đốc {spare} đầu việc, nhất là {gap}; các thành viên nhận phần việc được "
        "phân công, ghi rõ trong biên bản kỳ họp ngày {day}/{month}.",
    ),
    "exemplars": (
        "Điển hình là nhóm phụ trách “{model}”: {few} người giữ việc {months} tháng liền, giúp {homes} lượt người; {us} đề nghị biểu dương "
        "trong tháng {month_left}.",
        "{We} ghi nhận {few} nhân tố mới, trong đó {spare} người trẻ nhận việc khó ở quý {quarter}; cách làm “{model}” được {share}% ý kiến "
        "đồng tình.",
    ),
    "persons": (
        "Người đứng đầu nhận trách nhiệm về đôn đốc {spare} đầu việc; thành viên phụ trách việc {gap} nhận trách nhiệm trực tiếp tại kỳ họp "
        "ngày {day}/{month}, có {few} ý kiến góp ý.",
        "Đã làm rõ {spare} cá nhân liên quan việc {gap}: một phần do ngại va chạm; các đồng chí đã tự kiểm điểm ngày {day}/{month} và nhận "
        "{few} việc phải sửa.",
    ),
    "handling": (
        "Chưa có trường hợp phải xử lý; {us} phê bình, rút kinh nghiệm {spare} cá nhân về việc {gap} và kiểm tra lại ngày {day}/{month}.",
        "Đề xuất rút kinh nghiệm trong kỳ họp ngày {day}/{month} đối với {spare} cá nhân chậm việc {gap}; giao kiểm tra lại sau {few} tuần.",
    ),
    "prospect": (
        "Năm {next_year}, {us} tập trung làm dứt điểm việc {gap} trong quý {quarter}; mỗi thành viên theo dõi {spare} việc cụ thể, báo cáo ngày "
        "{day} hằng tháng; phấn đấu {share}% việc đúng hạn.",
        "{We} sẽ phân công lại phần việc, đặt mốc cho {few} nhiệm vụ của năm {next_year}, công khai tiến độ hằng quý; mục tiêu {share}% việc "
        "đúng hạn, ưu tiên việc {gap}.",
    ),
}
#: Topics that every kind of collective answers alike; 4, 5 and 7 depend on its work, 6 tells its model.
_TOPICS = {
    1: (
        "{We} nhận chỉ đạo của cấp trên và triển khai trong ngày; {many} văn bản được cụ thể hóa thành phân công, không có việc chậm quá "
        "{spare} ngày.",
        "{many} văn bản chỉ đạo về phòng, chống dịch được quán triệt qua {meetings} lần họp trực tuyến; {us} kiểm tra việc chấp hành {few} đợt.",
    ),
    2: (
        "Phân công {people} lượt người vào {few} tổ công tác, đảng viên đi đầu; trực {shifts} ca, giao ban qua nhóm tin nhắn mỗi tối.",
        "{We} lập {few} tổ, mỗi tổ có đảng viên phụ trách, huy động {people} lượt người và {shifts} ca trực trong đợt cao điểm.",
    ),
    3: (
        "Vận động được {packs} phần quà và {many} lượt ủng hộ; thu chi công khai, tự kiểm tra {spare} lần.",
        "Tiếp nhận {packs} suất hỗ trợ của {many} mạnh thường quân, phân phối trong {few} đợt, có sổ ký nhận đầy đủ.",
    ),
    6: (
        "Cách làm hay: “{model}”, áp dụng từ tháng {month}, {people} lượt người được hỗ trợ kịp thời.",
        "{We} nhân rộng cách làm “{model}” ra {few} tổ sau {spare} tuần thử, giúp {people} lượt người trong đợt cao điểm.",
    ),
}
_TOPICS_OF_WORK = {4: 0, 5: 1, 7: 2}


class CollectiveWriter:
    """Writes the sections of form 01 for one year; `used` keeps every text from being given twice."""

    def __init__(self, generator: random.Random, year: int):
        self.generator, self.year = generator, year
        self.used: set[str] = set()

    def section(self, key: str, body: Body) -> str:
        """The text of one section; `topic_n` answers the n-th special topic."""
        options = self._options(key, WORKS[body.work])
        for _attempt in range(60):
            figures, told = self._figures(WORKS[body.work]), self.generator.choice(options)
            # With another name in it, it would still be the same text.
            bare = fold_words(told.format(We="", us="", **figures))
            if bare not in self.used:
                break
        else:
            told, bare = f"{told} (Sổ nghị quyết, trang {len(self.used)}.)", f"{bare} {len(self.used)}"
        self.used.add(bare)
        return told.format(We=body.called, us=body.inside, **figures)

    def _options(self, key: str, work: Work) -> tuple[str, ...]:
        if not key.startswith("topic_"):
            return _SECTIONS[key]
        number = int(key.removeprefix("topic_"))
        place = _TOPICS_OF_WORK.get(number)
        return _TOPICS[number] if place is None else (work.epidemic[place],)

    def _figures(self, work: Work) -> Fields:
        roll, pick = self.generator.randint, self.generator.choice
        targets, shown = roll(12, 24), roll(2, 4)
        done = targets - roll(1, 3)
        figures = {
            "year": self.year,
            "next_year": self.year + 1,
            "meetings": roll(11, 14),
            "month": roll(3, 11),
            "month_left": roll(2, 10),
            "months": roll(6, 10),
            "few": roll(2, 9),
            "many": roll(12, 36),
            "targets": targets,
            "done": done,
            "above": roll(1, done // 3),
            "shown": shown,
            "fixed": shown - 1,
            "percent": roll(96, 112),
            "share": roll(88, 99),
            "part": pick(range(70, 96, 5)),
            "homes": roll(24, 420),
            "people": roll(19, 380),
            "thousands": f"{roll(2, 18)}.{roll(100, 999)}",
            "packs": roll(60, 1800),
            "shifts": roll(14, 90),
            "spare": roll(2, 4),
            "day": roll(10, 28),
            "quarter": pick(("I", "II", "III")),
            "gap": pick(work.gaps),
            "model": pick(work.models),
        }
        return {**figures, "result": pick(work.results).format(**figures)}
