"""The commands that open the door: a ward set up once, a locked-out administrator let in again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cells.models import Account, Organization, WardProfile

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def set_up(*more: str) -> str:
    return run("setup_ward", "--code", "P11", "--name", "Đảng bộ Phường 11", *more)


def password_in(text: str) -> str:
    return next(word for word in text.split() if word.count("-") == 3)


def test_a_ward_is_set_up_and_the_password_printed_once():
    text = set_up("--signatory", "Nguyễn Văn A", "--office-username", "vp11")

    account = Account.objects.get()
    assert (account.username, account.check_password(password_in(text))) == ("vp11", True)
    assert WardProfile.objects.get().signatory_name == "Nguyễn Văn A"


def test_a_second_run_makes_nothing():
    set_up()

    with pytest.raises(CommandError) as caught:
        set_up("--office-username", "khac")

    assert (caught.value.returncode, Organization.objects.count(), Account.objects.count()) == (2, 1, 1)


def test_a_script_must_say_which_ward(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO())

    with pytest.raises(CommandError) as caught:
        run("setup_ward", "--code", "P11")

    assert (caught.value.returncode, Organization.objects.count()) == (2, 0)


def test_a_locked_out_administrator_gets_a_new_first_password():
    set_up()

    password = password_in(run("new_first_password", "vanphong"))

    account = Account.objects.get()
    assert (account.check_password(password), account.must_change_password) == (True, True)


def test_no_password_is_made_for_an_unknown_account():
    with pytest.raises(CommandError) as caught:
        run("new_first_password", "khongco")

    assert caught.value.returncode == 2
