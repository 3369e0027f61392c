"""Mutated workbooks, dossiers and reports through every door that takes such files.

    python benchmarks/mutated_inputs.py [N] [--seed S] [--processes P] [--only INDEX] [--keep FOLDER] [--again FILE]

Input number i of seed S is always the same, but for a sheet's mark and a report's signature, which are drawn anew: a sound
file (roster, ground, cell's sheet, dossier, report), one to three mutations (benchmarks/mutating), made and sent in by a
child process that is kept while it lives. Doors: `import_roster --apply`, the pages of the three workbooks up to the
confirmation, `check_dossier`, `verify_report`, the district's check and its receiving. Held for each: no error of the server,
no traceback, exit 0, 1 or 2 with plain lines, nothing else on standard error; where the answer is no, every row of every table
is as before; where it is yes, as many rows as told, the journal whole; at most 20 s of the processor and 700 MB resident, and
no more than 60 s by the clock or 1,536 MB of addresses, at which the child is ended. What was written is rolled back.
`--only` repeats one with its traceback; `--keep` puts inputs that broke something into a folder, `--again` sends one of them.
On PostgreSQL: DATABASE_URL=postgres://… in front. Exit code 1 when anything was broken.
"""

# ruff: noqa: T201 -- a command line: it prints its findings

import argparse
import logging
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.fresh_database import fresh_database
from benchmarks.mutating import containers, dossiers, raw, reports, workbooks

MEGABYTE = 1024 * 1024
MOST_SECONDS, MOST_RESIDENT = 20, 700 * MEGABYTE
MOST_WALL, MOST_ADDRESSES = 60, 1536 * MEGABYTE
#: Of each hundred inputs; a report takes as long as fifty of the others.
SHARES = {"roster": 34, "ground": 17, "sheet": 16, "dossier": 23, "report": 10}
_BOOKS = ((12, workbooks.MUTATIONS), (5, containers.MUTATIONS), (3, raw.MUTATIONS))
#: By kind: (how often, mutations by name), from the deepest to those of any bytes.
MUTATIONS = {
    "roster": _BOOKS,
    "ground": _BOOKS,
    "sheet": _BOOKS,
    "dossier": ((17, dossiers.MUTATIONS), (3, raw.MUTATIONS)),
    "report": ((17, reports.MUTATIONS), (3, raw.MUTATIONS)),
}


@dataclass
class Report:
    """Of one input. `answers`: door → what it said; `seconds` of the processor, `resident` bytes at most."""

    index: int
    kind: str
    made_by: str = ""
    size: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    resident: int = 0
    faults: list[str] = field(default_factory=list)


def input_of(seeds: dict[str, list[bytes]], seed: int, index: int) -> tuple[str, str, bytes]:
    """(kind, mutations by name, bytes)."""
    dice = Random(f"{seed}-{index}")
    kind = dice.choices(list(SHARES), list(SHARES.values()))[0]
    data, names = dice.choice(seeds[kind]), []
    of_the_rules = ("dossier", "report")
    alike = [name for name in seeds if (name in of_the_rules) == (kind in of_the_rules)]
    fellows = [one for name in alike for one in seeds[name]]
    for _time in range(dice.choice((1, 1, 1, 2, 3))):
        # What was broken as bytes is no longer open to the others.
        known = MUTATIONS[kind] if not names or names[-1] not in raw.MUTATIONS else MUTATIONS[kind][-1:]
        (mutations,) = dice.choices([group for _often, group in known], [often for often, _group in known])
        name = dice.choice(list(mutations))
        try:
            data = mutations[name](data, dice, dice.choice(fellows))
        except Exception as fault:  # the file is too broken for this one already
            names.append(f"({name}: {type(fault).__name__})")
            break
        names.append(name)
        if not data:
            break
    return kind, ", ".join(names), data


def examine(scene, seed: int, index: int, *, keep: str = "") -> Report:
    """Make input number `index` and send it through its doors."""
    kind, names, data = input_of(scene.seeds, seed, index)
    report = sent(scene, Report(index, kind, names, len(data)), data)
    if report.faults and keep:
        (Path(keep) / f"{seed}-{index}.{kind}").write_bytes(data)
    return report


def sent(scene, report: Report, data: bytes, *, loud: bool = False) -> Report:
    """The report filled in: every door of its kind was tried, and nothing of it stays."""
    from benchmarks.mutating.scene import BrokenPromiseError, rolled_back  # noqa: PLC0415 -- Django is set up by now

    for door, enter in scene.doors[report.kind].items():
        _forget_peak()
        began = _processor()
        try:
            with _silent(), rolled_back():
                report.answers[door] = enter(data).said
        except BrokenPromiseError as fault:
            report.faults.append(f"{door}: {fault}")
        except (Exception, MemoryError, SystemExit) as fault:
            place = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{place.filename.rpartition('/')[2]}:{place.lineno}"
            report.faults.append(f"{door}: {type(fault).__name__}: {str(fault)[:200]} ({where})")
            if loud:
                traceback.print_exc()
        seconds, resident = _processor() - began, _peak()
        report.seconds, report.resident = max(report.seconds, seconds), max(report.resident, resident)
        if seconds > MOST_SECONDS:
            report.faults.append(f"{door}: {seconds:.0f} s of the processor")
        if resident > MOST_RESIDENT:
            report.faults.append(f"{door}: {resident // MEGABYTE} MB resident")
    return report


