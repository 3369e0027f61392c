"""Properties of the mends over random wards: each set offered works, is minimal, and says what it brings."""

from itertools import combinations, islice

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments.rules import Change, Choice, Grade, Severity, Target, apply, check, difference, mends, read_dossier
from assessments.rules.differences import finding_key
from assessments.rules.facts import QuotaWeights
from assessments.rules.mending_choices import brought
from assessments.rules.rechecking import Trials
from tests.assessments.rules.random_wards import random_wards

PICKS = 12


def answered(parts):
    return check(read_dossier(parts))


def ways_to_choose(mend):
    """Some of the complete sets of a mend: the first, the last and what lies between."""
    (choice,) = mend.choices or (None,)
    if choice is None:
        return [mend.completed()]
    picks = [*islice(combinations(choice.among, choice.count), PICKS), choice.among[-choice.count :]]
    return [mend.completed(picked) for picked in picks]


def after(answer, changes):
    return difference(answer, check(apply(answer.dossier, changes), answer.rule_set))


def works(answer, finding, changes):
    change = after(answer, changes)
    return finding_key(finding) in map(finding_key, change.went) and not change.new_violations


@settings(max_examples=120)
@given(random_wards())
def test_applied_the_finding_goes_no_violation_comes_and_what_it_brings_is_told(parts):
    answer = answered(parts)

    for mend in mends(answer):
        always, perhaps = ({found.key for found in some} for some in (mend.brings, mend.may_bring))
        for changes in ways_to_choose(mend) if mend.offered else ():
            change = after(answer, changes)
            came = {found.key for found in change.new_needs_reason}
            assert finding_key(mend.finding) in map(finding_key, change.went)
            assert change.new_violations == ()
            assert always <= came <= always | perhaps


@settings(max_examples=50)
@given(random_wards())
def test_no_part_of_a_set_does_it(parts):
    answer = answered(parts)

    for mend in mends(answer):
        for changes in ways_to_choose(mend)[:1] if mend.offered else ():
            for size in range(len(changes)):
                for part in islice(combinations(changes, size), 20):
                    assert not works(answer, mend.finding, part)


@settings(max_examples=60)
@given(random_wards(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_never_matters(parts, random):
    turned = {name: random.sample(rows, len(rows)) if isinstance(rows, list) else rows for name, rows in parts.items()}

    assert [mend.as_dict() for mend in mends(answered(turned))] == [mend.as_dict() for mend in mends(answered(parts))]


@settings(max_examples=60)
@given(random_wards())
def test_every_violation_but_a_head_early_has_a_set_that_works(parts):
    answer = answered(parts)
    mended = {finding_key(mend.finding) for mend in mends(answer) if mend.offered}

    for finding in answer.findings:
        if finding.severity is Severity.VIOLATION:
            assert finding_key(finding) in mended


@settings(max_examples=60)
@given(random_wards(), st.data())
def test_a_trial_says_what_a_check_says(parts, data):
    answer = answered(parts)
    offered = [mend for mend in mends(answer) if mend.offered]
    trials = Trials(answer)

    for mend in offered:
        picked = data.draw(st.sampled_from(ways_to_choose(mend)))
        change, trial = after(answer, picked), trials.of(picked)
        assert trial.went == change.went
        assert [found.as_dict() for found in trial.came] == [found.as_dict() for found in change.came]


@settings(max_examples=80)
@given(random_wards(), st.data())
def test_what_a_choice_brings_is_what_all_choices_and_what_some_choices_bring(parts, data):
    """Against every choice: any number of the excellent move while the weights change."""
    answer = answered(parts)
    excellent = sorted(code for code, grade in Trials(answer).ground.graded_members.items() if grade == "excellent")
    among = tuple(Change(Target.MEMBER, code, Grade.EXCELLENT, Grade.GOOD) for code in excellent[:6])
    assume(among)
    choice = Choice(data.draw(st.integers(1, len(among))), among)
    weights = (
        Change(Target.WEIGHTS, "", None, QuotaWeights(*data.draw(st.sampled_from([(9, 1, 0, 0), (4, 3, 2, 1)])))),
    )
    came = [
        {found.key for found in after(answer, weights + picked).new_needs_reason}
        for picked in combinations(among, choice.count)
    ]
    always, perhaps = ({found.key for found in some} for some in brought(Trials(answer), weights, (choice,)))

    assert always == set.intersection(*came)
    assert perhaps == set.union(*came) - always
