"""recheck as a technician calls it: exit codes, one JSON object, nothing changed."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import CheckRun, Decision
from assessments.rules import ALL_RULE_SETS
from assessments.workflow import GradingStep
from tests import factories as make
from tests.assessments.sitting import Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided():
    sitting = Sitting()
    sitting.decide_all()
    return sitting


def regrade(sitting, code, grade):
    """A grade of the decision changed behind everybody's back."""
    decision = Decision.objects.get(scope="people")
    sitting.give(code, GradingStep.DECISION, grade, decision=decision, deciding_body=decision.deciding_body)


def run(*arguments) -> tuple[int, str]:
    """(exit code, standard output)"""
    out = StringIO()
    try:
        call_command("recheck", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def fails(*arguments) -> str:
    with pytest.raises(CommandError) as error:
        call_command("recheck", *arguments)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
    return str(error.value)


def test_nothing_differs_exits_0(decided):
    code, out = run()

    assert code == 0
    assert out.splitlines()[0] == "P11 2021: so sánh 5 lần kiểm tra, 0 lần khác"
    assert [line.rsplit(", ", 1)[1] for line in out.splitlines()[1:]] == [
        "dữ liệu hiện nay: không có gì khác",
        *["dữ liệu đã lưu: không có gì khác"] * 4,
    ]


def test_something_differs_exits_1_and_is_told(decided):
    for code in ("B004", "B005", "A002"):
        regrade(decided, code, "excellent")

    code, out = run("--organization", "P11", "--year", "2021")

    lines = out.splitlines()
    assert (code, lines[0]) == (1, "P11 2021: so sánh 5 lần kiểm tra, 1 lần khác")
    assert lines[2].startswith("  dữ liệu: ")
    assert [line for line in lines if line.startswith("  + member-excellent-cap P11: ")] != []
    assert "  member-excellent-cap P11: cơ số 11, tối đa 2, đang có 0 -> cơ số 11, tối đa 2, đang có 3" in lines
    assert [line for line in lines if line.endswith(": 11 -> 8")] == ["  Đảng viên: Hoàn thành tốt nhiệm vụ: 11 -> 8"]


def test_a_quota_that_differs_tells_its_share(decided):
    regrade(decided, "B004", "fulfilled")

    _code, out = run("--organization", "P11")

    row = "  member-excellent-quota KP02: cơ số 5, phần tính 10/11, chỉ tiêu 1, đang có 0 -> "
    assert [line for line in out.splitlines() if line.startswith(row)] != []


def test_json_is_one_object_and_nothing_else(decided):
    code, out = run("--json")

    said = json.loads(out)
    digest = ALL_RULE_SETS["2021"].digest()
    assert code == 0
    assert {key: said[key] for key in ("organization", "year", "differs", "ruleset", "ruleset_digest")} == {
        "organization": "P11",
        "year": 2021,
        "differs": False,
        "ruleset": "2021",
        "ruleset_digest": {"then": digest, "now": digest},
    }
    assert [(check["purpose"], check["facts"], check["differs"]) for check in said["checks"]] == [
        ("sign:heads", "now", False),
        ("sign:heads", "kept", False),
        ("sign:people", "kept", False),
        ("quotas", "kept", False),
        ("sign:units", "kept", False),
    ]
    run_kept = CheckRun.objects.get(purpose="sign:heads")
    assert {key: said["checks"][1][key] for key in ("by", "decisions", "quota_issues", "facts_digest", "findings", "caps", "quotas", "counts")} == {
        "by": "Thường vụ Một",
        "decisions": ["05-QĐ/ĐU"],
        "quota_issues": [],
        "facts_digest": {"then": run_kept.dossier_digest, "now": run_kept.dossier_digest},
        "findings": {"gone": [], "come": [], "changed": []},
        "caps": [],
        "quotas": [],
        "counts": [],
    }  # fmt: skip


def test_json_of_what_differs(decided):
    regrade(decided, "B004", "fulfilled")

    code, out = run("--json")

    today = json.loads(out)["checks"][0]
    assert (code, today["differs"]) == (1, True)
    assert today["caps"][0] == {
        "then": {"rule": "member-excellent-cap", "pool": "P11", "base": 11, "limit": 2, "actual": 0},
        "now": {"rule": "member-excellent-cap", "pool": "P11", "base": 10, "limit": 2, "actual": 0},
    }
    assert today["counts"] == [
        {"count": "members.good", "then": 11, "now": 10},
        {"count": "members.fulfilled", "then": 0, "now": 1},
    ]


def test_nothing_is_written(decided):
    with CaptureQueriesContext(connection) as asked:
        run()
        run("--json")

    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}


def test_without_a_kept_check_it_could_not():
    Sitting()

    assert fails() == "Năm 2021 chưa lưu lần kiểm tra nào; không có gì để so sánh."


def test_without_a_ward_or_an_open_year_it_could_not():
    no_ward = fails()
    make.make_ward()

    assert no_ward != fails()
    assert "2019" in fails("--year", "2019")
    assert "P99" in fails("--organization", "P99")


@pytest.mark.parametrize("arguments", [["--year", "x"], ["--out", "f"], ["more"]])
def test_a_wrong_call_exits_2_with_one_line(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        execute_from_command_line(["manage.py", "recheck", *arguments])
    said = capsys.readouterr()

    assert (end.value.code, said.out, len(said.err.splitlines())) == (2, "", 1)
