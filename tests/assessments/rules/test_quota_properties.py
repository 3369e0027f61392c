"""Properties of the quotas, over many wards: C2, C3 and C4."""

from itertools import pairwise
from math import ceil, floor

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments.rules import apportion, check, read_dossier
from tests.assessments.rules.dossiers import answer, cell, found, members, ward
from tests.assessments.rules.test_quotas import RANK, claim, quotas

WEIGHTS = st.tuples(*[st.integers(0, 9)] * 4).map(lambda four: sorted(four, reverse=True))


@st.composite
def problems(draw):
    """Weights that fall, and up to a dozen cells."""
    numbers = draw(WEIGHTS)
    assume(all(high > low or high == low == 0 for high, low in pairwise(numbers)))
    weights = dict(zip(RANK, numbers, strict=True))
    cells = draw(st.lists(st.tuples(st.sampled_from(list(RANK)), st.integers(0, 30)), max_size=12))
    claims = [claim(f"K{place:02}", grade, base, weights) for place, (grade, base) in enumerate(cells)]
    return draw(st.integers(0, 60)), claims


@given(problems())
def test_C2_the_quotas_use_the_limit_up(problem):
    limit, claims = problem

    assert sum(quotas(limit, *claims).values()) == min(limit, sum(one.base for one in claims if one.weight))


@given(problems())
def test_C2_a_quota_is_its_share_rounded_and_within_the_base(problem):
    limit, claims = problem
    portions = apportion(limit, claims)

    for one in claims:
        share, quota = portions[one.code].share, portions[one.code].quota
        assert quota in {floor(share), ceil(share)}
        assert 0 <= share <= one.base


@given(problems())
def test_C2_cells_below_their_base_share_at_one_rate(problem):
    """Who is not full has share / (weight × base) in common, and who is full would have had more at that rate."""
    limit, claims = problem
    portions = apportion(limit, claims)
    sharing = [one for one in claims if one.strength]
    rates = {portions[one.code].share / one.strength for one in sharing if portions[one.code].share < one.base}

    assert len(rates) <= 1
    assert all(rate * one.weight >= 1 for rate in rates for one in sharing if portions[one.code].share == one.base)


@given(problems())
def test_C2_a_better_graded_cell_with_the_same_base_never_gets_less(problem):
    limit, claims = problem
    got = quotas(limit, *claims)

    assert all(
        got[high.code] >= got[low.code]
        for high in claims
        for low in claims
        if high.base == low.base and high.rank > low.rank
    )


@given(problems(), st.randoms(use_true_random=False))
def test_C2_the_order_of_input_never_matters(problem, random):
    limit, claims = problem
    shuffled = list(claims)
    random.shuffle(shuffled)

    assert apportion(limit, shuffled) == apportion(limit, claims)


@st.composite
def wards(draw):
    """Cells with grades and members, a percent and a base reading."""
    grades = st.sampled_from([*RANK, None])
    cells = draw(st.lists(st.tuples(grades, st.integers(0, 6), st.integers(0, 12)), min_size=1, max_size=8))
    people = [one for place, (_, e, g) in enumerate(cells) for one in members(f"K{place}", excellent=e, good=g)]
    return {
        "cells": [cell(f"K{place}", grade) for place, (grade, _, _) in enumerate(cells)],
        "members": people,
        "parameters": {
            "cap_percent": draw(st.sampled_from([7, 20, 29, 35, 100])),
            "cap_base": draw(st.sampled_from(["good_or_better", "good_only"])),
        },
    }


@given(wards(), st.randoms(use_true_random=False))
def test_C2_the_answer_does_not_depend_on_the_order_of_the_file(parts, random):
    turned = {name: random.sample(rows, len(rows)) if isinstance(rows, list) else rows for name, rows in parts.items()}

    assert answer(**turned).as_dict() == answer(**parts).as_dict()


@given(wards())
def test_C4_computed_quotas_never_fall_under_it(parts):
    computed = {row.unit: row.quota for row in answer(**parts).quotas}
    by_hand = [one | {"quota": computed[one["code"]]} for one in parts["cells"]]

    assert found(answer(**parts | {"cells": by_hand}), "quota-not-proportionate") == []


@given(wards())
def test_C3_the_moves_proposed_in_a_cell_mend_its_excess(parts):
    """Moved as proposed (people choosing the first of the ties), the cell is within its quota again."""
    for finding in answer(**parts).findings:
        if finding.rule != "member-excellent-quota":
            continue
        moves = finding.figures.get("moves", finding.figures["excess"])
        moved = {*finding.suggestion, *finding.ties[: moves - len(finding.suggestion)]}
        people = [one | {"grade": "good"} if one["code"] in moved else one for one in parts["members"]]
        again = answer(**parts | {"members": people})

        assert finding.subject not in [subject for _, subject in found(again, "member-excellent-quota")]


@settings(max_examples=40)
@given(wards())
def test_C3_the_moves_are_the_fewest_that_bring_a_cell_within_its_quota(parts):
    """Read as good only, where every move widens the limit: against trying one number after the other."""
    parts = parts | {"parameters": parts["parameters"] | {"cap_base": "good_only"}}
    dossier = read_dossier(ward(**parts))
    for finding in check(dossier).findings:
        if finding.rule != "member-excellent-quota":
            continue
        excellent = [one.code for one in dossier.members if one.cell == finding.subject and one.grade == "excellent"]
        for moves in range(len(excellent) + 1):
            moved = set(excellent[:moves])
            people = [one | {"grade": "good"} if one["code"] in moved else one for one in parts["members"]]
            (row,) = (row for row in answer(**parts | {"members": people}).quotas if row.unit == finding.subject)
            if not row.excess:
                break
        assert finding.figures.get("moves", finding.figures["excess"]) == moves
