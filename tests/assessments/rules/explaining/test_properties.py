"""Properties of the explanations over random wards: they never contradict the engine, and rest on what they say."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.rules import Grade, Rule
from assessments.rules.explaining import Explainer, Kind, Mark
from tests.assessments.rules.dossiers import answer
from tests.assessments.rules.explaining.wards import FORMS, GRADES, wards

KINDS = list(Kind)
ROWS = {Kind.MEMBER: "members", Kind.CELL: "cells", Kind.COLLECTIVE: "collectives"}


def all_of(parts):
    explainer = Explainer(answer(**parts))
    return {(kind, one.code): one for kind in KINDS for one in explainer.all(kind)}


def regraded(parts, rows, place, grade):
    changed = [one | {"grade": grade} if number == place else one for number, one in enumerate(parts[rows])]
    return answer(**parts | {rows: changed})


def held_against(checked, subject):
    """What forbids a grade: violations of parts A, B and F about the subject, and B5 whatever its severity."""
    return {
        (found.rule, found.figures.get("unit"))
        for found in checked.findings
        if found.subject == subject
        and (found.severity == "violation" or found.rule.item == "B5")
        and found.rule.item[0] in "ABF"
    }


def better_than(grade):
    return next((one.value for one in Grade if one.rank == grade.rank + 1), None)


def agrees(parts, rows, place, subject, explanation):
    """Giving the highest brings nothing new; one better brings something; where there is none, every grade does."""
    nothing = held_against(regraded(parts, rows, place, None), subject)
    if explanation.highest is None:
        assert all(held_against(regraded(parts, rows, place, grade.value), subject) - nothing for grade in Grade)
        return
    assert held_against(regraded(parts, rows, place, explanation.highest.value), subject) <= nothing
    above = better_than(explanation.highest)
    assert above is None or held_against(regraded(parts, rows, place, above), subject)


@given(wards())
def test_the_highest_grade_never_contradicts_the_engine(parts):
    said = all_of(parts)
    for kind, rows in ROWS.items():
        for place, one in enumerate(parts[rows]):
            agrees(parts, rows, place, one["code"], said[kind, one["code"]])


@given(wards())
def test_a_place_that_is_said_to_be_there_is_there(parts):
    """A good member who may be excellent: moved up, the cap and the cell's quota find what was said."""
    said = all_of(parts)
    for place, one in enumerate(parts["members"]):
        explanation = said[Kind.MEMBER, one["code"]]
        if one.get("grade") != "good" or explanation.highest is not Grade.EXCELLENT:
            continue
        marks = {point.rule: point.mark for point in explanation.points if point.aspect in ("cap", "quota")}
        found = {(finding.rule, finding.subject) for finding in regraded(parts, "members", place, "excellent").findings}
        for rule, subject in ((Rule.MEMBER_EXCELLENT_CAP, "P11"), (Rule.MEMBER_EXCELLENT_QUOTA, one["cell"])):
            assert rule not in marks or (marks[rule] is not Mark.MET) == ((rule, subject) in found)


@given(wards())
def test_the_highest_grade_of_a_post_never_contradicts_the_engine(parts):
    said = all_of(parts)
    for place, post in enumerate(parts["officers"]):
        code = f"{post['member']}/{post['unit']}/{post['management_level']}"
        explanation = said[Kind.OFFICER, code]
        others = [one for one in parts["officers"] if one is not post and one["member"] == post["member"]]
        own = [one for one in parts["members"] if one["code"] == post["member"]]
        if not any(one["grade"] for one in others) and not any(one.get("grade") for one in own):
            agrees(parts, "officers", place, post["member"], explanation)


@given(wards())
def test_the_highest_of_a_head_is_what_all_grades_held_may_be(parts):
    for (kind, code), explanation in all_of(parts).items():
        if kind is not Kind.HEAD:
            continue
        top = explanation.highest

        def given_all(grade, code=code):
            people = [one | {"grade": grade} if one["code"] == code else one for one in parts["members"]]
            posts = [one | {"grade": grade} if one["member"] == code else one for one in parts["officers"]]
            checked = answer(**parts | {"members": people, "officers": posts})
            return {found for found in held_against(checked, code) if found[0].item[0] == "F"}

        assert not given_all(top.value if top else None)


FACTS = {
    "members": ("grade", "disciplined", "name", "task_completion", "sick_leave_months", "excellent_ballots"),
    "cells": ("grade",),
    "agencies": ("grade",),
    "collectives": ("grade",),
    "officers": ("grade",),
    "heads": ("main_duty",),
}
VALUES = {
    "grade": GRADES,
    "disciplined": FORMS,
    "name": st.sampled_from([None, "Tên khác"]),
    "task_completion": st.sampled_from([None, 49, 50, 51]),
    "sick_leave_months": st.sampled_from([None, 2, 3]),
    "excellent_ballots": st.sampled_from([None, 3, 4]),
    "main_duty": st.booleans(),
}


@given(wards(), st.data())
def test_the_digest_changes_exactly_when_the_facts_do(parts, data):
    """One fact somewhere in the ward is changed: an explanation has a new digest if and only if it reads anew."""
    rows = data.draw(st.sampled_from([name for name in FACTS if parts[name]]))
    place = data.draw(st.integers(0, len(parts[rows]) - 1))
    fact = data.draw(st.sampled_from(FACTS[rows]))
    value = data.draw(VALUES[fact])
    outsider = parts[rows][place]["code"] == "X1" if rows == "members" else False
    changed = [
        one | {fact: value} if number == place and not outsider else one for number, one in enumerate(parts[rows])
    ]
    before, after = all_of(parts), all_of(parts | {rows: changed})

    for key in before.keys() & after.keys():
        old, new = before[key], after[key]
        assert (old.facts_digest == new.facts_digest) is (old.facts == new.facts)
        if old.facts_digest == new.facts_digest:
            assert (old.as_dict("vi"), old.as_dict("en")) == (new.as_dict("vi"), new.as_dict("en"))


@given(wards(), st.randoms(use_true_random=False))
def test_the_order_of_the_dossier_never_matters(parts, random):
    turned = {name: random.sample(rows, len(rows)) if isinstance(rows, list) else rows for name, rows in parts.items()}
    turned["members"] = [
        one
        | {"levels": {name: random.sample(list(given), len(given)) for name, given in one.get("levels", {}).items()}}
        for one in turned["members"]
    ]
    one, other = all_of(parts), all_of(turned)

    assert {key: entry.as_dict("vi") for key, entry in one.items()} == {
        key: entry.as_dict("vi") for key, entry in other.items()
    }
    assert {key: entry.as_dict("en") for key, entry in one.items()} == {
        key: entry.as_dict("en") for key, entry in other.items()
    }


@given(wards())
def test_what_is_found_is_said_and_nothing_else(parts):
    """Every finding about a member, cell or collective is a found point of its explanation, and the other way round."""
    checked = answer(**parts)
    said = Explainer(checked)
    for kind, rows in ROWS.items():
        for row in parts[rows]:
            one = said.explain(kind, row["code"])
            found = {point.rule for point in one.points if point.severity is not None and point.rule.item[0] in "AB"}
            about = {finding.rule for finding in checked.findings_about(row["code"]) if finding.rule.item[0] in "AB"}

            assert found == about
