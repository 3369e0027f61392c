"""Changes: addressed exactly, refused when they do not fit, told in words, applied in any order."""

from itertools import permutations

import pytest

from assessments.rules import (
    Change,
    ChangesRefused,
    Grade,
    Target,
    apply,
    changing,
    check,
    describe,
    read_dossier,
    trial,
)
from assessments.rules.facts import QuotaWeights
from assessments.rules.trial import describe_result
from assessments.rules.vocabulary import ManagementLevel
from tests.assessments.rules.dossiers import body, cell, member, officer, ward

WEIGHTS = QuotaWeights(6, 3, 1, 0)


def dossier(**parts):
    return read_dossier(
        ward(
            cells=[cell("K01", quota=2), cell("K02", None)],
            agencies=[{"code": "A1", "grade": "fulfilled"}],
            members=[member("M1", "excellent", name="Nguyễn Văn An"), member("M2"), member("M3")],
            collectives=[body("T1", "M1", "M2", "M3")],
            officers=[officer("M1", "A1", "good"), officer("M1", "A1", "excellent"), officer("M1", "T1", None)],
            **parts,
        )
    )


POST = {"unit": "A1", "level": ManagementLevel.WARD}


def test_every_value_can_be_changed_and_nothing_else_moves():
    before = dossier()
    changes = [
        changing(before, Target.MEMBER, "M1", Grade.GOOD),
        changing(before, Target.POST, "M1", Grade.FULFILLED, **POST),
        changing(before, Target.UNIT, "P11", Grade.EXCELLENT),
        changing(before, Target.UNIT, "K02", Grade.GOOD),
        changing(before, Target.UNIT, "T1", None),
        changing(before, Target.UNIT, "A1", Grade.UNFULFILLED),
        changing(before, Target.QUOTA, "K01", None),
        changing(before, Target.QUOTA, "K02", 3),
        changing(before, Target.WEIGHTS, "", WEIGHTS),
    ]
    after = apply(before, changes)

    assert [one.grade for one in after.members] == [Grade.GOOD, Grade.GOOD, Grade.GOOD]
    assert [one.grade for one in after.officers] == [Grade.GOOD, Grade.FULFILLED, None]
    assert after.organization.grade is Grade.EXCELLENT
    assert [(one.grade, one.quota) for one in after.cells] == [(Grade.GOOD, None), (Grade.GOOD, 3)]
    assert after.collectives[0].grade is None
    assert after.agencies[0].grade is Grade.UNFULFILLED
    assert after.quota_weights == WEIGHTS
    back = [Change(c.target, c.code, c.after, c.before, c.unit, c.level, c.place) for c in changes if not c.unit]
    assert apply(apply(before, [c for c in changes if not c.unit]), back) == before
    assert before == dossier()


def test_a_post_listed_twice_is_addressed_by_its_place_the_best_grade_first():
    before = dossier()
    first = changing(before, Target.POST, "M1", None, **POST)
    second = changing(before, Target.POST, "M1", Grade.FULFILLED, place=2, **POST)

    assert (first.before, second.before) == (Grade.EXCELLENT, Grade.GOOD)
    assert [one.grade for one in apply(before, [first, second]).officers] == [Grade.FULFILLED, None, None]


def test_of_posts_listed_twice_one_without_a_grade_comes_after_every_grade():
    posts = [officer("M1", "K01", None), officer("M1", "K01", "unfulfilled")]
    alike = read_dossier(ward(members=[member("M1")], officers=posts))
    on = {"unit": "K01", "level": ManagementLevel.WARD}

    befores = [changing(alike, Target.POST, "M1", Grade.GOOD, place=place, **on).before for place in (1, 2)]
    assert befores == [Grade.UNFULFILLED, None]


def test_the_order_of_changes_is_irrelevant():
    before = dossier()
    changes = [
        changing(before, Target.POST, "M1", Grade.UNFULFILLED, **POST),
        changing(before, Target.POST, "M1", Grade.EXCELLENT, place=2, **POST),
        changing(before, Target.UNIT, "K01", Grade.EXCELLENT),
        changing(before, Target.QUOTA, "K01", 0),
    ]

    assert len({apply(before, some) for some in permutations(changes)}) == 1


