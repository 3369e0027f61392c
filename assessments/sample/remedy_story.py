"""Shortcomings of the fictional ward: last year's with their plans, this year's assessment of them, a correction noted."""

from dataclasses import dataclass
from datetime import date

from assessments.models import Campaign, Review
from assessments.sample.ground import Ground
from assessments.selectors.remedies import subject_of
from assessments.selectors.standings import Standings
from assessments.services import remedies, remedy_plans
from assessments.services.remedies import Assessed, ShortcomingValue
from assessments.services.remedy_plans import MeasureValue
from assessments.workflow import SubjectKind
from cells import clock
from cells.models import Account

#: Shortcoming, measure against it, month and day of the year after by which it is to be done, what came of it.
_OF_A_COLLECTIVE = (
    (
        "Nội dung sinh hoạt chuyên đề chưa phong phú, mới thực hiện hai kỳ trong năm.",
        "Xây dựng lịch sinh hoạt chuyên đề từng quý, phân công đảng viên chuẩn bị trước một tháng.",
        (6, 30),
        "Đã tổ chức bốn kỳ sinh hoạt chuyên đề.",
    ),
    (
        "Công tác kiểm tra, giám sát đảng viên chấp hành còn chậm so với kế hoạch.",
        "Hoàn thành kiểm tra hai đảng viên theo kế hoạch, báo cáo Đảng ủy.",
        (9, 30),
        "Đã kiểm tra xong hai đảng viên, có thông báo kết luận.",
    ),
)
_OF_A_PERSON = (
    (
        "Chưa tham gia đầy đủ các buổi sinh hoạt tại nơi cư trú.",
        "Sắp xếp công việc, tham gia đủ sinh hoạt nơi cư trú hằng quý.",
        (6, 30),
        "Đã tham gia đủ ba kỳ.",
    ),
    (
        "Việc tự học tập nghị quyết chưa thường xuyên.",
        "Mỗi tháng dành một buổi đọc tài liệu, ghi sổ tay đảng viên.",
        (9, 30),
        "Đã đọc và ghi sổ tay đều hằng tháng.",
    ),
)
_THIS_YEAR = (
    "Phát biểu xây dựng nghị quyết chi bộ còn ít.",
    "Tham gia họp tổ dân phố hằng quý, báo cáo chi bộ ý kiến của Nhân dân.",
)
_HOW_FAR = "Đã làm được phần lớn, còn một nội dung chuyển sang quý I."
_NOTE = "Đồng chí Phó Bí thư Đảng ủy đã làm việc, nhắc nhở và yêu cầu báo cáo kết quả khắc phục trước ngày 15/01/2022."
#: So many people of each cell besides its committee.
_PEOPLE = 2


