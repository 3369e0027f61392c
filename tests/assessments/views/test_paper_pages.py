"""Papers and results as each role finds them; what was typed stays on the page; a page costs the same at any size."""

import json
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import IssuedPaper, Review, ReviewFile
from assessments.rules import read_dossier
from assessments.workflow import Stage
from cells.models import Organization
from tests import factories as make
from tests.assessments.reports.copies import issued_copy
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db
ROLES = ("office", "committee", "own_secretary", "ubnd_secretary", "district", "admin", "other_office", "nobody")


class Scene(Sitting):
    def __init__(self, members: int = 3):
        super().__init__(members)
        elsewhere = make.make_ward("P12", "Đảng bộ Phường 12")
        self.decide_all()
        self.accounts = {
            "office": self.office,
            "committee": self.committee,
            "own_secretary": make.make_account("bithu1", "secretary", self.first),
            "ubnd_secretary": make.make_account("thuky", "secretary", self.ubnd),
            "district": make.make_account("quanuy", "district", self.ward),
            "admin": make.make_account("quantri", "admin", self.ward),
            "other_office": make.make_account("vanphong12", "office", elsewhere),
            "nobody": make.make_account("nguoila"),
        }

    def release(self, *codes):
        files = ReviewFile.objects.filter(campaign=self.campaign)
        (files.filter(code__in=codes) if codes else files).update(stage=Stage.RELEASED)

    def issued(self) -> IssuedPaper:
        """A copy as it lies in the register; how it gets there is the service's test."""
        return issued_copy(self.campaign)

    def url(self, page: str) -> str:
        if page == "issued_paper":
            return reverse("assessments:issued_paper", args=[IssuedPaper.objects.get().pk])
        args = {"papers": []}.get(page, [self.campaign.pk])
        if page in ("paper_preview", "paper_pdf", "paper_issue", "paper_xlsx", "paper_docx"):
            args = [*args, "ward_summary"]
        return reverse(f"assessments:{page}", args=args)

    def get(self, role: str, page: str):
        client = Client()
        client.force_login(self.accounts[role])
        return client.get(self.url(page))

    def post(self, role: str, page: str, **data):
        client = Client()
        client.force_login(self.accounts[role])
        return client.post(self.url(page), data)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture(scope="module")
def give(once):
    return once(Scene)


@pytest.fixture
def scene(give):
    return give()


WARD_ONLY = (200, 200, 404, 404, 404, 404, 404, 404)
BEFORE_RELEASE = {
    "papers": (302, 302, 404, 404, 200, 404, 302, 404),
    "paper_list": WARD_ONLY,
    "paper_preview": WARD_ONLY,
    "paper_pdf": WARD_ONLY,
    "paper_xlsx": WARD_ONLY,
    "paper_docx": WARD_ONLY,
    "paper_issue": (200, 403, 404, 404, 404, 404, 404, 404),
    "narrative_edit": (200, 403, 404, 404, 404, 404, 404, 404),
    "dossier_download": WARD_ONLY,
    "results": (200, 200, 200, 200, 404, 404, 404, 404),
    "issued_paper": WARD_ONLY,
}
AFTER_RELEASE = BEFORE_RELEASE | {
    "results": (200, 200, 200, 200, 200, 404, 404, 404),
    "issued_paper": (200, 200, 404, 404, 200, 404, 404, 404),
}


@pytest.mark.parametrize("page", BEFORE_RELEASE)
def test_who_may_open_what_before_and_after_release(scene, page):
    scene.issued()
    before = tuple(scene.get(role, page).status_code for role in ROLES)
    scene.release()
    after = tuple(scene.get(role, page).status_code for role in ROLES)

    assert dict(zip(ROLES, before, strict=True)) == dict(zip(ROLES, _shown(BEFORE_RELEASE[page], page), strict=True))
    assert dict(zip(ROLES, after, strict=True)) == dict(zip(ROLES, _shown(AFTER_RELEASE[page], page), strict=True))


def _shown(expected, page):
    """An office whose ward has no year yet finds an empty list of papers."""
    return tuple(
        200 if (page, role) == ("papers", "other_office") else status
        for role, status in zip(ROLES, expected, strict=True)
    )


def test_nobody_reads_without_signing_in(scene):
    scene.issued()
    for page in BEFORE_RELEASE:
        assert Client().get(scene.url(page)).status_code == 302


