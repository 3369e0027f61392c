"""The year closed by the committee: when, what stays possible, the way back, the next year beside it."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from assessments.models import Campaign, IssuedPaper, ReviewFile
from assessments.selectors.closing import closing_of
from assessments.selectors.work_queue import work_for
from assessments.services import closing, deadlines, late_changes, narratives, orders, planning, remedies, year_facts
from assessments.services.late_deed import Paper
from assessments.services.remedies import ShortcomingValue
from assessments.services.steps import lock_file
from assessments.workflow import Stage
from cells.access import NotPermitted, access_of
from cells.models import JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments import hint_scene, remedy_scene
from tests.assessments.deeds import issue_report
from tests.assessments.pages import get, post, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return remedy_scene.make_first_year()


def finish(scene) -> None:
    ReviewFile.objects.filter(campaign=scene.campaign).update(stage=Stage.RELEASED)
    issue_report(scene.campaign)


def close(scene, by=None) -> Campaign:
    return closing.close_year(by=by or scene.committee, campaign_id=scene.campaign.pk, on=make.TODAY)


def refusals_of(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [str(refusal) for refusal in refused.value.refusals]


def test_a_year_under_way_is_not_closed_and_everything_left_is_told_at_once(scene):
    hint_scene.draft(scene, remedy_scene.AN)
    ReviewFile.objects.filter(pk=scene.other_file.pk).update(stage=Stage.SUBMITTED)
    values = orders.OrderValues(note="Xem lại.", due_on=date(2022, 1, 20))
    orders.draft_order(
        by=scene.office,
        campaign_id=scene.campaign.pk,
        kind="return",
        file_id=scene.other_file.pk,
        values=values,
        on=make.TODAY,
    )

    assert refusals_of(lambda: close(scene)) == [
        "Kết quả của mọi hồ sơ đã công bố: Còn 2 hồ sơ chưa công bố.",
        "Báo cáo tổng hợp đã ban hành: Báo cáo tổng hợp chưa ban hành.",
        "Không còn dự thảo gợi ý kiểm điểm: Còn 1 dự thảo gợi ý chưa ban hành, chưa rút.",
        "Không còn dự thảo văn bản chỉ đạo: Còn 1 dự thảo văn bản chưa ban hành, chưa bỏ.",
    ]
    assert Campaign.objects.get().stage == "open"


def test_a_report_older_than_the_last_decision_holds_the_closing_up(scene):
    finish(scene)
    run = scene.campaign.check_runs.create(
        purpose="x", dossier={}, answer={}, by_name="x", at=make.now(), rule_set="2020"
    )
    scene.campaign.decisions.create(
        check_run=run,
        scope="people",
        number="9-QĐ/ĐU",
        signed_on=make.TODAY,
        at=make.now(),
        rows=0,
        deciding_body="Ban Thường vụ",
        signed_by="x",
    )

    [told] = refusals_of(lambda: close(scene))
    assert told.startswith("Báo cáo tổng hợp đã ban hành: Ngày ")
    issue_report(scene.campaign)
    assert close(scene).stage == "closed"


def test_another_paper_is_no_summary_report(scene):
    finish(scene)
    IssuedPaper.objects.update(paper="planning_summary")
    assert refusals_of(lambda: close(scene)) == ["Báo cáo tổng hợp đã ban hành: Báo cáo tổng hợp chưa ban hành."]


def test_closing_and_opening_again_are_told_in_the_journal(scene):
    finish(scene)
    close(scene)
    closing.reopen_year(by=scene.committee, campaign_id=scene.campaign.pk, reason=" Công văn 9-CV/QU ", on=make.TODAY)

    entries = JournalEntry.objects.filter(action__in=("campaign.closed", "campaign.reopened")).order_by("pk")
    assert [(entry.actor_name, entry.before, entry.after, entry.reason) for entry in entries] == [
        ("thuongvu", {"stage": "open"}, {"stage": "closed"}, ""),
        ("thuongvu", {"stage": "closed"}, {"stage": "open"}, "Công văn 9-CV/QU"),
    ]
    assert Campaign.objects.get().stage == "open"


def test_a_year_is_opened_again_only_with_a_reason_and_only_when_closed(scene):
    again = {"by": scene.committee, "campaign_id": scene.campaign.pk, "on": make.TODAY}
    assert refusals_of(lambda: closing.reopen_year(**again, reason="x")) == ["Năm kiểm điểm 2020 chưa đóng."]
    finish(scene)
    close(scene)
    assert refusals_of(lambda: closing.reopen_year(**again, reason="  ")) == [
        "Ghi lý do mở lại năm; lý do được lưu trong nhật ký."
    ]
    assert refusals_of(lambda: close(scene)) == ["Năm kiểm điểm 2020 đã đóng rồi."]


def deeds_of_a_finished_year(scene) -> dict:
    """What may be done after the release, by those who may do it."""
    campaign, an = scene.campaign, scene.review(remedy_scene.AN)
    paper = Paper(date(2020, 12, 20), "15-QĐ/ĐU", date(2020, 12, 19))
    re_review = {"kind": "re_review", "file_id": scene.file.pk, "values": orders.OrderValues("x", due_on=make.TODAY)}
    days = {"cell_deadline": date(2020, 12, 19)}
    return {
        "order": lambda: orders.draft_order(by=scene.office, campaign_id=campaign.pk, on=make.TODAY, **re_review),
        "hint": lambda: hint_scene.draft(scene, remedy_scene.AN),
        "death": lambda: late_changes.death(
            by=scene.office, campaign_id=campaign.pk, paper=paper, member_id=an.member_id, on=make.TODAY
        ),
        "facts": lambda: year_facts.record_year_facts(
            by=scene.office, member_id=an.member_id, year=2020, values={"sick_leave_months": 4}, revision=None, on=make.TODAY
        ),
        "deadlines": lambda: deadlines.move_deadlines(
            by=scene.office, campaign_id=campaign.pk, values=days, revision=campaign.revision, document="x",
            document_date=make.TODAY, expected="", on=make.TODAY,
        ),
        "report": lambda: narratives.save_narrative(
            by=scene.office, campaign_id=campaign.pk, values={}, revision=campaign.revision, on=make.TODAY
        ),
        "planning": lambda: planning.save_planning(
            by=scene.secretary, file_id=scene.file.pk, entries=[], text="", revision=0, on=make.TODAY
        ),
        "shortcoming": lambda: remedies.save_shortcomings(
            by=scene.office, review_id=an.pk, values=[ShortcomingValue("Vắng họp", 2020)], on=make.TODAY
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["order", "hint", "death", "facts", "deadlines", "report", "planning", "shortcoming"])
def test_in_a_closed_year_nothing_is_written(scene, name):
    finish(scene)
    deed = deeds_of_a_finished_year(scene)[name]
    close(scene)
    before = JournalEntry.objects.count()

    [told] = refusals_of(deed)

    assert "đã đóng" in told
    assert JournalEntry.objects.count() == before


def test_only_plans_letters_retention_and_the_closing_itself_write_past_the_end_of_a_year():
    services = Path(django_settings.BASE_DIR) / "assessments" / "services"
    past = {path.name for path in services.glob("*.py") if "closed_too=True" in path.read_text()}

    assert past == {"closing.py", "remedies.py", "remedy_locks.py", "reminders.py", "retention.py"}


def test_what_came_of_a_plan_is_recorded_after_the_closing(scene):
    [row] = remedy_scene.name(scene, remedy_scene.AN, "Vắng họp hai lần")
    measure = remedy_scene.plan(scene, remedy_scene.AN, row)
    finish(scene)
    close(scene)

    remedy_scene.save(
        scene,
        remedy_scene.typed(measure, done_on=date(2022, 1, 5), result="Đã dự đủ"),
        review=scene.review(remedy_scene.AN),
    )
    remedy_scene.note(scene)

    measure.refresh_from_db()
    assert (measure.done_on, measure.result) == (date(2022, 1, 5), "Đã dự đủ")


def test_who_waits_for_the_file_finds_the_year_closed(scene):
    finish(scene)
    file = ReviewFile.objects.select_related("campaign").get(pk=scene.file.pk)
    close(scene)

    assert file.campaign.stage == "open"
    with pytest.raises(Refused):
        lock_file(file.pk)


def test_the_committee_is_told_that_the_year_can_be_closed_and_the_office_is_not(scene):
    finish(scene)
    url = f"/assessments/{scene.campaign.pk}/close/"

    def told(account):
        return [
            work.what for work in work_for(account, access_of(account, make.TODAY), make.TODAY).works if work.url == url
        ]

    assert (told(scene.committee), told(scene.office)) == (["Đóng năm kiểm điểm 2020"], [])
    close(scene)
    assert told(scene.committee) == []


def test_the_page_tells_what_is_left_and_closes(scene):
    page = text(get(scene.committee, "campaign_close", scene.campaign.pk))
    assert "Còn 2 việc trước khi đóng được năm" in page
    assert "Mở năm sau không cần chờ đóng năm này" not in page
    finish(scene)
    assert "Mở năm sau không cần chờ đóng năm này" in text(get(scene.committee, "campaign_close", scene.campaign.pk))
    assert "Ban Thường vụ đóng năm." in text(get(scene.office, "campaign_close", scene.campaign.pk))

    assert post(scene.committee, "campaign_close", scene.campaign.pk).status_code == 302

    for account, name, target in (
        (scene.office, "campaign_close", scene.campaign.pk),
        (scene.office, "campaign_detail", scene.campaign.pk),
        (scene.secretary, "cell_home", scene.file.pk),
        (scene.secretary, "critique_read", scene.review(remedy_scene.AN).pk),
    ):
        assert "Năm kiểm điểm này đã đóng" in text(get(account, name, target))


def test_a_refusal_of_a_closed_year_comes_back_on_its_page_with_the_typed_words(scene):
    finish(scene)
    close(scene)
    answer = post(
        scene.office,
        "order_new",
        scene.campaign.pk,
        kind="re_review",
        file=scene.file.pk,
        note="Xem lại mục 1.",
        due_on="20/01/2022",
    )

    assert answer.status_code == 200


def test_the_next_year_is_opened_beside_an_open_one_and_says_so(scene):
    campaign = make.make_campaign(scene.campaign.ward, scene.office, 2021)
    assert "Năm kiểm điểm 2020 chưa đóng." in text(get(scene.office, "campaign_open", campaign.pk))

    assert post(scene.office, "campaign_open", campaign.pk).status_code == 302

    assert Campaign.objects.get(year=2021).stage == "open"
    assert Campaign.objects.get(year=2020).stage == "open"


def test_the_next_year_takes_over_from_a_closed_one(scene):
    remedy_scene.name(scene, remedy_scene.AN, "Vắng họp hai lần")
    finish(scene)
    close(scene)
    remedy_scene.open_next(scene)

    assert [row.text for row in remedy_scene.carried(scene, remedy_scene.AN)] == ["Vắng họp hai lần"]


def test_closing_reads_as_much_for_a_large_ward(scene, django_assert_num_queries):
    with django_assert_num_queries(9):
        closing_of(scene.campaign)
    for number in range(5):
        make.make_member(scene.file.cell, f"Thêm {number}")
    remedy_scene.name(scene, remedy_scene.AN, "Một", "Hai", "Ba")
    with django_assert_num_queries(9):
        closing_of(scene.campaign)


def test_the_district_and_the_secretary_close_nothing(scene):
    finish(scene)
    for account in (scene.secretary, scene.office, scene.district):
        with pytest.raises(NotPermitted):
            close(scene, by=account)
    assert IssuedPaper.objects.count() == 1
    assert Campaign.objects.get().stage == "open"
