"""After the release: planning reviews filed, summed up, submitted (rules G5)."""

from datetime import timedelta

import pytest

from assessments.models import PlanningReview, PlanningSummary, ReviewFile
from assessments.selectors.cell_tasks import TaskState
from assessments.selectors.planning import planning_task, plannings_waiting, ward_planning
from assessments.services.planning import (
    PlanningEntry,
    file_planning,
    save_planning,
    save_summary,
    submit_summary,
    take_back_planning,
)
from assessments.workflow import Stage
from cells import clock
from cells.access import NotPermitted, access_of
from cells.models import JournalEntry
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
ENTRIES = (
    PlanningEntry("Nguyễn Văn An 1", "Bí thư chi bộ", "keep"),
    PlanningEntry("Nguyễn Văn An 2", "Phó Bí thư chi bộ", "add", "Hoàn thành tốt nhiệm vụ."),
    PlanningEntry("Nguyễn Văn An 3", "Chi ủy viên", "remove", "Hết tuổi."),
)


@pytest.fixture
def sitting():
    sitting = Sitting()
    ReviewFile.objects.update(stage=Stage.RELEASED)
    sitting.secretary = make.make_account("bithu1", "secretary", sitting.first, display_name="Bí thư Một")
    return sitting


def save(sitting, code="KP01", by=None, entries=ENTRIES, text="", revision=0):
    return save_planning(
        by=by or sitting.secretary, file_id=sitting.file(code).pk, entries=entries, text=text, revision=revision,
        on=make.TODAY,
    )  # fmt: skip


def send(sitting, code="KP01", by=None, revision=1):
    return file_planning(by=by or sitting.secretary, file_id=sitting.file(code).pk, revision=revision, on=make.TODAY)


def back(sitting, revision, by=None):
    return take_back_planning(
        by=by or sitting.secretary, file_id=sitting.file("KP01").pk, revision=revision, on=make.TODAY
    )


def submit(sitting, number="08-TTr/VP", dated_on=make.TODAY, revision=1, by=None, **more):
    return submit_summary(
        by=by or sitting.office, campaign_id=sitting.campaign.pk, number=number, dated_on=dated_on, revision=revision,
        on=make.TODAY, **more,
    )  # fmt: skip


def summarize(sitting, text="Bổ sung 1, đưa ra 1.", revision=0, by=None):
    return save_summary(
        by=by or sitting.office, campaign_id=sitting.campaign.pk, text=text, revision=revision, on=make.TODAY
    )