def test_a_partly_released_year_shows_the_district_no_figure(scene):
    scene.release("KP01")

    page = scene.get("district", "results")

    assert page.status_code == 200
    assert "tally" not in page.context
    assert "1 trên 3 hồ sơ" in page.content.decode()


def test_the_district_reads_the_released_tally_and_the_issued_copy(scene):
    scene.issued()
    scene.release()

    page = scene.get("district", "results")
    copy = scene.get("district", "issued_paper")

    assert page.context["tally"].members.good == 8
    assert reverse("assessments:issued_paper", args=[IssuedPaper.objects.get().pk]) in page.content.decode()
    assert reverse("assessments:file_detail", args=[scene.file("KP01").pk]) not in page.content.decode()
    assert copy.content == bytes(IssuedPaper.objects.get().content)
    assert copy["Content-Type"] == "application/pdf"


def test_a_secretary_sees_only_the_own_file_and_only_once_released(scene):
    before = scene.get("own_secretary", "results").content.decode()
    scene.release()
    after = scene.get("own_secretary", "results").content.decode()

    assert "Kết quả chưa được công bố" in before
    assert "Nguyễn Văn An 1" not in before
    assert "Hoàn thành tốt nhiệm vụ" not in before
    assert "Nguyễn Văn An 1" in after
    assert "05-QĐ/ĐU" in after
    assert "Trần Thị Bình" not in after


def test_the_secretary_of_a_collective_sees_its_result(scene):
    scene.release("UBND")

    page = scene.get("ubnd_secretary", "results").content.decode()

    assert "Hoàn thành tốt nhiệm vụ" in page
    assert "Phó Chủ tịch" in page
    assert "Nguyễn Văn An" not in page


def test_a_member_who_is_not_graded_is_told_why(scene):
    review = scene.review("A002")
    Review.objects.filter(pk=review.pk).update(facts=review.facts | {"status": "exempt"})
    review.gradings.all().delete()
    scene.release()

    page = scene.get("own_secretary", "results").content.decode()

    assert "được miễn công tác và sinh hoạt đảng" in page


def test_the_pdf_of_an_undecided_year_is_a_draft(scene):
    day = make.REVIEW_DATE.replace(year=2022)
    graded = make.GRADING_DATE.replace(year=2023)
    scene.campaign = make.make_open_campaign(
        scene.ward, scene.office, 2022, review_date=day, cell_deadline=day, grading_date=graded
    )

    response = scene.get("office", "paper_pdf")

    assert response["Content-Disposition"] == 'inline; filename="ward_summary-P11-2022-draft.pdf"'
    assert "DỰ THẢO" in PdfReader(BytesIO(response.content)).pages[0].extract_text()


def test_the_preview_says_what_the_pdf_says(scene):
    page = scene.get("committee", "paper_preview")
    pdf = PdfReader(BytesIO(scene.get("committee", "paper_pdf").content))
    text = "".join("".join(sheet.extract_text() for sheet in pdf.pages).split())

    assert 'lang="vi"' in page.content.decode()
    for words in ("Đảng viên có mặt đến thời điểm đánh giá", "Hoàn thành tốt nhiệm vụ: 8 (100,0%)"):
        assert words in page.content.decode()
        assert "".join(words.split()) in text


def test_an_unknown_paper_does_not_exist(scene):
    client = Client()
    client.force_login(scene.office)

    assert client.get(reverse("assessments:paper_preview", args=[scene.campaign.pk, "nothing"])).status_code == 404


def test_a_year_that_is_not_open_has_nothing_to_print():
    ward = make.make_ward("P13", "Đảng bộ Phường 13")
    office = make.make_account("vanphong13", "office", ward)
    campaign = make.make_campaign(ward, office)
    client = Client()
    client.force_login(office)

    def status(page, *more):
        return client.get(reverse(f"assessments:{page}", args=[campaign.pk, *more])).status_code

    assert status("paper_list") == 200
    assert status("results") == 200
    assert status("dossier_download") == 404
    assert {status(page, "ward_summary") for page in ("paper_preview", "paper_pdf", "paper_issue")} == {404}


def test_issuing_by_the_page_keeps_a_copy(scene):
    response = scene.post("office", "paper_issue", number="12", dated_on="10/01/2022", replaces="")

    assert response.status_code == 302
    assert IssuedPaper.objects.get().number == "12-BC/ĐU"
    listing = scene.get("office", "paper_list").content.decode()
    assert "12-BC/ĐU" in listing
    assert "Đã ban hành" in listing


