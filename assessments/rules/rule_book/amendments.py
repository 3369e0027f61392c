"""What 123-CV/ĐU changed, item by item: before and after in words, and the parameters of the rule sets that it moved.

`parameters` differ in value between set 2020 and set 2021, each at one item; `restated` keep their value and rest on
the letter since; `text_only` items move no parameter. The tests hold this table against the two sets.
"""

from dataclasses import dataclass

from assessments.rules.rule_ids import Rule

BEFORE, AFTER = "2020", "2021"


@dataclass(frozen=True, slots=True)
class Change:
    """One place of the plan 15-KH/ĐU."""

    place_vi: str
    place_en: str
    before_vi: str
    before_en: str
    after_vi: str
    after_en: str

    def place(self, lang: str = "vi") -> str:
        return self.place_vi if lang == "vi" else self.place_en

    def before(self, lang: str = "vi") -> str:
        return self.before_vi if lang == "vi" else self.before_en

    def after(self, lang: str = "vi") -> str:
        return self.after_vi if lang == "vi" else self.after_en


@dataclass(frozen=True, slots=True)
class Amendment:
    """`rules` rest on this item since. `claims`: rules whose findings belong here although the parameter that brings
    them, one of `shares`, stands at another item, which names the same figure for its own purpose."""

    item: str
    title_vi: str
    title_en: str
    changes: tuple[Change, ...]
    parameters: tuple[str, ...] = ()
    restated: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    claims: frozenset[Rule] = frozenset()
    shares: tuple[str, ...] = ()

    def title(self, lang: str = "vi") -> str:
        return self.title_vi if lang == "vi" else self.title_en

    @property
    def text_only(self) -> bool:
        return not self.parameters


