"""Role × object × stage × action, measured anew: every page and every service, as everybody, at every stage.

    python benchmarks/access_matrix.py [--write]

Takes minutes. Prints what differs from the kept table (tests/access/matrix.json), exit code 1; `--write` keeps it and
writes the page docs/access.md.
"""

# ruff: noqa: T201 -- a command line: it prints its findings

import argparse
import logging
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.fresh_database import fresh_database

PAGE = Path(__file__).resolve().parent.parent / "docs" / "access.md"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--write", action="store_true", help="keep the table and write docs/access.md")
    asked.add_argument("--page", action="store_true", help="write docs/access.md from the kept table, measure nothing")
    given = asked.parse_args()
    logging.disable(logging.WARNING)  # thousands of refusals are what is asked for
    with fresh_database():
        from tests.access import access_page, matrix  # noqa: PLC0415 -- Django is set up by now

        found = matrix.kept() if given.page else matrix.measured()
        before = matrix.kept() if matrix.KEPT.exists() else {}
        changed = [
            f"{name}: {before.get(part, {}).get(name)} → {row}"
            for part, rows in found.items()
            for name, row in rows.items()
            if before.get(part, {}).get(name) != row
        ]
        if given.write or given.page:
            matrix.keep(found)
            PAGE.write_text(access_page.page_text(found), encoding="utf-8")
    print("\n".join(changed) or "as kept")
    return 1 if changed and not given.write else 0


if __name__ == "__main__":
    sys.exit(main())