def refusals_of(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [str(refusal) for refusal in refused.value.refusals]


def test_a_planning_review_is_written_filed_and_summed_up(sitting):
    save(sitting)
    planning = send(sitting)
    assert (planning.filed_by, planning.revision, len(planning.entries)) == ("Bí thư Một", 2, 3)
    ward = ward_planning(sitting.campaign)
    assert (len(ward.filed), [row.file.code for row in ward.missing]) == (1, ["KP02", "UBND"])
    assert (ward.kept, ward.added, ward.removed) == (1, 1, 1)
    summarize(sitting)
    summary = submit(sitting)
    assert (summary.number, summary.dated_on, summary.submitted_by) == ("08-TTr/VP", make.TODAY, "Văn phòng")
    assert JournalEntry.objects.get(action="planning.submitted").after["number"] == "08-TTr/VP"


def test_nothing_is_reviewed_before_the_release(sitting):
    ReviewFile.objects.filter(code="KP01").update(stage=Stage.DECIDED)
    assert refusals_of(lambda: save(sitting)) == [
        "Việc rà soát quy hoạch thực hiện sau khi công bố kết quả của “Chi bộ Khu phố 1”. (123-CV/ĐU 4)"
    ]
    assert not PlanningReview.objects.exists()


def test_what_a_row_needs(sitting):
    rows = (
        PlanningEntry("", "Bí thư", "keep"),
        PlanningEntry("An", "", "keep"),
        PlanningEntry("Bình", "Bí thư", "add"),
        PlanningEntry("Chi", "Bí thư", "khác"),
        PlanningEntry("", "", "keep"),
    )
    assert refusals_of(lambda: save(sitting, entries=rows)) == [
        "Dòng 1: ghi họ tên.",
        "Dòng 2 (An): ghi chức danh quy hoạch.",
        "Dòng 3 (Bình): ghi lý do bổ sung hoặc đưa ra khỏi quy hoạch.",
        "Dòng 4 (Chi): chọn giữ, bổ sung hay đưa ra khỏi quy hoạch.",
    ]


def test_an_empty_one_is_not_filed_but_words_are_enough(sitting):
    save(sitting, entries=())
    (told,) = refusals_of(lambda: send(sitting))
    assert told.startswith("Ghi ít nhất một đồng chí, hoặc ghi rõ giữ nguyên quy hoạch.")
    save(sitting, entries=(), text="Giữ nguyên quy hoạch.", revision=1)
    assert send(sitting, revision=2).filed_at is not None


def test_it_is_taken_back_until_it_is_summed_up(sitting):
    save(sitting)
    send(sitting)
    assert refusals_of(lambda: save(sitting, revision=2)) == ["Bản rà soát quy hoạch này đã gửi. Hãy rút về để sửa."]
    assert back(sitting, 2).filed_at is None
    assert refusals_of(lambda: back(sitting, 3)) == ["Bản rà soát quy hoạch này chưa gửi."]
    send(sitting, revision=3)
    summarize(sitting)
    submit(sitting)
    (told,) = refusals_of(lambda: back(sitting, 4))
    assert told.startswith("Văn phòng đã tổng hợp và trình ngày ")


def test_after_a_re_review_it_is_looked_at_again(sitting):
    save(sitting)
    send(sitting)
    save_summary(by=sitting.office, campaign_id=sitting.campaign.pk, text="Bổ sung 1.", revision=0, on=make.TODAY)
    submit(sitting)
    file = ReviewFile.objects.filter(pk=sitting.file("KP01").pk)
    [row] = ward_planning(sitting.campaign).filed
    assert (row.is_outdated, row.may_be_taken_back) == (False, False)

    file.update(stage=Stage.RETURNED, round=2, stage_since=clock.now())  # a re-review ordered: nothing to do yet
    [row] = ward_planning(sitting.campaign).filed
    assert row.is_outdated is False
    with pytest.raises(Refused):
        back(sitting, 2)

    file.update(stage=Stage.RELEASED, stage_since=clock.now())
    [row] = ward_planning(sitting.campaign).filed
    assert (row.is_outdated, planning_task(row, 8).state) == (True, TaskState.WORKING)
    back(sitting, 2)
    save(sitting, entries=ENTRIES[:1], revision=3)
    send(sitting, revision=4)
    [row] = ward_planning(sitting.campaign).filed
    assert (row.is_outdated, row.is_late, planning_task(row, 8).state) == (False, True, TaskState.DONE)


def test_late_is_possible_and_waits_for_a_supplement(sitting):
    with clock.acting_on(make.TODAY):
        save(sitting)
        send(sitting)
        summarize(sitting)
        submit(sitting)
    with clock.acting_on(make.TODAY + timedelta(days=1)):
        save(sitting, code="KP02", by=sitting.office)
        send(sitting, code="KP02", by=sitting.office)
    assert [row.file.code for row in ward_planning(sitting.campaign).late] == ["KP02"]
    assert len(list(plannings_waiting(access_of(sitting.office, make.TODAY)))) == 1
    with clock.acting_on(make.TODAY + timedelta(days=2)):
        second = submit(sitting, number="11-TTr/VP", revision=2, reason="Khu phố 2 gửi sau.")
    assert (second.number, ward_planning(sitting.campaign).late) == ("11-TTr/VP", [])
    assert JournalEntry.objects.filter(action="planning.submitted").latest("pk").before["number"] == "08-TTr/VP"
    assert list(plannings_waiting(access_of(sitting.office, make.TODAY))) == []


def test_what_a_submission_needs(sitting):
    assert refusals_of(lambda: submit(sitting, number=" ", dated_on=make.TODAY + timedelta(days=1), revision=0)) == [
        "Hãy viết phần tổng hợp trước; đó là nội dung trình.",
        "Chưa chi bộ nào gửi kết quả rà soát quy hoạch; chưa có gì để tổng hợp.",
        "Hãy ghi số văn bản trình.",
        "Ngày của văn bản nằm ở tương lai.",
    ]
    assert not PlanningSummary.objects.exists()


def test_two_people_write_the_same(sitting):
    save(sitting)
    with pytest.raises(StaleEdit):
        save(sitting, by=sitting.office)
    summarize(sitting)
    with pytest.raises(StaleEdit):
        summarize(sitting)


@pytest.mark.parametrize("actor", ["committee", "district", "other_secretary", "stranger", "admin"])
def test_only_the_own_side_and_the_office_write(sitting, actor):
    account = {
        "committee": lambda: sitting.committee,
        "district": lambda: make.make_account("quan", "district", sitting.ward),
        "other_secretary": lambda: make.make_account("bithu2", "secretary", sitting.second),
        "stranger": lambda: make.make_account("la", "office", make.make_ward("P12")),
        "admin": lambda: make.make_account("quantri", "admin", sitting.ward),
    }[actor]()
    for deed in (
        lambda: save(sitting, by=account),
        lambda: send(sitting, by=account),
        lambda: back(sitting, 1, by=account),
        lambda: summarize(sitting, by=account),
        lambda: submit(sitting, by=account),
    ):
        with pytest.raises(NotPermitted):
            deed()


def test_the_queue_asks_for_the_newest_year_alone(sitting):
    waiting = list(plannings_waiting(access_of(sitting.office, make.TODAY)))
    assert [campaign.year for campaign, _planning in waiting] == [2021]
    assert list(plannings_waiting(access_of(sitting.committee, make.TODAY))) == []
    ReviewFile.objects.update(stage=Stage.DECIDED)
    assert list(plannings_waiting(access_of(sitting.office, make.TODAY))) == []
