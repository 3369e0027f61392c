"""Caps: members (C1), officers (D1), collectives and cells (E1); and the moves proposed (C5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules import Grade, ballots, facts
from assessments.rules.suggestions import propose_moves
from assessments.rules.vocabulary import MemberStatus
from tests.assessments.rules.dossiers import answer, body, cell, found, member, members, officer, only, outsider


def cap(result, rule="member-excellent-cap", pool="P11"):
    (row,) = (row for row in result.caps if row.rule == rule and row.pool == pool)
    return row.base, row.limit, row.actual


@pytest.mark.parametrize(
    ("excellent", "good", "figures", "expected"),
    [
        (1, 9, (10, 2, 1), []),
        (2, 8, (10, 2, 2), []),
        (3, 7, (10, 2, 3), [("violation", "P11")]),
        (2, 12, (14, 2, 2), []),
        (3, 11, (14, 2, 3), [("violation", "P11")]),
        (3, 12, (15, 3, 3), []),
        (1, 3, (4, 0, 1), [("violation", "P11")]),
        (0, 0, (0, 0, 0), []),
    ],
)
def test_C1_excellent_are_at_most_a_fifth_of_good_or_better(excellent, good, figures, expected):
    result = answer(members=members(excellent=excellent, good=good))

    assert cap(result) == figures
    assert found(result, "member-excellent-cap") == expected


def test_C1_the_pool_is_the_whole_organization():
    people = [*members("K01", excellent=2, good=1), *members("K02", good=7)]
    result = answer(members=people, cells=[cell("K01"), cell("K02")])

    assert cap(result) == (10, 2, 2)
    assert found(result, "member-excellent-cap") == []


def test_C1_nobody_else_is_in_the_base():
    people = [
        *members(excellent=1, good=4, fulfilled=9, unfulfilled=9),
        member("E", "good", status="exempt"),
        member("N", "excellent", admitted_on="2021-12-01"),
        member("U", None),
        outsider("X", grade="good"),
    ]

    assert cap(answer(members=people)) == (5, 1, 1)


@pytest.mark.parametrize(
    ("percent", "base", "excellent", "limit"),
    [(7, 14, 0, 0), (7, 15, 1, 1), (29, 10, 2, 2), (29, 100, 29, 29), (35, 20, 7, 7), (35, 19, 6, 6), (100, 3, 3, 3)],
)
def test_C1_other_percents_are_exact(percent, base, excellent, limit):
    within = answer(parameters={"cap_percent": percent}, members=members(excellent=excellent, good=base - excellent))
    above = answer(parameters={"cap_percent": percent}, members=members(excellent=limit + 1, good=base - limit - 1))

    assert cap(within) == (base, limit, excellent)
    assert found(within, "member-excellent-cap") == []
    if base > limit:
        assert found(above, "member-excellent-cap") == [("violation", "P11")]


@pytest.mark.parametrize(
    ("excellent", "good", "figures", "expected"),
    [(1, 5, (5, 1, 1), []), (2, 8, (8, 1, 2), [("violation", "P11")]), (2, 10, (10, 2, 2), [])],
)
def test_C1_read_as_good_only(excellent, good, figures, expected):
    result = answer(parameters={"cap_base": "good_only"}, members=members(excellent=excellent, good=good))

    assert cap(result) == figures
    assert found(result, "member-excellent-cap") == expected


def test_C1_says_the_figures_and_the_clause():
    people = [member(f"M{n}", "excellent", excellent_ballots=n) for n in range(1, 4)]
    finding = only(answer(members=[*people, *members(good=10)]), "member-excellent-cap")

    assert finding.figures == {"base": 13, "limit": 2, "actual": 3, "excess": 1}
    assert finding.citation == "123-CV/ĐU 1(2)"
    assert finding.message_vi == (
        "P11 có 3 đảng viên được xếp loại “Hoàn thành xuất sắc nhiệm vụ”, vượt 1 so với mức tối đa 2 (20% của 13 đảng "
        "viên xếp loại “Hoàn thành tốt nhiệm vụ” trở lên, lấy phần nguyên; 123-CV/ĐU 1(2)). Cần chuyển 1 đồng chí xuống "
        "“Hoàn thành tốt nhiệm vụ”. Theo số phiếu xuất sắc ít nhất: M1: 1 phiếu."
    )
    assert finding.message_en == (
        "P11: 3 members graded “Excellent”, 1 above the limit of 2 (20% of 13 graded good or better, rounded down; "
        "123-CV/ĐU 1(2)). Move 1 of them to “Good”. Fewest ballots for excellent: M1: 1 ballots."
    )


def proposed(moves, *ballots):
    """Members A, B, C … with these ballots."""
    people = [
        facts.Member(code, "K01", MemberStatus.ACTIVE, excellent_ballots=count)
        for code, count in zip("ABCDEFGH", ballots, strict=False)
    ]
    proposal = propose_moves(reversed(people), moves)
    return "".join(proposal.suggestion), "".join(proposal.ties), proposal.rest


@pytest.mark.parametrize(
    ("moves", "ballots", "expected"),
    [
        (1, (9, 7, 8), ("B", "", 0)),
        (2, (9, 7, 8), ("BC", "", 0)),
        (1, (7, 7, 8), ("", "AB", 1)),
        (2, (7, 7, 8), ("AB", "", 0)),
        (2, (5, 7, 7, 9), ("A", "BC", 1)),
        (3, (7, 7, 7), ("ABC", "", 0)),
        (1, (0, 1), ("A", "", 0)),
        (1, (1, 0), ("B", "", 0)),
        (1, (None, None), ("", "AB", 1)),
        (2, (None, None), ("AB", "", 0)),
        # One figure is missing: it may be the lowest or the highest of all.
        (1, (5, 7, None), ("", "AC", 1)),
        (2, (5, 7, None), ("A", "BC", 1)),
        (2, (5, 7, 9, None), ("A", "BD", 1)),
    ],
)
def test_C5_who_should_move(moves, ballots, expected):
    assert proposed(moves, *ballots) == expected


BALLOTS = st.lists(st.none() | st.integers(0, 4), min_size=1, max_size=7)


@given(BALLOTS, st.data())
def test_C5_nobody_clear_is_left_to_people_and_nobody_unclear_is_named(given_ballots, data):
    """Against every way in which the missing figures may turn out."""
    moves = data.draw(st.integers(1, len(given_ballots)))
    suggestion, ties, rest = proposed(moves, *given_ballots)
    codes = "ABCDEFGH"[: len(given_ballots)]
    always, sometimes = set(codes), set()
    for missing in (-1, 99):
        filled = {code: missing if count is None else count for code, count in zip(codes, given_ballots, strict=True)}
        edge = sorted(filled.values())[moves - 1]
        if moves < len(codes):
            sure = {code for code in codes if sum(filled[other] <= filled[code] for other in codes) <= moves}
        else:
            sure = set(codes)
        always &= sure
        sometimes |= {code for code in codes if filled[code] <= edge}

    assert set(suggestion) <= always
    assert len(suggestion) + rest == moves
    assert not set(suggestion) & set(ties)
    assert (rest == 0) == (ties == "")
    assert rest < len(ties) or rest == 0
    assert None in given_ballots or (set(suggestion) == always and set(suggestion) | set(ties) == sometimes)


def test_C5_suggestion_and_ties_stand_in_the_answer():
    people = [
        member("M1", "excellent", excellent_ballots=5),
        member("M2", "excellent", excellent_ballots=7),
        member("M3", "excellent", excellent_ballots=7),
        *members(good=4),
    ]
    finding = only(answer(members=people), "member-excellent-cap").as_dict()

    assert (finding["suggestion"], finding["ties"]) == (["M1"], ["M2", "M3"])


@given(st.integers(0, 40), st.integers(0, 160), st.sampled_from([7, 20, 29, 35]), st.booleans())
def test_C5_the_moves_mend_the_excess_and_no_fewer_would(excellent, good, percent, good_only):
    parameters = {"cap_percent": percent, "cap_base": "good_only" if good_only else "good_or_better"}

    def over(moved):
        kept = excellent - moved
        base = good + moved + (0 if good_only else kept)
        return kept * 100 > percent * base

    result = answer(parameters=parameters, members=members(excellent=excellent, good=good))
    findings = [finding for finding in result.findings if finding.rule == "member-excellent-cap"]
    moves = len(findings[0].suggestion) if findings and findings[0].suggestion else 0
    if findings and findings[0].ties:
        moves = findings[0].figures.get("moves", findings[0].figures["excess"])

    assert not over(moves) if excellent else moves == 0
    assert moves == 0 or over(moves - 1)


def posts(level, unit, excellent, good, other=0):
    grades = ["excellent"] * excellent + ["good"] * good + ["fulfilled"] * other
    return [officer("M1", unit, grade, level) for grade in grades]


@pytest.mark.parametrize(
    ("level", "excellent", "expected"),
    [
        ("ward", 2, []),
        ("ward", 3, [("violation", "ward")]),
        ("district", 2, []),
        ("district", 3, [("notice", "district")]),
        ("city", 3, [("notice", "city")]),
    ],
)
def test_D1_a_cap_per_management_level(level, excellent, expected):
    result = answer(members=[member("M1")], officers=posts(level, "P11", excellent, 10 - excellent, 5))

    assert cap(result, "officer-excellent-cap", level) == (10, 2, excellent)
    assert found(result, "officer-excellent-cap") == expected


def test_D1_one_count_per_post_and_level_whatever_the_unit():
    rows = [*posts("ward", "K01", 1, 1), *posts("ward", "P11", 1, 7), *posts("district", "K01", 0, 1)]
    result = answer(members=[member("M1")], officers=[*rows, officer("M1", "K01", None)])

    assert [row.pool for row in result.caps] == ["P11", "ward", "district", "P11", "P11"]
    assert cap(result, "officer-excellent-cap", "ward") == (10, 2, 2)
    assert result.counts["officers"] == {
        "ward": {"ungraded": 1, "excellent": 2, "good": 8, "fulfilled": 0, "unfulfilled": 0},
        "district": {"ungraded": 0, "excellent": 0, "good": 1, "fulfilled": 0, "unfulfilled": 0},
    }


def test_D1_an_officers_grade_is_never_void():
    people = [outsider("X"), member("E", None, status="exempt")]
    rows = [officer("X", "P11", "excellent"), *[officer("E", "P11")] * 4]

    assert cap(answer(members=people, officers=rows), "officer-excellent-cap", "ward") == (5, 1, 1)


def test_D1_read_as_good_only():
    result = answer(members=[member("M1")], officers=posts("ward", "P11", 2, 8), parameters={"cap_base": "good_only"})

    assert cap(result, "officer-excellent-cap", "ward") == (8, 1, 2)
    assert found(result, "officer-excellent-cap") == [("violation", "ward")]


@pytest.mark.parametrize(
    ("excellent", "good", "expected"),
    [(1, 4, []), (1, 3, [("needs-reason", "P11")]), (1, 5, []), (2, 3, [("needs-reason", "P11")]), (0, 0, [])],
)
def test_E1_cells(excellent, good, expected):
    codes = [f"K{number:02}" for number in range(1, excellent + good + 1)]
    grades = ["excellent"] * excellent + ["good"] * good
    cells = [cell(code, grade) for code, grade in zip(codes, grades, strict=True)]

    assert found(answer(cells=cells), "cell-excellent-cap") == expected


@pytest.mark.parametrize(("excellent", "good", "expected"), [(1, 4, []), (1, 3, [("needs-reason", "P11")]), (1, 5, [])])
def test_E1_collectives(excellent, good, expected):
    people = [member("M1"), member("M2"), member("M3")]
    grades = ["excellent"] * excellent + ["good"] * good
    bodies = [body(f"B{place}", "M1", "M2", "M3", grade=grade) for place, grade in enumerate(grades)]

    assert found(answer(members=people, collectives=bodies), "collective-excellent-cap") == expected


def test_E1_void_and_missing_grades_are_not_in_the_base():
    cells = [cell("K01"), cell("K02", "excellent", established_on="2021-12-01"), cell("K03", None)]
    people = [member("M1"), member("M2"), member("M3")]
    bodies = [
        body("B1", "M1", "M2", "M3"),
        body("B2", "M1", grade="excellent"),
        body("B3", "M1", "M2", "M3", grade=None),
    ]
    result = answer(cells=cells, members=people, collectives=bodies)

    assert cap(result, "cell-excellent-cap") == cap(result, "collective-excellent-cap") == (1, 0, 0)


def test_E1_read_as_good_only_and_another_percent():
    cells = [cell("K01", "excellent"), cell("K02"), cell("K03")]
    result = answer(cells=cells, parameters={"cap_base": "good_only", "cap_percent": 35})

    assert cap(result, "cell-excellent-cap") == (2, 0, 1)


def test_the_room_under_a_cap_is_never_negative():
    full = answer(members=members(excellent=3, good=7)).caps[0]
    free = answer(members=members(good=10)).caps[0]

    assert (full.room, full.excess, free.room, free.excess) == (0, 1, 2, 0)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((6, 5, 0, 0), Grade.EXCELLENT),
        ((5, 5, 0, 0), Grade.GOOD),
        ((5, 0, 6, 0), Grade.FULFILLED),
        ((0, 0, 5, 5), Grade.UNFULFILLED),
        ((0, 0, 0, 1), Grade.UNFULFILLED),
        ((0, 0, 0, 0), None),
    ],
)
def test_a_proposal_carries_with_more_than_half(counts, expected):
    per_grade = dict(zip(Grade, counts, strict=True))

    assert ballots.proposed_grade(per_grade, sum(counts)) is expected


@pytest.mark.parametrize(
    ("base", "excellent", "moves"),
    [("good_or_better", 10, 8), ("good_only", 10, 9), ("good_only", 11, 10), ("good_only", 1, 1)],
)
def test_C5_read_as_good_only_the_limit_follows_the_moves(base, excellent, moves):
    """Nine of ten moved leave one, and nine good members allow one; of eleven, nine moved would leave two."""
    finding = only(answer(members=members(excellent=excellent), parameters={"cap_base": base}), "member-excellent-cap")

    assert finding.figures.get("moves", finding.figures["excess"]) == moves


def test_C5_says_who_and_among_whom_in_both_languages():
    people = [
        member("M1", "excellent", excellent_ballots=5),
        member("M2", "excellent", excellent_ballots=7),
        member("M3", "excellent", excellent_ballots=7),
        member("M4", "excellent", excellent_ballots=None),
    ]
    clear = only(answer(members=[*people[:2], *members(good=4)]), "member-excellent-cap")
    tied = only(answer(members=[*people[:3], *members(good=4)]), "member-excellent-cap")
    unknown = only(answer(members=[*people[2:], *members(good=4)]), "member-excellent-cap")

    assert clear.message_vi.endswith("Theo số phiếu xuất sắc ít nhất: M1: 5 phiếu.")
    assert tied.message_vi.endswith(
        "Theo số phiếu xuất sắc ít nhất: M1: 5 phiếu. Còn 1 đồng chí do người có thẩm quyền chọn trong số sau, vì số phiếu "
        "bằng nhau hoặc chưa ghi số phiếu: M2: 7 phiếu, M3: 7 phiếu."
    )
    assert tied.message_en.endswith(
        "Fewest ballots for excellent: M1: 5 ballots. People choose 1 more among the following, because the ballots are "
        "equal or not recorded: M2: 7 ballots, M3: 7 ballots."
    )
    assert unknown.message_en.endswith("equal or not recorded: M3: 7 ballots, M4.")
