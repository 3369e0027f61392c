"""Two at the same moment: what is good once opens once, and no wrong try is lost. Threads where the database has row locks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from cells import clock
from cells.models import Account, SignInDoor
from cells.services.invitations import DeadLink, accept, hash_of, invite
from cells.services.proofs import try_secret
from cells.services.recovery_codes import use_recovery_code
from cells.services.second_factors import use_app_code
from cells.services.sign_in_doors import Waiting
from tests.cells.services.test_second_factors import code_at, set_up
from tests.factories import PASSWORD, TODAY, make_account, make_cell, make_member, make_ward

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2022, 1, 10, 8, tzinfo=UTC)


def at_once(call: Callable[[int], object], times: int) -> list[object]:
    """What each of the calls answered, or the exception it ended with."""
    answers: list[object] = [None] * times
    start = Barrier(times)

    def run(number: int, wait: bool) -> None:
        if wait:
            start.wait()
        try:
            answers[number] = call(number)
        except (DeadLink, Waiting) as told:
            answers[number] = type(told)
        finally:
            if wait:
                connection.close()

    if connection.vendor != "postgresql":
        for number in range(times):
            run(number, wait=False)
        return answers
    threads = [Thread(target=run, args=[number, True]) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def office():
    return make_account("vanphong", "office", make_ward())


def test_a_recovery_code_opens_once(office):
    _secret, codes = set_up(office)
    answers = at_once(lambda _number: use_recovery_code(account=office, typed=codes[0], now=NOW), 4)

    assert sorted(answers) == [False, False, False, True]


def test_a_code_of_the_app_opens_once(office):
    secret, _codes = set_up(office)
    later = NOW + timedelta(minutes=5)
    answers = at_once(lambda _number: use_app_code(account=office, code=code_at(secret, later), now=later), 4)

    assert sorted(answers) == [False, False, False, True]


def test_a_link_opens_once_for_one_of_two():
    ward = make_ward()
    cell = make_cell(ward, "KP01")
    member, secretary = make_member(cell, "Trần Thị An"), make_account("bithu1", "secretary", cell)
    with clock.acting_on(TODAY):
        [slip] = invite(by=secretary, member_ids=[member.pk], on=TODAY)
    pins = ("739152", "480217")

    def use(number: int) -> Account:
        with clock.acting_on(TODAY):
            return accept(token_hash=hash_of(slip.token), pin=pins[number], on=TODAY)

    answers = at_once(use, 2)
    account = Account.objects.get(username=slip.username)

    assert DeadLink in answers
    [winner] = [number for number, answer in enumerate(answers) if answer == account]
    assert account.check_password(pins[winner])


def test_many_tries_at_once_are_all_counted_and_win_nothing(office):
    def guess(number: int) -> object:
        secret = PASSWORD if number == 7 else "sai"
        return bool(try_secret(username="vanphong", secret=secret, address=f"10.0.0.{number}", now=NOW))

    at_once(lambda _number: try_secret(username="vanphong", secret="sai", address="10.0.0.99", now=NOW), 4)
    answers = at_once(guess, 7)

    # One more is looked at; whoever comes behind it waits, also with the right password.
    assert (answers.count(False), answers.count(Waiting)) == (1, 6)
    assert SignInDoor.objects.get(kind="account").tries == 5
