"""What is out of its term goes, all of it and nothing else; what stays is the same to the byte."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Campaign, Grading, IssuedPaper
from assessments.selectors.retention import out_of_term
from assessments.selectors.retention_rules import KINDS
from assessments.services.retention import erase_out_of_term
from cells.access import NotPermitted
from cells.journal.checking import check_chain
from cells.models import JournalEntry, Member
from cells.refusals import Refused
from tests import factories as make
from tests.assessments.retention_scene import YEARS, SixYears, chain_up, everything, words

TODAY = date(2022, 1, 20)
#: Closed years → years whose texts go, years whose journal and leavers go, year whose remedies the next one still prints.
CASES = {
    "all closed": (set(YEARS), {2016, 2017, 2018}, {2016}, 2018),
    "the newest is open": (set(YEARS) - {2021}, {2016, 2017}, set(), 2017),
    "an early one was opened again": (set(YEARS) - {2017}, {2016, 2018}, set(), 2018),
    "three closed": ({2016, 2017, 2018}, set(), set(), None),
    "none closed": (set(), set(), set(), None),
}
TERMS = {"year", "term_texts", "term_history"}
REMEDIES = {"assessments.shortcoming", "assessments.remedymeasure"}
LEAVERS = {"cells.member", "cells.account", "cells.yearrecord", "cells.invitation"}


def erase(scene: SixYears, **more):
    values = {"by": scene.office, "ward": scene.ward, "reason": "Biên bản số 3", "on": TODAY} | more
    return erase_out_of_term(**values)


def still_told(rows: dict, year: int) -> set[str]:
    """Models in which something of that year can still be read."""
    return {label for (label, _pk), row in rows.items() if words(year) in row}


@pytest.mark.django_db
@pytest.mark.parametrize(("closed", "texts", "history", "taken_over"), CASES.values(), ids=CASES)
def test_exactly_what_is_out_of_its_term_goes(closed, texts, history, taken_over):
    scene = SixYears(closed)
    before = everything()
    assert all(len(still_told(before, year)) >= len(KINDS) for year in YEARS)

    erase(scene)

    after = everything()
    for year in YEARS:
        told = still_told(after, year)
        if year in history:
            assert told == set()
        elif year in texts:
            remedies = REMEDIES if year == taken_over or year + 1 not in texts else set()
            assert told == LEAVERS | {"cells.journaltext"} | remedies
        else:
            assert told == still_told(before, year)
    # Whatever says nothing of a year that is out of its term is the same, byte for byte.
    gone = {words(year) for year in texts}
    for key, row in before.items():
        if not any(word in row for word in gone) and key[0] not in {"cells.journalhead", "cells.journaltext"}:
            assert after[key] == row, key
    assert Grading.objects.count() == len(YEARS)
    assert [bytes(paper.content) for paper in IssuedPaper.objects.order_by("number")] == [
        f"stays-{year}".encode() for year in YEARS
    ]
    chain_up()
    assert check_chain(scene.ward.code).is_whole


@pytest.mark.django_db
def test_the_journal_tells_once_in_counts_alone():
    scene = SixYears()

    done = erase(scene)

    entries = JournalEntry.objects.filter(action="retention.applied").order_by("pk")
    assert [entry.after["year"] for entry in entries] == [2016, 2017, 2018]
    assert entries[0].actor_name == "Văn phòng"
    assert entries[0].reason == "Biên bản số 3"
    assert (entries[0].after["term_texts"], entries[0].after["term_history"]) == (3, 5)
    assert sum(sum(n for key, n in entry.after.items() if key not in TERMS) for entry in entries) == sum(
        due.count for due in done
    )
    assert "words" not in json.dumps([entry.after for entry in entries])
    written = JournalEntry.objects.count()
    assert out_of_term(scene.ward) == []
    assert erase(scene) == []
    assert JournalEntry.objects.count() == written
    # What was kept for the year after goes when that year's own term has ended.
    campaign = make.make_campaign(scene.ward, scene.office, 2022)
    Campaign.objects.filter(pk=campaign.pk).update(stage="closed")
    assert {(due.campaign.year, due.kind.code) for due in out_of_term(scene.ward)} >= {
        (2018, "shortcomings"),
        (2018, "measures"),
    }


@pytest.mark.django_db
def test_nothing_goes_without_a_right_and_a_reason():
    scene = SixYears()
    before = everything()

    with pytest.raises(NotPermitted):
        erase(scene, by=make.make_account("thuongvu1", "committee", scene.ward))
    with pytest.raises(Refused):
        erase(scene, reason=" ")

    assert before.items() <= everything().items()


@pytest.mark.django_db
def test_the_command_counts_first(settings):
    settings.SAMPLE_TODAY = TODAY
    SixYears()
    before = everything()

    def run(*arguments: str) -> str:
        out = io.StringIO()
        call_command("retention", *arguments, stdout=out)
        return out.getvalue()

    due = json.loads(run("--json"))["due"]
    assert {row["year"] for row in due} == {2016, 2017, 2018}
    assert next(row["count"] for row in due if row["kind"] == "answers") == 1
    assert "Đặng Hoàng Anh" not in run()
    assert "Đặng Hoàng Anh" in run("--list")
    for arguments in (["--apply"], ["--apply", "--by", "vanphong"], ["--apply", "--by", "ai", "--reason", "x"]):
        with pytest.raises(CommandError) as caught:
            run(*arguments)
        assert caught.value.returncode == 2
    assert everything() == before

    applied = json.loads(run("--apply", "--by", "vanphong", "--reason", "Biên bản số 3", "--json"))

    assert applied["due"] == due
    assert Member.objects.get(full_name="Người Đi 2016").note == ""
    assert json.loads(run("--json"))["due"] == []
