"""Sheet 03 is the cell's own; the levels of sheets 04 and 05 are those of the forms and are kept once."""

import pytest

from assessments.models import Answer, CriteriaSheet, ReviewFile
from assessments.selectors.criteria_sheets import cell_sheet_state, filled_sheet, sheet_notice
from assessments.selectors.facts import dossier_dict
from assessments.services import levels
from assessments.services.criteria_sheets import save_cell_sheet
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.cell_scene import full_values, hold_meeting, make_scene, vote_all
from tests.assessments.services.test_self_critiques import submit

pytestmark = pytest.mark.django_db

ALL_GOOD = dict.fromkeys(
    ("politics", "staff", "system", "inspection", "hcm_plan", "programme", "targets", "remedies"), "good"
)


@pytest.fixture
def scene():
    return make_scene()


def save(scene, levels_=None, by=None, revision=0, comment="", name="Chi bộ Khu phố 1"):
    return save_cell_sheet(
        by=by or scene.secretary,
        review_id=scene.review(name).pk,
        levels=levels_ if levels_ is not None else dict(ALL_GOOD),
        comment=comment,
        revision=revision,
        on=make.TODAY,
    )


def test_the_cells_levels_are_kept_with_the_version_of_its_rule_set(scene):
    save(scene, ALL_GOOD | {"supervision": ""}, comment=" Chi bộ giữ vững đoàn kết. ")

    kept = CriteriaSheet.objects.get()

    assert (kept.sheet, kept.sheet_version, kept.levels) == ("03", "CV123-2021", ALL_GOOD)
    assert kept.comment == "Chi bộ giữ vững đoàn kết."


def test_a_year_under_the_earlier_rules_has_no_added_criteria():
    scene = make_scene(year=2020)

    with pytest.raises(Refused):
        save(scene, {"hcm_plan": "good"})


@pytest.mark.parametrize("levels_", [{"politics": "best"}, {"unknown": "good"}])
def test_unknown_levels_and_criteria_are_refused(scene, levels_):
    with pytest.raises(Refused):
        save(scene, levels_)

    assert not CriteriaSheet.objects.exists()


def test_a_collective_or_member_has_no_sheet_of_its_own(scene):
    with pytest.raises(Refused):
        save(scene, {}, name="Chi ủy Khu phố 1")


@pytest.mark.parametrize("who", ["other_secretary", "committee"])
def test_only_the_cells_side_and_the_office_fill_it_in(scene, who):
    with pytest.raises(NotPermitted):
        save(scene, by=getattr(scene, who))
    save(scene, by=scene.office)

    assert CriteriaSheet.objects.get().saved_by == "Văn phòng"


def test_after_sending_it_stays(scene):
    save(scene)
    ReviewFile.objects.update(stage=Stage.SUBMITTED)

    with pytest.raises(Refused):
        save(scene, {}, revision=1)


def test_an_old_page_overwrites_nothing(scene):
    save(scene)
    save(scene, {"politics": "poor"}, revision=1, by=scene.office)

    with pytest.raises(StaleEdit):
        save(scene, revision=1)

    assert CriteriaSheet.objects.get().levels == {"politics": "poor"}


def test_the_journal_holds_no_word_of_the_comment(scene):
    save(scene, comment="Nội bộ còn ngại va chạm")

    entry = JournalEntry.objects.get(action="sheet.saved")

    assert entry.after == {"sheet": "03", "version": "CV123-2021", "levels": 8}


def test_the_sheet_is_no_part_of_the_dossier(scene):
    before = dossier_dict(scene.campaign)
    save(scene)

    assert dossier_dict(scene.campaign) == before


def level_of(filled, key):
    return next(row for part in filled.parts for row in part.rows if row.criterion.key == key)


@pytest.mark.parametrize(
    ("name", "sheet", "key", "borne"),
    [("Nguyễn Văn An", "05", "duties", "excellent"), ("Chi ủy Khu phố 1", "04", "targets", "good")],
)
def test_a_form_and_its_sheet_share_one_level(scene, name, sheet, key, borne):
    submit(scene, name)
    review = scene.review(name)
    meeting = hold_meeting(scene)
    levels.save_levels(
        by=scene.secretary,
        file_id=scene.file.pk,
        levels={(review.pk, key): "excellent"},
        revision=meeting.revision,
        on=make.TODAY,
    )

    filled = filled_sheet(review)
    row = level_of(filled, key)

    assert (filled.sheet.code, row.level, row.level_self) == (sheet, "excellent", "good")
    assert Answer.objects.get(critique__review=review, section=key).level_cell == "excellent"
    assert (filled.left, filled.borne) == (0, borne)


def test_before_submission_there_is_no_level(scene):
    filled = filled_sheet(scene.review("Nguyễn Văn An"))

    assert (filled.is_open, filled.given) == (False, 0)


def test_a_critique_on_an_earlier_version_keeps_its_sheet(scene):
    review = scene.review("Nguyễn Văn An")
    critique = submit(scene, review.name, full_values(review))
    critique.form_version = "HD21-2019"
    critique.save(update_fields=["form_version"])

    assert "hcm_plan" not in filled_sheet(review).sheet.groups


def test_the_check_tells_what_is_missing_and_what_the_levels_do_not_bear(scene):
    open_ = sheet_notice(cell_sheet_state(scene.reload()))
    save(scene, ALL_GOOD | {"programme": "average"})
    hold_meeting(scene)
    vote_all(scene)
    short = cell_sheet_state(scene.reload())
    save(scene, revision=1)

    assert "8" in open_
    assert (short.borne, short.proposed, short.exceeds) == ("fulfilled", "good", True)
    assert "Hoàn thành nhiệm vụ" in sheet_notice(short)
    assert sheet_notice(cell_sheet_state(scene.reload())) == ""


def test_a_collectives_own_file_has_no_cell_to_rate():
    ward = make.make_ward()
    cell = make.make_cell(ward)
    people = [make.make_member(cell) for _ in range(3)]
    make.make_collective(ward, people, code="UBND", kind="peoples_committee")
    campaign = make.make_open_campaign(ward)

    assert cell_sheet_state(ReviewFile.objects.get(campaign=campaign, code="UBND")) is None
