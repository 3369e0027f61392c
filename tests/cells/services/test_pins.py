"""PINs: which digits may serve, and that they open the door that every password opens (test_sign_in_doors.py)."""

from datetime import date

import pytest

from cells.models import Account
from cells.refusals import Refused
from cells.services.pins import change_own_pin, pin_problem
from tests.cells.sign_in_tries import try_pin
from tests.factories import make_account, make_cell, make_member, make_ward

pytestmark = pytest.mark.django_db
PIN = "739152"


@pytest.fixture
def member():
    return make_member(make_cell(make_ward()), "Trần Thị An", born_on=date(1961, 4, 9), card_number="79.004512")


@pytest.fixture
def account(member):
    account = make_account("an.kp01", "member", member.ward, member=member, uses_pin=True)
    account.set_password(PIN)
    account.save()
    return account


@pytest.mark.parametrize("pin", ["739152", "100200300400"])
def test_digits_that_only_the_person_knows_may_serve(member, pin):
    assert pin_problem(pin, member) == ""


@pytest.mark.parametrize("pin", ["", "73915", "1234567890123", "73915a", "739 152", "٧٣٩١٥٢"])
def test_a_pin_has_six_to_twelve_digits(member, pin):
    assert pin_problem(pin, member) == "Mã PIN gồm từ 6 đến 12 chữ số, không có ký tự nào khác."


@pytest.mark.parametrize("pin", ["000000", "777777777", "123456", "0123456789", "654321", "890123", "121212", "385385"])
def test_digits_that_are_guessed_first_may_not(member, pin):
    assert pin_problem(pin, member).startswith("Dãy số này dễ bị đoán nhất")


@pytest.mark.parametrize("pin", ["09041961", "090461", "19610409", "610409", "04091961", "79004512"])
def test_neither_the_date_of_birth_nor_the_card_number_may(member, pin):
    assert pin_problem(pin, member).startswith("Ngày sinh, số thẻ của đồng chí nhiều người biết.")


def test_the_right_pin_opens(account):
    assert try_pin(username=" AN.kp01", pin=PIN) == account


def test_a_closed_account_opens_with_no_pin(account):
    Account.objects.update(is_active=False)

    assert try_pin(username="an.kp01", pin=PIN) is None


def test_one_changes_the_own_pin(account):
    change_own_pin(by=account, pin="480217")

    assert (try_pin(username="an.kp01", pin=PIN), try_pin(username="an.kp01", pin="480217")) == (None, account)


def test_the_own_pin_is_looked_at_as_the_first_was(account):
    with pytest.raises(Refused) as refused:
        change_own_pin(by=account, pin="090461")

    assert [refusal.field for refusal in refused.value.refusals] == ["pin"]
    assert try_pin(username="an.kp01", pin=PIN) == account
