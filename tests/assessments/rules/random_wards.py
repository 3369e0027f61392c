"""Random small wards with everything in them that rules look at, for property tests."""

from hypothesis import strategies as st

from tests.assessments.rules.dossiers import body, cell, head, member, officer, ward

GRADES = ["excellent", "good", "fulfilled", "unfulfilled"]
GRADED = st.sampled_from([*GRADES[:2], *GRADES, None])
TIDY = st.sampled_from(["excellent", "good", "good", "good"])
MOSTLY_GOOD = st.sampled_from(["excellent", "excellent", "good", "good", "good", "fulfilled", "unfulfilled", None])


@st.composite
def people(draw, cells, tidy):
    """Members with now and then a fact that forbids their grade; ballots often equal or not recorded."""
    rows = []
    for place in range(draw(st.integers(8, 22) if tidy else st.integers(3, 14))):
        odd = None if tidy else draw(st.integers(0, 11))
        facts = {
            "cell": draw(st.sampled_from(cells)),
            "excellent_ballots": draw(st.sampled_from([None, 3, 3, 4, 5])),
            **({"levels": {"tasks": ["good"], "others": ["good"]}} if odd == 0 else {}),
            **({"sick_leave_months": 3} if odd == 1 else {}),
            **({"disciplined": "warning"} if odd == 2 else {}),
            **({"status": "exempt"} if odd == 3 else {}),
            **({"admitted_on": "2021-12-01"} if odd == 4 else {}),
        }
        rows.append(member(f"M{place:02}", draw(TIDY if tidy else MOSTLY_GOOD), **facts))
    return rows


@st.composite
def random_wards(draw):
    """A third of them tidy: larger, and nothing but caps and quotas to pass."""
    tidy = draw(st.integers(0, 2)) == 0
    cells = [f"K{place}" for place in range(1, draw(st.integers(1, 4)) + 1)]
    members = draw(people(cells, tidy))
    codes = [row["code"] for row in members]
    who = st.sampled_from(codes)
    bodies = [
        body(f"T{place}", *draw(st.lists(who, min_size=2, max_size=4, unique=True)), grade=draw(GRADED))
        for place in range(0 if tidy else draw(st.integers(0, 2)))
    ]
    units = ["P11", "A1", *cells, *(one["code"] for one in bodies)]
    where = st.sampled_from(units)
    posts = draw(
        st.lists(st.tuples(who, where, MOSTLY_GOOD, st.sampled_from(["ward", "ward", "district"])), max_size=7)
    )
    headships = draw(st.lists(st.tuples(who, where), max_size=0 if tidy else 3, unique=True))
    hand = st.none() if tidy else st.sampled_from([None, None, None, 0, 1, 2, 4])
    return ward(
        ruleset=draw(st.sampled_from(["2021", "2021", "2021", "2020"])),
        organization={"code": "P11", "grade": draw(GRADED)},
        cells=[cell(code, draw(GRADED), quota=draw(hand)) for code in cells],
        agencies=[{"code": "A1", "grade": draw(GRADED)}],
        members=members,
        collectives=bodies,
        officers=[officer(*post) for post in posts],
        heads=[head(*one) for one in headships],
        parameters={
            "cap_percent": draw(st.sampled_from([7, 20, 29, 35])),
            "cap_base": draw(st.sampled_from(["good_or_better", "good_only"])),
        },
    )
