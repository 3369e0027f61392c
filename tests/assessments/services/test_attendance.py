"""Attendance by name: who is called and votes as of the day, counts from the names, the review of those who were absent."""

from datetime import date

import pytest

from assessments.models import Attendance, Review, ReviewFile
from assessments.selectors.attendance import people_on, roll_of
from assessments.selectors.facts import dossier_of
from assessments.selectors.meetings import meeting_of
from assessments.selectors.tallies import tally_of
from assessments.services.attendance import AttendanceValue, record_later_review, save_attendance
from assessments.services.meetings import ProposalRow, save_ballots_and_proposals
from assessments.services.submissions import submit_file
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry, Member, StatusPeriod
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.cell_scene import (
    MEETING_DAY,
    hold_meeting,
    make_complete,
    make_scene,
    take_attendance,
    vote_all,
)

pytestmark = pytest.mark.django_db
AN, BINH, DU, MOI = "Nguyễn Văn An", "Nguyễn Văn Bình", "Lê Văn Dự", "Lê Thị Mới"


@pytest.fixture
def scene():
    return make_scene()


def counts(scene):
    meeting = meeting_of(scene.file)
    return meeting.called, meeting.present, meeting.voters_present


def called(scene, day=MEETING_DAY):
    """Name → whether there is a vote, of those called."""
    return {one.member.full_name: one.votes for one in people_on(scene.file, day) if one.called}


def later(scene, name, day=date(2021, 12, 22), *, by=None, on=make.TODAY, note="", revision=None):
    return record_later_review(
        by=by or scene.secretary,
        file_id=scene.file.pk,
        member_id=Member.objects.get(full_name=name).pk,
        reviewed_on=day,
        note=note,
        revision=meeting_of(scene.file).revision if revision is None else revision,
        on=on,
    )


def send(scene):
    return submit_file(by=scene.secretary, file_id=scene.file.pk, on=make.TODAY)


def without(scene, name):
    """The row of one person emptied on the ballot sheet."""
    rows = [ProposalRow(scene.review(name).pk)]
    meeting = meeting_of(scene.file)
    save_ballots_and_proposals(
        by=scene.secretary, file_id=scene.file.pk, rows=rows, revision=meeting.revision, on=make.TODAY
    )


# --- who is called, who votes


def test_exempt_members_are_not_called_and_probationary_ones_do_not_vote(scene):
    assert called(scene) == {AN: True, BINH: True, "Nguyễn Văn Cường": True, DU: False, MOI: False}
    assert [(one.member.full_name, one.why) for one in people_on(scene.file, MEETING_DAY) if not one.called] == [
        ("Lê Thị Miễn", "Miễn công tác và sinh hoạt đảng")
    ]


@pytest.mark.parametrize(("official_on", "votes"), [(date(2021, 12, 18), True), (date(2021, 12, 19), False)])
def test_an_official_member_votes_from_the_day_of_becoming_one(scene, official_on, votes):
    Member.objects.filter(full_name=AN).update(official_on=official_on)

    assert called(scene)[AN] is votes


@pytest.mark.parametrize(
    ("from_date", "to_date", "is_called"),
    [
        (date(2021, 12, 19), None, True),
        (date(2021, 12, 18), None, False),
        (date(2021, 1, 1), date(2021, 12, 18), False),
        (date(2021, 1, 1), date(2021, 12, 17), True),
    ],
    ids=["begins the day after", "begins on the day", "ends on the day", "ended the day before"],
)
def test_a_suspension_counts_on_the_meetings_day(scene, from_date, to_date, is_called):
    member = Member.objects.get(full_name=AN)
    StatusPeriod.objects.create(member=member, status="suspended", from_date=from_date, to_date=to_date)

    assert (AN in called(scene)) is is_called


def test_a_standing_frozen_for_the_grading_date_is_not_taken_for_the_meetings_day(scene):
    review = scene.review(AN)
    StatusPeriod.objects.create(member=review.member, status="exempt", from_date=date(2022, 1, 1))
    Review.objects.filter(pk=review.pk).update(facts=review.facts | {"status": "exempt"})

    assert called(scene)[AN] is True


@pytest.mark.parametrize("field", ["admitted_on", "left_on"])
def test_who_was_no_member_on_the_day_is_not_called(scene, field):
    day = date(2021, 12, 19) if field == "admitted_on" else date(2021, 12, 18)
    Member.objects.filter(full_name=DU).update(**{field: day})

    assert DU not in called(scene)


def collective_file(scene, kind):
    people = [make.make_member(scene.file.cell, f"Võ Văn {name}") for name in ("Ba", "Tư", "Năm")]
    people.append(make.make_member(None, "Ngô Ngoài", ward=scene.campaign.ward))
    body = make.make_collective(scene.campaign.ward, people, "TTX", kind=kind)
    body.seats.filter(member=people[1]).update(to_date=date(2021, 12, 25))
    StatusPeriod.objects.create(member=people[0], status="committee_suspended", from_date=date(2021, 1, 1))
    make.make_open_campaign(scene.campaign.ward, year=2022)
    return ReviewFile.objects.select_related("campaign__ward", "collective").get(code="TTX")


