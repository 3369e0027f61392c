"""Two answers side by side: what is gone, what came, what changed."""

import pytest

from assessments.rules.plain_difference import Difference, difference, finding_key, plain
from tests.assessments.rules.dossiers import answer, body, cell, head, member, members, outsider


def between(before, after):
    return difference(plain(before), plain(after))


def test_the_same_answer_does_not_differ():
    one = answer(members=members(excellent=3, good=4))

    assert between(one, one) == Difference()
    assert not between(one, one)


def test_a_language_is_no_difference():
    one = answer(members=members(excellent=3, good=4))

    assert difference(plain(one, "vi"), plain(one, "en")) == Difference()


def test_a_plain_answer_speaks_vietnamese_unless_asked_otherwise():
    one = answer(members=members(excellent=3, good=4))

    assert plain(one) == plain(one, "vi") != plain(one, "en")


def test_findings_caps_and_counts_that_changed():
    before = answer("2020", members=members(excellent=3, good=4))
    after = answer("2020", members=members(excellent=3, good=12))
    found = between(before, after)

    assert [(row["rule"], row["subject"]) for row in found.gone] == [("member-excellent-cap", "P11")]
    assert (found.come, found.quotas) == ((), ())
    assert found.caps == (
        (
            {"rule": "member-excellent-cap", "pool": "P11", "base": 7, "limit": 1, "actual": 3},
            {"rule": "member-excellent-cap", "pool": "P11", "base": 15, "limit": 3, "actual": 3},
        ),
    )
    assert found.counts == (("members.present", 7, 15), ("members.good", 4, 12))


def test_a_finding_with_other_figures_has_changed():
    found = between(
        answer("2020", members=members(excellent=3, good=4)), answer("2020", members=members(excellent=4, good=4))
    )

    assert (found.gone, found.come) == ((), ())
    assert [(then["figures"]["excess"], now["figures"]["excess"]) for then, now in found.changed] == [(2, 3)]


def test_a_quota_that_only_one_side_has_stands_alone():
    found = between(answer("2020", members=members(good=5)), answer("2021", members=members(good=5)))

    assert [(then, now["quota"]) for then, now in found.quotas] == [(None, 1)]


def test_headships_of_one_person_are_told_apart():
    parts = {"members": [member("M1", "good")], "cells": [cell("K01", "fulfilled"), cell("K02", "good")]}
    before = answer(**parts, heads=[head("M1", "K01"), head("M1", "K02")])
    after = answer(
        **(parts | {"cells": [cell("K01", "fulfilled"), cell("K02", "fulfilled")]}),
        heads=[head("M1", "K01"), head("M1", "K02")],
    )

    assert [row["figures"]["unit"] for row in between(before, after).come if row["rule"] == "head-above-unit"] == [
        "K02"
    ]


def test_a_severity_that_changed_is_another_finding():
    nothing_recorded = member("M1", "excellent", levels={"tasks": [], "others": []})
    too_low = member("M1", "excellent", levels={"tasks": ["good"], "others": ["good"]})
    found = between(answer(members=[nothing_recorded]), answer(members=[too_low]))

    assert [(row["rule"], row["severity"]) for row in found.gone if row["rule"] == "excellent-not-earned"] == [
        ("excellent-not-earned", "notice")
    ]
    assert [row["severity"] for row in found.come if row["rule"] == "excellent-not-earned"] == ["violation"]


def test_two_findings_of_one_rule_and_subject_are_both_kept():
    one = plain(
        answer(
            collectives=[body("HD", "N1", "N2", "N3", kind="peoples_council_standing")],
            members=[outsider(f"N{n}") for n in (1, 2, 3)],
        )
    )
    twice = one | {"findings": [finding for finding in one["findings"] for _ in range(2)]}

    assert difference(one, twice).come == tuple(one["findings"])


def test_as_one_object():
    found = between(answer("2020", members=members(good=5)), answer("2020", members=members(good=6)))

    assert found.as_dict() == {
        "findings": {"gone": [], "come": [], "changed": []},
        "caps": [
            {
                "then": {"rule": "member-excellent-cap", "pool": "P11", "base": 5, "limit": 1, "actual": 0},
                "now": {"rule": "member-excellent-cap", "pool": "P11", "base": 6, "limit": 1, "actual": 0},
            }
        ],
        "quotas": [],
        "counts": [
            {"count": "members.present", "then": 5, "now": 6},
            {"count": "members.good", "then": 5, "now": 6},
        ],
    }