@pytest.mark.parametrize(
    ("target", "code", "after", "post", "vi", "en"),
    [
        (Target.MEMBER, "M9", Grade.GOOD, {}, "Mức xếp loại đảng viên M9", "Member's grade, M9"),
        (Target.UNIT, "K09", Grade.GOOD, {}, "Mức xếp loại đơn vị K09", "Unit's grade, K09"),
        (Target.UNIT, "M1", Grade.GOOD, {}, "Mức xếp loại đơn vị M1", "Unit's grade, M1"),
        (Target.QUOTA, "A1", 1, {}, "Chỉ tiêu giao riêng của chi bộ A1", "Cell's quota set by hand, A1"),
        (
            Target.POST,
            "M1",
            None,
            {"unit": "A1", "level": ManagementLevel.CITY},
            "Mức xếp loại cán bộ M1 (A1, cấp thành phố)",
            "Officer's grade, M1 (A1, city level)",
        ),
        (
            Target.POST,
            "M1",
            None,
            POST | {"place": 3},
            "Mức xếp loại cán bộ M1 (A1, cấp phường, 3)",
            "Officer's grade, M1 (A1, ward level, 3)",
        ),
        (
            Target.POST,
            "M1",
            None,
            POST | {"place": 0},
            "Mức xếp loại cán bộ M1 (A1, cấp phường)",
            "Officer's grade, M1 (A1, ward level)",
        ),
        (Target.POST, "M1", None, {}, "Mức xếp loại cán bộ M1 (, ?)", "Officer's grade, M1 (, ?)"),
    ],
)
def test_a_subject_that_is_not_there_is_refused(target, code, after, post, vi, en):
    for attempt in (
        lambda: changing(dossier(), target, code, after, **post),
        lambda: apply(dossier(), [Change(target, code, None, after, **post)]),
    ):
        with pytest.raises(ChangesRefused) as refused:
            attempt()
        assert refused.value.lines() == [f"{vi}: hồ sơ không có."]
        assert refused.value.lines("en") == [f"{en}: the dossier has none."]


def test_a_value_changed_twice_is_refused():
    once = Change(Target.MEMBER, "M2", Grade.GOOD, Grade.FULFILLED)
    again = Change(Target.MEMBER, "M2", Grade.GOOD, Grade.EXCELLENT)

    stale = Change(Target.MEMBER, "M2", Grade.UNFULFILLED, 4)

    for changes in ([once, again], [once, once], [once, stale]):
        with pytest.raises(ChangesRefused) as refused:
            apply(dossier(), changes)
        assert refused.value.lines("en") == ["Member's grade, M2 is changed twice; keep one change."]


def test_a_change_that_starts_from_another_value_is_refused():
    stale = Change(Target.MEMBER, "M2", Grade.EXCELLENT, Grade.FULFILLED)

    with pytest.raises(ChangesRefused) as refused:
        apply(dossier(), [stale])
    assert refused.value.lines() == [
        "Mức xếp loại đảng viên M2 nay là “Hoàn thành tốt nhiệm vụ”, không còn là “Hoàn thành xuất sắc nhiệm vụ”; hãy làm "
        "lại thay đổi này."
    ]


@pytest.mark.parametrize(
    "change",
    [
        Change(Target.QUOTA, "K01", 2, -1),
        Change(Target.QUOTA, "K01", 2, True),
        Change(Target.QUOTA, "K01", 2, Grade.GOOD),
        Change(Target.MEMBER, "M2", Grade.GOOD, 4),
        Change(Target.WEIGHTS, "", None, QuotaWeights(3, 3, 1, 0)),
        Change(Target.WEIGHTS, "", None, QuotaWeights(3, 2, 1, -1)),
        Change(Target.WEIGHTS, "", None, 5),
    ],
)
def test_a_value_that_cannot_be_is_refused(change):
    with pytest.raises(ChangesRefused, match="the new value cannot be"):
        apply(dossier(), [change])


def test_all_faults_are_told_together():
    changes = [Change(Target.MEMBER, "M9", None, None), Change(Target.QUOTA, "K01", 2, -1)]

    with pytest.raises(ChangesRefused) as refused:
        apply(dossier(), changes)
    assert len(refused.value.faults) == 2
    assert str(refused.value) == (
        "Member's grade, M9: the dossier has none.\nCell's quota set by hand, K01: the new value cannot be."
    )


