"""Signing in and choosing a password: each refusal in Vietnamese."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories import make_account, make_ward

pytestmark = pytest.mark.django_db


def test_a_wrong_password_says_what_may_be_the_matter(client):
    make_account("vanphong", "office", make_ward())

    page = client.post(reverse("login"), {"username": "vanphong", "password": "sai"}).content.decode()

    assert "Tên tài khoản và mật khẩu không khớp" in page
    assert "username và" not in page


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("ngan", "Mật khẩu quá ngắn: cần ít nhất 10 ký tự."),
        ("bithu.kp01", "Mật khẩu quá giống tên tài khoản hoặc tên người dùng."),
        ("Nguyễn Thị Bí Thư", "Mật khẩu quá giống tên tài khoản hoặc tên người dùng."),
    ],
)
def test_a_weak_password_is_refused_in_vietnamese(password, says):
    account = make_account("bithu.kp01", display_name="Nguyễn Thị Bí Thư")

    with pytest.raises(ValidationError) as refused:
        validate_password(password, account)

    assert says in refused.value.messages
