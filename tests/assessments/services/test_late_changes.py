"""Changes after the opening: the ground and the year change together, on a document, and the list says so."""

from datetime import date

import pytest

from assessments.models import BallotCount, FactsVersion, Grading, LateChange, Meeting, Review
from assessments.selectors.critiques import critique_rows
from assessments.selectors.file_people import people_of
from assessments.services import late_changes, late_units
from assessments.services.late_changes import Former
from assessments.services.late_units import NewHead
from assessments.services.submissions import confirm_roster
from cells.models import JournalEntry, Member, Seat
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.late_scene import AFTER_GRADING, DAY, LateScene

pytestmark = pytest.mark.django_db
NEWCOMER = {"full_name": "Lê Thị Mới", "admitted_on": date(2001, 2, 3)}


@pytest.fixture
def scene():
    return LateScene()


def come(scene, **more):
    return scene.do(late_changes.transfer_in, cell_id=scene.first.pk, values=dict(NEWCOMER), **more)


# --- coming


def test_who_comes_is_in_the_list_of_the_cell_and_owes_a_critique(scene):
    change = come(scene)

    file = scene.file("KP01")
    assert "Lê Thị Mới" in [person.name for person in people_of(file, make.TODAY)]
    assert change.review_id in [row.review.pk for row in critique_rows(file) if row.bar is None]
    assert change.review.facts == {
        "code": change.review.code,
        "name": "Lê Thị Mới",
        "cell": "KP01",
        "status": "active",
        "disciplined": None,
        "admitted_on": "2001-02-03",
    }
    assert scene.dossier() == scene.fresh_dossier()


def test_the_change_names_paper_day_and_who_recorded_it(scene):
    change = come(scene)

    assert (change.kind, change.effective_on, change.document, change.document_date, change.by_name) == (
        "transfer_in",
        DAY,
        "15-QĐ/ĐU",
        date(2021, 12, 27),
        "Văn phòng",
    )
    entry = JournalEntry.objects.get(action="late_change.recorded")
    assert entry.reason == "15-QĐ/ĐU, 27/12/2021"


@pytest.mark.parametrize(("since", "required"), [(date(2021, 6, 28), True), (date(2021, 6, 29), False), (None, True)])
def test_six_months_at_the_old_place_need_its_comment(scene, since, required):
    change = come(scene, former=Former("Chi bộ Khu phố 7, Phường 12", since))

    assert change.after["former_cell"]["opinion_required"] is required


def test_somebody_who_had_left_comes_back_into_the_same_review(scene):
    gone = scene.people[3]
    scene.do(late_changes.transfer_out, member_id=gone.pk, day=date(2021, 12, 22))
    assert gone.code not in [row["code"] for row in scene.dossier()["members"]]

    change = scene.do(late_changes.transfer_in, member_id=gone.pk, cell_id=scene.second.pk)

    review = scene.review(gone)
    assert (change.review_id, review.left_on, review.file.code, review.facts["cell"]) == (
        review.pk,
        None,
        "KP02",
        "KP02",
    )
    assert scene.dossier() == scene.fresh_dossier()


def test_who_is_here_already_does_not_come(scene):
    with pytest.raises(Refused, match="đã ở trong phường"):
        scene.do(late_changes.transfer_in, member_id=scene.people[3].pk, cell_id=scene.second.pk)


def test_the_newly_admitted_owe_a_review_and_no_grade(scene):
    change = scene.do(late_changes.admission, cell_id=scene.first.pk, values={"full_name": "Lê Thị Mới"})

    assert change.review.facts["status"] == "probationary"
    assert change.review.facts["admitted_on"] == DAY.isoformat()
    [person] = [person for person in people_of(scene.file("KP01"), make.TODAY) if person.name == "Lê Thị Mới"]
    assert (person.no_review, person.no_grade is None) == (None, False)


def test_a_confirmed_list_is_confirmed_anew(scene):
    file = scene.file("KP01")
    confirm_roster(by=scene.secretary, file_id=file.pk, revision=file.revision, on=make.TODAY)

    come(scene)

    assert scene.file("KP01").roster_confirmed_at is None


# --- leaving


@pytest.mark.parametrize("deed", [late_changes.transfer_out, late_changes.death])
def test_who_leaves_is_out_of_the_dossier_and_owes_nothing_but_stays_readable(scene, deed):
    gone = scene.people[3]

    change = scene.do(deed, member_id=gone.pk)

    file = scene.file("KP01")
    assert gone.code not in [row["code"] for row in scene.dossier()["members"]]
    assert gone.pk not in [row.review.member_id for row in critique_rows(file)]
    assert scene.review(gone).left_on == DAY
    assert Member.objects.get(pk=gone.pk).left_on == DAY
    assert change.review == scene.review(gone)
    assert scene.dossier() == scene.fresh_dossier()


