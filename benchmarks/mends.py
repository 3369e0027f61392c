"""How long the mends of a large ward take: a handful of violations, and a ward with dozens.

python benchmarks/mends.py [MEMBERS] [CELLS]
"""

import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assessments.rules import Answer, Grade, check, mends, read_dossier
from benchmarks.check_dossier import dossier


def a_handful(members: int, cells: int, base: str) -> Answer:
    """Within every quota but one, two heads above their cells, one member on long sick leave."""
    read = read_dossier(dossier(members, cells, base))
    small = tuple(
        replace(
            one,
            grade=Grade.GOOD if one.grade is Grade.EXCELLENT and int(one.code[1:]) >= cells // 2 else one.grade,
            sick_leave_months=4 if one.code == "M00201" else 0,
        )
        for one in read.members
    )
    graded = tuple(
        replace(one, grade=Grade.FULFILLED if one.code in {"C001", "C002"} else Grade.GOOD) for one in read.cells
    )
    headed = tuple(one for one in read.heads if one.unit in {"C001", "C002"})
    one_over = tuple(replace(one, quota=0 if one.code == "C005" else None) for one in graded)
    return check(replace(read, members=small, cells=one_over, heads=headed))


def main(members: int = 4000, cells: int = 100) -> None:
    for base in ("good_or_better", "good_only"):
        many = check(read_dossier(dossier(members, cells, base)))
        for name, answer in (("a handful", a_handful(members, cells, base)), ("dozens", many)):
            start = time.perf_counter()
            offered = mends(answer)
            took = time.perf_counter() - start
            found = Counter(finding.severity.value for finding in answer.findings)
            sys.stdout.write(
                f"{base}, {name}: {members} members, {cells} cells, {found['violation']} violations, "
                f"{found['needs-reason']} needing a reason: {len(offered)} mends in {took:.3f} s\n"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
