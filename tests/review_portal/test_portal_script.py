"""The front door at a terminal: what it refuses, and that the lines it prints to be copied fit where they are printed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Stands in for the folder's Python: everything works, the port is not free, there is no ward.
PYTHON = """#!/bin/sh
case "$*" in *socket*) exit ${STUB_PORT_TAKEN:-0} ;; *organization*|*Organization*) exit 1 ;; esac
"""


@pytest.fixture
def folder(tmp_path):
    shutil.copy(ROOT / "portal", tmp_path)
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    (tmp_path / "static").mkdir()
    (tmp_path / "review_portal").mkdir()
    (tmp_path / "review_portal" / "wheel_assets.py").touch()
    return tmp_path


@pytest.fixture
def set_up(folder):
    """The folder after its first start."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").write_text(PYTHON)
    (programs / "python").chmod(0o755)
    for var in ("var", "elsewhere"):
        (folder / var / "static").mkdir(parents=True)
    return folder


def portal(folder, *arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORT", "DATABASE"))}
    return subprocess.run(
        ["./portal", *arguments],
        cwd=folder,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80", "999999999999999999999"])
def test_a_port_that_is_none_is_refused_before_anything_is_installed(folder, port):
    done = portal(folder, "run", PORT=port)

    assert done.returncode == 2
    assert done.stderr == f"PORT is a number from 1 to 65535; not: {port}\n"
    assert not (folder / ".venv").exists()


def test_a_command_before_the_set_up_says_what_comes_first(folder):
    done = portal(folder, "manage", "check")

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].strip() == "./portal setup"


def test_the_line_for_a_taken_port_keeps_the_real_ward_and_its_folder(set_up):
    done = portal(set_up, "run", "--empty", PORT="8071", PORTAL_VAR="elsewhere", STUB_PORT_TAKEN="1")

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].strip() == "PORTAL_VAR=elsewhere PORT=8072 ./portal run --empty"


def test_the_line_for_a_taken_port_is_plain_where_nothing_was_asked(set_up):
    done = portal(set_up, "run", PORT="65535", STUB_PORT_TAKEN="1")

    assert done.stderr.splitlines()[-1].strip() == "PORT=8001 ./portal run"


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        ({}, "./portal manage setup_ward"),
        ({"PORTAL_VAR": "elsewhere"}, "PORTAL_VAR=elsewhere ./portal manage setup_ward"),
    ],
)
def test_the_line_that_makes_the_ward_names_its_folder(set_up, environment, line):
    done = portal(set_up, "run", "--empty", **environment)

    assert done.returncode == 0, done.stderr
    assert line in [said.strip() for said in done.stdout.splitlines()]


def test_one_start_serves_with_the_worker_beside(set_up):
    said = set_up / "said"
    (set_up / ".venv" / "bin" / "python").write_text(f'{PYTHON}echo "$@" >>"{said}"\n')
    portal(set_up, "run", "--empty", PORT="8071")

    assert said.read_text().splitlines()[-1].startswith("-m review_portal.serve --bind 127.0.0.1:8071 ")
