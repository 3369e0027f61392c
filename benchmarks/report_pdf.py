"""How long the ward report takes as PDF, beside one plain rendering of the same content and beside a browser's print.

    python benchmarks/report_pdf.py            # 640 and 4,000 members, three rounds
    python benchmarks/report_pdf.py 4000       # one size
    ROUNDS=1 python benchmarks/report_pdf.py

Each way runs in a process of its own, begun cold. Time is wall time from its start to its end, loading included; memory is
the largest sum of proportional set sizes over the process and all its children, looked at twenty times a second. Nothing
else should run. Chromium is looked for as `chromium`; without it that column stays empty.
"""

# ruff: noqa: T201 -- a command line: it prints its table

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (640, 4000)
MEMBERS_A_CELL = 40


def pss(pid: int) -> int:
    """Kilobytes of one process; 0 once it is gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)


def family(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, open_pids = [], [pid]
    while open_pids:
        found.append(open_pids.pop())
        open_pids += children.get(found[-1], [])
    return found


def measured(command: list[str], environment: dict[str, str]) -> tuple[float, int, str]:
    """(seconds, peak megabytes, what it printed)."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | environment, text=True, cwd=ROOT)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(pss, family(process.pid))))
        time.sleep(0.05)
    seconds = time.monotonic() - began
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return seconds, peak // 1024, process.stdout.read()


def pages_of(file: Path) -> int:
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(file) as paper:
        return len(paper.pages)


def main(sizes: list[int]) -> None:
    rounds = int(os.environ.get("ROUNDS", "3"))
    print("| members | way | seconds (each round) | peak MB | pages | kB |\n| --- | --- | --- | --- | --- | --- |")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            one_size(size, Path(folder), rounds)


def one_size(size: int, folder: Path, rounds: int) -> None:
    environment = {"PORTAL_VAR": str(folder / "var"), "BENCH": str(folder)}
    step = [sys.executable, __file__, "--step"]
    measured([*step, "prepare", str(size)], environment)
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    ways: dict[str, list[tuple[float, int]]] = {
        "plain": [],
        "parts, cold": [],
        "parts, one cell changed": [],
        "browser": [],
    }
    for _number in range(rounds):
        shutil.rmtree(folder / "var" / "cache", ignore_errors=True)
        ways["plain"].append(measured([*step, "plain"], environment)[:2])
        ways["parts, cold"].append(measured([*step, "parts", "before"], environment)[:2])
        ways["parts, one cell changed"].append(measured([*step, "parts", "after"], environment)[:2])
        if browser:
            command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
            command += ["--disable-background-networking", "--disable-component-update", "--disable-quic"]
            command += [f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
            command += [f"--print-to-pdf={folder / 'browser.pdf'}", f"file://{folder / 'after.html'}"]
            ways["browser"].append(measured(command, environment)[:2])
    files = {
        "plain": "plain.pdf",
        "parts, cold": "before.pdf",
        "parts, one cell changed": "after.pdf",
        "browser": "browser.pdf",
    }
    for way, found in ways.items():
        if found:
            file = folder / files[way]
            times = ", ".join(f"{seconds:.1f}" for seconds, _peak in found)
            peak = max(peak for _seconds, peak in found)
            print(f"| {size:,} | {way} | {times} | {peak:,} | {pages_of(file)} | {file.stat().st_size // 1024:,} |")


def step(name: str, *rest: str) -> None:
    """Inside the measured process. The content is made before and read from files, so that only printing is measured."""
    folder = Path(os.environ["BENCH"])
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_portal.settings")
    import django  # noqa: PLC0415

    django.setup()
    from datetime import date  # noqa: PLC0415

    if name == "prepare":
        prepare(folder, int(rest[0]))
        return
    from assessments.reports.long_papers.printing import printed_in_parts  # noqa: PLC0415
    from assessments.reports.pdf import style_sheet  # noqa: PLC0415

    if name == "plain":
        from weasyprint import CSS, HTML  # noqa: PLC0415 -- nothing of ours, no PDF/A: as anybody would print it

        page = HTML(string=(folder / "after.html").read_text())
        page.write_pdf(folder / "plain.pdf", stylesheets=[CSS(string=style_sheet())])
        return
    which = rest[0]
    parts = json.loads((folder / f"{which}.json").read_text())
    (folder / f"{which}.pdf").write_bytes(printed_in_parts(parts, style_sheet(), date(2022, 1, 14)))


def prepare(folder: Path, members: int) -> None:
    """The report of a random ward, before and after one member of one cell got another grade."""
    from assessments.reports.catalogue import WARD_SUMMARY, html_of, part_htmls  # noqa: PLC0415
    from assessments.reports.pdf import style_sheet  # noqa: PLC0415
    from tests.assessments.reports.wards import ISSUE, counted, paper_of, random_ward  # noqa: PLC0415

    ward = random_ward(1, members, members // MEMBERS_A_CELL)
    for which in ("before", "after"):
        if which == "after":
            changed = next(
                row
                for row in ward["members"]
                if row["cell"] == ward["cells"][-1]["code"] and row.get("grade") == "good"
            )
            changed["grade"] = "excellent"
        paper = paper_of(counted(ward).tally, ISSUE)
        (folder / f"{which}.json").write_text(json.dumps(part_htmls(WARD_SUMMARY, paper)))
        html = html_of(WARD_SUMMARY, paper)
        (folder / f"{which}.html").write_text(html.replace("</head>", f"<style>{style_sheet()}</style></head>"))
    # The plain rendering gets its style sheet from the renderer, as the portal's small papers do.


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        step(*sys.argv[2:])
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