@pytest.mark.parametrize(
    ("kind", "day", "names"),
    [
        ("peoples_committee", date(2021, 12, 24), {"Võ Văn Ba", "Võ Văn Tư", "Võ Văn Năm", "Ngô Ngoài"}),
        ("peoples_committee", date(2021, 12, 25), {"Võ Văn Ba", "Võ Văn Năm", "Ngô Ngoài"}),
        ("party_committee", date(2021, 12, 24), {"Võ Văn Tư", "Võ Văn Năm", "Ngô Ngoài"}),
    ],
)
def test_of_a_collective_those_in_their_seats_on_the_day_vote(scene, kind, day, names):
    people = people_on(collective_file(scene, kind), day)

    assert {one.member.full_name for one in people if one.called and one.votes} == names


# --- the names make the numbers


def test_the_counts_of_the_meeting_follow_from_the_names(scene):
    hold_meeting(scene, valid=2)
    take_attendance(scene, absent={BINH: "  công   tác ", MOI: ""})

    assert counts(scene) == (5, 3, 2)
    row = Attendance.objects.get(member__full_name=BINH)
    assert (row.present, row.votes, row.absent_reason) == (False, True, "công tác")
    assert roll_of(scene.file, meeting_of(scene.file)).is_recorded


def test_a_new_meeting_stands_as_if_all_had_come_until_the_names_are_taken(scene):
    hold_meeting(scene, called=None, present=None, voters_present=None)

    assert counts(scene) == (5, 5, 3)


def test_numbers_typed_before_there_were_names_stay_as_they_were(scene):
    hold_meeting(scene, called=6, present=4)

    hold_meeting(scene, revision=1, called=None, present=None, voters_present=None, place="Trụ sở")

    assert counts(scene) == (6, 4, 3)
    assert not Attendance.objects.exists()


def test_a_number_that_contradicts_the_names_is_refused(scene):
    hold_meeting(scene)
    take_attendance(scene)

    with pytest.raises(Refused) as refused:
        hold_meeting(scene, revision=2, called=5, present=4)

    assert [refusal.field for refusal in refused.value.refusals] == ["present"]
    assert counts(scene) == (5, 5, 3)


def test_more_ballots_than_voters_by_name_are_refused_with_the_way_to_mend(scene):
    hold_meeting(scene)

    with pytest.raises(Refused) as refused:
        take_attendance(scene, absent=(AN,))

    assert "2" in str(refused.value.refusals[0])
    assert not Attendance.objects.exists()
    hold_meeting(scene, valid=2, revision=1)
    take_attendance(scene, absent=(AN,))
    assert counts(scene) == (5, 4, 2)


def test_on_another_day_the_votes_are_looked_at_anew_and_who_is_called_then_is_asked_for(scene):
    Member.objects.filter(full_name=DU).update(admitted_on=date(2021, 12, 18))
    Member.objects.filter(full_name=AN).update(official_on=date(2021, 12, 18))
    hold_meeting(scene)
    take_attendance(scene)

    hold_meeting(scene, valid=2, revision=2, held_on=date(2021, 12, 17), called=None, present=None, voters_present=None)
    early = counts(scene)
    hold_meeting(scene, revision=3, called=None, present=None, voters_present=None)

    assert early == (4, 4, 2)
    assert counts(scene) == (5, 4, 3)
    assert not roll_of(scene.file, meeting_of(scene.file)).is_recorded


def test_the_list_must_be_of_those_called(scene):
    hold_meeting(scene)
    stranger = Member.objects.get(full_name="Phạm Văn Khác")
    for rows in ([], [AttendanceValue(stranger.pk, True)]):
        with pytest.raises(Refused):
            save_attendance(by=scene.secretary, file_id=scene.file.pk, rows=rows, revision=1, on=make.TODAY)

    assert not Attendance.objects.exists()


def test_without_a_meeting_nobody_is_called(scene):
    with pytest.raises(Refused):
        save_attendance(by=scene.secretary, file_id=scene.file.pk, rows=[], revision=0, on=make.TODAY)


def test_a_stale_list_is_not_overwritten(scene):
    hold_meeting(scene)
    take_attendance(scene, absent=(MOI,))

    with pytest.raises(StaleEdit):
        take_attendance(scene, revision=1)

    assert Attendance.objects.get(present=False).member.full_name == MOI


def test_only_the_own_side_and_the_office_take_attendance(scene):
    hold_meeting(scene)
    for account in (scene.other_secretary, scene.committee):
        with pytest.raises(NotPermitted):
            take_attendance(scene, by=account)
    take_attendance(scene, by=scene.office)

    assert Attendance.objects.count() == 5


def test_a_sent_file_keeps_its_attendance(scene):
    make_complete(scene)
    send(scene)

    with pytest.raises(Refused):
        take_attendance(scene, absent=(MOI,))


