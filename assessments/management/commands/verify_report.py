"""Check a ward report that was handed over; its ward's database is not needed."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from assessments.reports.proof.checking import Verdict, is_as_printed, verdict_on
from assessments.reports.proof.keys import NoPublicKeyError, read_public_key
from assessments.reports.proof.reading import MOST_BYTES, NotAReportError
from assessments.reports.proof.verdict_words import as_printed_words, refusal_words, sentences
from cells.management.one_line import OneLineCommand, refuse

NOT_IN_ORDER = 1


class Command(OneLineCommand):
    help = (
        "Checks a ward summary report: takes its data out, runs the rules again, compares every printed figure. "
        "Exit code 0: all agrees; 1: it does not, or another key signed it; 2: the file is no such report."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.pdf", type=Path, help="the report as it was handed over")
        parser.add_argument(
            "--key", metavar="FILE", type=Path, action="append", default=[],
            help="public key of the ward (PEM, or 64 hexadecimal digits); may be given several times",
        )  # fmt: skip
        parser.add_argument(
            "--print-again", action="store_true",
            help="print the report again from its data and compare every byte: finds what the text of a page cannot tell",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        keys = frozenset(self._key(file) for file in options["key"])
        try:
            content = _read(options["file"])
            verdict = verdict_on(content, keys)
        except NotAReportError as error:
            refuse(f"{options['file']}: {refusal_words(error)}")
        told = as_json(verdict)
        if options["print_again"]:
            told["as_printed"] = verdict.consistent and is_as_printed(content, verdict)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            again = [as_printed_words(told["as_printed"])] if options["print_again"] else []
            self.stdout.write("\n".join([*sentences(verdict), *again]))
        if not verdict.is_in_order:
            raise SystemExit(NOT_IN_ORDER)

    def _key(self, file: Path) -> str:
        try:
            return read_public_key(_read(file).decode("ascii", "replace"))
        except (NoPublicKeyError, NotAReportError):
            refuse(_("%(file)s: no Ed25519 public key (PEM, or 64 hexadecimal digits)") % {"file": file})


def as_json(verdict: Verdict) -> dict[str, object]:
    return {
        "id": verdict.report_id,
        "authentic": verdict.authentic,
        "consistent": verdict.consistent,
        "differences": [asdict(difference) for difference in verdict.differences],
        "journal": asdict(verdict.data.journal) if verdict.data.journal else None,
    }


def _read(file: Path) -> bytes:
    """Raises NotAReportError: larger than any report."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        refuse(_("%(file)s: cannot be read (%(error)s)") % {"file": file, "error": error.strerror})
    if len(content) > MOST_BYTES:
        raise NotAReportError("size")
    return content
