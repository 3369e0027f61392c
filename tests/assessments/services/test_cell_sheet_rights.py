"""Who may hand a cell's sheet out and take it back, at which stage; few ballots stay with the unit that counted them."""

import pytest

from assessments.cell_sheet.layout import BALLOT_LAYOUT
from assessments.models import BallotCount, ReviewFile, SheetDownload, SheetUpload
from assessments.selectors.cell_sheets import cell_sheet
from assessments.services import cell_sheets
from assessments.workflow import Stage
from cells.access import NotPermitted, access_of
from cells.refusals import Refused
from cells.services.workbook_uploads import PlanChanged
from tests import factories as make
from tests.assessments.cell_scene import hold_meeting, make_scene, vote_all
from tests.assessments.cell_sheet.sheets import typed
from tests.assessments.services.test_cell_sheets import AN, PERSON, apply, download, plan_of, stage, states, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def test_few_ballots_do_not_leave_in_the_offices_download(scene):
    hold_meeting(scene)  # three valid ballots
    vote_all(scene, (1, 1, 1, 0))
    own = cell_sheet(scene.reload(), access_of(scene.secretary, make.TODAY))
    offices = cell_sheet(scene.file, access_of(scene.office, make.TODAY))

    download(scene, by=scene.office)

    assert [table.layout.key for table in own.tables if table.layout.key == "ballots"] == ["ballots"]
    assert (offices.withheld, "ballots" in SheetDownload.objects.get().content) == (True, False)


def test_few_ballots_are_neither_shown_nor_changed_by_the_office(scene):
    hold_meeting(scene)
    vote_all(scene, (0, 3, 0, 0))
    data = typed(typed(download(scene), BALLOT_LAYOUT, AN, good=0, excellent=3), PERSON, AN, text_duties="từ tệp")

    upload = stage(scene, data, by=scene.office)
    assert states(plan_of(scene, upload, scene.office)) == {"file": [AN]}
    apply(scene, upload, by=scene.office)

    assert (text_of(scene, AN), BallotCount.objects.get(review=scene.review(AN)).good) == ("từ tệp", 3)


def test_ballots_that_are_told_are_in_the_offices_sheet():
    scene = make_scene(members=6)
    hold_meeting(scene, valid=5, called=5, present=5)
    vote_all(scene, (0, 5, 0, 0))
    offices = cell_sheet(scene.reload(), access_of(scene.office, make.TODAY))

    [ballots] = [table for table in offices.tables if table.layout.key == "ballots"]
    assert (offices.withheld, ballots.rows[0].values["good"]) == (False, 5)


PEOPLE = ("secretary", "office", "committee", "other_secretary")


@pytest.mark.parametrize(
    ("stage_of_file", "answers"),
    [
        (Stage.COLLECTING, {"secretary": "done", "office": "done", "committee": "no", "other_secretary": "no"}),
        (Stage.RETURNED, {"secretary": "done", "office": "done", "committee": "no", "other_secretary": "no"}),
        (Stage.SUBMITTED, {"secretary": "refused", "office": "refused", "committee": "refused", "other_secretary": "no"}),
        (Stage.DECIDED, {"secretary": "refused", "office": "refused", "committee": "refused", "other_secretary": "no"}),
    ],
    ids=["collecting", "returned", "sent", "decided"],
)  # fmt: skip
@pytest.mark.parametrize("deed", ["download", "stage", "apply"])
def test_who_may_do_what_at_which_stage(scene, deed, stage_of_file, answers):
    found = {}
    data = typed(download(scene), PERSON, AN, text_duties="từ tệp")
    for person in PEOPLE:
        account = getattr(scene, person)
        upload = SheetUpload.objects.create(
            file=scene.file, filename="x", content=data, sha256="", by=account, at=make.now()
        )
        ReviewFile.objects.filter(pk=scene.file.pk).update(stage=stage_of_file)
        deeds = {
            "download": lambda account=account: download(scene, by=account),
            "stage": lambda account=account: stage(scene, data, by=account),
            "apply": lambda account=account, upload=upload: cell_sheets.apply_sheet(
                by=account, upload_id=upload.pk, choices={}, expected_digest="x", on=make.TODAY
            ),
        }
        try:
            deeds[deed]()
            found[person] = "done"
        except PlanChanged:
            found[person] = "done"  # let in; only the digest is another
        except NotPermitted:
            found[person] = "no"
        except Refused:
            found[person] = "refused"

    assert found == answers


def test_nobody_applies_or_throws_away_the_sheet_of_another(scene):
    upload = stage(scene, download(scene))

    with pytest.raises(NotPermitted):
        apply(scene, upload, by=scene.office)
    with pytest.raises(NotPermitted):
        cell_sheets.discard_sheet(by=scene.office, upload_id=upload.pk)

    cell_sheets.discard_sheet(by=scene.secretary, upload_id=upload.pk)
    assert SheetUpload.objects.count() == 0
