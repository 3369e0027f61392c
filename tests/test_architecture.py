"""Imports run one way. The order is docs/architecture.md's; a module without a place in it fails too."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("cells", "assessments")

# Each line may import the lines above it and its own line.
CELLS = (
    {"roles", "vietnamese", "catalogues", "clock", "client_address", "sealing", "session_marks"},
    {"vocabulary", "refusals", "containers", "xml_parts", "workbook_bounds", "workbooks", "workbook_text"}
    | {"paper_files", "document_numbers"},
    {"demo_accounts", "account_names", "acting"},
    {"models", "migrations"},
    {"journal", "access", "account_rights", "device_keys", "checks"},
    {"roster", "ground_workbook", "backup_file"},
    {"selectors"},
    {"services"},
    {"forms"},
    {"views", "context_processors", "middleware", "templatetags"},
    {"urls"},
    {"management", "apps"},
)
ASSESSMENTS = (
    {"rules", "apps"},
    {"workflow"},
    {"workflow_scopes"},
    {"review_forms"},
    {"cell_sheet"},
    {"models", "migrations"},
    {"permissions"},
    {"selectors"},
    {"reports"},
    {"services"},
    {"sample"},
    {"forms"},
    {"views", "templatetags"},
    {"urls"},
    {"management"},
)
LAYERS = {
    **{("cells", name): rank for rank, names in enumerate(CELLS) for name in names},
    **{("assessments", name): 100 + rank for rank, names in enumerate(ASSESSMENTS) for name in names},
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {module_name(path): path for app in (*APPS, "review_portal") for path in sorted((ROOT / app).rglob("*.py"))}


def imported_by(module: str, source: str | None = None) -> set[str]:
    """Every module a file imports, inside functions too; `from a import b` counts as a.b when that is a module."""
    path = SOURCES[module]
    found = set()
    for node in ast.walk(ast.parse(source if source is not None else path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            found |= {f"{start}.{alias.name}" if f"{start}.{alias.name}" in SOURCES else start for alias in node.names}
    return found


def rank(module: str) -> int | None:
    parts = module.split(".")
    return LAYERS.get((parts[0], parts[1])) if len(parts) > 1 else -1


def stands_right_of(target: str, module: str) -> bool:
    """Modules without a place, and the wiring, are others' affair."""
    there, here = rank(target), rank(module)
    return there is not None and here is not None and not module.startswith("review_portal") and there > here


def is_pure(module: str) -> bool:
    """The rule core, the step table, the review forms as data, and the roles: plain Python."""
    pure = (
        "assessments.rules",
        "assessments.workflow",
        "assessments.workflow_scopes",
        "assessments.review_forms",
        "cells.roles",
    )
    return any(module == name or module.startswith(f"{name}.") for name in pure)


def faults_of(module: str, source: str | None = None) -> list[str]:
    """What a module imports that it may not."""
    faults = []
    for target in imported_by(module, source):
        top = target.split(".")[0]
        if top == "review_portal" and not module.startswith("review_portal"):
            faults.append(f"{module} imports {target}: settings are read through django.conf")
        elif top in APPS and stands_right_of(target, module):
            faults.append(f"{module} imports {target}, which stands to its right")
        if is_pure(module) and not (top in sys.stdlib_module_names or is_pure(target)):
            faults.append(f"{module} is pure, yet imports {target}")
        if module.startswith("assessments.rules") and top in APPS and not target.startswith("assessments.rules"):
            faults.append(f"{module} imports {target}: the rules use nothing but themselves")
    return faults


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import each other (Tarjan)."""
    index, low, stack, found = {}, {}, [], []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for target in graph[node]:
            if target not in index:
                visit(target)
            if target in stack:
                low[node] = min(low[node], low[target])
        if low[node] == index[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1 or node in graph[node]:
                found.append(sorted(group))

    for node in graph:
        if node not in index:
            visit(node)
    return found


@pytest.mark.parametrize("module", SOURCES)
def test_imports_run_one_way(module):
    faults = faults_of(module)

    assert not faults, "\n".join(faults)


def test_every_module_has_a_place_in_the_order():
    homeless = [module for module in SOURCES if not module.startswith("review_portal") and rank(module) is None]

    assert homeless == []


def test_no_modules_import_each_other():
    graph = {module: imported_by(module) & SOURCES.keys() for module in SOURCES}

    assert circles(graph) == []


def test_the_core_loads_without_django():
    code = "import sys, assessments.rules, assessments.workflow; print('django' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout == "False\n"


FORBIDDEN = {
    "the ground reading the process": ("cells.journal", "from assessments.models import Review"),
    "models reaching for services": ("assessments.models", "from assessments.services import steps"),
    "an import hidden in a function": ("cells.access", "def f():\n    from cells.views import home"),
    "a relative import to the right": ("assessments.models", "from .. import views"),
    "a rule reading the database": ("assessments.rules", "import django.db"),
    "a rule reading the roles": ("assessments.rules", "from cells.roles import Role"),
    "the step table using a framework": ("assessments.workflow", "from django.db import models"),
    "a view reading the settings file": ("cells.urls", "from review_portal import settings"),
}


@pytest.mark.parametrize(("module", "source"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_forbidden_import_is_found(module, source):
    assert faults_of(module, source) != []


def test_a_circle_is_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
