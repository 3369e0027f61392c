"""Texts of the journal that no ward's review years reach go by calendar years; of a ward's own chain none goes by them."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from assessments.selectors.retention import loose_out_of_term
from assessments.services.retention import erase_loose_texts
from cells.access import NotPermitted
from cells.clock import acting_on
from cells.journal import record
from cells.journal.checking import check_chain
from cells.models import JournalEntry, JournalText, Organization
from cells.refusals import Refused
from tests import factories as make
from tests.cells.journal_scene import settle, tamper

pytestmark = pytest.mark.django_db
TODAY = date(2022, 1, 20)
CHAINS = ("", "P11", "P99")


@pytest.fixture
def office():
    """Chains of no ward, of this one, of one that is not run here, with an entry at the end and the beginning of a year."""
    ward = make.make_ward("P11")
    for day in (date(2016, 12, 31), date(2017, 1, 1)):
        with acting_on(day), transaction.atomic():
            for code in CHAINS:
                record(by=None, actor_name="backup", action="backup.written", ward_code=code, subject=ward)
    settle()
    return make.make_account("vanphong", "office", ward, display_name="Văn phòng")


def ward() -> Organization:
    return Organization.objects.get(code="P11")


def told() -> set[tuple[str, int]]:
    """(chain, year) of the entries of the scene whose texts stand."""
    texts = JournalText.objects.filter(entry__action="backup.written")
    return {(text.entry.ward_code, timezone.localtime(text.entry.at).year) for text in texts.select_related("entry")}


def test_what_belongs_to_no_ward_goes_after_five_full_calendar_years(office):
    assert loose_out_of_term(date(2021, 12, 31)) == []

    done = erase_loose_texts(by=office, ward=ward(), reason="Biên bản số 3", on=TODAY)
    settle()

    assert [(due.ward_code, due.before, due.count) for due in done] == [
        ("", date(2017, 1, 1), 1),
        ("P99", date(2017, 1, 1), 1),
    ]
    assert told() == {("", 2017), ("P11", 2016), ("P11", 2017), ("P99", 2017)}
    assert [check_chain(code).erased for code in CHAINS] == [1, 0, 1]
    assert all(check_chain(code).is_whole for code in CHAINS)
    entries = JournalEntry.objects.filter(action="journal.erased").order_by("ward_code")
    assert [(one.ward_code, one.covers, one.actor_name, one.after) for one in entries] == [
        (code, "1", "Văn phòng", {"entries": 1}) for code in ("", "P99")
    ]
    assert entries[0].reason.endswith("; Biên bản số 3")
    assert erase_loose_texts(by=office, ward=ward(), reason="Biên bản số 4", on=TODAY) == []
    assert JournalEntry.objects.filter(action="journal.erased").count() == 2


def test_the_year_turns_where_the_ward_is(office):
    """From five in the afternoon of 31/12 in UTC on it is the next year in Việt Nam."""
    for at, count in (("2016-12-31 16:59:59+00:00", 1), ("2016-12-31 17:00:00+00:00", 0)):
        tamper(f"UPDATE cells_journalentry SET at = '{at}' WHERE ward_code = '' AND number = 1")

        assert sum(due.count for due in loose_out_of_term(TODAY) if not due.ward_code) == count


def test_it_wants_a_ward_office_and_a_reason(office):
    before = told()

    with pytest.raises(NotPermitted):
        erase_loose_texts(
            by=make.make_account("vanphong12", "office", make.make_ward("P12")), ward=ward(), reason="x", on=TODAY
        )
    with pytest.raises(Refused):
        erase_loose_texts(by=office, ward=ward(), reason=" ", on=TODAY)

    assert told() == before


def test_the_command_counts_it_and_erases_it(office, settings):
    settings.SAMPLE_TODAY = TODAY

    def run(*arguments: str) -> str:
        out = io.StringIO()
        call_command("retention", "--organization", "P11", *arguments, stdout=out)
        settle()
        return out.getvalue()

    row = {"before": "2017-01-01", "rule": "history", "count": 1}
    assert json.loads(run("--json"))["loose"] == [{"journal": "", **row}, {"journal": "P99", **row}]
    assert "Nhật ký P99, trước ngày 01/01/2017" in run("--list")
    assert told() == {(code, year) for code in CHAINS for year in (2016, 2017)}

    assert "Đã xóa." in run("--apply", "--by", "vanphong", "--reason", "Biên bản số 3")

    assert ("P99", 2016) not in told()
    assert "Không có gì hết thời hạn lưu giữ." in run()
