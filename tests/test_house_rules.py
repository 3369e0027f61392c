"""Rules of the house that a machine can hold: size of files, pins, clean templates, migrations, a complete README."""

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
CODE = ("review_portal", "cells", "assessments", "tests")
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
ASSETS = sorted(path for path in (ROOT / "static").rglob("*") if path.suffix in {".css", ".js", ".svg"})

# Paper is set by WeasyPrint from a file, not by a browser under the policy.
PAPER = ROOT / "templates" / "reports"
INLINE = re.compile(r"<style\b|<script\b(?![^>]*\bsrc=)|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
FOREIGN = re.compile(
    r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//|url\(\s*[\"']?(?:https?:)?//|@import\s", re.IGNORECASE
)


def tracked() -> list[str]:
    """Paths that git knows; a folder without git is read as it lies."""
    answer = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode == 0 and answer.stdout:
        return answer.stdout.splitlines()
    return [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]


def test_no_file_is_over_four_hundred_lines():
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for folder in CODE
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    }

    assert {name: size for name, size in sizes.items() if size > 400} == {}


def test_no_room_for_odds_and_ends():
    names = [path for path in tracked() if Path(path).stem in {"utils", "helpers", "common", "misc"}]

    assert names == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned(name):
    lines = [line.strip() for line in (ROOT / name).read_text().splitlines()]
    loose = [
        line for line in lines if line and not line.startswith("#") and not re.fullmatch(r"[\w.\[\]-]+==[\w.]+", line)
    ]

    assert loose == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_nothing_inline(path):
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)
    allowed = path.is_relative_to(PAPER)

    assert allowed or INLINE.findall(text) == []


@pytest.mark.parametrize("path", [*TEMPLATES, *ASSETS], ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path):
    assert FOREIGN.findall(path.read_text()) == []


def test_hands_and_persons_are_asked_for_in_one_place():
    """A deed is signed by `signature` and conflicts are asked of cells.acting: a deputy's deed has two of each."""
    alone = re.compile(r"\b(?:by|account|user)\.member_id\b")
    rooms = [ROOT / "assessments" / room for room in ("services", "selectors", "forms", "views", "permissions.py")]
    found = {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for room in rooms
        for path in (room.rglob("*.py") if room.is_dir() else [room])
        for line in path.read_text().splitlines()
        if alone.search(line)
    }

    # Who writes the own review is looked up by the person of its account with a PIN, which never acts for anybody.
    assert {line for line in found if "reminder_people.py" not in line} == set()
    signed_alone = re.compile(r"\bby\.display_name\b")
    services = [path for app in ("cells", "assessments") for path in (ROOT / app / "services").glob("*.py")]
    assert [path.name for path in services if signed_alone.search(path.read_text())] == []


def test_migrations_are_up_to_date(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_committed_files_name_no_machine():
    """No path of one machine, no address of a package registry."""
    places = re.compile(r"(?<![\w./>}*-])/(?:work|root|home|tmp)/|pypi\.org|files\.pythonhosted|--index-url")
    own = "tests/test_house_rules.py"
    found = [
        path
        for path in tracked()
        if path != own
        and Path(path).suffix in {".py", ".md", ".toml", ".txt", ".in", ".sh", ".html", ""}
        and (ROOT / path).is_file()
        and places.search((ROOT / path).read_text(errors="replace"))
    ]

    assert found == []


def test_readme_names_every_top_level_entry():
    named = [name.rstrip("/") for name in re.findall(r"`([^`\n]+)`", (ROOT / "README.md").read_text())]
    entries = {path.split("/")[0] for path in tracked()} - {"README.md", ".gitignore"}

    assert sorted(entry for entry in entries if not any(fnmatch(entry, name) for name in named)) == []


def test_readme_names_every_command():
    readme = (ROOT / "README.md").read_text()
    commands = {
        path.stem
        for app in ("cells", "assessments")
        for path in (ROOT / app / "management" / "commands").glob("[a-z]*.py")
    }

    assert sorted(command for command in commands if f"`{command}" not in readme) == []


INLINE_EXAMPLES = ['<p style="color:red">', "<script>go()</script>", '<a onclick="go()">', "<STYLE>p{}</STYLE>"]
CLEAN_EXAMPLES = ['<script src="/static/js/frame.js" defer></script>', '<p class="style">', "{% if one == 'a' %}"]


@pytest.mark.parametrize("text", INLINE_EXAMPLES)
def test_the_check_finds_inline_code(text):
    assert INLINE.search(text)


@pytest.mark.parametrize("text", CLEAN_EXAMPLES)
def test_the_check_leaves_clean_templates_alone(text):
    assert not INLINE.search(text)


@pytest.mark.parametrize("text", ['<img src="https://a.vn/x.png">', "url(//a.vn/x.woff)", '@import "x.css"'])
def test_the_check_finds_foreign_assets(text):
    assert FOREIGN.search(text)
