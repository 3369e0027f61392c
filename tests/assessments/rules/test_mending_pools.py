"""Mends of caps and quotas, by rule: C1, C3, C4, D1, D2. At other percents and under both readings of the base."""

import pytest

from assessments.rules import mends
from tests.assessments.rules.dossiers import answer, cell, found, head, member, members, officer
from tests.assessments.rules.mends_told import brought, offered

GOOD_ONLY = {"cap_base": "good_only"}


def nominees(*ballots, cell="K01"):
    return [
        member(f"{cell}-{letter}", "excellent", cell=cell, excellent_ballots=count)
        for letter, count in zip("ABCDEFGH", ballots, strict=False)
    ]


def to_good(*codes):
    return [f"{code}: excellent>good" for code in codes]


def test_C1_the_fewest_ballots_move():
    result = answer(members=[*nominees(9, 7, 8), *members(good=7)])

    assert offered(result, "member-excellent-cap") == [("move_to_good", to_good("K01-B"))]
    assert mends(result)[0].message("en") == (
        "Move 1 to “Good”: there are 3, at most 2 (123-CV/ĐU 1(2)). For certain, the fewest ballots first: K01-B: 7 "
        "ballots."
    )


def test_C3_says_the_quota_of_the_cell():
    result = answer(
        members=[*nominees(5, 7), *members(good=3), *members("K02", good=10)],
        cells=[cell("K01", "fulfilled"), cell("K02")],
    )
    (mend,) = mends(result)

    assert mend.message("en") == (
        "Move 1 to “Good”: there are 2, at most 1 (123-CV/ĐU 1(2)). For certain, the fewest ballots first: K01-A: 5 "
        "ballots."
    )


def test_C1_equal_ballots_are_left_to_people():
    result = answer(members=[*nominees(5, 7, 7, 9), *members(good=6)])

    assert offered(result, "member-excellent-cap") == [
        ("move_to_good", to_good("K01-A"), (1, to_good("K01-B", "K01-C")))
    ]
    assert mends(result)[0].message() == (
        "Chuyển 2 người xuống “Hoàn thành tốt nhiệm vụ”: đang có 4, tối đa 2 (123-CV/ĐU 1(2)). Chắc chắn theo số phiếu "
        "xuất sắc ít nhất: K01-A: 5 phiếu. Chọn 1 trong số 2 (số phiếu bằng nhau hoặc chưa ghi): K01-B: 7 phiếu; K01-C: "
        "7 phiếu."
    )


def test_C1_ballots_not_recorded_are_left_to_people():
    result = answer(members=[*nominees(None, None, None), *members(good=8)])

    assert offered(result, "member-excellent-cap") == [
        ("move_to_good", [], (1, to_good("K01-A", "K01-B", "K01-C"))),
    ]


@pytest.mark.parametrize(
    ("percent", "reading", "excellent", "good", "moves"),
    [
        (7, "good_or_better", 1, 14, 0),
        (7, "good_or_better", 1, 13, 1),
        (29, "good_or_better", 29, 71, 0),
        (29, "good_or_better", 30, 70, 1),
        (35, "good_or_better", 7, 13, 0),
        (35, "good_or_better", 8, 12, 1),
        (7, "good_only", 7, 100, 0),
        (7, "good_only", 8, 100, 1),
        (7, "good_only", 9, 98, 2),
        (29, "good_only", 29, 100, 0),
        (29, "good_only", 34, 96, 5),
        (35, "good_only", 35, 100, 0),
        (35, "good_only", 40, 100, 4),
    ],
)
def test_C1_at_other_percents_and_readings_the_moves_are_exact(percent, reading, excellent, good, moves):
    parameters = {"cap_percent": percent, "cap_base": reading}
    people = [*nominees(*range(8)), *members(excellent=excellent - 8, good=good)] if excellent > 8 else None
    result = answer(parameters=parameters, members=people or [*nominees(*range(excellent)), *members(good=good)])

    def over(moved):
        base = good + moved + (excellent - moved if reading == "good_or_better" else 0)
        return 100 * (excellent - moved) > percent * base

    assert not over(moves)
    assert moves == 0 or over(moves - 1)
    assert [mend.size for mend in mends(result) if mend.finding.rule == "member-excellent-cap"] == [moves] * (moves > 0)


def test_C1_a_head_may_be_among_those_who_move():
    """The head's grade as an officer stays: only the member's is in this pool."""
    people = [*nominees(3, 8, 9), *members(good=7)]
    posts = [officer("K01-A", "P11", "good")]
    result = answer(members=people, heads=[head("K01-A", "P11")], officers=posts)

    assert offered(result, "member-excellent-cap") == [("move_to_good", to_good("K01-A"))]
    assert found(result, "head-above-unit") == [("violation", "K01-A")]


