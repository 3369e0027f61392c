"""How engine time grows with the ward, and how it stands to the time of merely reading the file.

python benchmarks/growth.py [MEMBERS ...]
"""

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assessments.rules import check, read_dossier
from benchmarks.check_dossier import dossier

SIZES = (1_000, 4_000, 10_000, 40_000, 100_000)
MEMBERS_PER_CELL = 40
RUNS = 3


def shortest(work: Callable[[], object]) -> float:
    """Seconds of processor time, the shortest of some runs; what an earlier run left behind is cleared away first."""
    taken = []
    for _ in range(RUNS):
        gc.collect()
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def lopsided(members: int, cells: int, base: str) -> dict[str, Any]:
    """Half of the members excellent in one cell: the longest way to a quota that every move widens."""
    document: dict[str, Any] = dossier(members, cells, base)
    for one in document["members"][: members // 2]:
        one |= {"cell": "C000", "grade": "excellent"}
    return document


WARDS = (("even", dossier, "good_or_better"), ("even", dossier, "good_only"), ("lopsided", lopsided, "good_only"))


def row(members: int, kind: str, made: Callable[..., dict[str, Any]], base: str, folder: Path) -> Iterator[str]:
    cells = members // MEMBERS_PER_CELL
    path = folder / "dossier.json"
    path.write_text(json.dumps(made(members, cells, base), ensure_ascii=False), encoding="utf-8")
    read = read_dossier(path.read_text(encoding="utf-8"))
    parsing = shortest(lambda: json.loads(path.read_text(encoding="utf-8")))
    reading = shortest(lambda: read_dossier(path.read_text(encoding="utf-8")))
    checking = shortest(lambda: check(read))
    gc.disable()
    alone = shortest(lambda: check(read))
    gc.enable()
    yield f"{members:,}"
    yield f"{cells:,}"
    yield f"{kind}, `{base}`"
    yield from (f"{seconds:.3f}" for seconds in (parsing, reading, checking))
    yield from (f"{seconds / members * 1_000_000:.0f}" for seconds in (checking, alone))
    yield f"{checking / parsing:.1f}"
    yield f"{checking / reading:.2f}"


HEADINGS = (
    "members",
    "cells",
    "ward",
    "parse (s)",
    "read (s)",
    "check (s)",
    "per member (µs)",
    "collector off (µs)",
    "check ÷ parse",
    "check ÷ read",
)


def line(columns: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(columns)} |\n"


def main(sizes: tuple[int, ...]) -> None:
    """A Markdown table: `parse` is json.loads of the file, `read` is into the Dossier with every check of its shape."""
    sys.stdout.write(line(HEADINGS) + line(("---",) * len(HEADINGS)))
    with tempfile.TemporaryDirectory() as folder:
        for ward in WARDS:
            for members in sizes:
                sys.stdout.write(line(row(members, *ward, Path(folder))))
                sys.stdout.flush()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