def test_a_refused_issue_keeps_what_was_typed(scene):
    response = scene.post("office", "paper_issue", number="12-BC", dated_on="10/01/2022", replaces="")

    assert response.status_code == 200
    assert "Chỉ ghi số thứ tự" in response.content.decode()
    assert 'value="12-BC"' in response.content.decode()
    assert not IssuedPaper.objects.exists()


def test_the_one_who_comes_second_sees_the_copy_that_stands(scene):
    first = scene.issued()

    response = scene.post(
        "office", "paper_issue", number="13", dated_on="10/01/2022", replaces="", reason="Sửa số liệu"
    )

    assert response.status_code == 200
    assert response.context["stale"]["changes"] == [("Bản đã ban hành", "12-BC/ĐU", "13")]
    assert response.context["form"]["replaces"].value() == str(first.pk)
    assert IssuedPaper.objects.count() == 1


def test_the_committee_cannot_issue_by_hand(scene):
    response = scene.post("committee", "paper_issue", number="12", dated_on="10/01/2022", replaces="")

    assert response.status_code == 403
    assert not IssuedPaper.objects.exists()


def test_overtaken_figures_are_said_in_the_list(scene):
    scene.issued()
    scene.post("office", "narrative_edit", revision="0", situation="Tình hình mới", shortcomings="", proposals="")

    assert "Số liệu đã thay đổi sau khi ban hành" in scene.get("office", "paper_list").content.decode()


def test_an_issued_paper_reads_as_it_was_sent_until_it_is_issued_anew(scene):
    scene.issued()
    scene.post("office", "narrative_edit", revision="0", situation="Tình hình mới", shortcomings="", proposals="")
    client = Client()
    client.force_login(scene.office)

    sent = client.get(scene.url("paper_preview")).content.decode()
    now = client.get(scene.url("paper_preview"), {"today": ""}).content.decode()

    assert "Số 12-BC/ĐU" in sent
    assert "Tình hình mới" not in sent
    assert "Đọc nội dung nếu ban hành hôm nay" in sent
    assert "Tình hình mới" in now
    assert "Số 12-BC/ĐU" not in now


def test_what_is_typed_into_the_narrative_is_kept_on_the_device(scene):
    forms = scene.get("office", "narrative_edit").content.decode().split("<form")
    [form] = [part for part in forms if 'name="situation"' in part]

    assert " data-keep=" in form


def test_a_stale_narrative_keeps_what_was_typed(scene):
    scene.post("office", "narrative_edit", revision="0", situation="của người thứ nhất", shortcomings="", proposals="")

    response = scene.post(
        "office", "narrative_edit", revision="0", situation="của người thứ hai", shortcomings="", proposals=""
    )

    scene.campaign.refresh_from_db()
    page = response.content.decode()
    assert scene.campaign.narrative["situation"] == "của người thứ nhất"
    assert "của người thứ nhất" in page
    assert "của người thứ hai</textarea>" in page
    assert response.context["form"]["revision"].value() == "1"


def test_the_dossier_is_one_the_rules_read(scene):
    response = scene.get("office", "dossier_download")

    dossier = read_dossier(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="dossier-P11-2021.json"'
    assert {member.grade for member in dossier.members} == {"good"}
    assert json.loads(response.content)["organization"]["code"] == "P11"


QUERY_PAGES = (
    "paper_list", "paper_preview", "paper_issue", "results", "dossier_download", "paper_xlsx", "paper_docx"
)  # fmt: skip


@pytest.mark.parametrize("role", ["office", "own_secretary", "district"])
def test_pages_cost_the_same_at_3_members_and_at_60(scene, role):
    scene.issued()
    scene.release()
    pages = QUERY_PAGES if role == "office" else ("results",)
    few = {page: _queries(scene, role, page) for page in pages}
    _grow(scene, 60)
    many = {page: _queries(scene, role, page) for page in pages}

    assert many == few
    assert Organization.objects.filter(ward=scene.ward).count() == 2


def _queries(scene, role, page) -> int:
    client = Client()
    client.force_login(scene.accounts[role])
    with CaptureQueriesContext(connection) as captured:
        assert client.get(scene.url(page)).status_code == 200
    return len(captured)


def _grow(scene, members: int) -> None:
    model = scene.review("A001")
    gradings = list(model.gradings.all())
    for number in range(members):
        code = f"Z{number:03}"
        review = Review.objects.get(pk=model.pk)
        review.pk, review.code, review.facts = None, code, review.facts | {"code": code}
        review.save()
        for grading in gradings:
            grading.pk, grading.review = None, review
            grading.save()
