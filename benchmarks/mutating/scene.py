"""A small ward with an open year, the files that mutations start from, and the doors each kind of file goes through."""

import io
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from assessments.models import ReceivedReport
from assessments.rules import write_dossier
from assessments.selectors.facts import dossier_of
from cells.ground_workbook.writing import write_ground
from cells.journal.checking import check_chain
from cells.models import Member, Organization
from cells.selectors.ground import tables_of
from cells.selectors.roster import roster_workbook
from tests import factories as make
from tests.access.probing import checksums
from tests.assessments.cell_scene import make_scene
from tests.assessments.reports.sealed_reports import made
from tests.assessments.reports.wards import random_ward
from tests.workbooks import AN, BINH, CUONG, DUNG, WARD_ROSTER, flat_layout, ward_layout


class BrokenPromiseError(AssertionError):
    """A door did what none may do."""


@dataclass(frozen=True)
class Told:
    """What a door answered: `said` in a word or two, `done` whether it wrote."""

    said: str
    done: bool = False


Door = Callable[[bytes], Told]


def require(holds: bool, words: str) -> None:
    if not holds:
        raise BrokenPromiseError(words)


class Scene:
    """Kinds: roster, ground, sheet, dossier, report. `seeds[kind]` are sound files, `doors[kind]` by name."""

    def __init__(self) -> None:
        self.cell = make_scene()
        self.ward = self.cell.campaign.ward
        self.office, self.secretary = self._browser(self.cell.office), self._browser(self.cell.secretary)
        self.district = self._browser(make.make_account("quanuy", "district", self.ward, display_name="Quận ủy"))
        self.seeds = self._seeds()
        self.doors: dict[str, dict[str, Door]] = {
            "roster": {"command": self._import_command, "page": self._page(self.office, "cells:roster_upload")},
            "ground": {"page": self._page(self.office, "assessments:ground_workbook")},
            "sheet": {"page": self._page(self.secretary, "assessments:file_sheet", self.cell.file.pk)},
            "dossier": {"command": self._check_command, "page": self._checked, "receive": self._received},
            "report": {"command": self._verify_command, "page": self._checked, "receive": self._received},
        }

    @staticmethod
    def _browser(account) -> Client:
        browser = Client()
        browser.force_login(account)
        return browser

    def _seeds(self) -> dict[str, list[bytes]]:
        small = ward_layout(("1. CHI BỘ KHU PHỐ 1 (2 đồng chí)", [AN, BINH]), ("2. CHI BỘ KHU PHỐ 2", [CUONG, DUNG]))
        flat = flat_layout((AN, "Khu phố 1"), (DUNG, "Khu phố 2"))
        whole = json.dumps(write_dossier(dossier_of(self.cell.campaign, grades="working")), ensure_ascii=False).encode()
        wards = [random_ward(seed, members=12, cells=2) for seed in (3, 4)]
        sheet = self.secretary.post(reverse("assessments:sheet_download", args=[self.cell.file.pk])).content
        roster = roster_workbook(self.ward, make.TODAY)
        return {
            "roster": [small, small, flat, roster, roster, WARD_ROSTER.read_bytes()],
            "ground": [write_ground(tables_of(self.ward, make.TODAY), ward_name=self.ward.name, year=2021)],
            "sheet": [sheet],
            "dossier": [whole, *(json.dumps(ward, ensure_ascii=False).encode() for ward in wards)],
            "report": [made(ward)[0] for ward in wards],
        }

    def _page(self, browser: Client, name: str, *args: int) -> Door:
        """Choose the file, look at the preview, confirm it."""
        url = reverse(name, args=args)

        def door(data: bytes) -> Told:
            with unchanged_unless_done() as end:
                answer = browser.post(url, {"workbook": SimpleUploadedFile("tep.xlsx", data)})
                end.done = answer.status_code == 302
            if answer.status_code != 302:
                require(answer.status_code == 200, f"the upload is {answer.status_code}")
                require(bool(answer.context["form"].errors), "refused without a word")
                return Told("refused at upload")
            preview = answer.url
            shown = browser.get(preview)
            require(shown.status_code == 200, f"the preview is {shown.status_code}")
            people = Member.objects.count()
            with unchanged_unless_done() as end:
                applied = browser.post(preview, {"digest": shown.context["digest"]})
                require(applied.status_code in (200, 302), f"applying is {applied.status_code}")
                end.done = applied.status_code == 302
            if not end.done:
                return Told("refused at preview")
            result = browser.get(applied.url)
            require(result.status_code == 200, f"the result is {result.status_code}")
            outcome = (result.context or {}).get("outcome") or {}
            new = outcome.get("new", 0) if name == "cells:roster_upload" else 0
            require(Member.objects.count() == people + new, "not as many people as told")
            self._journal_is_whole()
            return Told("applied", done=True)

        return door

    def _import_command(self, data: bytes) -> Told:
        people, cells = Member.objects.count(), Organization.objects.filter(kind="cell").count()
        with unchanged_unless_done() as end:
            code, out, _err = _run("import_roster", data, ".xlsx", "--apply", "--json", kept=(0, 1))
            answer = json.loads(out) if out else {"applied": False}
            end.done = answer["applied"]
        if not end.done:
            return Told(f"exit {code}")
        require(Member.objects.count() == people + answer["new"], "not as many people as told")
        require(Organization.objects.filter(kind="cell").count() <= cells + answer["cells"], "more cells than told")
        again = json.loads(_run("import_roster", data, ".xlsx", "--json", kept=(0, 1))[1])
        require(
            again["new"] == again["changed"] == 0, f"read again, {again['new']} are new, {again['changed']} changed"
        )
        self._journal_is_whole()
        return Told("applied", done=True)

    def _check_command(self, data: bytes) -> Told:
        with unchanged_unless_done():
            code, out, _err = _run("check_dossier", data, ".json", "--json", kept=(0, 1))
            require(code == 2 or isinstance(json.loads(out), dict), "no object")
            words = _run("check_dossier", data, ".json", kept=(0, 1))[0]
        require(words == code, f"exit {code} as JSON, {words} in words")
        return Told(f"exit {code}")

    def _verify_command(self, data: bytes) -> Told:
        with unchanged_unless_done():
            code, out, err = _run("verify_report", data, ".pdf", "--json", kept=(0, 1))
        require(code == 2 or json.loads(out)["consistent"] is (code == 0), "exit and answer differ")
        require(code != 2 or len(err.splitlines()) == 1, "not one line")
        return Told(f"exit {code}")

    def _checked(self, data: bytes) -> Told:
        with unchanged_unless_done():
            answer = self.district.post(reverse("assessments:report_check"), {"file": SimpleUploadedFile("tep", data)})
        require(answer.status_code == 200, f"the page is {answer.status_code}")
        return Told("told" if "shown" in answer.context else "refused")

    def _received(self, data: bytes) -> Told:
        before = ReceivedReport.objects.count()
        with unchanged_unless_done() as end:
            url = reverse("assessments:report_receive")
            answer = self.district.post(url, {"file": SimpleUploadedFile("tep", data)})
            require(answer.status_code in (200, 302), f"receiving is {answer.status_code}")
            end.done = answer.status_code == 302
        if not end.done:
            return Told("refused")
        require(ReceivedReport.objects.count() == before + 1, "not one row more")
        shown = self.district.get(answer.url)
        require(shown.status_code == 200, f"the received report is {shown.status_code}")
        row = ReceivedReport.objects.order_by("-pk")[0]
        table = self.district.get(reverse("assessments:district"), {"year": row.year})
        require(table.status_code == 200 or row.year > 9999, f"the district's table is {table.status_code}")
        return Told("received", done=True)

    def _journal_is_whole(self) -> None:
        connection.check_constraints()  # what waits for the commit: PostgreSQL gives entries their places there
        require(check_chain(self.ward.code).is_whole, "the journal is broken")