class NoiseError(AssertionError):
    """Something was written past the portal, by a library: a log full of it, a command that says more than its line."""


@contextmanager
def _silent() -> Iterator[None]:
    with tempfile.TemporaryFile() as noise:
        true = os.dup(2)
        os.dup2(noise.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(true, 2)
            os.close(true)
        noise.seek(0)
        if text := noise.read(200).decode(errors="replace").strip():
            raise NoiseError(text)


def _processor() -> float:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """Resident at most since it was forgotten, in bytes."""
    found = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(found[0].split()[1]) * 1024


class Child:
    """A process with a database of its own (SQLite: the parent's, in memory, as it was when this one was made)."""

    def __init__(self, scene, options: argparse.Namespace) -> None:
        self.pipe, other = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("fork").Process(
            target=self._work, args=(other, scene, options), daemon=True
        )
        self.process.start()
        other.close()
        self.index, self.began = None, 0.0

    @staticmethod
    def _work(pipe: Connection, scene, options: argparse.Namespace) -> None:
        from django.db import connection  # noqa: PLC0415

        parents = connection.connection  # held, not used: closed here it would end there
        if connection.vendor != "sqlite":
            connection.connection = None
        resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
        while (index := pipe.recv()) is not None:
            pipe.send(examine(scene, options.seed, index, keep=options.keep))
        del parents

    def give(self, index: int) -> None:
        self.index, self.began = index, time.monotonic()
        self.pipe.send(index)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def run(scene, options: argparse.Namespace) -> list[Report]:
    todo, done = iter(range(options.first, options.first + options.n)), []
    children = [Child(scene, options) for _number in range(options.processes)]
    for child in children:
        if (index := next(todo, None)) is not None:
            child.give(index)
    while busy := [child for child in children if child.index is not None]:
        ready = wait([child.pipe for child in busy], timeout=1)
        for child in busy:
            if child.pipe in ready:
                try:
                    done.append(child.pipe.recv())
                except EOFError:
                    child = _instead(children, child, scene, options, done, "the process died")
            elif time.monotonic() - child.began > MOST_WALL * 3:  # three doors
                child = _instead(children, child, scene, options, done, f"more than {MOST_WALL} s a door")
            else:
                continue
            child.index = next(todo, None)
            if child.index is not None:
                child.give(child.index)
            if len(done) % 100 == 0:
                print(
                    f"{len(done)} of {options.n}, {sum(bool(one.faults) for one in done)} broken",
                    file=sys.stderr,
                    flush=True,
                )
    for child in children:
        child.end()
    return done


def _instead(children: list[Child], dead: Child, scene, options, done: list[Report], words: str) -> Child:
    kind, names, data = input_of(scene.seeds, options.seed, dead.index)
    done.append(Report(dead.index, kind, names, len(data), faults=[words]))
    dead.end()
    children[children.index(dead)] = child = Child(scene, options)
    return child


def told(done: list[Report], seed: int) -> list[str]:
    """The table by kind, and every broken promise."""
    lines = [
        "| files | inputs | answers | processor: median | most | resident: median | most |",
        "| --- |" + " --- |" * 6,
    ]
    by_kind: dict[str, list[Report]] = defaultdict(list)
    for one in done:
        by_kind[one.kind].append(one)
    for kind in SHARES:
        if not (these := by_kind[kind]):
            continue
        answers = Counter(f"{door} {said}" for one in these for door, said in one.answers.items())
        seconds, resident = [one.seconds for one in these], [one.resident / MEGABYTE for one in these]
        lines.append(
            f"| {kind} | {len(these):,} | {', '.join(f'{said} {count}' for said, count in sorted(answers.items()))} | "
            f"{statistics.median(seconds):.2f} s | {max(seconds):.2f} s | "
            f"{statistics.median(resident):.0f} MB | {max(resident):.0f} MB |"
        )
    for one in sorted(done, key=lambda one: one.index):
        name = f"--seed {seed} --only {one.index}: {one.kind} ({one.made_by}; {one.size:,} bytes)"
        lines += [f"{name}: {fault}" for fault in one.faults]
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n", nargs="?", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="index to begin with")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", type=int, help="index of the one input to repeat")
    parser.add_argument("--keep", default="", help="a folder for inputs that broke something")
    parser.add_argument("--again", type=Path, help="a kept input, its kind behind the point")
    options = parser.parse_args()
    began = time.monotonic()
    logging.disable(logging.WARNING)  # each request is told otherwise
    with fresh_database() as vendor:
        from benchmarks.mutating.scene import Scene  # noqa: PLC0415 -- Django is set up by now

        scene = Scene()
        if options.only is not None:
            kind, names, data = input_of(scene.seeds, options.seed, options.only)
            done = [sent(scene, Report(options.only, kind, names, len(data)), data, loud=True)]
            print(done[0])
        elif options.again:
            data = options.again.read_bytes()
            done = [sent(scene, Report(0, options.again.suffix[1:], str(options.again), len(data)), data, loud=True)]
            print(done[0])
        else:
            done = run(scene, options)
            largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            print(
                f"{len(done):,} inputs, {vendor}, {time.monotonic() - began:.0f} s; largest process of all {largest} MB"
            )
        print("\n".join(told(done, options.seed)))
    return 1 if any(one.faults for one in done) else 0


if __name__ == "__main__":
    sys.exit(main())
