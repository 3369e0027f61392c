"""What is typed is kept on a device for its own account: the key goes to nobody else, the names tell nothing."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cells.device_keys import device_key, device_name, device_tag
from tests.factories import make_account, make_cell, make_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts():
    ward = make_ward()
    cell = make_cell(ward, "KP01")
    return make_account("bithu1", "secretary", cell), make_account("vanphong", "office", ward)


def client_of(account):
    client = Client()
    client.force_login(account)
    return client


def test_the_key_is_given_to_its_own_account_and_stored_nowhere(accounts):
    for account in accounts:
        answer = client_of(account).get(reverse("device_key"))
        assert answer.json() == {"key": device_key(account), "tag": device_tag(account)}
        assert "no-store" in answer["Cache-Control"]

    assert len({device_key(account) for account in accounts}) == 2


def test_nobody_gets_a_key_who_is_not_signed_in(accounts):
    answer = Client().get(reverse("device_key"))

    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})


def test_a_closed_account_gets_no_key(accounts):
    client = client_of(accounts[0])
    accounts[0].is_active = False
    accounts[0].save()

    assert client.get(reverse("device_key")).status_code == 401


def test_a_name_tells_neither_the_account_nor_the_place(accounts):
    first, second = accounts
    names = {device_name(account, place) for account in accounts for place in ("/a/1/", "/a/2/")}

    assert len(names) == 4
    assert all(re.fullmatch(r"[0-9a-f]{32}:[0-9a-f]{32}", name) for name in names)
    assert {name for name in names if name.startswith(device_tag(first) + ":")} == {
        device_name(first, "/a/1/"),
        device_name(first, "/a/2/"),
    }
    assert device_tag(second) != device_tag(first)


def answered(client, name, address="/language/", **data):
    client.post(address, {"language": "vi", "typing_name": name, **data})
    return client.cookies["typing_answered"].value if "typing_answered" in client.cookies else None


def test_the_answer_to_a_kept_form_says_so_to_its_own_account(accounts):
    first, second = accounts
    name = device_name(first, "/a/1/")

    assert answered(client_of(first), name) == name
    assert answered(client_of(second), name) is None
    assert answered(client_of(first), f"{device_tag(first)}:<script>") is None


def test_what_was_not_answered_stays_on_the_device(accounts):
    first, _second = accounts
    name = device_name(first, "/a/1/")
    not_found = client_of(first)
    first.must_change_password = True
    first.save()

    assert answered(Client(), name) is None
    assert answered(client_of(first), name, address=reverse("cells:account_list")) is None
    first.must_change_password = False
    first.save()
    assert answered(not_found, name, address="/nowhere/") is None
