"""The rules run again: what was kept, what they answer today, and nothing written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from assessments.models import CheckRun, Decision
from assessments.rules import Severity
from assessments.selectors.recheck import count_words, recheck_of
from assessments.workflow import GradingStep
from cells.refusals import Refused
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided():
    sitting = Sitting()
    sitting.decide_all()
    return sitting


def regrade(sitting, code, grade):
    """A grade of the decision changed behind everybody's back."""
    decision = Decision.objects.get(scope="people")
    sitting.give(code, GradingStep.DECISION, grade, decision=decision, deciding_body=decision.deciding_body)


def test_a_decided_year_answers_as_it_was_kept(decided):
    found = recheck_of(decided.campaign)

    assert (found.differs, found.differing, found.pin_differs) == (False, 0, False)
    assert found.today.run.purpose == "sign:heads"
    assert [compared.run.purpose for compared in found.kept] == ["sign:heads", "sign:people", "quotas", "sign:units"]
    assert [[decision.number for decision in compared.decisions] for compared in found.kept] == [
        ["05-QĐ/ĐU"], ["05-QĐ/ĐU"], [], ["05-QĐ/ĐU"],
    ]  # fmt: skip
    assert [[issue.version for issue in compared.issues] for compared in found.kept] == [[], [], [1], []]


def test_nothing_kept_is_refused():
    sitting = Sitting()

    with translation.override("en"), pytest.raises(Refused) as refused:
        recheck_of(sitting.campaign)

    assert str(refused.value.refusals[0]) == "No check of 2021 is kept yet; there is nothing to compare with."


def test_what_changed_since_is_shown_for_today_only(decided):
    regrade(decided, "B004", "excellent")
    regrade(decided, "B005", "excellent")
    regrade(decided, "A002", "excellent")

    found = recheck_of(decided.campaign)

    assert (found.differs, found.differing) == (True, 1)
    today = found.today
    assert (today.rules_differ, today.facts_differ) == (False, True)
    assert [
        (line.sign, line.severity, line.title) for line in today.findings() if line.severity is Severity.VIOLATION
    ] == [("come", Severity.VIOLATION, "Mức tối đa đảng viên xuất sắc")]
    assert [(line.where, line.then["actual"], line.now["actual"]) for line in today.caps()] == [
        ("Đảng bộ Phường 11 (P11)", 0, 3)
    ]
    assert today.counts() == [
        ("Đảng viên: Hoàn thành xuất sắc nhiệm vụ", 0, 3),
        ("Đảng viên: Hoàn thành tốt nhiệm vụ", 11, 8),
    ]
    assert [(line.where, line.then["actual"], line.now["actual"]) for line in today.quotas()] == [
        ("Chi bộ Khu phố 1 (KP01)", 0, 1),
        ("Chi bộ Khu phố 2 (KP02)", 0, 2),
    ]


def test_kept_facts_that_were_touched_are_found(decided):
    run = CheckRun.objects.get(purpose="sign:people")
    run.dossier["members"][0]["grade"] = "excellent"
    run.save()

    found = recheck_of(decided.campaign)

    assert [compared.run.purpose for compared in found.all if compared.differs] == ["sign:people"]
    [touched] = [compared for compared in found.kept if compared.differs]
    assert (touched.facts_differ, touched.rules_differ) == (True, False)


def test_an_answer_that_the_rules_no_longer_give_is_found(decided):
    run = CheckRun.objects.get(purpose="sign:units")
    gone = {
        "rule": "grade-missing", "severity": "needs-reason", "subject": "A001", "citation": "HD 21", "figures": {},
        "message": "Đồng chí này chưa có mức xếp loại.", "suggestion": [], "ties": [],
    }  # fmt: skip
    run.answer["findings"] = [gone]
    run.answer["caps"][0]["limit"] = 7
    run.rule_set_digest = "0" * 64
    run.save()

    [touched] = [compared for compared in recheck_of(decided.campaign).all if compared.differs]

    assert (touched.rules_differ, touched.facts_differ) == (True, False)
    assert ("gone", "Đồng chí này chưa có mức xếp loại.") in [(line.sign, line.message) for line in touched.findings()]
    assert [(line.then["limit"], line.now["limit"]) for line in touched.caps()] == [(7, 2)]


def test_rules_other_than_when_the_year_was_opened_are_said(decided):
    decided.campaign.rule_set_digest = "0" * 64

    found = recheck_of(decided.campaign)

    assert (found.pin_differs, found.differs, found.differing) == (True, True, 0)


def test_the_language_of_the_page_is_no_difference(decided):
    with translation.override("en"):
        assert recheck_of(decided.campaign).differs is False


def test_a_rule_set_that_does_not_ship_is_refused(decided):
    decided.campaign.rule_set = "1999"

    with pytest.raises(Refused):
        recheck_of(decided.campaign)


def test_facts_that_cannot_be_read_are_refused(decided):
    run = CheckRun.objects.get(purpose="sign:units")
    run.dossier["year"] = "2021"
    run.save()

    with translation.override("en"), pytest.raises(Refused) as refused:
        recheck_of(decided.campaign)

    assert str(refused.value.refusals[0]).startswith("The facts cannot be read: year:")


def test_only_reads(decided):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        recheck_of(decided.campaign).as_dict()

    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}


def test_the_number_of_queries_does_not_grow_with_the_ward():
    def asked(ward, members):
        sitting = Sitting(members=members, ward=ward)
        sitting.decide_all()
        with CaptureQueriesContext(connection) as queries:
            recheck_of(sitting.campaign)
        return len(queries)

    assert asked("P11", 3) == asked("P12", 12) == 14


def test_count_words():
    with translation.override("en"):
        assert [count_words(name) for name in ("members.exempt", "officers.ward.good")] == [
            "Members: exempt or suspended",
            "Officers, ward level: Good",
        ]
