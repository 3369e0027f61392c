"""What the office of the fictional ward writes into its report: words alone, for either year."""

NARRATIVE = {
    "situation": "Ngay từ tháng 11, Đảng ủy đã ban hành kế hoạch, phân công các đồng chí Đảng ủy viên dự và chỉ đạo kiểm điểm ở "
    "từng chi bộ; Văn phòng Đảng ủy hướng dẫn biểu mẫu, đôn đốc tiến độ và tổng hợp.\n"
    "Các chi bộ họp kiểm điểm đúng thành phần, dành đủ thời gian cho tự phê bình và phê bình; việc bỏ phiếu, kiểm phiếu được "
    "ghi biên bản đầy đủ.",
    "hints": "Các tập thể được gợi ý đã giải trình bằng văn bản và làm rõ trách nhiệm từng cá nhân tại hội nghị kiểm điểm.",
    "remediation": "Những việc chưa khắc phục xong được đưa vào kế hoạch năm sau, có người chịu trách nhiệm và thời hạn cụ thể.",
    "shortcomings": "Một số bản kiểm điểm còn nặng về kể thành tích, chưa nêu rõ trách nhiệm cá nhân; vài chi bộ gửi hồ sơ sát "
    "thời hạn.\n"
    "Nguyên nhân: cấp ủy một số chi bộ khu phố mới kiện toàn, chưa quen quy trình.",
    "proposals": "Đề nghị Ban Tổ chức Quận ủy hướng dẫn thống nhất cách làm tròn khi tính tỷ lệ xếp loại ở đơn vị có ít đảng viên.",
}
