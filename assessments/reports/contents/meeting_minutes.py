"""Minutes of the meeting of a cell or collective (biên bản). No official form is known: what is usual is time, place, who
was there and who was not, each subject's review, the result of the vote, chair and clerk."""

from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Attendance, Meeting, ReviewFile
from assessments.reports.contents.blocks import NOTHING, Part, Table, numbered, paragraphs_of, simple_heads
from assessments.reports.contents.party_document import OPEN_LINE, OPEN_NUMBER, Letterhead, long_date
from assessments.reports.contents.unit_head import unit_symbol
from assessments.rules import Grade
from assessments.selectors.meetings import SheetRow, meeting_of, sheet_of, threshold_words
from assessments.workflow import SubjectKind


@dataclass(frozen=True, slots=True)
class MinutesSignature:
    """The clerk signs left, the chair right. A cell has no seal."""

    clerk_title: str
    clerk: str
    chair_title: str
    chair: str


@dataclass(frozen=True, slots=True)
class MeetingMinutes:
    """Everything the minutes print. `draft` is never set: minutes are no decision."""

    letterhead: Letterhead
    parts: tuple[Part, ...]
    closing: str
    signature: MinutesSignature
    draft: bool
    dated_on: str


def is_held(file: ReviewFile) -> bool:
    """Minutes wait for the meeting. One query."""
    return Meeting.objects.filter(file=file).exists()


def meeting_minutes(file: ReviewFile) -> MeetingMinutes:
    """Read the meeting and write its minutes; a fixed number of queries. The meeting must have been recorded."""
    meeting = meeting_of(file)
    rows = sheet_of(file, meeting)
    names = list(Attendance.objects.filter(meeting=meeting).select_related("member"))
    names.sort(key=lambda row: (row.member.sort_key, row.member.code))
    return MeetingMinutes(
        letterhead=_letterhead(file, meeting),
        parts=(
            _who_was_there(meeting, names),
            Part(_("II. DISCUSSION"), paragraphs_of(meeting.minutes), parts=_subjects(meeting, rows)),
            _vote(file, meeting, rows),
        ),
        closing=_closing(meeting),
        signature=MinutesSignature(
            pgettext("minutes", "CLERK OF THE MEETING"), meeting.clerk, pgettext("minutes", "CHAIR"), meeting.chair
        ),
        draft=False,
        dated_on=meeting.held_on.isoformat(),
    )


def _letterhead(file: ReviewFile, meeting: Meeting) -> Letterhead:
    profile = file.campaign.ward.profile
    return Letterhead(
        superior=profile.committee_name.upper(),
        committee=file.name.upper(),
        number=_("No. %(number)s") % {"number": f"{OPEN_NUMBER}-BB{unit_symbol(file, profile)}"},
        place_and_date=f"{profile.place}, {long_date(meeting.held_on)}",
        kind=pgettext("paper", "MINUTES"),
        subject=_("of the meeting of %(unit)s on the review and grading of the year %(year)s")
        % {"unit": file.name, "year": file.campaign.year},
        addressee="",
    )


def _who_was_there(meeting: Meeting, names: list[Attendance]) -> Part:
    day = long_date(meeting.held_on)
    began = _clock(meeting.began_at)
    lines = [
        _("Time: from %(began)s, %(day)s.") % {"began": began, "day": day}
        if began
        else _("Time: %(day)s.") % {"day": day},
        _("Place: %(place)s.") % {"place": meeting.place or OPEN_LINE},
        _("Chair: %(chair)s. Clerk: %(clerk)s.")
        % {"chair": meeting.chair or OPEN_LINE, "clerk": meeting.clerk or OPEN_LINE},
        _("Called: %(called)s; present: %(present)s, of these %(voters)s with a vote; absent: %(absent)s.")
        % {
            "called": meeting.called,
            "present": meeting.present,
            "voters": meeting.voters_present,
            "absent": meeting.called - meeting.present,
        },
    ]
    there = [_present(row) for row in names if row.present]
    if there:
        lines.append(_("Present: %(names)s.") % {"names": ", ".join(there)})
    if guests := [line.strip(" .;,") for line in meeting.guests.splitlines() if line.strip(" .;,")]:
        lines.append(_("Guests, without a vote: %(names)s.") % {"names": "; ".join(guests)})
    tables = (_absent_table([row for row in names if not row.present]),) if names else ()
    return Part(_("I. TIME, PLACE, WHO WAS THERE"), tuple(lines), tables)


def _present(row: Attendance) -> str:
    return row.member.full_name if row.votes else _("%(name)s (no vote)") % {"name": row.member.full_name}


