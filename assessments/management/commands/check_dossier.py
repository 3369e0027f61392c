"""Run the rules on a dossier file; no database is touched."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from assessments.rules import ALL_RULE_SETS, Answer, DossierFaults, check, read_dossier
from assessments.rules.faults import on_one_line
from assessments.rules.plain_answer import in_plain_vietnamese

NOT_IN_ORDER, NOT_DONE = 1, 2
#: A hundred thousand members are some 40 MB; what a larger file unfolds to in memory is more than a machine may have.
MOST_MEGABYTES = 64

_KNOWN = ", ".join(ALL_RULE_SETS)


class Command(BaseCommand):
    help = (
        "Kiểm tra một hồ sơ (ward-dossier/1) theo bộ quy tắc / check a dossier by the rules. Mã kết thúc / exit code: "
        "0 ký được / in order, 1 chưa ký được / not in order, 2 không đọc được / not a dossier."
    )
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> ArgumentParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        if self._called_from_command_line:
            # One line, where argparse prints its usage first.
            parser.error = self._refuse  # type: ignore[method-assign]
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="hồ sơ JSON / the dossier")
        parser.add_argument(
            "--ruleset",
            help="áp dụng bộ quy tắc này thay cho bộ ghi trong hồ sơ / apply this set instead of the dossier's: "
            + _KNOWN,
        )
        parser.add_argument("--json", action="store_true", help="in một đối tượng JSON / print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            # The format is UTF-8, whatever the terminal's locale says.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8")
        answer = self._answer(options["file"], options["ruleset"])
        if options["json"]:
            self.stdout.write(json.dumps(answer.as_dict(), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(in_plain_vietnamese(answer), ending="")
        if not answer.compliant:
            raise SystemExit(NOT_IN_ORDER)

    def _answer(self, file: str, code: str | None) -> Answer:
        if code is not None and code not in ALL_RULE_SETS:
            self._refuse(f"--ruleset: không có bộ quy tắc “{code}”; cần một trong: {_KNOWN}")
        try:
            return check(read_dossier(self._content(Path(file))), code)
        except FileNotFoundError:
            self._refuse(f"{file}: không có tệp này; hãy kiểm tra lại đường dẫn")
        except IsADirectoryError:
            self._refuse(f"{file}: đây là thư mục; cần một tệp hồ sơ JSON")
        except OSError as error:
            self._refuse(f"{file}: không đọc được tệp ({error.strerror}); hãy kiểm tra quyền đọc")
        except DossierFaults as faults:
            self._refuse(*faults.lines("vi"))

    def _content(self, file: Path) -> bytes:
        most = MOST_MEGABYTES * 1024 * 1024
        with file.open("rb") as opened:
            content = opened.read(most + 1)
        if len(content) > most:
            self._refuse(f"{file}: tệp lớn hơn {MOST_MEGABYTES} MB, không phải hồ sơ của một phường; hãy chọn đúng tệp")
        return content

    def _refuse(self, *lines: str) -> NoReturn:
        for line in lines:
            self.stderr.write(on_one_line(line))
        raise SystemExit(NOT_DONE)
