"""The question before a signature: the password again, or whatever the setting names."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.services.reauthentication import Question, Reauthentication, Signer, before_signing
from cells.models import SignInDoor
from cells.refusals import Refusal
from tests import factories as make
from tests.cells.services.test_second_factors import code_at, set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return make.make_account("thuongvu", "committee", make.make_ward())


@pytest.fixture
def signer(account):
    return Signer(account, address="192.0.2.7")


def test_the_password_is_asked_and_hidden():
    (question,) = before_signing().questions
    assert (question.name, question.secret) == ("password", True)


@pytest.mark.parametrize(
    ("answers", "right"), [({"password": make.PASSWORD}, True), ({"password": "sai"}, False), ({}, False)]
)
def test_only_the_right_password_passes(signer, answers, right):
    assert (before_signing().check(signer, answers) == []) is right


def test_the_digits_of_the_app_pass_too_and_each_once(account, signer):
    secret, _codes = set_up(account, timezone.now() - timedelta(hours=1))
    answers = {"password": code_at(secret, timezone.now())}

    assert [before_signing().check(signer, answers) == [] for _try in range(2)] == [True, False]


def test_guessing_at_an_open_screen_has_to_wait(signer):
    for _try in range(5):
        before_signing().check(signer, {"password": "sai"})
    (refusal,) = before_signing().check(signer, {"password": make.PASSWORD})

    assert "Đã nhập sai quá nhiều lần" in refusal.message


def test_guesses_count_at_the_account_and_at_the_address(signer):
    before_signing().check(signer, {"password": "sai"})

    assert sorted(SignInDoor.objects.values_list("kind", "tries")) == [("account", 1), ("address", 1)]


@pytest.mark.parametrize(("answered", "said"), [(True, ""), (False, "Khóa truy cập trả lời không đúng")])
def test_a_passkey_answers_in_the_place_of_the_password(signer, answered, said):
    found = before_signing().check(replace(signer, passkey=lambda: answered), {"password": ""})

    assert [one.message.partition(".")[0] for one in found] == ([said] if said else [])


def test_a_passkey_s_wrong_answers_have_to_wait_too(signer):
    for _try in range(5):
        before_signing().check(replace(signer, passkey=lambda: False), {})
    (refusal,) = before_signing().check(replace(signer, passkey=lambda: True), {})

    assert "Đã nhập sai quá nhiều lần" in refusal.message


def code_from_a_phone() -> Reauthentication:
    def check(_signer, answers):
        return [] if answers.get("code") == "123456" else [Refusal("Mã chưa đúng.", "code")]

    return Reauthentication((Question("code", "Mã", secret=False),), check)


def test_another_check_takes_its_place_by_setting(settings, signer):
    settings.SIGNING_REAUTHENTICATION = "tests.assessments.services.test_reauthentication.code_from_a_phone"
    assert [question.name for question in before_signing().questions] == ["code"]
    assert before_signing().check(signer, {"code": "1"}) == [Refusal("Mã chưa đúng.", "code")]
