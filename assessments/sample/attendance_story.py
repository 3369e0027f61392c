"""Who came to a meeting of the sample, by name: a few are absent, and are reviewed a few days later."""

from datetime import date, timedelta
from random import Random

from assessments.models import Meeting, ReviewFile
from assessments.selectors.attendance import Called, people_on
from assessments.services import attendance
from cells.models import Account

_AWAY = ("công tác", "ốm", "việc riêng", "chăm người thân ốm")
_GUESTS = "Đồng chí được Đảng ủy phường phân công phụ trách, dự và theo dõi cuộc họp"


class AttendanceStory:
    """One meeting's names. `away`: how many stay away; never one of those who lead it."""

    def __init__(self, file: ReviewFile, held_on: date, away: int, leading: set[str]) -> None:
        self.file, self.held_on = file, held_on
        self.called: list[Called] = [one for one in people_on(file, held_on) if one.called]
        ordinary = [one.member.pk for one in self.called if one.member.full_name not in leading]
        chance = Random(f"{file.campaign.year} {file.code}")
        self.absent = {pk: chance.choice(_AWAY) for pk in chance.sample(ordinary, min(away, len(ordinary)))}

    @property
    def voting(self) -> int:
        return sum(one.votes and one.member.pk not in self.absent for one in self.called)

    def tell(self, by: Account, meeting: Meeting, on: date) -> Meeting:
        """Record the names, then the later review of each who was absent, so that the grade may be proposed."""
        rows = [
            attendance.AttendanceValue(
                one.member.pk, one.member.pk not in self.absent, self.absent.get(one.member.pk, "")
            )
            for one in self.called
        ]
        meeting = attendance.save_attendance(
            by=by, file_id=self.file.pk, rows=rows, guests=_GUESTS, revision=meeting.revision, on=on
        )
        for pk in sorted(self.absent):
            meeting = attendance.record_later_review(
                by=by,
                file_id=self.file.pk,
                member_id=pk,
                reviewed_on=min(self.held_on + timedelta(days=3), on),
                note="Kiểm điểm trước chi ủy" if self.file.cell_id else "Kiểm điểm trước tập thể",
                revision=meeting.revision,
                on=on,
            )
        return meeting
