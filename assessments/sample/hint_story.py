"""Review hints of the fictional year: one answered, one waiting with a member in charge, one of the district overdue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessments.models import Campaign, Review, ReviewHint
from assessments.sample.ground import Ground
from assessments.selectors.hints import issued_points, may_be_in_charge
from assessments.selectors.standings import Standings
from assessments.services import hints
from assessments.services.hint_checks import HintDocument, HintValues
from assessments.workflow import SubjectKind
from cells import clock

#: Point → what is answered to it, where the unit gets to it.
_OF_A_COLLECTIVE = {
    "Làm rõ nguyên nhân việc sinh hoạt chuyên đề chưa đủ số lần theo quy định và trách nhiệm của tập thể chi ủy.": (
        "Chi ủy xây dựng lịch sinh hoạt chuyên đề chậm, lại trùng đợt cao điểm công tác của địa phương nên phải dời hai "
        "lần. Trách nhiệm trước hết thuộc về tập thể chi ủy; đồng chí Bí thư nhận trách nhiệm người đứng đầu."
    ),
    "Nêu kết quả giải quyết kiến nghị của Nhân dân về trật tự lòng lề đường trên địa bàn.": (
        "Chi ủy đã phối hợp Ban điều hành khu phố giải quyết xong 9/11 kiến nghị; hai kiến nghị còn lại đã chuyển Ủy ban "
        "nhân dân phường, dự kiến xong trong quý I."
    ),
}
_OF_A_PERSON = (
    "Giải trình việc vắng họp chi bộ ba kỳ trong năm: lý do, việc xin phép và biện pháp khắc phục.",
    "Làm rõ kết quả thực hiện nhiệm vụ được chi bộ phân công theo dõi tổ dân phố.",
)
_OF_THE_DISTRICT = ("Làm rõ trách nhiệm trong công tác kiểm tra, giám sát đảng viên năm 2021.",)
_ANSWERS: Mapping[str, str] = _OF_A_COLLECTIVE


def answers_to(reviews: list[Review]) -> dict[int, dict[int, str]]:
    """What the units answer to the points issued so far: review id → point id → text."""
    asked = ReviewHint.objects.filter(review__in=reviews).select_related("review")
    return {
        review.pk: {point.pk: _ANSWERS[point.text] for point in issued_points(review) if point.text in _ANSWERS}
        for review in {hint.review for hint in asked}
    }


@dataclass
class HintStory:
    """Plays the hints of one campaign, each on its day."""

    ground: Ground
    campaign: Campaign

    def answered(self, file_ids: list[int]) -> None:
        """Before people write: to the first committee of these cells, which answers with its report."""
        if review := self._first(file_ids, SubjectKind.COLLECTIVE):
            self._issue(review, tuple(_OF_A_COLLECTIVE), "41-CV/ĐU", date(2021, 12, 14), date(2021, 12, 22))

    def waiting(self, file_id: int) -> None:
        """While the cell writes: to its last member, who has not written yet."""
        if review := self._last_unwritten(file_id):
            self._issue(review, _OF_A_PERSON, "42-CV/ĐU", date(2021, 12, 27), date(2022, 1, 12))

    def from_the_district(self, file_ids: list[int]) -> None:
        """After the report was written: it becomes a draft again, and the day passes."""
        if review := self._first(file_ids, SubjectKind.COLLECTIVE) or self._first(file_ids, SubjectKind.MEMBER):
            on = date(2021, 12, 28)
            document = HintDocument("318-CV/QU", date(2021, 12, 24), "Ban Thường vụ Quận ủy")
            values = HintValues(_OF_THE_DISTRICT, date(2022, 1, 7))
            with clock.acting_on(on):
                hints.record_outside_hint(
                    by=self.ground.office,
                    review_id=review.pk,
                    issuer="district",
                    values=values,
                    document=document,
                    on=on,
                )

    def _issue(self, review: Review, points: tuple[str, ...], number: str, on: date, due_on: date) -> None:
        issuer, follower = self.ground.committee
        people = [person.pk for person in may_be_in_charge(self.ground.ward.pk, on)]
        in_charge = follower.member_id if follower.member_id in people else people[0]
        with clock.acting_on(on):
            values = HintValues(points, due_on, in_charge)
            hint = hints.draft_hint(by=self.ground.office, review_id=review.pk, values=values, on=on)
            hints.issue_hint(
                by=issuer,
                hint_id=hint.pk,
                document=HintDocument(number, on),
                in_charge_id=in_charge,
                due_on=due_on,
                revision=hint.revision,
                on=on,
            )

    def _first(self, file_ids: list[int], kind: SubjectKind) -> Review | None:
        return next((review for file_id in file_ids for review in self._owing(file_id, kind)), None)

    def _last_unwritten(self, file_id: int) -> Review | None:
        """Nobody of the committee: neither the one who issues nor the one in charge."""
        committee = {account.member_id for account in self.ground.committee}
        people = self._owing(file_id, SubjectKind.MEMBER)
        return next((one for one in reversed(people) if one.member_id not in committee and not _is_written(one)), None)

    def _owing(self, file_id: int, kind: SubjectKind) -> list[Review]:
        standing = Standings(self.campaign)
        reviews = Review.objects.filter(file=file_id, kind=kind).order_by("sort_key", "code")
        return [review for review in reviews if standing.no_review(kind, review.facts) is None]


def _is_written(review: Review) -> bool:
    return hasattr(review, "critique")
