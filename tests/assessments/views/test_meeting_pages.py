"""The pages of the meeting, of its ballots and levels, and of checking and sending the file."""

import pytest

from assessments.models import BallotCount, Meeting
from assessments.selectors.meetings import meeting_of, sheet_of
from assessments.services.submissions import confirm_roster
from tests import factories as make
from tests.assessments.cell_scene import hold_meeting, make_complete, make_scene, submit_all, take_attendance, vote_all
from tests.assessments.views.test_cell_pages import client_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(settings):
    settings.LANGUAGE_CODE = "en"
    return make_scene()


MEETING = {
    "revision": "0", "held_on": "18/12/2021", "ballots_issued": "3", "ballots_collected": "3", "ballots_valid": "3",
}  # fmt: skip


def test_the_meeting_is_saved_and_the_attendance_comes_next(scene):
    answer = client_of(scene.secretary).post(url("meeting_edit", scene.file.pk), MEETING)

    assert answer.url == url("attendance", scene.file.pk)
    assert Meeting.objects.get().ballots_valid == 3


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("held_on", "31/02/2021"),
        ("ballots_valid", "5"),
        ("ballots_valid", "3.000"),
        ("ballots_issued", "-1"),
        ("ballots_collected", "nhiều"),
    ],
)
def test_a_meeting_that_cannot_be_is_shown_at_its_field(scene, field, typed):
    page = client_of(scene.secretary).post(url("meeting_edit", scene.file.pk), {**MEETING, field: typed})

    assert field in page.context["form"].errors
    assert Meeting.objects.count() == 0


def test_a_stale_meeting_shows_only_what_differs(scene):
    hold_meeting(scene, minutes="Vắng hai đồng chí.", place="Trụ sở", chair="Đ/c An")
    typed = {**MEETING, "place": "Nhà văn hóa", "chair": "Đ/c An "}

    page = client_of(scene.secretary).post(url("meeting_edit", scene.file.pk), typed)

    assert page.context["stale"]["changes"] == [("Place", "Trụ sở", "Nhà văn hóa")]
    assert page.context["form"]["revision"].value() == "1"


@pytest.mark.parametrize(("page", "typed"), [("meeting_edit", MEETING), ("ballot_sheet", {})])
def test_a_page_that_rests_on_a_meeting_that_is_not_there_says_so(scene, page, typed):
    answer = client_of(scene.secretary).post(url(page, scene.file.pk), {**typed, "revision": "7"})

    assert answer.context["stale"]["by"] == ""
    assert "What this page rested on stands no more" in answer.content.decode()


def test_a_stale_sheet_shows_a_reason_that_alone_differs(scene):
    hold_meeting(scene)
    vote_all(scene)
    review = scene.review("Nguyễn Văn An")
    data = {f"row_{review.pk}_good": "3", f"row_{review.pk}_grade": "fulfilled", f"row_{review.pk}_reason": "Tự xin"}
    client = client_of(scene.secretary)
    client.post(url("ballot_sheet", scene.file.pk), {**data, "revision": "2"})

    again = {**data, f"row_{review.pk}_reason": "Chi bộ thống nhất", "revision": "2"}
    page = client.post(url("ballot_sheet", scene.file.pk), again)

    changes = {label: (theirs, yours) for label, theirs, yours in page.context["stale"]["changes"]}
    assert changes["Nguyễn Văn An"][0].endswith("(Tự xin)")
    assert changes["Nguyễn Văn An"][1].endswith("(Chi bộ thống nhất)")


def test_the_ballot_sheet_shows_each_fault_at_its_row_and_keeps_what_was_typed(scene):
    hold_meeting(scene)
    review = scene.review("Nguyễn Văn An")

    page = client_of(scene.secretary).post(
        url("ballot_sheet", scene.file.pk),
        {"revision": "1", f"row_{review.pk}_excellent": "1", f"row_{review.pk}_good": "x1"},
    )

    (one,) = [one for one in page.context["sheet"].rows if one.errors]
    assert (one.row.review, one.typed["good"]) == (review, "x1")
    assert BallotCount.objects.count() == 0


def test_the_ballot_sheet_saves_without_any_script(scene):
    hold_meeting(scene)
    review = scene.review("Nguyễn Văn An")

    answer = client_of(scene.secretary).post(
        url("ballot_sheet", scene.file.pk), {"revision": "1", f"row_{review.pk}_good": "3"}
    )

    assert answer.url == url("ballot_sheet", scene.file.pk)
    assert (BallotCount.objects.get().good, review.gradings.get(step="cell").grade) == (3, "good")


