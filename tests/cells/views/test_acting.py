"""Acting in another's place, on pages: the switch, both names in the frame, and the end of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells import clock
from cells.access import act_as
from cells.acting import SESSION_KEY
from cells.device_keys import device_name, device_tag
from cells.models import Account, JournalEntry, Mandate
from tests.factories import make_account, make_cell, make_member, make_ward

pytestmark = pytest.mark.django_db


class Scene:
    """Phó Một holds nothing but the mandate to act for Bí thư Một of KP01, from today for ten days."""

    def __init__(self):
        self.on = clock.today()
        self.ward = make_ward()
        self.cell = make_cell(self.ward, "KP01", "Chi bộ 1")
        self.office = make_account("vanphong", "office", self.ward)
        self.member = make_member(self.cell)
        self.secretary = make_account("bithu1", "secretary", self.cell, display_name="Bí thư Một")
        self.deputy = make_account("phobithu1", display_name="Phó Một")
        self.mandate = Mandate.objects.create(
            account=self.deputy, acts_for=self.secretary, role="secretary", organization=self.cell,
            from_date=self.on, to_date=self.on + timedelta(days=10),
        )  # fmt: skip
        self.client = Client()
        self.client.force_login(self.deputy)

    def begin(self):
        return self.client.post(reverse("cells:act_for", args=[self.mandate.pk]))

    def page(self):
        return self.client.get(reverse("cells:member_detail", args=[self.member.pk]))

    def expire(self) -> None:
        day = self.on - timedelta(days=1)
        Mandate.objects.filter(pk=self.mandate.pk).update(from_date=day, to_date=day)


@pytest.fixture
def scene():
    return Scene()


def test_the_frame_offers_it_and_nothing_is_open_before(scene):
    home = scene.client.get(reverse("assessments:dashboard")).content.decode()

    assert "Đồng chí được giao làm thay đồng chí Bí thư Một (Bí thư, thư ký, Chi bộ 1) đến hết ngày" in home
    assert "Bấm nút “Làm thay” ở trên" in home
    assert scene.page().status_code == 404


def test_once_it_is_on_both_names_stand_on_every_page(scene):
    assert scene.begin().url == "/"
    page = scene.page()

    assert page.status_code == 200
    assert "<strong>Phó Một</strong> đang làm thay đồng chí <strong>Bí thư Một</strong>" in page.content.decode()
    assert "Thôi làm thay" in scene.client.get("/khong-co/").content.decode()


def test_it_is_off_again_with_a_word(scene):
    scene.begin()
    scene.client.post(reverse("cells:act_as_oneself"))

    assert scene.page().status_code == 404
    assert SESSION_KEY not in scene.client.session
    entries = JournalEntry.objects.filter(action__startswith="acting.").order_by("pk")
    assert list(entries.values_list("action", "text__object_name", "text__actor_name")) == [
        ("acting.begun", "bithu1", "Phó Một, thay Bí thư Một"),
        ("acting.ended", "bithu1", "Phó Một, thay Bí thư Một"),
    ]


def test_a_change_from_one_to_another_ends_the_first(scene):
    other = make_account("bithu2", "secretary", make_cell(scene.ward, "KP02"), display_name="Bí thư Hai")
    second = Mandate.objects.create(
        account=scene.deputy, acts_for=other, role="secretary", organization=Mandate.objects.get(account=other).organization,
        from_date=scene.on, to_date=scene.on,
    )  # fmt: skip
    scene.begin()
    scene.client.post(reverse("cells:act_for", args=[second.pk]))

    assert scene.page().status_code == 404
    told = (
        JournalEntry.objects.filter(action__startswith="acting.")
        .order_by("pk")
        .values_list("action", "text__object_name")
    )
    assert list(told) == [("acting.begun", "bithu1"), ("acting.ended", "bithu1"), ("acting.begun", "bithu2")]


@pytest.mark.parametrize("whose", ["secretary", "office"])
def test_another_s_mandate_cannot_be_turned_on(scene, whose):
    scene.client.force_login(getattr(scene, whose))

    assert scene.begin().status_code == 404
    assert SESSION_KEY not in scene.client.session
    own = Mandate.objects.get(account=scene.secretary)
    assert scene.client.post(reverse("cells:act_for", args=[own.pk])).status_code == 404


def test_a_reader_of_the_switch_s_address_is_sent_home_and_nothing_turns(scene):
    assert scene.client.get(reverse("cells:act_for", args=[scene.mandate.pk])).url == "/"
    assert SESSION_KEY not in scene.client.session


def test_a_mandate_that_has_ended_stops_at_the_next_page_with_a_message(scene):
    scene.begin()
    scene.expire()

    page = scene.page()
    assert page.status_code == 404
    assert "Đồng chí không còn làm thay" in page.content.decode()
    assert "Đồng chí không còn làm thay" not in scene.page().content.decode()


def test_it_stops_with_the_mandate_of_the_one_acted_for(scene):
    scene.begin()
    Mandate.objects.filter(account=scene.secretary).update(to_date=scene.on - timedelta(days=1))

    assert scene.page().status_code == 404


def test_what_was_being_sent_is_not_saved_and_its_words_come_back(scene):
    scene.begin()
    scene.expire()
    typed = {"note": "Chữ đã gõ của bí thư", "password": "mat khau bi mat", "typing_name": "a b", "revision": "1"}
    typed["typing_name"] = f"{device_tag(scene.deputy)}:{'0' * 32}"

    answer = scene.client.post(reverse("cells:member_edit", args=[scene.member.pk]), typed)

    page = answer.content.decode()
    assert (answer.status_code, "typing_answered" in answer.cookies) == (403, False)
    assert "Chữ đã gõ của bí thư" in page
    assert "mat khau bi mat" not in page
    assert "Chưa có gì được lưu." in page


def test_what_saves_itself_is_told_in_its_own_way(scene):
    scene.begin()
    scene.expire()

    answer = scene.client.post("/assessments/reviews/1/critique/autosave/", {}, headers={"Accept": "application/json"})

    assert answer.status_code == 403
    assert answer.json()["state"] == "acting_ended"
    assert answer.json()["words"].startswith("Đồng chí không còn làm thay")


def test_signing_out_works_on_the_day_after(scene):
    scene.begin()
    scene.expire()

    assert scene.client.post(reverse("logout")).status_code == 302
    assert "_auth_user_id" not in scene.client.session


def test_a_page_opened_before_the_switch_is_sent_in_nobody_s_name():
    scene = Scene()
    scene.client = Client(enforce_csrf_checks=True)
    scene.client.force_login(scene.deputy)
    scene.client.get(reverse("assessments:dashboard"))
    before = scene.client.cookies["csrftoken"].value
    assert scene.client.post(
        reverse("cells:act_for", args=[scene.mandate.pk]), {"csrfmiddlewaretoken": before}
    ).status_code == 302  # fmt: skip

    answer = scene.client.post(reverse("cells:act_as_oneself"), {"csrfmiddlewaretoken": before})

    assert answer.status_code == 403
    assert SESSION_KEY in scene.client.session


def test_one_s_own_password_is_changed_by_oneself(scene):
    scene.begin()
    new = "mot-mat-khau-moi-2"
    values = {"old_password": "mat-khau-thu-1", "new_password1": new, "new_password2": new}

    assert scene.client.post(reverse("password_change"), values).status_code == 302
    entry = JournalEntry.objects.get(action="account.password_changed")
    assert (entry.actor_name, entry.acting_for_id) == ("Phó Một", None)
    assert scene.page().status_code == 200  # and goes on acting


def test_typed_text_is_kept_apart_for_each_place_and_erased_together(scene):
    oneself, acting = Account.objects.get(pk=scene.deputy.pk), Account.objects.get(pk=scene.deputy.pk)
    assert act_as(acting, scene.mandate.pk, scene.on)
    names = {device_name(one, "/a/") for one in (oneself, acting, scene.secretary)}
    assert len(names) == 3
    assert device_name(acting, "/a/").startswith(device_tag(oneself))


def test_the_switch_adds_no_query_to_a_page(scene):
    """The one account holds the mandate itself, the other acts in its place."""
    scene.begin()
    own = Client()
    own.force_login(scene.secretary)
    counts = []
    for client in (own, scene.client):
        client.get(reverse("cells:member_detail", args=[scene.member.pk]))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("cells:member_detail", args=[scene.member.pk]))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_account_pages_show_deputies_both_ways(scene):
    client = Client()
    client.force_login(scene.office)
    deputy = client.get(reverse("cells:account_detail", args=[scene.deputy.pk])).content.decode()
    principal = client.get(reverse("cells:account_detail", args=[scene.secretary.pk])).content.decode()

    assert f'<td><a href="{reverse("cells:account_detail", args=[scene.secretary.pk])}">Bí thư Một</a></td>' in deputy
    assert "Người làm thay tài khoản này" not in deputy
    assert "Người làm thay tài khoản này" in principal
    assert f'{reverse("cells:account_detail", args=[scene.deputy.pk])}">Phó Một</a></th>' in principal


def test_the_office_gives_a_deputy_s_mandate_on_its_page(scene):
    client = Client()
    client.force_login(scene.office)
    url = reverse("cells:mandate_new", args=[scene.deputy.pk])
    assert "Bí thư Một (bithu1)" in client.get(url).content.decode()
    assert "vanphong)" not in client.get(url).content.decode()
    day = scene.on + timedelta(days=30)
    values = {
        "role": "secretary",
        "unit": f"o{scene.cell.pk}",
        "from_date": f"{day:%d/%m/%Y}",
        "acts_for": scene.secretary.pk,
    }

    refused = client.post(url, values).content.decode()
    assert "việc làm thay chỉ có thời hạn" in refused
    assert client.post(url, values | {"to_date": f"{day:%d/%m/%Y}"}).status_code == 302
    assert Mandate.objects.filter(account=scene.deputy, acts_for=scene.secretary).count() == 2


def test_the_journal_shows_both_names(scene):
    scene.begin()
    client = Client()
    client.force_login(scene.office)

    page = client.get(reverse("cells:journal"), {"actor": "Bí thư Một"}).content.decode()

    assert "Phó Một, thay Bí thư Một" in page
    assert "bắt đầu làm thay" in page
