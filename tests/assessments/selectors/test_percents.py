"""Percents: whole numbers, half up, never a float."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.selectors.percents import percent_text, share_of

KNOWN = {
    (11, 59): "18,6%",
    (7, 59): "11,9%",
    (1, 3): "33,3%",
    (2, 3): "66,7%",
    (1, 8): "12,5%",
    (1, 16): "6,3%",  # 6.25 goes up
    (3, 16): "18,8%",  # 18.75 goes up, not to the even neighbour
    (1, 2000): "0,1%",  # 0.05 goes up
    (1, 2001): "0,0%",
    (5, 5): "100,0%",
    (0, 7): "0,0%",
    (0, 0): "–",
}


@pytest.mark.parametrize(("pair", "text"), KNOWN.items(), ids=map(str, KNOWN))
def test_a_percent_is_rounded_half_up(pair, text):
    assert percent_text(*pair) == text


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_percent_agrees_with_exact_decimals(part, whole):
    exact = Fraction(1000 * part, whole)
    tenths = int((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), ROUND_HALF_UP))

    assert percent_text(part, whole) == f"{tenths // 10},{tenths % 10}%"


def test_the_english_reader_gets_a_point():
    assert percent_text(11, 59, mark=".") == "18.6%"


@pytest.mark.parametrize(
    ("percent", "base", "text"), [(20, 512, "102,4"), (20, 75, "15"), (20, 13, "2,6"), (33, 7, "2,31"), (20, 0, "0")]
)
def test_the_arithmetic_of_a_cap_is_shown_exactly(percent, base, text):
    assert share_of(percent, base) == text
