"""Changes and mends as they are kept and told: plain values, the words of a wrong choice."""

import pytest

from assessments.rules import Change, ChangesRefused, Grade, Target, WrongChoice, apply, mends, read_dossier
from assessments.rules.vocabulary import ManagementLevel
from tests.assessments.rules.dossiers import answer, member, members, officer, ward


def test_the_targets_by_their_codes():
    assert [target.value for target in Target] == ["member", "post", "unit", "quota", "weights"]


@pytest.mark.parametrize(("before", "after"), [(2, None), (None, 2), (None, 0)])
def test_a_quota_set_or_dropped_can_be_kept_and_read_again(before, after):
    change = Change(Target.QUOTA, "K01", before, after)

    assert Change.from_dict(change.as_dict()) == change


def test_a_post_without_a_level_is_refused_beside_one_that_has_one():
    dossier = read_dossier(ward(members=[member("M1")], officers=[officer("M1", "K01", "good")]))
    whole = Change(Target.POST, "M1", Grade.GOOD, Grade.FULFILLED, "K01", ManagementLevel.WARD)
    part = Change(Target.POST, "M1", Grade.GOOD, Grade.FULFILLED, "K01")

    with pytest.raises(ChangesRefused) as refused:
        apply(dossier, [whole, part])
    assert refused.value.lines("en") == ["Officer's grade, M1 (K01, ?): the dossier has none."]


def of_three():
    """Three equals, one too many."""
    (mend, *_) = mends(answer(members=members(excellent=3, good=7)))
    return mend


def test_a_wrong_choice_says_how_many_of_how_many_are_asked_for():
    mend = of_three()

    with pytest.raises(WrongChoice) as refused:
        mend.completed(mend.choices[0].among[:2])
    assert str(refused.value) == "Cần chọn / choose: 1/3; đã chọn / chosen: 2."


def test_where_nothing_is_to_be_chosen_a_choice_is_wrong():
    (mend,) = mends(answer(members=[member("E", status="exempt")]))

    with pytest.raises(WrongChoice) as refused:
        mend.completed(of_three().choices[0].among[:1])
    assert str(refused.value) == "Cần chọn / choose: 0; đã chọn / chosen: 1."


def test_a_mend_with_a_choice_as_plain_values():
    mend = of_three()
    plain = mend.as_dict()

    assert plain["changes"] == []
    assert plain["choices"] == [
        {
            "count": 1,
            "among": [
                {"target": "member", "code": f"K01-excellent-00{number}", "from": "excellent", "to": "good"}
                for number in (1, 2, 3)
            ],
        }
    ]
    assert plain["message"] == mend.message() == mend.message("vi") != mend.message("en")
