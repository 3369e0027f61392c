"""The command: exit codes, one JSON object, one line per fault, plain words for people."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line

from assessments.rules import check, read_dossier
from tests.assessments.rules.dossiers import member, members, ward

CASES = Path(__file__).resolve().parents[2] / "data" / "cases"
IN_ORDER = CASES / "cap-exactly-twenty-percent.json"
NOT_IN_ORDER = CASES / "cap-floors.json"


def run(*arguments):
    """(exit code, standard output, standard error)"""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("check_dossier", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_in_order_exits_0():
    code, out, err = run(IN_ORDER)

    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "Kết luận: không có gì cản trở việc ký quyết định."


def test_not_in_order_exits_1():
    code, out, err = run(NOT_IN_ORDER)

    assert (code, err) == (1, "")
    assert out.splitlines()[-1] == "Kết luận: chưa ký được. Còn 1 điểm trái quy định phải sửa và 1 điểm cần ghi lý do."


@pytest.mark.parametrize(("path", "expected"), [(IN_ORDER, 0), (NOT_IN_ORDER, 1)])
def test_json_is_one_object_and_nothing_else(path, expected):
    code, out, err = run(path, "--json")

    assert (code, err) == (expected, "")
    assert json.loads(out) == check(read_dossier(path.read_bytes())).as_dict()


@pytest.fixture
def written(tmp_path):
    def write(content):
        path = tmp_path / "dossier.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


def test_faults_exit_2_with_a_line_each_and_nothing_on_standard_output(written):
    path = written(ward(year="2021", members=[member("M1", "tốt")]))

    assert (
        run(path)
        == run(path, "--json")
        == (
            2,
            "",
            'year: gặp "2021"; cần số nguyên từ 1 đến 9999\n'
            'members[0].grade: gặp "tốt"; cần một trong: excellent, good, fulfilled, unfulfilled, null\n',
        )
    )


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[]", b"PK\x03\x04", b"[" * 100_000])
def test_a_file_that_is_no_dossier_exits_2_with_one_line(written, content):
    code, out, err = run(written(content), "--json")

    assert (code, out, len(err.splitlines())) == (2, "", 1)


def test_a_missing_file_exits_2(tmp_path):
    path = tmp_path / "none.json"

    assert run(path) == (2, "", f"{path}: không có tệp này; hãy kiểm tra lại đường dẫn\n")


@pytest.mark.parametrize("odd", ["a\nb", "\udcff", "\x1b[2J"])
def test_a_refusal_is_one_line_whatever_was_asked_for(odd):
    """The name of a file need not be text."""
    for arguments in ([odd], [IN_ORDER, "--ruleset", odd]):
        code, out, err = run(*arguments)

        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert err.removesuffix("\n").isprintable()


def test_a_folder_exits_2(tmp_path):
    assert run(tmp_path) == (2, "", f"{tmp_path}: đây là thư mục; cần một tệp hồ sơ JSON\n")


def test_another_rule_set_is_applied_and_said(written):
    path = written(ward(members=members(excellent=1, good=4), agencies=[{"code": "A"}]))
    code, out, _ = run(path, "--ruleset", "2020")
    said = json.loads(run(path, "--ruleset", "2020", "--json")[1])

    assert code == 0
    assert "Lưu ý: Hồ sơ ghi bộ quy tắc 2021; lần kiểm tra này áp dụng bộ 2020, chỉ để so sánh." in out.splitlines()
    assert (said["ruleset"], said["quotas"], len(said["remarks"])) == ("2020", [], 2)


def test_the_dossiers_own_rule_set_needs_no_remark():
    assert "remarks" not in json.loads(run(IN_ORDER, "--ruleset", "2021", "--json")[1])


def test_an_unknown_rule_set_exits_2():
    assert run(IN_ORDER, "--ruleset", "1999") == (
        2,
        "",
        "--ruleset: không có bộ quy tắc “1999”; cần một trong: 2020, 2021\n",
    )


def test_a_reason_is_told_with_its_finding(written):
    reasons = [
        {"rule": "grade-missing", "subject": "M1", "text": "Đi công tác xa", "decided_by": "Ban Thường vụ Đảng ủy"}
    ]
    code, out, _ = run(written(ward(members=[member("M1", None)], reasons=reasons)))

    assert code == 0
    assert "Đã ghi lý do (Ban Thường vụ Đảng ủy): Đi công tác xa" in out


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a", "--rules", "2021"], ["--ruleset"]])
def test_a_wrong_call_exits_2_with_one_line(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        execute_from_command_line(["manage.py", "check_dossier", *arguments])
    said = capsys.readouterr()

    assert (end.value.code, said.out, len(said.err.splitlines())) == (2, "", 1)


def test_a_wrong_call_from_code_is_an_error():
    with pytest.raises(CommandError):
        call_command("check_dossier")


def test_help_is_there(capsys):
    with pytest.raises(SystemExit) as end:
        execute_from_command_line(["manage.py", "check_dossier", "--help"])

    assert end.value.code == 0
    assert "--ruleset" in capsys.readouterr().out


def test_a_file_without_end_is_exit_2_in_one_line():
    code, out, err = run("/dev/zero")

    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "64 MB" in err