def two_cells(one, two, **facts):
    """15 good or better: a limit of 3; K01 has a quota of 1 (5 × 4 of 60), K02 of 2."""
    return answer(
        cells=[cell("K01", **facts), cell("K02")],
        members=[*one, *members("K01", good=5 - len(one)), *two, *members("K02", good=10 - len(two))],
    )


def test_C3_the_nominees_move_or_a_seat_of_a_cell_with_room_does():
    result = two_cells(nominees(4, 6), nominees(5, cell="K02"))

    assert offered(result) == [
        ("move_to_good", to_good("K01-A")),
        ("move_seats", ["K01#: ->2", "K02#: ->1"]),
    ]
    assert brought(result, "member-excellent-quota") == [([], []), ([], [])]
    assert mends(result)[1].message("en") == (
        "Set the quota of K01 by hand to 2 instead of 1 (123-CV/ĐU 1(2)), from cells with room: K02: 2 to 1."
    )
    assert mends(result)[1].message() == (
        "Giao riêng cho K01 2 chỉ tiêu thay vì 1 (123-CV/ĐU 1(2)), lấy từ chi bộ còn chỗ: K02: 2 còn 1."
    )


def test_C3_without_room_anywhere_only_the_nominees_move():
    result = two_cells(nominees(4, 6), nominees(5, 5, cell="K02"))

    assert offered(result, "member-excellent-quota") == [("move_to_good", to_good("K01-A"))]


def test_C3_one_of_several_cells_with_room_gives_the_seat():
    """Each cell of 5 has a quota of 1."""
    cells = [cell(f"K0{number}") for number in range(1, 5)]
    rest = [one for number in range(2, 5) for one in members(f"K0{number}", good=5)]
    result = answer(cells=cells, members=[*nominees(4, 6), *members(good=3), *rest])

    assert offered(result, way="move_seats") == [
        ("move_seats", ["K01#: ->2"], (1, ["K02#: ->0", "K03#: ->0", "K04#: ->0"])),
    ]
    assert mends(result)[1].message("en").endswith(", from one cell with room: K02: 1 to 0, K03: 1 to 0, K04: 1 to 0.")


def test_C3_several_cells_give_where_none_has_room_enough():
    cells = [cell(f"K0{number}") for number in range(1, 4)]
    rest = [one for number in range(2, 4) for one in members(f"K0{number}", good=5)]
    result = answer(cells=cells, members=[*nominees(4, 5, 6), *members(good=2), *rest])

    assert offered(result, way="move_seats") == [("move_seats", ["K01#: ->3", "K02#: ->0", "K03#: ->0"])]


def test_C3_a_quota_set_too_low_by_hand_may_be_dropped():
    result = two_cells(nominees(4), [], quota=0)

    assert offered(result) == [
        ("move_to_good", to_good("K01-A")),
        ("drop_quota", ["K01#: 0>-"]),
        ("move_seats", ["K01#: 0>1"]),
    ]
    assert mends(result)[2].message("en") == (
        "Set the quota of K01 by hand to 1 instead of 0 (123-CV/ĐU 1(2)); the limit leaves room."
    )


def test_C3_no_seats_move_that_would_turn_the_order_of_grades_around():
    """K02 is graded higher: a seat of it for K01 would leave the better cell the lower rate."""
    cells = [cell("K01", "fulfilled"), cell("K02", "excellent")]
    people = [*nominees(3, 4, 5, 6), *members(good=6), *members("K02", good=10)]
    result = answer(cells=cells, members=people)

    assert found(result, "member-excellent-quota") == [("needs-reason", "K01")]
    assert offered(result, way="move_seats") == []


def test_C3_no_seats_move_while_the_quotas_are_out_of_order():
    people = [*nominees(4, 6), *members("K01", good=3), *members("K02", good=10)]
    result = answer(members=people, cells=[cell("K01"), cell("K02", quota=9)])

    assert found(result, "quota-not-proportionate") == [("violation", "P11")]
    assert offered(result, "member-excellent-quota") == [("move_to_good", to_good("K01-A"))]


def test_C4_the_one_hand_quota_to_drop():
    people = [*members("K01", good=5), *members("K02", good=10)]
    result = answer(members=people, cells=[cell("K01", quota=1), cell("K02", quota=3)])

    assert offered(result) == [("drop_quota", ["K02#: 3>-"])]
    assert mends(result)[0].message("en") == (
        "Drop the quotas set by hand and use the computed ones: K02 (3, computed 2) (123-CV/ĐU 1(2))."
    )


