"""Running text is kept as people meant it, however it arrived."""

import pytest

from cells.vietnamese import tidy, tidy_text
from tests.cells.tidied_texts import TIDIED


@pytest.mark.parametrize(("pasted", "kept"), TIDIED.items())
def test_pasted_text_is_tidied(pasted, kept):
    assert tidy_text(pasted) == kept


@pytest.mark.parametrize("text", [*TIDIED, *TIDIED.values()])
def test_tidied_text_stays_as_it_is(text):
    assert tidy_text(tidy_text(text)) == tidy_text(text)


def test_a_line_loses_what_nobody_sees_and_no_database_takes():
    assert tidy(" Nguyễn\u00ad  Văn\ufeff A\x00n\u200b ") == "Nguyễn Văn An"
