"""The secretary's page of invitations: who stands where, links shown once, slips, and the end of an access."""

import re
from datetime import timedelta

import pytest
import segno
from django.test import Client
from django.urls import reverse

from assessments.models import Review
from assessments.services.self_critiques import save_draft
from cells import clock
from cells.models import Account, Invitation
from cells.services.invitations import invite
from tests import factories as make
from tests.assessments.cell_scene import full_values, make_scene

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://testserver(/invitation/[\w-]{43}/)")


@pytest.fixture(autouse=True)
def _the_day(settings):
    settings.SAMPLE_TODAY = make.TODAY


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def client(client, scene):
    client.force_login(scene.secretary)
    return client


def address(scene):
    return reverse("assessments:invitations", args=[scene.file.pk])


def pk(scene, name="Nguyễn Văn An"):
    return scene.review(name).member_id


def set_pin(link, pin="739152"):
    phone = Client()
    phone.get(link)
    assert phone.post("/invitation/", {"pin": pin, "pin_again": pin}).status_code == 302


def states(client, scene) -> dict[str, str]:
    rows = client.get(address(scene)).context["rows"]
    return {row.review.name: row.words for row in rows if row.bar is None}


def test_one_invitation_shows_its_link_once(client, scene):
    page = client.post(address(scene), {"member": pk(scene)})
    text = page.content.decode()
    again = client.get(address(scene)).content.decode()

    assert (len(set(LINK.findall(text))), "no-store, private" in page["Cache-Control"]) == (1, True)
    assert ("an.kp01" in text, "data:image/svg+xml" in text, "14/24" in text) == (True, True, False)
    assert (LINK.findall(again), "an.kp01" in again) == ([], True)


def test_the_square_on_the_slip_holds_the_link(client, scene):
    text = client.post(address(scene), {"member": pk(scene)}).content.decode()
    [link] = set(LINK.findall(text))
    drawn = segno.make(f"http://testserver{link}", error="m").svg_data_uri(scale=3)

    assert f'src="{drawn}"' in text.replace("&#x27;", "'")


def test_all_who_have_no_link_are_invited_with_one_button(client, scene):
    page = client.get(address(scene))
    new = [row.review.member_id for row in page.context["new"]]
    slips = client.post(address(scene), {"all": "1", "member": new})

    assert [row["slip"].display_name for row in slips.context["rows"]] == [
        "Nguyễn Văn An", "Nguyễn Văn Bình", "Nguyễn Văn Cường", "Lê Văn Dự", "Lê Thị Mới"
    ]  # fmt: skip
    assert "Mời tất cả 5 đảng viên chưa có liên kết" in page.content.decode()
    assert client.get(address(scene)).context["new"] == []


def test_the_same_button_sent_twice_shows_links_that_open(client, scene):
    new = [row.review.member_id for row in client.get(address(scene)).context["new"]]
    client.post(address(scene), {"all": "1", "member": new})
    text = client.post(address(scene), {"all": "1", "member": new}).content.decode()
    links = sorted(set(LINK.findall(text)))
    set_pin(links[0])

    assert len(links) == 5


def test_whoever_set_a_pin_meanwhile_keeps_it(client, scene):
    [link] = set(LINK.findall(client.post(address(scene), {"member": pk(scene)}).content.decode()))
    set_pin(link)
    answer = client.post(address(scene), {"all": "1", "member": pk(scene)}, follow=True)

    assert "không ai cần liên kết nữa" in answer.content.decode()
    assert Invitation.objects.get().revoked_at is None


def test_every_state_stands_in_words(client, scene):
    past = clock.now() - timedelta(days=20)
    for name in ("Nguyễn Văn An", "Nguyễn Văn Bình", "Nguyễn Văn Cường", "Lê Văn Dự"):
        text = client.post(address(scene), {"member": pk(scene, name)}).content.decode()
        [link] = set(LINK.findall(text))
        if name == "Nguyễn Văn An":
            set_pin(link)
    Invitation.objects.filter(member=pk(scene, "Nguyễn Văn Bình")).update(
        made_at=past, expires_at=past + timedelta(days=14)
    )
    revoke = reverse("assessments:invitation_revoke", args=[scene.file.pk, pk(scene, "Nguyễn Văn Cường")])
    client.post(revoke, {"reason": "Mất điện thoại"})
    hours = re.compile(r"\d\d:\d\d")

    assert {name: hours.sub("…", words) for name, words in states(client, scene).items()} == {
        "Nguyễn Văn An": "đã đặt mã PIN lúc … 10/01/2022",
        "Nguyễn Văn Bình": "liên kết chưa được mở, đã hết hạn lúc … 04/01/2022",
        "Nguyễn Văn Cường": "đã thu hồi lúc … 10/01/2022, người thu hồi: Bí thư Một: Mất điện thoại",
        "Lê Văn Dự": "đã mời, đến … 24/01/2022",
        "Lê Thị Mới": "chưa mời",
    }


