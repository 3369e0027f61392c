"""Foreign ids asked for, everywhere: every address that names an object × every method × everybody to whom it is foreign.

    python benchmarks/foreign_ids.py [--write]

Two wards with everything in both (tests/access); the requests carry a valid token against forgery. Asked before and after
the release of the results, GET and POST once more with ids that do not exist. Exit code 1 when anything answered otherwise than
"no such page" (404) or with the sign-in, when an answer tells existing and missing ids apart, or when any row of any table
changed. `--write` puts the figures into docs/figures.md. On PostgreSQL: DATABASE_URL=postgres://… in front.
"""

# ruff: noqa: T201 -- a command line: it prints its findings

import argparse
import logging
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.fresh_database import fresh_database

#: What is asked once more with ids that do not exist.
COMPARED = ("GET", "POST")
FIGURES = Path(__file__).resolve().parent.parent / "docs" / "figures.md"
HEADING = "# Figures: ids that are foreign"
INTRODUCTION = f"""{HEADING}

{{probes}} probes over {{addresses}} addresses that name an object, by everybody to whom it is foreign, with a valid token
against forgery: by every method before the release, by GET once more after it. `python benchmarks/foreign_ids.py --write`.
Each address is known to open for somebody of its own ward, so the objects are there; where it names two objects, each was
also foreign beside an own one. {{vendor}}, {{seconds}} s, the machine busy with other work.
"""
FOUND = """- No other answer; no row of any table changed (fingerprints of all tables but the sessions, before and after).
- Each answer to GET and POST is the same, to the byte, as that for an id that does not exist (but for its own address and
  what is drawn anew).
- Not probed: reports and keys of other installations for the district's role (one for all of them), an invitation's token.
- Found and mended by it: where an address names an object, a method the page does not take was told as 405 and is told as
  404 now; the question before an export was put to strangers too; four addresses led a stranger on (302) when only read.
"""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    logging.disable(logging.WARNING)  # thousands of refusals are what is asked for
    asked.add_argument("--write", action="store_true", help="put the figures into docs/figures.md")
    write = asked.parse_args().write
    with fresh_database() as vendor:
        text, faults = probe(vendor)
    print(text)
    print("\n".join(faults), file=sys.stderr)
    if write and not faults:
        put(text)
    return 1 if faults else 0


def put(text: str, its_heading: str = HEADING) -> None:
    """In the place of the former figures, or at the end; other chapters stay."""
    before, heading, rest = FIGURES.read_text(encoding="utf-8").partition(its_heading)
    _former, next_heading, after = rest.partition("\n# ") if heading else ("", "", "")
    FIGURES.write_text(f"{before.rstrip()}\n\n{text}{next_heading}{after}", encoding="utf-8")


def probe(vendor: str) -> tuple[str, list[str]]:
    """The page of figures, and everything that was not as it should be."""
    from assessments.models import ReviewFile  # noqa: PLC0415 -- Django is set up by now
    from tests.access import probing  # noqa: PLC0415
    from tests.access.two_wards import TwoWards  # noqa: PLC0415

    wards = TwoWards()
    faults = [f"nobody reaches {name}: a probe there proves nothing" for name in probing.unreached(wards)]
    total, by_who, by_method, seconds = Counter(), {}, {}, time.monotonic()
    for stage in probing.STAGES:
        ReviewFile.objects.filter(campaign=wards.scene.campaign).update(stage=stage)
        before = probing.checksums()
        for method in probing.METHODS if stage is probing.STAGES[0] else ("GET",):
            found = probing.run(wards, probing.probes(wards, (method,)), compare=method in COMPARED)
            total += found.answers
            by_method[method] = by_method.get(method, Counter()) + found.answers
            for who, answers in found.by_who.items():
                by_who[who] = by_who.get(who, Counter()) + answers
            faults += found.wrong + [f"told apart: {words}" for words in found.told_apart]
        after = probing.checksums()
        faults += [f"{stage}: {table} changed" for table in before if before[table] != after.get(table)]
    return _page(total, by_who, by_method, len(probing.probed()), time.monotonic() - seconds, vendor), faults


def _page(total, by_who, by_method, addresses: int, seconds: float, vendor: str) -> str:
    figures = {
        "probes": f"{sum(total.values()):,}",
        "addresses": addresses,
        "seconds": f"{seconds:.0f}",
        "vendor": vendor,
    }
    return "\n".join(
        [INTRODUCTION.format(**figures), *_table("by whom", by_who), "", *_table("method", by_method), "", FOUND]
    )


def _table(first: str, rows: dict[str, Counter]) -> list[str]:
    said = sorted({answer for answers in rows.values() for answer in answers})
    lines = [f"| {first} | probes | {' | '.join(said)} |", f"| --- |{' --- |' * (len(said) + 1)}"]
    for name, answers in rows.items():
        numbers = [sum(answers.values()), *(answers.get(one, 0) for one in said)]
        lines.append(f"| {name} | {' | '.join(f'{number:,}' for number in numbers)} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