def test_who_leaves_ends_seats_headships_and_posts_that_day(scene):
    head = scene.people[0]
    seated = scene.people[1]

    scene.do(late_changes.transfer_out, member_id=head.pk)
    scene.do(late_changes.transfer_out, member_id=seated.pk)
    scene.do(late_changes.death, member_id=scene.others[1].pk)

    assert Seat.objects.get(member=seated).to_date == DAY
    assert scene.review("KP01").facts["heads"] == []
    assert not Review.objects.filter(kind="officer").exists()
    assert scene.dossier() == scene.fresh_dossier()


def test_a_seat_lost_between_the_dates_still_counts_on_the_review_date(scene):
    """Example 5 of the rules: three on the review date, two on the grading date: reviewed, not graded."""
    seated = scene.people[1]

    scene.do(late_changes.transfer_out, member_id=seated.pk)

    body = scene.review("UBND")
    assert [seat["to"] for seat in body.facts["seats"]] == [DAY.isoformat(), None, None]
    [row] = [row for row in scene.dossier()["members"] if row["code"] == seated.code]
    assert (row["status"], row["cell"]) == ("non_member", None)
    assert seated.pk not in [row.review.member_id for row in critique_rows(scene.file("KP01"))]
    assert scene.dossier() == scene.fresh_dossier()


def test_leaving_before_the_review_date_takes_the_seat_away_too(scene):
    seated = scene.people[1]

    scene.do(late_changes.transfer_out, member_id=seated.pk, day=date(2021, 12, 1))

    assert seated.code not in [row["code"] for row in scene.dossier()["members"]]
    assert len(scene.review("UBND").facts["seats"]) == 2
    assert scene.dossier() == scene.fresh_dossier()


def test_who_leaves_after_the_grading_date_stays_in_the_year(scene):
    gone, before = scene.people[1], scene.dossier()

    change = scene.do(late_changes.transfer_out, member_id=gone.pk, day=AFTER_GRADING)

    assert change.concerns_year is False
    assert Member.objects.get(pk=gone.pk).left_on == AFTER_GRADING
    assert scene.dossier() == before == scene.fresh_dossier()


# --- moving


def moved(scene, **more):
    return scene.do(late_changes.move, member_id=scene.people[3].pk, cell_id=scene.second.pk, **more)


def test_the_new_cell_grades_and_the_old_ballots_are_kept_with_the_change(scene):
    review = scene.review(scene.people[3])
    meeting = Meeting.objects.create(
        file=scene.file("KP01"),
        held_on=date(2021, 12, 18),
        called=4,
        present=4,
        voters_present=4,
        ballots_issued=4,
        ballots_collected=4,
        ballots_valid=4,
        saved_at=make.now(),
        saved_by="x",
    )
    BallotCount.objects.create(meeting=meeting, review=review, excellent=3, good=1)
    Grading.objects.create(review=review, step="cell", grade="excellent", by_name="x", at=make.now())

    change = moved(scene)

    assert change.before["ballots"] == {"excellent": 3, "good": 1, "fulfilled": 0, "unfulfilled": 0}
    assert change.before["grades"] == {"cell": "excellent"}
    assert scene.review(scene.people[3]).file.code == "KP02"
    assert not BallotCount.objects.filter(review=review).exists()
    [row] = [row for row in scene.dossier()["members"] if row["code"] == scene.people[3].code]
    assert (row["cell"], row["grade"], "excellent_ballots" in row) == ("KP02", None, False)
    assert scene.dossier() == scene.fresh_dossier()


def test_a_move_after_the_grading_date_leaves_the_year_where_it_was(scene):
    before = scene.dossier()

    change = moved(scene, day=AFTER_GRADING)

    assert change.concerns_year is False
    assert Member.objects.get(pk=scene.people[3].pk).cell_id == scene.second.pk
    assert scene.dossier() == before


# --- seats, heads, posts


def test_a_new_seat_counts_from_its_day(scene):
    change = scene.do(late_units.add_seat, collective_id=scene.ubnd.pk, member_id=scene.others[2].pk)

    seats = scene.review("UBND").facts["seats"]
    assert {"member": "B3", "from": DAY.isoformat(), "to": None} in seats
    assert (change.before["reviews"][0]["version"], change.after["reviews"][0]["version"]) == (1, 2)
    assert FactsVersion.objects.get(review=change.review, version=2).by_name == "Văn phòng"
    assert scene.dossier() == scene.fresh_dossier()


