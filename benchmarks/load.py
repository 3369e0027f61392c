"""300 secretaries at the deadline, for ten minutes, on PostgreSQL: no error, no lost write, how long a page takes.

    DATABASE_URL=postgres://user@host/any python benchmarks/load.py [--secretaries 300] [--minutes 10] [--cells 40]
        [--members 25] [--seed 1] [--server "OPTIONS OF GUNICORN"] [--write]

One ward in its last hour (benchmarks/loading/ward.py): most critiques begun, one cell of four nearly ready. The server is the
real one (`review_portal.serve`, HTTPS behind a proxy, Argon2, limits on, log as in the service), in a database and a folder of
its own that go afterwards. The secretaries come within two minutes, sign in and work as benchmarks/loading/secretary.py says; the
minutes count from when all are there. They run in this process, on the same cores; its own time is told.
Held: every answer the one expected; no fault in the log, every request in it; a page to write shows what was acknowledged;
nobody is told of another's save that was none; at the end each critique, list, meeting, attendance, ballot and sending is what
was acknowledged last, all others as before; the journal whole, with one entry for each deed; the server ends with 0.
The first broken promise is named, exit code 1. `--write` puts the figures into docs/figures.md.
"""

# ruff: noqa: T201 -- a command line: it prints its table

import argparse
import os
import shlex
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.loading.browser import HOST, Asked, Browser
from benchmarks.loading.watching import Cost, Told, Watch, read_log
from benchmarks.races import on_server

ROOT = Path(__file__).resolve().parent.parent
#: As the service of docs/local-network.md starts it.
SERVER = "--workers 3 --timeout 120"
RAMP_SECONDS = 120
FIGURES = ROOT / "docs" / "figures.md"
HEADING = "# Figures: secretaries at the deadline"


@dataclass
class Run:
    options: argparse.Namespace
    database_url: str
    var: Path
    port: int
    asked: list[Asked] = field(default_factory=list)
    late: list[float] = field(default_factory=list)  # ms by which a pause was longer than meant
    set_up: float = 0
    cost: Cost = field(default_factory=Cost)
    told: Told = field(default_factory=Told)
    notes: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def main() -> int:
    options = _options()
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        sys.exit("DATABASE_URL must name a PostgreSQL server")
    name = f"portal_load_{os.getpid()}"
    with tempfile.TemporaryDirectory(prefix="portal-load-") as folder:
        run = Run(options, f"{server.rpartition('/')[0]}/{name}", Path(folder), _free_port())
        os.environ |= _environment(run)
        on_server(server, f'CREATE DATABASE "{name}"')
        try:
            _measure(run)
        finally:
            on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')
    text = _figures(run)
    print(text)
    print("\n".join(dict.fromkeys(run.broken[:20])), file=sys.stderr)
    if options.write and not run.broken:
        _put(text)
    return 1 if run.broken else 0


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--secretaries", type=int, default=300)
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--cells", type=int, help="default: 40 for 300 secretaries")
    asked.add_argument("--members", type=int, default=25, help="of each cell")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--server", default=SERVER, help=f"options of the web server; default: {SERVER}")
    asked.add_argument("--write", action="store_true", help="put the figures into docs/figures.md")
    options = asked.parse_args()
    options.cells = options.cells or max(2, round(options.secretaries * 40 / 300))
    return options


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _environment(run: Run) -> dict[str, str]:
    """The settings of docs/local-network.md; whatever else was set for development goes."""
    for name in ("DEBUG", "SAMPLE_SETUP", "SAMPLE_TODAY", "RATE_LIMITS", "LOG_LEVEL", "SECRET_KEY", "CONN_MAX_AGE"):
        os.environ.pop(name, None)
    return {
        "DJANGO_SETTINGS_MODULE": "review_portal.settings",
        "ALLOWED_HOSTS": HOST,
        "CSRF_TRUSTED_ORIGINS": f"https://{HOST}",
        "HTTPS": "1",
        "BEHIND_PROXY": "1",
        "PORTAL_VAR": str(run.var),
        "DATABASE_URL": run.database_url,
    }


