"""Every service that somebody does in the own name leads to the journal: read from the source, so that a new one fails here
before anybody notices that its deeds are missing. What an entry says is held by the tests of each service."""

import ast
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LOOKS = "a guard, a lock or a look: nothing is written"
PART = "a part of deeds that leave the entry themselves"
WAITS = "a workbook that waits: nothing of it counts before it is applied, which is recorded"
#: Services that take `by` and leave no entry, and why.
SILENT = {
    "assessments.services.cell_sheets.discard_sheet": WAITS,
    "assessments.services.cell_sheets.stage_sheet": WAITS,
    "assessments.services.checks.store_check": PART,
    "assessments.services.critique_writing.lock_review": LOOKS,
    "assessments.services.desk_locks.lock_desk": LOOKS,
    "assessments.services.parameter_trail.keep": PART,
    "assessments.services.received_reports.examine": LOOKS,
    "assessments.services.remedy_locks.lock_review": LOOKS,
    "assessments.services.rounds.keep_round": PART,
    "assessments.services.steps.refuse_own_files": LOOKS,
    "assessments.services.writable_files.lock_writable": LOOKS,
    "assessments.services.year_facts.may_record": LOOKS,
    "assessments.services.year_facts.may_set_standing": LOOKS,
    "cells.services.collectives.office_collective": LOOKS,
    "cells.services.mandates.principal_of": LOOKS,
    "cells.services.mandates.refuse_own": LOOKS,
    "cells.services.passkeys.begin_passkey": LOOKS,
    "cells.services.roster.stage_roster": WAITS,
    "cells.services.workbook_uploads.discard_upload": WAITS,
    "cells.services.workbook_uploads.keep_upload": WAITS,
    "cells.services.workbook_uploads.take_upload": WAITS,
    "cells.services.year_records.editable_person": LOOKS,
}
RECORD = "cells.journal.record"


def services() -> dict[str, ast.Module]:
    paths = [path for app in ("cells", "assessments") for path in (ROOT / app / "services").glob("*.py")]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text()) for path in paths}


def names_in(module: str, tree: ast.Module) -> dict[str, str]:
    """Name in the module → what it stands for, in full."""
    found = {
        node.name: f"{module}.{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def calls(function: ast.AST, names: dict[str, str]) -> set[str]:
    """What a function calls or hands on, in full; of a module's function, module and name."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            found.add(f"{names[node.value.id]}.{node.attr}")
        elif isinstance(node, ast.Attribute):
            found.add(f"method {node.attr}")
        elif isinstance(node, ast.Name) and node.id in names:
            found.add(names[node.id])
    return found


def graph() -> tuple[dict[str, set[str]], set[str]]:
    """Function → what it calls; and the public functions somebody does (`by`)."""
    edges: dict[str, set[str]] = {}
    deeds = set()
    for module, tree in services().items():
        names = names_in(module, tree)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                edges[f"{module}.{node.name}"] = calls(node, names)
                arguments = {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
                if "by" in arguments and not node.name.startswith("_"):
                    deeds.add(f"{module}.{node.name}")
            elif isinstance(node, ast.ClassDef):
                edges[f"{module}.{node.name}"] = calls(node, names)
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef):
                        edges.setdefault(f"method {inner.name}", set()).update(calls(inner, names))
    return edges, deeds


def reaches_the_journal(edges: dict[str, set[str]], start: str) -> bool:
    seen, waiting = set(), [start]
    while waiting:
        at = waiting.pop()
        if at == RECORD:
            return True
        if at not in seen:
            seen.add(at)
            waiting += edges.get(at, ())
    return False


def test_every_service_done_by_somebody_leads_to_the_journal():
    edges, deeds = graph()

    assert {deed for deed in deeds if not reaches_the_journal(edges, deed)} == SILENT.keys()
    assert len(deeds) > 100


def test_a_service_that_forgets_is_found():
    told, lost = "def told(*, by): _note(by)", "def lost(*, by): by.save()"
    tree = ast.parse("\n".join(["from cells.journal import record", told, lost, "def _note(by): record(by=by)"]))
    names = names_in("x", tree)
    edges = {f"x.{node.name}": calls(node, names) for node in tree.body if isinstance(node, ast.FunctionDef)}

    assert [reaches_the_journal(edges, f"x.{name}") for name in ("told", "lost")] == [True, False]
