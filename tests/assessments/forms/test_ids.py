"""Ids carried by a page: what is none is left out, and never stops the page with an error."""

import pytest

from assessments.forms.decision_table import read_grades, read_reasons
from assessments.forms.ids import read_id, read_revision

STRANGE = ("", "abc", "-1", "1.0", "²", "٣", "9" * 30)


@pytest.mark.parametrize("text", STRANGE)
def test_what_is_no_id_is_none(text):
    assert read_id(text) is None


def test_an_id_is_read():
    assert read_id("0042") == 42


@pytest.mark.parametrize("text", STRANGE)
def test_what_is_no_revision_is_that_of_no_row(text):
    assert read_revision(text) == -1


def test_a_revision_is_read():
    assert read_revision("0") == 0
    assert read_revision("12") == 12


@pytest.mark.parametrize("text", STRANGE)
def test_a_posted_table_leaves_strange_rows_out(text):
    data = {f"grade-{text}": "good", f"reason-{text}": "x", f"seen-{text}": "1", "grade-7": "good", "seen-7": text}

    assert read_grades(data) == ({7: "good"}, {})
    assert read_reasons(data) == {}
