"""One cell with its committee, beside a stranger's cell: what the tests of the cell's side stand on."""

from dataclasses import dataclass
from datetime import date

from assessments.models import Campaign, Review, ReviewFile
from assessments.review_forms import SPECIAL_TOPICS_2021
from assessments.selectors.attendance import people_on
from assessments.selectors.critiques import critique_rows, form_of
from assessments.selectors.meetings import meeting_of, sheet_of
from assessments.services import attendance, meetings, self_critiques, submissions
from cells.models import Account
from tests import factories as make
from tests.told_once import go_on, told_once

MEETING_DAY = date(2021, 12, 18)


@dataclass
class Scene:
    campaign: Campaign
    file: ReviewFile
    other_file: ReviewFile
    secretary: Account
    other_secretary: Account
    office: Account
    committee: Account

    def review(self, name: str) -> Review:
        return Review.objects.get(campaign=self.campaign, name=name, kind__in=("member", "collective", "cell"))

    def reload(self) -> ReviewFile:
        self.file = ReviewFile.objects.select_related("campaign__ward", "cell", "collective").get(pk=self.file.pk)
        return self.file


def make_scene(members: int = 4, **campaign) -> Scene:
    """Cell KP01: Bình, An, Cường … (official), Dự probationary, Miễn exempt; three of them form the cell committee."""
    return told_once(("scene", members, repr(sorted(campaign.items()))), lambda: _make_scene(members, **campaign))


def _make_scene(members: int, **campaign) -> Scene:
    ward = make.make_ward()
    cell, other = make.make_cell(ward, "KP01", "Chi bộ Khu phố 1"), make.make_cell(ward, "KP02", "Chi bộ Khu phố 2")
    given = ("Bình", "An", "Cường")
    people = [make.make_member(cell, f"Nguyễn Văn {name}") for name in given]
    people += [make.make_member(cell, f"Trần Thị Người {number}") for number in range(members - 4)]
    make.make_member(cell, "Lê Văn Dự", status="probationary", admitted_on=date(2021, 2, 3), official_on=None)
    make.make_member(cell, "Lê Thị Miễn", status="exempt")
    make.make_member(cell, "Lê Thị Mới", admitted_on=date(2021, 11, 3), status="probationary", official_on=None)
    make.make_collective(cell, people[:3], "CU01", name="Chi ủy Khu phố 1")
    make.make_member(other, "Phạm Văn Khác")
    opened = make.make_open_campaign(ward, special_topics=[dict(topic) for topic in SPECIAL_TOPICS_2021], **campaign)
    files = ReviewFile.objects.filter(campaign=opened).select_related("campaign__ward", "cell", "collective")
    return Scene(
        campaign=opened,
        file=files.get(code="KP01"),
        other_file=files.get(code="KP02"),
        secretary=make.make_account("bithu1", "secretary", cell, display_name="Bí thư Một"),
        other_secretary=make.make_account("bithu2", "secretary", other, display_name="Bí thư Hai"),
        office=make.make_account("vanphong", "office", ward, display_name="Văn phòng"),
        committee=make.make_account("thuongvu", "committee", ward),
    )


def full_values(review: Review, say: str = "") -> self_critiques.CritiqueValues:
    """A complete critique; every section tells of its own writer and section, so that no two are the same."""
    form = form_of(review, None)
    texts = {
        section.key: f"{say or review.code} đã thực hiện nội dung mục {section.number} đầy đủ trong năm và tự nhận thấy"
        f" còn việc phải làm tốt hơn nữa {section.key}"
        for section in form.sections
    }
    return self_critiques.CritiqueValues(texts, {section.key: "good" for section in form.rated}, "good")


def submit_all(scene: Scene) -> None:
    """Every critique that is owed in the file."""
    for row in critique_rows(scene.file):
        if row.bar is None:
            self_critiques.submit_critique(
                by=scene.secretary, review_id=row.review.pk, values=full_values(row.review), revision=0, on=make.TODAY
            )


def hold_meeting(scene: Scene, valid: int = 3, revision: int = 0, **values):
    wanted = {
        "held_on": MEETING_DAY,
        "called": 4,
        "present": 4,
        "voters_present": valid,
        "ballots_issued": valid,
        "ballots_collected": valid,
        "ballots_valid": valid,
        **values,
    }
    return meetings.save_meeting(
        by=scene.secretary,
        file_id=scene.file.pk,
        values=meetings.MeetingValues(**wanted),
        revision=revision,
        on=make.TODAY,
    )


def take_attendance(
    scene: Scene, absent: dict[str, str] | tuple[str, ...] = (), guests: str = "", by=None, revision=None
):
    """Everybody called was there but those named in `absent` (name → reason)."""
    meeting = meeting_of(scene.file)
    reasons = absent if isinstance(absent, dict) else dict.fromkeys(absent, "")
    people = [one.member for one in people_on(scene.file, meeting.held_on) if one.called]
    return attendance.save_attendance(
        by=by or scene.secretary,
        file_id=scene.file.pk,
        rows=[
            attendance.AttendanceValue(one.pk, one.full_name not in reasons, reasons.get(one.full_name, ""))
            for one in people
        ],
        guests=guests,
        revision=meeting.revision if revision is None else revision,
        on=make.TODAY,
    )


def vote_all(scene: Scene, counts=(0, 3, 0, 0)):
    """The same ballots for every row that is due a grade."""
    meeting = meeting_of(scene.file)
    rows = [meetings.ProposalRow(row.review.pk, counts) for row in sheet_of(scene.file, meeting) if row.bar is None]
    return meetings.save_ballots_and_proposals(
        by=scene.secretary, file_id=scene.file.pk, rows=rows, revision=meeting.revision, on=make.TODAY
    )


def make_complete(scene: Scene) -> None:
    """Everything a file needs before it can be sent."""
    go_on(scene, "complete", lambda: _make_complete(scene))


def _make_complete(scene: Scene) -> None:
    submissions.confirm_roster(
        by=scene.secretary, file_id=scene.file.pk, revision=scene.reload().revision, on=make.TODAY
    )
    submit_all(scene)
    hold_meeting(scene)
    take_attendance(scene)
    vote_all(scene)
