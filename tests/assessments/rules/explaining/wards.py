"""Random wards with something of everything that an explanation may look at."""

from hypothesis import strategies as st

from tests.assessments.rules.dossiers import body, cell, head, officer, outsider

GRADES = st.sampled_from(["excellent", "good", "fulfilled", "unfulfilled", None])
LEVELS = st.lists(st.sampled_from(["excellent", "excellent", "good", "average", "poor"]), max_size=3)
DAYS = st.sampled_from([None, "1998-05-19", "2021-07-08", "2021-07-09"])
POSTS_SINCE = st.sampled_from(["2015-03-01", "2021-10-08", "2021-10-09"])
FORMS = st.sampled_from([None, None, None, "reprimand", "warning"])


@st.composite
def people(draw, code, cells):
    facts = {
        "code": code,
        "name": draw(st.sampled_from([None, f"Người {code}"])),
        "cell": draw(st.sampled_from(cells)),
        "status": draw(st.sampled_from(["active", "active", "active", "probationary", "exempt", "suspended"])),
        "admitted_on": draw(DAYS),
        "grade": draw(GRADES),
        "excellent_ballots": draw(st.sampled_from([None, 3, 7])),
        "task_completion": draw(st.sampled_from([None, 49, 50, 90])),
        "sick_leave_months": draw(st.sampled_from([None, 0, 2, 3])),
        "disciplined": draw(FORMS),
    }
    facts |= draw(st.sampled_from([{}, {"found_degraded": False}, {"found_degraded": False}, {"found_degraded": True}]))
    facts |= {"employer_grade": draw(GRADES)} if draw(st.booleans()) else {}
    facts["levels"] = {"tasks": draw(LEVELS), "others": draw(LEVELS)}
    return facts


@st.composite
def bodies(draw, code, persons):
    seated = draw(st.lists(st.sampled_from(persons), min_size=1, max_size=5, unique=True))
    kind = draw(st.sampled_from(["agency_leadership", "cell_committee", "peoples_council_standing"]))
    facts = {"established_on": draw(DAYS), "reviewed": draw(st.booleans())}
    return body(code, *seated, kind=kind, grade=draw(GRADES), **facts)


@st.composite
def wards(draw):
    """Two or three cells, a few members and one outsider, collectives, an agency, posts and headships."""
    cells = [f"K{n}" for n in range(draw(st.integers(1, 3)))]
    persons = [draw(people(f"M{n}", cells)) for n in range(draw(st.integers(1, 6)))]
    codes = [*(one["code"] for one in persons), "X1"]
    collectives = [draw(bodies(f"T{n}", codes)) for n in range(draw(st.integers(0, 2)))]
    agencies = [{"code": "A1", "grade": draw(GRADES)}]
    units = [*cells, "P11", "A1", *(one["code"] for one in collectives)]
    seats = draw(st.lists(st.tuples(st.sampled_from(codes), st.sampled_from(units)), max_size=4, unique=True))
    posts = draw(
        st.lists(
            st.tuples(st.sampled_from(codes), st.sampled_from(units), GRADES), max_size=4, unique_by=lambda row: row[:2]
        )
    )
    return {
        "ruleset": draw(st.sampled_from(["2020", "2021", "2021"])),
        "parameters": {
            "cap_percent": draw(st.sampled_from([7, 20, 35, 100])),
            "cap_base": draw(st.sampled_from(["good_or_better", "good_only"])),
        },
        "organization": {"code": "P11", "grade": draw(GRADES)},
        "cells": [cell(code, draw(GRADES), established_on=draw(DAYS)) for code in cells],
        "members": [*persons, outsider("X1")],
        "collectives": collectives,
        "agencies": agencies,
        "officers": [
            officer(who, unit, grade, draw(st.sampled_from(["ward", "district"]))) for who, unit, grade in posts
        ],
        "heads": [
            head(who, unit, appointed_on=draw(POSTS_SINCE), main_duty=draw(st.booleans())) for who, unit in seats
        ],
    }
