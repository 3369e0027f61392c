"""Numbers of Party documents: below ten with a zero in front, in one form however they were typed."""

import pytest

from cells.document_numbers import tidy_number, with_zero


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("5", "05"), ("05", "05"), ("005-QĐ/ĐU", "05-QĐ/ĐU"), ("5a", "05a"), ("5-QĐ/ĐU", "05-QĐ/ĐU"), ("12-BC/ĐU", "12-BC/ĐU"),
        ("123-CV/ĐU", "123-CV/ĐU"), ("100", "100"), ("", ""), ("QĐ 5", "QĐ 5"),
    ],
)  # fmt: skip
def test_a_number_below_ten_gets_a_zero(number, written):
    assert with_zero(number) == written
    assert with_zero(written) == written


def test_a_typed_number_is_tidied_first():
    assert tidy_number("  7-QĐ/ĐU ") == "07-QĐ/ĐU"
