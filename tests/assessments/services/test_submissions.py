"""A file is sent whole, with what the rules found kept beside it; what is returned can be written again."""

import pytest

from assessments.models import CheckRun, FileEvent, Meeting, ReviewFile
from assessments.selectors.cell_progress import progress_of
from assessments.selectors.file_check import findings_of, missing_pieces
from assessments.services.checks import check_campaign
from assessments.services.levels import save_levels
from assessments.services.meetings import ProposalRow, save_ballots_and_proposals
from assessments.services.self_critiques import withdraw_critique
from assessments.services.steps import take_step
from assessments.services.submissions import confirm_roster, submit_file
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.cell_scene import hold_meeting, make_complete, make_scene, submit_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def send(scene, by=None, **more):
    return submit_file(by=by or scene.secretary, file_id=scene.file.pk, on=make.TODAY, **more)


def tasks_missing(scene):
    return [piece.task for piece in missing_pieces(progress_of([scene.reload()])[scene.file.pk])]


def test_an_untouched_file_lacks_everything(scene):
    assert tasks_missing(scene) == ["people", "collectives", "persons", "meeting", "ballots", "ballots"]


def test_a_complete_file_lacks_nothing_and_is_sent(scene):
    make_complete(scene)

    file = send(scene, note="Gửi hồ sơ")

    assert tasks_missing(scene) == []
    assert (file.stage, FileEvent.objects.get().note) == ("submitted", "Gửi hồ sơ")
    assert CheckRun.objects.get().purpose == "submit KP01"


def test_each_missing_piece_stops_the_sending(scene):
    make_complete(scene)
    critique = scene.review("Nguyễn Văn An").critique
    withdraw_critique(by=scene.secretary, review_id=critique.review_id, revision=critique.revision, on=make.TODAY)

    with pytest.raises(Refused) as refused:
        send(scene)

    assert [refusal.field for refusal in refused.value.refusals] == ["missing_persons"]
    assert (scene.reload().stage, CheckRun.objects.count()) == ("collecting", 0)


def test_ballots_that_no_longer_add_up_stop_the_sending(scene):
    make_complete(scene)
    Meeting.objects.update(ballots_valid=2)

    assert tasks_missing(scene) == ["ballots"]


def test_a_changed_file_is_looked_at_again_before_it_is_sent(scene):
    make_complete(scene)
    old = scene.reload().revision
    confirm_roster(by=scene.office, file_id=scene.file.pk, revision=old, on=make.TODAY)

    with pytest.raises(StaleEdit):
        send(scene, revision=old)

    assert scene.reload().stage == "collecting"


@pytest.mark.parametrize("who", ["other_secretary", "committee"])
def test_only_the_own_secretary_and_the_office_send(scene, who):
    make_complete(scene)

    with pytest.raises(NotPermitted):
        send(scene, by=getattr(scene, who))


def test_a_file_sent_twice_is_refused_the_second_time(scene):
    make_complete(scene)
    send(scene)

    with pytest.raises(Refused) as refused:
        send(scene)

    assert "đã gửi; không sửa được cho đến khi được trả lại" in str(refused.value.refusals[0])
    assert FileEvent.objects.count() == 1


def test_a_returned_file_can_be_written_and_sent_again(scene):
    make_complete(scene)
    send(scene)
    with pytest.raises(Refused):
        hold_meeting(scene, revision=3)
    take_step(by=scene.office, file_id=scene.file.pk, step="return", on=make.TODAY, note="bổ sung biên bản")

    meeting = hold_meeting(scene, revision=3, minutes="đủ", called=None, present=None)
    file = send(scene)

    assert (meeting.minutes, file.stage, file.round) == ("đủ", "submitted", 2)


def test_the_cells_reason_goes_with_the_step(scene):
    make_complete(scene)

    send(scene, finding_notes={("cell-grade-not-earned", "KP01"): "Chi bộ mới củng cố"})

    assert FileEvent.objects.get().section_reasons == [
        {"section": "finding:cell-grade-not-earned:KP01", "text": "Chi bộ mới củng cố"}
    ]


def findings(scene):
    _dossier, answer = check_campaign(scene.campaign, grades="cell")
    return {(one.rule, one.subject) for one in findings_of(scene.file, answer.findings)}


def test_findings_of_the_own_proposals_are_shown_and_pools_are_not(scene):
    make_complete(scene)
    review = scene.review("Nguyễn Văn An")
    everybody = [
        ProposalRow(row.pk, (3, 0, 0, 0))
        for row in (review, scene.review("Nguyễn Văn Bình"), scene.review("Nguyễn Văn Cường"))
    ]
    save_ballots_and_proposals(by=scene.secretary, file_id=scene.file.pk, rows=everybody, revision=3, on=make.TODAY)

    found = findings(scene)

    assert ("excellent-not-earned", review.code) in found
    assert {subject for _rule, subject in found} <= {
        review.code,
        *(row.facts["code"] for row in scene.file.reviews.all()),
    }
    assert not {rule for rule, _subject in found} & {"member-excellent-cap", "member-excellent-quota"}


def test_another_cells_findings_are_never_shown(scene):
    other = scene.review("Phạm Văn Khác")
    assert not any(subject in {other.code, "KP02"} for _rule, subject in findings(scene))


def test_a_list_is_confirmed_once_read(scene):
    confirm_roster(by=scene.secretary, file_id=scene.file.pk, revision=1, on=make.TODAY)

    with pytest.raises(StaleEdit):
        confirm_roster(by=scene.office, file_id=scene.file.pk, revision=1, on=make.TODAY)

    assert ReviewFile.objects.get(pk=scene.file.pk).roster_confirmed_by == "Bí thư Một"


def test_levels_of_the_meeting_count_and_equal_ones_are_not_stored_twice(scene):
    submit_all(scene)
    hold_meeting(scene)
    review = scene.review("Nguyễn Văn An")

    changed = save_levels(
        by=scene.secretary,
        file_id=scene.file.pk,
        levels={(review.pk, "duties"): "excellent", (review.pk, "character"): "good", (review.pk, "limits"): "poor"},
        revision=1,
        on=make.TODAY,
    )

    stored = dict(review.critique.answers.exclude(level_cell="").values_list("section", "level_cell"))
    assert (changed, stored) == (1, {"duties": "excellent"})
    entry = JournalEntry.objects.get(action="levels.saved")
    assert entry.before == {"levels": {review.code: {"duties": "good"}}}
    assert entry.after == {"levels": {review.code: {"duties": "excellent"}}, "changed": 1}


def test_levels_wait_for_the_meeting(scene):
    submit_all(scene)

    with pytest.raises(Refused):
        save_levels(by=scene.secretary, file_id=scene.file.pk, levels={}, revision=0, on=make.TODAY)