def _measure(run: Run) -> None:
    began = time.monotonic()
    import django  # noqa: PLC0415 -- settings come first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from benchmarks.loading import ward  # noqa: PLC0415
    from benchmarks.loading.ledger import Ledger  # noqa: PLC0415

    options = run.options
    call_command("compile_catalogues", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    desks = ward.make_ward(options.cells, options.members, options.secretaries, Random(options.seed))
    ledger = Ledger(ward.critiques())
    files, deeds = ward.files(), ward.journal()
    connection.close()
    run.set_up = time.monotonic() - began
    print(f"set up in {run.set_up:.0f} s: {len(desks)} secretaries, {len(ledger.before)} critiques begun", flush=True)
    log = run.var / "server.log"
    with log.open("w") as out:
        command = [
            sys.executable,
            "-m",
            "review_portal.serve",
            "--bind",
            f"127.0.0.1:{run.port}",
            *shlex.split(options.server),
        ]
        server = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait_until_it_answers(run, server)
            watch = Watch(server.pid, run.database_url)
            watch.start()
            _let_work(run, desks, ledger)
            run.cost = watch.finish()
        finally:
            server.terminate()
            status = server.wait()
    run.told = read_log(log)
    run.broken += ledger.broken + run.told.faults
    run.broken += [f"the server ended with {status}"] if status else []
    asked = sum(one.kind != "static file" for one in run.asked)
    if asked != run.told.requests and not run.broken:
        run.broken.append(f"{asked} requests were answered, {run.told.requests} are in the log")
    run.broken += ledger.lost(ward.critiques()) + ledger.unfounded() + _lost_in_files(ledger, files, ward.files())
    run.broken += _journal_faults(ledger, deeds, ward.journal())
    run.notes = _notes(ledger, desks)
    connection.close()


def _wait_until_it_answers(run: Run, server: subprocess.Popen) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{run.port}/healthz", headers={"Host": HOST})
    for _try in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(request, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit(f"the server did not start: {(run.var / 'server.log').read_text()[-2000:]}")


def _let_work(run: Run, desks: list, ledger) -> None:
    from benchmarks.loading.secretary import Over, Secretary  # noqa: PLC0415 -- stands on the ward, which needs Django

    minutes = run.options.minutes
    over = time.monotonic() + RAMP_SECONDS + minutes * 60

    def sleep(seconds: float) -> None:
        now = time.monotonic()
        if now + seconds >= over:
            time.sleep(max(0, over - now))
            raise Over
        time.sleep(seconds)
        run.late.append((time.monotonic() - now - seconds) * 1000)

    def come(place: int, desk) -> None:
        dice = Random(f"{run.options.seed} {desk.username}")
        browser = Browser(run.port, f"10.11.{place // 250}.{place % 250 + 1}", run.asked.append)
        time.sleep(RAMP_SECONDS * place / len(desks))
        try:
            Secretary(desk, browser, ledger, dice, sleep).work()
        except Exception as fault:
            ledger.break_off(f"{desk.username}: {type(fault).__name__} {fault}")

    threading.stack_size(512 * 1024)
    order = list(desks)
    Random(run.options.seed).shuffle(order)
    threads = [threading.Thread(target=come, args=pair) for pair in enumerate(order)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _lost_in_files(ledger, before: dict, after: dict) -> list[str]:
    found = []
    for file, pieces in after.items():
        wanted = before[file] | ledger.files.get(file, {})
        found += [
            f"file {file}, {piece}: acknowledged {str(wanted.get(piece))[:200]}, there {str(pieces.get(piece))[:200]}"
            for piece in sorted(wanted.keys() | pieces.keys())
            if wanted.get(piece) != pieces.get(piece)
        ]
    return found


def _journal_faults(ledger, before, after) -> list[str]:
    from cells.journal.checking import chains, check_chain  # noqa: PLC0415 -- Django is set up by now

    found = [f"the journal of {code!r}: {answer}" for code in chains() if not (answer := check_chain(code)).is_whole]
    wanted = ledger.deeds.copy()
    wanted["critique.saved"] += wanted["critique.submitted"]  # submitting saves first
    return found + [
        f"journal: {count} times {deed} was acknowledged, {after[deed] - before[deed]} entries"
        for deed, count in sorted(wanted.items())
        if after[deed] - before[deed] != count
    ]


def _notes(ledger, desks: list) -> list[str]:
    deeds = ", ".join(f"`{deed}` {count:,}" for deed, count in sorted(ledger.deeds.items()))
    ready = len({desk.cell.file for desk in desks if desk.cell.ready})
    return [
        f"Acknowledged: {ledger.saved:,} times a critique (the page's own saves among them); {deeds}. Each is there as "
        "acknowledged last, or was followed by a later one; everything else is as before; the journal whole.",
        f"Of the cells {ready} were ready but for one critique of each secretary; {ledger.deeds['file.submit']} sent their file. "
        f"{len(ledger.overtaken)} times somebody in the report that all of a cell write was told that a colleague had saved first.",
    ]


def _figures(run: Run) -> str:
    options, cost = run.options, run.cost
    by_kind = defaultdict(list)
    for one in run.asked:
        by_kind[one.kind].append(one)
    pages = [one for one in run.asked if one.kind != "static file"]
    rows = [_row(kind, asked) for kind, asked in sorted(by_kind.items(), key=lambda pair: -len(pair[1]))]
    cores = len(os.sched_getaffinity(0))
    share = cost.seconds * cores / 100 or 1
    within = run.told.median_and_p95 if len(run.told.within) > 1 else (0, 0)
    late = statistics.quantiles(run.late, n=20)[-1] if len(run.late) > 1 else 0
    warnings = ", ".join(f"{words} ({count})" for words, count in run.told.warnings.items()) or "none"
    broken = f"BROKEN: {run.broken[0]}" if run.broken else "No error, no lost write."
    return "\n".join(
        [
            HEADING,
            "",
            f"{options.secretaries} secretaries of one ward with {options.cells} cells of {options.members} members, seed "
            f"{options.seed}: two minutes in which they come, then {options.minutes:g} more. {broken}",
            f"`DATABASE_URL=… python benchmarks/load.py --secretaries {options.secretaries} --minutes {options.minutes:g} "
            f"--cells {options.cells} --members {options.members} --seed {options.seed}"
            + ("" if options.server == SERVER else f' --server "{options.server}"')
            + " --write`",
            f"(what they do, and what is held, stand in its head). Server `{options.server}`; PostgreSQL, portal and",
            f"secretaries on the same {cores} cores. Set-up {run.set_up:.0f} s.",
            "",
            "| request | number | errors | median (ms) | p95 | p99 | longest |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            _row("**all but static files**", pages),
            "",
            f"- {len(pages) / (cost.seconds or 1):.1f} requests a second without static files. Measured by the "
            f"secretaries, from before the connection to the last byte; inside the portal alone (its log): median "
            f"{within[0]:.0f} ms, p95 {within[1]:.0f} ms.",
            f"- Processor, in seconds of {cost.seconds * cores:.0f}: web server {cost.web:.0f} ({cost.web / share:.0f} %), "
            f"PostgreSQL's connections {cost.database:.0f} ({cost.database / share:.0f} %), worker {cost.worker:.0f}, secretaries "
            f"{cost.driver:.0f} ({cost.driver / share:.0f} %); the machine as a whole was {cost.busy:.0%} busy.",
            f"- Memory: the portal's processes together {cost.shared_out:.0f} MB at most (what they share counted once), the "
            f"largest of the web server {cost.largest:.0f} MB resident. {cost.connections} connections to PostgreSQL at most, "
            f"{cost.waiting} of them waiting for a lock at one moment at most; {cost.deadlocks} deadlocks, "
            f"{cost.commits:,} commits.",
            *(f"- {note}" for note in run.notes),
            f"- The secretaries woke from their pauses at most {late:.0f} ms late (p95). Warnings in the log: {warnings}.",
            "- Not in it: the proxy, TLS, the network; texts of a year before beside the form; background work, papers, the office.",
            "",
        ]
    )


def _row(kind: str, asked: list[Asked]) -> str:
    times = [one.ms for one in asked]
    cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    middle, p95, p99 = (f"{cuts[place]:,.0f}" for place in (49, 94, 98))
    errors = sum(one.status >= 400 and one.status != 409 for one in asked)
    return f"| {kind} | {len(times):,} | {errors} | {middle} | {p95} | {p99} | {max(times, default=0):,.0f} |"


def _put(text: str) -> None:
    """In the place of the former figures, or at the end; other chapters stay."""
    before, heading, rest = FIGURES.read_text(encoding="utf-8").partition(HEADING)
    _former, next_heading, after = rest.partition("\n# ") if heading else ("", "", "")
    FIGURES.write_text(f"{before.rstrip()}\n\n{text}{next_heading}{after}", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
