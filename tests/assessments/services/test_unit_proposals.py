"""The office's proposals for cells and collectives."""

import pytest

from assessments.models import Grading, ReviewFile
from assessments.services.unit_proposals import save_unit_proposals
from assessments.workflow import GradingStep, Scope, Stage
from cells.access import NotPermitted
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
