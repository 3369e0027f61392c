"""import_roster and export_roster as commands.md fixes them: keys, exit codes, one line for each error."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cells.models import JournalEntry, Member
from tests import workbooks
from tests.factories import make_ward
from tests.workbooks import AN, BINH, CUONG, DUNG, ward_layout, with_

pytestmark = pytest.mark.django_db
KP1 = "1. CHI BỘ KHU PHỐ 1 (2 đồng chí)"


def saved(tmp_path, data, name="ds.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    return str(path)


def run(*arguments):
    """(exit code, standard output, lines of standard error) of import_roster."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_roster", *arguments, stdout=out, stderr=err)
        code = 0
    except SystemExit as stopped:
        code = stopped.code
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error).splitlines()
    return code, out.getvalue(), err.getvalue().splitlines()


def answer_of(*arguments):
    code, out, _err = run(*arguments, "--json")
    return code, json.loads(out)


def test_a_rehearsal_of_the_ward_s_roster_writes_nothing():
    make_ward()

    code, answer = answer_of(str(workbooks.WARD_ROSTER))

    assert code == 0
    assert {key: answer[key] for key in ("cells", "members", "new", "changed", "gone", "unchanged", "applied", "problems", "warnings")} == {
        "cells": 24, "members": 591, "new": 591, "changed": 0, "gone": 0, "unchanged": 0, "applied": False, "problems": [], "warnings": [],
    }  # fmt: skip
    assert Member.objects.count() == 0


def test_apply_writes_and_a_second_run_finds_nothing_new():
    make_ward()

    assert run(str(workbooks.WARD_ROSTER), "--apply", "--organization", "P11")[0] == 0
    code, answer = answer_of(str(workbooks.WARD_ROSTER))

    assert (code, answer["new"], answer["changed"], answer["unchanged"]) == (0, 0, 0, 591)
    assert JournalEntry.objects.get(action="roster.applied").actor_name == "import_roster"


def test_a_problem_of_a_row_stops_everything_with_exit_one(tmp_path):
    make_ward()
    path = saved(tmp_path, ward_layout((KP1, [AN, with_(BINH, female="31/02/1990")])))

    code, answer = answer_of(path, "--apply")

    assert (code, answer["applied"], answer["members"], Member.objects.count()) == (1, False, 2, 0)
    assert [(problem["sheet"], problem["row"], sorted(problem)) for problem in answer["problems"]] == [
        ("Danh sách", 12, ["message", "row", "sheet"])
    ]
    assert "31/02/1990" in answer["problems"][0]["message"]
    code, _out, lines = run(path, "--apply")
    assert (code, len(lines), lines[0].startswith("Danh sách!12: ")) == (1, 1, True)


def test_warnings_alone_do_not_stop_an_import(tmp_path):
    make_ward()
    path = saved(tmp_path, ward_layout((KP1, [AN])))

    code, answer = answer_of(path, "--apply")

    assert (code, answer["applied"], [(warning["row"]) for warning in answer["warnings"]]) == (0, True, [10])


def test_what_must_be_asked_is_a_problem_for_a_command(tmp_path):
    make_ward()
    run(saved(tmp_path, ward_layout((KP1, [AN, BINH]))), "--apply")
    path = saved(
        tmp_path, ward_layout((KP1, [with_(AN, card="79.777777"), BINH]), ("2. CHI BỘ KHU PHỐ 2 (1 đồng chí)", [CUONG]))
    )

    code, answer = answer_of(path, "--apply")

    assert (code, answer["applied"], answer["doubts"]) == (1, False, 1)
    assert [problem["row"] for problem in answer["problems"]] == [13, 11]


def test_people_missing_in_the_file_are_counted_and_kept(tmp_path):
    make_ward()
    run(saved(tmp_path, ward_layout((KP1, [AN, BINH, CUONG, DUNG]))), "--apply")

    code, answer = answer_of(saved(tmp_path, ward_layout((KP1, [AN, BINH]))), "--apply")

    assert (code, answer["applied"], answer["gone"], answer["unchanged"]) == (0, True, 2, 2)
    assert Member.objects.filter(left_on=None).count() == 4


COULD_NOT = {
    "a file that is not there": lambda tmp_path: str(tmp_path / "nowhere.xlsx"),
    "a file that is no workbook": lambda tmp_path: saved(tmp_path, b"hello"),
    "an empty workbook": lambda tmp_path: saved(tmp_path, workbooks.sheet_of()),
    "an unknown header": lambda tmp_path: saved(tmp_path, workbooks.sheet_of(("Máy in", "Số lượng"), ("a", 1))),
    "twenty megabytes": lambda tmp_path: saved(tmp_path, b"PK" + b"\0" * 20 * 1024 * 1024),
}


@pytest.mark.parametrize("make", COULD_NOT.values(), ids=COULD_NOT)
def test_what_cannot_be_read_is_exit_two_with_one_line(tmp_path, make):
    make_ward()

    code, out, lines = run(make(tmp_path), "--json")

    assert (code, out, len(lines)) == (2, "", 1)


def test_without_a_ward_the_command_names_how_to_make_one():
    code, out, lines = run(str(workbooks.WARD_ROSTER), "--json")

    assert (code, out, len(lines)) == (2, "", 1)
    assert "setup_ward" in lines[0]


def test_a_code_nobody_has_and_several_wards_are_exit_two():
    make_ward()
    assert run(str(workbooks.WARD_ROSTER), "--organization", "P99")[0] == 2
    make_ward(code="P12")
    code, _out, lines = run(str(workbooks.WARD_ROSTER))
    assert (code, "P11, P12" in lines[0]) == (2, True)


def test_an_export_is_read_back_without_change(tmp_path):
    make_ward()
    run(str(workbooks.WARD_ROSTER), "--apply")
    path = str(tmp_path / "export.xlsx")

    call_command("export_roster", "--out", path, stdout=StringIO())

    code, answer = answer_of(path)
    assert (code, answer["unchanged"], answer["new"], answer["warnings"]) == (0, 591, 0, [])


def test_an_export_to_nowhere_or_from_nowhere_is_exit_two(tmp_path):
    with pytest.raises(CommandError) as no_ward:
        call_command("export_roster", "--out", str(tmp_path / "a.xlsx"))
    make_ward()
    with pytest.raises(CommandError) as no_folder:
        call_command("export_roster", "--out", str(tmp_path / "no" / "a.xlsx"))

    assert (no_ward.value.returncode, no_folder.value.returncode) == (2, 2)


def test_a_file_without_end_is_one_line_and_exit_2():
    make_ward()

    code, out, lines = run("/dev/zero", "--apply")

    assert (code, out, len(lines)) == (2, "", 1)
    assert "10 MB" in lines[0]
