"""The pages of a cell's sheet: download, upload, preview, choice, result; what they cost and to whom they exist."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.cell_sheet.layout import BALLOT_LAYOUT
from assessments.models import Answer, ReviewFile, SheetDownload, SheetUpload
from assessments.services import cell_sheets
from assessments.workflow import Stage
from tests import factories as make
from tests.assessments.cell_scene import hold_meeting, make_scene, vote_all
from tests.assessments.cell_sheet.sheets import column_of, remade, typed, without_page
from tests.assessments.services.test_cell_sheets import AN, BINH, PERSON, draft
from tests.assessments.views.test_cell_page_queries import filled_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def browser(client, scene):
    client.force_login(scene.secretary)
    return client


def page(name: str, pk: int) -> str:
    return reverse(f"assessments:{name}", args=[pk])


def downloaded(browser, scene) -> bytes:
    answer = browser.post(page("sheet_download", scene.file.pk))
    assert answer.status_code == 200
    return answer.content


def uploaded(browser, scene, data: bytes):
    return browser.post(page("file_sheet", scene.file.pk), {"workbook": SimpleUploadedFile("phieu.xlsx", data)})


def staged(browser, scene, data: bytes) -> str:
    answer = uploaded(browser, scene, data)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def texts(name="duties") -> dict[str, str]:
    return dict(Answer.objects.filter(section=name).exclude(text="").values_list("critique__review__name", "text"))


def test_from_download_to_result(browser, scene):
    data = typed(downloaded(browser, scene), PERSON, AN, text_duties="từ tệp")
    preview = staged(browser, scene, data)
    shown = browser.get(preview)

    answer = browser.post(preview, {"digest": shown.context["digest"]}, follow=True)

    assert answer.redirect_chain[0][0] == page("sheet_done", SheetUpload.objects.get().pk)
    assert (texts(), AN in answer.content.decode(), "từ tệp" in answer.content.decode()) == (
        {AN: "từ tệp"},
        True,
        False,
    )


def test_the_download_is_a_workbook_that_nobody_stores_on_the_way(browser, scene):
    answer = browser.post(page("sheet_download", scene.file.pk))

    assert answer["Content-Disposition"] == 'attachment; filename="bang-kiem-diem-kp01-2021.xlsx"'
    assert answer["Cache-Control"] == "no-store, private"


def test_reading_the_downloads_address_downloads_nothing(browser, scene):
    answer = browser.get(page("sheet_download", scene.file.pk))

    assert (answer.url, SheetDownload.objects.count()) == (page("file_sheet", scene.file.pk), 0)


def test_looking_at_the_preview_writes_nothing(browser, scene):
    preview = staged(browser, scene, typed(downloaded(browser, scene), PERSON, AN, text_duties="từ tệp"))

    browser.get(preview)

    assert texts() == {}


def test_a_conflict_is_shown_with_the_portal_chosen_and_follows_the_choice(browser, scene):
    data = typed(downloaded(browser, scene), PERSON, AN, text_duties="từ tệp")
    draft(scene, AN, text="trên cổng")
    preview = staged(browser, scene, data)
    shown = browser.get(preview)
    html = shown.content.decode()

    assert 'name="choice_0" id="id_choice_0" value="portal" checked' in html
    left_open = browser.post(preview, {"digest": shown.context["digest"]})
    assert (left_open.status_code, AN in str(left_open.context["errors"]), texts()) == (200, True, {AN: "trên cổng"})
    browser.post(preview, {"digest": shown.context["digest"], "choice_0": "file"})
    assert texts() == {AN: "từ tệp"}


def test_a_choice_stays_chosen_when_the_portal_changed_meanwhile(browser, scene):
    data = typed(downloaded(browser, scene), PERSON, AN, text_duties="từ tệp")
    draft(scene, AN, text="trên cổng")
    preview = staged(browser, scene, data)
    digest = browser.get(preview).context["digest"]
    draft(scene, AN, text="trên cổng lần nữa")

    answer = browser.post(preview, {"digest": digest, "choice_0": "file"})

    assert 'value="file" checked' in answer.content.decode()
    assert "trên cổng lần nữa" in answer.content.decode().replace("<del>", "").replace("</del>", "")
    assert texts() == {AN: "trên cổng lần nữa"}


def test_a_sheet_with_faults_cannot_be_applied(browser, scene):
    hold_meeting(scene)
    data = typed(downloaded(browser, scene), BALLOT_LAYOUT, BINH, good=2)

    shown = browser.get(staged(browser, scene, data))

    assert (shown.context["can_apply"], [fault.sheet for fault in shown.context["faults"]]) == (False, ["Bỏ phiếu"])


def test_another_cells_sheet_is_refused_on_the_page(client, scene):
    client.force_login(scene.secretary)
    data = downloaded(client, scene)
    client.force_login(scene.other_secretary)

    answer = client.post(page("file_sheet", scene.other_file.pk), {"workbook": SimpleUploadedFile("p.xlsx", data)})

    assert (answer.status_code, "Chi bộ Khu phố 1" in answer.content.decode()) == (200, True)


def test_no_workbook_is_refused_on_the_page(browser, scene):
    answer = uploaded(browser, scene, b"khong phai excel")

    assert (answer.status_code, bool(answer.context["form"].errors), SheetUpload.objects.count()) == (200, True, 0)


def test_throwing_away_keeps_nothing(browser, scene):
    preview = staged(browser, scene, typed(downloaded(browser, scene), PERSON, AN, text_duties="từ tệp"))

    browser.post(preview, {"discard": "1"})

    assert (SheetUpload.objects.count(), texts()) == (0, {})


def test_a_sent_file_offers_no_sheet(browser, scene):
    ReviewFile.objects.filter(pk=scene.file.pk).update(stage=Stage.SUBMITTED)

    shown = browser.get(page("file_sheet", scene.file.pk))
    refused = browser.post(page("sheet_download", scene.file.pk), follow=True)

    assert (shown.context["form"], SheetDownload.objects.count()) == (None, 0)
    assert "đã gửi" in refused.content.decode()


def test_a_waiting_sheet_is_its_uploaders_alone(client, browser, scene):
    preview = staged(browser, scene, typed(downloaded(browser, scene), PERSON, AN, text_duties="từ tệp"))

    client.force_login(scene.office)

    assert client.get(preview).status_code == 404
    assert client.get(page("file_sheet", scene.file.pk)).context["waiting"] is None


def test_the_committee_reads_the_page_but_gets_no_sheet(client, scene):
    client.force_login(scene.committee)

    assert client.get(page("file_sheet", scene.file.pk)).context["writes"] is False
    assert client.post(page("sheet_download", scene.file.pk)).status_code == 403


def test_without_a_mark_the_preview_says_so(browser, scene):
    draft(scene, AN, text="trên cổng")
    data = without_page(typed(downloaded(browser, scene), PERSON, AN, text_duties="từ tệp"), "Hướng dẫn")

    assert "không có dấu" in browser.get(staged(browser, scene, data)).content.decode()


def test_few_ballots_are_not_told_on_the_offices_preview(client, scene):
    hold_meeting(scene)
    vote_all(scene, (0, 3, 0, 0))
    client.force_login(scene.secretary)
    data = typed(downloaded(client, scene), BALLOT_LAYOUT, AN, excellent=3, good=0)
    client.force_login(scene.office)

    html = client.get(staged(client, scene, data)).content.decode()

    assert "Trang bỏ phiếu không được đọc" in html
    assert "Số phiếu: Tốt" not in html


def test_the_result_names_the_columns_that_changed(browser, scene):
    hold_meeting(scene)
    preview = staged(browser, scene, typed(downloaded(browser, scene), BALLOT_LAYOUT, AN, good=3))

    browser.post(preview, {"digest": browser.get(preview).context["digest"]})

    counts = [column.header for column in BALLOT_LAYOUT.filled if column.name not in ("grade", "reason")]
    assert SheetUpload.objects.get().outcome["rows"] == [["Bỏ phiếu", AN, counts]]


@pytest.mark.parametrize("place", ["cell_home", "critique_list", "ballot_sheet"])
def test_the_sheet_is_found_from_the_cells_pages(browser, scene, place):
    hold_meeting(scene)

    assert f'href="{page("file_sheet", scene.file.pk)}"' in browser.get(page(place, scene.file.pk)).content.decode()


def queries_of(client, address: str, method: str = "get") -> int:
    getattr(client, method)(address)
    with CaptureQueriesContext(connection) as caught:
        assert getattr(client, method)(address).status_code == 200
    return len(caught)


def busy_cell(code: str, members: int):
    """Everybody's critique submitted and voted on; the sheet that waits changes everybody's grade of the meeting."""
    file = filled_file(code, members)
    secretary = make.make_account(f"bt{code}", "secretary", file.cell)
    data = cell_sheets.download_sheet(by=secretary, file_id=file.pk, on=make.TODAY)

    def change(book) -> None:
        sheet = book[BALLOT_LAYOUT.title]
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, column_of(sheet, "Số phiếu: Xuất sắc")).value = 3
            sheet.cell(row, column_of(sheet, "Số phiếu: Tốt")).value = 0

    upload = cell_sheets.stage_sheet(
        by=secretary, file_id=file.pk, filename="p", data=remade(data, change), on=make.TODAY
    )
    return secretary, file, upload


def test_each_page_asks_as_often_for_three_as_for_sixty(client):
    found = []
    for secretary, file, upload in [busy_cell("P3", 3), busy_cell("P60", 60)]:
        client.force_login(secretary)
        rows = len(client.get(page("sheet_preview", upload.pk)).context["written"])
        asked = [
            queries_of(client, page("file_sheet", file.pk)),
            queries_of(client, page("sheet_preview", upload.pk)),
            queries_of(client, page("sheet_download", file.pk), "post"),
        ]
        found.append((rows, asked))

    assert [rows for rows, _asked in found] == [4, 61]
    assert found[0][1] == found[1][1]