@pytest.mark.parametrize(
    ("change", "vi", "en"),
    [
        (
            Change(Target.MEMBER, "M1", Grade.EXCELLENT, Grade.GOOD),
            "Mức xếp loại đảng viên Nguyễn Văn An (M1): từ “Hoàn thành xuất sắc nhiệm vụ” thành “Hoàn thành tốt nhiệm vụ”",
            "Member's grade, Nguyễn Văn An (M1): from “Excellent” to “Good”",
        ),
        (
            Change(Target.POST, "M2", None, Grade.GOOD, "A1", ManagementLevel.WARD, 2),
            "Mức xếp loại cán bộ M2 (A1, cấp phường, 2): từ không có thành “Hoàn thành tốt nhiệm vụ”",
            "Officer's grade, M2 (A1, ward level, 2): from none to “Good”",
        ),
        (
            Change(Target.QUOTA, "K01", 2, None),
            "Chỉ tiêu giao riêng của chi bộ K01: từ 2 thành không có",
            "Cell's quota set by hand, K01: from 2 to none",
        ),
        (
            Change(Target.WEIGHTS, "", None, WEIGHTS),
            "Hệ số chỉ tiêu: từ không có thành 6 : 3 : 1 : 0",
            "Quota weights: from none to 6 : 3 : 1 : 0",
        ),
    ],
)
def test_a_change_in_words(change, vi, en):
    names = {one.code: one for one in dossier().members}

    assert (describe(change, "vi", names), describe(change, "en", names)) == (vi, en)
    assert "Nguyễn" not in describe(change)
    assert describe(change) == describe(change, "vi") != describe(change, "en")


@pytest.mark.parametrize(
    "change",
    [
        Change(Target.MEMBER, "M1", Grade.EXCELLENT, None),
        Change(Target.POST, "M1", Grade.GOOD, Grade.FULFILLED, "A1", ManagementLevel.WARD, 2),
        Change(Target.QUOTA, "K01", 2, 0),
        Change(Target.WEIGHTS, "", None, WEIGHTS),
    ],
)
def test_a_change_can_be_kept_and_read_again(change):
    assert Change.from_dict(change.as_dict()) == change


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"target": "member", "code": "M1", "from": "good"},
        {"target": "nobody", "code": "M1", "from": None, "to": None},
        {"target": "member", "code": "M1", "from": None, "to": "best"},
        {"target": "quota", "code": "K01", "from": None, "to": "3"},
        {"target": "weights", "code": "", "from": None, "to": 3},
        {"target": "weights", "code": "", "from": None, "to": dict.fromkeys(Grade, 1.5)},
        {"target": "post", "code": "M1", "from": None, "to": None},
    ],
)
def test_what_is_no_change_is_not_read(plain):
    with pytest.raises(ValueError, match="not a change"):
        Change.from_dict(plain)


def test_every_name_that_is_offered_is_there():
    assert [name for name in trial.__all__ if not hasattr(trial, name)] == []


def test_a_trial_answers_like_the_dossier_it_makes():
    before = dossier()
    lowered = apply(before, [changing(before, Target.MEMBER, "M1", Grade.GOOD)])

    assert check(lowered).counts["members"]["excellent"] == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Chi bộ Khu phố 1", "Chỉ tiêu giao riêng của Chi bộ Khu phố 1 (K01): từ 2 thành 3"),
        ("Khu phố 1", "Chỉ tiêu giao riêng của chi bộ Khu phố 1 (K01): từ 2 thành 3"),
    ],
)
def test_a_cell_is_not_called_a_cell_twice(name, expected):
    unit = read_dossier(ward(cells=[cell("K01", name=name)])).cells[0]

    assert describe(Change(Target.QUOTA, "K01", 2, 3), "vi", {"K01": unit}) == expected


def test_a_change_whose_start_is_not_on_record_tells_what_became():
    change = Change(Target.QUOTA, "K01", None, 3)

    assert (describe_result(change), describe_result(change, "en")) == (
        "Chỉ tiêu giao riêng của chi bộ K01: thành 3",
        "Cell's quota set by hand, K01: to 3",
    )
