"""Readings that the sources leave open: each is named, and says what the shipped sets take."""

from assessments.rules.citations import CV_123, HD_21, Citation
from assessments.rules.ruleset import OpenReading

_MEMBERS = Citation(CV_123, "1(2)")
_HEADS = Citation(CV_123, "1(5)")
_STANDARDS = Citation(CV_123, "3.6")
_HD_21 = Citation(HD_21)

_COMMON = (
    OpenReading(
        "review_years",
        "Bộ quy tắc áp dụng cho những năm kiểm điểm nào?",
        "For which review years does the set hold?",
        "Bộ 2020: năm 2019 và 2020; bộ 2021: năm 2021 và 2022, vì HD 21 có hiệu lực đến tháng 11/2023.",
        "Set 2020 for 2019 and 2020; set 2021 for 2021 and 2022, since HD 21 held until November 2023.",
        _HD_21,
    ),
    OpenReading(
        "cap_percent",
        "Tỷ lệ tối đa là bao nhiêu phần trăm, làm tròn thế nào?",
        "What is the cap's percent, and how is it rounded?",
        "20%, lấy phần nguyên (“không vượt quá”); năm kiểm điểm có thể đặt tỷ lệ khác.",
        "20%, rounded down (“not above”); a campaign may set another whole percent.",
        _MEMBERS,
    ),
    OpenReading(
        "cap_base",
        "20% của số xếp loại “Hoàn thành tốt nhiệm vụ” trở lên, hay chỉ của số “Hoàn thành tốt nhiệm vụ”?",
        "20% of those graded good or better, or of those graded good alone?",
        "Từ tốt trở lên như mục 1(2); mục 3.6 của cùng công văn viết không có “trở lên”. Dùng chung cho C1, D1, E1.",
        "Good or better as in 1(2); 3.6 of the same letter has no “or better”. The same reading for C1, D1 and E1.",
        _STANDARDS,
    ),
    OpenReading(
        "member_pool",
        "Mức tối đa tính trong phạm vi nào?",
        "Within which pool is the cap counted?",
        "Toàn tổ chức cơ sở đảng.",
        "The whole grassroots organization.",
        _MEMBERS,
    ),
    OpenReading(
        "unit_cap",
        "Mức tối đa với tập thể và chi bộ: phạm vi, cơ số và mức độ bắt buộc?",
        "The cap on collectives and on cells: pool, base, and how binding?",
        "Tính riêng các tập thể và các chi bộ được xếp loại trong hồ sơ; vượt thì phải ghi lý do.",
        "Among the gradable collectives, and apart among the gradable cells, of the dossier; above it needs a reason.",
        _STANDARDS,
    ),
    OpenReading(
        "cell_grade_severity",
        "Điều kiện 100%, 80%, 50%, 20% của mức xếp loại chi bộ bắt buộc đến đâu?",
        "How binding are the 100%, 80%, 50% and 20% conditions of a cell's grade?",
        "Phải ghi lý do, vì chỉ biết qua nguồn thứ cấp.",
        "They need a reason, because only a secondary source is known.",
        _HD_21,
    ),
    OpenReading(
        "disciplined_cell_without_grades",
        "Chi bộ chưa có đảng viên nào được xếp loại nhưng trên 20% bị kỷ luật thì sao?",
        "A cell with no graded member but more than 20% disciplined?",
        "Chỉ bỏ qua các tỷ lệ về xếp loại; điều kiện về kỷ luật vẫn xét.",
        "Only the shares of grades have nothing to check; the condition on discipline is still looked at.",
        _HD_21,
    ),
    OpenReading(
        "ballot_threshold",
        "Đề nghị một mức xếp loại cần bao nhiêu phiếu?",
        "How many ballots carry a proposed grade?",
        "Mức cao nhất mà số phiếu cho mức đó trở lên quá một nửa số phiếu hợp lệ; không nguồn nào quy định.",
        "The highest grade for which ballots for it or better exceed half of the valid ballots; no source rules it.",
        _HD_21,
    ),
    OpenReading(
        "not_subject_graded_and_reviewed",
        "Tập thể không thuộc đối tượng mà vừa kiểm điểm vừa xếp loại: nêu một hay hai điểm?",
        "A body that is not subject, both reviewed and graded: one finding or two?",
        "Hai: xếp loại là trái quy định, kiểm điểm là để biết.",
        "Two: the grade is a violation, the review a notice.",
        Citation(CV_123, "1(3)"),
    ),
    OpenReading(
        "ballots_not_recorded",
        "Đề xuất giảm số xuất sắc khi có người chưa ghi số phiếu?",
        "Which moves are proposed when some ballots are not recorded?",
        "Chỉ nêu người chắc chắn thuộc nhóm ít phiếu nhất dù số phiếu thiếu là bao nhiêu; còn lại để con người chọn.",
        "Only those who are among the fewest whatever the missing figures may be; people choose the rest.",
        _MEMBERS,
    ),
    OpenReading(
        "reason_without_text",
        "Một lý do để trống có gỡ được điểm cần lý do không?",
        "Does a reason without any text lift a needs-reason?",
        "Không: cấp quyết định phải ghi lý do bằng lời.",
        "No: the deciding level records its reason in words.",
        _MEMBERS,
    ),
)

READINGS_2020 = _COMMON

READINGS_2021 = (
    *_COMMON,
    OpenReading(
        "quota_weights",
        "“Xếp loại ở mức cao hơn thì được chọn với tỷ lệ cao hơn”: cao hơn bao nhiêu?",
        "“Higher grade, higher rate”: how much higher?",
        "Ví dụ 5 : 4 : 3 : 0; Đảng ủy xác nhận hoặc thay trước khi giao chỉ tiêu. Không nguồn công khai nào có con số.",
        "An example, 5 : 4 : 3 : 0; the committee confirms or replaces it before quotas. No public source has numbers.",
        _MEMBERS,
    ),
    OpenReading(
        "ungraded_unit_counts_as",
        "Chi bộ, đơn vị chưa xếp loại được tính theo mức nào khi chia chỉ tiêu?",
        "At which grade does an ungraded cell or unit share in the quotas?",
        "Như mức “Hoàn thành nhiệm vụ”.",
        "As fulfilled.",
        _MEMBERS,
    ),
    OpenReading(
        "not_main_duty",
        "Ngoại lệ (1) có gồm bí thư chi bộ khu phố đã nghỉ hưu không?",
        "Does exception (1) cover a retired secretary of a street cell?",
        "Có, khi nhiệm vụ đó được ghi là không phải nhiệm vụ chính, kèm căn cứ.",
        "Yes, where the duty is recorded as not the main one, with its evidence.",
        _HEADS,
    ),
    OpenReading(
        "third_head_exception",
        "Công văn dừng ở “(3) …”: còn ngoại lệ nào?",
        "The letter breaks off at “(3) …”: which further exceptions are there?",
        "Không có sẵn; năm kiểm điểm liệt kê từng trường hợp kèm nội dung và căn cứ.",
        "None ship; a campaign lists each with its text and citation.",
        _HEADS,
    ),
)
