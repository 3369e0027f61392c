"""What is kept with a decision: canonical, plain, and with a digest that can be worked out again from it."""

import hashlib
import json

import pytest

from assessments.rules import Rule, rule_set
from assessments.rules.explaining import Explainer, UnknownSubject, explain
from assessments.rules.explaining.topics import TOPICS
from tests.assessments.rules.dossiers import answer, cell, head, member, members, officer
from tests.assessments.rules.explaining.asked import RECORD, ROOM, of_member


def test_the_whole_of_a_small_explanation():
    one = of_member(status="exempt")

    assert one.as_dict("en") == {
        "format": "explanation/1",
        "language": "en",
        "ruleset": {"code": "2021", "digest": rule_set("2021").digest()},
        "kind_text": "Party member",
        "facts": {
            "kind": "member",
            "code": "M1",
            "name": None,
            "year": 2021,
            "grading_date": "2022-01-08",
            "given": "good",
            "looked_at": [
                {
                    "rule": "member-not-gradable",
                    "aspect": "status",
                    "figures": {"status": "exempt", "admitted_on": "1998-05-19"},
                }
            ],
        },
        "facts_digest": one.facts_digest,
        "highest": None,
        "highest_text": "The record allows no grade now: is exempt from Party work and activity and so gets no "
        "member's grade.",
        "points": [
            {
                "rule": "member-not-gradable",
                "item": "A5",
                "aspect": "status",
                "topic": "Whether a member's grade is due",
                "mark": "found",
                "mark_text": "found something",
                "text": "Exempt from Party work and activity: is exempt from Party work and activity and so gets no "
                "member's grade.",
                "citation": "HD 21",
                "holds_from": "2019-10-18",
                "severity": "violation",
                "reason": None,
            }
        ],
        "nearest": [
            {
                "kind": "missing",
                "kind_text": "missing",
                "text": "is exempt from Party work and activity and so gets no member's grade",
                "rule": "member-not-gradable",
                "citation": "HD 21",
                "holds_from": "2019-10-18",
            }
        ],
    }


def test_every_rule_has_its_topic_in_both_languages():
    assert set(TOPICS) == set(Rule)
    assert all(topic.vi and topic.en for topic in TOPICS.values())


def test_it_reads_the_same_after_it_was_kept_as_json():
    kept = of_member("excellent").as_dict("vi")

    assert json.loads(json.dumps(kept)) == kept


def test_the_digest_is_that_of_the_facts_and_the_rule_set():
    kept = of_member("excellent").as_dict("vi")
    text = json.dumps(
        {"ruleset": kept["ruleset"], "facts": kept["facts"]},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )

    assert kept["facts_digest"] == hashlib.sha256(text.encode()).hexdigest()


def test_the_digest_is_of_the_facts_whatever_the_language():
    one = of_member()

    assert one.as_dict("vi")["facts_digest"] == one.as_dict("en")["facts_digest"]


def test_both_languages_at_once_say_what_each_says_alone():
    one = of_member("excellent")

    assert one.as_dicts("vi", "en") == {"vi": one.as_dict("vi"), "en": one.as_dict("en")}


def test_another_rule_set_is_another_digest():
    assert of_member(rule_set="2020").facts_digest != of_member(rule_set="2021").facts_digest


def test_somebody_elses_facts_leave_the_digest():
    one = answer(cells=[cell("K01"), cell("K02")], members=[*members(fulfilled=2), *members("K02", good=2)])
    two = answer(cells=[cell("K01"), cell("K02", name="Tên")], members=[*members(fulfilled=2), *members("K02", good=1)])

    assert explain(one, "member", "K01-fulfilled-001") == explain(two, "member", "K01-fulfilled-001")


def test_one_explanation_and_the_index_say_the_same():
    checked = answer(members=members(good=3))

    assert [explain(checked, "member", one.code) for one in Explainer(checked).all("member")] == list(
        Explainer(checked).all("member")
    )