def test_a_seat_that_ends_after_the_grading_date_changes_nothing_of_the_year(scene):
    before = scene.dossier()

    scene.do(late_units.end_seat, seat_id=Seat.objects.get(member=scene.people[1]).pk, day=AFTER_GRADING)

    assert scene.dossier() == before == scene.fresh_dossier()


def test_a_new_head_binds_and_the_old_one_is_free(scene):
    scene.do(late_units.change_head, organization_id=scene.first.pk, new=NewHead(scene.people[1].pk))

    assert [head["member"] for head in scene.review("KP01").facts["heads"]] == ["A2"]
    assert (scene.review("A1").heads_something, scene.review("A2").heads_something) == (False, True)
    assert scene.dossier() == scene.fresh_dossier()


def test_a_unit_may_be_left_without_a_head(scene):
    scene.do(late_units.change_head, organization_id=scene.first.pk, new=None)

    assert scene.review("A1").heads_something is False
    assert scene.dossier() == scene.fresh_dossier()


def test_a_new_post_brings_a_review_and_an_ended_one_leaves(scene):
    added = scene.do(
        late_units.add_post,
        member_id=scene.people[2].pk,
        collective_id=scene.ubnd.pk,
        title="Chủ tịch",
        management_level="ward",
    )
    assert (added.review.kind, added.review.file.code) == ("officer", "UBND")
    assert scene.dossier() == scene.fresh_dossier()

    scene.do(late_units.end_post, post_id=scene.post.pk)

    assert [row["member"] for row in scene.dossier()["officers"]] == ["A3"]
    assert scene.dossier() == scene.fresh_dossier()


# --- standing


def test_an_exemption_is_listed_with_its_paper(scene):
    late_changes.set_standing(
        by=scene.secretary,
        member_id=scene.people[3].pk,
        status="exempt",
        from_date=DAY,
        to_date=None,
        source="QĐ 9-QĐ/ĐU",
        on=make.TODAY,
    )

    change = LateChange.objects.get()
    assert (change.kind, change.document, change.review.code) == ("exemption", "QĐ 9-QĐ/ĐU", "A4")
    assert change.after["reviews"][0]["facts"] == {"status": "exempt"}
    assert scene.dossier() == scene.fresh_dossier()


def test_a_standing_taken_back_is_listed_with_reason_and_document(scene):
    period = late_changes.set_standing(
        by=scene.office, member_id=scene.people[3].pk, status="exempt", from_date=DAY, to_date=None,
        source="QĐ 9-QĐ/ĐU", on=make.TODAY,
    )  # fmt: skip

    late_changes.withdraw_standing(by=scene.office, period_id=period.pk, reason="Nhầm người", on=make.TODAY)

    first, change = LateChange.objects.order_by("pk")
    assert (change.kind, change.document, change.note, change.effective_on) == (
        "other", "QĐ 9-QĐ/ĐU", "Nhầm người", DAY,
    )  # fmt: skip
    assert change.after["reviews"][0]["facts"] == {"status": "active"} == first.before["reviews"][0]["facts"]
    assert scene.dossier() == scene.fresh_dossier()


def test_a_standing_that_does_not_touch_the_year_is_not_listed(scene):
    late_changes.set_standing(
        by=scene.office,
        member_id=scene.people[3].pk,
        status="exempt",
        from_date=AFTER_GRADING,
        to_date=None,
        source="QĐ 9-QĐ/ĐU",
        on=make.TODAY,
    )

    assert not LateChange.objects.exists()


# --- what the rules make of it


def test_what_the_findings_make_of_it_is_kept_with_the_change(scene):
    for review in Review.objects.filter(kind="member", file__code="KP01"):
        Grading.objects.create(review=review, step="cell", grade="good", by_name="x", at=make.now())

    change = scene.do(late_units.change_head, organization_id=scene.first.pk, new=None)

    signs = {(sign, severity) for sign, severity, _subject, _message in change.after["findings"]}
    assert signs == {("gone", "violation")}  # the head was graded while the cell was not (F2)


# --- what changed elsewhere


def test_what_a_page_of_the_ground_changed_is_taken_over_on_a_document(scene):
    newcomer = make.make_member(scene.first, "Lê Thị Mới", code="C1")

    change = scene.do(late_changes.take_over, kind="transfer_in", key=("member", newcomer.pk))

    assert change.review.code == "C1"
    assert scene.dossier() == scene.fresh_dossier()


def test_nothing_to_take_over_is_said(scene):
    with pytest.raises(Refused, match="không còn gì"):
        scene.do(late_changes.take_over, kind="other", key=("member", scene.people[3].pk))
