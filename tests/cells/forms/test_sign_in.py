"""Signing in and choosing a password: each refusal in Vietnamese."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories import make_account, make_ward

pytestmark = pytest.mark.django_db

PLACE_WORDS = (
    "Mật khẩu chỉ gồm những từ của địa phương, của công việc này và một năm, thứ người khác thử trước tiên. "
    "Hãy thêm những từ không dính dáng đến chúng."
)


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
        ("phuong11-govap", PLACE_WORDS),
        ("Kiểm điểm 2021", PLACE_WORDS),
        ("ĐảngBộ.Phường11!", PLACE_WORDS),
        ("chibo-mua-2021", PLACE_WORDS),
        ("chibo!!!!!!!!!2021", PLACE_WORDS),
    ],
)
def test_a_weak_password_is_refused_in_vietnamese(password, says):
    account = make_account("bithu.kp01", display_name="Nguyễn Thị Bí Thư")

    with pytest.raises(ValidationError) as refused:
        validate_password(password, account)

    assert says in refused.value.messages


@pytest.mark.parametrize("password", ["chi bộ hoa giấy 2021", "phuong11-4h9kq2", "cau-chuyen-cua-toi", "#7!?%(Z)=+*"])
def test_words_of_the_place_may_stand_beside_others(password):
    assert validate_password(password, make_account("bithu.kp01")) is None
