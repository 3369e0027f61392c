"""Acceptance together: files laid aside, their totals shown, all accepted or none."""

import pytest

from assessments.models import ReviewFile
from assessments.selectors.acceptance import acceptance_of
from assessments.selectors.desk import desk_of
from assessments.services.acceptance import accept_staged, stage_file
from assessments.services.steps import take_step
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.models import JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    sitting = Sitting()
    ReviewFile.objects.update(stage=Stage.SUBMITTED)
    return sitting


def stage(sitting, code, staged=True, by=None):
    return stage_file(by=by or sitting.office, file_id=sitting.file(code).pk, staged=staged, on=make.TODAY)


def shown(sitting):
    return acceptance_of(desk_of(sitting.campaign))


def accept(sitting, page, by=None):
    seen = {sent.file.pk: sent.mark for sent in page.staged}
    return accept_staged(by=by or sitting.office, campaign_id=sitting.campaign.pk, seen=seen, on=make.TODAY)


def stages(sitting) -> dict[str, str]:
    return dict(ReviewFile.objects.filter(campaign=sitting.campaign).values_list("code", "stage"))


def refusals_of(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [str(refusal) for refusal in refused.value.refusals]


def test_the_files_laid_aside_are_accepted_together(sitting):
    stage(sitting, "KP01")
    stage(sitting, "KP02")
    assert set(stages(sitting).values()) == {"submitted"}
    page = shown(sitting)
    assert [sent.file.code for sent in page.staged] == ["KP01", "KP02"]
    assert [sent.file.code for sent in page.waiting] == ["UBND"]
    assert page.counts == [("Đảng viên", [0, 11, 0, 0], 11), ("Chi bộ", [0, 2, 0, 0], 2)]
    assert page.subjects == 13
    accepted = accept(sitting, page)
    assert [file.code for file in accepted] == ["KP01", "KP02"]
    assert stages(sitting) == {"KP01": "accepted", "KP02": "accepted", "UBND": "submitted"}
    assert not ReviewFile.objects.filter(staged_at__isnull=False).exists()
    assert JournalEntry.objects.get(action="files.accepted").after["files"] == ["KP01", "KP02"]


@pytest.mark.parametrize("what", ["returned", "facts", "one more", "one less", "grade"])
def test_a_file_that_changed_stops_all_and_is_named(sitting, what):
    stage(sitting, "KP01")
    stage(sitting, "KP02")
    page = shown(sitting)
    name = "Chi bộ Khu phố 2"
    if what == "returned":
        take_step(by=sitting.office, file_id=sitting.file("KP02").pk, step="return", on=make.TODAY, note="x")
    elif what == "facts":
        review = sitting.review("B001")
        review.facts_version += 1
        review.save()
    elif what == "one more":
        stage(sitting, "UBND")
        name = "UBND"
    elif what == "one less":
        stage(sitting, "KP02", staged=False)
    else:
        sitting.give("B001", "cell", "fulfilled")
    before = stages(sitting)
    assert refusals_of(lambda: accept(sitting, page)) == [
        f"“{name}” đã thay đổi sau khi hiện số liệu. Xem lại các con số dưới đây rồi hãy nhận."
    ]
    assert stages(sitting) == before


def test_open_findings_are_counted_file_by_file(sitting):
    sitting.give("B001", "cell", "excellent")
    stage(sitting, "KP02")
    before = shown(sitting)
    review = sitting.review("B001")
    review.facts = review.facts | {"sick_leave_months": 4}
    review.save()
    sent = shown(sitting).staged[0]
    assert (before.violations, sent.violations) == (0, 1)
    assert [finding.rule for finding in sent.findings if finding.severity == "violation"] == ["sick-leave-ceiling"]


def test_only_the_office_lays_aside_and_accepts(sitting):
    secretary = make.make_account("bithu1", "secretary", sitting.first)
    for account in (sitting.committee, secretary, make.make_account("la", "office", make.make_ward("P12"))):
        with pytest.raises(NotPermitted):
            stage(sitting, "KP01", by=account)
        with pytest.raises(NotPermitted):
            accept(sitting, shown(sitting), by=account)
    assert not ReviewFile.objects.filter(staged_at__isnull=False).exists()


def test_only_a_sent_file_is_laid_aside_and_nothing_else_is_accepted(sitting):
    ReviewFile.objects.filter(code="KP01").update(stage=Stage.COLLECTING)
    assert refusals_of(lambda: stage(sitting, "KP01")) == [
        "“Chi bộ Khu phố 1” không ở Văn phòng; chỉ đánh dấu được hồ sơ đã gửi."
    ]
    assert refusals_of(lambda: accept(sitting, shown(sitting))) == [
        "Chưa có hồ sơ nào được đánh dấu. Trước hết hãy đánh dấu các hồ sơ sẽ nhận."
    ]


def test_any_step_ends_the_mark(sitting):
    stage(sitting, "KP01")
    take_step(by=sitting.office, file_id=sitting.file("KP01").pk, step="return", on=make.TODAY, note="x")
    assert sitting.file("KP01").staged_at is None
