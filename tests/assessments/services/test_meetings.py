"""The meeting's sums hold, ballots add up, proposals follow or say why; all rows or nothing."""

from datetime import date

import pytest

from assessments.models import BallotCount, Grading, Meeting, ReviewFile
from assessments.selectors.meetings import gauge_of, meeting_of, sheet_of, voters_of
from assessments.services.meetings import ProposalRow, save_ballots_and_proposals
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.cell_scene import MEETING_DAY, hold_meeting, make_scene, vote_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def save_rows(scene, *rows, revision=1, by=None):
    return save_ballots_and_proposals(
        by=by or scene.secretary, file_id=scene.file.pk, rows=rows, revision=revision, on=make.TODAY
    )


def row(scene, name, counts=None, grade="", reason=""):
    return ProposalRow(scene.review(name).pk, counts, grade, reason)


def proposals(scene):
    return {
        grading.review.name: (grading.grade, grading.reason)
        for grading in Grading.objects.filter(step="cell", current=True).select_related("review")
    }


def test_probationary_and_exempt_members_do_not_vote(scene):
    assert voters_of(scene.file, MEETING_DAY) == (6, 3)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"held_on": date(2022, 1, 11)}, "held_on"),
        ({"held_on": date(2020, 12, 31)}, "held_on"),
        ({"called": 7}, "called"),
        ({"present": 5}, "present"),
        ({"valid": 4}, "voters_present"),
        ({"voters_present": 2}, "ballots_issued"),
        ({"ballots_collected": 4}, "ballots_collected"),
        ({"ballots_collected": 2}, "ballots_valid"),
    ],
    ids=["in the future", "before the year", "more than there are", "more than called", "more than may vote",
         "more ballots than voters", "more back than out", "more valid than collected"],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused_at_their_field(scene, values, field):
    with pytest.raises(Refused) as refused:
        hold_meeting(scene, **values)

    assert [refusal.field for refusal in refused.value.refusals] == [field]
    assert Meeting.objects.count() == 0


def test_a_stale_meeting_is_not_overwritten(scene):
    hold_meeting(scene)

    with pytest.raises(StaleEdit):
        hold_meeting(scene, place="chỗ khác")

    assert meeting_of(scene.file).place == ""


def test_the_proposal_follows_the_ballots(scene):
    hold_meeting(scene)

    save_rows(scene, row(scene, "Nguyễn Văn An", (2, 1, 0, 0)), row(scene, "Nguyễn Văn Bình", (1, 1, 1, 0)))

    assert proposals(scene) == {"Nguyễn Văn An": ("excellent", ""), "Nguyễn Văn Bình": ("good", "")}


def test_half_of_the_valid_ballots_carries_nothing(scene):
    hold_meeting(scene, valid=2)

    save_rows(scene, row(scene, "Nguyễn Văn An", (1, 1, 0, 0)))

    assert proposals(scene) == {"Nguyễn Văn An": ("good", "")}


def test_another_grade_needs_its_reason(scene):
    hold_meeting(scene)
    with pytest.raises(Refused) as refused:
        save_rows(scene, row(scene, "Nguyễn Văn An", (3, 0, 0, 0), "good"))

    save_rows(scene, row(scene, "Nguyễn Văn An", (3, 0, 0, 0), "good", "Chi bộ thống nhất nhường"))

    assert refused.value.refusals[0].field == f"row_{scene.review('Nguyễn Văn An').pk}_reason"
    assert proposals(scene) == {"Nguyễn Văn An": ("good", "Chi bộ thống nhất nhường")}


def test_the_ballots_grade_chosen_by_hand_needs_no_reason(scene):
    hold_meeting(scene)

    save_rows(scene, row(scene, "Nguyễn Văn An", (0, 3, 0, 0), "good", "thừa"))

    assert proposals(scene) == {"Nguyễn Văn An": ("good", "")}


def test_ballots_that_do_not_add_up_write_nothing_at_all(scene):
    hold_meeting(scene)

    with pytest.raises(Refused) as refused:
        save_rows(scene, row(scene, "Nguyễn Văn Bình", (0, 3, 0, 0)), row(scene, "Nguyễn Văn An", (1, 1, 0, 0)))

    assert [refusal.field for refusal in refused.value.refusals] == [
        f"row_{scene.review('Nguyễn Văn An').pk}_excellent"
    ]
    assert "2" in refused.value.refusals[0].message
    assert (BallotCount.objects.count(), proposals(scene), meeting_of(scene.file).revision) == (0, {}, 1)