def test_a_subject_that_is_not_there():
    with pytest.raises(UnknownSubject, match="Hồ sơ không có “M9”"):
        explain(answer(), "member", "M9")
    with pytest.raises(ValueError, match="nobody"):
        explain(answer(), "nobody", "M9")


def test_many_explanations_search_the_trace_once(monkeypatch):
    checked = answer(members=members(good=200))
    explainer = Explainer(checked)
    monkeypatch.setattr(type(checked), "trace_of", lambda *_: pytest.fail("the trace is searched"))

    assert len(list(explainer.all("member"))) == 200


RESTED_ON = {
    "the name": {"name": "An"},
    "the status": {"status": "probationary"},
    "the date of admission": {"admitted_on": "1999-05-19"},
    "the grade": {"grade": "excellent"},
    "the ballots": {"excellent_ballots": 3},
    "a task level": {"levels": {"tasks": ["excellent", "good"], "others": ["good"]}},
    "another level": {"levels": {"tasks": ["excellent", "excellent"], "others": ["excellent"]}},
    "one level more": {"levels": {"tasks": ["excellent"] * 3, "others": ["good"]}},
    "the employer's grade": {"employer_grade": "excellent"},
    "the tasks completed": {"task_completion": 91},
    "the sick leave": {"sick_leave_months": 1},
    "a discipline": {"disciplined": "reprimand"},
    "a degradation": {"found_degraded": True},
}


@pytest.mark.parametrize("facts", RESTED_ON.values(), ids=RESTED_ON)
def test_every_fact_it_rests_on_changes_the_digest(facts):
    base = of_member("good", name=None)
    changed = of_member(**{"grade": "good"} | facts)

    assert changed.facts_digest != base.facts_digest


WARD = {
    "the percent": {"parameters": {"cap_percent": 21}},
    "the reading of the base": {"parameters": {"cap_base": "good_only"}},
    "the weights": {"quota_weights": {"excellent": 9, "good": 5, "fulfilled": 3, "unfulfilled": 0}},
    "the cell's grade": {"cells": [cell("K01", "excellent")]},
    "the cell's name": {"cells": [cell("K01", name="Chi bộ 1")]},
    "a quota by hand": {"cells": [cell("K01", quota=4)]},
    "the grading date": {"grading_date": "2022-01-09"},
    "the base": {"cells": [cell("K01"), cell("K02")], "members": None},
    "a headship": {"heads": [head("M1", "K01")]},
}


@pytest.mark.parametrize("parts", WARD.values(), ids=WARD)
def test_what_the_ward_sets_changes_the_digest(parts):
    if "members" in parts:
        parts = parts | {"members": [*ROOM, *members("K02", good=5), member("M1", **RECORD)]}

    assert of_member(parts=parts).facts_digest != of_member().facts_digest


HEADSHIP = {
    "the unit's grade": {"agencies": [{"code": "A1", "grade": "excellent"}]},
    "the unit's name": {"agencies": [{"code": "A1", "grade": "good", "name": "Phòng A"}]},
    "the appointment": {"heads": [head("M1", "A1", appointed_on="2015-03-02")]},
    "the main duty": {"heads": [head("M1", "A1", main_duty=False)]},
    "a grade held elsewhere": {"officers": [officer("M1", "A1", "excellent")]},
}


@pytest.mark.parametrize("parts", HEADSHIP.values(), ids=HEADSHIP)
def test_what_a_headship_rests_on_changes_the_digest(parts):
    base = {"agencies": [{"code": "A1", "grade": "good"}], "heads": [head("M1", "A1")]}

    assert of_member(parts=base | parts).facts_digest != of_member(parts=base).facts_digest


def test_a_reason_recorded_changes_the_digest():
    reason = {"reasons": [{"rule": "grade-missing", "subject": "M1", "text": "Đi học"}]}

    assert of_member(None, parts=reason).facts_digest != of_member(None).facts_digest


def test_the_ballots_of_others_leave_the_digest():
    more = {
        "members": [one | {"excellent_ballots": 5, "sick_leave_months": 1} for one in ROOM] + [member("M1", **RECORD)]
    }

    assert of_member(parts=more).facts_digest == of_member().facts_digest
