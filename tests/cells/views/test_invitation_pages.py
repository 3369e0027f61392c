"""The way in by a link, and the ordinary sign-in with account name and PIN: nothing tells what does not belong to one."""

import logging
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cells import clock
from cells.models import Account, Invitation
from cells.services.invitations import invite, revoke
from tests.factories import make_account, make_cell, make_member, make_ward

pytestmark = pytest.mark.django_db
PIN = "739152"


@pytest.fixture
def ward():
    return make_ward()


@pytest.fixture
def cell(ward):
    return make_cell(ward, "KP01")


@pytest.fixture
def secretary(cell):
    return make_account("bithu1", "secretary", cell, display_name="Bí thư Một")


@pytest.fixture
def member(cell):
    return make_member(cell, "Trần Thị An")


def link_for(secretary, member) -> str:
    [slip] = invite(by=secretary, member_ids=[member.pk], on=clock.today())
    return reverse("invitation_link", args=[slip.token])


def opened(link: str) -> tuple[Client, object]:
    phone = Client()
    return phone, phone.get(link, follow=True)


def set_pin(link: str, pin: str = PIN, again: str = "") -> tuple[Client, object]:
    phone, _page = opened(link)
    return phone, phone.post(reverse("invitation"), {"pin": pin, "pin_again": again or pin})


def sign_in(username: str, secret: str) -> object:
    return Client().post(reverse("login"), {"username": username, "password": secret})


def test_the_link_asks_for_a_pin_and_names_the_person_by_the_given_name_alone(secretary, member):
    _phone, page = opened(link_for(secretary, member))
    text = page.content.decode()

    assert (page.status_code, page.request["PATH_INFO"]) == (200, "/invitation/")
    assert ("Xin chào đồng chí An" in text, "an.kp01" in text, "Trần" in text) == (True, True, False)


def test_the_token_stands_in_no_page_and_no_cookie(secretary, member):
    link = link_for(secretary, member)
    token = link.split("/")[-2]
    phone, page = opened(link)
    session = dict(phone.session)

    assert token not in page.content.decode()
    assert token not in str(session)
    assert token not in str(phone.cookies)


def test_no_step_writes_the_token_to_the_log(secretary, member, caplog):
    link = link_for(secretary, member)
    token = link.split("/")[-2]
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        phone, _page = set_pin(link)
        Client(enforce_csrf_checks=True).post(reverse("invitation"), {"pin": PIN, "pin_again": PIN})
        Client().get(link, follow=True)

    assert "/invitation/" in caplog.text  # the refused post and the dead link were told of
    assert token not in caplog.text


def test_messengers_look_at_the_link_as_often_as_they_like(secretary, member):
    link = link_for(secretary, member)
    for _look in range(3):
        opened(link)
    _phone, answer = set_pin(link)

    assert (answer.status_code, Invitation.objects.get().used_at is None) == (302, False)


def test_a_pin_set_opens_the_own_page_at_once_and_the_sign_in_later(secretary, member):
    phone, answer = set_pin(link_for(secretary, member))
    page = phone.get(answer.url, follow=True)

    assert page.request["PATH_INFO"] == "/assessments/my/"
    assert "Lần sau, đăng nhập bằng tên tài khoản an.kp01" in page.content.decode()
    assert (sign_in("an.kp01", PIN).status_code, sign_in("An.KP01", PIN).url) == (302, "/assessments/")


@pytest.mark.parametrize(
    ("pin", "again", "says"),
    [
        (PIN, "739153", "Hai lần nhập mã PIN khác nhau."),
        ("123456", "123456", "Dãy số này dễ bị đoán nhất"),
        ("12345", "12345", "Mã PIN gồm từ 6 đến 12 chữ số"),
        ("01011960", "01011960", "Ngày sinh, số thẻ"),
    ],
)
def test_a_pin_that_may_not_serve_says_why_and_the_link_stays(secretary, member, pin, again, says):
    link = link_for(secretary, member)
    _phone, page = set_pin(link, pin, again)
    text = page.content.decode()

    assert (page.status_code, says in text, f'value="{pin}"' in text) == (200, True, False)
    assert set_pin(link)[1].status_code == 302


def dead_links(secretary, cell) -> dict[str, str]:
    people = {name: make_member(cell) for name in ("used", "expired", "revoked", "replaced")}
    links = {name: link_for(secretary, person) for name, person in people.items()}
    set_pin(links["used"])
    past = clock.now() - timedelta(days=15)
    Invitation.objects.filter(member=people["expired"]).update(made_at=past, expires_at=past + timedelta(days=14))
    revoke(by=secretary, member_id=people["revoked"].pk, reason="Nhầm người", on=clock.today())
    link_for(secretary, people["replaced"])
    return links | {"unknown": reverse("invitation_link", args=["x" * 43])}


