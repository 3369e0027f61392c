"""The office's proposals for cells and collectives."""

import pytest

from assessments.models import Grading, ReviewFile
from assessments.services.unit_proposals import save_unit_proposals, take_over_meetings
from assessments.workflow import GradingStep, Scope, Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return Sitting()


def propose(sitting, proposals, seen=None, by=None):
    by_id = {sitting.review(code).pk: value for code, value in proposals.items()}
    seen = {sitting.review(code).pk: pk for code, pk in (seen or {}).items()}
    return save_unit_proposals(
        by=by or sitting.office, campaign_id=sitting.campaign.pk, proposals=by_id, seen=seen, on=make.TODAY
    )


def refusal(call):
    with pytest.raises(Refused) as refused:
        call()
    (only,) = refused.value.refusals
    return only


def test_the_meetings_grade_needs_no_reason(sitting):
    assert propose(sitting, {"KP01": ("good", ""), "KP02": ("", "")}).saved == 1
    assert sitting.grade("KP01", GradingStep.OFFICE) == "good"


def test_another_grade_needs_its_reason(sitting):
    found = refusal(lambda: propose(sitting, {"KP01": ("fulfilled", " ")}))
    assert (found.message, found.field) == (
        "Chi bộ Khu phố 1: mức đề nghị khác với đề nghị của cuộc họp. Hãy ghi lý do bên cạnh.",
        f"reason-{sitting.review('KP01').pk}",
    )
    assert not Grading.objects.filter(step="office").exists()
    assert propose(sitting, {"KP01": ("fulfilled", "Hai lần chậm báo cáo.")}).saved == 1
    assert Grading.objects.get(step="office").reason == "Hai lần chậm báo cáo."


def test_a_row_changed_meanwhile_is_reported(sitting):
    propose(sitting, {"KP01": ("good", "")})
    outcome = propose(sitting, {"KP01": ("fulfilled", "Chậm báo cáo"), "KP02": ("good", "")})
    assert (outcome.saved, [stale.row.review.code for stale in outcome.stale]) == (1, ["KP01"])


def test_a_file_not_sent_or_a_signed_unit_takes_no_proposal(sitting):
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.COLLECTING)
    assert refusal(lambda: propose(sitting, {"KP02": ("good", "")})).message == (
        "Chi bộ Khu phố 2: hồ sơ chưa được gửi lên Văn phòng."
    )
    sitting.draft(Scope.UNITS, KP01="good")
    sitting.sign(Scope.UNITS)
    outcome = propose(sitting, {"KP01": ("good", "")})
    assert (outcome.saved, outcome.stale[0].theirs.step) == (0, "decision")


def test_people_are_not_proposed_here(sitting):
    assert refusal(lambda: propose(sitting, {"A002": ("good", "")})).message == (
        "Nguyễn Văn An 2 không thuộc diện xếp loại ở đây."
    )


@pytest.mark.parametrize("who", ["committee", "colleague"])
def test_the_committee_does_not_propose(sitting, who):
    with pytest.raises(NotPermitted):
        propose(sitting, {"KP01": ("good", "")}, by=getattr(sitting, who))


def take_over(sitting, by=None):
    return take_over_meetings(by=by or sitting.office, campaign_id=sitting.campaign.pk, on=make.TODAY)


def offered(sitting) -> dict[str, str]:
    """What the office proposes now, by code."""
    given = Grading.objects.filter(step="office", current=True).exclude(grade="")
    return dict(given.values_list("review__code", "grade"))


def test_the_meetings_grades_fill_the_empty_rows_and_are_journalled(sitting):
    propose(sitting, {"KP01": ("fulfilled", "Hai lần chậm báo cáo.")})
    assert take_over(sitting) == 2
    assert offered(sitting) == {"KP01": "fulfilled", "KP02": "good", "UBND": "good"}
    written = JournalEntry.objects.filter(action="grade.office").order_by("pk")
    assert [entry.after["grade"] for entry in written] == ["fulfilled", "good", "good"]
    assert take_over(sitting) == 0


def test_a_withdrawn_proposal_leaves_its_row_empty(sitting):
    propose(sitting, {"KP01": ("good", "")})
    propose(sitting, {"KP01": ("", "")}, seen={"KP01": Grading.objects.get(step="office").pk})
    assert take_over(sitting) == 3


def test_rows_that_are_not_open_or_were_not_voted_stay_empty(sitting):
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.RETURNED)
    sitting.give("UBND", GradingStep.CELL, "")
    sitting.draft(Scope.UNITS, KP01="good")
    sitting.sign(Scope.UNITS)
    assert take_over(sitting) == 0
    assert offered(sitting) == {}


def test_only_the_office_takes_the_meetings_grades_over(sitting):
    for account in (sitting.committee, make.make_account("bithu", "secretary", sitting.first)):
        with pytest.raises(NotPermitted):
            take_over(sitting, by=account)
    assert offered(sitting) == {}
