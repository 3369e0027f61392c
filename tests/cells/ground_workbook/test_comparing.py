"""A workbook against the ward: what is new, changed, taken back; who is meant; what must be mended; nothing overwritten."""

from dataclasses import replace
from datetime import date

import pytest

from cells.ground_workbook.plan import Deed
from tests.cells.ground_workbook.conftest import person, row, small_ward
from tests.ground_workbooks import by_hand, columns_of, remade, with_cells, with_rows, without_column

SEATS, FACTS = "Thành viên tập thể", "Thông tin trong năm"


def deeds(plan) -> list[tuple]:
    return [(deed.layout.key, deed.deed.value, deed.row, deed.key) for deed in plan.deeds]


def test_a_new_row_a_changed_one_and_one_taken_back(exported, plan_of):
    data = with_cells(exported, "seats", to_date_2=date(2021, 12, 1), reason_3="Ghi nhầm")
    data = with_rows(data, "seats", {"collective": "ubnd", "person": "m0002", "title": "Ủy viên"})

    plan = plan_of(data)

    assert plan.faults == ()
    assert deeds(plan) == [("seats", "taken_back", 3, "2"), ("seats", "changed", 2, "1"), ("seats", "new", 4, "")]
    taken, changed, new = plan.deeds
    assert (taken.reason, taken.label) == ("Ghi nhầm", "Lê Văn Ngoài (M0009)")
    assert [(one.header, one.old_shown, one.new_shown) for one in changed.told] == [("Đến ngày", "–", "01/12/2021")]
    assert (new.values["collective"], new.values["person"], new.label) == ("UBND", "M0002", "Trần Thị Bình (M0002)")
    assert plan.counts() == {"new": 1, "changed": 1, "taken_back": 1, "kept": 0, "unchanged": 9}


def test_a_row_left_out_changes_nothing(exported, plan_of):
    plan = plan_of(remade(exported, lambda book: book[SEATS].delete_rows(2, 2)))

    assert (plan.deeds, plan.faults, plan.unchanged) == ((), (), 9)


def test_what_is_new_stands_in_the_order_it_can_be_done(exported, plan_of):
    data = with_rows(
        exported,
        "organizations",
        {"code": "KP09", "name": "Chi bộ mới", "kind": "Chi bộ", "cell_kind": "Khu phố", "parent": "DB1"},
        {"code": "DB1", "name": "Đảng bộ trực thuộc", "kind": "Đảng bộ trực thuộc"},
    )
    data = with_cells(data, "organizations", parent_2="DB1")
    data = with_rows(
        data,
        "statuses",
        *(
            {"person": "M0001", "status": "Đảng viên chính thức", "from_date": day, "source": "QĐ"}
            for day in (date(2021, 1, 1), date(2019, 1, 1))
        ),
    )

    plan = plan_of(data)

    assert plan.faults == ()
    assert [(deed.layout.key, deed.row) for deed in plan.deeds] == [
        ("organizations", 5),
        ("organizations", 4),
        ("organizations", 2),
        ("statuses", 4),
        ("statuses", 3),
    ]
    assert plan.deeds[0].values["parent"] == "P11"


PEOPLE = {
    "nobody has the code": ({"person": "M9999"}, "Mã người"),
    "the name is another's": ({"person": "M0001", "person_name": "Trần Thị Bình"}, "Họ và tên"),
    "nobody has the name": ({"person_name": "Không Có Ai"}, "Mã người"),
    "two people have the name": ({"person_name": "phạm văn cường"}, "Mã người"),
    "neither code nor name": ({"title": "Ủy viên"}, "Mã người"),
    "only one who left has the name": ({"person_name": "Đỗ Đã Đi"}, "Mã người"),
}


@pytest.mark.parametrize(("cells", "column"), PEOPLE.values(), ids=PEOPLE)
def test_an_unclear_person_is_asked_not_guessed(exported, plan_of, cells, column):
    plan = plan_of(with_rows(exported, "seats", {"collective": "UBND", **cells}))

    assert [(fault.sheet, fault.row, fault.column) for fault in plan.faults] == [(SEATS, 4, column)]
    assert plan.deeds == ()