FINDING = {
    "rule": "head-above-unit",
    "severity": "violation",
    "subject": "M1",
    "citation": "HD 21",
    "figures": {"unit": "K01"},
    "message": "…",
    "suggestion": [],
    "ties": [],
}


def told(**parts):
    return {"findings": [], "caps": [], "quotas": [], "counts": {}} | parts


@pytest.mark.parametrize(
    ("name", "value", "differs"),
    [
        ("figures", {"unit": "K01", "excess": 1}, True),
        ("suggestion", ["M1"], True),
        ("ties", ["M1"], True),
        ("citation", "HD 22", False),
        ("message", "another sentence", False),
    ],
)
def test_what_makes_a_finding_another_one(name, value, differs):
    now = FINDING | {name: value}
    changed = ((FINDING, now),) if differs else ()

    assert difference(told(findings=[FINDING]), told(findings=[now])) == Difference(changed=changed)


@pytest.mark.parametrize(
    ("figures", "unit"),
    [({"figures": {"unit": "K01"}}, "K01"), ({"figures": {}}, ""), ({"figures": None}, ""), ({}, "")],
)
def test_the_key_of_a_finding_holds_its_unit_if_there_is_one(figures, unit):
    finding = {"rule": "grade-missing", "severity": "notice", "subject": "M1"} | figures

    assert finding_key(finding) == ("grade-missing", "notice", "M1", unit)


def test_several_findings_of_one_key_are_told_apart_by_number():
    one, other, third = (FINDING | {"ties": [code]} for code in "ABC")

    assert difference(told(findings=[one, one, one]), told(findings=[one, other, third])) == Difference(
        changed=((one, other), (one, third))
    )
    assert difference(told(findings=[one, other, third]), told(findings=[one])) == Difference(gone=(other, third))


def test_pools_and_units_are_compared_by_rule_and_code():
    row = {"rule": "officer-excellent-cap", "pool": "ward", "limit": 1}
    other_pool, other_rule, more = row | {"pool": "district"}, row | {"rule": "cell-excellent-cap"}, row | {"limit": 2}

    assert difference(told(caps=[row, other_pool]), told(caps=[other_rule, more])) == Difference(
        caps=((row, more), (other_pool, None), (None, other_rule))
    )
    assert difference(told(caps=[row, other_pool]), told(caps=[other_pool, row])) == Difference()


def test_quotas_are_compared_by_rule_and_unit():
    row = {"rule": "member-excellent-quota", "unit": "K01", "quota": 1}
    other, more = row | {"unit": "K02"}, row | {"quota": 2}

    assert difference(told(quotas=[row]), told(quotas=[other, more])) == Difference(quotas=((row, more), (None, other)))


def test_counts_that_only_one_side_has():
    before = {"members": {"present": 1, "good": 2}, "officers": {"ward": {"good": 1}}}
    after = {"cells": {"good": 3}, "members": {"good": 2, "present": 0}}

    assert difference(told(counts=before), told(counts=after)).counts == (
        ("cells.good", None, 3),
        ("members.present", 1, 0),
        ("officers.ward.good", 1, None),
    )


@pytest.mark.parametrize("part", ["gone", "come", "changed", "caps", "quotas", "counts"])
def test_one_part_is_enough_to_differ(part):
    assert Difference(**{part: (("row", None),)})


def test_as_one_object_all_its_parts():
    parts = Difference(
        gone=({"n": 1},),
        come=({"n": 2}, {"n": 3}),
        changed=(({"n": 4}, {"n": 5}),),
        caps=(({"n": 6}, None),),
        quotas=((None, {"n": 7}),),
        counts=(("cells.good", None, 8),),
    )

    assert parts.as_dict() == {
        "findings": {
            "gone": [{"n": 1}],
            "come": [{"n": 2}, {"n": 3}],
            "changed": [{"then": {"n": 4}, "now": {"n": 5}}],
        },
        "caps": [{"then": {"n": 6}, "now": None}],
        "quotas": [{"then": None, "now": {"n": 7}}],
        "counts": [{"count": "cells.good", "then": None, "now": 8}],
    }
