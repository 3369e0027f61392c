"""The core stands on the standard library alone."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CORE = ROOT / "assessments" / "rules"

BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "cells", "review_portal", "environ"}:
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Blocked())
from assessments.rules import check, read_dossier
print(check(read_dossier(open(sys.argv[1], "rb").read())).compliant)
"""


def test_the_core_answers_with_django_blocked():
    case = ROOT / "tests" / "data" / "cases" / "cap-exactly-twenty-percent.json"
    run = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{BLOCKED}", str(case)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.stdout, run.stderr) == ("True\n", "")


def named_in(path):
    """Every dotted name read in a file, and every name called."""
    tree = ast.parse(path.read_text())
    attributes = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return attributes | calls


def test_the_core_reads_no_clock_no_file_and_prints_nothing():
    forbidden = {
        "date.today",
        "datetime.now",
        "datetime.utcnow",
        "time.time",
        "open",
        "print",
        "input",
        "random.random",
    }
    found = {path.name: sorted(named_in(path) & forbidden) for path in CORE.rglob("*.py")}

    assert {name: names for name, names in found.items() if names} == {}


def test_the_core_counts_without_floats():
    floats = {
        path.name: [node.lineno for node in ast.walk(ast.parse(path.read_text())) if _is_float(node)]
        for path in CORE.rglob("*.py")
    }

    assert {name: lines for name, lines in floats.items() if lines} == {}


def _is_float(node):
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    if isinstance(node, ast.BinOp | ast.AugAssign):
        return isinstance(node.op, ast.Div)
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "float"
