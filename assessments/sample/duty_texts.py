"""What fictional members did in their year, by the life they lead. Pure data.

`DUTIES` holds in any year; `EPIDEMIC_DUTIES` only in 2021, the year of the long lockdown.
"""

#: Kind of life → duties. Every figure in braces differs from person to person.
DUTIES: dict[str, tuple[str, ...]] = {
    "elder": (
        "góp ý {few} lượt vào dự thảo nghị quyết của chi bộ, nhắc con cháu giữ nếp sống văn hóa trong hẻm {alley}",
        "kể chuyện truyền thống cho {people} thiếu nhi khu phố nhân ngày 27/7 và 22/12",
        "cùng hội người cao tuổi thăm {homes} lượt hội viên đau yếu, giữ tủ sách của tổ dân phố {team}",
        "động viên con cháu đóng góp {money} đồng cho quỹ khuyến học, quỹ Vì người nghèo",
        "tham gia tổ hòa giải, khuyên giải {settled}/{disputes} việc xích mích của bà con tổ {team}",
        "theo dõi và phản ánh {few} việc dân sinh của hẻm {alley} đến cấp ủy và ban điều hành khu phố",
    ),
    "retired": (
        "vận động {homes} hộ trong tổ dân phố {team} đóng góp quỹ Vì người nghèo, đạt {percent}% chỉ tiêu giao",
        "phụ trách tổ hòa giải, hòa giải thành {settled}/{disputes} vụ việc, không để khiếu nại vượt cấp",
        "giữ sổ chi hội với {people} hội viên, thu nộp hội phí đủ {months} tháng",
        "cùng ban điều hành khu phố rà soát {homes} nhà trọ trong hẻm {alley}, báo kịp thời biến động cư trú",
        "vận động bà con hẻm {alley} phân loại rác tại nguồn, {homes} hộ ký cam kết và thực hiện",
        "làm tổ trưởng tổ dân phố {team}, chuyển {many} kiến nghị của bà con đến phường",
        "tham gia câu lạc bộ ông bà cháu, tổ chức {few} buổi sinh hoạt cho các cháu dịp hè",
        "vận động {few} hộ hiến đất, góp {money} đồng mỗi hộ để nâng hẻm {alley}",
    ),
    "resident": (
        "vận động {homes} hộ trong tổ dân phố {team} tham gia bảo hiểm y tế hộ gia đình, đạt {percent}% chỉ tiêu",
        "phụ trách trang tin của khu phố, đăng {many} tin, trả lời {people} câu hỏi của bà con",
        "tham gia đội dân phòng, tuần tra {shifts} đêm trong hẻm {alley}, báo công an xử lý {few} vụ",
        "sinh hoạt cùng chi đoàn khu phố, tổ chức {few} buổi dọn kênh, trồng cây với {people} lượt thanh niên",
        "giúp {people} người trong tổ {team} nộp hồ sơ dịch vụ công trực tuyến",
        "theo dõi tuyến đường tự quản, vận động {homes} hộ kinh doanh giữ vỉa hè thông thoáng",
    ),
    "police": (
        "phụ trách địa bàn khu phố {team_small}, cập nhật dữ liệu dân cư cho {homes} hộ, đạt {percent}% kế hoạch",
        "tham gia khám phá {few} vụ việc về trật tự xã hội, lập hồ sơ đúng thời hạn",
        "tuần tra ban đêm {shifts} ca, nhắc nhở {homes} trường hợp lấn chiếm lòng lề đường",
        "tuyên truyền phòng cháy cho {homes} hộ kinh doanh, kiểm tra {many} cơ sở, không để xảy ra cháy lớn",
        "gọi hỏi, răn đe {few} đối tượng, vận động {few} thanh niên chậm tiến học nghề",
    ),
    "military": (
        "rà soát nguồn sẵn sàng nhập ngũ của {homes} hộ, không sót đối tượng, giao quân đạt 100% chỉ tiêu",
        "tham gia huấn luyện dân quân năm {year}, kiểm tra đạt loại khá, quân số bảo đảm {share}%",
        "trực sẵn sàng chiến đấu {shifts} ca, quản lý vũ khí trang bị an toàn tuyệt đối",
        "cùng dân quân giúp {homes} lượt hộ khắc phục ngập nước sau mưa, dọn vệ sinh {few} tuyến hẻm",
        "đăng ký tuổi 17 cho {people} thanh niên, cập nhật sổ quân nhân dự bị đủ {months} tháng",
    ),
    "office": (
        "tham mưu Ủy ban nhân dân phường {many} văn bản, giải quyết {people} hồ sơ, {share}% trả trước và đúng hạn",
        "tiếp {people} lượt người dân, chuyển xử lý {many} phản ánh, không có phản ánh về thái độ phục vụ",
        "rà soát hộ nghèo, hộ cận nghèo theo chuẩn mới, đề xuất hỗ trợ {homes} hộ đúng đối tượng",
        "số hóa {people} hồ sơ tư pháp – hộ tịch, cập nhật lên phần mềm dùng chung",
        "theo dõi thu chi của phường, quyết toán đúng hạn, {few} đợt kiểm tra đều không sai sót",
    ),
    "primary_school": (
        "chủ nhiệm lớp {class_primary} với {pupils} học sinh, cuối năm {share}% em hoàn thành chương trình",
        "thực hiện {few} chuyên đề cấp tổ, dự giờ {shifts} tiết, sáng kiến được hội đồng nhà trường công nhận",
        "phụ đạo {few} em chậm tiến, gặp gỡ {pupils} phụ huynh, không để học sinh bỏ học",
        "phụ trách thư viện, tổ chức {few} buổi đọc sách với {people} lượt học sinh",
    ),
    "lower_school": (
        "dạy môn phụ trách ở lớp {class_lower}, {share}% học sinh đạt từ trung bình trở lên, bồi dưỡng {few} em dự thi cấp quận",
        "thực hiện {few} chuyên đề cấp tổ, dự giờ {shifts} tiết, sáng kiến được hội đồng nhà trường công nhận",
        "chủ nhiệm lớp {class_lower}, thăm nhà {few} em có hoàn cảnh khó khăn, không có học sinh vi phạm kỷ luật nặng",
        "coi thi, chấm thi {few} đợt đúng quy chế, cập nhật sổ điểm điện tử đủ {months} tháng",
    ),
    "kindergarten": (
        "chăm sóc lớp {class_kindergarten} với {pupils} cháu, tỷ lệ chuyên cần {share}%, cân đo đủ {few} đợt",
        "làm {many} đồ chơi từ vật liệu sẵn có, dự giờ {few} tiết, được xếp giáo viên dạy giỏi cấp trường",
        "phụ trách bếp ăn, kiểm thực ba bước hằng ngày, không để xảy ra ngộ độc cho {people} cháu",
        "phối hợp {pupils} phụ huynh lớp {class_kindergarten} rèn nếp cho cháu, xử lý {few} tình huống an toàn",
    ),
    "clinic": (
        "khám và tư vấn {people} lượt người bệnh, quản lý {homes} hồ sơ tăng huyết áp, đái tháo đường",
        "tiêm chủng mở rộng {shifts} buổi, {share}% trẻ trong diện được tiêm đủ mũi",
        "kiểm tra an toàn thực phẩm {many} cơ sở, diệt lăng quăng {few} đợt ở hẻm {alley}",
        "lập hồ sơ sức khỏe cho {people} người cao tuổi, thăm khám tại nhà {many} trường hợp",
    ),
    "public_service": (
        "hoàn thành {many} đầu việc được đơn vị giao, {share}% đúng hạn, {few} việc được khen",
        "tiếp nhận và giải quyết {people} lượt yêu cầu, không có phản ánh về thái độ phục vụ",
        "đề xuất {few} cải tiến được đơn vị áp dụng, hướng dẫn {few} đồng nghiệp mới",
    ),
    "cooperative": (
        "quản lý kho hàng bình ổn, phục vụ {homes} hộ dân, kiểm kê {months} kỳ không thất thoát",
        "phụ trách tổ sản xuất {pupils} xã viên, đạt {percent}% kế hoạch, giữ việc làm cho mọi người",
        "vận động {few} xã viên mới góp vốn, thu hồi công nợ {share}%, chia lãi đúng điều lệ",
        "giới thiệu sản phẩm ở {few} phiên chợ, ký thêm {few} hợp đồng tiêu thụ",
    ),
    "enterprise": (
        "phụ trách chuyền sản xuất {pupils} người, đạt {percent}% kế hoạch năm, tỷ lệ hàng lỗi giảm còn {few} phần nghìn",
        "đề xuất {few} cải tiến nhỏ, tiết kiệm {money} đồng vật tư mỗi tháng, được giám đốc khen",
        "cùng công đoàn giải quyết {few} kiến nghị của {people} công nhân, không xảy ra ngừng việc",
        "huấn luyện an toàn lao động cho {people} công nhân, cả năm không có tai nạn nặng",
    ),
}

