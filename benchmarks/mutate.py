"""Mutation testing of the rule core: one small change at a time, and whether the rules' tests notice it.

python benchmarks/mutate.py [FILE[:LINE ...] ...]      files of assessments/rules, such as `caps quota:187:188`

Every mutant lives in a process of its own and no file is changed. It meets the tests that come to its line (what stands
outside functions: all of them): first those that noticed other mutants, then the quickest. Each survivor is printed with
its place; docs/mutation.md says why those that are left may stay. Files that only carry values (`CARRYING`) are imported
anew for every mutant and meet only the exact tests near them.
"""

import ast
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from time import process_time
from types import CodeType, FrameType, FunctionType
from typing import NamedTuple

import pytest
from hypothesis import Phase, settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
RULES, TESTS = ROOT / "assessments" / "rules", ROOT / "tests" / "assessments" / "rules"
OPTIONS = ["-x", "--noconftest", "-c", os.devnull, f"--rootdir={ROOT}", "--assert=plain"]
OPTIONS += [
    "-s",
    *(f"-pno:{name}" for name in ("terminal", "cacheprovider", "django", "logging", "warnings")),
]
TOLD = 9
"""The file descriptor on which a test that fails is named."""
DECIDING = (
    "quota caps criteria cells eligibility suggestions counts collectives graded_subjects apportionment dates heads "
    "engine ground facts ruleset citations dossier_reader dossier_links ballots quota_repairs quota_drops mending "
    "mending_ways mending_choices mend changes trial rechecking differences explaining/case explaining/cells "
    "explaining/collectives explaining/desk explaining/eligible explaining/explainer explaining/explanation "
    "explaining/heads explaining/individual explaining/people explaining/pools explaining/units answer findings faults "
    "json_text trace plain_answer shapes dossier_writer plain_difference vocabulary "
    "change_words mending_words wording rule_ids rule_sets/__init__ rule_sets/readings rule_sets/y2020 rule_sets/y2021 "
    "rule_book/amendments rule_book/effects rule_book/effect_words rule_book/not_rules rule_book/parameter_words "
    "rule_book/rule_words rule_book/source_words"
)
_TOLD = ("test_answer", "test_findings", "test_plain_answer", "test_plain_difference", "test_looked_at")
_READ = ("test_shapes", "test_writer", "test_reader", "test_reader_links")
_BOOK = tuple(f"rule_book/test_{name}" for name in ("amendments", "effects", "effect_words", "words"))
_SETS = ("test_rule_set_content", "test_rule_sets", "rule_book/test_words")
CARRYING = {
    "answer": _TOLD,
    "findings": _TOLD,
    "trace": _TOLD,
    "plain_answer": _TOLD,
    "faults": _READ,
    "json_text": _READ,
    "shapes": _READ,
    "dossier_writer": _READ,
    "plain_difference": ("test_plain_difference",),
    "vocabulary": ("test_vocabulary",),
    "rule_ids": _SETS,
    **{f"rule_sets/{name}": _SETS for name in ("__init__", "readings", "y2020", "y2021")},
    "rule_book/amendments": _BOOK,
    "rule_book/effects": _BOOK,
    "rule_book/effect_words": _BOOK,
    "rule_book/not_rules": _BOOK,
    "rule_book/parameter_words": _BOOK,
    "rule_book/rule_words": _BOOK,
    "rule_book/source_words": _BOOK,
}
"""Files that only carry values, and their tests. Without property tests: what exact ones notice, all of them do."""
NEAR = CARRYING | {"dossier_reader": _READ, "explaining/explanation": ("explaining/test_codes",)}
"""As above; of the files that are here alone, only what stands outside functions."""
EXAMPLES = int(os.environ.get("EXAMPLES", "5"))
"""Of a property test at most, for each mutant: what only luck notices deserves an exact test."""
SECONDS = 10
"""Of processor time, beyond thrice what its tests need unchanged: a mutant that runs longer has been noticed."""


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes(inner)


