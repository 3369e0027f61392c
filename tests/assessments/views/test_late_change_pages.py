"""The pages of changes after the opening: choose, record, read what followed, let the year follow the lists."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.models import LateChange
from assessments.reports.contents.ward_summary import ward_summary
from assessments.services import late_changes, self_critiques
from assessments.services.late_changes import Former
from cells.models import Headship, Member, Seat, StatusPeriod
from tests import factories as make
from tests.assessments.cell_scene import full_values
from tests.assessments.late_scene import LateScene

pytestmark = pytest.mark.django_db
PAPER = {"effective_on": "28/12/2021", "document": "15-QĐ/ĐU", "document_date": "27/12/2021"}


@pytest.fixture
def scene(settings):
    settings.SAMPLE_TODAY = make.TODAY
    return LateScene()


@pytest.fixture
def office(client, scene):
    client.force_login(scene.office)
    return client


def new_url(scene, query: str = "") -> str:
    return reverse("assessments:late_change_new", args=[scene.campaign.pk]) + query


def list_page(client, scene, query: str = "") -> str:
    return client.get(reverse("assessments:late_changes", args=[scene.campaign.pk]) + query).content.decode()


def record(client, scene, kind: str, **fields):
    return client.post(new_url(scene, f"?kind={kind}"), PAPER | fields)


def test_the_kinds_are_offered_in_words(office, scene):
    page = office.get(new_url(scene)).content.decode()

    for kind in ("transfer_in", "admission", "move", "transfer_out", "death", "exemption", "seat", "headship", "post"):
        assert f'href="?kind={kind}"' in page


FORMS = {
    "transfer_in": lambda scene: {"full_name": "Lê Thị Mới", "cell": scene.first.pk, "status": "active"},
    "admission": lambda scene: {"full_name": "Lê Thị Mới", "cell": scene.first.pk},
    "move": lambda scene: {"member": "A4", "cell": scene.second.pk},
    "transfer_out": lambda scene: {"member": "A4"},
    "death": lambda scene: {"member": "A4"},
    "exemption": lambda scene: {"member": "A4"},
    "seat": lambda scene: {"collective": scene.ubnd.pk, "member": "B3", "title": "Ủy viên"},
    "seat_end": lambda scene: {"seat": Seat.objects.get(member=scene.people[1]).pk},
    "headship": lambda scene: {"unit": f"o{scene.first.pk}", "member": "A2", "main_duty": "yes"},
    "post": lambda scene: {"member": "A3", "unit": f"c{scene.ubnd.pk}", "title": "Ủy viên", "management_level": "ward"},
    "post_end": lambda scene: {"post": scene.post.pk},
}


@pytest.mark.parametrize("kind", FORMS)
def test_each_kind_is_recorded_on_its_own_form_and_the_year_follows(office, scene, kind):
    assert office.get(new_url(scene, f"?kind={kind}")).status_code == 200

    answer = record(office, scene, kind, **FORMS[kind](scene))

    assert answer.status_code == 302, answer.content.decode()
    assert LateChange.objects.get().document == "15-QĐ/ĐU"
    assert scene.dossier() == scene.fresh_dossier()


def test_an_address_from_the_ground_fills_the_form(office, scene):
    page = office.get(new_url(scene, f"?kind=move&member={scene.people[3].pk}&cell={scene.second.pk}")).content.decode()

    assert 'value="A4 – Nguyễn Văn An 4 – Chi bộ Khu phố 1"' in page
    assert f'<option value="{scene.second.pk}" selected>' in page


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(office, scene):
    answer = office.post(
        new_url(scene, "?kind=transfer_in"), {"effective_on": "28/12/2021", "former_name": "Phường 12"}
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="#id_full_name"' in page
    assert 'href="#id_document"' in page
    assert "Phường 12" in page
    assert not LateChange.objects.exists()


def test_a_refusal_of_the_ground_stands_at_the_day(office, scene):
    record(office, scene, "headship", **FORMS["headship"](scene))

    answer = record(office, scene, "headship", unit=f"o{scene.first.pk}", main_duty="yes", effective_on="01/01/2010")

    assert answer.status_code == 200
    assert 'href="#id_effective_on"' in answer.content.decode()
    assert Headship.objects.filter(ended_on=None).count() == 1


def test_the_list_says_who_what_when_on_which_paper_and_what_followed(office, scene):
    record(office, scene, "seat", **FORMS["seat"](scene))

    page = list_page(office, scene)

    for words in ("UBND phường", "Thay đổi thành viên tập thể", "28/12/2021", "15-QĐ/ĐU", "27/12/2021", "Văn phòng"):
        assert words in page
    assert "1 → 2" in page
    assert "Trần Thị Bình 3, từ 28/12/2021" in page


def test_the_list_is_filtered_by_kind_and_by_name_without_accents(office, scene):
    record(office, scene, "seat", **FORMS["seat"](scene))
    record(office, scene, "transfer_out", member="A4")

    assert [row.change.kind for row in office.get(_list(scene, "?kind=seat")).context["rows"]] == ["seat"]
    assert [row.change.kind for row in office.get(_list(scene, "?q=nguyen van an 4")).context["rows"]] == [
        "transfer_out"
    ]


def _list(scene, query: str) -> str:
    return reverse("assessments:late_changes", args=[scene.campaign.pk]) + query


def test_what_pages_of_the_ground_changed_is_listed_and_the_year_is_made_to_follow(office, scene):
    newcomer = make.make_member(scene.first, "Lê Thị Mới", code="C1")
    Seat.objects.filter(member=scene.people[1]).update(to_date=date(2021, 12, 28))
    page = list_page(office, scene)
    assert "2 chỗ danh sách đã đổi mà năm chưa đổi" in page

    query = f"?take_over=member-{newcomer.pk}"
    assert office.get(new_url(scene, query)).status_code == 200
    office.post(new_url(scene, query), PAPER | {"kind": "transfer_in"})
    office.post(new_url(scene, f"?take_over=collective-{scene.ubnd.pk}"), PAPER | {"kind": "seat"})

    assert "Năm kiểm điểm khớp với danh sách." in list_page(office, scene)
    assert scene.dossier() == scene.fresh_dossier()
    assert office.get(new_url(scene, query)).status_code == 404


def test_a_new_unit_waits_for_the_next_year(office, scene):
    make.make_cell(scene.ward, "KP09", "Chi bộ Khu phố 9")

    page = list_page(office, scene)

    assert "Chi bộ Khu phố 9" in page
    assert "từ năm sau" in page
    assert "take_over=cell" not in page


def test_the_old_cells_comment_is_asked_for_until_it_is_there(office, scene):
    scene.do(
        late_changes.transfer_in,
        cell_id=scene.first.pk,
        values={"full_name": "Lê Thị Mới"},
        former=Former("Chi bộ 7 Phường 12", date(2020, 1, 1)),
    )
    review = LateChange.objects.get().review
    words = "phải có nhận xét của chi bộ"
    reading = reverse("assessments:critique_read", args=[review.pk])
    assert words in list_page(office, scene)
    assert words in office.get(reading).content.decode()

    review.opinions.create(body="former_cell", text="Tốt", saved_by="x", saved_at=make.now())

    assert words not in list_page(office, scene)
    assert words not in office.get(reading).content.decode()


def test_what_somebody_who_left_wrote_stays_readable_and_cannot_be_changed(client, scene):
    review = scene.review(scene.people[3])
    values = full_values(review)
    self_critiques.submit_critique(by=scene.secretary, review_id=review.pk, values=values, revision=0, on=make.TODAY)
    scene.do(late_changes.death, member_id=scene.people[3].pk)
    client.force_login(scene.secretary)

    page = client.get(reverse("assessments:critique_read", args=[review.pk])).content.decode()

    assert next(iter(values.texts.values())) in page
    assert "Không còn trong năm này: Từ trần ngày 28/12/2021 theo 15-QĐ/ĐU" in page
    assert client.get(reverse("assessments:critique_edit", args=[review.pk])).status_code == 404
    assert client.post(reverse("assessments:critique_withdraw", args=[review.pk])).status_code == 404


def test_the_secretary_of_another_cell_does_not_read_who_left(client, scene):
    scene.do(late_changes.death, member_id=scene.people[3].pk)
    client.force_login(make.make_account("bithu2", "secretary", scene.second))

    address = reverse("assessments:critique_read", args=[scene.review(scene.people[3]).pk])

    assert client.get(address).status_code == 404


def test_the_list_of_people_says_who_came_and_went_and_whom_to_ask(client, scene):
    scene.do(late_changes.death, member_id=scene.people[3].pk)
    scene.do(late_changes.transfer_in, cell_id=scene.first.pk, values={"full_name": "Lê Thị Mới"})
    client.force_login(scene.secretary)

    page = client.get(reverse("assessments:file_people", args=[scene.file("KP01").pk])).content.decode()

    assert "Đến, đi, thay đổi sau khi mở năm (2)" in page.replace("\xa0", " ")
    assert "Báo Văn phòng Đảng ủy" in page
    assert "changes/new" not in page


GROUND_PAGES = {
    "member_transfer": ("move", lambda scene: [scene.people[3].pk]),
    "member_left": ("transfer_out", lambda scene: [scene.people[3].pk]),
    "seat_new": ("seat", lambda scene: [scene.ubnd.pk]),
    "seat_edit": ("seat_end", lambda scene: [Seat.objects.first().pk]),
    "head_new": ("headship", lambda scene: ["organization", scene.first.pk]),
    "head_edit": ("headship", lambda scene: [scene.head.pk]),
    "post_new": ("post", lambda scene: [scene.people[3].pk]),
    "post_edit": ("post_end", lambda scene: [scene.post.pk]),
    "member_new": ("transfer_in", lambda scene: [scene.ward.pk]),
    "collective_detail": ("seat", lambda scene: [scene.ubnd.pk]),
}


@pytest.mark.parametrize("name", GROUND_PAGES)
def test_pages_of_the_ground_say_that_an_open_year_does_not_follow(office, scene, name):
    kind, args = GROUND_PAGES[name]
    address = reverse(f"cells:{name}", args=args(scene))

    page = office.get(address).content.decode()

    assert "Năm 2021 đang mở." in page
    link = f"{new_url(scene)}?kind={kind}"
    assert link in page
    scene.put_files("released")
    assert "Năm 2021 đang mở." not in office.get(address).content.decode()


def test_an_exemption_recorded_on_the_persons_page_stands_in_the_list(office, scene):
    office.post(
        reverse("assessments:status_new", args=[scene.people[3].pk, 2021]),
        {"status": "exempt", "from_date": "28/12/2021", "source": "QĐ 9-QĐ/ĐU"},
    )

    assert StatusPeriod.objects.filter(status="exempt").exists()
    assert LateChange.objects.get().kind == "exemption"


@pytest.mark.parametrize("people", [2, 12])
def test_the_list_costs_the_same_whatever_the_number_of_changes(office, scene, people, django_assert_num_queries):
    for number in range(people):
        scene.do(late_changes.transfer_in, cell_id=scene.first.pk, values={"full_name": f"Lê Thị {number}"})
        make.make_member(scene.first, f"Lê Văn {number}", code=f"X{number}")

    with django_assert_num_queries(23):
        office.get(_list(scene, ""))


def test_the_report_lists_the_changes_that_concern_the_year(scene):
    title = "Các thay đổi sau khi mở năm kiểm điểm"
    assert title not in [part.title for part in ward_summary(scene.campaign).annexes]
    scene.do(late_changes.death, member_id=scene.people[3].pk)
    scene.do(late_changes.transfer_out, member_id=scene.others[2].pk, day=date(2022, 1, 9))

    [[table]] = [part.tables for part in ward_summary(scene.campaign).annexes if part.title == title]

    assert [row.cells for row in table.rows] == [
        ("1", "Nguyễn Văn An 4", "Từ trần", "28/12/2021", "15-QĐ/ĐU, 27/12/2021")
    ]


def test_a_person_who_left_and_returned_is_known_again(office, scene):
    record(office, scene, "transfer_out", member="A4")

    record(office, scene, "transfer_in", member="A4", cell=scene.second.pk, status="active")

    assert Member.objects.get(code="A4").left_on is None
    assert scene.dossier() == scene.fresh_dossier()


@pytest.mark.parametrize("kind", ["transfer_in", "admission"])
def test_the_same_page_sent_twice_makes_nobody_twice(office, scene, kind):
    newcomer = FORMS[kind](scene) | {"full_name": "Lê Thị Mới", "born_on": "01/02/1990"}
    assert record(office, scene, kind, **newcomer).status_code == 302

    again = record(office, scene, kind, **newcomer)

    assert "đã được ghi vào chi bộ này từ ngày ấy" in again.content.decode()
    assert Member.objects.filter(full_name="Lê Thị Mới").count() == 1
    assert record(office, scene, kind, **newcomer | {"born_on": "05/06/1991"}).status_code == 302
    assert LateChange.objects.filter(kind=kind).count() == 2


def test_a_day_years_ahead_is_asked_about(office, scene):
    answer = record(office, scene, "transfer_out", member="A4", effective_on="28/12/2024")

    assert "còn hơn một năm nữa" in answer.content.decode()
    assert Member.objects.get(code="A4").left_on is None
