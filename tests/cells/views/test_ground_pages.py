"""Forms of the ground: saved, refused at the field, stale saves told, lists searchable, queries fixed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.models import Collective, Headship, JournalEntry, JournalHead, Member, OfficerPost, Organization, Seat
from cells.services.journal_upkeep import erase_texts
from tests.factories import make_cell, make_collective, make_head, make_member


def text(answer) -> str:
    return answer.content.decode()


def url(name: str, *ids) -> str:
    return reverse(f"cells:{name}", args=ids)


CELL = {
    "code": "KP30",
    "name": "Chi bộ Khu phố 30",
    "cell_kind": "neighbourhood",
    "established_on": "03/02/2001",
    "position": "30",
}


def test_a_cell_is_entered_on_a_form(sign_in, ground):
    answer = sign_in("office").post(
        url("organization_new", ground.ward.pk, "cell"), CELL | {"parent_id": ground.ward.pk}
    )

    made = Organization.objects.get(code="KP30")
    assert answer.url == f"{url('organization_list')}?ward={ground.ward.pk}"
    assert (made.established_on, made.position) == (date(2001, 2, 3), 30)


def test_a_taken_code_is_told_at_its_field_and_what_was_typed_stays(sign_in, ground):
    answer = sign_in("office").post(
        url("organization_new", ground.ward.pk, "cell"), CELL | {"code": "UBND", "parent_id": ground.ward.pk}
    )

    assert answer.status_code == 200
    assert "UBND" in answer.context["form"].errors["code"][0]
    assert 'href="#id_code"' in text(answer)
    assert 'value="Chi bộ Khu phố 30"' in text(answer)


@pytest.mark.parametrize("day", ["31/02/2021", "mồng 3 tháng 2", "2021"])
def test_a_day_that_is_none_is_told_at_its_field(sign_in, ground, day):
    answer = sign_in("office").post(
        url("organization_new", ground.ward.pk, "cell"), CELL | {"established_on": day, "parent_id": ground.ward.pk}
    )

    assert list(answer.context["form"].errors) == ["established_on"]
    assert not Organization.objects.filter(code="KP30").exists()


def edit(client, cell, name, revision):
    values = CELL | {"code": cell.code, "parent_id": cell.parent_id, "name": name, "revision": revision}
    return client.post(url("organization_edit", cell.pk), values)


def test_the_second_editor_sees_both_versions_and_keeps_what_was_typed(sign_in, ground):
    client = sign_in("office")
    assert edit(client, ground.cell, "Chi bộ A", 1).status_code == 302

    answer = edit(client, ground.cell, "Chi bộ B", 1)

    stale = answer.context["stale"]
    assert stale["changes"] == [("Tên", "Chi bộ A", "Chi bộ B")]
    assert stale["by"] == "office"
    assert answer.context["form"]["revision"].value() == 2
    assert answer.context["form"]["name"].value() == "Chi bộ B"
    ground.cell.refresh_from_db()
    assert ground.cell.name == "Chi bộ A"


def test_saving_again_over_a_stale_page_is_a_decision(sign_in, ground):
    client = sign_in("office")
    edit(client, ground.cell, "Chi bộ A", 1)
    page = edit(client, ground.cell, "Chi bộ B", 1)

    edit(client, ground.cell, "Chi bộ B", page.context["form"]["revision"].value())

    ground.cell.refresh_from_db()
    assert (ground.cell.name, ground.cell.revision) == ("Chi bộ B", 3)


def test_a_profile_comes_back_with_both_versions_when_stale(sign_in, ground):
    client = sign_in("office")
    profile = ground.ward.profile
    names = [field.name for field in profile._meta.fields if field.name not in ("id", "ward", "revision")]
    values = {name: getattr(profile, name) for name in names} | {"name": ground.ward.name, "revision": 1}
    assert client.post(url("ward_profile", ground.ward.pk), values | {"place": "P. 11"}).status_code == 302

    answer = client.post(url("ward_profile", ground.ward.pk), values | {"place": "Phường Mười một"})

    assert answer.context["stale"]["changes"] == [("Địa danh trong tiêu đề", "P. 11", "Phường Mười một")]


def test_a_cell_with_people_is_not_dissolved_and_says_why(sign_in, ground):
    answer = sign_in("office").post(
        url("organization_dissolve", ground.cell.pk),
        {"dissolved_on": "01/12/2021", "reason": "Sáp nhập", "revision": 1},
    )

    assert answer.context["form"].non_field_errors() == [
        "Còn 1 người thuộc đơn vị này. Hãy chuyển họ sang chi bộ khác trước."
    ]


def test_a_committee_is_made_from_the_list_by_one_button(sign_in, ground):
    for position in ("Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên"):
        make_member(ground.other_cell, position=position)

    sign_in("office").post(url("cell_committee_new", ground.other_cell.pk), {"established_on": "01/06/2020"})

    assert Collective.objects.get(code="CU-KP02").seats.count() == 3


def test_all_cells_are_completed_from_the_list_by_one_button(sign_in, ground):
    secretary = make_member(ground.other_cell, "Lý Thị Hoa", position="Bí thư chi bộ")
    address = url("cell_committees_new", ground.ward.pk)
    client = sign_in("office")

    shown = client.get(address).content.decode()
    answer = client.post(address, {"established_on": "01/06/2020"})

    assert "Lý Thị Hoa" in shown
    assert answer.url.startswith(url("organization_list"))
    assert [head.member for head in ground.other_cell.heads.all()] == [secretary]


def test_a_collective_and_its_seat_are_entered_on_forms(sign_in, ground):
    client = sign_in("office")
    values = {"code": "BTV", "name": "Ban Thường vụ", "kind": "standing_committee", "organization_id": ground.ward.pk}
    made = client.post(url("collective_new", ground.ward.pk), values)
    collective = Collective.objects.get(code="BTV")
    assert made.url == url("collective_detail", collective.pk)

    client.post(
        url("seat_new", collective.pk),
        {"member": f"{ground.member.code} – Trần Thị Bình", "title": "Ủy viên", "from_date": "01/07/2021"},
    )

    assert Seat.objects.get(collective=collective).member == ground.member


NAMED = {
    "by code": lambda ground: ground.outsider.code.lower(),
    "by card": lambda ground: ground.member.card_number,
    "by name without accents": lambda _ground: "tran thi binh",
}


@pytest.mark.parametrize("named", NAMED.values(), ids=NAMED)
def test_a_person_is_named_by_code_card_or_name(sign_in, ground, named):
    sign_in("office").post(url("seat_new", ground.collective.pk), {"member": named(ground), "title": "Thư ký"})

    assert Seat.objects.filter(title="Thư ký").count() == 1


def test_an_unknown_or_doubtful_person_is_told_at_the_field(sign_in, ground):
    make_member(ground.cell, "Trần Thị Bình")
    client = sign_in("office")

    for name in ("Không Có Ai", "Trần Thị Bình"):
        answer = client.post(url("seat_new", ground.collective.pk), {"member": name})
        assert list(answer.context["form"].errors) == ["member"]


def test_a_seat_that_ends_before_it_begins_is_told_at_the_field(sign_in, ground):
    answer = sign_in("office").post(
        url("seat_edit", ground.seat.pk), {"from_date": "01/07/2021", "to_date": "30/06/2021"}
    )

    assert list(answer.context["form"].errors) == ["to_date"]


def test_a_seat_is_taken_back_only_by_the_page_that_asks_why(sign_in, ground):
    client = sign_in("office")
    client.post(url("seat_withdraw", ground.seat.pk), {"reason": ""})
    assert Seat.objects.filter(pk=ground.seat.pk).exists()

    client.post(url("seat_withdraw", ground.seat.pk), {"reason": "Nhầm người"})

    assert not Seat.objects.filter(pk=ground.seat.pk).exists()


def test_a_head_and_a_post_are_entered_on_forms(sign_in, ground):
    client = sign_in("office")
    client.post(
        url("head_new", "collective", ground.collective.pk),
        {"member": ground.member.code, "appointed_on": "01/07/2021", "main_duty": "no", "main_duty_evidence": "QĐ 5"},
    )
    client.post(
        url("post_new", ground.member.pk),
        {"title": "Chủ tịch", "unit": f"c{ground.collective.pk}", "management_level": "district"},
    )

    head = Headship.objects.get(collective=ground.collective)
    assert (head.main_duty, head.main_duty_evidence) == (False, "QĐ 5")
    assert OfficerPost.objects.get(title="Chủ tịch").management_level == "district"


def test_a_headship_keeps_its_main_duty_when_another_field_changes(sign_in, ground):
    Headship.objects.filter(pk=ground.head.pk).update(main_duty=False, main_duty_evidence="QĐ 5")
    client = sign_in("office")
    initial = client.get(url("head_edit", ground.head.pk)).context["form"].initial

    client.post(
        url("head_edit", ground.head.pk),
        {"appointed_on": "01/04/2015", "main_duty": initial["main_duty"], "main_duty_evidence": "QĐ 5"},
    )

    ground.head.refresh_from_db()
    assert (ground.head.main_duty, ground.head.appointed_on) == (False, date(2015, 4, 1))


MEMBER = {"full_name": "Trần Thị Bình", "gender": "female", "position": "Chi ủy viên", "revision": 1}


def test_a_person_is_changed_and_the_page_tells_the_history(sign_in, ground):
    client = sign_in("office")
    client.post(url("member_edit", ground.member.pk), MEMBER)

    answer = client.get(url("member_detail", ground.member.pk))

    assert [entry.action for entry in answer.context["page"].history] == ["member.changed"]
    assert "sửa thông tin người" in text(answer)


def test_a_member_and_a_person_outside_the_party_are_entered(sign_in, ground):
    client = sign_in("office")
    client.post(
        url("member_new", ground.ward.pk),
        {"full_name": "Lê Mới", "cell": ground.cell.pk, "status": "probationary", "admitted_on": "03/09/2021"},
    )
    client.post(url("outsider_new", ground.ward.pk), {"full_name": "Vũ Ngoài"})

    people = Member.objects.filter(full_name__in=["Lê Mới", "Vũ Ngoài"]).order_by("full_name")
    assert [(one.status, one.cell) for one in people] == [("probationary", ground.cell), ("non_member", None)]


def test_a_member_is_moved_marked_as_left_and_brought_back(sign_in, ground):
    client = sign_in("office")
    client.post(url("member_transfer", ground.member.pk), {"cell": ground.other_cell.pk, "revision": 1})
    client.post(url("member_left", ground.member.pk), {"left_on": "01/12/2021", "reason": "Chuyển đi", "revision": 2})
    client.post(url("member_bring_back", ground.member.pk), {"reason": "Nhầm", "revision": 3})

    ground.member.refresh_from_db()
    assert (ground.member.cell, ground.member.left_on, ground.member.revision) == (ground.other_cell, None, 4)


def names_found(client, **asked) -> list[str]:
    return [member.full_name for member in client.get(url("member_list"), asked).context["people"]]


def test_people_are_found_without_accents_and_listed_by_given_name(sign_in, ground):
    make_member(ground.cell, "Đặng Thị Ánh")
    client = sign_in("office")

    assert names_found(client) == ["Đặng Thị Ánh", "Trần Thị Bình", "Lê Văn Ngoài"]
    assert names_found(client, q="DANG  thi") == ["Đặng Thị Ánh"]
    assert names_found(client, cell="none") == ["Lê Văn Ngoài"]
    assert names_found(client, cell="9" * 30) == names_found(client)
    assert names_found(client, left="1") == ["Phạm Văn Đi"]
    assert names_found(client, status="exempt") == []


def test_a_secretary_finds_nobody_of_another_cell(sign_in, ground):
    make_member(ground.other_cell, "Hoàng Khác")
    client = sign_in("secretary")

    assert names_found(client) == ["Trần Thị Bình"]
    assert names_found(client, cell=str(ground.other_cell.pk)) == []
    assert "Hoàng Khác" not in text(client.get(url("member_list"), {"q": "hoang"}))


def test_the_list_of_units_shows_a_secretary_the_own_cell_alone(sign_in, ground):
    units = sign_in("secretary").get(url("organization_list")).context["units"]

    assert [line.unit for line in units.tree] == [ground.cell]
    assert (units.agencies, units.collectives) == ([], [])


def test_seats_are_counted_by_person_and_day(sign_in, ground):
    Seat.objects.create(collective=ground.collective, member=ground.member, title="Chủ tịch")
    Seat.objects.filter(member=ground.outsider).update(to_date=date(2020, 1, 1))
    client = sign_in("office")

    line = client.get(url("organization_list")).context["units"].collectives[0]
    page = client.get(url("collective_detail", ground.collective.pk)).context["page"]
    assert (line.people, page.seats_today) == (1, 1)


def test_the_journal_is_filtered_by_deed_and_name(sign_in, ground):
    client = sign_in("office")
    edit(client, ground.cell, "Chi bộ A", 1)
    client.post(url("member_edit", ground.member.pk), MEMBER)

    def actions(**asked):
        return [line["entry"].action for line in client.get(url("journal"), asked).context["lines"]]

    assert actions() == ["member.changed", "organization.changed"]
    assert actions(action="member.changed") == ["member.changed"]
    assert actions(about="Chi bộ A") == ["organization.changed"]
    assert actions(actor="không ai") == []


def test_a_ward_reads_its_own_journal_alone(sign_in, ground):
    edit(sign_in("office"), ground.cell, "Chi bộ A", 1)

    assert JournalEntry.objects.count() == 1
    assert sign_in("other_office").get(url("journal")).context["lines"] == []


def test_the_journal_shows_numbers_and_head_and_says_what_was_erased(sign_in, ground):
    client = sign_in("office")
    edit(client, ground.cell, "Chi bộ A", 1)
    connection.check_constraints()  # what a commit does
    erase_texts(ward_code=ground.ward.code, numbers=[1], reason="Hết hạn lưu", command="retention")
    connection.check_constraints()
    answer = client.get(url("journal"))
    text = answer.content.decode()

    assert [line["entry"].number for line in answer.context["lines"]] == [2, 1]
    assert str(JournalHead.objects.get(ward_code=ground.ward.code)) in text
    assert (text.count("đã xóa nội dung chữ"), "Chi bộ A" in text) == (1, False)


LISTS = {
    "organization_list": (lambda ground: url("organization_list")),
    "member_list": (lambda ground: url("member_list")),
    "member_detail": (lambda ground: url("member_detail", ground.member.pk)),
    "organization_detail": (lambda ground: url("organization_detail", ground.cell.pk)),
    "collective_detail": (lambda ground: url("collective_detail", ground.collective.pk)),
    "seat_new": (lambda ground: url("seat_new", ground.collective.pk)),
}


def grow(ground, count: int) -> None:
    for number in range(count):
        cell = make_cell(ground.ward, f"G{number:03d}")
        member = make_member(cell)
        make_collective(cell, [member], code=f"GT{number:03d}")
        make_head(member, cell)
        Seat.objects.create(collective=ground.collective, member=member)


@pytest.mark.parametrize("page", LISTS)
def test_the_number_of_queries_does_not_grow_with_the_ward(sign_in, ground, django_assert_num_queries, page):
    client, address = sign_in("office"), LISTS[page](ground)
    grow(ground, 3)
    client.get(address)  # session and mandates are warm afterwards
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    grow_more(ground, 297)

    with django_assert_num_queries(len(few)):
        client.get(address)


def grow_more(ground, count: int) -> None:
    """As `grow`, in bulk: three hundred of each in well under a second."""
    cells = Organization.objects.bulk_create(
        Organization(ward=ground.ward, parent=ground.ward, kind="cell", code=f"H{n}", name=f"H{n}")
        for n in range(count)
    )
    people = Member.objects.bulk_create(
        Member(ward=ground.ward, cell=cell, code=f"H{n}", full_name=f"Người {n}", sort_key=f"{n:04d}")
        for n, cell in enumerate(cells)
    )
    Collective.objects.bulk_create(
        Collective(ward=ground.ward, organization=cell, kind="cell_committee", code=f"HT{n}", name=f"HT{n}")
        for n, cell in enumerate(cells)
    )
    Seat.objects.bulk_create(Seat(collective=ground.collective, member=member) for member in people)
    Headship.objects.bulk_create(
        Headship(member=member, organization=cell, appointed_on=date(2015, 1, 1))
        for member, cell in zip(people, cells, strict=True)
    )
