"""Who is who: certain, or asked; what changes, what people decided, what is gone."""

from dataclasses import replace
from datetime import date

import pytest

from cells.roster.ground import Ground, KnownCell, KnownPerson
from cells.roster.matching import card_key
from cells.roster.plan import Answers
from cells.roster.planning import make_plan
from cells.roster.rows import CellFound, Reading, RosterRow
from cells.vocabulary import CellKind

ALL = frozenset(
    {
        "full_name",
        "cell",
        "gender",
        "born_on",
        "ethnicity",
        "admitted_on",
        "official_on",
        "card_number",
        "position",
        "note",
        "status",
    }
)
KP1 = KnownCell(1, "KP01", "Chi bộ Khu phố 1")
KP2 = KnownCell(2, "KP02", "Chi bộ Khu phố 2")
AN = KnownPerson(
    id=1, code="M0001", full_name="Nguyễn Văn An", cell_id=1, cell_name=KP1.name, gender="male",
    born_on=date(1985, 2, 3), ethnicity="Kinh", admitted_on=date(2010, 5, 19), card_number="79.000001",
)  # fmt: skip
SON = replace(AN, id=2, code="M0002", full_name="Lê Sơn", born_on=date(1970, 1, 1), card_number="79.000002")


def row(person: KnownPerson = AN, number: int = 5, **changes) -> RosterRow:
    """The row that says exactly what the portal holds of a person, with `changes`."""
    values = {name: getattr(person, name) for name in ALL - {"cell"}}
    values |= {"cell": f"khu pho {person.cell_id}", "birth_year": person.born_on.year if person.born_on else None}
    return RosterRow(**({"sheet": "DS", "row": number, "given": ALL} | values | changes))


def plan_of(rows, people=(AN,), cells=(KP1, KP2), answers=Answers()):  # noqa: B008 -- frozen
    keys = dict.fromkeys(one.cell for one in rows)
    found = tuple(CellFound(key, f"Chi bộ {key.capitalize()}", "DS", 4) for key in keys)
    return make_plan(Reading(tuple(rows), found), Ground(tuple(cells), tuple(people), frozenset({"P11"})), answers)


def categories(plan):
    return {
        "new": [entry.row.row for entry in plan.new],
        "changed": [entry.row.row for entry in plan.changed],
        "unchanged": [entry.row.row for entry in plan.unchanged],
        "doubt": [doubt.reason for doubt in plan.doubts],
        "gone": [person.code for person in plan.gone],
        "problem": [(problem.row, problem.code) for problem in plan.problems],
    }


def only(**expected):
    return {"new": [], "changed": [], "unchanged": [], "doubt": [], "gone": [], "problem": []} | expected


OTHER_DAY = date(1985, 3, 2)
MATCHING = {
    "nothing differs": ([row()], [AN], only(unchanged=[5])),
    "the card decides, the name was mended": ([row(full_name="Nguyễn Văn Anh")], [AN], only(changed=[5])),
    "the card decides, the birth was mended": ([row(born_on=OTHER_DAY)], [AN], only(changed=[5])),
    "the card is written without its dot": ([row(card_number="79000001")], [AN], only(unchanged=[5])),
    "without a card name and birth decide": ([row(card_number="")], [AN], only(unchanged=[5])),
    "the portal lacks the card": ([row()], [replace(AN, card_number="")], only(changed=[5])),
    "accents do not hide a person": ([row(full_name="Nguyen Van An", card_number="")], [AN], only(changed=[5])),
    "the card is known, name and birth are another's": ([row(full_name="Lê Sơn", born_on=OTHER_DAY)], [AN], only(doubt=["card_differs"])),
    "card of one, name and birth of another": ([row(SON, card_number="79.000001")], [AN, SON], only(doubt=["card_of_another"])),
    "name and birth fit two people": ([row(card_number="")], [AN, replace(AN, id=9, code="M0009", card_number="79.9")], only(doubt=["several"])),
    "name and birth fit, the card is another": ([row(card_number="79.7")], [AN], only(doubt=["other_card"])),
    "same name, no birth in the row": ([row(born_on=None, birth_year=None, card_number="")], [AN], only(doubt=["no_birth"])),
    "same name, no birth in the portal": ([row(card_number="")], [replace(AN, born_on=None, card_number="")], only(doubt=["no_birth"])),
    "same name and cell, nothing else known on either side": (
        [row(born_on=None, birth_year=None, card_number="")], [replace(AN, born_on=None, card_number="")], only(unchanged=[5]),
    ),
    "the same in another cell": (
        [row(born_on=None, birth_year=None, card_number="", cell="khu pho 2")], [replace(AN, born_on=None, card_number="")], only(doubt=["no_birth"]),
    ),
    "same name, the year fits": ([row(born_on=None, card_number="")], [AN], only(doubt=["no_birth"])),
    "same name, another year": ([row(born_on=None, birth_year=1960, card_number="", cell="khu pho 2")], [AN], only(new=[5], gone=["M0001"])),
    "same name and cell, another birth, no card": ([row(born_on=OTHER_DAY, card_number="")], [AN], only(doubt=["other_birth"])),
    "a namesake in another cell": ([row(born_on=OTHER_DAY, card_number="", cell="khu pho 2")], [AN], only(new=[5], gone=["M0001"])),
    "a namesake with another card": ([row(born_on=OTHER_DAY, card_number="79.7")], [AN], only(new=[5], gone=["M0001"])),
    "somebody who left": ([row()], [replace(AN, left_on=date(2021, 5, 1))], only(doubt=["left"])),
    "somebody outside the Party": ([row()], [replace(AN, status="non_member", cell_id=None, cell_name="")], only(doubt=["outside"])),
    "two rows for one person, one by card": (
        [row(card_number=""), row(number=6, born_on=OTHER_DAY)], [AN], only(changed=[6], doubt=["claimed"]),
    ),
    "unknown": ([row(SON)], [AN], only(new=[5], gone=["M0001"])),
    "people outside the Party and people who left are not gone": (
        [row()],
        [AN, replace(SON, status="non_member", cell_id=None), replace(SON, id=3, code="M0003", card_number="", left_on=date(2020, 1, 1))],
        only(unchanged=[5]),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "people", "expected"), MATCHING.values(), ids=MATCHING)