AMENDMENTS: tuple[Amendment, ...] = (
    Amendment(
        "1(1)",
        "Đối tượng kiểm điểm",
        "Who is reviewed",
        (
            Change(
                "III.1, điểm 1.1, tiết (1)",
                "III.1, point 1.1, item (1)",
                "Không quy định số thành viên ít nhất của tập thể.",
                "No least number of members of a collective.",
                "Tập thể có dưới 03 thành viên tại thời điểm kiểm điểm thì không kiểm điểm.",
                "A collective with fewer than 3 members at the time of the review is not reviewed.",
            ),
            Change(
                "III.1, điểm 1.1, tiết (2)",
                "III.1, point 1.1, item (2)",
                "Thường trực Hội đồng nhân dân và Ủy ban nhân dân phường đều kiểm điểm.",
                "The standing body of the People's Council and the ward People's Committee are both reviewed.",
                "Chỉ Ủy ban nhân dân phường kiểm điểm.",
                "Only the ward People's Committee is reviewed.",
            ),
        ),
        parameters=("kinds_not_reviewed",),
        rules=(Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW,),
        claims=frozenset({Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW}),
        shares=("smallest_collective",),
    ),
    Amendment(
        "1(2)",
        "Đảng viên xuất sắc",
        "Excellent members",
        (
            Change(
                "IV.2, điểm 2.3a",
                "IV.2, point 2.3a",
                "Đảng viên xuất sắc không quá 20% số đảng viên xếp loại từ hoàn thành tốt trở lên của tổ chức cơ sở đảng; "
                "chia cho chi bộ thế nào thì không quy định.",
                "Excellent members are at most 20% of those at good or better in the grassroots organization; how the cells "
                "share is not ruled.",
                "Vẫn mức 20% đó, và số xuất sắc của mỗi chi bộ tương xứng với mức xếp loại chi bộ: chi bộ xếp loại cao "
                "hơn thì tỷ lệ cao hơn.",
                "The same 20%, and each cell's number is proportionate to its own grade: a higher-graded cell has a higher "
                "rate.",
            ),
        ),
        parameters=("quotas_issued",),
        restated=("cap_percent", "cap_base", "quota_weights"),
        readings=("quota_weights", "ungraded_unit_counts_as"),
        rules=(Rule.MEMBER_EXCELLENT_CAP, Rule.MEMBER_EXCELLENT_QUOTA, Rule.QUOTA_NOT_PROPORTIONATE),
    ),
    Amendment(
        "1(3)",
        "Tập thể được xếp loại",
        "Which collectives are graded",
        (
            Change(
                "IV.3, điểm 3.1d",
                "IV.3, point 3.1d",
                "Thường trực Hội đồng nhân dân và Ủy ban nhân dân đều xếp loại.",
                "The standing body of the People's Council and the People's Committee are both graded.",
                "Chỉ Ủy ban nhân dân phường xếp loại.",
                "Only the ward People's Committee is graded.",
            ),
            Change(
                "IV.3, điểm 3.1g",
                "IV.3, point 3.1g",
                "Không xếp loại tập thể mới thành lập chưa đủ 6 tháng.",
                "A collective established fewer than 6 months ago is not graded.",
                "Không xếp loại tập thể mới thành lập chưa đủ 06 tháng, và tập thể có dưới 03 thành viên tại thời điểm "
                "xếp loại.",
                "Neither a collective established fewer than 6 months ago nor one with fewer than 3 members at the time of "
                "grading is graded.",
            ),
        ),
        parameters=("smallest_collective", "kinds_not_subject"),
        restated=("collective_months",),
        rules=(
            Rule.COLLECTIVE_TOO_SMALL_TO_GRADE,
            Rule.COLLECTIVE_TOO_NEW_TO_GRADE,
            Rule.COLLECTIVE_KIND_NOT_SUBJECT,
        ),
    ),
    Amendment(
        "1(4)",
        "Cán bộ lãnh đạo, quản lý xuất sắc",
        "Excellent officers",
        (
            Change(
                "IV.4, điểm 4.3a",
                "IV.4, point 4.3a",
                "Không quá 20% số cán bộ cùng cấp quản lý, tính riêng tại mỗi tổ chức, cơ quan, đơn vị, xếp loại từ hoàn "
                "thành tốt trở lên.",
                "At most 20% of the officers of one management level at good or better, counted in each organization, "
                "agency or unit.",
                "Không quá 20% số cán bộ của cả cấp quản lý; số của mỗi nơi tương xứng với mức xếp loại của tập thể hoặc "
                "cơ quan, đơn vị.",
                "At most 20% over the whole management level; the number of each unit is proportionate to the grade of its "
                "collective or agency.",
            ),
        ),
        parameters=("officer_pool",),
        rules=(Rule.OFFICER_EXCELLENT_CAP, Rule.OFFICER_EXCELLENT_QUOTA),
        claims=frozenset({Rule.OFFICER_EXCELLENT_QUOTA}),
        shares=("quotas_issued",),
    ),
    Amendment(
        "1(5)",
        "Người đứng đầu",
        "Heads",
        (
            Change(
                "IV.6, điểm 6.8",
                "IV.6, point 6.8",
                "Người đứng đầu xếp loại sau cùng, không cao hơn đơn vị mình đứng đầu; không có ngoại lệ cho bí thư kiêm "
                "nhiệm.",
                "A head is graded last and not above the unit headed; no exception for a secretary whose main duty it is not.",
                "Như trước, thêm ngoại lệ (1): bí thư cấp ủy, chi bộ mà đó không phải là nhiệm vụ chính, đối với mức xếp "
                "loại của tổ chức đảng. Ngoại lệ (2), mới nhận nhiệm vụ dưới 03 tháng, giữ nguyên; (3) bỏ lửng.",
                "As before, with exception (1): a secretary whose main duty it is not, against the grade of the Party unit. "
                "Exception (2), fewer than 3 months in the post, stays; (3) is left open.",
            ),
        ),
        parameters=("party_head_exception",),
        restated=("head_months",),
        readings=("not_main_duty", "third_head_exception"),
        rules=(Rule.HEAD_ABOVE_UNIT, Rule.HEAD_GRADED_EARLY),
    ),
    Amendment(
        "1(6)",
        "Các nội dung khác của kế hoạch",
        "The rest of the plan",
        (
            Change(
                "các nội dung khác",
                "the rest",
                "Theo Kế hoạch 15-KH/ĐU.",
                "As in the plan 15-KH/ĐU.",
                "Nội dung không còn phù hợp do Văn phòng Đảng ủy nghiên cứu, cập nhật cùng các nội dung trên; trang này là "
                "bản hợp nhất của những điểm đã sửa đổi.",
                "What no longer fits is worked out by the Party Office together with the items above; this page is the "
                "consolidated text of what was amended.",
            ),
        ),
    ),
    Amendment(
        "3.6",
        "Tiêu chí và mức tối đa",
        "Criteria and the cap",
        (
            Change(
                "tiêu chí đánh giá",
                "criteria",
                "Tiêu chí, tiêu chuẩn theo Kế hoạch 15-KH/ĐU.",
                "Criteria and standards of the plan 15-KH/ĐU.",
                "Thêm hai tiêu chí: kết quả kế hoạch học tập và làm theo Bác; việc thực hiện kết luận sau giám sát của Mặt "
                "trận và các tổ chức chính trị - xã hội.",
                "Two more criteria: the plan to study and follow Hồ Chí Minh; what was done about the conclusions of "
                "supervision by the Front and the socio-political organizations.",
            ),
            Change(
                "mức tối đa và người đứng đầu",
                "the cap and heads",
                "Nguyên tắc 20% và nguyên tắc về người đứng đầu đã có.",
                "The principle of 20% and that of the head existed already.",
                "Nhắc lại cả hai cho tập thể và cá nhân; cơ số ở đây viết “Hoàn thành tốt nhiệm vụ”, không có “trở lên” "
                "(cách hiểu còn bỏ ngỏ).",
                "Both are repeated for collectives and persons; the base is written here as good, without “or better” (an "
                "open reading).",
            ),
        ),
        rules=(Rule.EXCELLENT_NOT_EARNED, Rule.COLLECTIVE_EXCELLENT_CAP, Rule.CELL_EXCELLENT_CAP),
    ),
)
