"""The sentences of an effect, each from rows made by hand: nouns, caps, quotas, and what is left unsaid."""

import pytest

from assessments.rules import Rule, read_dossier
from assessments.rules.plain_difference import Difference
from assessments.rules.rule_book.amendments import AMENDMENTS
from assessments.rules.rule_book.effect_words import effect_lines, names_in
from assessments.rules.rule_book.effects import Effect
from tests.assessments.rules.dossiers import ward


def texts(lang="vi", **parts):
    return [line.text for line in effect_lines(Effect(AMENDMENTS[0], Difference(**parts)), {}, lang)]


@pytest.mark.parametrize(
    ("rule", "one", "many"),
    [
        (Rule.COLLECTIVE_TOO_SMALL_TO_REVIEW, "1 collective", "2 collectives"),
        (Rule.MEMBER_NOT_GRADABLE, "1 person", "2 people"),
        (Rule.CELL_TOO_NEW_TO_GRADE, "1 cell", "2 cells"),
        (Rule.MEMBER_EXCELLENT_CAP, "1 pool", "2 pools"),
        (Rule.OFFICER_EXCELLENT_QUOTA, "1 unit", "2 units"),
        (Rule.HEAD_ABOVE_UNIT, "1 headship", "2 headships"),
        (Rule.GRADE_MISSING, "1 case", "2 cases"),
    ],
)
def test_what_a_finding_counts(rule, one, many):
    row = {"rule": rule.value, "severity": "notice"}
    found = tuple(row | {"subject": subject} for subject in ("X", "Y"))
    end = f"would not be found “{rule.title('en')}” (For information)."

    assert texts("en", come=found[:1]) == [f"Under the 2020 set, {one} {end}"]
    assert texts("en", come=found) == [f"Under the 2020 set, {many} {end}"]


@pytest.mark.parametrize(
    ("rule", "vi", "en"),
    [
        (Rule.MEMBER_EXCELLENT_CAP, "đảng viên", "members"),
        (Rule.OFFICER_EXCELLENT_CAP, "cán bộ", "officers"),
        (Rule.COLLECTIVE_EXCELLENT_CAP, "tập thể", "collectives"),
        (Rule.CELL_EXCELLENT_CAP, "chi bộ", "cells"),
    ],
)
def test_a_cap_of_which_both_sets_hold_one(rule, vi, en):
    before = {"rule": rule.value, "limit": 1, "base": 9, "actual": 3}
    pair = (before, before | {"limit": 2, "base": 10})

    assert texts(caps=(pair,)) == [
        f"Mức tối đa {vi}: theo bộ 2020 là 1 (cơ số 9, đang có 3); theo bộ 2021 là 2 (cơ số 10, đang có 3)."
    ]
    assert texts("en", caps=(pair,)) == [
        f"Cap on {en}: under the 2020 set 1 (base 9, actual 3); under the 2021 set 2 (base 10, actual 3)."
    ]


def test_pools_of_one_set_only():
    pool = {"rule": Rule.OFFICER_EXCELLENT_CAP.value, "limit": 1}

    assert texts(caps=((pool, None), (pool, None), (None, pool | {"limit": 3}))) == [
        "Theo bộ 2020, mức tối đa cán bộ tính riêng ở 2 đơn vị, cộng lại được 2 xuất sắc; theo bộ 2021 tính ở 1 cấp quản "
        "lý, được 3."
    ]


def test_only_units_above_their_quota_are_named():
    row = {"rule": Rule.MEMBER_EXCELLENT_QUOTA.value, "quota": 2}
    rows = [row | {"unit": f"K{actual}", "actual": actual} for actual in (1, 2, 3)]
    effect = Effect(AMENDMENTS[0], Difference(quotas=((row, None), *((None, one) for one in rows))))

    assert [(line.text, line.names) for line in effect_lines(effect, {"K3": "Chi bộ 3"})] == [
        (
            "Theo bộ 2020, 3 chi bộ không có chỉ tiêu riêng; theo bộ 2021 các chỉ tiêu cộng lại là 6; số chi bộ đang "
            "vượt: 1.",
            ("Chi bộ 3",),
        )
    ]


def test_where_nothing_differs_that_is_said():
    assert texts() == ["Với số liệu hiện nay, hai bộ cho kết quả như nhau ở mục này."]
    assert texts("en") == ["With the present figures both sets answer alike here."]
    assert texts(lang="vi") == [line.text for line in effect_lines(Effect(AMENDMENTS[0], Difference()), {})]


def test_levels_have_names_in_both_languages():
    dossier = read_dossier(ward())

    assert [names_in(dossier, *lang)["ward"] for lang in ((), ("vi",), ("en",))] == [
        *["cấp phường"] * 2,
        "ward level",
    ]