def test_matching(rows, people, expected):
    rows = [replace(one, cell="khu pho 1") if one.cell == "khu pho None" else one for one in rows]

    assert categories(plan_of(rows, people)) == expected


TWICE = {
    "the same row again": (row(number=6), [(6, "duplicate")], []),
    "without its card": (row(number=6, card_number=""), [(6, "duplicate")], []),
    "with accents lost": (row(number=6, full_name="nguyen van an", card_number=""), [(6, "duplicate")], []),
    "in another cell": (row(number=6, cell="khu pho 2"), [(6, "duplicate")], []),
    "another person with the same card": (row(SON, number=6, card_number="79.000001"), [(6, "duplicate")], []),
    "same name and birth, another card: asked": (row(number=6, card_number="79.7"), [], ["namesake_in_file"]),
    "a namesake": (row(number=6, born_on=OTHER_DAY, card_number=""), [], []),
}


@pytest.mark.parametrize(("second", "problems", "doubts"), TWICE.values(), ids=TWICE)
def test_a_person_twice_in_the_file(second, problems, doubts):
    found = categories(plan_of([row(), second], people=[]))

    assert (found["problem"], found["doubt"]) == (problems, doubts)


def test_a_change_is_shown_field_by_field():
    plan = plan_of([row(position="Bí thư chi bộ", cell="khu pho 2", status="exempt", born_on=OTHER_DAY)])

    changes = [(change.field, change.old, change.new) for change in plan.changed[0].changes]
    assert changes == [
        ("cell", "Chi bộ Khu phố 1", "Chi bộ Khu phố 2"),
        ("born_on", date(1985, 2, 3), OTHER_DAY),
        ("position", "", "Bí thư chi bộ"),
        ("status", "active", "exempt"),
    ]


def test_an_empty_cell_erases_no_fact_but_ends_a_position():
    plan = plan_of(
        [row(card_number="", ethnicity="", admitted_on=None, gender="", position="")],
        [replace(AN, position="Chi ủy viên")],
    )

    assert [(change.field, change.new) for change in plan.changed[0].changes] == [("position", "")]


def test_a_column_the_workbook_lacks_says_nothing():
    known = replace(AN, position="Chi ủy viên", note="Huy hiệu", status="exempt")

    plan = plan_of([row(position="", note="", status="active", given=ALL - {"position", "note", "status"})], [known])

    assert categories(plan) == only(unchanged=[5])


def test_what_people_set_by_hand_is_shown_and_kept():
    known = replace(AN, kept=frozenset({"born_on", "status"}), status="suspended")

    plan = plan_of([row(born_on=OTHER_DAY, status="active", note="Huy hiệu")], [known])

    assert [change.field for change in plan.changed[0].changes] == ["note"]
    assert [(change.field, change.old, change.new) for change in plan.kept[0].kept] == [
        ("born_on", date(1985, 2, 3), OTHER_DAY),
        ("status", "suspended", "active"),
    ]