def test_a_name_only_one_person_has_is_enough(exported, plan_of):
    plan = plan_of(with_rows(exported, "seats", {"collective": "UBND", "person_name": "TRẦN THỊ  BÌNH"}))

    assert (plan.faults, plan.deeds[0].values["person"]) == ((), "M0002")


def test_the_codes_of_people_with_one_name_are_said(exported, plan_of):
    plan = plan_of(with_rows(exported, "seats", {"collective": "UBND", "person_name": "Phạm Văn Cường"}))

    assert "M0003, M0004" in plan.faults[0].message


def test_somebody_new_in_the_workbook_may_be_named_at_once(exported, plan_of):
    data = with_rows(exported, "outsiders", {"full_name": "Đặng Thu Hà", "gender": "Nữ"})
    data = with_rows(data, "seats", {"collective": "UBND", "person_name": "Đặng Thu Hà"})

    plan = plan_of(data)

    assert (plan.faults, len(plan.deeds)) == ((), 2)
    assert (plan.deeds[1].values["person"], plan.deeds[1].label) == ("+dang thu ha", "Đặng Thu Hà")


def test_somebody_new_with_the_name_of_somebody_known_is_asked(exported, plan_of):
    data = with_rows(exported, "outsiders", {"full_name": "Trần Thị Bình"})
    data = with_rows(data, "seats", {"collective": "UBND", "person_name": "Trần Thị Bình"})

    assert ["M0002" in fault.message for fault in plan_of(data).faults] == [True]


KNOWN_OUTSIDERS = {
    "the same name": ([{"full_name": "lê văn ngoài"}], 1),
    "the same name and day": ([{"full_name": "Lê Văn Ngoài", "born_on": date(1970, 1, 1)}], 1),
    "the same name, another day": ([{"full_name": "Lê Văn Ngoài", "born_on": date(1980, 2, 2)}], 0),
    "twice in the workbook": ([{"full_name": "Võ Thị Sáu", "note": "a"}, {"full_name": "Võ Thị Sáu"}], 1),
    "all the same: entered before": ([{"full_name": "Lê Văn Ngoài", "gender": "Nam", "born_on": date(1970, 1, 1)}], 0),
}


@pytest.mark.parametrize(("rows", "asked"), KNOWN_OUTSIDERS.values(), ids=KNOWN_OUTSIDERS)
def test_nobody_outside_the_party_is_entered_twice(exported, plan_of, rows, asked):
    plan = plan_of(with_rows(exported, "outsiders", *rows))

    assert [fault.column for fault in plan.faults] == ["Mã"] * asked


FAULTS = {
    "an unknown unit": ("heads", {"unit_2": "KP99"}, "Đơn vị (mã)"),
    "a fixed column changed": ("seats", {"collective_2": "KP01"}, "Tập thể (mã)"),
    "another person in a recorded row": ("posts", {"person_2": "M0002", "person_name_2": None}, "Mã người"),
    "another kind of organization": ("organizations", {"kind_2": "Cơ quan, đơn vị"}, "Loại"),
    "a recorded discipline edited": ("disciplines", {"form_2": "Khiển trách"}, "Hình thức"),
    "a recorded standing edited": ("statuses", {"source_2": "QĐ 3"}, "Văn bản"),
    "a name cleared": ("collectives", {"name_2": None}, "Tên"),
    "a number that is no row": ("seats", {"row_2": 99}, "Mã dòng"),
    "the code of a unit changed": ("organizations", {"code_2": "KP11", "name_2": "Chi bộ Khu phố 11"}, "Mã"),
    "a code that is nobody's": ("outsiders", {"code_2": "M0777"}, "Mã"),
}