EPIDEMIC_DUTIES: dict[str, tuple[str, ...]] = {
    "elder": (
        "gọi điện thăm hỏi {homes} lượt bạn già trong những tháng giãn cách, nhắc lịch tiêm vắc-xin",
        "ủng hộ quỹ vắc-xin {money} đồng, nhường {few} túi an sinh cho người thuê trọ hẻm {alley}",
    ),
    "retired": (
        "tham gia Tổ COVID cộng đồng số {team}, phát {packs} phần quà an sinh cho hộ khó khăn trong hẻm {alley}",
        "lập danh sách tiêm vắc-xin cho {homes} hộ, nhắc lịch cho người cao tuổi sống một mình",
        "trực {shifts} ca tại chốt hẻm {alley}, hướng dẫn bà con đi chợ theo phiếu",
    ),
    "resident": (
        "đi chợ giúp {homes} hộ bị cách ly, giao {packs} túi hàng tận cửa trong hẻm {alley}",
        "nhập liệu tiêm vắc-xin {shifts} buổi, hướng dẫn {people} người khai báo y tế",
    ),
    "police": (
        "trực chốt kiểm soát dịch {shifts} ca, xử lý {few} trường hợp ra đường không có lý do chính đáng",
        "cấp căn cước công dân lưu động {few} buổi cho {people} người cao tuổi, người khuyết tật",
    ),
    "military": (
        "cùng dân quân chuyển {packs} túi an sinh đến tận nhà dân trong tháng {month}",
        "hỗ trợ đưa {people} người bệnh đi cách ly, điều trị trong cao điểm tháng {month}",
    ),
    "office": (
        "chi hỗ trợ theo Nghị quyết 68 cho {people} lao động tự do, không có khiếu nại",
        "trực đường dây nóng của phường {shifts} ca, chuyển xử lý {many} cuộc gọi cần giúp lương thực, thuốc men",
    ),
    "primary_school": (
        "dạy trực tuyến lớp {class_primary} với {pupils} học sinh, {share}% em tham gia đầy đủ",
        "vận động phụ huynh, mạnh thường quân giúp {few} em có máy học trực tuyến",
    ),
    "lower_school": (
        "dạy trực tuyến lớp {class_lower} với {pupils} học sinh, {share}% em tham gia đầy đủ",
        "tham gia lấy mẫu xét nghiệm {few} đợt, nhập liệu cho {people} người dân",
    ),
    "kindergarten": (
        "quay {many} đoạn phim hướng dẫn phụ huynh dạy trẻ lớp {class_kindergarten} trong thời gian trường đóng cửa",
        "nấu {packs} suất ăn cho lực lượng trực chốt cùng bếp của nhà trường",
    ),
    "clinic": (
        "lấy mẫu xét nghiệm {shifts} buổi, theo dõi {people} người bệnh điều trị tại nhà",
        "tham gia {shifts} buổi tiêm vắc-xin cho {people} người, không để xảy ra tai biến nặng",
    ),
    "public_service": ("hỗ trợ điểm tiêm vắc-xin {shifts} buổi, nhập liệu cho {people} người dân",),
    "cooperative": (
        "duy trì {share}% sản lượng trong thời gian “ba tại chỗ”, bảo đảm việc làm cho {pupils} xã viên",
        "bán hàng lưu động {shifts} chuyến cho {homes} hộ trong vùng phong tỏa",
    ),
    "enterprise": (
        "tham gia tổ an toàn COVID của công ty, tổ chức xét nghiệm định kỳ cho {people} công nhân",
        "ở lại nhà máy {few} tuần “ba tại chỗ”, giữ chuyền {pupils} người hoạt động",
    ),
}

