"""A paper of the year as a workbook and as a Word file: what is issued stays as it was issued, and the journal tells."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from assessments.models import IssuedPaper
from cells.models import JournalEntry
from tests import factories as make
from tests.assessments.reports.copies import issued_copy
from tests.assessments.reports.media import workbook
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def sitting():
    scene = Sitting(members=3)
    scene.decide_all()
    return scene


def get(sitting, page, paper="ward_summary"):
    client = Client()
    client.force_login(sitting.office)
    return client.get(reverse(f"assessments:{page}", args=[sitting.campaign.pk, paper]))


def told():
    return list(
        JournalEntry.objects.filter(action__contains="downloaded").values_list("action", "text__after").order_by("pk")
    )


def test_the_files_are_downloads_with_a_plain_name(sitting):
    sheet, word = get(sitting, "paper_xlsx"), get(sitting, "paper_docx")

    assert sheet["Content-Disposition"] == 'attachment; filename="ward_summary-P11-2021.xlsx"'
    assert word["Content-Disposition"] == 'attachment; filename="ward_summary-P11-2021.docx"'
    assert {sheet["Cache-Control"], word["Cache-Control"]} == {"private, no-store"}
    assert workbook(sheet.content).sheetnames[0] == "Mục lục"
    assert Document(BytesIO(word.content)).core_properties.author == "ĐẢNG ỦY PHƯỜNG 11"


def test_the_list_of_papers_leads_to_both(sitting):
    client = Client()
    client.force_login(sitting.office)
    listing = client.get(reverse("assessments:paper_list", args=[sitting.campaign.pk])).content.decode()

    for page in ("paper_xlsx", "paper_docx"):
        assert f'href="{reverse(f"assessments:{page}", args=[sitting.campaign.pk, "ward_summary"])}"' in listing


def test_each_download_is_in_the_journal(sitting):
    issued_copy(sitting.campaign)
    get(sitting, "paper_xlsx")
    get(sitting, "paper_docx")
    client = Client()
    client.force_login(sitting.office)
    client.get(reverse("assessments:dossier_download", args=[sitting.campaign.pk]))

    after = {"paper": "ward_summary", "draft": False, "number": "12-BC/ĐU"}
    assert told() == [
        ("paper.tables_downloaded", after), ("paper.working_copy_downloaded", after), ("dossier.downloaded", None)
    ]  # fmt: skip


def test_an_undecided_year_gives_drafts():
    sitting = Sitting(members=3)

    response = get(sitting, "paper_xlsx")

    assert response["Content-Disposition"] == 'attachment; filename="ward_summary-P11-2021-draft.xlsx"'
    assert {sheet["A4"].value for sheet in workbook(response.content)} == {"DỰ THẢO – chưa có quyết định"}
    assert told() == [("paper.tables_downloaded", {"paper": "ward_summary", "draft": True, "number": ""})]


def test_of_an_issued_paper_they_say_what_was_issued(sitting):
    issued_copy(sitting.campaign)
    before = get(sitting, "paper_xlsx").content, get(sitting, "paper_docx").content
    sitting.review("A001").gradings.update(grade="fulfilled")

    assert (get(sitting, "paper_xlsx").content, get(sitting, "paper_docx").content) == before
    IssuedPaper.objects.update(superseded=True)
    assert get(sitting, "paper_xlsx").content != before[0]


@pytest.mark.parametrize("paper", ["nothing", "planning_summary"])
def test_what_cannot_be_read_gives_no_file(sitting, paper):
    assert {get(sitting, page, paper).status_code for page in ("paper_xlsx", "paper_docx")} == {404}
    assert told() == []
