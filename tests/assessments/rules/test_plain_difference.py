"""Two answers side by side: what is gone, what came, what changed."""

from assessments.rules.plain_difference import Difference, difference, plain
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
