"""PINs: which digits may serve, and a door that waits longer with every wrong try in a row."""

from datetime import date, timedelta

import pytest

from cells import clock
from cells.models import Account
from cells.refusals import Refused
from cells.services.pins import change_own_pin, pin_problem, try_pin, wait_after
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


def test_five_wrong_tries_in_a_row_shut_the_door_to_the_right_pin_too(account):
    answers = [try_pin(username="an.kp01", pin="000111") for _try in range(5)]

    assert (answers, try_pin(username="an.kp01", pin=PIN)) == ([None] * 5, None)


def test_four_wrong_tries_are_forgotten_with_the_right_one(account):
    for _round in range(3):
        for _try in range(4):
            try_pin(username="an.kp01", pin="000111")
        assert try_pin(username="an.kp01", pin=PIN) == account
    account.refresh_from_db()

    assert (account.wrong_tries, account.locked_until) == (0, None)


def test_the_fifth_try_still_opens_when_it_is_right(account):
    for _try in range(4):
        try_pin(username="an.kp01", pin="000111")

    assert try_pin(username="an.kp01", pin=PIN) == account


def test_each_wrong_try_after_a_wait_doubles_the_next():
    minutes = [wait_after(tries) / timedelta(minutes=1) for tries in range(4, 16)]

    assert minutes == [0, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]


def test_the_door_opens_again_after_its_wait(account):
    for _try in range(5):
        try_pin(username="an.kp01", pin="000111")
    Account.objects.update(locked_until=clock.now() - timedelta(seconds=1))

    assert try_pin(username="an.kp01", pin=PIN) == account


def test_a_wrong_try_after_the_wait_shuts_it_for_longer(account):
    for _try in range(5):
        try_pin(username="an.kp01", pin="000111")
    Account.objects.update(locked_until=clock.now())
    before = clock.now()
    try_pin(username="an.kp01", pin="000111")
    account.refresh_from_db()

    assert timedelta(minutes=10) <= account.locked_until - before < timedelta(minutes=11)


def test_tries_while_the_door_is_shut_are_not_counted(account):
    for _try in range(9):
        try_pin(username="an.kp01", pin="000111")
    account.refresh_from_db()

    assert account.wrong_tries == 5


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
