"""Papers on the planning of cadres: what the cells report, what the office submits, kept as it was submitted."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from assessments.models import IssuedPaper, PlanningReview, PlanningSummary, ReviewFile
from assessments.reports.catalogue import PLANNING_SUMMARY, PaperState, contents_of, file_contents_of, printed, state_of
from assessments.reports.contents.party_document import Issue
from assessments.reports.copies import is_overtaken
from assessments.reports.file_catalogue import PLANNING_REVIEW
from assessments.selectors.campaigns import all_years
from assessments.services.planning import submit_summary
from assessments.workflow import Stage
from cells.access import access_of
from cells.models import JournalEntry
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
ENTRIES = [
    {"name": "Nguyễn Văn An 1", "post": "Bí thư chi bộ", "change": "keep", "why": ""},
    {"name": "Nguyễn Văn An 2", "post": "Phó Bí thư chi bộ", "change": "add", "why": "Hoàn thành tốt nhiệm vụ."},
    {"name": "Nguyễn Văn An 3", "post": "Chi ủy viên", "change": "remove", "why": "Hết tuổi."},
]
WORDS = "Các chi bộ rà soát nghiêm túc.\nĐề nghị bổ sung 1 đồng chí."


def released() -> Sitting:
    sitting = Sitting()
    ReviewFile.objects.update(stage=Stage.RELEASED)
    ReviewFile.objects.filter(code="UBND").update(stage=Stage.DECIDED)
    return sitting


@pytest.fixture(scope="module")
def give(once):
    return once(released)


@pytest.fixture
def sitting(give, settings):
    settings.SAMPLE_TODAY = make.TODAY
    return give()


def filed(sitting, code="KP01", entries=ENTRIES, text="Đã rà soát.", filed_at=make.now):
    return PlanningReview.objects.create(
        file=sitting.file(code), entries=entries, text=text, saved_by="x", saved_at=make.now(),
        filed_at=filed_at() if filed_at else None, filed_by="x" if filed_at else "",
    )  # fmt: skip


def written(sitting, text=WORDS):
    return PlanningSummary.objects.create(campaign=sitting.campaign, text=text, saved_by="x", saved_at=make.now())


def submit(sitting, number="08-TTr/VP", revision=1, **more):
    return submit_summary(
        by=sitting.office, campaign_id=sitting.campaign.pk, number=number, dated_on=make.TODAY, revision=revision,
        on=make.TODAY, **more,
    )  # fmt: skip


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def texts_of(contents):
    head, sign = contents.letterhead, contents.signature
    yield from (
        head.superior,
        head.committee,
        head.number,
        head.place_and_date,
        head.kind,
        head.subject,
        head.addressee,
    )
    yield from (contents.opening, contents.closing, sign.authority, sign.position, *sign.recipients)
    for part in contents.parts:
        yield from (part.title, *part.paragraphs)
        for table in part.tables:
            yield table.caption
            yield from (cell for row in table.rows for cell in row.cells)


def rows_of(table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def page(client, account, name, *args, status=200) -> str:
    client.force_login(account)
    answer = client.get(reverse(f"assessments:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def test_the_submission_is_a_party_document_with_its_figures_units_and_people(sitting):
    filed(sitting)
    written(sitting)
    paper = contents_of(PLANNING_SUMMARY, sitting.campaign, Issue("08-TTr/VP", make.TODAY))
    head = paper.letterhead

    assert (head.superior, head.committee, head.number) == ("ĐẢNG ỦY PHƯỜNG 11", "VĂN PHÒNG", "Số 08-TTr/VP")
    assert (head.place_and_date, head.kind) == ("Phường 11, ngày 10 tháng 01 năm 2022", "TỜ TRÌNH")
    assert (head.subject, head.addressee) == (
        "về kết quả rà soát, bổ sung quy hoạch cán bộ năm 2021", "Ban Chấp hành Đảng bộ Phường 11",
    )  # fmt: skip
    assert paper.opening.startswith(
        "Thực hiện mục 4 Công văn số 123-CV/ĐU, ngày 06 tháng 01 năm 2022, sau khi có kết quả"
    )
    units, words, people = paper.parts
    assert units.paragraphs == (
        "1/3 chi bộ, tập thể đã báo cáo; 1 chưa báo cáo; 1 chưa có kết quả xếp loại.",
        "Số trường hợp rà soát: 3; giữ: 1; bổ sung: 1; đưa ra khỏi quy hoạch: 1.",
    )
    day = f"{timezone.localdate(PlanningReview.objects.get().filed_at):%d/%m/%Y}"
    assert [cells[1:] for cells in rows_of(units.tables[0])] == [
        ("Chi bộ Khu phố 1", f"đã báo cáo {day}", "1", "1", "1"),
        ("Chi bộ Khu phố 2", "chưa báo cáo", "–", "–", "–"),
        ("UBND", "chưa có kết quả", "–", "–", "–"),
        ("Tổng cộng", "", "1", "1", "1"),
    ]
    assert words.paragraphs == tuple(WORDS.splitlines())
    assert [rows_of(table) for table in people.tables] == [
        [("1", "Nguyễn Văn An 2", "Chi bộ Khu phố 1", "Phó Bí thư chi bộ", "Hoàn thành tốt nhiệm vụ.")],
        [("1", "Nguyễn Văn An 3", "Chi bộ Khu phố 1", "Chi ủy viên", "Hết tuổi.")],
        [("1", "Nguyễn Văn An 1", "Chi bộ Khu phố 1", "Bí thư chi bộ", "–")],
        [("1", "Chi bộ Khu phố 1", "Đã rà soát.")],
    ]


def test_a_paper_older_than_the_letter_does_not_cite_it(sitting):
    filed(sitting)
    before = contents_of(PLANNING_SUMMARY, sitting.campaign, Issue("08-TTr/VP", date(2022, 1, 5)))

    assert before.opening.startswith("Sau khi có kết quả kiểm điểm, đánh giá, xếp loại chất lượng năm 2021, Văn phòng")


def test_what_is_submitted_is_printed_and_kept_byte_for_byte(sitting):
    filed(sitting)
    written(sitting)
    submit(sitting)
    copy = IssuedPaper.objects.get()
    content = bytes(copy.content)
    contents = contents_of(PLANNING_SUMMARY, sitting.campaign, Issue("08-TTr/VP", make.TODAY))

    assert (copy.paper, copy.number, copy.dated_on) == ("planning_summary", "08-TTr/VP", make.TODAY)
    assert [text for text in texts_of(contents) if squeezed(text) not in text_of(content)] == []
    assert squeezed("DỰ THẢO") not in text_of(content)
    assert printed(PLANNING_SUMMARY, contents) == content
    assert (is_overtaken(PLANNING_SUMMARY, sitting.campaign, copy), PlanningSummary.objects.get().number) == (
        False, "08-TTr/VP",
    )  # fmt: skip
    assert JournalEntry.objects.filter(action="paper.issued").get().after["number"] == "08-TTr/VP"

    filed(sitting, "KP02", entries=[], text="Giữ nguyên.")
    assert is_overtaken(PLANNING_SUMMARY, sitting.campaign, copy) is True


def test_a_supplement_needs_a_reason_and_a_number_of_its_own_and_the_former_copy_stays(sitting):
    filed(sitting)
    written(sitting)
    submit(sitting)
    with pytest.raises(Refused) as refused:
        submit(sitting, revision=2)
    assert [refusal.field for refusal in refused.value.refusals] == ["number", "reason"]

    submit(sitting, number="11-TTr/VP", revision=2, reason="Khu phố 2 gửi sau.")

    assert [(copy.number, copy.superseded, copy.reason) for copy in IssuedPaper.objects.order_by("pk")] == [
        ("08-TTr/VP", True, ""), ("11-TTr/VP", False, "Khu phố 2 gửi sau."),
    ]  # fmt: skip


def test_a_refused_submission_keeps_nothing(sitting):
    written(sitting)
    with pytest.raises(Refused):
        submit(sitting)
    assert (IssuedPaper.objects.count(), PlanningSummary.objects.get().submitted_at) == (0, None)


def test_it_waits_for_somebody_to_file_then_is_a_draft_until_the_office_has_written(client, sitting):
    campaign = sitting.campaign

    def state():
        return state_of(PLANNING_SUMMARY, campaign, issued=False)

    assert state() is PaperState.WAITING
    assert "chưa đơn vị nào gửi" in page(client, sitting.office, "planning_ward", campaign.pk)
    assert "Chưa đơn vị nào gửi: chưa có gì để tổng hợp" in page(client, sitting.office, "paper_list", campaign.pk)
    page(client, sitting.office, "paper_preview", campaign.pk, "planning_summary", status=404)

    filed(sitting)
    assert state() is PaperState.DRAFT
    preview = page(client, sitting.office, "paper_preview", campaign.pk, "planning_summary")
    assert ("DỰ THẢO – chưa có tổng hợp" in preview, "Số ……-TTr/VP" in preview) == (True, True)

    written(sitting)
    assert state() is PaperState.READY
    preview = page(client, sitting.office, "paper_preview", campaign.pk, "planning_summary")
    assert reverse("assessments:planning_submit", args=[campaign.pk]) in preview
    assert "DỰ THẢO" not in preview


def test_its_pages_lead_to_the_paper_and_to_the_copy(client, sitting):
    filed(sitting)
    written(sitting)
    submit(sitting)
    campaign, copy = sitting.campaign.pk, IssuedPaper.objects.get().pk
    copy_url = reverse("assessments:issued_paper", args=[copy])
    preview = reverse("assessments:paper_preview", args=[campaign, "planning_summary"])
    for name in ("planning_ward", "planning_submit"):
        shown = page(client, sitting.office, name, campaign)
        assert (preview in shown, copy_url in shown) == (True, True)
    client.force_login(sitting.office)
    generic = client.get(reverse("assessments:paper_issue", args=[campaign, "planning_summary"]))
    assert generic.url == reverse("assessments:planning_submit", args=[campaign])
    assert client.get(copy_url).content == bytes(IssuedPaper.objects.get().content)


def test_it_stays_in_the_ward_and_ends_no_year(client, sitting):
    ReviewFile.objects.update(stage=Stage.RELEASED)
    filed(sitting)
    written(sitting)
    submit(sitting)

    district = make.make_account("quanuy", "district", sitting.ward)
    page(client, district, "issued_paper", IssuedPaper.objects.get().pk, status=404)
    assert [year.is_finished for year in all_years(access_of(sitting.office, make.TODAY))] == [False]


def test_a_cells_report_says_what_it_filed_and_its_pdf_the_same(client, sitting):
    filed(sitting)
    file = ReviewFile.objects.select_related("campaign__ward", "cell", "collective").get(code="KP01")
    paper = file_contents_of(PLANNING_REVIEW, file)
    head = paper.letterhead

    assert (head.superior, head.committee, head.number, head.kind) == (
        "ĐẢNG ỦY PHƯỜNG 11", "CHI BỘ KHU PHỐ 1", "Số ……-BC/CB", "BÁO CÁO",
    )  # fmt: skip
    assert (head.addressee, paper.signature.authority) == ("Văn phòng Đảng ủy Phường 11", "T/M CHI BỘ")
    assert [rows_of(table) for table in paper.parts[0].tables] == [
        [("1", "Nguyễn Văn An 2", "Phó Bí thư chi bộ", "Hoàn thành tốt nhiệm vụ.")],
        [("1", "Nguyễn Văn An 3", "Chi ủy viên", "Hết tuổi.")],
        [("1", "Nguyễn Văn An 1", "Bí thư chi bộ", "–")],
    ]
    found = text_of(printed(PLANNING_REVIEW, paper))
    assert [text for text in texts_of(paper) if squeezed(text) not in found] == []
    secretary = make.make_account("bithu1", "secretary", sitting.first)
    assert reverse("assessments:file_paper", args=[file.pk, "planning_review"]) in page(
        client, secretary, "planning_file", file.pk
    )


def test_what_a_cell_has_not_filed_yet_is_a_draft_and_nothing_written_no_paper(client, sitting):
    secretary = make.make_account("bithu1", "secretary", sitting.first)
    file = ReviewFile.objects.get(code="KP01")
    page(client, secretary, "file_paper", file.pk, "planning_review", status=404)
    assert "Khi đã lưu nội dung" in page(client, secretary, "planning_file", file.pk)

    filed(sitting, filed_at=None)

    shown = page(client, secretary, "file_paper", file.pk, "planning_review")
    assert ("DỰ THẢO – chưa gửi" in shown, "ngày …… tháng …… năm ……" in shown) == (True, True)


def test_the_paper_costs_the_same_however_many_file(sitting):
    filed(sitting)
    with CaptureQueriesContext(connection) as one:
        contents_of(PLANNING_SUMMARY, sitting.campaign)
    filed(sitting, "KP02")
    with CaptureQueriesContext(connection) as two:
        contents_of(PLANNING_SUMMARY, sitting.campaign)

    assert len(two) <= len(one)
