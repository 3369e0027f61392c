"""How long the journal's chain takes: to write, to check, to export. `python benchmarks/journal.py [ENTRIES]`

Works in a transaction that is rolled back, in the database that DATABASE_URL names: nothing stays.
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_portal.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from cells.journal import record  # noqa: E402
from cells.journal.checking import check_chain  # noqa: E402
from cells.journal.exporting import export_lines  # noqa: E402

WARD = "benchmark"


def main(entries: int) -> None:
    with transaction.atomic():
        timed("record", entries, lambda: write(entries))
        # What a commit does.
        timed("chained at commit (PostgreSQL)", entries, connection.check_constraints)
        timed("check_chain", entries, lambda: check_chain(WARD))
        timed("export_lines", entries, lambda: sum(map(len, export_lines(WARD, entries))))
        transaction.set_rollback(True)


def write(entries: int) -> None:
    for number in range(entries):
        record(
            by=None, actor_name="benchmark", action="grade.draft", ward_code=WARD, before={"grade": "good"},
            after={"grade": "excellent", "n": number}, reason="Theo đề nghị của hội nghị",
        )  # fmt: skip


def timed(what: str, entries: int, call: Callable[[], object]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    each = wall / entries * 1e6
    sys.stdout.write(f"{what}: {wall:.1f} s, processor here {cpu:.1f} s, {each:.0f} µs an entry; peak {peak} MB\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
