"""Doors that wait: longer with every wrong try, for the account and for the address, and never for ever."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cells.client_address import network_of
from cells.models import JournalEntry, SignInDoor
from cells.services.proofs import own_secret_is_right, try_secret
from cells.services.sign_in_doors import PACES, Kind, Waiting, begin_try, forget_tries, open_door, sweep, take_back
from tests.cells.sign_in_tries import try_pin
from tests.factories import PASSWORD, make_account

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 1, 10, 8, tzinfo=UTC)
ADDRESS = "192.168.1.20"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def account():
    return make_account("bithu1")


def wrong(times: int, name: str = "bithu1", address: str = ADDRESS, now: datetime = NOW) -> None:
    for _try in range(times):
        assert try_secret(username=name, secret="sai", address=address, now=now) is None


def wait_of(name: str, address: str = ADDRESS, now: datetime = NOW) -> timedelta:
    """How long the door says it waits; a try is spent on the question where it does not."""
    try:
        begin_try(username=name, address=address, now=now)
    except Waiting as waiting:
        return waiting.until - now
    return timedelta(0)


def test_the_account_s_wait_doubles_up_to_an_hour():
    minutes = [PACES[Kind.ACCOUNT].wait_after(tries) / MINUTE for tries in range(4, 14)]

    assert minutes == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_the_address_s_wait_begins_later_and_grows_up_to_a_day():
    waits = [PACES[Kind.ADDRESS].wait_after(tries) for tries in (19, 20, 25, 30, 31, 99)]

    assert waits == [timedelta(0), MINUTE, 32 * MINUTE, 1024 * MINUTE, timedelta(days=1), timedelta(days=1)]


def lift(address: str) -> str:
    out = io.StringIO()
    call_command("lift_address_wait", address, stdout=out)
    return out.getvalue().strip()


def test_the_machine_lifts_the_wait_of_an_address_and_names_it_nowhere(account):
    network = network_of("2001:db8:1:2:3::7")
    for number in range(20):
        wrong(1, f"khong.co.ai.{number}", network)
    shut = wait_of("bithu1", network)
    refused = []
    for other in ("192.168.1.20", "phòng họp"):
        with pytest.raises(CommandError) as refusal:
            lift(other)
        refused.append(str(refusal.value))
    words = lift(" 2001:db8:1:2::5 ")

    assert shut == MINUTE
    assert refused == [
        "Chưa có lần thử sai nào từ địa chỉ 192.168.1.20.",
        "phòng họp không phải là địa chỉ của một máy.",
    ]
    assert words == "Từ địa chỉ 2001:db8:1:2::5 có thể đăng nhập ngay."
    assert wait_of("bithu1", network) == timedelta(0)
    entry = JournalEntry.objects.get()
    told = (entry.action, entry.actor_name, entry.object_name, entry.before, entry.after, entry.reason)
    assert told == ("account.address_wait_lifted", "lift_address_wait", "", None, None, "")


@pytest.mark.parametrize("name", ["bithu1", "khong.co.ai"])
def test_five_wrong_tries_shut_the_door_of_a_known_and_of_an_unknown_name_alike(account, name):
    wrong(5, name)

    assert wait_of(name) == MINUTE
    assert wait_of(name, now=NOW + MINUTE) == timedelta(0)


def test_the_right_password_does_not_open_a_door_that_waits(account):
    wrong(5)

    assert try_pin(username="bithu1", pin=PASSWORD, now=NOW) is None
    assert try_pin(username=" BITHU1", pin=PASSWORD, now=NOW + MINUTE) == account


def test_a_wrong_try_after_the_wait_shuts_it_for_longer(account):
    wrong(5)
    wrong(1, now=NOW + MINUTE)

    assert wait_of("bithu1", now=NOW + MINUTE) == 2 * MINUTE


def test_tries_while_it_waits_are_not_counted_for_the_account_but_for_the_address(account):
    wrong(5)
    for _try in range(8):
        wait_of("bithu1")

    assert dict(SignInDoor.objects.values_list("kind", "tries")) == {"account": 5, "address": 13}


def test_a_stranger_who_tries_whenever_he_may_keeps_the_account_shut_for_little_of_a_week(account):
    now, shut = NOW, timedelta(0)
    while now < NOW + timedelta(days=7):
        try:
            assert try_secret(username="bithu1", secret="sai", address=ADDRESS, now=now) is None
        except Waiting as waiting:
            now = waiting.until
            continue
        blocked = SignInDoor.objects.get(kind=Kind.ACCOUNT).blocked_until
        shut += blocked - now if blocked else timedelta(0)

    assert shut < timedelta(days=7) / 5
    assert try_pin(username="bithu1", pin=PASSWORD, address="192.168.1.77", now=now) == account


def test_one_address_that_tries_many_names_waits(account):
    for number in range(20):
        wrong(1, f"ten{number}")

    assert wait_of("bithu1") == MINUTE
    assert wait_of("bithu1", address="192.168.1.21") == timedelta(0)


def test_who_gets_in_after_all_is_forgiven_and_what_was_tried_on_others_is_not(account):
    wrong(4)
    wrong(3, "ai.do.khac")
    assert try_pin(username="bithu1", pin=PASSWORD, address=ADDRESS, now=NOW) == account

    assert sorted(SignInDoor.objects.values_list("kind", "tries")) == [("account", 3), ("address", 3)]


def test_an_office_behind_one_address_that_mistypes_every_day_is_not_shut_out(account):
    for day in range(40):
        wrong(2, f"ten{day}", now=NOW + timedelta(days=day))

    assert wait_of("bithu1", now=NOW + timedelta(days=40)) == timedelta(0)
    assert SignInDoor.objects.get(kind="address").tries < 5


def test_the_journal_tells_of_a_sign_in_after_wrong_tries_and_of_no_other(account):
    try_pin(username="bithu1", pin=PASSWORD, now=NOW)
    wrong(3)
    try_pin(username="bithu1", pin=PASSWORD, now=NOW)
    entries = JournalEntry.objects.filter(action="account.signed_in_after_failures")

    assert [entry.after for entry in entries] == [{"wrong_tries": 3}]


def test_a_right_password_before_a_second_factor_clears_nothing(account):
    wrong(4)
    take_back(begin_try(username="bithu1", address=ADDRESS, now=NOW))
    wrong(1)

    assert wait_of("bithu1") == MINUTE


def test_a_door_that_nobody_tried_for_a_day_begins_anew(account):
    wrong(4)
    wrong(4, now=NOW + timedelta(days=1, minutes=1))

    assert wait_of("bithu1", now=NOW + timedelta(days=1, minutes=1)) == timedelta(0)


@pytest.mark.parametrize(("wait", "form"), [(timedelta(0), "%H:%M:%S;"), (timedelta(days=1), "%H:%M %d/%m/%Y;")])
def test_a_wait_into_another_day_is_told_with_its_day(wait, form):
    until = timezone.localtime() + wait

    assert f"{until:{form}}" in Waiting(until).words


def test_forgetting_lets_the_account_be_tried_at_once(account):
    wrong(5)
    forget_tries(account)

    assert try_pin(username="bithu1", pin=PASSWORD, now=NOW) == account


def test_an_open_screen_is_no_place_to_guess_either(account):
    who = {"account": account, "address": ADDRESS, "now": NOW}
    assert [own_secret_is_right(**who, secret="sai") for _try in range(5)] == [False] * 5
    with pytest.raises(Waiting):
        own_secret_is_right(**who, secret=PASSWORD)


def test_names_and_addresses_are_kept_as_hashes(account):
    wrong(1, "mat-khau-go-nham-cho")
    kept = str(list(SignInDoor.objects.values_list("kind", "key")))

    assert ("nham" in kept, "192.168" in kept) == (False, False)


def test_old_doors_are_swept_away(account):
    wrong(1)
    sweep(NOW + timedelta(days=1, hours=1))
    assert [door.kind for door in SignInDoor.objects.all()] == ["address"]
    sweep(NOW + timedelta(days=30, hours=1))

    assert not SignInDoor.objects.exists()


def test_an_opened_door_counts_from_one_again(account):
    open_door(begin_try(username="bithu1", address=ADDRESS, now=NOW))

    assert begin_try(username="bithu1", address=ADDRESS, now=NOW).before == 0
