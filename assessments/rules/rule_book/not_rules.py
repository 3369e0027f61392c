"""What the letter 123-CV/ĐU says that is deliberately no rule: the place, the sense in our words, and why.

In the order of the letter. What is a rule there (1(1)–1(5), the cap and the head in 3.6) is not in this list.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Served(StrEnum):
    """Where the portal serves the sentence, if not by a rule."""

    vi: str
    en: str

    def __new__(cls, code: str, vi: str, en: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.vi = vi
        member.en = en
        return member

    BOOK = "book", "sách quy tắc này", "this rule book"
    FORM = "form", "mẫu kiểm điểm", "the review forms"
    PROCESS = "process", "quy trình", "the process"
    NOWHERE = "nowhere", "việc của con người", "left to people"

    def label(self, lang: str = "vi") -> str:
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True, slots=True)
class NotARule:
    place_vi: str
    place_en: str
    said_vi: str
    said_en: str
    why_vi: str
    why_en: str
    served: Served

    def place(self, lang: str = "vi") -> str:
        return self.place_vi if lang == "vi" else self.place_en

    def said(self, lang: str = "vi") -> str:
        return self.said_vi if lang == "vi" else self.said_en

    def why(self, lang: str = "vi") -> str:
        return self.why_vi if lang == "vi" else self.why_en


NOT_RULES: tuple[NotARule, ...] = (
    NotARule(
        "mở đầu",
        "opening",
        "Các văn bản làm căn cứ: QĐ 132, HD 21, CV 2103-CV/BTCTW, KH 18, CV 262-CV/QU, KH 15-KH/ĐU.",
        "The documents it rests on: QĐ 132, HD 21, CV 2103-CV/BTCTW, KH 18, CV 262-CV/QU, KH 15-KH/ĐU.",
        "Là căn cứ, không phải điều kiện. Quy tắc chỉ dẫn văn bản đọc được hoặc được công văn trích lại.",
        "A basis, not a condition. Rules cite only what could be read or what the letter quotes.",
        Served.BOOK,
    ),
    NotARule(
        "1, đoạn đầu",
        "1, first paragraph",
        "Năm 2021 tiếp tục theo Kế hoạch 15-KH/ĐU, cùng các nội dung sửa đổi, bổ sung.",
        "In 2021 the plan 15-KH/ĐU goes on to hold, with the changes listed.",
        "Toàn văn kế hoạch không kèm theo; chỉ những câu công văn trích lại mới dùng được, phần còn lại theo HD 21.",
        "The plan's text is not attached: only the sentences that the letter quotes can be used, the rest follows HD 21.",
        Served.BOOK,
    ),
    NotARule(
        "1(5) (3)",
        "1(5) (3)",
        "Ngoại lệ thứ ba đối với người đứng đầu: công văn chỉ ghi dấu “…”.",
        "The third exception for heads: the letter has only an ellipsis.",
        "Không biết nội dung nên không suy đoán; năm kiểm điểm tự liệt kê trường hợp kèm văn bản làm căn cứ.",
        "What it says is unknown, so nothing is guessed; a campaign lists its own cases with text and citation.",
        Served.PROCESS,
    ),
    NotARule(
        "1(6)",
        "1(6)",
        "Văn phòng Đảng ủy nghiên cứu, cập nhật các nội dung khác của kế hoạch không còn phù hợp.",
        "The Party Office works out what else in the plan no longer fits, and brings it up to date.",
        "Là việc giao cho Văn phòng, không phải điều kiện xếp loại; trang so sánh cung cấp bản hợp nhất để làm việc đó.",
        "A task for the Office, not a condition of a grade; the comparison page gives the consolidated text for it.",
        Served.BOOK,
    ),
    NotARule(
        "1(6), chú thích 1",
        "1(6), note 1",
        "Sáu văn bản mới hoặc sửa đổi (QĐ 208, HD 01, hai luật năm 2019, NQ 1004, NĐ 159) làm thay đổi các nội dung đó.",
        "Six documents, new or amended (QĐ 208, HD 01, two laws of 2019, NQ 1004, NĐ 159), that bring those changes.",
        "Công văn nêu tên mà không nói điểm nào của kế hoạch đổi ra sao.",
        "The letter names them without saying which point of the plan changes, or how.",
        Served.NOWHERE,
    ),
    NotARule(
        "2, đoạn đầu",
        "2, first paragraph",
        "Kiểm điểm, xếp loại gắn với thực hiện Kết luận 21-KL/TW về xây dựng, chỉnh đốn Đảng.",
        "Review and grading go together with Conclusion 21-KL/TW on building the Party.",
        "Yêu cầu về lãnh đạo, không đo được bằng dữ liệu của hồ sơ.",
        "A demand on leadership that no fact of the dossier measures.",
        Served.NOWHERE,
    ),
    NotARule(
        "2.1",
        "2.1",
        "Kiểm điểm nghiêm túc, thẳng thắn, đúng thời gian; xếp loại thực chất, không nể nang, né tránh.",
        "Reviews are serious, candid and in time; grades are real, without deference or evasion.",
        "Thái độ do con người đánh giá; phần đo được (thời hạn, số phiếu, mức tối đa) đã có quy trình và quy tắc.",
        "An attitude that people judge; what can be measured (deadlines, ballots, caps) has its process and rules.",
        Served.PROCESS,
    ),
    NotARule(
        "2.2",
        "2.2",
        "Đánh giá đúng kết quả, chỉ rõ hạn chế, nguyên nhân, biện pháp sửa chữa.",
        "Results are judged rightly; shortcomings, causes and remedies are named.",
        "Nội dung bài viết; mẫu có mục riêng, phần mềm không chấm câu chữ.",
        "It is about what is written; the forms have sections for it, and no program marks prose.",
        Served.FORM,
    ),
    NotARule(
        "3.1",
        "3.1",
        "Nhận diện đầy đủ biểu hiện, mức độ suy thoái, “tự diễn biến”, “tự chuyển hóa”; phát hiện và ngăn chặn kịp thời.",
        "Signs and degree of degradation are fully recognised, found in time and fought.",
        "Mẫu 01 có mục riêng. Chỉ kết luận của cấp có thẩm quyền đối với một người mới thành quy tắc B2.",
        "Form 01 has its own section. Only a competent authority's finding about a person becomes rule B2.",
        Served.FORM,
    ),
    NotARule(
        "3.2 và 3.1.1 (1)–(7)",
        "3.2 and 3.1.1 (1)–(7)",
        "Kiểm điểm việc phòng, chống dịch COVID-19 theo bảy nội dung, với cấp ủy, tổ chức đảng, cơ quan, đơn vị.",
        "Party committees, organizations and agencies review their COVID-19 work under seven points.",
        "Chuyên đề của riêng năm 2021: là mục của mẫu 01, lưu ở năm kiểm điểm; không quyết định mức xếp loại nào.",
        "Special topics of 2021 alone: sections of form 01 held on the campaign; they decide no grade.",
        Served.FORM,
    ),
    NotARule(
        "3.2 (lần hai)",
        "3.2 (the second)",
        "Các nơi khác tùy chức năng mà kiểm điểm những nội dung liên quan.",
        "The others review the points that concern them.",
        "Nơi đó tự xác định điểm nào liên quan; phần mềm không thay được nhận định ấy.",
        "Each place says which points concern it; a program cannot judge that.",
        Served.FORM,
    ),
    NotARule(
        "3.2, lưu ý thứ nhất",
        "3.2, first remark",
        "Nêu rõ mặt làm được, mặt còn hạn chế, nguyên nhân và giải pháp thời gian tới.",
        "What was done, what was lacking, the causes and what comes next are stated.",
        "Hướng dẫn cách viết; đã có mục trong mẫu.",
        "Guidance on writing; the forms have sections for it.",
        Served.FORM,
    ),
    NotARule(
        "3.2, lưu ý thứ hai",
        "3.2, second remark",
        "Nơi đã kiểm điểm mà cấp trên gợi ý hoặc yêu cầu bổ sung thì đánh giá theo gợi ý, hoàn chỉnh và báo cáo lại.",
        "Where a superior hints or asks for more after the review, the points are answered and the report completed.",
        "Là một bước của quy trình: văn phòng trả lại kèm lý do, đơn vị bổ sung; không phải điều kiện xếp loại.",
        "A step of the process: the office returns the file with reasons and the unit completes it; not a condition of a grade.",
        Served.PROCESS,
    ),
    NotARule(
        "3.2, lưu ý thứ ba",
        "3.2, third remark",
        "Từ kiểm điểm tập thể làm rõ trách nhiệm cá nhân, phát hiện nhân tố mới, chỉ rõ tiêu cực và đề xuất xử lý.",
        "From the collective's review follow each person's part, good examples, wrongdoing and proposals to deal with it.",
        "Nhận định và đề xuất của con người; khi có kết luận hoặc kỷ luật thì quy tắc B2, B4 mới xét.",
        "Judgement and proposals of people; once there is a finding or a discipline, rules B2 and B4 look at it.",
        Served.FORM,
    ),
    NotARule(
        "3.3",
        "3.3",
        "Nội dung kiểm điểm tập thể: năng lực lãnh đạo, nhiệm vụ chính trị, xây dựng Đảng, học tập và làm theo Bác.",
        "What collectives review: leadership, political tasks, building the Party, the study of Hồ Chí Minh.",
        "Là đề mục của mẫu 01. Có đủ mục thì quy trình kiểm; viết gì trong mục thì không.",
        "These are headings of form 01. The process checks that the sections are filled, not what they say.",
        Served.FORM,
    ),
    NotARule(
        "3.4",
        "3.4",
        "Nội dung kiểm điểm cá nhân: tư tưởng, đạo đức, lối sống, nêu gương, những điều không được làm.",
        "What persons review: thought, ethics, way of life, example, what members may not do.",
        "Là đề mục của mẫu 02; cấp độ từng tiêu chí do chi bộ biểu quyết rồi quy tắc B1 mới đọc.",
        "These are headings of form 02; the cell decides the level of each criterion, which rule B1 then reads.",
        Served.FORM,
    ),
    NotARule(
        "3.4, câu cuối",
        "3.4, last sentence",
        "Kiểm điểm cá nhân gắn với kiểm điểm tập thể, làm rõ trách nhiệm người đứng đầu và từng cá nhân.",
        "A person's review is tied to the collective's and shows the head's and each one's responsibility.",
        "Mẫu 02 có mục trách nhiệm cá nhân; mức xếp loại của người đứng đầu đã có quy tắc F1, F2.",
        "Form 02 has a section for it; the head's grade has rules F1 and F2.",
        Served.FORM,
    ),
    NotARule(
        "3.5, gợi ý",
        "3.5, hints",
        "Cấp trên gợi ý kiểm điểm cụ thể cho tập thể, cá nhân có vấn đề; phân công Đảng ủy viên chỉ đạo nơi được gợi ý.",
        "The superior gives concrete hints where there are problems, and a committee member directs the review there.",
        "Chọn nơi nào, gợi ý gì là quyết định của cấp ủy; mẫu có mục giải trình từng điểm gợi ý.",
        "Where and what to hint is the committee's decision; the forms have a section that answers each point.",
        Served.FORM,
    ),
    NotARule(
        "3.5, kế hoạch khắc phục",
        "3.5, remediation plan",
        "Ngay sau kiểm điểm, từng tập thể, cá nhân có kế hoạch, giải pháp sửa chữa hạn chế.",
        "Straight after the review each collective and person plans how to mend the shortcomings.",
        "Đến sau khi kiểm điểm và không ràng buộc mức xếp loại của năm; mẫu có mục phương hướng, biện pháp.",
        "It comes after the review and binds no grade of the year; the forms have a section for measures.",
        Served.FORM,
    ),
    NotARule(
        "3.5, xử lý vi phạm",
        "3.5, violations",
        "Xử lý nghiêm các trường hợp vi phạm.",
        "Violations are dealt with strictly.",
        "Thuộc công tác kỷ luật; chỉ quyết định kỷ luật đã ghi mới là dữ liệu cho B2, B4, B5.",
        "A matter of discipline; only a recorded disciplinary decision is a fact for B2, B4 and B5.",
        Served.NOWHERE,
    ),
    NotARule(
        "3.5, kiểm tra khắc phục",
        "3.5, inspection",
        "Cấp trên kiểm tra việc khắc phục của cấp dưới; rà soát hạn chế năm trước, chấn chỉnh nơi thiếu nghiêm túc.",
        "The superior inspects how shortcomings are mended, reviews last year's and corrects those who are not serious.",
        "Là hoạt động kiểm tra trong năm; mẫu có mục kết quả khắc phục, không quy thành mức xếp loại.",
        "Inspection over the year; the forms have a section on what was mended, which is not turned into a grade.",
        Served.FORM,
    ),
    NotARule(
        "3.6, tiêu chuẩn",
        "3.6, standards",
        "Xếp loại phải bảo đảm tiêu chí, tiêu chuẩn theo Kế hoạch 15-KH/ĐU.",
        "Grades must meet the criteria and standards of the plan 15-KH/ĐU.",
        "Bảng tiêu chuẩn của kế hoạch không có; phần biết được từ HD 21 là quy tắc B1–B5.",
        "The plan's table of standards is not at hand; what is known from HD 21 is rules B1 to B5.",
        Served.BOOK,
    ),
    NotARule(
        "3.6, hai tiêu chí bổ sung",
        "3.6, two added criteria",
        "Bổ sung tiêu chí: kết quả học tập và làm theo Bác; thực hiện kết luận sau giám sát của Mặt trận và đoàn thể.",
        "Two criteria are added: the study of Hồ Chí Minh; what was done after supervision by the Front and the organizations.",
        "Là mục của mẫu, được tính vào nhóm tiêu chí khác mà B1 đọc; công văn không cho ngưỡng riêng.",
        "They are sections of the forms and count among the other criteria that B1 reads; the letter gives no threshold.",
        Served.FORM,
    ),
    NotARule(
        "3.6, chú thích 2",
        "3.6, note 2",
        "Chỉ thị 13-CT/TU là căn cứ của tiêu chí về giám sát.",
        "Directive 13-CT/TU is the basis of the criterion on supervision.",
        "Dẫn nguồn, không phải điều kiện.",
        "It names a source, not a condition.",
        Served.BOOK,
    ),
    NotARule(
        "3.7, kiểm tra",
        "3.7, inspection",
        "Kiểm tra, giám sát công tác kiểm điểm, xếp loại.",
        "Reviewing and grading are inspected and supervised.",
        "Việc của cấp ủy; phần mềm giúp bằng nhật ký và việc kiểm tra lại, không tự kết luận.",
        "The committee's work; journal and recheck help with it and conclude nothing by themselves.",
        Served.PROCESS,
    ),
    NotARule(
        "3.7, kiểm điểm lại",
        "3.7, reviewing again",
        "Chỉ đạo kiểm điểm lại đối với nơi chưa đạt yêu cầu.",
        "Reviews that fall short are ordered to be done again.",
        "“Chưa đạt yêu cầu” do cấp trên nhận định; quy trình cho trả lại hồ sơ kèm lý do.",
        "The superior judges what falls short; the process returns the file with reasons.",
        Served.PROCESS,
    ),
    NotARule(
        "3.7, xếp loại lại",
        "3.7, grading again",
        "Xếp loại lại ở nơi xếp loại xuất sắc không đúng quy định.",
        "Excellent grades given against the rules are graded again.",
        "Là một bước của cấp quyết định, giữ nguyên kết quả cũ; sai hay đúng thì các quy tắc khác đã chỉ ra.",
        "A step of the deciding level that keeps the old result; what is wrong the other rules already show.",
        Served.PROCESS,
    ),
    NotARule(
        "4",
        "4",
        "Sau khi có kết quả, các chi, đảng bộ rà soát, bổ sung quy hoạch; Văn phòng tổng hợp, trình Ban Chấp hành.",
        "After the results, cells and subordinate committees review their planning; the Office sums up and submits it.",
        "Công việc sau xếp loại, không ràng buộc mức nào; hiện làm ngoài phần mềm.",
        "Work after the grading that binds no grade; it is done outside the portal for now.",
        Served.NOWHERE,
    ),
    NotARule(
        "kết thúc",
        "closing",
        "Các cấp ủy, tổ chức đảng, lãnh đạo đơn vị tập trung lãnh đạo, tổ chức thực hiện tốt.",
        "Committees, organizations and heads of units lead and carry out the work well.",
        "Lời yêu cầu chung.",
        "A general call.",
        Served.NOWHERE,
    ),
    NotARule(
        "kết thúc, thời hạn",
        "closing, deadline",
        "Báo cáo Đảng ủy qua Văn phòng đúng thời hạn để báo cáo Ban Tổ chức Quận ủy.",
        "Reports reach the committee through its Office in time for the District Organization Board.",
        "Công văn không ghi ngày; thời hạn đặt ở năm kiểm điểm, quá hạn thì nhắc chứ không đổi mức xếp loại.",
        "The letter gives no date; deadlines are set on the campaign, and being late is shown without changing a grade.",
        Served.PROCESS,
    ),
    NotARule(
        "Kính gửi, Nơi nhận",
        "addressees, recipients",
        "Gửi các chi, đảng bộ trực thuộc; nơi nhận và người ký.",
        "Addressed to the cells and subordinate committees; recipients and signatory.",
        "Thể thức văn bản.",
        "The form of a document.",
        Served.NOWHERE,
    ),
)