@dataclass
class _End:
    done: bool = False


@contextmanager
def unchanged_unless_done() -> Iterator[_End]:
    """What was not done left every row of every table as it was."""
    end, before = _End(), checksums()
    yield end
    if not end.done:
        after = checksums()
        changed = sorted(table for table in after if after[table] != before.get(table))
        require(not changed, f"refused, and yet written: {', '.join(changed)}")


def _run(command: str, data: bytes, ending: str, *options: str, kept: tuple[int, ...]) -> tuple[int, str, str]:
    """(exit code, standard output, standard error); 2 is told in plain lines, one for each fault."""
    out, err = io.StringIO(), io.StringIO()
    with tempfile.NamedTemporaryFile(suffix=ending) as file:
        Path(file.name).write_bytes(data)
        try:
            call_command(command, file.name, *options, stdout=out, stderr=err)
            code = 0
        except SystemExit as stopped:
            code = stopped.code
        except CommandError as error:
            code = error.returncode
            err.write(str(error))
    words = err.getvalue()
    require(code in (*kept, 2), f"exit {code}")
    require("Traceback" not in words, "a traceback")
    require(code != 2 or bool(words.strip()), "exit 2 without a word")
    require(code != 2 or not out.getvalue(), "exit 2 with an answer")
    words.encode()  # a terminal takes no halves of letters
    out.getvalue().encode()
    return code, out.getvalue(), words


@contextmanager
def rolled_back() -> Iterator[None]:
    """Without a trace: neither rows nor counts of how often somebody asked (`review_portal.limits`)."""
    with tempfile.TemporaryDirectory() as rates, override_settings(RATES=Path(rates)), transaction.atomic():
        yield
        transaction.set_rollback(True)