def exchangeable(path: Path, tree: ast.Module) -> bool:
    """Whether every function keeps its free variables (`super()` has one): else the module is imported anew."""
    before, after = (
        {one.co_qualname: one.co_freevars for one in codes(compile(module, str(path), "exec"))}
        for module in (ast.parse(path.read_text(encoding="utf-8")), tree)
    )
    return all(after.get(name) == free for name, free in before.items() if "<locals>" not in name)


def exchange(live: list[FunctionType], path: Path, tree: ast.Module) -> None:
    changed = {(one.co_qualname, one.co_firstlineno): one for one in codes(compile(tree, str(path), "exec"))}
    for one in live:
        new = changed.get((one.__code__.co_qualname, one.__code__.co_firstlineno))
        if new is not None:
            one.__code__ = new


def noticed(trial: Callable[[], bool], seconds: float, killers: set[str]) -> bool:
    """Whether the tests fail, asked in a forked process. The one that failed joins the `killers`."""
    sys.stdout.flush()
    out, into = os.pipe()
    child = os.fork()
    if not child:
        signal.setitimer(signal.ITIMER_PROF, SECONDS + 3 * seconds)
        hush = os.open(os.devnull, os.O_WRONLY)
        os.dup2(hush, 1)
        os.dup2(hush, 2)
        os.dup2(into, TOLD)
        failed = True
        try:
            failed = trial()
        finally:
            os._exit(failed)
    os.close(into)
    with os.fdopen(out) as pipe:
        killers.update(pipe.read().splitlines())
    return os.waitpid(child, 0)[1] != 0


class Run(NamedTuple):
    """How long a test takes, and which lines of the rules it runs: (file, line), first lines of functions too."""

    seconds: float
    lines: frozenset[tuple[str, int]]


Runs = dict[str, Run]


class Few:
    """A pytest plugin: property tests with few examples, whatever number they ask for themselves; or `exact` ones."""

    def __init__(self, *, exact: bool) -> None:
        self.exact = exact

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.exact:
            items[:] = [item for item in items if not getattr(item.obj, "is_hypothesis_test", False)]
        for item in items:
            asked = getattr(item.obj, "_hypothesis_internal_use_settings", None)
            if asked is not None:
                item.obj._hypothesis_internal_use_settings = settings(
                    asked, max_examples=min(asked.max_examples, EXAMPLES)
                )


class Measuring(Few):
    """A pytest plugin: run every test once, nothing changed."""

    def __init__(self, *, exact: bool) -> None:
        super().__init__(exact=exact)
        self.runs: Runs = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for item in session.items:
            lines = set()

            def note(frame: FrameType, event: str, _: object, lines: set[tuple[str, int]] = lines) -> Callable | None:
                if not frame.f_code.co_filename.startswith(str(RULES)):
                    return None
                lines.add((frame.f_code.co_filename, frame.f_lineno))
                return note

            began = process_time()
            sys.settrace(note)
            # Without a next item: what a fixture calls counts for every test that asks for it.
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            sys.settrace(None)
            self.runs[item.nodeid] = Run(process_time() - began, frozenset(lines))
        return True


def options(near: tuple[str, ...]) -> list[str]:
    """For the tests of these files; none named: all tests of the rules."""
    return [*OPTIONS, *(str(TESTS / f"{name}.py") for name in near)] if near else [*OPTIONS, str(TESTS)]