@pytest.mark.parametrize(("key", "cells", "column"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_done_is_named_at_its_place(exported, faults_of, key, cells, column):
    assert [(row, header) for _sheet, row, header in faults_of(with_cells(exported, key, **cells))] == [(2, column)]


NEW_FAULTS = {
    "nothing but a person": (
        "disciplines",
        {"person": "M0001"},
        ["Hình thức", "Ngày quyết định", "Tính cho năm", "Văn bản"],
    ),
    "new, yet taken back": ("seats", {"collective": "UBND", "person": "M0002", "reason": "Nhầm"}, ["Lý do rút lại"]),
    "a unit without a code": ("collectives", {"name": "BTV", "kind": "Đảng ủy", "organization": "P11"}, ["Mã"]),
    "facts without their year": ("year_facts", {"person": "M0002", "task_completion": 90}, ["Năm"]),
}


@pytest.mark.parametrize(("key", "cells", "columns"), NEW_FAULTS.values(), ids=NEW_FAULTS)
def test_a_new_row_says_everything_that_is_missing(exported, faults_of, key, cells, columns):
    assert [header for _sheet, _row, header in faults_of(with_rows(exported, key, cells))] == columns


def test_a_bad_cell_is_not_called_missing_too(exported, faults_of):
    data = with_rows(exported, "heads", {"unit": "KP02", "person": "M0003", "appointed_on": "31/02/2020"})

    assert faults_of(data) == [("Người đứng đầu", 3, "Ngày bổ nhiệm")]


TWICE = {
    "a recorded row copied": ("seats", [{"row": 1, "collective": "UBND", "person": "M0001", "title": "Chủ tịch", "from_date": date(2016, 7, 1)}]),
    "a new row copied": ("posts", [{"person": "M0002", "unit": "KP01", "title": "Phó", "management_level": "ward"}] * 2),
    "a code in another case": ("organizations", [{"code": "kp01", "name": "x", "kind": "Chi bộ"}]),
    "a person's year": ("year_facts", [{"year": 2021, "person": "M0001", "task_completion": 3}]),
}  # fmt: skip


@pytest.mark.parametrize(("key", "rows"), TWICE.values(), ids=TWICE)
def test_the_same_row_twice_is_named(exported, plan_of, key, rows):
    plan = plan_of(with_rows(exported, key, *rows))

    assert [("giống hệt" in fault.message, fault.column) for fault in plan.faults] == [(True, "")]


def test_the_same_workbook_again_says_nothing_new(exported, plan_of, ward):
    data = with_rows(exported, "posts", {"person": "M0002", "unit": "KP01", "title": "Phó", "management_level": "ward"})
    post = row(
        "8",
        row="8",
        **person("M0002", "Trần Thị Bình"),
        unit="KP01",
        title="Phó",
        management_level="ward",
        from_date=None,
        to_date=None,
    )
    after = replace(ward, rows={**ward.rows, "posts": (*ward.rows["posts"], post)})

    plan = plan_of(data, after)

    assert (plan.deeds, plan.faults, plan.kept) == ((), (), ())


def seat(**values):
    return row(
        "1",
        **{
            "row": "1",
            "collective": "UBND",
            **person("M0001", "Nguyễn Văn An"),
            "title": "Chủ tịch",
            "from_date": date(2016, 7, 1),
            "to_date": None,
            **values,
        },
    )


class TestSomebodyElseWasFaster:
    """The portal's row changed after the workbook was written out."""

    @pytest.fixture
    def later(self, ward):
        return replace(ward, rows={**ward.rows, "seats": (seat(title="Nguyên Chủ tịch"), ward.rows["seats"][1])})

    def test_an_untouched_row_stays_as_in_the_portal(self, exported, plan_of, later):
        plan = plan_of(exported, later)

        assert (plan.deeds, plan.faults) == ((), ())
        assert [(kept.sheet, kept.row, kept.label) for kept in plan.kept] == [(SEATS, 2, "Nguyễn Văn An (M0001)")]

    def test_a_touched_row_is_a_fault_that_says_what_stands_there(self, exported, plan_of, later):
        plan = plan_of(with_cells(exported, "seats", to_date_2=date(2021, 12, 1)), later)

        assert [(fault.row, fault.column, "Nguyên Chủ tịch" in fault.message) for fault in plan.faults] == [
            (2, "", True)
        ]
        assert plan.deeds == ()

    def test_nor_is_it_taken_back(self, exported, plan_of, later):
        plan = plan_of(with_cells(exported, "seats", reason_2="Nhầm"), later)

        assert (len(plan.faults), plan.deeds) == (1, ())

    def test_the_same_change_on_both_sides_is_no_change(self, exported, plan_of, later):
        plan = plan_of(with_cells(exported, "seats", title_2="Nguyên Chủ tịch"), later)

        assert (plan.deeds, plan.faults, plan.kept) == ((), (), ())

    def test_without_the_mark_the_difference_is_shown(self, exported, plan_of, later):
        plan = plan_of(without_column(exported, "seats", "mark"), later)

        assert [(one.old, one.new) for one in plan.deeds[0].changes] == [("Nguyên Chủ tịch", "Chủ tịch")]

    def test_a_row_taken_back_meanwhile_is_left_alone(self, exported, plan_of, ward):
        fewer = replace(ward, rows={**ward.rows, "seats": ward.rows["seats"][1:]})

        untouched, again = plan_of(exported, fewer), plan_of(with_cells(exported, "seats", reason_2="Nhầm"), fewer)

        assert [(plan.deeds, plan.faults, len(plan.kept)) for plan in (untouched, again)] == [((), (), 1)] * 2

    def test_facts_recorded_meanwhile_are_not_cleared_by_a_prepared_line(self, exported, plan_of, ward):
        facts = row("2021/M0002", year=2021, **person("M0002", "Trần Thị Bình"), task_completion=90)
        recorded = replace(ward, rows={**ward.rows, "year_facts": (*ward.rows["year_facts"], facts)})

        plans = [plan_of(data, recorded) for data in (exported, without_column(exported, "year_facts", "mark"))]

        assert [(plan.deeds, plan.faults, len(plan.kept)) for plan in plans] == [((), (), 1)] * 2


def test_a_row_copied_for_a_new_unit_is_a_new_unit(exported, plan_of):
    def copy(book):
        sheet = book["Tổ chức"]
        sheet.append([cell.value for cell in sheet[3]])
        sheet.cell(sheet.max_row, 1).value = "KP03"

    plan = plan_of(remade(exported, copy))

    assert (plan.faults, deeds(plan)) == ((), [("organizations", "new", 4, "")])


def test_facts_are_cleared_by_emptying_their_row(exported, plan_of):
    names = ("sick_leave_months", "task_completion", "employer_grade", "employer_source", "found_degraded")
    plan = plan_of(with_cells(exported, "year_facts", **{f"{name}_2": None for name in names}))

    assert [change.column.name for change in plan.deeds[0].changes] == list(names)


def test_no_and_nought_are_not_the_same_as_nothing(exported, plan_of):
    plan = plan_of(with_cells(exported, "year_facts", sick_leave_months_2=None, found_degraded_2=None))

    assert [(one.old, one.new) for one in plan.deeds[0].changes] == [(0, None), (False, None)]


def test_columns_for_reading_only_may_say_anything(exported, plan_of):
    def change(book):
        sheet = book[FACTS]
        sheet.cell(2, columns_of(sheet)["Chi bộ"]).value = "Chi bộ khác"

    assert plan_of(remade(exported, change)).deeds == ()


def test_the_digest_stands_for_the_plan(exported, plan_of, ward):
    ended, other_day = (with_cells(exported, "seats", to_date_2=date(2021, 12, day)) for day in (1, 2))
    renamed = replace(ward, rows={**ward.rows, "seats": (seat(title="Chủ  tịch UBND"), ward.rows["seats"][1])})
    new = by_hand(seats=[{"collective": "UBND", "person": "M0002"}])
    new_other = by_hand(seats=[{"collective": "UBND", "person": "M0001", "title": ""}])

    plans = [plan_of(ended), plan_of(other_day), plan_of(exported), plan_of(new), plan_of(new_other)]

    assert plan_of(ended).digest() == plans[0].digest()
    assert len({plan.digest() for plan in plans}) == 5
    assert (
        plan_of(without_column(ended, "seats", "mark"), renamed).digest()
        != plan_of(without_column(ended, "seats", "mark")).digest()
    )


def test_faults_come_sheet_by_sheet_row_by_row(exported, faults_of):
    data = with_cells(exported, "posts", unit_2="KP99")
    data = with_cells(data, "seats", from_date_3="31/02/2020", collective_2="KP99")

    assert faults_of(data) == [(SEATS, 2, "Tập thể (mã)"), (SEATS, 3, "Từ ngày"), ("Cán bộ", 2, "Đơn vị (mã)")]


def test_the_small_ward_is_whole():
    assert set(small_ward().rows) == {
        "organizations",
        "collectives",
        "outsiders",
        "seats",
        "heads",
        "posts",
        "disciplines",
        "statuses",
        "year_facts",
    }
    assert list(Deed) == ["new", "changed", "taken_back"]
