"""What changed in the fictional ward after its year was opened: a member moves to another cell, a body gets a member.

Nobody leaves: the sample's own member list, imported again, still finds everybody where it says.
"""

from dataclasses import dataclass
from datetime import date

from assessments.models import Campaign, Review, ReviewFile
from assessments.sample.ground import Ground
from assessments.services import late_changes, late_units
from assessments.services.late_deed import Paper
from assessments.workflow import SubjectKind
from cells import clock
from cells.models import Collective, Member
from cells.vocabulary import CollectiveKind, MemberStatus


@dataclass
class LateStory:
    """Told by the office, each change on its paper."""

    ground: Ground
    campaign: Campaign

    def move(self, frm: ReviewFile, to: ReviewFile, on: date) -> None:
        """An ordinary member of one cell moves house; the other cell still writes."""
        mover = self._ordinary(frm)
        if mover is None:
            return
        paper = Paper(on, "Giấy giới thiệu sinh hoạt đảng số 41-GT/ĐU", on, "Chuyển nơi ở sang khu phố khác.")
        with clock.acting_on(on):
            late_changes.move(
                by=self.ground.office,
                campaign_id=self.campaign.pk,
                paper=paper,
                member_id=mover.member_id,
                cell_id=to.cell_id,
                since=date(2018, 6, 1),
                on=on,
            )

    def new_seat(self, frm: ReviewFile, on: date) -> None:
        """The People's Committee gets one more member."""
        body = Collective.objects.filter(ward=self.ground.ward, kind=CollectiveKind.PEOPLES_COMMITTEE).first()
        person = self._ordinary(frm)
        if body is None or person is None:
            return
        with clock.acting_on(on):
            late_units.add_seat(
                by=self.ground.office,
                campaign_id=self.campaign.pk,
                paper=Paper(on, "Quyết định số 2215/QĐ-UBND của UBND quận", on),
                collective_id=body.pk,
                member_id=person.member_id,
                title="Ủy viên",
                on=on,
            )

    def _ordinary(self, file: ReviewFile) -> Review | None:
        """The last by name who holds nothing: no seat, no post, no headship."""
        bound = Member.objects.filter(ward=self.ground.ward).exclude(seats=None, posts=None, headships=None)
        people = Review.objects.filter(campaign=self.campaign, file=file, kind=SubjectKind.MEMBER)
        people = people.filter(facts__status=MemberStatus.ACTIVE).exclude(member__in=bound)
        return people.order_by("-sort_key", "code").first()
