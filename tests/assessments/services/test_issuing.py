"""Issuing a paper: only what is decided, kept as it was sent, superseded with a reason, once."""

import hashlib
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from assessments.models import IssuedPaper, ReviewFile
from assessments.reports.catalogue import WARD_SUMMARY, PaperState, contents_of, state_of
from assessments.reports.copies import is_overtaken, issue_of, kept_data
from assessments.reports.issue_printing import Made
from assessments.selectors.papers import issued_copies, standing_copy
from assessments.services import issuing
from assessments.services.narratives import save_narrative
from assessments.workflow import Stage
from cells.access import NotPermitted
from cells.journal.checking import head_fault
from cells.models import JournalEntry, JournalHead
from cells.refusals import Refused, StaleEdit
from tests import factories as make
from tests.assessments.reports.copies import issued_copy
from tests.assessments.sitting import Sitting
from tests.cells.journal_scene import settle

pytestmark = pytest.mark.django_db
DAY = make.TODAY


@pytest.fixture
def sitting():
    sitting = Sitting(members=3)
    sitting.decide_all()
    return sitting


def issue(sitting, by=None, number="12", dated_on=DAY, **more):
    return issuing.issue_paper(
        by=by or sitting.office,
        campaign_id=sitting.campaign.pk,
        paper=WARD_SUMMARY,
        number=number,
        dated_on=dated_on,
        on=DAY,
        **more,
    )


def refused(sitting, **more):
    with pytest.raises(Refused) as error:
        issue(sitting, **more)
    assert not IssuedPaper.objects.filter(superseded=False, number__startswith="99").exists()
    return [(refusal.field, refusal.message) for refusal in error.value.refusals]


def test_a_copy_is_kept_with_its_bytes_and_their_digest(sitting):
    copy = issue(sitting)

    kept = IssuedPaper.objects.get()
    assert kept.pk == copy.pk
    assert hashlib.sha256(bytes(kept.content)).hexdigest() == kept.sha256
    assert kept.number == "12-BC/ĐU"
    first = PdfReader(BytesIO(bytes(kept.content))).pages[0].extract_text()
    assert "Số 12-BC/ĐU" in first
    assert "ngày 10 tháng 01 năm 2022" in first
    assert "DỰ THẢO" not in first
    assert kept.data == kept_data(contents_of(WARD_SUMMARY, sitting.campaign, issue_of(kept)))
    assert kept.data["letterhead"]["number"] == "Số 12-BC/ĐU"
    assert not is_overtaken(WARD_SUMMARY, sitting.campaign, kept)


def test_the_head_on_a_report_is_the_one_before_its_own_entry(sitting):
    settle()
    head = JournalHead.objects.get(ward_code="P11")
    copy = issue(sitting)
    settle()

    assert copy.data["journal"] == {"number": head.number, "hash": head.hash}
    assert str(head) in PdfReader(BytesIO(bytes(copy.content))).pages[-1].extract_text()
    entry = JournalEntry.objects.get(action="paper.issued")
    assert (entry.number, entry.previous_hash) == (head.number + 1, head.hash)
    assert head_fault("P11", head.number, head.hash) is None


def test_nothing_is_issued_before_the_decision():
    sitting = Sitting(members=3)

    [(field, message)] = refused(sitting)

    assert (field, message.startswith("Còn hồ sơ chưa được quyết định")) == ("", True)


def test_a_reopened_file_stops_a_new_issue(sitting):
    issued_copy(sitting.campaign)
    ReviewFile.objects.filter(code="KP02").update(stage=Stage.RETURNED)

    assert state_of(WARD_SUMMARY, sitting.campaign, issued=True) is PaperState.DRAFT
    assert len(refused(sitting, number="99", replaces=IssuedPaper.objects.get().pk, reason="Sửa")) == 1


def test_a_new_issue_supersedes_with_a_reason(sitting):
    first = issued_copy(sitting.campaign)

    second = issue(sitting, number="13", replaces=first.pk, reason="Bổ sung phần đề xuất.")

    first.refresh_from_db()
    assert first.superseded
    assert [copy.number for copy in issued_copies(sitting.campaign, "ward_summary")] == ["13-BC/ĐU", "12-BC/ĐU"]
    assert standing_copy(sitting.campaign, "ward_summary").pk == second.pk
    assert second.reason == "Bổ sung phần đề xuất."
    entry = JournalEntry.objects.filter(action="paper.issued").latest("pk")
    assert (entry.before["number"], entry.after["number"], entry.reason) == ("12-BC/ĐU", "13-BC/ĐU", second.reason)


def test_superseding_without_a_reason_is_refused(sitting):
    first = issued_copy(sitting.campaign)

    assert [field for field, _message in refused(sitting, number="99", replaces=first.pk, reason="  ")] == ["reason"]
    first.refresh_from_db()
    assert not first.superseded


def test_the_second_of_two_who_issue_is_told(sitting):
    first = issued_copy(sitting.campaign)

    with pytest.raises(StaleEdit) as stale:
        issue(sitting, number="13")

    assert stale.value.current.pk == first.pk
    assert IssuedPaper.objects.count() == 1


def test_a_number_is_used_once(sitting):
    first = issued_copy(sitting.campaign)

    assert [field for field, _message in refused(sitting, replaces=first.pk, reason="Sửa")] == ["number"]


@pytest.mark.parametrize("number", ["", "12-BC/ĐU", "số 12", "12345", "-1", "1.5"])
def test_the_number_is_the_running_number_alone(sitting, number):
    assert [field for field, _message in refused(sitting, number=number)] == ["number"]


def test_the_date_lies_between_the_decision_and_today(sitting):
    before = DAY - timedelta(days=1)
    after = DAY + timedelta(days=1)

    assert refused(sitting, dated_on=after) == [("dated_on", "Ngày của văn bản nằm ở tương lai.")]
    [(field, message)] = refused(sitting, dated_on=before)
    assert (field, "10/01/2022" in message) == ("dated_on", True)


def test_all_refusals_come_at_once(sitting):
    fields = [field for field, _message in refused(sitting, number="x", dated_on=date(2030, 1, 1))]

    assert fields == ["number", "dated_on"]


@pytest.mark.parametrize("role", ["committee", "district", "admin"])
def test_only_the_office_issues(sitting, role):
    account = make.make_account(f"nguoi-{role}", role, sitting.ward)

    with pytest.raises(NotPermitted):
        issue(sitting, by=account)


def test_figures_that_move_while_it_is_printed_stop_it(sitting, monkeypatch):
    def print_and_edit(paper, campaign, issue, contents):
        save_narrative(
            by=sitting.office, campaign_id=sitting.campaign.pk, values={"situation": "Mới"}, revision=0, on=DAY
        )
        return Made(b"%PDF")

    monkeypatch.setattr(issuing, "made_of", print_and_edit)

    [(_field, message)] = refused(sitting)
    assert message.startswith("Số liệu đã thay đổi trong lúc in")
    assert not IssuedPaper.objects.exists()


def test_a_copy_is_overtaken_when_its_words_would_change(sitting):
    copy = issued_copy(sitting.campaign)
    save_narrative(by=sitting.office, campaign_id=sitting.campaign.pk, values={"situation": "Mới"}, revision=0, on=DAY)
    sitting.campaign.refresh_from_db()

    assert is_overtaken(WARD_SUMMARY, sitting.campaign, copy)
