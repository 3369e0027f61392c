"""Each stage: what is left, whose it is, until when; nothing of a person's review in the words."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import FileEvent, HintAnswer, IssuedPaper, PlanningReview, ReviewFile
from assessments.selectors.reminder_stages import REMINDED_STAGES, YearLeft
from assessments.services import self_critiques
from assessments.workflow import CampaignStage, Stage
from cells.models import Mandate
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_scene
from tests.assessments.hint_scene import answers, issued, make_hint_scene
from tests.assessments.remedy_scene import PAST, assess, carried, make_remedy_scene
from tests.assessments.reports.copies import issued_copy
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
DEADLINE = date(2021, 12, 25)


def left(campaign, stage, on=make.TODAY):
    return YearLeft(type(campaign).objects.select_related("ward").get(pk=campaign.pk), on).of(stage)


def told(stage) -> list[tuple]:
    """(unit, what is left, its day, account names) of each thing."""
    return [(one.name, one.what, one.due_on, [who.username for who in one.accounts]) for one in stage.things]


def test_files_not_sent_are_their_secretaries_to_send_by_the_cells_deadline():
    scene = make_scene()
    ReviewFile.objects.filter(pk=scene.other_file.pk).update(stage=Stage.SUBMITTED)

    stage = left(scene.campaign, "files")

    assert told(stage) == [("Chi bộ Khu phố 1", "chưa gửi hồ sơ", DEADLINE, ["bithu1"])]
    assert (stage.due_on, stage.days) == (DEADLINE, [DEADLINE])
    assert [(one.name, one.why) for one in stage.spared] == [("Chi bộ Khu phố 2", "Đã gửi, chờ văn phòng")]


def test_a_committee_above_the_cell_and_its_deputy_are_reminded_too():
    scene = make_scene()
    ward, cell = scene.campaign.ward, scene.file.cell
    above = type(cell).objects.create(kind="committee", ward=ward, parent=ward, code="DUBP", name="Đảng ủy bộ phận")
    cell.parent = above
    cell.save()
    make.make_account("bithu.bp", "secretary", above)
    deputy = make.make_account("phobithu")
    held = {"account": deputy, "role": "secretary", "from_date": date(2022, 1, 1), "to_date": date(2022, 1, 31)}
    Mandate.objects.create(acts_for=scene.secretary, organization=cell, **held)
    # Over the other cell the one acted for holds nothing.
    Mandate.objects.create(acts_for=scene.secretary, organization=scene.other_file.cell, **held)

    assert [row[3] for row in told(left(scene.campaign, "files"))] == [
        ["bithu1", "bithu.bp", "phobithu"],
        ["bithu2"],
    ]


@pytest.mark.parametrize("gone", ["closed", "ended", "not begun"])
def test_whoever_holds_nothing_today_is_not_reminded(gone):
    scene = make_scene()
    mandates = Mandate.objects.filter(account=scene.secretary)
    if gone == "closed":
        scene.secretary.is_active = False
        scene.secretary.save()
    elif gone == "ended":
        mandates.update(to_date=make.TODAY - timedelta(1))
    else:
        mandates.update(from_date=make.TODAY + timedelta(1))

    stage = left(scene.campaign, "files")

    assert [account.username for account, _things in stage.recipients] == ["bithu2"]
    assert [one.name for one in stage.orphans] == ["Chi bộ Khu phố 1"]


def test_a_returned_file_keeps_the_day_its_return_named():
    scene = make_scene()
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.RETURNED)
    FileEvent.objects.create(
        file=scene.file, step="return", from_stage="submitted", to_stage="returned", round=2, by_name="x",
        at=make.now(), due_on=date(2022, 1, 14),
    )  # fmt: skip

    assert told(left(scene.campaign, "returned")) == [
        ("Chi bộ Khu phố 1", "hồ sơ bị trả, chưa gửi lại", date(2022, 1, 14), ["bithu1"])
    ]
    assert [row[0] for row in told(left(scene.campaign, "files"))] == ["Chi bộ Khu phố 2"]


def test_sent_files_are_the_offices():
    scene = make_scene(office_deadline=date(2022, 1, 14))
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)

    assert told(left(scene.campaign, "office")) == [
        ("Chi bộ Khu phố 1", "hồ sơ chờ thẩm định", date(2022, 1, 14), ["vanphong", *_first_office(scene)])
    ]


def _first_office(scene) -> list[str]:
    """The account that opened the year."""
    names = Mandate.objects.filter(role="office").values_list("account__username", flat=True)
    return sorted(name for name in names if name != "vanphong")


def test_decision_and_release_are_the_committees_the_report_the_offices():
    sitting = Sitting(district_deadline=date(2022, 1, 31))
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.DECIDED)
    ReviewFile.objects.filter(code="UBND").update(stage=Stage.RELEASED)
    both = ["thuongvu2", "thuongvu1"]  # Hai before Một

    assert told(left(sitting.campaign, "district")) == [
        ("Chi bộ Khu phố 1", "chờ quyết định mức xếp loại", date(2022, 1, 31), both),
        ("Chi bộ Khu phố 2", "chờ công bố kết quả", date(2022, 1, 31), both),
    ]

    ReviewFile.objects.update(stage=Stage.RELEASED)
    assert told(left(sitting.campaign, "district")) == [
        ("Đảng bộ Phường 11", "chưa phát hành báo cáo tổng hợp", date(2022, 1, 31), ["vanphong"])
    ]
    planning = issued_copy(sitting.campaign)
    IssuedPaper.objects.filter(pk=planning.pk).update(paper="planning_summary")
    assert not left(sitting.campaign, "district").is_done  # another paper is no report
    issued_copy(sitting.campaign)
    assert IssuedPaper.objects.count() == 2
    assert left(sitting.campaign, "district").is_done


def test_an_open_hint_is_told_by_document_and_count_alone():
    scene = make_hint_scene()
    hint = issued(scene)
    writer = make.make_account("an", "member", scene.campaign.ward, member=hint.review.member, uses_pin=True)

    stage = left(scene.campaign, "hints")
    assert told(stage) == [
        ("Chi bộ Khu phố 1", "gợi ý kiểm điểm 15-CV/ĐU: còn 2 điểm chưa giải trình", date(2022, 1, 20), [name])
        for name in ("bithu1", writer.username)
    ]
    HintAnswer.objects.bulk_create(
        HintAnswer(point_id=point, text=text, saved_by="x", saved_at=make.now())
        for point, text in answers(hint).items()
    )
    assert (told(left(scene.campaign, "hints")), [one.why for one in left(scene.campaign, "hints").spared]) == (
        [],
        ["gợi ý 15-CV/ĐU đã giải trình"],
    )


def test_members_with_a_pin_are_reminded_of_their_own_critique_until_it_is_submitted():
    scene = make_scene()
    review = scene.review("Nguyễn Văn An")
    make.make_account("an", "member", scene.campaign.ward, member=review.member, uses_pin=True, display_name="An")
    exempt = scene.review("Lê Thị Miễn").member
    make.make_account("mien", "member", scene.campaign.ward, member=exempt, uses_pin=True)

    before = told(left(scene.campaign, "own_reviews"))
    self_critiques.submit_critique(
        by=scene.secretary, review_id=review.pk, values=full_values(review), revision=0, on=make.TODAY
    )
    after = left(scene.campaign, "own_reviews")

    assert before == [("Chi bộ Khu phố 1", "bản tự kiểm điểm của đồng chí chưa nộp", DEADLINE, ["an"])]
    assert (told(after), [(one.name, one.why) for one in after.spared]) == ([], [("An", "đã nộp")])


def test_planning_reviews_are_due_after_the_release_on_no_day():
    scene = make_scene()
    ReviewFile.objects.update(stage=Stage.RELEASED)
    PlanningReview.objects.create(
        file=scene.other_file, filed_at=make.now(), filed_by="x", saved_by="x", saved_at=make.now()
    )

    stage = left(scene.campaign, "planning")

    assert told(stage) == [("Chi bộ Khu phố 1", "chưa báo cáo rà soát, bổ sung quy hoạch", None, ["bithu1"])]
    assert (stage.due_on, [one.name for one in stage.spared]) == (None, ["Chi bộ Khu phố 2"])


def test_measures_are_reminded_of_from_two_weeks_before_their_day_in_closed_years_too():
    scene = make_remedy_scene()
    row = ("Chi bộ Khu phố 1", "còn 1 biện pháp khắc phục chưa xong", PAST, ["bithu1"])

    assert told(left(scene.campaign, "remedies")) == [row]
    assert told(left(scene.campaign, "remedies", PAST - timedelta(14))) == [row]
    assert told(left(scene.campaign, "remedies", PAST - timedelta(15))) == []

    scene.campaign.stage = CampaignStage.CLOSED
    scene.campaign.save()
    assert told(left(scene.campaign, "remedies")) == [row]
    assert all(left(scene.campaign, code).is_done for code in REMINDED_STAGES if code != "remedies")


def test_what_was_done_about_a_measure_ends_its_reminder():
    scene = make_remedy_scene()
    for row in carried(scene, "Nguyễn Văn An"):
        assess(scene, row, "fixed")

    assert left(scene.campaign, "remedies").is_done


def test_every_stage_costs_the_same_whatever_the_wards_size():
    counts = []
    for members, ward in ((3, "P11"), (30, "P12")):
        sitting = Sitting(members, ward=ward)
        ReviewFile.objects.filter(campaign=sitting.campaign).update(stage=Stage.RELEASED)
        with CaptureQueriesContext(connection) as queries:
            stages = YearLeft(
                type(sitting.campaign).objects.select_related("ward").get(pk=sitting.campaign.pk), make.TODAY
            ).all()
        counts.append(len(queries))
        assert [stage.code for stage in stages] == list(REMINDED_STAGES)

    assert counts == [11, 11]
