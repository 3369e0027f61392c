"""The roster without a browser: a rehearsal, or with --apply the deed."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandParser

from cells.clock import today
from cells.management.one_line import OneLineCommand, refuse
from cells.models import Organization
from cells.refusals import Refused
from cells.roster.plan import Plan
from cells.roster.rows import Remark
from cells.selectors.wards import ward_of_code
from cells.services.roster import apply_roster, preview_roster, questions_of

NOT_IN_ORDER = 1


class Command(OneLineCommand):
    help = (
        "Reads a roster workbook and says what it would change; --apply writes it, all or nothing. "
        "Exit 1: a row has a problem or must be asked about, nothing was written. Exit 2: the workbook could not be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="workbook (.xlsx) with the members of the ward")
        parser.add_argument(
            "--organization", default="", metavar="CODE", help="code of the ward; default: the only one"
        )
        parser.add_argument("--apply", action="store_true", help="write; without it nothing is written")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: object, **options: object) -> None:
        path = Path(str(options["file"]))
        try:
            data = _content(path)
            ward = ward_of_code(str(options["organization"]))
            plan = preview_roster(ward, data, on=today())
        except OSError as error:
            refuse(f"{path}: {error.strerror}")
        except Refused as refused:
            refuse("; ".join(map(str, refused.refusals)))
        problems = [*plan.problems, *questions_of(plan)]
        applied = bool(options["apply"]) and not problems
        if applied:
            self._apply(ward, data, plan, path.name)
        if options["json"]:
            self._print_json(plan, problems, applied)
        else:
            self._print_words(plan, problems, applied)
        if problems:
            raise SystemExit(NOT_IN_ORDER)

    def _apply(self, ward: Organization, data: bytes, plan: Plan, filename: str) -> None:
        try:
            apply_roster(
                by=None,
                command="import_roster",
                ward_id=ward.pk,
                data=data,
                expected_digest=plan.digest(),
                filename=filename,
                on=today(),
            )
        except Refused as refused:
            refuse("; ".join(map(str, refused.refusals)))

    def _print_json(self, plan: Plan, problems: list[Remark], applied: bool) -> None:
        answer = {
            **plan.counts(),
            "doubts": len(plan.doubts),
            "duplicates": len(plan.duplicates),
            "kept": len(plan.kept),
            "applied": applied,
            "problems": [problem.as_dict() for problem in problems],
            "warnings": [warning.as_dict() for warning in plan.warnings],
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _print_words(self, plan: Plan, problems: list[Remark], applied: bool) -> None:
        for remark in problems:
            self.stderr.write(_line(remark))
        for remark in plan.warnings:
            self.stderr.write(f"(!) {_line(remark)}")
        counts = plan.counts()
        self.stdout.write(
            f"Chi bộ: {counts['cells']} · Đảng viên: {counts['members']} · mới: {counts['new']} · thay đổi: {counts['changed']} · "
            f"không còn: {counts['gone']} · giữ nguyên: {counts['unchanged']}"
        )
        self.stdout.write(
            "Đã nhập." if applied else "Chưa ghi gì." if problems else "Chạy thử, chưa ghi gì. Thêm --apply để nhập."
        )


def _content(path: Path) -> bytes:
    """One byte more than a roster may have is enough to refuse it."""
    with path.open("rb") as file:
        return file.read(settings.ROSTER_MAX_BYTES + 1)


def _line(remark: Remark) -> str:
    return f"{remark.sheet}!{remark.row}: {remark.message}"