@pytest.mark.parametrize("name", ["Lê Thị Miễn", "Lê Thị Mới"])
def test_who_is_not_graded_takes_no_ballots(scene, name):
    hold_meeting(scene)

    with pytest.raises(Refused) as refused:
        save_rows(scene, row(scene, name, (0, 3, 0, 0)))

    assert refused.value.refusals[0].citation == "HD 21"


def test_an_emptied_row_takes_ballots_and_proposal_back(scene):
    hold_meeting(scene)
    save_rows(scene, row(scene, "Nguyễn Văn An", (0, 3, 0, 0)))

    save_rows(scene, row(scene, "Nguyễn Văn An"), revision=2)

    assert BallotCount.objects.count() == 0
    assert proposals(scene) == {"Nguyễn Văn An": ("", "")}


def test_a_row_of_another_file_is_refused(scene):
    hold_meeting(scene)

    with pytest.raises(Refused):
        save_rows(scene, row(scene, "Phạm Văn Khác", (0, 3, 0, 0)))


def test_ballots_wait_for_the_meeting(scene):
    with pytest.raises(Refused):
        save_rows(scene, row(scene, "Nguyễn Văn An", (0, 3, 0, 0)), revision=0)


def test_a_stale_sheet_writes_nothing(scene):
    hold_meeting(scene)
    save_rows(scene, row(scene, "Nguyễn Văn An", (0, 3, 0, 0)))

    with pytest.raises(StaleEdit):
        save_rows(scene, row(scene, "Nguyễn Văn An", (3, 0, 0, 0)), by=scene.office)

    assert proposals(scene) == {"Nguyễn Văn An": ("good", "")}


def test_strangers_and_sent_files_are_not_voted_on(scene):
    hold_meeting(scene)
    with pytest.raises(NotPermitted):
        save_rows(scene, by=scene.other_secretary)
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)

    with pytest.raises(Refused):
        save_rows(scene)


def test_the_sheet_runs_cell_committee_members_by_given_name(scene):
    names = [one.review.name for one in sheet_of(scene.file, None)]

    assert names == [
        "Chi bộ Khu phố 1", "Chi ủy Khu phố 1", "Nguyễn Văn An", "Nguyễn Văn Bình", "Nguyễn Văn Cường", "Lê Văn Dự",
        "Lê Thị Miễn", "Lê Thị Mới",
    ]  # fmt: skip


def test_the_sheet_marks_who_does_not_vote_and_who_is_not_graded(scene):
    marks = {one.review.name: (one.votes, one.bar is None) for one in sheet_of(scene.file, None)}

    assert marks["Lê Văn Dự"] == (False, True)
    assert marks["Lê Thị Mới"] == (False, False)
    assert marks["Nguyễn Văn An"] == (True, True)


def test_a_collectives_file_votes_on_the_collective_and_its_officers(scene):
    ward = scene.campaign.ward
    people = [make.make_member(scene.file.cell, f"Đỗ Văn Ghế {number}") for number in range(3)]
    people.append(make.make_member(None, "Ngoài Đảng", ward=ward))
    body = make.make_collective(ward, people, "UBND", kind="peoples_committee")
    make.make_post(people[0], body, management_level="ward")
    make.make_post(people[1], body, management_level="district")
    make.make_open_campaign(ward, year=2022, review_date=make.REVIEW_DATE, grading_date=make.GRADING_DATE)
    file = ReviewFile.objects.select_related("campaign__ward", "cell", "collective").get(code="UBND")

    rows = sheet_of(file, None)

    assert voters_of(file, MEETING_DAY) == (4, 4)
    assert [(one.review.kind, one.bar is None) for one in rows] == [
        ("collective", True),
        ("officer", True),
        ("officer", False),
    ]


def test_no_gauge_before_quotas_are_issued(scene):
    hold_meeting(scene)
    vote_all(scene)

    assert gauge_of(scene.file, sheet_of(scene.file, meeting_of(scene.file))) is None
