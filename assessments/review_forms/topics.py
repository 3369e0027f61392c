"""The special topics of a review year. They are data of the campaign; this is the list of 2021 to start from."""

#: The seven points of 123-CV/ĐU 3.2 (3.1.1) that the collectives' reports of 2021 answer.
SPECIAL_TOPICS_2021: tuple[dict[str, str], ...] = tuple(
    {"key": f"topic_{number}", "title": title, "text": text, "citation": f"123-CV/ĐU 3.1.1({number})"}
    for number, (title, text) in enumerate(
        (
            (
                "Việc chấp hành chỉ đạo của cấp trên trong tổ chức thực hiện công tác phòng, chống dịch COVID-19",
                "Các chỉ đạo đã nhận, thời điểm triển khai, kết quả chấp hành.",
            ),
            (
                "Việc phân công, triển khai lực lượng, phát huy vai trò của hệ thống chính trị phường, khu phố trong "
                "tổ chức thực hiện",
                "Lực lượng được phân công, cách phối hợp, người chịu trách nhiệm.",
            ),
            (
                "Việc huy động các nguồn lực xã hội tham gia phòng, chống dịch",
                "Nguồn lực đã huy động, cách quản lý và sử dụng.",
            ),
            (
                "Việc triển khai các bộ phận, biện pháp y tế: phát hiện, truy vết, xét nghiệm; tiêm vắc-xin; quản lý, "
                "chăm sóc, chữa trị cho người bệnh; phòng, chống lây nhiễm, việc lo hậu sự cho người đã mất vì "
                "COVID-19",
                "Phần việc đã tham gia và kết quả.",
            ),
            (
                "Việc triển khai các biện pháp về an sinh xã hội, giữ gìn an ninh trật tự, chăm lo cuộc sống người dân",
                "Số hộ, số người được chăm lo; việc giữ gìn trật tự trên địa bàn.",
            ),
            (
                "Những sáng kiến, cách làm hay, sáng tạo tại địa phương, đơn vị trong công tác phòng, chống dịch",
                "Ứng phó kịp thời, vượt qua khó khăn, mang lại hiệu quả cao.",
            ),
            (
                "Các biện pháp khắc phục hậu quả do dịch bệnh, thực hiện mục tiêu kép vừa phòng, chống dịch, vừa thúc "
                "đẩy sản xuất, kinh doanh, phát triển kinh tế - xã hội, hoàn thành tốt nhiệm vụ chính trị của đơn vị",
                "Theo Nghị quyết 05-NQ/TU, Chỉ thị 18/CT-UBND của thành phố, Nghị quyết 07-NQ/QU của quận và Kế hoạch "
                "1298/KH-UBND của phường.",
            ),
        ),
        start=1,
    )
)

#: Collectives that answer every topic: committees and the agency in charge; the others answer what concerns them (G1).
ANSWERS_EVERY_TOPIC = frozenset({"party_committee", "standing_committee", "peoples_committee"})
