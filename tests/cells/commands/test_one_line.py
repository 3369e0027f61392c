"""Whatever goes wrong, a technician reads one line on standard error and finds exit code 2."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
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


@pytest.mark.parametrize(
    "arguments",
    [
        ("import_roster",),
        ("export_roster",),
        ("export_dossier",),
        ("ward_report",),
        ("sample_ward", "--stage", "elsewhere"),
        ("setup_ward", "--colour", "red"),
        ("new_first_password",),
        ("export_roster", "--out", "x.xlsx"),
        ("setup_ward", "--code", "P11", "--name", "Đảng bộ Phường 11"),
    ],
    ids=" ".join,
)
def test_wrong_arguments_and_a_missing_database_are_one_line(tmp_path, arguments):
    done = manage(tmp_path, *arguments)

    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_missing_database_says_how_to_set_it_up(tmp_path):
    assert "./portal setup" in manage(tmp_path, "export_roster", "--out", "x.xlsx").stderr.decode()


def test_words_go_out_as_utf_8_whatever_the_terminal_says(tmp_path):
    done = manage(tmp_path, "setup_ward", PYTHONIOENCODING="ascii")

    assert "Hãy cho biết" in done.stderr.decode()


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
