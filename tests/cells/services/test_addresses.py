"""The e-mail address of an account: one's own, or one that somebody manages; the journal never tells it."""

import json

import pytest
from django.urls import reverse

from cells.access import NotPermitted
from cells.models import Account, JournalEntry
from cells.refusals import Refused, StaleEdit
from cells.services.accounts import create_account
from cells.services.addresses import set_address
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return make.make_ward()


@pytest.fixture
def secretary(ward):
    return make.make_account("bithu1", "secretary", make.make_cell(ward, "KP01"))


def put(by, account, email, revision=None):
    return set_address(by=by, account_id=account.pk, email=email, revision=revision, on=make.TODAY)


def test_everybody_sets_the_own_address_and_takes_it_away(secretary):
    set_ = put(secretary, secretary, " bithu1@phuong11.test ", 1)
    assert (set_.email, set_.revision) == ("bithu1@phuong11.test", 2)
    assert put(secretary, secretary, "", 2).email == ""

    entries = JournalEntry.objects.filter(action="account.address_changed").order_by("pk")
    assert [(entry.ward_code, entry.before, entry.after) for entry in entries] == [
        ("P11", {"has_address": False}, {"has_address": True}),
        ("P11", {"has_address": True}, {"has_address": False}),
    ]
    assert "@" not in json.dumps([[entry.before, entry.after, entry.reason] for entry in entries])


def test_the_same_address_again_is_no_change(secretary):
    put(secretary, secretary, "a@b.vn")
    put(secretary, secretary, "a@b.vn")

    assert JournalEntry.objects.filter(action="account.address_changed").count() == 1


def test_the_office_sets_a_secretarys_and_the_secretary_not_the_offices(ward, secretary):
    office = make.make_account("vp", "office", ward)

    assert put(office, secretary, "a@b.vn").email == "a@b.vn"
    for by in (secretary, make.make_account("tv", "committee", ward), make.make_account("la")):
        with pytest.raises(NotPermitted):
            put(by, office, "a@b.vn")


def test_somebody_without_any_mandate_has_an_own_address_too():
    account = make.make_account("moi")

    assert put(account, account, "a@b.vn").email == "a@b.vn"


@pytest.mark.parametrize(
    "typed", ["bithu1", "a@b", "a@b.vn\nBcc: c@d.vn", "a@b.vn,c@d.vn", "Bí thư <a@b.vn>", "bíthư@b.vn"]
)
def test_what_is_no_address_is_refused(secretary, typed):
    with pytest.raises(Refused) as told:
        put(secretary, secretary, typed)

    assert [refusal.field for refusal in told.value.refusals] == ["email"]
    assert Account.objects.get(pk=secretary.pk).email == ""


def test_two_who_change_it_at_once_are_told(secretary):
    put(secretary, secretary, "a@b.vn", 1)
    with pytest.raises(StaleEdit):
        put(secretary, secretary, "c@d.vn", 1)


def test_an_account_may_be_made_with_its_address(ward):
    office, cell = make.make_account("vp", "office", ward), make.make_cell(ward, "KP01")
    values = {"by": office, "role": "secretary", "organization_id": cell.pk, "from_date": make.TODAY, "on": make.TODAY}
    slip = create_account(username="bithu.kp01", display_name="Bí thư", email="a@b.vn", **values)
    with pytest.raises(Refused):
        create_account(username="bithu.kp02", display_name="Bí thư", email="a@", **values)

    assert Account.objects.get(pk=slip.account_id).email == "a@b.vn"
    assert not Account.objects.filter(username="bithu.kp02").exists()


def test_the_page_of_the_own_address(client, secretary):
    client.force_login(secretary)
    address = reverse("cells:own_address")
    refused = client.post(address, {"revision": 1, "email": "bithu1"})
    saved = client.post(address, {"revision": 1, "email": "bithu1@phuong11.test"})
    secretary.refresh_from_db()

    assert (refused.status_code, saved.status_code, secretary.email) == (200, 302, "bithu1@phuong11.test")
    assert "bithu1@phuong11.test" in client.get(address).content.decode()
