"""Which change after the opening may be recorded at which stage of a file, by whom, on what."""

from datetime import date

import pytest

from assessments.models import CheckRun, Decision, Grading, LateChange
from assessments.services import late_changes, late_units
from assessments.services.late_deed import Paper
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.late_scene import AFTER_GRADING, DAY, LateScene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return LateScene()


def come(scene):
    values = {"full_name": "Lê Thị Mới", "admitted_on": date(2001, 2, 3)}
    return scene.do(late_changes.transfer_in, cell_id=scene.first.pk, values=values)


def moved(scene, **more):
    return scene.do(late_changes.move, member_id=scene.people[3].pk, cell_id=scene.second.pk, **more)


DEEDS = {
    "transfer_in": lambda scene: come(scene),
    "admission": lambda scene: scene.do(
        late_changes.admission, cell_id=scene.first.pk, values={"full_name": "Lê Thị Mới"}
    ),
    "transfer_out": lambda scene: scene.do(late_changes.transfer_out, member_id=scene.people[3].pk),
    "death": lambda scene: scene.do(late_changes.death, member_id=scene.people[3].pk),
    "move": lambda scene: moved(scene),
    "seat": lambda scene: scene.do(late_units.add_seat, collective_id=scene.ubnd.pk, member_id=scene.others[2].pk),
    "headship": lambda scene: scene.do(late_units.change_head, organization_id=scene.first.pk, new=None),
    "post": lambda scene: scene.do(
        late_units.add_post,
        member_id=scene.people[2].pk,
        collective_id=scene.ubnd.pk,
        title="Chủ tịch",
        management_level="ward",
    ),
}
#: Stage of all files → deeds that may be recorded. Somebody new needs a cell that still writes.
ALLOWED = {
    Stage.COLLECTING: set(DEEDS),
    Stage.RETURNED: set(DEEDS),
    Stage.SUBMITTED: {"transfer_out", "death", "seat", "headship"},
    Stage.ACCEPTED: {"transfer_out", "death", "seat", "headship"},
    Stage.DECIDED: set(),
    Stage.RELEASED: set(),
}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("deed", DEEDS)
def test_what_may_be_recorded_at_which_stage(scene, stage, deed):
    scene.put_files(stage)
    before = scene.dossier()

    if deed in ALLOWED[stage]:
        DEEDS[deed](scene)
        assert scene.dossier() == scene.fresh_dossier()
        return

    mend = "kiểm điểm lại" if stage in (Stage.DECIDED, Stage.RELEASED) else "Trả hồ sơ"
    with pytest.raises(Refused, match=mend):
        DEEDS[deed](scene)
    assert scene.dossier() == before
    assert not LateChange.objects.exists()


@pytest.mark.parametrize("deed", ["transfer_out", "move", "headship"])
def test_after_the_grading_date_a_decided_year_stands_and_the_ground_changes(scene, deed):
    scene.put_files(Stage.RELEASED)
    before = scene.dossier()
    deeds = {
        "transfer_out": lambda: scene.do(late_changes.transfer_out, member_id=scene.people[3].pk, day=AFTER_GRADING),
        "move": lambda: moved(scene, day=AFTER_GRADING),
        "headship": lambda: scene.do(
            late_units.change_head, organization_id=scene.first.pk, new=None, day=AFTER_GRADING
        ),
    }

    change = deeds[deed]()

    assert change.concerns_year is False
    assert scene.dossier() == before


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("who", ["committee", "secretary"])
def test_the_office_alone_records_changes(scene, deed, who):
    scene.office = getattr(scene, who)

    with pytest.raises(NotPermitted):
        DEEDS[deed](scene)


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (Paper(DAY, "  ", None), "document"),
        (Paper(DAY, "15-QĐ/ĐU", date(2022, 2, 1)), "document_date"),
    ],
)
def test_a_change_rests_on_a_document(scene, paper, field):
    with pytest.raises(Refused) as refused:
        late_changes.transfer_out(
            by=scene.office, campaign_id=scene.campaign.pk, paper=paper, member_id=scene.people[3].pk, on=make.TODAY
        )

    assert [refusal.field for refusal in refused.value.refusals] == [field]


def test_a_signed_grade_holds_the_facts_it_rests_on(scene):
    scene.put_files(Stage.ACCEPTED)
    review = scene.review("KP01")
    run = CheckRun.objects.create(
        campaign=scene.campaign, purpose="x", rule_set="2021", dossier={}, answer={}, by_name="x", at=make.now()
    )
    decision = Decision.objects.create(
        campaign=scene.campaign,
        scope="units",
        number="5",
        signed_on=DAY,
        signed_by="x",
        deciding_body="x",
        check_run=run,
        rows=1,
        at=make.now(),
    )
    Grading.objects.create(review=review, step="decision", grade="good", decision=decision, by_name="x", at=make.now())

    with pytest.raises(Refused, match="đã được ký"):
        scene.do(late_units.change_head, organization_id=scene.first.pk, new=None)
