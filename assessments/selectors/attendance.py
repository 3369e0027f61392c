"""Who is called to a meeting, who of them has a vote on its day, who was there, whose review is still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from assessments.models import Attendance, Campaign, Meeting, Review, ReviewFile
from assessments.selectors.standings import collective_of
from assessments.workflow import SubjectKind
from cells.models import Member, StatusPeriod
from cells.models.member import here_on
from cells.vocabulary import CollectiveKind, MemberStatus

#: Who votes is ruled by the Party's Charter, Article 3: official members; probationary members have no vote.
VOTE_CITATION = "Điều lệ Đảng, Điều 3"
#: Absent from the meeting: the review comes first, the grade as soon as possible afterwards.
ABSENT_CITATION = "HD 21"
_PARTY_BODIES = frozenset(
    {CollectiveKind.CELL_COMMITTEE, CollectiveKind.PARTY_COMMITTEE, CollectiveKind.STANDING_COMMITTEE}
)
_NOT_CALLED = frozenset({MemberStatus.EXEMPT, MemberStatus.SUSPENDED})
_HELD_BACK = _NOT_CALLED | {MemberStatus.COMMITTEE_SUSPENDED}


@dataclass(frozen=True, slots=True)
class Called:
    """One person of the unit on the meeting's day. `called` false: no place in this meeting; `why` in words: why not, or
    why without a vote."""

    member: Member
    called: bool
    votes: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A person called, and what is recorded of him or her; `record` None: nothing yet."""

    person: Called
    record: Attendance | None

    @property
    def awaits_review(self) -> bool:
        return self.record is not None and self.record.awaits_review


@dataclass(frozen=True, slots=True)
class Roll:
    """Those called in given-name order, and those of the unit who are not."""

    rows: tuple[AttendanceRow, ...]
    not_called: tuple[Called, ...]

    @property
    def is_recorded(self) -> bool:
        """Everybody called has a row."""
        return bool(self.rows) and all(row.record for row in self.rows)

    @property
    def member_ids(self) -> set[int]:
        """Everybody of the unit, called or not."""
        return {one.member.pk for one in (*(row.person for row in self.rows), *self.not_called)}

    @property
    def voters(self) -> int:
        return sum(row.person.votes for row in self.rows)

    @property
    def awaiting(self) -> list[AttendanceRow]:
        return [row for row in self.rows if row.awaits_review]


def roll_of(file: ReviewFile, meeting: Meeting | None, day: date | None = None) -> Roll:
    """The roll on the meeting's day (`day`: another one; without a meeting the review date). Four queries."""
    day = day or (meeting.held_on if meeting else file.campaign.review_date)
    recorded = {row.member_id: row for row in Attendance.objects.filter(meeting=meeting)} if meeting else {}
    people = people_on(file, day)
    rows = tuple(AttendanceRow(one, recorded.get(one.member.pk)) for one in people if one.called)
    return Roll(rows, tuple(one for one in people if not one.called))


def people_on(file: ReviewFile, day: date) -> list[Called]:
    """Everybody of the unit on that day, in given-name order: of a cell its members, of a collective who sits in it.

    As of the day: somebody who became an official member later has no vote yet. Three queries.
    """
    if file.collective_id:
        return _sitting(file, day)
    frozen = {
        review.member: review.facts["status"]
        for review in Review.everyone.filter(here_on(day), file=file, kind=SubjectKind.MEMBER).select_related("member")
    }
    standing = statuses_on(frozen, day)
    return [_member(member, standing[member.pk], day) for member in _in_order(frozen)]


def statuses_on(frozen: dict[Member, str], day: date) -> dict[int, MemberStatus]:
    """Member id → standing on that day. frozen: the standing in the campaign's facts, which are those of the grading date.

    A period of standing that covers the day decides; a standing that only begins later, or had ended, leaves an ordinary
    member. Whoever became an official member after the day was probationary on it. One query.
    """
    periods: dict[int, list[StatusPeriod]] = {}
    for period in StatusPeriod.objects.filter(member__in=frozen).order_by(F("from_date").asc(nulls_first=True), "pk"):
        periods.setdefault(period.member_id, []).append(period)
    return {member.pk: _status(member, status, periods.get(member.pk, []), day) for member, status in frozen.items()}


def _status(member: Member, frozen: str, periods: list[StatusPeriod], day: date) -> MemberStatus:
    covering = [one for one in periods if _covers(one, day)]
    status = MemberStatus(covering[-1].status if covering else frozen)
    if not covering and status in {one.status for one in periods}:
        status = MemberStatus.ACTIVE
    if status == MemberStatus.ACTIVE and member.official_on and member.official_on > day:
        return MemberStatus.PROBATIONARY
    return status


def _covers(period: StatusPeriod, day: date) -> bool:
    return (period.from_date is None or period.from_date <= day) and (period.to_date is None or period.to_date >= day)


def _member(member: Member, status: MemberStatus, day: date) -> Called:
    if member.admitted_on and member.admitted_on > day:
        return Called(member, False, False, _("admitted after the meeting"))
    if member.left_on and member.left_on <= day:
        return Called(member, False, False, _("had left before the meeting"))
    if status in _NOT_CALLED:
        return Called(member, False, False, str(status.label))
    if status == MemberStatus.PROBATIONARY:
        return Called(member, True, False, str(status.label))
    return Called(member, True, True)


def _sitting(file: ReviewFile, day: date) -> list[Called]:
    """Who sits in it has a vote, inside the Party or not; in a Party body nobody whose standing there is suspended."""
    body = collective_of(
        Review.objects.get(file=file, kind=SubjectKind.COLLECTIVE, collective=file.collective_id).facts
    )
    members = Member.objects.filter(ward=file.campaign.ward_id, code__in=body.sitting_on(day))
    standing = statuses_on({member: member.status for member in members}, day)
    held_back = _HELD_BACK if body.kind.value in _PARTY_BODIES else frozenset()
    return [
        Called(member, False, False, str(standing[member.pk].label))
        if standing[member.pk] in held_back
        else Called(member, True, True)
        for member in _in_order(members)
    ]


def _in_order(members: Iterable[Member]) -> list[Member]:
    return sorted(members, key=lambda member: (member.sort_key, member.code))


def awaiting_review(files: Iterable[int]) -> set[tuple[int, int]]:
    """(file id, member id) of those who were absent and have not been reviewed since. One query."""
    rows = Attendance.objects.filter(meeting__file__in=files, present=False, reviewed_later_on__isnull=True)
    return set(rows.values_list("meeting__file_id", "member_id"))


def not_reviewed_yet(campaign: Campaign) -> dict[str, str]:
    """Members absent from their cell's meeting and not reviewed since: their review is not done, whatever they wrote
    (form 6F: chưa kiểm điểm). Code → why they were absent, as recorded; may be blank. One query."""
    rows = Attendance.objects.filter(
        meeting__file__campaign=campaign,
        meeting__file__cell__isnull=False,
        present=False,
        reviewed_later_on__isnull=True,
    )
    return dict(rows.order_by("member__code").values_list("member__code", "absent_reason"))
