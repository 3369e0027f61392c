"""Is the journal whole, does it still begin as an earlier export, is a printed head still in it?"""

import json
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from assessments.reports.proof.checking import verdict_on
from assessments.reports.proof.reading import NotAReportError
from assessments.reports.proof.verdict_words import refusal_words
from cells.journal.checking import Answer, bytes_that_are_no_text, chains, check_chain, head_fault, orphans
from cells.journal.exporting import NoExportError, compare_export, ward_of_export
from cells.journal.form import short
from cells.management.one_line import OneLineCommand, refuse
from cells.models import Organization
from cells.selectors.journal_faults import chain_name, fault_words, sentences
from cells.vocabulary import OrganizationKind

NOT_WHOLE = 1
_HEAD = re.compile(r"(?P<number>[0-9]{1,18}):(?P<hash>[0-9a-fA-F]{16,64})")


class Command(OneLineCommand):
    help = (
        "Checks the journal (docs/journal.md): every chain link by link, that an earlier export is where today's begins, "
        "that a printed head is in it. Exit code 0: whole; 1: it is not, each fault is named; 2: it could not be checked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ward", metavar="CODE", help="one ward alone; default: every chain")
        parser.add_argument("--export", metavar="FILE", type=Path, help="an earlier export of export_journal")
        parser.add_argument(
            "--head", metavar="NUMBER:HASH", action="append", default=[],
            help="a head as it was printed (at least 16 digits of the hash); needs --ward where there are several",
        )  # fmt: skip
        parser.add_argument("--report", metavar="FILE.pdf", type=Path, help="an issued report: the head printed in it")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        with bytes_that_are_no_text():
            self._verify(options)

    def _verify(self, options: dict[str, Any]) -> None:
        codes = sorted({*chains(), *_wards()})
        heads = [_head_of_report(options["report"])] if options["report"] else []
        ward = options["ward"]
        if ward is not None:
            codes = [ward]
        heads += [(_only_ward(codes), *_parsed(head)) for head in options["head"]]
        compared = None
        answers = {code: _checked(code) for code in codes}
        for code, number, start in heads:
            answer = _answer(answers, code)
            if fault := head_fault(code, number, start):
                answer.add(fault.code, number)
        if options["export"]:
            compared = _compare(options["export"], answers)
        stray = orphans()
        told = {
            "whole": all(answer.is_whole for answer in answers.values()) and not stray,
            "chains": [_as_json(answer) for answer in answers.values()],
            "texts_without_entry": stray,
            "heads": [{"ward": code, "number": number, "hash": start} for code, number, start in heads],
            "compared": compared,
        }
        self.stdout.write(
            json.dumps(told, ensure_ascii=False, indent=1) if options["json"] else _in_words(told, answers)
        )
        if not told["whole"]:
            raise SystemExit(NOT_WHOLE)


def _wards() -> list[str]:
    return list(Organization.objects.filter(kind=OrganizationKind.WARD).values_list("code", flat=True))


def _checked(code: str) -> Answer:
    """Setting a ward up is its first entry: a ward without any has lost them."""
    answer = check_chain(code)
    if code and not answer.entries and not answer.found:
        answer.add("nothing", 1)
    return answer


def _answer(answers: dict[str, Answer], code: str) -> Answer:
    """Of a chain that a head or an export names: checked too."""
    if code not in answers:
        answers[code] = _checked(code)
    return answers[code]


def _in_words(told: dict[str, Any], answers: dict[str, Answer]) -> str:
    lines = [line for answer in answers.values() for line in sentences(answer)]
    if told["texts_without_entry"]:
        lines.append(_("texts whose entry was deleted: %(count)s") % {"count": told["texts_without_entry"]})
    lines += [
        _("Compared with the printed head %(head)s of %(ward)s.")
        % {"head": short(head["number"], head["hash"]), "ward": chain_name(head["ward"])}
        for head in told["heads"]
    ]
    if told["compared"]:
        lines.append(
            _("Compared with %(entries)s entries of an earlier export of %(ward)s.")
            % {"entries": told["compared"]["entries"], "ward": chain_name(told["compared"]["ward"])}
        )
    lines.append(
        _("The journal is whole.") if told["whole"] else _("THE JOURNAL IS NOT WHOLE. docs/journal.md says what to do.")
    )
    return "\n".join(lines)


def _as_json(answer: Answer) -> dict[str, Any]:
    return {
        "ward": answer.ward_code,
        "entries": answer.entries,
        "head": {"number": answer.number, "hash": answer.hash},
        "texts_erased": answer.erased,
        "faults": [asdict(fault) | {"words": fault_words(fault)} for fault in answer.faults],
        "found": answer.found,
    }


def _only_ward(codes: list[str]) -> str:
    named = [code for code in codes if code] or codes
    if len(named) != 1:
        refuse(_("Name the ward of the head with --ward."))
    return named[0]


def _parsed(head: str) -> tuple[int, str]:
    found = _HEAD.fullmatch(head.strip())
    if not found:
        refuse(_("%(head)s is no head; it reads as 120:0123456789abcdef.") % {"head": head})
    return int(found["number"]), found["hash"].lower()


def _head_of_report(file: Path) -> tuple[str, int, str]:
    try:
        verdict = verdict_on(file.read_bytes())
    except OSError as error:
        refuse(f"{file}: {error.strerror}")
    except NotAReportError as error:
        refuse(f"{file}: {refusal_words(error)}")
    if not verdict.consistent:
        refuse(_("%(file)s does not agree with itself; verify_report says where.") % {"file": file})
    journal = verdict.data.journal
    if journal is None:
        refuse(_("%(file)s names no head of the journal: it is a draft or older than the chain.") % {"file": file})
    return verdict.dossier.organization.code, journal.number, journal.hash


def _compare(file: Path, answers: dict[str, Answer]) -> dict[str, Any]:
    with _lines_of(file) as lines:
        ward = ward_of_export(lines)
        answer = _answer(answers, ward)
        return {"ward": ward, "entries": compare_export(ward, lines, answer)}


@contextmanager
def _lines_of(file: Path) -> Iterator[Iterator[str]]:
    try:
        with file.open(encoding="utf-8") as opened:
            yield opened
    except (OSError, UnicodeDecodeError):
        refuse(_("%(file)s cannot be read.") % {"file": file})
    except NoExportError:
        refuse(_("%(file)s is no export of a journal.") % {"file": file})