def test_only_kept_differences_leave_a_person_unchanged():
    plan = plan_of([row(born_on=OTHER_DAY)], [replace(AN, kept=frozenset({"born_on"}))])

    assert categories(plan) == only(unchanged=[5])
    assert [entry.row.row for entry in plan.kept] == [5]


def test_a_name_in_capitals_says_nothing_about_its_spelling():
    known = replace(AN, full_name="Nguyễn văn An")

    assert categories(plan_of([row(name_in_capitals=True)], [known])) == only(unchanged=[5])
    assert categories(plan_of([row()], [known])) == only(changed=[5])


ANSWERS = {
    "this person": ("M0001", only(changed=[5], doubt=["other_card"])),
    "a new one": ("new", only(new=[5], doubt=["other_card"])),
    "skip the row": ("skip", only(doubt=["other_card"])),
}


@pytest.mark.parametrize(("answer", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_a_doubt_is_settled_by_its_answer(answer, expected):
    rows = [row(card_number="79.7")]

    plan = plan_of(rows, answers=Answers(rows={"DS!5": answer}))

    assert not plan_of(rows).ready
    assert plan.ready
    assert categories(plan) == expected


def test_an_answer_that_was_not_offered_is_none():
    plan = plan_of([row(card_number="79.7")], [AN, SON], answers=Answers(rows={"DS!5": "M0002"}))

    assert [doubt.answer for doubt in plan.open_doubts] == [""]


def test_two_rows_answered_with_one_person_are_a_problem():
    rows = [row(card_number="", full_name="Nguyễn Văn An"), row(number=6, card_number="", born_on=OTHER_DAY)]

    plan = plan_of(rows, answers=Answers(rows={"DS!6": "M0001"}))

    assert [(problem.row, problem.code) for problem in plan.problems] == [(6, "same_person")]


def test_a_new_person_cannot_take_a_card_that_is_held():
    plan = plan_of([row(full_name="Lê Sơn", born_on=OTHER_DAY)], answers=Answers(rows={"DS!5": "new"}))

    assert [(problem.row, problem.code) for problem in plan.problems] == [(5, "card_taken")]


def test_two_people_may_swap_their_cards():
    rows = [row(card_number="79.000002"), row(SON, number=6, card_number="79.000001")]

    plan = plan_of(rows, [AN, SON], answers=Answers(rows={"DS!5": "M0001", "DS!6": "M0002"}))

    assert categories(plan) == only(changed=[5, 6], doubt=["card_of_another", "card_of_another"])
    assert plan.ready


def test_a_ward_without_cells_gets_those_of_the_workbook():
    plan = plan_of([row(), row(SON, number=6, cell="cong an phuong")], people=[], cells=[])

    assert [(cell.code, cell.kind) for cell in plan.new_cells] == [
        ("KP01", CellKind.NEIGHBOURHOOD),
        ("CA", CellKind.POLICE),
    ]
    assert plan.first_import
    assert plan.ready


UNKNOWN_CELL = {
    "not answered": ("", False, []),
    "make it": ("create", True, ["KP09"]),
    "it is another one": ("KP02", True, []),
    "an answer that is no cell": ("KP77", False, []),
}


@pytest.mark.parametrize(("answer", "ready", "made"), UNKNOWN_CELL.values(), ids=UNKNOWN_CELL)
def test_a_cell_the_ward_does_not_have_is_asked(answer, ready, made):
    plan = plan_of([row(cell="khu pho 9")], answers=Answers(cells={"khu pho 9": answer}))

    assert (plan.ready, [cell.code for cell in plan.new_cells]) == (ready, made)
    assert [cell.people for cell in plan.unknown_cells] == [1]


def test_a_dissolved_cell_is_no_cell_of_the_ward():
    plan = plan_of([row(cell="khu pho 2")], cells=[KP1, replace(KP2, dissolved=True)])

    assert [cell.found.key for cell in plan.unknown_cells] == ["khu pho 2"]


def test_only_ticked_people_leave():
    plan = plan_of([row()], [AN, SON], answers=Answers(left=frozenset({"M0002", "M0001"})))

    assert [person.code for person in plan.leaving] == ["M0002"]


def test_the_digest_follows_what_the_preview_shows_and_nothing_else():
    first = plan_of([row()], [AN, SON]).digest()

    assert plan_of([row()], [AN, SON]).digest() == first
    assert plan_of([row()], [replace(AN, kept=frozenset({"note"})), SON]).digest() == first
    assert plan_of([row()], [replace(AN, note="x"), SON]).digest() != first
    assert plan_of([row()], [AN]).digest() != first


def test_a_card_number_that_lost_its_zeros_is_the_same_card():
    assert card_key("079.011020") == card_key("79011020") == card_key("79 011 020")
