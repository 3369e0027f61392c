"""What PDF/A validators say of the portal's papers.

    python benchmarks/pdfa_check.py              # makes an issued ward report of 60 members and checks it
    python benchmarks/pdfa_check.py FILE.pdf …   # checks these

Each validator runs if it is installed; the answer says which did not. All come from the package registries:
    pip install page-validation pdfluent
    apt-get install qpdf mupdf-tools poppler-utils openjdk-17-jre-headless \\
        libpdfbox2-java libactivation-java libjaxb-api-java
What each one covers, and what none of them proves, is in docs/papers.md. Exit code 1 when a fault was found that that page does
not explain.
"""

# ruff: noqa: T201 -- a command line: it prints its findings

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf

ROOT = Path(__file__).resolve().parent.parent
JARS = Path("/usr/share/java")
CLASSES = (
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "commons-io",
    "javax.activation",
    "jaxb-api",
)
#: PDF/A-1 alone asks for a list of the letters in a subset (ISO 19005-1, 6.3.5); in parts 2 and 3 it may be left out
#: (ISO 19005-3, 6.2.11.4.2), and ISO 32000-2 advises against it.
NOT_ASKED = re.compile("CIDSet")


class NotInstalledError(Exception):
    """This validator is not here."""


def with_page(file: Path) -> Iterator[str]:
    try:
        import page  # noqa: PLC0415
    except ImportError:
        raise NotInstalledError from None
    with pikepdf.open(file) as paper:
        part, level = declared(paper)
    report = page.validate_pdf(file, profile=page.ValidationProfile(f"{part}{level.lower()}"))
    yield from (f"{failure.rule_id}: {failure.message}" for failure in report.failures)


def with_pdfluent(file: Path) -> Iterator[str]:
    try:
        import pdfluent  # noqa: PLC0415
    except ImportError:
        raise NotInstalledError from None
    yield from (f"{issue.rule}: {issue.message}" for issue in pdfluent.validate_pdfa(str(file)).issues)


def with_preflight(file: Path) -> Iterator[str]:
    """Knows PDF/A-1b alone: it gets a copy without what part 1 forbids and part 3 allows."""
    jars = [JARS / f"{name}.jar" for name in CLASSES]
    if not (shutil.which("java") and all(jar.exists() for jar in jars)):
        raise NotInstalledError
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "part1.pdf"
        as_part_one(file, copy)
        path = ":".join(map(str, jars))
        ran = said(["java", "-Xmx800m", "-cp", path, "org.apache.pdfbox.preflight.Validator_A1b", str(copy)])
    lines = [line for line in ran.splitlines() if line.strip() and str(copy.name) not in line]
    yield from lines
    if not ran.strip():
        yield "it said nothing"


def with_qpdf(file: Path) -> Iterator[str]:
    output = said([program("qpdf"), "--check", str(file)])
    if "No syntax or stream encoding errors found" not in output:
        yield output


def with_mutool(file: Path) -> Iterator[str]:
    """Draws every page and throws the pictures away: what it cannot read, it says."""
    yield from said([program("mutool"), "draw", "-q", "-N", "-F", "trace", "-o", os.devnull, str(file)]).splitlines()


def with_poppler(file: Path) -> Iterator[str]:
    for line in said([program("pdffonts"), str(file)]).splitlines()[2:]:
        *_name, embedded, _subset, unicode_, _object, _generation = line.split()
        if (embedded, unicode_) != ("yes", "yes"):
            yield line


VALIDATORS: dict[str, Callable[[Path], Iterator[str]]] = {
    "page (PDF/A as declared)": with_page,
    "pdfluent (PDF/A as declared)": with_pdfluent,
    "PDFBox preflight (PDF/A-1b, of a copy)": with_preflight,
    "qpdf (syntax)": with_qpdf,
    "mutool (every page read)": with_mutool,
    "pdffonts (fonts in, letters known)": with_poppler,
}


def program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise NotInstalledError
    return found


def said(command: list[str]) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return ran.stdout + ran.stderr


def declared(paper: pikepdf.Pdf) -> tuple[str, str]:
    metadata = paper.open_metadata()
    return metadata["pdfaid:part"], metadata["pdfaid:conformance"]


def as_part_one(file: Path, copy: Path) -> None:
    """No attachments, no object streams, version 1.4, marked 1b. The metadata say the same with every namespace declared
    where it is used: the reader of this validator does not look further up."""
    with pikepdf.open(file) as paper:
        for entry in ("/AF", "/Names"):
            if entry in paper.Root:
                del paper.Root[entry]
        text = paper.Root.Metadata.read_bytes().decode()
        names = dict(re.findall(r'xmlns:(\w+)="([^"]+)"', re.search(r"<rdf:RDF[^>]*>", text).group()))
        text = re.sub(r"<rdf:RDF[^>]*>", f'<rdf:RDF xmlns:rdf="{names.pop("rdf")}">', text)
        text = re.sub('pdfaid:part="." pdfaid:conformance="."', 'pdfaid:part="1" pdfaid:conformance="B"', text)

        def declaring(found: re.Match) -> str:
            used = [f'xmlns:{name}="{uri}"' for name, uri in names.items() if re.search(rf"[ <]{name}:", found.group())]
            return found.group().replace("<rdf:Description", " ".join(["<rdf:Description", *used]), 1)

        text = re.sub(r"<rdf:Description.*?(?:/>|</rdf:Description>)", declaring, text, flags=re.DOTALL)
        paper.Root.Metadata.write(text.encode())
        paper.save(copy, object_stream_mode=pikepdf.ObjectStreamMode.disable, force_version="1.4")


def a_report(folder: Path) -> Path:
    """An issued ward report of a random ward, its cache and its key in `folder`."""
    sys.path.insert(0, str(ROOT))
    os.environ["PORTAL_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "review_portal.settings"
    import django  # noqa: PLC0415

    django.setup()
    from tests.assessments.reports.sealed_reports import made  # noqa: PLC0415
    from tests.assessments.reports.wards import random_ward  # noqa: PLC0415

    file = folder / "report.pdf"
    file.write_bytes(made(random_ward(11, members=60, cells=4))[0])
    return file


def check(file: Path) -> bool:
    with pikepdf.open(file) as paper:
        print(f"{file.name}: declares PDF/A-{''.join(declared(paper)).lower()}, {len(paper.pages)} pages")
    in_order = True
    for name, validator in VALIDATORS.items():
        try:
            findings = list(validator(file))
        except NotInstalledError:
            print(f"  {name}: not installed")
            continue
        faults = [finding for finding in findings if not NOT_ASKED.search(finding)]
        in_order = in_order and not faults
        aside = len(findings) - len(faults)
        print(
            f"  {name}: {len(faults)} faults"
            + (f", {aside} times a CIDSet that this part does not ask for" if aside else "")
        )
        for fault, times in Counter(faults).most_common(20):
            print(f"    {times} x {fault}")
    return in_order


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(name) for name in sys.argv[1:]] or [a_report(Path(folder))]
        results = [check(file) for file in files]
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
