"""Whatever goes wrong, a technician reads one line on standard error and finds exit code 2."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import OperationalError

from tests.factories import make_ward
from tests.workbooks import AN, ward_layout

ROOT = Path(__file__).resolve().parents[3]


def manage(folder, *arguments, **environment):
    """manage.py as at a terminal, with an empty folder of data: no table was made there."""
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        cwd=ROOT,
        env={"PORTAL_VAR": str(folder), "PATH": "", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


WRONG = (
    ("import_roster",),
    ("export_roster",),
    ("export_dossier",),
    ("ward_report",),
    ("sample_ward", "--stage", "elsewhere"),
    ("setup_ward", "--colour", "red"),
    ("new_first_password",),
    ("export_roster", "--out", "x.xlsx"),
    ("setup_ward", "--code", "P11", "--name", "Đảng bộ Phường 11"),
)
HELP = ("setup_ward", "--help")
#: One process loads the portal; each command runs in a copy of it, with streams of its own.
EACH = """
import json, os, pathlib, runpy, sys
import django; django.setup()
folder = pathlib.Path(os.environ["PORTAL_VAR"])
for number, arguments in enumerate(json.loads(sys.argv[1])):
    child = os.fork()
    if not child:
        for stream, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(folder / f"{number}.{name}", os.O_WRONLY | os.O_CREAT), stream)
        sys.argv = ["manage.py", *arguments]
        runpy.run_path("manage.py", run_name="__main__")
        raise SystemExit
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[tuple[str, ...], tuple[int, str, str]]:
    """What manage.py answers to each of these at a terminal without a database: exit code, output, errors."""
    folder, asked = tmp_path_factory.mktemp("var"), (*WRONG, HELP)
    done = subprocess.run(
        [sys.executable, "-c", EACH, json.dumps(asked)],
        cwd=ROOT,
        env={"PORTAL_VAR": str(folder), "PATH": "", "DJANGO_SETTINGS_MODULE": "review_portal.settings"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    codes = map(int, done.stdout.split())
    texts = [
        [(folder / f"{number}.{name}").read_text(encoding="utf-8") for name in ("out", "err")]
        for number in range(len(asked))
    ]
    return {line: (code, *told) for line, code, told in zip(asked, codes, texts, strict=True)}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_arguments_and_a_missing_database_are_one_line(answers, arguments):
    code, out, errors = answers[arguments]

    assert (code, out) == (2, "")
    assert len(errors.splitlines()) == 1


def test_a_missing_database_says_how_to_set_it_up(answers):
    assert "./portal setup" in answers["export_roster", "--out", "x.xlsx"][2]


def test_words_go_out_as_utf_8_whatever_the_terminal_says(tmp_path):
    done = manage(tmp_path, "setup_ward", PYTHONIOENCODING="ascii")

    assert "Hãy cho biết" in done.stderr.decode()


def test_the_help_speaks_one_language(answers):
    _code, told, _errors = answers[HELP]

    assert "Position of the signatory" in " ".join(told.split())
    assert "Ký hiệu văn bản" not in told


def test_every_option_of_our_commands_says_what_it_is():
    silent = [
        (name, action.dest)
        for name, app in get_commands().items()
        if app in ("cells", "assessments")
        for action in load_command_class(app, name).create_parser("manage.py", name)._actions
        if not action.help
    ]

    assert silent == []


def test_breaking_off_at_the_terminal_is_one_line(monkeypatch, capsys):
    def broken_off(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("cells.management.commands.demo_accounts.Command.handle", broken_off)

    with pytest.raises(SystemExit) as stopped:
        load_command_class("cells", "demo_accounts").run_from_argv(["manage.py", "demo_accounts"])

    assert (stopped.value.code, capsys.readouterr().err) == (2, "Interrupted.\n")


def test_the_settings_of_a_wards_server_leave_nothing_to_warn_of(tmp_path):
    done = manage(tmp_path, "check", "--deploy", HTTPS="1", BEHIND_PROXY="1", ALLOWED_HOSTS="kiemdiem.p11.lan")

    assert (done.returncode, done.stderr.decode()) == (0, "")


@pytest.mark.django_db
def test_a_database_locked_by_others_is_one_line(tmp_path, monkeypatch):
    make_ward()
    path = tmp_path / "ds.xlsx"
    path.write_bytes(ward_layout(("1. CHI BỘ KHU PHỐ 1 (1 đồng chí)", [AN])))

    def locked(**_):
        raise OperationalError("database is locked")

    monkeypatch.setattr("cells.management.commands.import_roster.apply_roster", locked)

    with pytest.raises(CommandError, match="database is locked") as stopped:
        call_command("import_roster", str(path), "--apply")

    assert stopped.value.returncode == 2