def test_the_journal_holds_counts_and_no_names(scene):
    hold_meeting(scene, valid=2)
    take_attendance(scene, absent={BINH: "ốm"})
    later(scene, BINH, note="tại nhà")

    entries = JournalEntry.objects.filter(action__startswith="attendance.").order_by("pk")
    assert [(one.before, one.after) for one in entries] == [
        ({"called": 4, "present": 4, "voters_present": 2}, {"called": 5, "present": 4, "voters_present": 2}),
        ({"to_review": 1}, {"to_review": 0}),
    ]
    assert not any(word in f"{one.__dict__}" for one in entries for word in ("Bình", "ốm", "tại nhà"))


# --- absent: the review first, the grade afterwards


@pytest.fixture
def absent(scene):
    make_complete(scene)
    hold_meeting(scene, valid=0, revision=3, called=None, present=None, voters_present=None)
    take_attendance(scene, absent={AN: "ốm"})
    hold_meeting(scene, valid=2, revision=5, called=None, present=None)
    vote_all(scene, (0, 2, 0, 0))
    return scene


def test_a_grade_before_the_review_stops_the_sending_and_says_how_to_mend_it(absent):
    with pytest.raises(Refused) as refused:
        send(absent)

    (refusal,) = refused.value.refusals
    assert (refusal.field, refusal.citation) == ("missing_attendance", "HD 21")
    assert absent.reload().stage == "collecting"


def test_with_the_later_review_recorded_the_file_is_sent(absent):
    later(absent, AN, note="Chi ủy, tại trụ sở")

    assert send(absent).stage == "submitted"
    row = Attendance.objects.get(member__full_name=AN)
    assert (row.reviewed_later_on, row.reviewed_later_note, row.reviewed_later_by) == (
        date(2021, 12, 22), "Chi ủy, tại trụ sở", "Bí thư Một",
    )  # fmt: skip


def test_with_the_row_empty_the_file_is_sent_without_the_absent(absent):
    without(absent, AN)

    assert send(absent).stage == "submitted"


def test_who_was_present_may_not_be_left_out(absent):
    without(absent, BINH)
    later(absent, AN)

    with pytest.raises(Refused) as refused:
        send(absent)

    assert {refusal.field for refusal in refused.value.refusals} == {"missing_ballots"}


@pytest.mark.parametrize("day", [date(2021, 12, 17), date(2022, 1, 11)], ids=["before the meeting", "in the future"])
def test_a_later_review_lies_between_the_meeting_and_today(absent, day):
    with pytest.raises(Refused) as refused:
        later(absent, AN, day)

    assert refused.value.refusals[0].field == f"later_{absent.review(AN).member_id}_on"


@pytest.mark.parametrize("name", [BINH, "Phạm Văn Khác"])
def test_only_an_absent_person_is_reviewed_later(absent, name):
    with pytest.raises(Refused):
        later(absent, name)


def test_a_later_review_is_taken_back_and_falls_away_with_the_absence(absent):
    later(absent, AN)
    later(absent, AN, None)
    assert Attendance.objects.get(member__full_name=AN).awaits_review

    later(absent, AN)
    take_attendance(absent)
    row = Attendance.objects.get(member__full_name=AN)
    assert (row.present, row.absent_reason, row.reviewed_later_on, row.reviewed_later_by) == (True, "", None, "")


def test_after_the_sending_the_review_is_still_recorded_once(absent):
    without(absent, AN)
    send(absent)

    later(absent, AN, by=absent.office)

    with pytest.raises(Refused):
        later(absent, AN, None)
    assert Attendance.objects.get(member__full_name=AN).reviewed_later_by == "Văn phòng"


def test_after_the_release_nothing_is_recorded(absent):
    ReviewFile.objects.filter(pk=absent.file.pk).update(stage=Stage.RELEASED)

    with pytest.raises(Refused):
        later(absent, AN)


@pytest.mark.parametrize("who", ["other_secretary", "committee"])
def test_only_the_own_side_and_the_office_record_it(absent, who):
    with pytest.raises(NotPermitted):
        later(absent, AN, by=getattr(absent, who))


def test_a_stale_later_review_is_not_written(absent):
    with pytest.raises(StaleEdit):
        later(absent, AN, revision=1)


def test_the_report_counts_the_absent_as_not_reviewed_until_they_are(absent):
    before = tally_of(absent.campaign, make.TODAY)
    later(absent, AN)
    after = tally_of(absent.campaign, make.TODAY)

    [told] = [one for one in before.unreviewed if one.person.name == AN]
    assert (told.absent, told.reason) == (True, "ốm")
    assert AN not in [one.person.name for one in after.unreviewed]
    assert after.member_reviews.reviewed == before.member_reviews.reviewed + 1


def test_the_dossier_says_reviewed_of_collectives_alone_and_reads_as_before(absent):
    (body,) = dossier_of(absent.campaign).collectives

    assert body.reviewed is True