@dataclass
class RemedyStory:
    """Plays the shortcomings of one campaign, each deed on its day."""

    ground: Ground
    campaign: Campaign

    def found(self, file_ids: list[int], on: date) -> None:
        """After the review: shortcomings of the committee and of a few people, each with its measure."""
        with clock.acting_on(on):
            for review in self._subjects(file_ids):
                lines = _OF_A_COLLECTIVE if review.kind == SubjectKind.COLLECTIVE else _OF_A_PERSON
                self._name(review, [text for text, *_rest in lines], on)
                rows = review.shortcomings.order_by("position")
                values = [
                    MeasureValue(row.pk, measure, self._person(review), date(self.campaign.year + 1, *day))
                    for row, (_text, measure, day, _result) in zip(rows, lines, strict=True)
                ]
                self._plan(review, values, on)

    def results(self, neglecting: int | None, on: date) -> None:
        """In the course of the next year the measures are done, but for the last one of the first plan of the file
        `neglecting`."""
        came_of = {text: result for text, _measure, _day, result in (*_OF_A_COLLECTIVE, *_OF_A_PERSON)}
        with clock.acting_on(on):
            for review in self._with_shortcomings():
                values = [
                    MeasureValue(
                        row.pk, one.measure, one.person, one.due_on, one.due_on, came_of[row.text], one.pk, one.revision
                    )
                    for row in subject_of(review).found
                    for one in row.measures
                ]
                if review.file_id == neglecting:
                    values, neglecting = values[:-1], None
                self._plan(review, values, on)

    def assessed(self, file_ids: list[int], on: date, *, partly: bool = False) -> None:
        """In the review of this year: the first is mended, the others are on their way; `partly` leaves the rest open."""
        with clock.acting_on(on):
            for review in self._taken_over(file_ids):
                rows = subject_of(review).earlier
                outcomes = [("fixed", ""), *[("fixing", _HOW_FAR)] * (len(rows) - 1)]
                values = [Assessed(row.pk, *outcome, row.revision) for row, outcome in zip(rows, outcomes, strict=True)]
                remedies.assess_shortcomings(
                    by=self._writer(review), review_id=review.pk, values=values[: 1 if partly else None], on=on
                )
                if partly:
                    return

    def planned(self, file_ids: list[int], on: date) -> None:
        """Straight after this year's review: what is still open and one new shortcoming; every second has no plan yet."""
        with clock.acting_on(on):
            for number, review in enumerate(self._taken_over(file_ids)):
                self._name(review, [_THIS_YEAR[0]], on)
                if number % 2 == 0:
                    rows = subject_of(review).planned
                    due = date(self.campaign.year + 1, 6, 30)
                    self._plan(
                        review, [MeasureValue(row.pk, _THIS_YEAR[1], self._person(review), due) for row in rows], on
                    )

    def corrected(self, file_ids: list[int], on: date) -> None:
        """The committee has spoken with the first who neglected its plan."""
        with clock.acting_on(on):
            for review in self._taken_over(file_ids):
                if subject_of(review).is_neglected(on):
                    remedies.add_note(
                        by=self.ground.committee[0],
                        review_id=review.pk,
                        text=_NOTE,
                        document="07-TB/ĐU",
                        noted_on=on,
                        on=on,
                    )
                    return

    def _name(self, review: Review, texts: list[str], on: date) -> None:
        year = self.campaign.year
        remedies.save_shortcomings(
            by=self._writer(review), review_id=review.pk, values=[ShortcomingValue(text, year) for text in texts], on=on
        )

    def _plan(self, review: Review, values: list[MeasureValue], on: date) -> None:
        remedy_plans.save_plan(by=self._writer(review), review_id=review.pk, values=values, on=on)

    def _subjects(self, file_ids: list[int]) -> list[Review]:
        """Of each file the committee and a few people, none of whom sits in the ward's committee."""
        standing = Standings(self.campaign)
        own = [account.member_id for account in self.ground.committee]
        reviews = Review.objects.filter(file__in=file_ids, kind__in=(SubjectKind.COLLECTIVE, SubjectKind.MEMBER))
        found: dict[tuple[int, str], list[Review]] = {}
        for review in reviews.exclude(member__in=own).select_related("file").order_by("file", "sort_key", "code"):
            if standing.no_review(review.kind, review.facts) is None:
                found.setdefault((review.file_id, review.kind), []).append(review)
        return [review for reviews in found.values() for review in reviews[:_PEOPLE]]

    def _taken_over(self, file_ids: list[int]) -> list[Review]:
        """This year's reviews, in these files, with something to assess."""
        standing = Standings(self.campaign)
        reviews = Review.objects.filter(file__in=file_ids, shortcomings__carried_from__isnull=False).distinct()
        ordered = reviews.select_related("file", "campaign").order_by("file__position", "kind", "sort_key", "code")
        return [review for review in ordered if standing.no_review(review.kind, review.facts) is None]

    def _with_shortcomings(self) -> list[Review]:
        reviews = Review.objects.filter(campaign=self.campaign, shortcomings__isnull=False).distinct()
        return list(reviews.select_related("file", "campaign").order_by("file__position", "kind", "sort_key", "code"))

    def _writer(self, review: Review) -> Account:
        return self.ground.secretaries.get(review.file.cell_id, self.ground.office)

    def _person(self, review: Review) -> str:
        return review.name if review.kind == SubjectKind.MEMBER else "Đồng chí Bí thư chi bộ"