def test_it_says_when_the_member_last_wrote_also_after_the_secretary_did(client, scene):
    [link] = set(LINK.findall(client.post(address(scene), {"member": pk(scene)}).content.decode()))
    set_pin(link)
    review, account = scene.review("Nguyễn Văn An"), Account.objects.get(username="an.kp01")
    mine = save_draft(by=account, review_id=review.pk, values=full_values(review), revision=0, on=make.TODAY).saved_at
    save_draft(by=scene.secretary, review_id=review.pk, values=full_values(review, "x"), revision=1, on=make.TODAY)
    rows = {row.review.name: row for row in client.get(address(scene)).context["rows"]}

    assert (rows["Nguyễn Văn An"].wrote_at, rows["Nguyễn Văn Bình"].wrote_at) == (mine, None)


def test_an_account_that_waits_after_wrong_pins_is_shown_as_such(client, scene):
    [link] = set(LINK.findall(client.post(address(scene), {"member": pk(scene)}).content.decode()))
    set_pin(link)
    for _try in range(5):
        Client().post(reverse("login"), {"username": "an.kp01", "password": "000111"})

    assert "nhập sai mã PIN nhiều lần: chờ đến" in client.get(address(scene)).content.decode()


def test_revoking_tells_what_will_happen_and_wants_a_reason(client, scene):
    client.post(address(scene), {"member": pk(scene)})
    url = reverse("assessments:invitation_revoke", args=[scene.file.pk, pk(scene)])
    page = client.get(url).content.decode()
    refused = client.post(url, {"reason": ""})
    done = client.post(url, {"reason": "Nhầm người"})

    assert "Nội dung đã viết vẫn còn" in page
    assert (refused.status_code, "Hãy ghi lý do" in refused.content.decode()) == (200, True)
    assert (done.url, Invitation.objects.get().revoked_reason) == (address(scene), "Nhầm người")


@pytest.mark.parametrize("chosen", [[], ["0"], ["foreign"], ["exempt"]])
def test_nobody_outside_the_list_is_invited(client, scene, chosen):
    ids = {"foreign": pk(scene, "Phạm Văn Khác"), "exempt": pk(scene, "Lê Thị Miễn")}
    page = client.post(address(scene), {"member": [ids.get(one, one) for one in chosen]})

    assert "Chưa chọn ai có thể mời." in page.content.decode()
    assert Invitation.objects.count() == 0


def test_another_cells_member_is_not_revoked_by_way_of_ones_own_file(client, scene):
    url = reverse("assessments:invitation_revoke", args=[scene.file.pk, pk(scene, "Phạm Văn Khác")])

    assert (client.get(url).status_code, client.post(url, {"reason": "x"}).status_code) == (404, 404)


def test_the_committee_reads_and_invites_nobody(client, scene):
    client.force_login(scene.committee)
    page = client.get(address(scene))

    assert (page.status_code, page.context["new"], "<button type=\"submit\" class=\"btn btn-secondary\">Mời" in page.content.decode()) == (200, [], False)  # fmt: skip
    assert client.post(address(scene), {"member": pk(scene)}).status_code == 403


def test_a_collectives_file_has_no_such_page(client, scene):
    body = make.make_collective(scene.campaign.ward, code="UBND", kind="peoples_committee")
    file = scene.campaign.files.create(collective=body, name="UBND", code="UBND", stage_since=clock.now())
    client.force_login(scene.office)

    assert client.get(reverse("assessments:invitations", args=[file.pk])).status_code == 404


def test_the_page_costs_the_same_for_few_and_many(client, scene, django_assert_max_num_queries):
    counts = []
    for number in range(2):
        with django_assert_max_num_queries(16) as asked:
            page = client.get(address(scene))
        counts.append((len(page.context["rows"]) > 6, len(asked)))
        if number == 0:
            more(scene)

    assert counts[0][1] == counts[1][1]
    assert [many for many, _asked in counts] == [False, True]


def more(scene):
    """Ten more members in the file, each invited."""
    cell = scene.file.cell
    for number in range(10):
        person = make.make_member(cell, f"Đỗ Thị Thêm {number}")
        like = scene.review("Nguyễn Văn An")
        facts = {**like.facts, "code": person.code}
        Review.objects.create(
            campaign=scene.campaign, file=scene.file, kind="member", code=person.code, name=person.full_name,
            member=person, facts=facts,
        )  # fmt: skip
        invite(by=scene.secretary, member_ids=[person.pk], on=make.TODAY)
