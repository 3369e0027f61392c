"""Explanations where two things come together: two dates, two units headed, two sources of one rule."""

from dataclasses import replace

import pytest

from assessments.rules import check
from assessments.rules.explaining import Explainer
from tests.assessments.rules.dossiers import answer, body, cell, head, member, members, officer
from tests.assessments.rules.explaining.asked import RECORD, ROOM, highest, nearest, of_member, points, said, why

FIRST = "A1 chưa có mức xếp loại; người đứng đầu được xếp loại sau cùng"


@pytest.mark.parametrize("grade", ["good", "fulfilled", "unfulfilled"])
def test_F2_a_head_who_waits_is_told_of_nothing_but_the_unit_without_a_grade(grade):
    """The other unit would be a ceiling; it keeps nobody from every grade."""
    one = why(
        "head",
        "M1",
        members=[*ROOM, member("M1", None)],
        agencies=[{"code": "A1", "grade": None}],
        cells=[cell("K01"), cell("K02", grade)],
        heads=[head("M1", "A1"), head("M1", "K02")],
    )

    assert (highest(one), nearest(one)) == (None, [("missing", FIRST)])
    assert one.highest_said.vi == f"Đơn vị đứng đầu chưa cho phép mức nào: {FIRST}."


def test_B5_of_101_graded_members_eighty_percent_are_81():
    one = why("cell", "K01", members=members(good=80, fulfilled=21))

    assert nearest(one, "en")[0][1].startswith("1 more member at good or better is needed for 80%")
    assert "(xuất sắc cần 80%: 81; tốt cần 50%: 51)" in points(one, "B5")[1][1]


def test_B5_where_somebody_is_unfulfilled_the_share_of_the_good_is_not_what_is_missing():
    one = why("cell", "K01", members=members(good=9, unfulfilled=1), cells=[cell("K01", "fulfilled")])

    assert nearest(one, "en") == [
        ("missing", "1 of 10 graded members are unfulfilled, where 100% must be fulfilled or better")
    ]


@pytest.mark.parametrize(
    ("grade", "steps"),
    [("fulfilled", [("not_recorded", "not recorded: the grades of the cell's members")]), ("unfulfilled", [])],
)
def test_B5_grades_of_members_are_asked_for_above_fulfilled(grade, steps):
    one = why("cell", "K01", members=[], cells=[cell("K01", grade, established_on="2015-01-01")])

    assert [step for step in nearest(one, "en") if step[0] == "not_recorded"] == steps


def small(*seats, **facts):
    people = [member(f"M{number}") for number in range(4)]
    seated = {"seats": [{"member": f"M{place}", "to": end} for place, end in enumerate(seats)]}
    return why("collective", "T1", members=people, collectives=[body("T1", reviewed=True) | seated | facts])


def test_A1_A2_a_seat_left_between_the_two_days_keeps_the_review_and_not_the_grade():
    one = small(None, None, "2022-01-02")

    assert [(point.rule.item, point.mark.value) for point in one.points if point.rule.item in {"A1", "A2"}] == [
        ("A1", "met"),
        ("A2", "found"),
    ]
    assert nearest(one) == [("missing", "2 thành viên vào ngày xếp loại 08/01/2022 (ít nhất 03)")]


def test_A4_what_keeps_a_kind_from_a_grade_is_said_once():
    one = small(None, None, None, kind="peoples_council_standing")

    assert nearest(one) == [
        ("missing", "thường trực Hội đồng nhân dân: không thuộc đối tượng đánh giá, xếp loại"),
    ]


@pytest.mark.parametrize("aspect", ["tasks", "others"])
@pytest.mark.parametrize("levels", [[], ["average"]])
def test_B1_the_levels_rest_on_the_guideline_and_not_on_the_letter(aspect, levels):
    one = of_member("good", levels={"tasks": ["excellent"], "others": ["good"]} | {aspect: levels})

    assert said(one, "excellent-not-earned", aspect)[2:] == ("HD 21", "2019-10-18")
    assert [str(step.citation) for step in one.nearest if step.kind == "missing"] == ["HD 21"] * len(levels)


def test_A7_the_fact_of_a_grade_that_is_missing():
    (fact,) = (one for one in of_member(None).facts["looked_at"] if one["rule"] == "grade-missing")

    assert (fact["aspect"], fact["figures"]) == ("grade", {"grade": None})