def test_every_link_that_opens_nothing_says_the_same(secretary, cell):
    answers = {}
    for name, link in dead_links(secretary, cell).items():
        phone, page = opened(link)
        posted = phone.post(reverse("invitation"), {"pin": PIN, "pin_again": PIN})
        answers[name] = [(one.status_code, _without_token(one)) for one in (page, posted)]

    assert len({str(answer) for answer in answers.values()}) == 1
    assert answers["used"][0][0] == 404
    assert "Hãy xin bí thư chi bộ liên kết mới." in answers["used"][0][1]


def _without_token(answer) -> str:
    return answer.content.decode().replace(str(answer.context["csrf_token"]), "")


def test_without_a_link_there_is_nothing(client):
    assert client.get(reverse("invitation")).status_code == 404


def test_a_link_opened_in_a_secretarys_browser_says_who_is_signed_in_and_changes_over(client, secretary, member):
    link = link_for(secretary, member)
    client.force_login(secretary)
    page = client.get(link, follow=True).content.decode()
    client.post(reverse("invitation"), {"pin": PIN, "pin_again": PIN})

    assert "đang đăng nhập tài khoản Bí thư Một" in page
    assert client.session["_auth_user_id"] == str(Account.objects.get(username="an.kp01").pk)


def test_revoking_ends_the_sessions_that_are_open(secretary, member):
    phone, _answer = set_pin(link_for(secretary, member))
    before = phone.get("/assessments/my/").status_code
    revoke(by=secretary, member_id=member.pk, reason="Mất điện thoại", on=clock.today())
    after = phone.get("/assessments/my/")

    assert (before, after.status_code, after.url) == (200, 302, "/sign-in/?next=/assessments/my/")


def test_another_pin_ends_the_other_sessions_and_keeps_ones_own(secretary, member):
    phone, _answer = set_pin(link_for(secretary, member))
    other = Client()
    other.post(reverse("login"), {"username": "an.kp01", "password": PIN})
    changed = phone.post("/password/", {"present_pin": PIN, "pin": "480217", "pin_again": "480217"})

    assert (changed.status_code, phone.get("/assessments/my/").status_code) == (302, 200)
    assert other.get("/assessments/my/").status_code == 302


def test_another_pin_needs_the_present_one(secretary, member):
    phone, _answer = set_pin(link_for(secretary, member))
    page = phone.post("/password/", {"present_pin": "000111", "pin": "480217", "pin_again": "480217"})

    assert "Đây không phải mã PIN đang dùng" in page.content.decode()
    assert sign_in("an.kp01", PIN).status_code == 302


def test_guessing_meets_the_same_words_for_every_account_and_for_none(secretary, member, ward):
    set_pin(link_for(secretary, member))
    make_account("vanphong", "office", ward)
    told = {
        name: {_errors(sign_in(name, "000111")) for _try in range(6)} for name in ("an.kp01", "vanphong", "khong.co")
    }
    shut = _errors(sign_in("an.kp01", PIN))

    # Five times the same words, then those that say until when to wait: to the second, so the digits are left out.
    told = {name: {re.sub(r"\d", "", words) for words in said} for name, said in told.items()}
    assert [len(words) for words in told.values()] == [2, 2, 2]
    assert told["an.kp01"] == told["vanphong"] == told["khong.co"]
    assert re.sub(r"\d", "", shut) in told["khong.co"]


def test_five_wrong_pins_keep_the_right_one_out_until_a_new_invitation(secretary, member):
    set_pin(link_for(secretary, member))
    for _try in range(5):
        sign_in("an.kp01", "000111")
    shut = sign_in("an.kp01", PIN).status_code
    link_for(secretary, member)

    assert (shut, sign_in("an.kp01", PIN).status_code) == (200, 302)


def _errors(page) -> str:
    return str(page.context["form"].non_field_errors())


@pytest.mark.parametrize("name", ["organization_list", "member_list", "account_list", "journal", "roster_upload"])
def test_a_member_opens_no_page_of_the_ground(client, ward, member, name):
    client.force_login(make_account("an.kp01", "member", ward, member=member, uses_pin=True))

    assert client.get(reverse(f"cells:{name}")).status_code == 404


def test_the_list_of_accounts_offers_no_deed_that_a_pin_account_does_not_know(client, ward, secretary, member):
    set_pin(link_for(secretary, member))
    client.force_login(make_account("quantri", "admin", ward))
    page = client.get(
        reverse("cells:account_detail", args=[Account.objects.get(username="an.kp01").pk])
    ).content.decode()

    assert ("/slip/" in page, "/hand-over/" in page, "/person/" in page, "/mandates/new/" in page) == (False,) * 4
    assert "/active/" in page
