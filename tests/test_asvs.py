"""docs/asvs.md leaves no requirement out, names only what exists, and lists all that is not met."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "asvs.md").read_text()
LIST, TABLE = TEXT.partition("## What is asked of documents")[0], TEXT.partition("## Requirement by requirement")[2]
#: Section of ASVS 5.0.0 → how many requirements of levels 1 and 2 it has; they come first in each.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if line.startswith("| V")]


def test_every_requirement_has_one_row():
    wanted = [f"V{section}.{number}" for section, most in SECTIONS.items() for number in range(1, most + 1)]

    assert [row[0] for row in ROWS] == wanted


def test_every_file_named_exists():
    named = {path for row in ROWS for path in re.findall(r"`([\w./-]+\.\w+)`", row[4])}

    assert named
    assert sorted(path for path in named if not (ROOT / path).is_file()) == []


def test_what_is_met_is_held_by_something():
    assert [row[0] for row in ROWS if row[2] == "met" and not (row[3] or row[4])] == []


def test_what_is_not_met_is_listed_first():
    wanting = {row[0] for row in ROWS if "met" not in row[2].split() or "NOT" in row[2]} - {
        row[0] for row in ROWS if row[2] == "n.a."
    }

    assert set(re.findall(r"V\d+\.\d+\.\d+", LIST)) == wanting


def test_trace_tells_nothing(db, client):
    assert client.trace("/sign-in/").status_code == 405
