"""The pages of the ground's workbook: downloaded, chosen, looked at, confirmed; only the office has them."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.models import Collective, Member, Seat, WorkbookUpload
from cells.services.seats import change_seat
from tests import factories as make
from tests.ground_workbooks import by_hand, with_cells, with_rows

pytestmark = pytest.mark.django_db
ROLES = ("office", "committee", "secretary", "collective_secretary", "district", "admin", "other_office", "nobody")
OURS = (200, 404, 404, 404, 404, 404, 404, 404)
PAGES = {
    "ground_workbook": OURS,
    "ground_export": OURS,
    "ground_preview": OURS,
    "ground_result": (302, *OURS[1:]),  # nothing is applied yet
}


class Scene:
    def __init__(self):
        self.ward, elsewhere = make.make_ward(), make.make_ward("P12")
        self.cell = make.make_cell(self.ward, "KP01")
        self.binh = make.make_member(self.cell, "Trần Thị Bình", code="M0001")
        self.body = make.make_collective(self.ward, [self.binh], code="UBND", kind="peoples_committee")
        self.accounts = {
            "office": make.make_account("vanphong", "office", self.ward),
            "committee": make.make_account("thuongvu", "committee", self.ward),
            "secretary": make.make_account("bithu1", "secretary", self.cell),
            "collective_secretary": make.make_account("ubnd", "secretary", self.body),
            "district": make.make_account("quanuy", "district", self.ward),
            "admin": make.make_account("quantri", "admin", self.ward),
            "other_office": make.make_account("vanphong12", "office", elsewhere),
            "nobody": make.make_account("nguoila"),
        }


@pytest.fixture
def scene(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return Scene()


@pytest.fixture
def office(client, scene):
    client.force_login(scene.accounts["office"])
    return client


def exported(client, year: int = 2021) -> bytes:
    return client.get(reverse("assessments:ground_export", args=[year])).content


def send(client, data: bytes):
    file = SimpleUploadedFile("to-chuc.xlsx", data)
    return client.post(reverse("assessments:ground_workbook"), {"workbook": file})


def preview_of(client, data: bytes):
    """(address, page) of the preview of an uploaded workbook."""
    address = send(client, data).headers["Location"]
    return address, client.get(address)


def digest_in(page) -> str:
    return re.search(r'name="digest" value="(\w+)"', page.content.decode())[1]


def test_downloaded_filled_in_looked_at_and_applied(office):
    data = with_cells(exported(office), "seats", title_2="Chủ tịch")
    address, page = preview_of(office, data)
    assert "Chưa ghi gì" in page.content.decode()
    assert (page.context["counts"]["changed"], Seat.objects.get().title) == (1, "")

    done = office.post(address, {"digest": digest_in(page)}, follow=True)

    assert done.redirect_chain[-1][0] == reverse("assessments:ground_result", args=[WorkbookUpload.objects.get().pk])
    assert (done.context["outcome"]["changed"], Seat.objects.get().title) == (1, "Chủ tịch")
    assert office.get(address).headers["Location"] == done.redirect_chain[-1][0]


def test_the_download_is_named_and_not_kept_on_the_way(office):
    answer = office.get(reverse("assessments:ground_export", args=[2021]))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="to-chuc-tap-the-p11-2021.xlsx"'
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert preview_of(office, answer.content)[1].context["can_apply"] is False


def test_no_year_beyond_those_that_are_kept(office):
    assert office.get(reverse("assessments:ground_export", args=[1999])).status_code == 404


def test_the_years_of_the_ward_are_offered(office, scene):
    address = reverse("assessments:ground_workbook")
    assert office.get(address).context["years"] == [2021]

    make.make_campaign(scene.ward, scene.accounts["office"], year=2020)

    assert office.get(address).context["years"] == [2020]


NO_WORKBOOKS = {"text": b"khong", "nothing": b"", "twenty megabytes": b"PK" + b"\0" * 20 * 1024 * 1024}


@pytest.mark.parametrize("data", NO_WORKBOOKS.values(), ids=NO_WORKBOOKS)
def test_what_is_no_workbook_is_refused_at_the_field(office, data):
    answer = send(office, data)

    assert (answer.status_code, len(answer.context["form"].errors["workbook"])) == (200, 1)
    assert not WorkbookUpload.objects.exists()


FAULTS = {
    "a day that is none": ("from_date_2", "31/02/2020", "Từ ngày"),
    "what only the service refuses": ("to_date_2", date(2000, 1, 1), "Đến ngày"),
}


@pytest.mark.parametrize(("cell", "value", "column"), FAULTS.values(), ids=FAULTS)
def test_faults_stand_with_sheet_row_and_column_and_nothing_can_be_confirmed(office, cell, value, column):
    address, page = preview_of(office, with_cells(exported(office), "seats", **{cell: value}))

    (fault,) = page.context["faults"]
    assert (fault.sheet, fault.row, fault.column) == ("Thành viên tập thể", 2, column)
    assert (page.context["can_apply"], 'name="discard"' in page.content.decode()) == (False, True)
    refused = office.post(address, {"digest": digest_in(page)})
    assert (refused.status_code, len(refused.context["faults"])) == (200, 1)
    assert 'href="#faults"' in refused.content.decode()
    assert WorkbookUpload.objects.get().applied_at is None


def test_a_ward_changed_since_the_preview_is_shown_again(office, scene):
    data = by_hand(
        seats=[{"row": scene.body.seats.get().pk, "collective": "UBND", "person": "M0001", "title": "Chủ tịch"}]
    )
    address, page = preview_of(office, data)
    change_seat(
        by=scene.accounts["office"],
        seat_id=Seat.objects.get().pk,
        title="Phó Chủ tịch",
        from_date=None,
        to_date=None,
        on=make.TODAY,
    )

    shown = office.post(address, {"digest": digest_in(page)})

    assert (shown.status_code, len(shown.context["errors"])) == (200, 1)
    assert digest_in(shown) != digest_in(page)
    assert Seat.objects.get().title == "Phó Chủ tịch"
    assert office.post(address, {"digest": digest_in(shown)}).status_code == 302
    assert Seat.objects.get().title == "Chủ tịch"


def test_a_second_click_does_nothing_twice(office):
    address, page = preview_of(office, by_hand(outsiders=[{"full_name": "Vũ Thị Ngoài"}]))

    answers = [office.post(address, {"digest": digest_in(page)}) for _click in range(2)]

    assert {answer.headers["Location"] for answer in answers} == {f"{address}done/"}
    assert Member.objects.filter(cell=None).count() == 1
    assert WorkbookUpload.objects.get().outcome["new"] == 1


def test_a_form_without_its_digest_writes_nothing(office):
    address, _page = preview_of(office, with_cells(exported(office), "seats", title_2="Chủ tịch"))

    assert office.post(address).status_code == 200
    assert Seat.objects.get().title == ""


def test_a_workbook_can_be_thrown_away(office):
    address, _page = preview_of(office, exported(office))

    answer = office.post(address, {"discard": "1"})

    assert answer.headers["Location"] == reverse("assessments:ground_workbook")
    assert (WorkbookUpload.objects.count(), office.get(address).status_code) == (0, 404)


def test_the_preview_says_what_becomes_of_an_open_year(office, scene):
    make.make_open_campaign(scene.ward, scene.accounts["office"])
    data = with_cells(exported(office), "year_facts", task_completion_2=88)

    facts = preview_of(office, data)[1]
    both = preview_of(office, with_cells(data, "seats", title_2="Chủ tịch"))[1]
    other_year = preview_of(office, with_cells(exported(office, 2020), "year_facts", task_completion_2=88))[1]

    assert "cũng sửa thông tin đã chốt của năm 2021" in facts.content.decode()
    assert "chỉ sửa hiện trạng" not in facts.content.decode()
    assert (both.context["open_years"].refrozen, both.context["open_years"].ground_only) == ([(2021, 1)], 1)
    assert "đã chốt" not in other_year.content.decode()


def test_before_any_year_is_open_nothing_is_said_of_it(office):
    page = preview_of(office, with_cells(exported(office), "seats", title_2="Chủ tịch"))[1]

    assert page.context["open_years"].years == []


def test_text_like_a_tag_stays_text(office):
    page = preview_of(office, with_cells(exported(office), "seats", title_2="<b>=1+1</b>"))[1]

    assert "&lt;b&gt;=1+1&lt;/b&gt;" in page.content.decode()


LEADING_HERE = ("cells:organization_list", "year facts")


@pytest.mark.parametrize("page", LEADING_HERE)
def test_the_office_is_led_here_and_nobody_else(client, scene, page):
    facts = reverse("assessments:year_facts", args=[scene.cell.pk, 2021])
    address = facts if page == "year facts" else reverse(page)
    led = []
    for role in ("office", "committee", "secretary"):
        client.force_login(scene.accounts[role])
        led.append(reverse("assessments:ground_workbook") in client.get(address).content.decode())

    assert led == [True, False, False]


@pytest.mark.parametrize("page", PAGES)
def test_for_everybody_else_the_pages_do_not_exist(client, scene, page):
    client.force_login(scene.accounts["office"])
    upload = client.get(send(client, exported(client)).headers["Location"]).context["upload"]
    ids = {"ground_workbook": [], "ground_export": [2021]}.get(page, [upload.pk])
    ours = f"{reverse(f'assessments:{page}', args=ids)}?ward={scene.ward.pk}"
    got, sent = [], []
    for role in ROLES:
        client.force_login(scene.accounts[role])
        got.append(client.get(ours).status_code)
        if page in ("ground_workbook", "ground_preview"):
            sent.append(client.post(ours, {"digest": "x"}).status_code)

    assert tuple(got) == PAGES[page]
    assert sent[1:] in ([], [404] * 7)


@pytest.mark.parametrize("page", PAGES)
def test_without_signing_in_every_page_leads_to_the_sign_in(client, scene, page):
    ids = {"ground_workbook": [], "ground_export": [2021]}.get(page, [1])

    assert client.get(reverse(f"assessments:{page}", args=ids)).url.startswith(reverse("login"))


@pytest.mark.parametrize("page", ["ground_workbook", "ground_export", "preview of nothing", "preview of changes"])
def test_a_page_asks_as_many_queries_for_120_people_as_for_3(client, settings, page):
    settings.SAMPLE_TODAY = make.TODAY
    asked = []
    for code, people in (("P21", 3), ("P22", 120)):
        ward = make.make_ward(code)
        cell = make.make_cell(ward, f"{code}-1")
        members = [make.make_member(cell) for _number in range(people)]
        make.make_collective(ward, members, code=f"{code}-U", kind="peoples_committee")
        client.force_login(make.make_account(f"vp-{code}", "office", ward))
        data = exported(client)
        if page == "preview of changes":
            changes = {f"task_completion_{row}": 90 for row in range(2, people + 2)}
            data = with_cells(data, "year_facts", **changes)
        if page.startswith("preview"):
            address = send(client, data).headers["Location"]
        else:
            address = reverse(f"assessments:{page}", args=[2021] if page == "ground_export" else [])
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        asked.append(len(captured))

    assert asked[0] == asked[1] <= 20


def test_a_new_collective_goes_in_with_its_people(office, scene):
    data = with_rows(exported(office), "collectives", {"code": "BTV", "name": "Ban Thường vụ", "kind": "Ban Thường vụ cấp ủy", "organization": "P11"})  # fmt: skip
    data = with_rows(data, "seats", {"collective": "BTV", "person_name": "Trần Thị Bình", "title": "=Bí thư"})
    address, page = preview_of(office, data)

    office.post(address, {"digest": digest_in(page)})

    assert Collective.objects.get(code="BTV").seats.get().title == "=Bí thư"
    assert preview_of(office, exported(office))[1].context["plan"].deeds == ()
