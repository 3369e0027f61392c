"""Mutation testing of the rule core: one small change at a time, and whether the rules' tests notice it.

python benchmarks/mutate.py [FILE[:LINE ...] ...]      files of assessments/rules, such as `caps quota:187:188`

Every mutant lives in a process of its own and no file is changed. Each survivor is printed with its
place; docs/mutation.md says why those that are left may stay.
"""

import ast
import gc
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
RULES, TESTS = ROOT / "assessments" / "rules", ROOT / "tests" / "assessments" / "rules"
FIRST = re.compile("limits|looked_at|part_|caps|quotas|heads|reader|dates")
"""Tests that are quick and notice most."""
DECIDING = (
    "caps quota apportionment criteria cells heads dates graded_subjects eligibility counts collectives suggestions "
    "dossier_reader"
)
SECONDS = 120
"""Of processor time: a mutant that runs longer than all its tests ever need has been noticed."""


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes(inner)


def exchange(path: Path, tree: ast.Module) -> None:
    changed = {(one.co_qualname, one.co_firstlineno): one for one in codes(compile(tree, str(path), "exec"))}
    for live in [one for one in gc.get_objects() if isinstance(one, FunctionType)]:
        code = live.__code__
        new = changed.get((code.co_qualname, code.co_firstlineno)) if code.co_filename == str(path) else None
        if new is not None and new.co_freevars == code.co_freevars:
            live.__code__ = new


def noticed(trial: Callable[[], bool]) -> bool:
    """Whether the tests fail, asked in a forked process."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        hush = os.open(os.devnull, os.O_WRONLY)
        os.dup2(hush, 1)
        os.dup2(hush, 2)
        failed = True
        try:
            failed = trial()
        finally:
            os._exit(failed)
    return os.waitpid(child, 0)[1] != 0


class Exchanging:
    """A pytest plugin: collect once, then run the tests anew for every mutant inside a function."""

    def __init__(self, path: Path, trials: Iterable[Mutant]) -> None:
        self.path, self.trials, self.survivors = path, trials, []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from _pytest.main import pytest_runtestloop  # noqa: PLC0415 -- pytest's own loop, once per mutant

        def trial(tree: ast.Module | None) -> bool:
            if tree is not None:
                exchange(self.path, tree)
            try:
                return not pytest_runtestloop(session) or bool(session.testsfailed)
            except session.Failed:
                return True

        if noticed(lambda: trial(None)):
            raise pytest.UsageError("the tests fail before anything is changed")
        self.survivors += [one for one in self.trials if not noticed(lambda one=one: trial(one.tree))]
        return True


def imported(path: Path, tree: ast.Module, tests: list[str]) -> bool:
    """Whether the tests fail when the module is imported as this tree."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    usual = SourceFileLoader.get_code
    SourceFileLoader.get_code = lambda self, asked: (
        compile(tree, str(path), "exec") if asked == name else usual(self, asked)
    )
    return pytest.main(tests) != 0


def report(asked: str) -> None:
    name, *lines = asked.split(":")
    path = RULES / f"{name}.py"
    made = mutants(ast.parse(path.read_text(encoding="utf-8")))
    made = [one for one in made if not lines or str(one.line) in lines]
    tests = sorted(TESTS.rglob("test_*.py"), key=lambda one: (not FIRST.search(one.stem), one.stem))
    options = ["-x", "--noconftest", "-c", os.devnull, f"--rootdir={ROOT}", "--assert=plain", "-p", "no:terminal"]
    options += map(str, tests)
    left = [one for one in made if not one.inside and not noticed(lambda one=one: imported(path, one.tree, options))]
    plugin = Exchanging(path, [one for one in made if one.inside])
    if pytest.main(options, plugins=[plugin]) != pytest.ExitCode.OK:
        raise SystemExit(f"{name}: the tests fail before anything is changed")
    left += plugin.survivors
    sys.stdout.write(f"{name}: {len(made)} mutants, {len(made) - len(left)} noticed, {len(left)} survived\n")
    sys.stdout.writelines(f"  {path.name}:{one.line}: {one.text}\n" for one in left)
    sys.stdout.flush()


def main(names: list[str]) -> None:
    settings.register_profile("mutants", max_examples=10, deadline=None, derandomize=True, database=None)
    settings.load_profile("mutants")
    for name in names:
        # A process each: what a file's tests imported must not stand in the next one's way.
        child = os.fork()
        if not child:
            report(name)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1:] or DECIDING.split())
