"""The question before a signature: the password again, or whatever the setting names."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.services.reauthentication import Question, Reauthentication, before_signing
from cells.refusals import Refusal
from tests import factories as make
from tests.cells.services.test_second_factors import code_at, set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return make.make_account("thuongvu", "committee", make.make_ward())


def test_the_password_is_asked_and_hidden():
    (question,) = before_signing().questions
    assert (question.name, question.secret) == ("password", True)


@pytest.mark.parametrize(
    ("answers", "right"), [({"password": make.PASSWORD}, True), ({"password": "sai"}, False), ({}, False)]
)
def test_only_the_right_password_passes(account, answers, right):
    assert (before_signing().check(account, answers) == []) is right


def test_the_digits_of_the_app_pass_too_and_each_once(account):
    secret, _codes = set_up(account, timezone.now() - timedelta(hours=1))
    answers = {"password": code_at(secret, timezone.now())}

    assert [before_signing().check(account, answers) == [] for _try in range(2)] == [True, False]


def test_guessing_at_an_open_screen_has_to_wait(account):
    for _try in range(5):
        before_signing().check(account, {"password": "sai"})
    (refusal,) = before_signing().check(account, {"password": make.PASSWORD})

    assert "Đã nhập sai quá nhiều lần" in refusal.message


def code_from_a_phone() -> Reauthentication:
    def check(_account, answers):
        return [] if answers.get("code") == "123456" else [Refusal("Mã chưa đúng.", "code")]

    return Reauthentication((Question("code", "Mã", secret=False),), check)


def test_another_check_takes_its_place_by_setting(settings, account):
    settings.SIGNING_REAUTHENTICATION = "tests.assessments.services.test_reauthentication.code_from_a_phone"
    assert [question.name for question in before_signing().questions] == ["code"]
    assert before_signing().check(account, {"code": "1"}) == [Refusal("Mã chưa đúng.", "code")]
