"""The district's pages: check, receive, the table, keys; what is asked of them costs the same at any size."""

import json
from io import BytesIO

import pytest
from django.urls import reverse

from assessments.models import KnownKey, ReceivedReport
from assessments.reports.proof.keys import installation_key, public_hex, public_pem
from assessments.reports.proof.taking_out import MOST_ATTACHED
from cells.models import JournalEntry
from tests import factories as make
from tests.assessments.district_scene import OTHER_KEY, as_file, known_key, received_dossier, ward_dossier
from tests.assessments.reports.sealed_reports import made
from tests.assessments.reports.test_proof import with_cell
from tests.assessments.reports.wards import NARRATIVE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_key")]
CHECK, RECEIVE = "/assessments/check-report/", "/assessments/district/receive/"


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def ward():
    return make.make_ward()


@pytest.fixture
def district(ward, client):
    client.force_login(make.make_account("quanuy", "district", ward, display_name="Ban Tổ chức Quận ủy"))
    return client


def named(content: bytes, name: str = "bao-cao.pdf") -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def page(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_report_that_agrees_is_told_with_id_signer_and_figures_and_not_kept(district):
    content, seal = made(ward_dossier("P12", 12, members=12))
    known_key("P12", seal.public_key)

    text = page(district.post(CHECK, {"file": named(content)}))

    assert seal.report_id in text
    assert "Báo cáo khớp với dữ liệu kèm theo và được ký bằng khóa đã biết của phường" in text
    assert "Khóa đã biết của Đảng bộ P12" in text
    assert f'formaction="{RECEIVE}"' in text
    assert not ReceivedReport.objects.exists()


def test_a_changed_figure_is_told_with_its_place_and_cannot_be_received(district):
    raw = ward_dossier("P12", 12, members=12)
    content, _seal = made(raw, shown=lambda contents: with_cell(contents, "caps", 0, 3, "987"))

    text = page(district.post(CHECK, {"file": named(content)}))
    refused = page(district.post(RECEIVE, {"file": named(content)}))

    assert ("Báo cáo KHÔNG khớp" in text, "987" in text, "dòng 1" in text) == (True, True, True)
    assert f'formaction="{RECEIVE}"' not in text
    assert "không khớp với dữ liệu của chính nó" in refused
    assert not ReceivedReport.objects.exists()


def test_a_file_too_large_or_none_is_told_at_the_field(district, monkeypatch):
    monkeypatch.setattr("assessments.forms.district.MOST_BYTES", 10)

    assert "Tệp lớn hơn" in page(district.post(CHECK, {"file": named(b"x" * 11)}))
    assert "Chọn tệp, hoặc kéo thả" in page(district.post(CHECK, {}))


def test_a_dossier_larger_than_what_a_report_may_carry_is_not_read(district):
    large = b"{" + b" " * MOST_ATTACHED + b"}"

    assert "tệp lớn hơn mức của một báo cáo" in page(district.post(CHECK, {"file": named(large, "ho-so.json")}))


def test_a_report_is_received_and_its_page_shows_figures_and_no_narrative(district):
    content, seal = made(ward_dossier("P12", 12, members=12))

    answer = district.post(RECEIVE, {"file": named(content)})

    row = ReceivedReport.objects.get()
    assert answer.url == reverse("assessments:received_report", args=[row.pk])
    text = page(district.get(answer.url))
    assert (seal.report_id in text, "12-BC/ĐU" in text) == (True, True)
    assert not any(words.split("\n")[0] in text for words in NARRATIVE.values())
    file = district.get(reverse("assessments:received_file", args=[row.pk]))
    assert (file.content, file["Content-Type"]) == (content, "application/pdf")
    assert file["Content-Disposition"] == 'attachment; filename="P12-2021.pdf"'


def test_what_is_here_already_is_said_and_not_offered_again(district):
    content = as_file(ward_dossier("P12", 12, members=12))
    offered = page(district.post(CHECK, {"file": named(content, "ho-so.json")}))
    district.post(RECEIVE, {"file": named(content, "ho-so.json")})

    again = page(district.post(CHECK, {"file": named(content, "ho-so.json")}))

    assert (RECEIVE in offered, "Chính tệp này đã được nhận" in offered) == (True, False)
    assert (RECEIVE in again, "Chính tệp này đã được nhận" in again) == (False, True)


def test_a_second_one_asks_why_and_keeps_the_first(district):
    first = received_dossier("P12", 12)
    again = as_file(ward_dossier("P12", 13))

    checked = page(district.post(CHECK, {"file": named(again, "ho-so.json")}))
    refused = page(district.post(RECEIVE, {"file": named(again, "ho-so.json"), "replaces": first.pk}))
    district.post(RECEIVE, {"file": named(again, "ho-so.json"), "replaces": first.pk, "reason": "Phường sửa."})

    assert f'name="replaces" value="{first.pk}"' in checked
    assert ("Ghi lý do" in refused, f'name="replaces" value="{first.pk}"' in refused) == (True, True)
    standing = ReceivedReport.objects.get(superseded=False)
    assert standing.reason == "Phường sửa."
    assert f'/district/reports/{first.pk}/"' in page(district.get(f"/assessments/district/reports/{standing.pk}/"))


def test_the_table_shows_wards_side_by_side_their_sum_and_who_is_missing(district):
    rows = [received_dossier("P12", 12), received_dossier("P13", 13)]

    text = page(district.get("/assessments/district/"))
    told = json.loads(district.get("/assessments/district/json/?year=2021").content)

    for row in rows:
        assert f'href="/assessments/district/reports/{row.pk}/"' in text
    total = sum(ward["figures"]["members"]["total"] for ward in told["wards"])
    assert told["sum"]["members"]["total"] == total
    assert f'<td class="number">{total}</td>' in text
    assert [ward["code"] for ward in told["missing"]] == ["P11"]
    assert "Đảng bộ Phường 11 (P11)" in text


@pytest.mark.parametrize("query", ["?year=x", "?year=20211", "?year=²"])
def test_a_year_that_is_none_is_not_there(district, query):
    assert district.get(f"/assessments/district/{query}").status_code == 404


def test_a_year_with_nothing_says_how_it_is_filled(district):
    assert "Chưa nhận báo cáo nào" in page(district.get("/assessments/district/"))


def test_the_table_asks_the_same_whatever_was_received(district, django_assert_max_num_queries):
    received_dossier("P12", 12)
    with django_assert_max_num_queries(50) as few:
        district.get("/assessments/district/")
    for number in range(4):
        received_dossier(f"P2{number}", 60 + number)

    with django_assert_max_num_queries(len(few)) as many:
        district.get("/assessments/district/")

    assert len(many) == len(few)


def test_a_key_is_registered_by_file_or_paste_and_shown_by_its_fingerprint(district):
    values = {"ward_code": "P12", "ward_name": "Đảng bộ Phường 12"}
    pem = public_pem(installation_key())

    district.post("/assessments/district/keys/new/", values | {"key_file": named(pem.encode(), "khoa.pem")})
    district.post("/assessments/district/keys/new/", values | {"key": OTHER_KEY})
    refused = page(district.post("/assessments/district/keys/new/", values | {"key": "khóa"}))

    assert set(KnownKey.objects.values_list("public_key", flat=True)) == {public_hex(installation_key()), OTHER_KEY}
    assert "Đây không phải khóa công khai" in refused
    assert page(district.get("/assessments/district/keys/")).count("<code ") == 2


def test_a_key_is_withdrawn_with_a_reason_and_stays_on_the_list(district):
    key = known_key()
    address = f"/assessments/district/keys/{key.pk}/withdraw/"

    assert "error-summary" in page(district.post(address, {"reason": ""}))
    assert district.post(address, {"reason": "Mất máy."}).url == "/assessments/district/keys/"

    assert "Mất máy." in page(district.get("/assessments/district/keys/"))
    assert district.get(address).status_code == 404
    assert JournalEntry.objects.filter(action="known_key.withdrawn").count() == 1


def test_what_a_withdrawn_key_signed_says_so_wherever_it_is_shown(district):
    content, seal = made(ward_dossier("P12", 12, members=12))
    key = known_key("P12", seal.public_key)
    row_page = district.post(RECEIVE, {"file": named(content)}).url
    known = json.loads(district.get("/assessments/district/json/?year=2021").content)["wards"][0]

    district.post(f"/assessments/district/keys/{key.pk}/withdraw/", {"reason": "Khóa đã bị sao chép."})

    told = json.loads(district.get("/assessments/district/json/?year=2021").content)["wards"][0]
    assert [(ward["authentic"], ward["trust"]) for ward in (known, told)] == [(True, "known"), (None, "withdrawn")]
    assert "Khóa đã thu hồi" in page(district.get("/assessments/district/"))
    assert "không còn ai xác nhận báo cáo" in page(district.get(row_page))
    assert f'href="{row_page}">Đề nghị Đảng bộ P12 gửi lại' in page(district.get("/assessments/"))
    assert ReceivedReport.objects.get().authentic is True  # what was found then stays written