def test_subjects_of_a_kind_come_by_their_codes_and_posts_alike_the_best_grade_first():
    people = [member(code) for code in ("M3", "M1", "M2")]
    posts = [officer("M1", "K01", grade) for grade in (None, "unfulfilled", "good")]
    explainer = Explainer(answer(members=people, officers=posts, heads=[head("M3", "K01"), head("M1", "K01")]))

    assert [one.code for one in explainer.all("member")] == ["M1", "M2", "M3"]
    assert [one.code for one in explainer.all("head")] == ["M1", "M3"]
    assert [(one.code, one.given) for one in explainer.all("officer")] == [
        ("M1/K01/ward", "good"),
        ("M1/K01/ward/2", "unfulfilled"),
        ("M1/K01/ward/3", None),
    ]


def not_recorded(explanation):
    return [text for kind, text in nearest(explanation, "en") if kind == "not_recorded"]


EMPLOYER = "not recorded: the employer's grade"


@pytest.mark.parametrize(("grade", "steps"), [("good", [EMPLOYER]), ("fulfilled", []), ("unfulfilled", [])])
def test_B1_an_employers_grade_is_asked_for_above_good(grade, steps):
    parts = {key: value for key, value in RECORD.items() if key != "employer_grade"}
    one = why("member", "M1", members=[*ROOM, member("M1", grade, unfulfilled_reason="other", **parts)])

    assert not_recorded(one) == steps


def test_B2_what_makes_unfulfilled_is_asked_for_above_it():
    facts = {key: value for key, value in RECORD.items() if key not in {"found_degraded", "task_completion"}}
    one = why("member", "M1", members=[*ROOM, member("M1", "unfulfilled", unfulfilled_reason="other", **facts)])

    assert not_recorded(one) == [
        "not recorded: whether a competent authority found degradation",
        "not recorded: how much of the assigned tasks was completed",
    ]


def test_B1_what_is_not_recorded_is_no_part_of_the_violation_beside_it():
    person = member("M1", "excellent", levels={"tasks": ["good"], "others": []})
    del person["employer_grade"]
    one = why("member", "M1", members=[*ROOM, person])

    assert [
        (point.aspect, point.mark.value, point.severity) for point in one.points if point.rule == "excellent-not-earned"
    ] == [("tasks", "found", "violation"), ("others", "not_recorded", None), ("employer_grade", "not_recorded", None)]


@pytest.mark.parametrize(
    ("facts", "aspect", "figures"),
    [
        ({"disciplined": "warning"}, "disciplined", {"disciplined": "warning"}),
        ({"employer_grade": "unfulfilled"}, "employer_unfulfilled", {"employer_grade": "unfulfilled"}),
    ],
)
def test_B2_the_fact_of_what_makes_unfulfilled(facts, aspect, figures):
    looked_at = of_member("good", **facts).facts["looked_at"]

    assert [one["figures"] for one in looked_at if one["aspect"] == aspect] == [figures]


def test_C1_an_excellent_in_the_last_place_is_in_order_and_is_told_of_no_further_one():
    """Read as good only, a further one would leave the base; this one has moved already."""
    one = why(
        "member",
        "M1",
        members=[*members(good=5), member("M1", "excellent")],
        parameters={"cap_base": "good_only"},
    )

    assert said(one, "member-excellent-cap", "cap", "en")[:2] == (
        "met",
        "“Excellent”: P11 may have 1, has 1 (20% of 5 members graded good, rounded down).",
    )


def test_D1_the_pool_in_english_counts_officers():
    posts = [officer("M1", "K01", "excellent"), *(officer("M1", "K01", "good") for _ in range(4))]
    one = why("officer", "M1/K01/ward", members=[member("M1")], officers=posts)

    assert said(one, "officer-excellent-cap", "cap", "en")[:2] == (
        "met",
        "“Excellent”: officers at ward level may have 1, has 1 (20% of 5 officers graded good or better, rounded down).",
    )


def test_C5_ballots_too_few_to_be_told_are_said_without_their_number():
    result = answer(members=[*ROOM, member("M1", excellent_ballots=2)])
    told = tuple(replace(one, ballots_told=one.code != "M1") for one in result.dossier.members)
    one = Explainer(check(replace(result.dossier, members=told))).explain("member", "M1")
    (fact,) = (fact for fact in one.facts["looked_at"] if fact["aspect"] == "ballots")

    assert fact["figures"] == {"excellent_ballots": None, "told": False}
    assert said(one, "member-excellent-cap", "ballots", "en")[:2] == (
        "not_binding",
        "Ballots for excellent: few ballots, not shown in detail; above the cap their order still counts.",
    )
