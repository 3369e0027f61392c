"""The two wards, on the day of their scene."""

import pytest

from tests import factories as make
from tests.access.two_wards import TwoWards


@pytest.fixture
def wards(db, settings) -> TwoWards:
    settings.SAMPLE_TODAY = make.TODAY
    return TwoWards()