#: Shortcomings (what, why) by life; "work" stands for everybody who is employed.
LIMITS: dict[str, tuple[tuple[str, str], ...]] = {
    "everybody": (
        ("phát biểu trong sinh hoạt chi bộ còn ít, cả năm mới {spare} lần", "ngại va chạm, chuẩn bị ý kiến chưa kỹ"),
        ("vắng {absent} kỳ sinh hoạt có lý do", "bận việc gia đình đột xuất trong tháng {month}"),
        ("việc ghi chép, tự học nghị quyết chưa đều, nhất là quý {quarter}", "sắp xếp thời gian chưa hợp lý"),
        ("góp ý cho {absent} đồng chí trong tổ đảng còn nể nang", "chưa mạnh dạn tự phê bình và phê bình"),
        ("chưa giới thiệu được quần chúng ưu tú cho chi bộ như đã hứa trong tháng {month}", "nắm đối tượng chưa sâu"),
    ),
    "home": (
        (
            "vận động {few} hộ còn lại trong hẻm {alley} tham gia phong trào chưa đạt",
            "chưa đi sâu nắm hoàn cảnh từng hộ",
        ),
        ("dự họp tổ dân phố {team} chưa đều, vắng {absent} buổi", "chưa chủ động hỏi lịch họp"),
    ),
    "age": (
        (
            "dùng điện thoại để nhận tài liệu, họp từ xa còn chậm, phải nhờ {spare} người giúp",
            "mắt kém, ít được hướng dẫn",
        ),
        ("đi lại khó nên việc chi bộ giao ở tổ {team} có {absent} lần nhờ người khác làm thay", "tuổi cao, sức yếu"),
    ),
    "work": (
        ("báo cáo tháng gửi trễ {absent} lần", "công việc dồn vào tháng {month}, chưa biết sắp thứ tự"),
        ("học nâng cao chuyên môn còn gián đoạn, mới xong {spare} chuyên đề", "chưa dành đủ thời gian tự học"),
        ("phối hợp với bộ phận bạn có {absent} việc chưa nhịp nhàng", "chưa trao đổi trước khi làm"),
        (
            "sinh hoạt nơi cư trú theo Quy định 213 chưa đều, vắng {absent} buổi",
            "lịch trực trùng lịch họp khu phố {team_small}",
        ),
    ),
}

#: Which lists of shortcomings fit whom.
LIMITS_OF: dict[str, tuple[str, ...]] = {
    "elder": ("everybody", "home", "age"),
    "retired": ("everybody", "home", "age"),
    "resident": ("everybody", "home"),
}
EMPLOYED_LIMITS = ("everybody", "work")