@cache
def measured(near: tuple[str, ...]) -> Runs:
    """The tests by their names, run in a process of its own: nothing stays imported here."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        os.close(out)
        plugin = Measuring(exact=bool(near))
        failed = pytest.main(options(near), plugins=[plugin]) != pytest.ExitCode.OK
        with os.fdopen(into, "wb") as pipe:
            pickle.dump({} if failed else plugin.runs, pipe)
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        runs = pickle.load(pipe)
    os.waitpid(child, 0)
    if not runs:
        raise SystemExit("the tests fail before anything is changed")
    return runs


class QuickFirst(Few):
    """A pytest plugin: first the tests that noticed other mutants of the file, then the quick ones."""

    def __init__(self, runs: Runs, killers: set[str], *, exact: bool = False) -> None:
        super().__init__(exact=exact)
        self.runs, self.killers = runs, killers

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        super().pytest_collection_modifyitems(items)
        items[:] = self.ordered(items)

    def ordered(self, items: Iterable[pytest.Item]) -> list[pytest.Item]:
        return sorted(items, key=lambda item: (item.nodeid not in self.killers, self.runs[item.nodeid].seconds))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(TOLD, f"{report.nodeid}\n".encode())


class Exchanging(QuickFirst):
    """As `QuickFirst`; and collect once, then for every mutant inside a function run the tests that come there."""

    def __init__(self, path: Path, trials: Iterable[Mutant], runs: Runs, killers: set[str]) -> None:
        super().__init__(runs, killers)
        self.path, self.trials, self.survivors = path, trials, []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from _pytest.main import pytest_runtestloop  # noqa: PLC0415 -- pytest's own loop, once per mutant

        every = [one for one in gc.get_objects() if isinstance(one, FunctionType)]
        live = [one for one in every if one.__code__.co_filename == str(self.path)]
        gc.freeze()

        def trial(mutant: Mutant, items: list[pytest.Item]) -> bool:
            exchange(live, self.path, mutant.tree)
            session.items = items
            try:
                return not pytest_runtestloop(session) or bool(session.testsfailed)
            except session.Failed:
                return True

        for one in self.trials:
            near = self.near(session.items, one.line) or self.near(session.items, one.function)
            near = self.ordered(near)
            seconds = sum(self.runs[item.nodeid].seconds for item in near)
            if not noticed(lambda one=one, near=near: trial(one, near), seconds, self.killers):
                self.survivors.append(one)
        return True

    def near(self, items: list[pytest.Item], line: int) -> list[pytest.Item]:
        return [item for item in items if (str(self.path), line) in self.runs[item.nodeid].lines]


def imported(path: Path, tree: ast.Module, near: tuple[str, ...], killers: set[str]) -> bool:
    """Whether the tests fail when the module is imported as this tree."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    usual = SourceFileLoader.get_code
    SourceFileLoader.get_code = lambda self, asked: (
        compile(tree, str(path), "exec") if asked == name else usual(self, asked)
    )
    return pytest.main(options(near), plugins=[QuickFirst(measured(near), killers, exact=bool(near))]) != 0


def report(asked: str) -> None:
    name, *lines = asked.split(":")
    path, near = RULES / f"{name}.py", NEAR.get(name, ())
    made = mutants(ast.parse(path.read_text(encoding="utf-8")))
    made = [one for one in made if not lines or str(one.line) in lines]
    killers: set[str] = set()

    def survives(tree: ast.Module) -> bool:
        seconds = sum(run.seconds for run in measured(near).values())
        return not noticed(lambda: imported(path, tree, near, killers), seconds, killers)

    within = [one for one in made if name not in CARRYING and one.function is not None and exchangeable(path, one.tree)]
    anew = [one for one in made if all(one is not other for other in within)]
    if anew and not survives(ast.parse(path.read_text(encoding="utf-8"))):
        raise SystemExit(f"{name}: the tests fail when it is imported anew and nothing is changed")
    left = [one for one in anew if survives(one.tree)]
    if within:
        plugin = Exchanging(path, within, measured(()), killers)
        if pytest.main(options(()), plugins=[plugin]) != pytest.ExitCode.OK:
            raise SystemExit(f"{name}: the tests cannot be run")
        left += plugin.survivors
    sys.stdout.write(f"{name}: {len(made)} mutants, {len(made) - len(left)} noticed, {len(left)} survived\n")
    sys.stdout.writelines(f"  {path.name}:{one.line}: {one.text}\n" for one in left)
    sys.stdout.flush()


def main(names: list[str]) -> None:
    few = {"max_examples": EXAMPLES, "phases": (Phase.explicit, Phase.generate)}
    settings.register_profile("mutants", deadline=None, derandomize=True, database=None, **few)
    settings.load_profile("mutants")
    if sum(name.split(":")[0] not in CARRYING for name in names) > 1:
        measured(())  # once for all of them
    for name in names:
        # A process each: what a file's tests imported must not stand in the next one's way.
        child = os.fork()
        if not child:
            report(name)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1:] or DECIDING.split())