def test_a_stale_sheet_shows_theirs_and_keeps_ours(scene):
    hold_meeting(scene)
    vote_all(scene)
    review = scene.review("Nguyễn Văn An")
    data = {"revision": "1", f"row_{review.pk}_excellent": "3"}

    page = client_of(scene.secretary).post(url("ballot_sheet", scene.file.pk), data)

    changes = {label: (theirs, yours) for label, theirs, yours in page.context["stale"]["changes"]}
    assert changes["Nguyễn Văn An"][0].startswith("0 · 3 · 0 · 0")
    assert changes["Nguyễn Văn An"][1].startswith("3 · – · – · –")
    assert page.context["sheet"].revision == 2


def test_the_grade_of_a_row_is_asked_of_the_rules(scene):
    hold_meeting(scene)
    client = client_of(scene.secretary)
    where = url("ballot_preview", scene.file.pk)

    carried = client.get(where, {"excellent": 1, "good": 2, "fulfilled": 0, "unfulfilled": 0, "valid": 3})
    uneven = client.get(where, {"excellent": 1, "good": 1, "fulfilled": 0, "unfulfilled": 0, "valid": 3})

    assert (carried.json()["grade"], uneven.json()["grade"]) == ("good", "")


def test_levels_are_saved_for_the_whole_cell_on_one_page(scene):
    make_complete(scene)
    review = scene.review("Nguyễn Văn An")
    data = {"revision": str(Meeting.objects.get().revision), f"level_{review.pk}_duties": "excellent"}

    answer = client_of(scene.secretary).post(url("level_table", scene.file.pk), data)

    assert answer.url == url("level_table", scene.file.pk)
    assert review.critique.answers.get(section="duties").level_cell == "excellent"


def test_the_check_page_lists_what_is_missing_and_offers_no_button(scene):
    page = client_of(scene.secretary).get(url("file_check", scene.file.pk))

    assert [piece.task for piece, _label, _url in page.context["missing"]][:2] == ["people", "collectives"]
    assert '<button type="submit" class="btn btn-primary">Send' not in page.content.decode()


def test_reasons_are_asked_for_once_the_file_can_be_sent(scene):
    hold_meeting(scene)
    voted = {"revision": "1"}
    for row in sheet_of(scene.file, meeting_of(scene.file)):
        grade = "excellent" if row.review.kind == "cell" else "fulfilled"
        voted |= {} if row.bar else {f"row_{row.review.pk}_{grade}": "3"}
    client = client_of(scene.secretary)
    client.post(url("ballot_sheet", scene.file.pk), voted)
    early = client.get(url("file_check", scene.file.pk))
    confirm_roster(by=scene.secretary, file_id=scene.file.pk, revision=scene.reload().revision, on=make.TODAY)
    take_attendance(scene)
    submit_all(scene)

    ready = client.get(url("file_check", scene.file.pk))

    assert "cell-grade-not-earned" in {one.rule for one, _typed in early.context["needing_reason"]}
    assert "The cell's reason" not in early.content.decode()
    assert ready.context["missing"] == []
    assert "The cell's reason" in ready.content.decode()


def test_a_grade_not_proposed_yet_is_missing_and_no_finding(scene):
    page = client_of(scene.secretary).get(url("file_check", scene.file.pk))

    assert page.context["needing_reason"] == []
    assert "no proposed grade" in page.content.decode()


def test_a_complete_file_is_sent_by_one_button(scene):
    make_complete(scene)
    data = {"revision": str(scene.reload().revision), "note": "Kính gửi"}

    answer = client_of(scene.secretary).post(url("file_submit", scene.file.pk), data)

    assert answer.url == url("cell_home", scene.file.pk)
    assert scene.reload().stage == "submitted"


def test_an_incomplete_file_posted_all_the_same_is_refused_on_the_page(scene):
    typed = {"revision": "1", "note": "Đã rà lại hai lần."}
    page = client_of(scene.secretary).post(url("file_submit", scene.file.pk), typed)

    assert page.status_code == 200
    assert len(page.context["refusals"]) == 6
    assert "Đã rà lại hai lần.</textarea>" in page.content.decode(), "what was typed stays, though nothing can be sent"
    assert "Send to the ward party office" not in page.content.decode()