def test_C4_all_smallest_sets_and_what_each_brings():
    """Limit 3: one of the two raised quotas must go, and its cell then passes the computed one."""
    people = [*members("K01", excellent=2, good=3), *members("K02", good=5), *members("K03", good=5)]
    cells = [cell("K01", quota=2), cell("K02", quota=2), cell("K03", quota=0)]
    result = answer(members=people, cells=cells)

    assert offered(result) == [("drop_quota", ["K01#: 2>-"]), ("drop_quota", ["K02#: 2>-"])]
    assert brought(result, "quota-not-proportionate") == [([("member-excellent-quota", "K01")], []), ([], [])]


def test_C4_two_hand_quotas_go_where_one_is_not_enough():
    people = [*members("K01", good=5), *members("K02", good=5), *members("K03", good=5)]
    result = answer(members=people, cells=[cell("K01", quota=2), cell("K02", quota=2), cell("K03")])

    assert offered(result) == [("drop_quota", ["K01#: 2>-", "K02#: 2>-"])]


def posts(*units, level="ward"):
    return [officer("M1", unit, "excellent", level) for unit in units]


def fillers(unit, number, level="ward"):
    return [officer("M2", unit, "good", level) for _ in range(number)]


MEMBERS = [member("M1"), member("M2")]


def test_D1_people_choose_among_all_excellent_posts():
    rows = [*posts("K01", "P11", "P11"), *fillers("P11", 7)]
    result = answer(members=MEMBERS, officers=rows)
    among = ["M1@K01: excellent>good", "M1@P11: excellent>good", "M1@P11: excellent>good"]

    assert offered(result, "officer-excellent-cap") == [("move_to_good", [], (1, among))]
    (mend, *_) = mends(result)
    assert [change.place for change in mend.choices[0].among] == [1, 1, 2]
    assert mend.message("en") == (
        "Move 1 to “Good”: there are 3, at most 2 (123-CV/ĐU 1(4)). Choose 1 of these 3 (the dossier holds nothing to "
        "tell them apart): M1, K01; M1, P11; M1, P11."
    )


def test_D1_all_move_where_none_may_stay():
    result = answer(members=MEMBERS, officers=[*posts("P11"), *fillers("P11", 3)])

    assert offered(result, "officer-excellent-cap") == [("move_to_good", ["M1@P11: excellent>good"])]


def test_D1_a_level_decided_above_is_a_notice_and_has_no_mend():
    assert offered(answer(members=MEMBERS, officers=posts("P11", level="district"))) == []


def test_D1_of_2020_within_the_unit():
    rows = [*posts("K01", level="city"), *posts("P11"), *fillers("P11", 4)]
    result = answer(members=MEMBERS, officers=rows, ruleset="2020", year=2020)

    assert offered(result) == [("move_to_good", ["M1@K01: excellent>good"])]


def test_D1_read_as_good_only():
    result = answer(members=MEMBERS, officers=[*posts("P11", "P11", "P11"), *fillers("P11", 9)], parameters=GOOD_ONLY)

    assert [mend.size for mend in mends(result) if mend.finding.rule == "officer-excellent-cap"] == [1]


def test_D2_the_unit_s_posts_move():
    rows = [*posts("K01", "K01"), *fillers("P11", 8)]
    result = answer(members=MEMBERS, officers=rows)
    among = ["M1@K01: excellent>good", "M1@K01: excellent>good"]

    assert found(result, "officer-excellent-quota") == [("needs-reason", "K01")]
    assert offered(result) == [("move_to_good", among)]


def test_D2_people_choose_which_post():
    rows = [*posts("K01", "K01"), *fillers("K01", 4), *fillers("P11", 4)]
    result = answer(members=MEMBERS, officers=rows)
    among = ["M1@K01: excellent>good", "M1@K01: excellent>good"]

    assert offered(result) == [("move_to_good", [], (1, among))]


def test_D2_read_as_good_only_a_move_widens_the_limit():
    """9 good: a limit of 1, which goes to the larger unit; one more good makes it 2, and a seat for K01."""
    rows = [*posts("K01", "K01"), *fillers("K01", 2), *fillers("P11", 7)]
    result = answer(members=MEMBERS, officers=rows, parameters=GOOD_ONLY)

    assert [(mend.finding.rule.value, mend.finding.figures["excess"], mend.size) for mend in mends(result)] == [
        ("officer-excellent-cap", 1, 1),
        ("officer-excellent-quota", 2, 1),
    ]


def test_C3_read_as_good_only_a_move_widens_the_limit():
    people = [*nominees(4, 6), *members("K01", good=2), *members("K02", good=7)]
    result = answer(members=people, cells=[cell("K01"), cell("K02")], parameters=GOOD_ONLY)

    assert [(mend.finding.rule.value, mend.finding.figures["excess"], mend.size) for mend in mends(result)] == [
        ("member-excellent-cap", 1, 1),
        ("member-excellent-quota", 2, 1),
    ]