def _absent_table(absent: list[Attendance]) -> Table:
    return Table(
        caption=_("Absent"),
        heads=simple_heads(
            pgettext("paper", "No"),
            pgettext("paper", "Full name"),
            pgettext("paper", "Reason"),
            _("Reviewed after the meeting"),
        ),
        rows=numbered((row.member.full_name, row.absent_reason or NOTHING, _later(row)) for row in absent),
        layout="absent",
        words=(1, 2, 3),
        empty=_("nobody."),
    )


def _later(row: Attendance) -> str:
    if row.reviewed_later_on is None:
        return _("not yet")
    day = f"{row.reviewed_later_on:%d/%m/%Y}"
    return f"{day}: {row.reviewed_later_note}" if row.reviewed_later_note else day


def _subjects(meeting: Meeting, rows: list[SheetRow]) -> tuple[Part, ...]:
    parts = []
    for number, row in enumerate(rows, start=1):
        said = paragraphs_of(meeting.notes.get(str(row.review.pk), ""))
        parts.append(Part(f"{number}. {named_subject(row)}", (*_facts_of(row), *said)))
    return tuple(parts)


def named_subject(row: SheetRow) -> str:
    """A subject as papers of the meeting name it: an officer with the post."""
    title = row.review.facts.get("title", "") if row.review.kind == SubjectKind.OFFICER else ""
    return f"{row.review.name} – {title}" if title else row.review.name


def _facts_of(row: SheetRow) -> list[str]:
    """What the meeting settled about one subject, in sentences."""
    lines = []
    if row.self_grade:
        lines.append(_("Proposed for oneself: “%(grade)s”.") % {"grade": Grade(row.self_grade).vi})
    if row.bar:
        lines.append(_("No grade: %(why)s (%(clause)s).") % {"why": row.bar.words, "clause": row.bar.citation})
    elif row.awaits_review:
        lines.append(_("Absent and not reviewed yet; the grade follows after the review."))
    elif row.grade:
        lines.append(_("The meeting proposes: “%(grade)s”.") % {"grade": Grade(row.grade).vi})
    if row.reason:
        lines.append(_("Why not as the ballots say: %(reason)s") % {"reason": row.reason})
    return lines


def _vote(file: ReviewFile, meeting: Meeting, rows: list[SheetRow]) -> Part:
    lines = [
        _("Ballots issued: %(issued)s; collected: %(collected)s; valid: %(valid)s; not valid: %(invalid)s.")
        % {
            "issued": meeting.ballots_issued,
            "collected": meeting.ballots_collected,
            "valid": meeting.ballots_valid,
            "invalid": meeting.ballots_collected - meeting.ballots_valid,
        },
        _("A grade is proposed for which, with those for better grades, there are %(threshold)s.")
        % {"threshold": threshold_words(file)},
    ]
    if not meeting.tallies_told:
        lines.append(_("Few ballots: the grade they carry is told, not their numbers."))
    counted = [row for row in rows if row.counts]
    return Part(
        _("III. RESULT OF THE VOTE"),
        tuple(lines),
        (_vote_table(counted) if meeting.tallies_told else carried_table(counted),),
    )


def _vote_table(rows: list[SheetRow]) -> Table:
    grades = [grade.vi for grade in Grade]
    return Table(
        caption=_("Ballots for each grade"),
        heads=simple_heads(pgettext("paper", "No"), _("Subject of the vote"), *grades, _("Carried")),
        rows=numbered((named_subject(row), *map(str, row.counts), _carried(row)) for row in rows),
        layout="vote",
        words=(1,),
        empty=_("no ballots have been counted."),
    )


def carried_table(rows: list[SheetRow]) -> Table:
    """What few ballots carry, without their numbers (docs/decisions/0007)."""
    return Table(
        caption=_("Grades carried by the ballots"),
        heads=simple_heads(pgettext("paper", "No"), _("Subject of the vote"), _("Carried")),
        rows=numbered((named_subject(row), _carried(row)) for row in rows),
        layout="carried",
        words=(1,),
        empty=_("no ballots have been counted."),
    )


def _carried(row: SheetRow) -> str:
    return Grade(row.carried).vi if row.carried else NOTHING


def _closing(meeting: Meeting) -> str:
    if ended := _clock(meeting.ended_at):
        return _("The meeting ended at %(ended)s on the same day./.") % {"ended": ended}
    return _("The meeting ended on the same day./.")


def _clock(moment: time | None) -> str:
    return _("%(hours)s hours %(minutes)s") % {"hours": f"{moment:%H}", "minutes": f"{moment:%M}"} if moment else ""
