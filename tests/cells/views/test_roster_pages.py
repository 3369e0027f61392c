"""Choosing a roster, its preview, its confirmation: only the office has these pages, and nothing is written before it says so."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cells.models import Member, Organization, WorkbookUpload
from cells.roles import Role
from cells.vocabulary import OrganizationKind
from tests import workbooks
from tests.factories import make_account, make_cell, make_head, make_open_campaign, make_ward
from tests.workbooks import AN, BINH, CUONG, DUNG, ward_layout, with_

pytestmark = pytest.mark.django_db
KP1 = "1. CHI BỘ KHU PHỐ 1 (2 đồng chí)"
TWO = ward_layout((KP1, [AN, BINH]))


@pytest.fixture
def ward():
    return make_ward()


@pytest.fixture
def office(ward):
    return make_account("vanphong", Role.OFFICE, ward)


@pytest.fixture
def client_of(client):
    def sign_in(account):
        client.force_login(account)
        return client

    return sign_in


def send(client, data, name="ds.xlsx"):
    return client.post(reverse("cells:roster_upload"), {"workbook": SimpleUploadedFile(name, data)})


def digest_in(response) -> str:
    return re.search(r'name="digest" value="(\w+)"', response.content.decode())[1]


def preview_of(client, data):
    """(address, page) of the preview of an uploaded workbook."""
    address = send(client, data).headers["Location"]
    return address, client.get(address)


def confirm(client, data, **answers):
    address, page = preview_of(client, data)
    return client.post(address, {"digest": digest_in(page), **answers})


def test_a_roster_is_uploaded_looked_at_confirmed_and_done(client_of, office):
    client = client_of(office)

    address, page = preview_of(client, TWO)
    assert "Chưa ghi gì" in page.content.decode()
    assert (Member.objects.count(), page.context["plan"].counts()["new"]) == (0, 2)

    done = client.post(address, {"digest": digest_in(page)}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("cells:roster_result", args=[WorkbookUpload.objects.get().pk])
    assert Member.objects.count() == 2
    assert client.get(address).headers["Location"] == done.redirect_chain[-1][0]


def test_after_the_roster_come_the_committees_and_heads_until_no_cell_waits(client_of, office, ward):
    client = client_of(office)
    address, page = preview_of(client, TWO)
    way_on = reverse("cells:cell_committees_new", args=[ward.pk])

    done = client.post(address, {"digest": digest_in(page)}, follow=True)
    assert way_on in done.content.decode()

    for cell in Organization.objects.filter(kind=OrganizationKind.CELL):
        make_head(cell.members.first(), cell)
    assert way_on not in client.get(done.redirect_chain[-1][0]).content.decode()


def test_a_second_click_does_nothing_twice(client_of, office):
    client = client_of(office)
    address, page = preview_of(client, TWO)

    for _click in range(2):
        response = client.post(address, {"digest": digest_in(page)})

    assert response.headers["Location"].endswith("/done/")
    assert Member.objects.count() == 2


BAD_FILES = {
    "no workbook": b"hello",
    "nothing at all": b"",
    "an unknown header": workbooks.sheet_of(("Máy in", "Số lượng"), ("a", 1)),
    "an empty sheet": workbooks.sheet_of(),
    "twenty megabytes": b"PK" + b"\0" * 20 * 1024 * 1024,
}


@pytest.mark.parametrize("data", BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_at_the_field_and_not_kept(client_of, office, data):
    response = send(client_of(office), data)

    assert (response.status_code, len(response.context["form"].errors["workbook"])) == (200, 1)
    assert WorkbookUpload.objects.count() == 0


def test_a_workbook_with_a_bad_row_has_no_button(client_of, office):
    client = client_of(office)

    address, page = preview_of(client, ward_layout((KP1, [AN, with_(BINH, female="31/02/1990")])))

    assert "31/02/1990" in page.content.decode()
    assert 'name="discard"' in page.content.decode()
    assert page.context["can_apply"] is False
    refused = client.post(address, {"digest": digest_in(page)})
    assert (refused.status_code, len(refused.context["refusals"]), Member.objects.count()) == (200, 1, 0)


def test_a_doubt_is_asked_and_its_answer_is_kept_on_the_page(client_of, office):
    client = client_of(office)
    confirm(client, TWO)
    data = ward_layout((KP1, [with_(AN, card="79.7"), with_(BINH, card="79.8")]))

    address, page = preview_of(client, data)
    half = client.post(address, {"digest": digest_in(page), "row:Danh sách!11": "M0001"})
    assert (half.status_code, len(half.context["refusals"])) == (200, 1)
    assert re.search(r'value="M0001" checked', half.content.decode())

    client.post(address, {"digest": digest_in(half), "row:Danh sách!11": "M0001", "row:Danh sách!12": "new"})
    assert list(Member.objects.order_by("code").values_list("card_number", flat=True)) == ["79.7", "79.000002", "79.8"]


def test_an_answer_that_cannot_be_can_be_given_anew(client_of, office):
    client = client_of(office)
    confirm(client, TWO)
    data = ward_layout((KP1, [with_(DUNG, card="79.000001"), BINH]))

    address, page = preview_of(client, data)
    refused = client.post(address, {"digest": digest_in(page), "row:Danh sách!11": "new"})

    assert (refused.context["can_apply"], "79.000001" in str(refused.context["refusals"][0])) == (True, True)
    assert "Hãy sửa trong Excel" not in refused.content.decode()  # the answer was wrong, not the workbook
    assert client.post(address, {"digest": digest_in(refused), "row:Danh sách!11": "skip"}).status_code == 302


def test_the_cells_to_be_made_are_counted_among_the_changes(client_of, office):
    page = preview_of(client_of(office), TWO)[1].content.decode()

    assert '<a href="#new-cells">1</a>' in page


def test_a_later_import_says_that_an_open_year_does_not_follow_and_where_it_is_made_to(client_of, office, ward):
    client, words = client_of(office), "Năm 2021 đang mở"
    confirm(client, TWO)
    later = ward_layout((KP1, [AN, BINH, CUONG]))
    assert words not in preview_of(client, later)[1].content.decode()
    campaign = make_open_campaign(ward, office)

    page = preview_of(client, later)[1].content.decode()

    assert words in page
    assert "Mới trong danh sách: 1. Đổi chi bộ: 0. Thay đổi khác: 0. Không còn trong danh sách: 0." in page
    assert reverse("assessments:late_changes", args=[campaign.pk]) in page
    done = client.get(confirm(client, later).url).content.decode()
    assert "1 chỗ khác với năm 2021 đang mở" in done


def test_only_ticked_people_are_marked_as_left(client_of, office):
    client = client_of(office)
    confirm(client, ward_layout((KP1, [AN, BINH, CUONG, DUNG])))

    confirm(client, TWO, left=["M0004"])

    assert list(Member.objects.filter(left_on__isnull=False).values_list("code", flat=True)) == ["M0004"]


def test_an_unknown_cell_is_asked(client_of, office, ward):
    client = client_of(office)
    make_cell(ward, code="KP07", name="Chi bộ Khu phố 7")

    address, page = preview_of(client, TWO)
    client.post(address, {"digest": digest_in(page), "cell:khu pho 1": "KP07"})

    assert set(Member.objects.values_list("cell__code", flat=True)) == {"KP07"}


def test_a_ward_that_changed_meanwhile_is_shown_again(client_of, office):
    client = client_of(office)
    confirm(client, TWO)
    address, page = preview_of(client, ward_layout((KP1, [with_(AN, note="Huy hiệu"), BINH])))
    Member.objects.filter(code="M0001").update(note="khác")

    refused = client.post(address, {"digest": digest_in(page)})

    assert (refused.status_code, len(refused.context["refusals"])) == (200, 1)
    assert digest_in(refused) != digest_in(page)
    assert Member.objects.get(code="M0001").note == "khác"
    client.post(address, {"digest": digest_in(refused)})
    assert Member.objects.get(code="M0001").note == "Huy hiệu"


def test_a_form_without_its_digest_writes_nothing(client_of, office):
    client = client_of(office)
    address, _page = preview_of(client, TWO)

    assert client.post(address).status_code == 200
    assert Member.objects.count() == 0


def test_a_workbook_can_be_thrown_away(client_of, office):
    client = client_of(office)
    address, _page = preview_of(client, TWO)

    response = client.post(address, {"discard": "1"})

    assert response.headers["Location"] == reverse("cells:roster_upload")
    assert (WorkbookUpload.objects.count(), client.get(address).status_code) == (0, 404)


def test_nothing_new_has_no_button(client_of, office):
    client = client_of(office)
    confirm(client, TWO)

    _address, page = preview_of(client, TWO)

    assert page.context["can_apply"] is False


def test_the_roster_comes_as_a_workbook(client_of, office):
    client = client_of(office)
    confirm(client, TWO)

    response = client.get(reverse("cells:roster_export"))

    assert response.headers["Content-Disposition"] == 'attachment; filename="danh-sach-dang-vien-p11.xlsx"'
    _address, page = preview_of(client, response.content)
    assert page.context["plan"].changes_nothing


STRANGERS = ["committee", "district", "admin", "secretary", "office of another ward", "nobody"]


def stranger(name, ward):
    match name:
        case "nobody":
            return make_account("khach")
        case "secretary":
            return make_account("bithu", Role.SECRETARY, make_cell(ward))
        case "office of another ward":
            return make_account("vp12", Role.OFFICE, make_ward(code="P12"))
        case _:
            return make_account("nguoi-khac", Role(name), ward)


@pytest.mark.parametrize("name", STRANGERS)
def test_for_everybody_else_the_pages_do_not_exist(client_of, office, ward, name):
    client = client_of(office)
    address, page = preview_of(client, TWO)
    upload = WorkbookUpload.objects.get()
    ours = f"?ward={ward.pk}"

    client = client_of(stranger(name, ward))

    answers = [
        client.get(reverse("cells:roster_upload") + ours).status_code,
        client.post(reverse("cells:roster_upload") + ours, {"workbook": SimpleUploadedFile("a.xlsx", TWO)}).status_code,
        client.get(reverse("cells:roster_export") + ours).status_code,
        client.get(address).status_code,
        client.post(address, {"digest": digest_in(page)}).status_code,
        client.get(reverse("cells:roster_result", args=[upload.pk])).status_code,
    ]
    assert answers == [404] * 6
    assert Member.objects.count() == 0


def test_signed_out_people_are_asked_to_sign_in(client):
    assert client.get(reverse("cells:roster_upload")).headers["Location"].startswith(reverse("login"))


def a_crowd(people):
    return [
        with_(AN, name=f"Nguyễn Văn Số {number}", card=f"79.{number:06d}", male=date(1960, 1, 1))
        for number in range(people)
    ]


@pytest.mark.parametrize("state", ["new", "changed"])
def test_the_preview_asks_as_many_queries_for_120_as_for_3(client_of, office, django_assert_max_num_queries, state):
    client = client_of(office)
    asked = []
    for people in (3, 120):
        Member.objects.all().delete()
        crowd = a_crowd(people)
        if state == "changed":
            confirm(client, ward_layout(("1. CHI BỘ KHU PHỐ 1", crowd)))
            crowd = [with_(person, note="Huy hiệu") for person in crowd]
        address, page = preview_of(client, ward_layout(("1. CHI BỘ KHU PHỐ 1", crowd)))
        with django_assert_max_num_queries(100) as captured:
            client.get(address)
        asked.append(len(captured))
        assert page.context["plan"].counts()[state] == people

    assert asked[0] == asked[1] <= 12


def test_a_preview_of_a_whole_ward_is_light(client_of, office):
    _address, page = preview_of(client_of(office), workbooks.WARD_ROSTER.read_bytes())

    assert len(page.content) < 200_000
