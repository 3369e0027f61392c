"""What comes after a decision in the fictional ward: an order, planning reviews; halfway, files laid aside and a draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments.models import Campaign, Grading, ReviewFile
from assessments.sample.file_story import FileStory
from assessments.sample.ground import Ground
from assessments.sample.targets import EXCELLENT, GOOD
from assessments.services import acceptance, orders, planning
from assessments.workflow import GradingStep, SubjectKind
from cells import clock

_WRONG_EXCELLENT = (
    "Ủy ban Kiểm tra Đảng ủy kết luận đồng chí chưa hoàn thành một nhiệm vụ được giao; không đủ điều kiện xếp loại hoàn thành "
    "xuất sắc nhiệm vụ."
)
_RETURN = "Báo cáo tập thể chưa liên hệ trách nhiệm người đứng đầu; đề nghị kiểm điểm bổ sung."
_SUMMARY = (
    "Các chi bộ đã rà soát quy hoạch sau khi có kết quả đánh giá, xếp loại; đề nghị Ban Chấp hành xem xét bổ sung và đưa ra khỏi "
    "quy hoạch theo danh sách kèm theo."
)
#: Of the cells (counted from 0): every third adds somebody, every fifth takes somebody out; the last has not filed.
_ADDS, _REMOVES = 3, 5


@dataclass
class RoundStory:
    """Plays orders, acceptance together and the planning of one campaign, each deed on its day."""

    ground: Ground
    campaign: Campaign

    def regrade(self, number: str, on: date) -> None:
        """A wrong excellent of a plain member, graded again by an order of the committee (rules G4)."""
        own = [account.member_id for account in self.ground.committee]
        grading = (
            Grading.objects.filter(
                review__campaign=self.campaign,
                review__kind=SubjectKind.MEMBER,
                review__heads_something=False,
                step=GradingStep.DECISION,
                current=True,
                grade=EXCELLENT,
            )
            .exclude(review__member_id__in=own)
            .order_by("review__code")
            .first()
        )
        if grading is None:
            return
        with clock.acting_on(on):
            order = orders.draft_order(
                by=self.ground.office,
                campaign_id=self.campaign.pk,
                kind="regrade",
                review_id=grading.review_id,
                values=orders.OrderValues(note=_WRONG_EXCELLENT, grade=GOOD),
                on=on,
            )
            orders.issue_order(
                by=self.ground.committee[0],
                order_id=order.pk,
                number=number,
                dated_on=on,
                revision=order.revision,
                seen=grading.pk,
                on=on,
            )

    def plan(self, stories: Iterable[FileStory], number: str, on: date) -> None:
        """The cells file their planning reviews, but the last; the office sums up and submits."""
        cells = [story for story in stories if story.file.cell_id]
        with clock.acting_on(on):
            for place, story in enumerate(cells[: max(1, len(cells) - 1)]):
                self._file(story, place, on)
            summary = planning.save_summary(
                by=self.ground.office, campaign_id=self.campaign.pk, text=_SUMMARY, revision=0, on=on
            )
            planning.submit_summary(
                by=self.ground.office,
                campaign_id=self.campaign.pk,
                number=number,
                dated_on=on,
                revision=summary.revision,
                on=on,
            )

    def _file(self, story: FileStory, place: int, on: date) -> None:
        names = [row.review.name for row in story.rows if row.review.kind == SubjectKind.MEMBER and row.bar is None]
        entries = [planning.PlanningEntry(name, "Cấp ủy chi bộ", "keep") for name in names[:2]]
        if place % _ADDS == 0:
            why = "Hoàn thành tốt nhiệm vụ, được chi bộ tín nhiệm."
            entries += [planning.PlanningEntry(name, "Phó Bí thư chi bộ", "add", why) for name in names[2:3]]
        if place % _REMOVES == 0:
            why = "Không còn đủ tuổi theo quy định."
            entries += [planning.PlanningEntry(name, "Chi ủy viên", "remove", why) for name in names[3:4]]
        kept = planning.save_planning(
            by=story.by,
            file_id=story.file.pk,
            entries=entries,
            text="Chi bộ đã rà soát quy hoạch sau khi có kết quả xếp loại.",
            revision=0,
            on=on,
        )
        planning.file_planning(by=story.by, file_id=story.file.pk, revision=kept.revision, on=on)

    def lay_aside(self, files: list[ReviewFile], on: date) -> None:
        """The office has read these and will accept them together."""
        with clock.acting_on(on):
            for file in files:
                acceptance.stage_file(by=self.ground.office, file_id=file.pk, staged=True, on=on)

    def draft_return(self, file: ReviewFile, due_on: date, on: date) -> None:
        """An order that waits for the committee to issue it."""
        with clock.acting_on(on):
            orders.draft_order(
                by=self.ground.office,
                campaign_id=self.campaign.pk,
                kind="return",
                file_id=file.pk,
                values=orders.OrderValues(
                    note=_RETURN, section_reasons=[{"section": "collectives", "text": _RETURN}], due_on=due_on
                ),
                on=on,
            )
