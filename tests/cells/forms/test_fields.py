"""Fields say what is wrong in the portal's own words."""

import pytest
from django.core.exceptions import ValidationError

from cells.forms.fields import WholeNumberField


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1.5", "Đây không phải số nguyên. Hãy gõ bằng chữ số, ví dụ 3."),
        ("1.000", "Đây không phải số nguyên. Hãy gõ bằng chữ số, ví dụ 3."),
        ("26,0", "Đây không phải số nguyên. Hãy gõ bằng chữ số, ví dụ 3."),
        ("9" * 5000, "Đây không phải số nguyên. Hãy gõ bằng chữ số, ví dụ 3."),
        ("ba", "Đây không phải số nguyên. Hãy gõ bằng chữ số, ví dụ 3."),
        ("-1", "Số này nhỏ quá: ít nhất là 0."),
        ("10000", "Số này lớn quá: nhiều nhất là 9999."),
    ],
)
def test_a_number_that_cannot_be_is_said_plainly(typed, told):
    with pytest.raises(ValidationError) as refused:
        WholeNumberField(min_value=0, max_value=9999).clean(typed)
    assert refused.value.messages == [told]


@pytest.mark.parametrize("typed", [" 26 ", "２６", "026", "\u00a026"])
def test_a_number_is_read_with_the_spaces_and_digits_of_any_keyboard(typed):
    assert WholeNumberField(min_value=0, max_value=9999).clean(typed) == 26
